"""CriticMarkup: what a reader of it sees, and that accepting or rejecting all changes gives the new or the old text."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from twosense.model import Edit, Translation
from twosense.output.edits.criticmarkup import CriticMarkup
from twosense.translate.edits import apply

CHANGE = re.compile(r"\{\+\+(?P<new>.*?)\+\+\}|\{--(?P<old>.*?)--\}|\{~~(?P<was>.*?)~>(?P<now>.*?)~~\}", re.DOTALL)


def settled(text: str, *, accepted: bool) -> str:
    """Return a text with all its changes accepted or rejected, as a tool does it, and what was escaped as it was."""
    chosen = CHANGE.sub(lambda found: (found["new"] or found["now"] if accepted else found["old"] or found["was"]) or "", text)
    return re.sub(r"\{\\|(?<=\+\+|--|~~|==|<<)\\(?=\})|(?<=~)\\(?=>)", lambda found: found[0].replace("\\", ""), chosen)


def test_an_explanation_is_an_addition(run: Run) -> None:
    Path("a.md").write_text("A DR site, not {++mine++}, failed over.\r\n", encoding="utf-8")
    done = run("translate", "--to", "marketing", "--format", "criticmarkup", "a.md")
    assert done.stdout == b"A DR site{++ (DR: disaster recovery)++}, not {\\++mine++}, failed over.\r\n"


def test_another_wording_is_a_substitution_and_a_dropped_mark_a_deletion(run: Run) -> None:
    options = ("translate", "--format", "criticmarkup", "--unpin")
    done = run(*options, "--to", "marketing", "--style", "replace", "An agile{it} team.")
    assert done.stdout == b"An {~~agile{it}~>iterative-development~~} team.\n"
    assert run(*options, "--to", "it", "The DR{it} plan.").stdout == b"The DR{--{it}--} plan.\n"


def test_it_holds_one_text(run: Run) -> None:
    done = run("translate", "--format", "criticmarkup", "a b", "c d")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"twosense: several texts need --write, --format diff or --format json\n"


PIECES = st.sampled_from(
    ["{++", "++}", "{--", "--}", "{~~", "~~}", "~>", "{==", "==}", "{>>", "<<}", "a", " ", "é", "\n", "+", "{", "}"]
)


@given(st.lists(st.tuples(st.lists(PIECES), st.lists(PIECES, min_size=1), st.lists(PIECES)), max_size=4), st.lists(PIECES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_accepting_gives_the_new_text_and_rejecting_the_old(
    changes: list[tuple[list[str], list[str], list[str]]], rest: list[str]
) -> None:
    text, edits = "", []
    for before, old, new in changes:
        # A brace or a sign that touches a mark would be read as part of it; a word never does.
        surface, replacement = f"w{''.join(old)}w", f"w{''.join(new)}x"
        text += f"{''.join(before)} "
        edits.append(edit(len(text), surface, replacement))
        text += surface + " "
    text += "".join(rest)
    translated = apply(text, edits)
    one = Translation(file="a.md", to="it", style="gloss", edits=tuple(edits), questions=(), text=translated)
    marked = CriticMarkup().item(one).decode()
    assert settled(marked, accepted=True) == translated
    assert settled(marked, accepted=False) == text


def edit(offset: int, surface: str, replacement: str) -> Edit:
    fields = {"line": 1, "column": 1, "term": "w", "side": "it", "meaning": "", "confidence": 1.0, "because": ()}
    return Edit(offset=offset, length=len(surface), surface=surface, replacement=replacement, style="gloss", **fields)  # type: ignore[arg-type]
