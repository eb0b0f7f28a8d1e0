"""Texts: what of a term can be found, for the index, for quoted words in a query, and for what a hit shows.

Invariant: all three see the same texts; the index alone also has cues and phrases, which no reader of a term sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.model import Sense, Term


class Texts(NamedTuple):
    """The texts of a term by what they are. `rest` has the examples and what goes wrong."""

    names: list[str]
    meanings: list[str]
    definitions: list[str]
    wordings: list[str]
    rest: list[str]


def texts_of(term: Term, senses: Sequence[Sense] = ()) -> Texts:
    """Return the texts of a term; `senses` are its senses in another order."""
    senses = senses or term.senses
    return Texts(
        [term.term, *term.aliases, *term.variants],
        [sense.meaning for sense in senses],
        [sense.definition for sense in senses],
        [wording for sense in senses for wording in sense.say.values()],
        [*(example for sense in senses for example in sense.examples), term.clash or ""],
    )
