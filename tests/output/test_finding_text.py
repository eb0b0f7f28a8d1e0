"""The text of a scan: each finding in its line, carets under the word, on a terminal in colour and with a link to the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from twosense.output.columns import cells


def shown(run: Run, text: str, **environment: str) -> list[str]:
    """Return the lines that a scan prints about a text."""
    Path("brief.md").write_text(text, encoding="utf-8", newline="")
    return run("scan", "brief.md", **environment).stdout.decode().splitlines()


def underlined(lines: list[str]) -> str:
    """Return what stands above the carets of the first finding."""
    line, carets = lines[1], lines[2]
    first, last = carets.index("^"), carets.rindex("^")
    columns = [character for character in line for _ in range(cells(character))]  # a wide one twice, a combining one not at all
    return "".join(columns[first : last + 1])


WIDE = "\u76f4\u63a5"
TEXTS = {
    "ascii": "Who is for DR?\n",
    "mark and CR LF": "\ufeffWho is for DR?\r\nAnd so on.\r\n",
    "tabs and CR": " Who is\tfor DR?\rAnd so on.\r",
    "wide": f"Who is, as they say, {WIDE}, for DR, or {WIDE}?\n",
    "combining": "Caf\u00e9 or cafe\u0301: who is for DR, who is not? \U0001f600\n",
    "long": "Nothing of note. " * 30 + "Who is for DR?" + " Nothing of note." * 30 + "\n",
    "long and wide": f"Nothing of note, {WIDE}. " * 30 + "Who is for DR?" + f" Nothing of note, {WIDE}." * 30,
    "far down": "Nothing.\n" * 12345 + "Who is for DR?",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("columns", ["20", "80", "100"])
def test_the_carets_are_under_the_word(name: str, columns: str, run: Run) -> None:
    lines = shown(run, TEXTS[name], COLUMNS=columns)
    assert underlined(lines) == "DR"
    assert max(map(cells, lines[1:])) <= int(columns)


@given(
    before=st.text("ab \t\r\u76f4\u0301\x1b", max_size=300),
    after=st.text("ab \t\n\u76f4\u0301", max_size=300),
    width=st.integers(20, 100),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_of_any_length_fits_the_terminal(before: str, after: str, width: int, run: Run) -> None:
    lines = shown(run, f"We wait for this, and so does everybody else. {before} for DR? {after}", COLUMNS=str(width))
    if lines:
        assert underlined(lines) == "DR"
        assert max(map(cells, lines[1:])) <= width


def test_of_a_mention_across_lines_the_first_is_shown(run: Run) -> None:
    Path("brief.md").write_text("Who has an IT\nbudget for it?\n", encoding="utf-8")
    lines = run("scan", "brief.md", "--level", "note").stdout.decode().splitlines()
    assert (lines[1], lines[2]) == ("  1 | Who has an IT", "    |            ^^")


def test_a_mention_that_is_wider_than_the_terminal_is_cut(run: Run) -> None:
    name = " ".join(["extraordinarily"] * 6)
    Path("team.toml").write_text(
        f'[[term]]\nname = "{name}"\n[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n', encoding="utf-8"
    )
    Path("brief.md").write_text(f"This is {name} nice of you.\n", encoding="utf-8")
    done = run("scan", "brief.md", "--glossary", "team.toml", "--level", "note", COLUMNS="40")
    lines = done.stdout.decode().splitlines()
    assert lines[1].startswith("  1 | \u2026extraordinarily extra")
    assert max(map(cells, lines[1:])) <= 40


def test_colour_is_for_terminals_and_for_who_asks(run: Run) -> None:
    Path("brief.md").write_text("Who is for DR?\n", encoding="utf-8")
    plain = run("scan", "brief.md").stdout.decode()
    assert "\x1b" not in plain
    for arguments, environment in ((["--color", "always"], {}), ([], {"FORCE_COLOR": "1"})):
        coloured = run("scan", "brief.md", *arguments, **environment).stdout.decode()
        assert "\x1b[33m^^\x1b[0m" in coloured
        assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    for arguments, environment in (
        (["--color", "never"], {"FORCE_COLOR": "1"}),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}),
        (["-q"], {"FORCE_COLOR": "1"}),
    ):
        assert "\x1b" not in run("scan", "brief.md", *arguments, **environment).stdout.decode()


def test_the_place_links_to_the_file(run: Run) -> None:
    Path("a b;\x07.md").write_text("Who is for DR?\n", encoding="utf-8")
    line = run("scan", ".", FORCE_HYPERLINK="1").stdout.decode().splitlines()[0]
    found = re.match(r"\x1b]8;;file://[^/]*(/\S+)\x1b\\a b;\ufffd\.md:1:12\x1b]8;;\x1b\\: warning", line)
    assert found is not None
    assert found[1] == f"{Path.cwd()}/a%20b%3B%07.md"
    assert "\x1b" not in run("scan", "-", stdin=b"Who is for DR?\n", FORCE_HYPERLINK="1").stdout.decode()
