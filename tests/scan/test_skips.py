"""Skipped files: the closing line counts them with the reason, and a scan that read nothing is no success."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense.output.findings.formats import FORMATS
from twosense.scan.documents import EXTRA

GERMAN = "Das Budget ist knapp, und die Cloud wird nicht mehr bezahlt, wenn wir sie nicht bald auf den Server umziehen.\n"


def write(name: str, data: str | bytes = b"PK\x03\x04\0") -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)


def closing(run: Run, status: int, *arguments: str) -> str:
    """Scan the working folder, and return the last line on stderr."""
    done = run("scan", *(arguments or ["."]))
    assert done.returncode == status, done.stderr.decode()
    return done.stderr.decode().splitlines()[-1].removeprefix("twosense: ")


def test_the_closing_line_counts_every_file_with_the_reason_why_it_is_skipped(run: Run) -> None:
    write("brief.md", "The DR is cut.\n")
    write("note.txt", "Nothing of note.\n")
    for name in ("a.docx", "b.docx", "c.pdf", "d.py", "e.py", "f.py", "g.png", "Makefile"):
        write(name)
    write("de.txt", GERMAN)
    write("scan.txt")
    write("utf16.txt", "The DR plan".encode("utf-16"))
    Path("link.md").symlink_to("brief.md")
    write(".gitignore", "drafts/\nold.md\n")
    write("old.md", "The DR is cut.\n")
    write("drafts/x.md", "The DR is cut.\n")
    assert closing(run, 2) == (
        "1 warning in 1 of 2 files; 14 skipped: 8 of a type that is not scanned (.docx, .pdf, .py and 1 more), "
        "1 not plain text, 1 not English, 1 unreadable, 1 behind a symbolic link, 2 ignored by .gitignore or exclude; "
        f"to read .docx, .pdf, run {EXTRA}"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_closing_line_of_every_format_is_on_stderr(form: str, run: Run) -> None:
    write("brief.md", "The DR is cut.\n")
    write("a.docx")
    assert closing(run, 1, ".", "--format", form) == (
        f"1 warning in 1 file; 1 skipped: of a type that is not scanned (.docx); to read .docx, run {EXTRA}"
    )
    if form == "json":
        assert len(json.loads(run("scan", ".", "--format", form).stdout)) == 1


def test_what_twosense_reads_for_itself_is_not_counted(run: Run) -> None:
    write("brief.md", "Nothing of note.\n")
    write(".twosense.toml", 'glossaries = ["words.toml"]\n[scan]\nbaseline = "ci/known.json"\n')
    for name in ("words.toml", "more.toml"):
        write(name, '[[term]]\nname = "xyz"\n[[term.sense]]\nside = "it"\nmeaning = "a"\ndefinition = "b"\n')
    write("ci/known.json", "[]")
    assert closing(run, 0, ".", "--glossary", "more.toml") == "no findings in 1 file"
    write("other.json", "[]")
    assert closing(run, 0, ".", "--glossary", "more.toml").endswith("1 skipped: of a type that is not scanned (.json)")


def test_a_quiet_scan_speaks_of_files_only_if_their_text_could_not_be_read(run: Run) -> None:
    write("brief.md", "Nothing of note.\n")
    for name in ("data.json", "app.py", "picture.png"):
        write(name)
    assert run("scan", "-q", ".").stderr == b""
    write("note.txt")
    assert closing(run, 0, "-q", ".").endswith(
        "4 skipped: 3 of a type that is not scanned (.json, .png, .py), 1 not plain text"
    )
    Path("note.txt").unlink()
    write("a.docx")
    assert closing(run, 0, "-q", ".").endswith(f"to read .docx, run {EXTRA}")


def test_files_that_are_not_english_are_counted(run: Run) -> None:
    write("de.txt", GERMAN)
    assert closing(run, 0) == "no files scanned; 1 skipped: not English"
    write("note.md", "Nothing of note.\n")
    assert closing(run, 0) == "no findings in 1 file; 1 skipped: not English"


def test_worker_processes_report_what_they_skip(run: Run) -> None:
    for number in range(3):
        write(f"{number}.txt", "Nothing of note.\n" * 30_000)
    write("de.txt", GERMAN)
    write("binary.txt")
    assert closing(run, 0) == "no findings in 3 files; 2 skipped: 1 not plain text, 1 not English"


def test_a_scan_of_documents_only_is_an_error_that_says_what_to_do(run: Run) -> None:
    for name in ("a.epub", "b.epub", "c.doc"):
        write(name)
    says = "no files scanned; 3 skipped: of a type that is not scanned (.epub, .doc)"
    assert closing(run, 2) == f"{says}; convert them to text first, for example with pandoc or LibreOffice"
    assert closing(run, 2, ".", "--exit-zero").startswith(says)
    write("note.md", "Nothing of note.\n")
    assert closing(run, 0).startswith("no findings in 1 file; 3 skipped: ")


@pytest.mark.parametrize(("name", "data"), [("x.txt", b"\0"), ("x.md", b"%PDF-1.4\n")])
def test_a_scan_of_texts_only_that_are_none_is_an_error(name: str, data: bytes, run: Run) -> None:
    write(name, data)
    assert closing(run, 2) == "no files scanned; 1 skipped: not plain text"


def test_a_scan_of_links_only_is_an_error(run: Run, home: Path) -> None:
    (home / "brief.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("brief.md").symlink_to(home / "brief.md")
    assert closing(run, 2) == "no files scanned; 1 skipped: behind a symbolic link"


def test_what_is_no_file_is_of_a_type_that_is_not_scanned(run: Run) -> None:
    os.mkfifo("pipe.md")
    assert closing(run, 2) == "no files scanned; 1 skipped: of a type that is not scanned"


@pytest.mark.parametrize("name", [".gitignore", ".twosense.toml"])
def test_a_scan_from_which_the_user_excludes_everything_is_a_success(name: str, run: Run) -> None:
    for skipped in ("a.docx", "b.md", "c/d.md"):
        write(skipped, "The DR is cut.\n")
    patterns = ["*.docx", "*.md", "c/"]
    write(
        name,
        "\n".join(patterns) if name == ".gitignore" else f"[scan]\nexclude = {json.dumps([*patterns, '.twosense.toml'])}\n",
    )
    count = 3 if name == ".gitignore" else 4
    assert closing(run, 0) == f"no files scanned; {count} skipped: ignored by .gitignore or exclude"


def test_a_scan_of_an_empty_folder_is_a_success_that_says_so(run: Run) -> None:
    assert closing(run, 0) == "no files found"
    write(".git/config", "")
    write(".gitignore", "*.log\n")
    Path("empty").mkdir()
    assert closing(run, 0) == "no files found"


@pytest.mark.parametrize(
    ("name", "data", "what", "tool"),
    [
        ("a.epub", b"PK\x03\x04\0", "a document", "pandoc"),
        ("a.rtf", b"{\\rtf1 The DR is cut.}\n", "a document", "pandoc"),
        ("a.XLSX", b"PK\x03\x04\0", "a document", "markitdown"),
        ("a.doc", b"\xd0\xcf\x11\xe0\0", "a document", "LibreOffice"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0", "an image", "tesseract"),
    ],
)
def test_a_named_document_is_refused_with_the_tool_that_converts_it(
    name: str, data: bytes, what: str, tool: str, run: Run
) -> None:
    write(name, data)
    done = run("scan", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (f"twosense: {name}: {what}, not text; convert it to text first, for example with {tool}\n")


def test_a_document_on_standard_input_is_refused(run: Run) -> None:
    done = run("scan", "-", stdin=b"%PDF-1.4\n")
    assert done.returncode == 2
    assert done.stderr.decode() == f"twosense: -: a document, not text; to read it, run {EXTRA}\n"


def test_the_name_of_a_skipped_file_cannot_write_to_the_terminal(run: Run) -> None:
    for name in ("a.\x1b[31m", "b.\u202e", "c." + "x" * 100):
        write(name)
    assert "\x1b" not in closing(run, 2)


@pytest.mark.parametrize("name", ["data.csv", "data.TSV", "all.mbox", "a.ipynb"])
def test_large_data_in_a_folder_is_counted_and_is_an_error_only_if_it_is_named(name: str, run: Run) -> None:
    write("a.md", "Nothing.\n")
    with Path(name).open("wb") as file:
        file.truncate((16 << 20) + 1)
    assert closing(run, 0) == "no findings in 1 file; 1 skipped: larger than 16 MiB"
    assert run("scan", name).stderr.decode() == f"twosense: {name}: larger than 16 MiB; split it\n"
    Path("a.md").unlink()
    assert closing(run, 2) == "no files scanned; 1 skipped: larger than 16 MiB"
