"""Copies: what can be copied of a term or of a mention, as a whole, for one side, or only one wording.

Invariant: a wording is copied as it stands in the list, and nothing with it, ready to paste into a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from twosense.output.wordings import wordings
from twosense.tui.side_labels import SideLabels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.api import CardForm
    from twosense.model import Answer, Edit, Finding


class Copy(NamedTuple):
    """Something to copy: how the menu offers it, what a message calls it, and its text, or the form of an entry."""

    offer: str
    name: str
    text: str
    form: CardForm | None = None


def copies_of_entry(answer: Answer, labels: SideLabels) -> Iterator[Copy]:
    """Yield the forms of an entry, whose text is the headword, what to say for all sides, each side and each wording alone."""
    term = answer.term or ""
    yield Copy("the entry as text", f"“{term}” as text", term, "text")
    yield Copy("the entry as Markdown", f"“{term}” as Markdown", term, "markdown")
    said = [(wording, labels.name(sense.side)) for sense in answer.senses for wording in wordings(sense.say)]
    if said:
        yield Copy("what to say, for each side", f"what to say for “{term}”", term, "say")
    for side in dict.fromkeys(sense.side for sense in answer.senses):
        whose = labels.name(side)
        meant = "\n".join(f"{sense.meaning}: {sense.definition}" for sense in answer.senses if sense.side == side)
        yield Copy(f"only what {whose} means", f"what {whose} means by “{term}”", meant)
    yield from _alone(said)


def copies_of_mention(finding: Finding, proposals: Iterable[Edit], labels: SideLabels) -> Iterator[Copy]:
    """Yield the reading of a mention with its place, and each wording alone."""
    read = "; ".join(filter(None, (finding.summary, finding.detail)))
    location = f"{finding.file}:{finding.line}:{finding.column}"
    yield Copy("the reading, with its place", "the reading", f"{location}: {finding.surface}: {read}")
    yield from _alone((edit.replacement, labels.name(edit.side)) for edit in proposals)


def _alone(said: Iterable[tuple[str, str]]) -> Iterator[Copy]:
    for wording, whose in dict(said).items():
        yield Copy(f"only “{wording}”, {whose}", f"“{wording}”", wording)
