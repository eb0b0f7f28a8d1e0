"""Gaps: what a valid glossary lacks, so that its answers and its scans are poorer than they could be.

Invariant: each gap is one line that names its term and says what to add. The terms come in the order of the glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.paths import PACKAGED
from twosense.senses.separability import ALIKE, separability

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.glossary.merge import Merged
    from twosense.model import Sense, Term
    from twosense.senses.examples import Example
    from twosense.senses.separability import Separability


def gaps(merged: Merged, resolved: Iterable[Example]) -> Iterator[str]:
    """Yield the gaps of a glossary; each example was read with itself held out.

    The terms that come with twosense are not for the owner of another glossary to complete.
    """
    poor = {one.term: one for one in separability(merged, resolved) if one.is_poor}
    for term in merged.terms.values():
        own = [sense for sense in term.senses if sense.layer not in PACKAGED]
        if not own:
            continue
        for gap in _missing(term, own, merged.sides):
            yield f"{term.term}: {gap}"
        if one := poor.get(term.term):
            yield f"{term.term}: {_advice(one)}"


def _missing(term: Term, own: Sequence[Sense], sides: dict[str, str]) -> Iterator[str]:
    """Yield what the entry of a term leaves out in these senses."""
    for name, without, advice in (
        ("say", [sense.side for sense in own if not sense.say], "add a wording that both sides understand"),
        ("examples", [sense.side for sense in own if not sense.examples], "add two sentences with the term"),
    ):
        if without:
            yield f"no `{name}` for {' and '.join(dict.fromkeys(sides[side] for side in without))}: {advice}"
    if not term.clash and len({sense.side for sense in term.senses}) > 1:
        yield "no `clash`: add what goes wrong when one side says it to the other"


def _advice(one: Separability) -> str:
    """Say why a scan will leave many mentions of a term unclear, and what to add."""
    if one.likeness > ALIKE:
        return f"the texts of its senses are much alike ({one.likeness:.2f}): define each by what only its side talks about"
    if not one.examples:
        return "a scan can hardly tell its senses apart: give each two examples, with the words near it in your texts"
    return f"a scan reads {one.right} of its {one.examples} examples correctly: add examples, or cues to its senses"
