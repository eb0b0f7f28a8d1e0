"""`twosense add`: a term for one's own glossary, as options say or as a person answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_asking import dialogue
from tests.conftest import Run
from twosense.glossary.merge import merge
from twosense.model import Slot
from twosense.paths import LayerPaths
from twosense.text.fold import fold

pytestmark = pytest.mark.usefixtures("own_config")

SIDE = ("--side", "it", "--meaning", "a plan", "--definition", "What to do.")


def senses(name: str) -> list[tuple[str, str, dict[Slot, str]]]:
    """Return the senses of the term with a name in all layers: side, meaning and wordings."""
    merged = merge(LayerPaths())  # much faster than a lookup, for which they would be compiled
    key = merged.keys.get(fold(name), (fold(name),))[0]
    return [(sense.side, sense.meaning, dict(sense.say)) for sense in merged.terms[key].senses]


def test_a_term_with_both_sides_is_added_by_options(run: Run) -> None:
    done = run(
        *("add", "KTLO", "--alias", "lights on", "--plural", "KTLOs", "--clash", "They wait.", *SIDE),
        *("--say", "upkeep", "--say", "adjective: upkeep-only", "--example", "KTLO is late.", "--example", "No KTLO."),
        *("--side", "Marketing", "--meaning", "a campaign", "--definition", "What runs all year."),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    path, _, line = done.stdout.decode().strip().rpartition(":")
    assert Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1] == "[[term]]"
    assert senses("ktlos") == [
        ("marketing", "a campaign", {}),
        ("it", "a plan", {"noun": "upkeep", "adjective": "upkeep-only"}),
    ]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_comments_and_layout_stay(end: str, run: Run, user_glossary: Path) -> None:
    before = f'# mine{end or chr(10)}\ttitle  =  "x"   # it{end}'.encode()
    user_glossary.write_bytes(before)
    done = run("add", "KTLO", *SIDE)
    after = user_glossary.read_bytes()
    assert after.startswith(before)
    assert (b"\r\n" in before) == (b'\r\n\r\n[[term]]\r\nname = "KTLO"\r\n' in after)
    line = int(done.stdout.decode().rpartition(":")[2])
    assert after.decode().splitlines()[line - 1] == "[[term]]"
    assert senses("KTLO") == [("it", "a plan", {})]


def test_an_entry_that_exists_is_not_changed(run: Run) -> None:
    path = Path(run("add", "KTLO", "--alias", "lights on", *SIDE).stdout.decode().rpartition(":")[0])
    before = path.read_bytes()
    for name, problem in (("ktlo", '"KTLO" has an entry already'), ("Lights on", '"Lights on" belongs to "KTLO"')):
        done = run("add", name, *SIDE)
        assert (done.returncode, done.stderr.decode()) == (2, f"twosense: {path}:1: {problem}; edit it there\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["KTLO"], "cannot prompt, because there is no terminal; give TERM, --side, --meaning and --definition"),
        ([*SIDE], "--side needs a TERM to add"),
        (["KTLO", "--side", "it", "--meaning", "x"], "--side it needs --definition"),
        (["KTLO", "--meaning", "x", *SIDE], "--meaning is about a side; put --side before it; see `twosense add --help`"),
        (["KTLO", *SIDE, "--side", "itt"], 'unknown side "itt"; did you mean "it"?'),
        (["KTLO", *SIDE, *SIDE], 'it: "a plan" is given twice for it; keep one of the two'),
        (["KTLO", *SIDE, "--say", "\x1b[31m"], "it.say.noun: contains the control character U+001B; remove it"),
        (["KTLO", *SIDE, "--say", "care", "--say", "upkeep"], '"care" and "upkeep" are both for the noun; give one of them'),
        (["KTLO", *SIDE, "--say", "adj: nimble"], 'unknown part of speech "adj"; '),
        ([" ", *SIDE], "the TERM to add is empty"),
        (["KTLO", "--layer", "project", *SIDE], "begin one with `twosense init project`"),
    ],
)
def test_a_fault_is_one_line_and_nothing_is_written(arguments: list[str], message: str, run: Run, home: Path) -> None:
    done = run("add", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert message in done.stderr.decode()
    assert not (home / "config").exists()


def test_the_project_gets_the_term_in_its_first_glossary(run: Run) -> None:
    run("init", "project")
    done = run("add", "KTLO", "--layer", "project", *SIDE)
    assert done.stdout.decode().startswith(str(Path("glossary.toml").resolve()))
    assert senses("KTLO") == [("it", "a plan", {})]


def test_a_glossary_that_is_a_link_stays_one(run: Run, user_glossary: Path, home: Path) -> None:
    kept = home / "settings.toml"
    kept.write_text("# mine\n", encoding="utf-8")
    user_glossary.symlink_to(kept)
    assert run("add", "KTLO", *SIDE).returncode == 0
    assert user_glossary.is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("# mine\n\n[[term]]\n")


ANSWERS = (
    *("", "x" * 600, "KTLO", "", "a plan", "", "What to do.", "upkeep; care", "upkeep; adjective: upkeep-only"),
    *("KTLO is late.", "", "lights on; DR", "KTLOs"),
)


def answered(answers: tuple[str, ...], *arguments: str) -> tuple[int, str, str]:
    """Type answers to the questions; return the status, stdout and what the terminal showed."""
    done = dialogue([answer if answer == "\x04" else f"{answer}\n" for answer in answers], "add", *arguments, prompts=(b": ",))
    assert done.is_restored
    return done.status, done.stdout, done.shown


def test_questions_are_asked_at_the_terminal_and_a_fault_is_asked_again() -> None:
    status, out, shown = answered(ANSWERS)
    assert status == 0, shown
    assert "is longer than 511 bytes once folded; shorten it" in shown
    assert "a sense needs a definition" in shown
    assert '"upkeep" and "care" are both for the noun; give one of them' in shown
    assert Path(out.rpartition(":")[0]).is_file()
    assert senses("lights on") == [("it", "a plan", {"noun": "upkeep", "adjective": "upkeep-only"})]
    status, _, shown = answered(("ktlo", "\x04"))
    assert (status, shown.count('"KTLO" has an entry already; edit it there')) == (1, 1)


@pytest.mark.parametrize(
    ("answers", "status"), [(("KTLO", "a plan", "\x04"), 1), (("KTLO", "", ""), 1), (("KTLO", "\x03"), 130)]
)
def test_leaving_writes_nothing(answers: tuple[str, ...], status: int, home: Path) -> None:
    assert answered(answers)[0] == status
    assert not (home / "config").exists()
