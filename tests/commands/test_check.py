"""`twosense check`: how it reads examples, and what it shows while it does."""

from __future__ import annotations

import os
import pty
from contextlib import suppress
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import Run
from twosense.cli import main

if TYPE_CHECKING:
    import pytest

SIDES = '[sides.marketing]\nlabel = "Marketing"\n[sides.it]\nlabel = "IT"\n'
TERM = """
[[term]]
name = "{name}"
[[term.sense]]
side = "marketing"
meaning = "a campaign to {name} subscribers"
definition = "What the brand team buys so that subscribers of a newsletter come back."
examples = ["The campaign brought {name} subscribers to the newsletter.", "{other} brought subscribers, too."]
[[term.sense]]
side = "it"
meaning = "a server that can {name}"
definition = "A server in the data center that takes over when another one fails."
examples = ["The {name} server took over in the data center.", "One {name} server failed."]
"""


def glossary(terms: int) -> str:
    """Return the name of a glossary of so many terms; each has an example that names another term instead of itself."""
    names = [f"zq{''.join('abcdefghij'[int(digit)] for digit in str(number))}" for number in range(terms + 1)]
    entries = [TERM.format(name=name, other=other) for name, other in pairwise(names)]
    Path("team.toml").write_text(SIDES + "".join(entries), encoding="utf-8")
    return "team.toml"


def test_every_example_is_read_and_one_that_does_not_name_its_term_gets_no_side(run: Run) -> None:
    done = run("check", "--only", glossary(3))
    assert (done.returncode, done.stderr) == (0, b"")
    assert [int(word) for word in done.stdout.decode().splitlines()[1].split() if word.isdigit()] == [12, 9, 3]


def test_progress_is_shown_on_a_terminal_and_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(step=0.5)  # each look at it is half a second later
    monkeypatch.setattr("twosense.output.diagnostics.monotonic", lambda: next(clock))
    ours, theirs = pty.openpty()
    try:
        with os.fdopen(theirs, "w") as terminal:
            monkeypatch.setattr("sys.stderr", terminal)
            status = main(["check", "--only", glossary(3)])
        shown = ""
        with suppress(OSError):  # at the end
            while block := os.read(ours, 1 << 16):
                shown += block.decode()
    finally:
        os.close(ours)
    assert status == 0
    assert "examples read" in shown
    assert shown.split("\r")[-2].isspace()
    assert shown.endswith("\r")


def test_what_an_entry_lacks_is_named_and_fails_only_a_strict_check(run: Run) -> None:
    sense = '[[term.sense]]\nside = "{}"\nmeaning = "{}"\ndefinition = "What a person means by it."\n'
    entry = SIDES + '[[term]]\nname = "zq"\n' + sense.format("marketing", "a") + sense.format("it", "b")
    Path("team.toml").write_text(entry, encoding="utf-8")
    done = run("check", "--only", "team.toml")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = [line for line in done.stdout.decode().splitlines() if line.startswith("zq: ")]
    assert lines[:3] == [
        "zq: no `say` for Marketing and IT: add a wording that both sides understand",
        "zq: no `examples` for Marketing and IT: add two sentences with the term",
        "zq: no `clash`: add what goes wrong when one side says it to the other",
    ]
    assert len(lines) == 4  # a scan can hardly tell them apart
    strict = run("check", "--strict", "--only", "team.toml")
    assert (strict.returncode, strict.stdout) == (1, done.stdout)
