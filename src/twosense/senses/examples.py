"""Examples: test how a scan reads each example of a glossary with that example held out.

A scan learns words from the examples, so a resolver that reads an example is compiled without it. Each pass holds out one
example of every term, because compiling takes longer than reading.
Invariant: every example is tested once.
"""

from __future__ import annotations

import copy
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from twosense.mentions.finder import Finder
from twosense.mentions.names import compile_rows as compile_names
from twosense.senses.recognition import compile_rows as compile_senses
from twosense.senses.resolver import UNCLEAR, Reading, Resolver
from twosense.store.about import compile_rows as compile_about
from twosense.store.lmdb import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.merge import Merged
    from twosense.model import Term


_UNREAD = Reading(UNCLEAR, None, 0.0), ()


class Example(Struct, frozen=True):
    """An example of a sense, and how a scan reads it.

    `side_read` is the side of the sense if any mention of the term has that reading; else another side, "none" or "unclear",
    which is also the answer if a scan finds no mention. `because` has the words that decided.
    """

    key: str
    side: str
    text: str
    side_read: str
    because: tuple[str, ...]


def resolve_examples(merged: Merged) -> Iterator[Example]:
    """Yield every example of a glossary with its reading."""
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
        resolver = Resolver(MemoryStore([*compile_about(rest), *compile_senses(rest)]))
        for key, side, text in left_out:
            found = finder.mentions(text)
            resolution = resolver.resolve(text, found)
            own = [number for number, mention in enumerate(found) if mention.key == key]
            read = [(resolution.readings[number], resolution.because(number)) for number in own]
            best, because = min(read, key=lambda one: (one[0].side != side, one[0].side == UNCLEAR), default=_UNREAD)
            yield Example(key, side, text, best.side, because)


def _without(term: Term, which: int, text: str) -> Term:
    senses = list(term.senses)
    senses[which] = replace(senses[which], examples=tuple(one for one in senses[which].examples if one != text))
    return replace(term, senses=tuple(senses))
