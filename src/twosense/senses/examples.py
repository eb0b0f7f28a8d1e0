"""Examples: how the examples of a glossary are read by a scan that has not learned from them.

An example teaches words, and so would vouch for itself: each is left out of what the resolver that reads it was compiled
from. One of every term is left out at a time, since compiling takes longer than reading.
Invariant: every example comes once.
"""

from __future__ import annotations

import copy
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from twosense.mentions.finder import Finder
from twosense.mentions.names import compile_rows as compile_names
from twosense.senses.cues import compile_rows as compile_cues
from twosense.senses.resolver import UNCLEAR, Reading, Resolver
from twosense.store.about import compile_rows as compile_about
from twosense.store.lmdb import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.merge import Merged
    from twosense.model import Term


_UNREAD = Reading(UNCLEAR, None, 0.0, ())


class Example(Struct, frozen=True):
    """An example of the sense that a side has of a term, and how it is read.

    `side_read` is that side when any mention of the term in it is read so; else another one, or "none"; or "unclear", as when
    a scan finds no mention. `because` has the words that decided.
    """

    key: str
    side: str
    text: str
    side_read: str
    because: tuple[str, ...]


def resolve_examples(merged: Merged) -> Iterator[Example]:
    """Every example of a glossary, read."""
    finder = Finder(MemoryStore(compile_names(merged)))
    for number in count():
        rest = copy.copy(merged)
        rest.terms = dict(merged.terms)
        left_out = []
        for key, term in merged.terms.items():
            examples = [(which, text) for which, sense in enumerate(term.senses) for text in sense.examples]
            if number < len(examples):
                which, text = examples[number]
                left_out.append((key, term.senses[which].side, text))
                rest.terms[key] = _without(term, which, text)
        if not left_out:
            return
        resolver = Resolver(MemoryStore([*compile_about(rest), *compile_cues(rest)]))
        for key, side, text in left_out:
            found = finder.mentions(text)
            readings = [one for mention, one in zip(found, resolver.resolve(text, found), strict=True) if mention.key == key]
            best = min(readings, key=lambda one: (one.side != side, one.side == UNCLEAR), default=_UNREAD)
            yield Example(key, side, text, best.side, best.because)


def _without(term: Term, which: int, text: str) -> Term:
    senses = list(term.senses)
    senses[which] = replace(senses[which], examples=tuple(one for one in senses[which].examples if one != text))
    return replace(term, senses=tuple(senses))
