"""The difference of a translation: what a tool that applies it makes of the text, and which lines it shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from tests.linear import QUICK_S, expect_linear
from tests.sweeps.growing import repeated
from twosense.model import Edit, Translation
from twosense.output.edits.difference import Difference
from twosense.translate.edits import apply

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def edit(offset: int, surface: str, replacement: str) -> Edit:
    """Return an edit of which only the place and the texts matter."""
    rest = {
        "line": 0,
        "column": 0,
        "term": "t",
        "side": "it",
        "meaning": "",
        "style": "gloss",
        "confidence": 1.0,
        "because": (),
    }
    return Edit(offset=offset, length=len(surface), surface=surface, replacement=replacement, **rest)  # type: ignore[arg-type]


def difference(text: str, edits: list[Edit]) -> list[str]:
    shown = Translation(file="a", to="it", style="gloss", edits=tuple(edits), questions=(), text=apply(text, edits))
    return str(Difference(colour=False, shown=True).item(shown)).split("\n")[:-1]


def for_a_tool(text: str, edits: list[Edit]) -> list[str]:
    shown = Translation(file="a", to="it", style="gloss", edits=tuple(edits), questions=(), text=apply(text, edits))
    written = Difference(colour=False, shown=False).item(shown)
    assert isinstance(written, bytes)
    return written.decode().split("\n")[:-1]


def patched(text: str, patch: list[str]) -> str:
    """Return a text as `patch` changes it: each hunk has to fit the lines that it names, before and after."""
    old = re.findall(r"[^\n]*\n|[^\n]+", text)
    new: list[str] = []
    done = 0
    lines = iter(patch[2:])
    line = next(lines, "")
    while line:
        numbers = HUNK.fullmatch(line)
        assert numbers, line
        first, count, new_first, new_count = (1 if number is None else int(number) for number in numbers.groups())
        begin = first - bool(count)
        new += old[done:begin]
        assert new_first - bool(new_count) == len(new)
        before: list[str] = []
        after: list[str] = []
        last = ""
        while (line := next(lines, "")) and not line.startswith("@@"):
            for side, mark in ((before, "-"), (after, "+")):
                if line.startswith("\\") and last in (mark, " "):
                    side[-1] = side[-1][:-1]
                elif line[0] in (mark, " "):
                    side.append(line[1:] + "\n")
            last = line[0]
        assert (len(before), len(after)) == (count, new_count)
        assert old[begin : begin + count] == before
        new += after
        done = begin + count
    return "".join([*new, *old[done:]])


@given(
    st.lists(st.sampled_from(["a", "b", "c\n", "\n", "d", "\r\n", "\r", "\u202e\x1b"]), max_size=40),
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from(["", "x", "\n", "x\ny", "x\n", "\n\nz"])), max_size=6
    ),
)
def test_to_apply_it_makes_the_new_text(pieces: list[str], changes: list[tuple[int, int, str]]) -> None:
    text = "".join(pieces)
    edits, at = [], 0
    for skipped, length, replacement in changes:
        at = min(len(text), at + skipped)
        surface = text[at : at + length]
        edits.append(edit(at, surface, replacement))
        at += len(surface)
        if not surface:
            at += 1
    edits = [one for one in edits if one.offset <= len(text)]
    assert patched(text, for_a_tool(text, edits)) == apply(text, edits)


def test_lines_that_stay_are_shown_next_to_a_change_and_left_out_elsewhere() -> None:
    text = "".join(f"{number}\n" for number in range(30))
    edits = [edit(text.index(f"\n{number}\n") + 1, str(number), "new") for number in (10, 15, 25)]
    assert [line for line in difference(text, edits) if line[0] != " "] == [
        *("--- a", "+++ a", "@@ -8,12 +8,12 @@", "-10", "+new", "-15", "+new", "@@ -23,7 +23,7 @@", "-25", "+new")
    ]


def test_a_line_ends_with_a_line_feed_and_a_missing_one_is_said() -> None:
    text = "a\x0cb\u2028c \r\nDR"
    assert difference(text, [edit(len(text), "", "!")]) == [
        *("--- a", "+++ a", "@@ -1,2 +1,2 @@", " a\ufffdb\ufffdc ", "-DR", "\\ No newline at end of file", "+DR!"),
        "\\ No newline at end of file",
    ]
    assert difference(text, []) == []


TOOLS = {"patch": ["patch", "--quiet", "-p0"], "git": ["git", "apply", "-p0", "-"]}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("name", ["a.md", "my brief.md"])
def test_a_tool_applies_it_byte_for_byte(name: str, tool: str, run: Run) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not installed")
    line = "The DR site failed over in four hours.{}\u202eabc\x1b[0m \x0c{}"
    text = "".join(line.format(*ends) for ends in [(" ", "\r\n"), ("\r", "\n"), ("", "  \r\n\r\n"), ("", "")])
    Path(name).write_bytes(text.encode())
    arguments = ("translate", "--to", "marketing", "--style", "expand")
    written = run(*arguments, name, "--format", "diff").stdout
    assert run(*arguments, name, "--format", "diff", "-o", "a.diff").returncode == 0
    assert Path("a.diff").read_bytes() == written
    subprocess.run(TOOLS[tool], input=written, check=True)
    assert Path(name).read_bytes() == text.replace("DR site", "DR site (DR: disaster recovery)").encode()


@pytest.mark.slow
def test_thousands_of_changed_lines_take_linear_time(run: Run) -> None:
    def differ(text: str) -> None:
        difference(text, [edit(found.start(), "DR", "DR (x)") for found in re.finditer("DR", text)])

    expect_linear(repeated("1\nDR\n", ""), differ, least_s=QUICK_S)
    Path("a.md").write_text("The DR site failed over in four hours.\n" * 3, encoding="utf-8")
    assert b"@@ -1,3 +1,3 @@" in run("translate", "--to", "marketing", "--style", "expand", "a.md", "--format", "diff").stdout
