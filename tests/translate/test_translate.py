"""Translate: what readers of the other side get, and that every edit can be taken back."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from tests.conftest import Run
from tests.translate.cases import Case, cases
from twosense import Glossary
from twosense.errors import UsageError
from twosense.model import Style, Translation
from twosense.translate.edits import apply, undo

DR = "The DR site failed over in four hours.\n"


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in cases()])
def test_a_text_is_translated(case: Case, glossary: Glossary) -> None:
    found = case.translated(glossary, case.before)
    assert found.text == case.after
    assert tuple(question.surface for question in found.questions) == case.questions
    windows = case.translated(glossary, "\ufeff" + case.before.replace("\n", "\r\n"))
    assert windows.text == "\ufeff" + case.after.replace("\n", "\r\n")
    assert case.translated(glossary, case.after).edits == ()
    assert undo(found.text, found.edits) == case.before


def test_the_cases_cover_the_glossary_and_what_people_write(glossary: Glossary) -> None:
    all_cases = [case for _, case in cases()]
    assert len({edit.term for case in all_cases for edit in case.translated(glossary, case.before).edits}) >= 70
    assert sum(not case.before.isascii() for case in all_cases) >= len(all_cases) / 3
    assert {case.style for case in all_cases} == set(get_args(Style))
    assert {case.to for case in all_cases} == {"it", "marketing", "mixed"}
    suffixes = Counter(Path(case.file).suffix for case in all_cases)
    assert all(suffixes[suffix] >= 4 for suffix in (".md", ".html", ".rst", ".adoc", ".org", ".txt"))


@pytest.mark.parametrize("link", ["[DR]", "[DR][]", "[[DR]]", "[[Our DR plan|the DR]]"])
def test_a_link_is_left_alone_whose_text_names_its_address(link: str, glossary: Glossary) -> None:
    text = f"The {link} site failed over in four hours.\n\n[DR]: https://x.example\n"
    assert glossary.translate(text, reader="marketing", name="a.md").edits == ()


def test_a_letter_behind_a_slash_is_no_article(glossary: Glossary) -> None:
    text = "Before the sale, run an A/A test of the landing page on two groups of shoppers.\n"
    done = glossary.translate(text, reader="it", style="replace").text
    assert done == text.replace("test", "audience trial")


def test_of_many_senses_of_a_side_one_is_told(run: Run) -> None:
    senses = [("it", f"a pipe {number}", f"Pipe {number} for water in a network.") for number in range(24)]
    Path("many.toml").write_text(
        '[[term]]\nname = "flux"\n'
        + "".join(
            f'[[term.sense]]\nside = "{side}"\nmeaning = "{meaning}"\ndefinition = "{definition}"\n'
            for side, meaning, definition in [*senses, ("marketing", "a mood", "A mood of buyers.")]
        ),
        encoding="utf-8",
    )
    done = run("translate", "--to", "marketing", "--glossary", "many.toml", "The server has flux{it}.")
    assert done.stdout.decode().count("(a pipe ") == 1


def test_edits_that_do_not_fit_a_text_are_refused(glossary: Glossary) -> None:
    found = glossary.translate(DR, reader="marketing")
    assert found.edits
    with pytest.raises(UsageError, match="does not fit this text"):
        apply("Another text.", found.edits)
    with pytest.raises(UsageError, match="was not made to this text"):
        undo(DR, found.edits)


def test_a_phrase_and_standard_input_are_translated(run: Run) -> None:
    expected = "The DR site (DR: disaster recovery) failed over in four hours.\n"
    assert run("translate", "--to", "marketing", DR.strip()).stdout.decode() == expected
    assert run("translate", "--to", "Marketing", stdin=DR.encode()).stdout.decode() == expected
    done = run("translate", "--to", "marketing", "-", stdin=b"What about the DR?")
    assert (done.returncode, done.stdout) == (1, b"What about the DR?")
    assert done.stderr.startswith(b"twosense: -:1:16: which DR? Marketing: direct response, IT: disaster recovery; write DR{m")


def test_files_are_changed_and_changed_back(run: Run) -> None:
    for name in ("a.md", "b.txt"):
        Path(name).write_bytes(b"\xef\xbb\xbf" + DR.replace("\n", "\r\n").encode() + "😀 the DR plan\r\n".encode())
    Path("a.md").chmod(0o640)
    before = Path("a.md").read_bytes()
    Path("edits.json").write_bytes(run("translate", "--to", "marketing", "a.md", "b.txt", "--format", "json").stdout)
    (first, _) = json.loads(Path("edits.json").read_bytes())
    edit = first["edits"][0]
    assert before[edit["offset"] : edit["offset"] + edit["length"]].decode() == edit["surface"]
    assert (edit["line"], edit["column"]) == (1, 5)
    assert run("translate", "--to", "marketing", "--write", "a.md", "b.txt").returncode in (0, 1)
    assert Path("a.md").read_bytes().startswith(b"\xef\xbb\xbfThe DR site (DR: disaster recovery)")
    assert Path("a.md").stat().st_mode & 0o777 == 0o640
    assert run("translate", "--undo", "edits.json").returncode == 0
    assert Path("a.md").read_bytes() == Path("b.txt").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["a.md", "b.txt", "edits.json"]


def test_what_cannot_be_undone_says_why(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_text(DR, encoding="utf-8")
    record = run("translate", "--to", "marketing", "--write", "a.md", "--format", "json").stdout
    Path("edits.json").write_bytes(record)
    changed = Path("a.md").read_text(encoding="utf-8")
    Path("sub").mkdir()
    with monkeypatch.context() as elsewhere:
        elsewhere.chdir("sub")
        done = run("translate", "--undo", "../edits.json")
    assert (done.returncode, Path("a.md").read_text(encoding="utf-8")) == (2, changed)
    assert done.stderr.decode() == (
        "twosense: a.md: cannot be read: No such file or directory; "
        "its path starts at the folder in which it was translated; go there\n"
    )
    assert run("translate", "--undo", "edits.json").returncode == 0
    done = run("translate", "--undo", "edits.json")
    assert done.returncode == 2
    assert done.stderr.decode().endswith(" was not made to this text; it was undone already, or the text was changed later\n")


def test_a_file_that_cannot_be_changed_is_an_error_and_the_others_are_changed(run: Run, home: Path) -> None:
    outside = home / "outside.md"
    outside.write_text(DR, encoding="utf-8")
    Path("link.md").symlink_to(outside)
    Path("broken.md").write_bytes(b"The DR site failed over \xff in four hours.\n")
    Path("good.md").write_text(DR, encoding="utf-8")
    done = run("translate", "--to", "marketing", "--write", "link.md", "broken.md", "nowhere.md", "good.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "twosense: link.md: a symbolic link that leads out of this folder; name the file itself",
        "twosense: broken.md: not UTF-8; save it as UTF-8",
        "twosense: nowhere.md: cannot be read: No such file or directory",
    ]
    assert outside.read_text(encoding="utf-8") == DR
    assert "(DR: disaster recovery)" in Path("good.md").read_text(encoding="utf-8")
    assert os.path.islink("link.md")


def test_the_difference_is_shown(run: Run) -> None:
    Path("a.md").write_text(DR, encoding="utf-8")
    assert run("translate", "--to", "marketing", "a.md", "--format", "diff").stdout.decode().splitlines() == [
        *("--- a.md", "+++ a.md", "@@ -1 +1 @@"),
        "-The DR site failed over in four hours.",
        "+The DR site (DR: disaster recovery) failed over in four hours.",
    ]


def test_wrong_calls_are_errors(run: Run) -> None:
    Path("a.md").write_text(DR, encoding="utf-8")
    for arguments, message in (
        (["a.md", "a.md"], "several texts need --write, --format diff or --format json"),
        (["a.md", "--to", ""], 'unknown side ""; choose marketing, it or mixed'),
        (["a.md", "--to", "sales"], 'unknown side "sales"; choose marketing, it or mixed'),
        (["--undo", "a.md"], "a.md: no recorded edits: "),
        (["--undo", ""], "cannot be read: No such file or directory"),
    ):
        done = run("translate", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert message in done.stderr.decode()


def test_json_keeps_its_schema(run: Run) -> None:
    Path("a.md").write_text(DR, encoding="utf-8")
    schema = json.loads(run("schema", "translate").stdout)
    (row,) = map(json.loads, run("translate", "a.md", "--format", "ndjson").stdout.splitlines())
    jsonschema.Draft202012Validator(schema).validate(row)
    assert ["failed" in edit["because"] for edit in row["edits"]] == [True]
    assert set(row) == set(schema["$defs"]["Translation"]["properties"]) == set(Translation.__struct_fields__)


@pytest.mark.slow
@pytest.mark.parametrize("command", [("translate", "--to", "marketing"), ("pin",)])
def test_what_would_take_too_much_memory_is_refused(command: tuple[str, ...], run: Run) -> None:
    Path("a.txt").write_text("DR " * 100_001, encoding="utf-8")
    Path("b.txt").write_text("a" * (1 << 22) + "\n", encoding="utf-8")
    done = run(*command, "--format", "json", "a.txt", "b.txt")
    assert (done.returncode, json.loads(done.stdout)) == (2, [])
    assert done.stderr.decode().splitlines() == [
        "twosense: a.txt: has more than 100000 mentions of terms; split it",
        "twosense: b.txt: longer than 4194304 characters; split it",
    ]


def test_edits_can_be_taken_back_however_many_texts_they_are_of(run: Run) -> None:
    Path("a.md").write_text(DR, encoding="utf-8")
    one = run("translate", "--to", "marketing", "--format", "json", "a.md").stdout.decode().strip().removeprefix("[")
    others = json.dumps(json.loads(f"[{one}")[0] | {"file": "b.md", "edits": [], "text": "a" * (17 << 20)})
    Path("edits.json").write_text(f"[{others},\n{one}", encoding="utf-8")
    Path("b.md").write_text("b", encoding="utf-8")
    run("translate", "--to", "marketing", "--write", "a.md")
    assert run("translate", "--undo", "edits.json").returncode == 0
    assert Path("a.md").read_text(encoding="utf-8") == DR


def test_letters_that_are_longer_as_small_ones_move_no_heading(glossary: Glossary) -> None:
    text = f"<p>{'İ' * 200}</p>\n<h2>{DR.strip()}</h2>\n<p>Nobody else.</p>\n"
    assert glossary.translate(text, reader="marketing", name="a.html").edits == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "opening", "closing"),
    [
        ("a.md", "![a ", "](b)"),
        ("a.md", "> ", ""),
        ("a.txt", "Xy&", ""),
        ("a.adoc", "[quote]\na\n", ""),
        ("a.html", "<blockquote>", "</blockquote>"),
    ],
)
def test_what_stays_is_found_in_linear_time(name: str, opening: str, closing: str, glossary: Glossary) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        glossary.translate(opening * times + DR + closing * times, reader="marketing", name=name)
        return time.process_time() - began

    seconds(1)
    assert seconds(40_000) < max(1.0, 3 * seconds(20_000))


@pytest.mark.slow
def test_mentions_take_as_long_behind_a_long_text_as_before_it(glossary: Glossary) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        glossary.translate(text, reader="marketing", style="expand", name="a.txt")
        return time.process_time() - began

    mentions, others = DR * 12_000, "\n– x – x – x\n" * 200_000
    seconds(DR)
    assert seconds(others + mentions) < 1.6 * seconds(mentions + others)


def test_edits_of_what_was_piped_cannot_be_taken_back(run: Run) -> None:
    Path("edits.json").write_bytes(run("translate", "--to", "marketing", "--format", "json", "-", stdin=DR.encode()).stdout)
    done = run("translate", "--undo", "edits.json", stdin=DR.encode())
    assert (done.returncode, done.stderr) == (2, b"twosense: -: cannot be read: No such file or directory\n")
