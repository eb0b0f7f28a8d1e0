"""Examples: test how a scan reads each example of a glossary with that example held out.

A scan learns words from the examples of a term that was not seen in training, so such a term is compiled without an example
before the example is read. No other term has to be: what a scan knows of a term is independent of the others. Invariant:
every example is tested once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from twosense.glossary.example_faults import example_faults
from twosense.mentions.finder import Finder
from twosense.mentions.names import compile_rows as compile_names
from twosense.model import NONE, UNCLEAR
from twosense.senses.recognition import compile_term, is_learned
from twosense.senses.resolver import Resolver
from twosense.store.about import compile_rows as compile_about
from twosense.store.lmdb import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.errors import Fault
    from twosense.glossary.merge import Merged
    from twosense.model import Term
    from twosense.paths import LayerPaths
    from twosense.senses.resolver import Resolution

_FIX = "reword it, or add cues to the sense"


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


def misread(layer_paths: LayerPaths, merged: Merged, resolved: Iterable[Example]) -> list[Fault]:
    """Return a fault for each example that a scan reads in another sense than the glossary says, with its file and line."""
    wrong = {}
    for one in resolved:
        if one.side_read not in (one.side, UNCLEAR, NONE):
            because = ", ".join(f'"{words}"' for words in one.because)
            wrong[one.key, one.side, one.text] = f"a scan reads this as {merged.sides[one.side_read]}, because of {because}"
    return [*example_faults(layer_paths, merged.sides, wrong, _FIX)] if wrong else []


def resolve_examples(merged: Merged) -> Iterator[Example]:
    """Yield every example of a glossary with its reading."""
    finder = Finder(MemoryStore(compile_names(merged)))
    about = list(compile_about(merged))
    for key, term in merged.terms.items():
        # A term that was seen in training is recognised by its weights, whatever its examples.
        learned = Resolver(MemoryStore([*about, compile_term(merged, key, term)])) if is_learned(key, term) else None
        for which, sense in enumerate(term.senses):
            for text in sense.examples:
                resolver = learned or Resolver(MemoryStore([*about, compile_term(merged, key, _without(term, which, text))]))
                own = [mention for mention in finder.mentions(text) if mention.key == key]
                resolution = resolver.resolve(text, own)
                yield Example(key, sense.side, text, *_closest_reading(resolution, sense.side))


def _closest_reading(resolution: Resolution, side: str) -> tuple[str, tuple[str, ...]]:
    """Return the reading of the mention that comes closest to this side, and the words that decided."""
    sides = [reading.side for reading in resolution.readings]
    if not sides:
        return UNCLEAR, ()
    best = min(range(len(sides)), key=lambda number: (sides[number] != side, sides[number] == UNCLEAR))
    return sides[best], resolution.because(best)


def _without(term: Term, which: int, text: str) -> Term:
    senses = list(term.senses)
    senses[which] = replace(senses[which], examples=tuple(one for one in senses[which].examples if one != text))
    return replace(term, senses=tuple(senses))
