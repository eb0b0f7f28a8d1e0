"""Word, ODT, PowerPoint and PDF files: what they say is scanned by paragraph, slide or page, if the extra is installed."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scan.documents import docx, encrypted_odt, odt, pdf, pptx
from twosense import load

pytestmark = pytest.mark.extra
with_extra = pytest.mark.usefixtures("documents")
DR = "The DR is cut."
MAKERS: dict[str, tuple[Callable[[list[str]], bytes], str]] = {
    "a.docx": (docx, "paragraph"),
    "a.odt": (odt, "paragraph"),
    "a.pptx": (pptx, "slide"),
    "a.pdf": (pdf, "page"),
}


@with_extra
@pytest.mark.parametrize("name", MAKERS)
def test_a_finding_names_its_paragraph_slide_or_page_and_shows_the_words_around_it(name: str, run: Run) -> None:
    make, unit = MAKERS[name]
    Path(name).write_bytes(make(["Nothing here.", f"Well. {DR}", f"{DR} And more."]))
    found = json.loads(run("scan", name, "--level", "note", "--format", "json").stdout)
    assert [(one["place"], one["line"], one["column"]) for one in found] == [(f"{unit} 2", 2, 11), (f"{unit} 3", 3, 5)]
    assert found[0]["excerpt"] == f"Well. {DR}"
    shown = run("scan", name).stdout.decode().splitlines()
    assert shown[0].startswith(f"{name}:2:11: warning: DR: {unit} 2: unclear")
    assert shown[1:3] == [f"  2 | Well. {DR}", "    |           ^^"]
    assert b"DR" in run("explain", f"{name}:3:5").stdout
    assert [one.place for one in load(project=False).scan(Path(name), level="note")] == [f"{unit} 2", f"{unit} 3"]


@with_extra
def test_a_folder_of_documents_is_read_and_a_baseline_knows_them(run: Run) -> None:
    for name, (make, _) in MAKERS.items():
        Path(name).write_bytes(make([DR]))
    done = run("scan", "-q", ".")
    assert [line.split(b":")[0].decode() for line in done.stdout.splitlines()] == sorted(MAKERS)
    Path("old.json").write_bytes(run("scan", ".", "--format", "json").stdout)
    Path("a.docx").write_bytes(docx(["One more paragraph.", DR]))
    assert run("scan", ".", "--baseline", "old.json").returncode == 0


@with_extra
def test_pages_without_text_are_counted_and_a_document_without_any_is_no_all_clear(run: Run) -> None:
    Path("a.pdf").write_bytes(pdf(["Nothing here.", "", ""]))
    assert (
        run("scan", "a.pdf").stderr
        == b"twosense: no findings in 1 file; 2 skipped: inside a file (attachment or page without text)\n"
    )
    Path("a.pdf").write_bytes(pdf([""]))
    done = run("scan", "a.pdf")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: a.pdf: has no text; if its pages are pictures, use ")
    assert run("scan", ".").stderr == b"twosense: no files scanned; 1 skipped: not plain text\n"


@with_extra
@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.docx", b"", "damaged"),
        ("a.docx", b"The DR is cut.", "damaged"),
        ("a.docx", b"PK\x03\x04" + random.Random(1).randbytes(2000), "damaged"),
        ("a.docx", docx([DR])[:-40], "damaged"),
        ("a.docx", pdf([DR]), "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "has a password, or the format of an old version"),
        ("a.odt", docx([DR]), "has no text"),
        ("a.odt", odt([DR])[:90], "damaged"),
        ("a.odt", encrypted_odt(), "has a password"),
        ("a.pptx", pptx([DR])[:300], "damaged"),
        ("a.pdf", b"%PDF-1.4\n", "damaged"),
        ("a.pdf", b"%PDF-1.4\n" + random.Random(1).randbytes(9000), "damaged"),
        ("a.pdf", pdf([DR], encrypted=True), "has a password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_that_cannot_be_read_is_one_line(name: str, data: bytes, problem: str, run: Run) -> None:
    Path(name).write_bytes(data)
    done = run("scan", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(f"twosense: {name}: {problem}".encode())
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("name", ["report.md", "report"])
@with_extra
def test_a_pdf_with_the_name_of_a_text_is_told_its_suffix(name: str, run: Run) -> None:
    Path(name).write_bytes(pdf([DR]))
    assert run("scan", name).stderr.decode() == f"twosense: {name}: a document, not text; let its name end in .pdf\n"
    assert run("scan", "-", "--stdin-filename", "a.pdf", stdin=pdf([DR])).stdout.startswith(b"a.pdf:1:5: ")


@with_extra
def test_a_word_file_of_office_365_is_read(run: Run) -> None:
    Path("a.docx").write_bytes(docx([DR], name="document2.xml"))
    assert run("scan", "-q", "a.docx").stdout.startswith(b"a.docx:1:5: warning: DR: paragraph 1: ")


@with_extra
def test_a_zip_bomb_is_one_line(run: Run) -> None:
    Path("a.docx").write_bytes(docx([], f"<w:p><w:r><w:t>{'a ' * (60 << 20)}</w:t></w:r></w:p>"))
    done = run("scan", "a.docx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: a.docx: damaged")


@with_extra
def test_no_module_of_the_working_folder_is_run(run: Run) -> None:
    for name in ("kreuzberg.py", "json.py", "twosense/__init__.py"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("raise SystemExit(open('run', 'w'))", encoding="utf-8")
    Path("a.docx").write_bytes(docx([DR]))
    assert run("scan", "-q", "a.docx").stdout.startswith(b"a.docx:1:5: ")
    assert not Path("run").exists()


@with_extra
@pytest.mark.slow
def test_a_document_that_takes_too_much_memory_is_one_line(run: Run) -> None:
    page = pdf(["x"]).replace(b"(x) Tj", b"(x) Tj" + b" 10 10 Td (The DR is cut) Tj" * 3_000_000)
    Path("a.pdf").write_bytes(page)
    done = run("scan", "a.pdf")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: a.pdf: takes too much memory or time to read; ")


@with_extra
def test_a_fault_of_the_library_is_told_as_what_it_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("faulty").mkdir()
    Path("faulty/kreuzberg.py").write_text('raise RuntimeError("no model\\x1b[31m")', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, ("faulty", os.environ.get("PYTHONPATH")))))
    Path("a.docx").write_bytes(docx([DR]))
    done = run("scan", "a.docx")
    problem = "cannot be read: RuntimeError: no model\ufffd[31m; convert it to text"
    assert (done.returncode, done.stderr.decode()) == (2, f"twosense: a.docx: {problem}\n")


def test_without_the_extra_a_document_is_counted_with_what_to_install(run: Run) -> None:
    for name, (make, _) in MAKERS.items():
        Path(name).write_bytes(make([DR]))
        done = run("scan", name)
        assert (done.returncode, done.stdout) == (2, b"")
        install = "to read it, run python -m pip install 'twosense[documents]'"
        assert done.stderr.decode() == f"twosense: {name}: a document, not text; {install}\n"
    Path("a.md").write_text("Nothing.\n", encoding="utf-8")
    done = run("scan", ".")
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "twosense: no findings in 1 file; 4 skipped: of a type that is not scanned (.docx, .odt, .pdf and 1 more); "
        "to read .docx, .odt, .pdf, .pptx, run python -m pip install 'twosense[documents]'\n"
    )


def test_a_document_is_not_translated(run: Run) -> None:
    Path("a.docx").write_bytes(docx([DR]))
    done = run("translate", "--to", "it", "a.docx")
    assert done.returncode == 2
    assert b"a.docx: cannot be rewritten as text" in done.stderr
