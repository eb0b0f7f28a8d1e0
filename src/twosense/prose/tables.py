"""Tables: the cues of all terms as arrays of whole numbers, so that those around many mentions can be found at once.

A cue stands under a key mixed from the term and the stems that it is looked up by, in a hash table with open addressing (Knuth,
The Art of Computer Programming, section 6.4). `bulk` mixes the keys of thousands of slots and looks all of them up.
Invariant: what stands under a key in the table is what `cues` keeps packed for the same term and stems.
"""

from __future__ import annotations

from array import array
from functools import cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from twosense.prose.cues import Pattern, Tell, Topic
    from twosense.store import Row

SECTION = b"tables"
# The keys in the places of the table, 0 where nothing is; of each place, the first row and the number of rows; the rows: side,
# weight, and run or -1; and the runs: stems that stand in front of a slot, from the last to the first, and behind it.
KEYS, CELLS, ROWS, BEFORE, BEHIND = b"keys", b"cells", b"rows", b"before", b"behind"
FORMS = ((0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (1, 1))  # how many stems `beside` gives, in front of the mention and behind it
TOPIC = 0  # stands for the term in the keys of topics

_PRIME = (1 << 61) - 1
_MASK = (1 << 64) - 1
ODD, SHIFT = 0x9E3779B97F4A7C15, 29  # multiplied by, and shifted by, in mixing


def beside(before: Sequence[str], behind: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The stems that a pattern is looked up by: one on either side of the term, or two in front of it, or three behind it."""
    return (before[-1:], behind[:1]) if before and behind else (before[-2:], behind[:3])


def number_of(text: str) -> int:
    """The number of a stem or of a term's key, never 0. That two have the same is as unlikely as one in 10^18."""
    return int.from_bytes(text.encode("utf-8", "surrogatepass")) % _PRIME or 1


def mixed(*numbers: int) -> int:
    """A key of these numbers, which is odd: never 0, and in steps of it every place of a table is come to."""
    key = 0
    for number in numbers:
        key = (key ^ number) * ODD & _MASK
        key ^= key >> SHIFT
    return key | 1


def compile(
    terms: Iterable[tuple[str, Mapping[str, Sequence[Tell]], Mapping[str, Sequence[Pattern]]]], topics: Mapping[str, Topic]
) -> Iterator[Row]:
    """The section `tables`: what stems tell of terms, the patterns around these, and all stems that tell anything as topics."""
    cells: dict[int, list[tuple[int, int, int]]] = {}
    runs: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    number = cache(number_of)
    every: dict[str, None] = {}
    for key, tells, patterns in terms:
        every.update(dict.fromkeys(tells))
        term = number(key)
        for stem, told in tells.items():
            cells[mixed(term, number(stem))] = rows = []
            for side, weight, phrase, at in told:
                run = runs.setdefault((tuple(reversed(phrase[:at])), tuple(phrase[at:])), len(runs)) if phrase else -1
                rows.append((side, weight, run))
        for side, before, behind in chain.from_iterable(patterns.values()):
            ahead, onward = beside(before, behind)
            is_all = (ahead, onward) == (before, behind)
            run = -1 if is_all else runs.setdefault((tuple(reversed(before)), tuple(behind)), len(runs))
            form = FORMS.index((len(ahead), len(onward)))
            cells.setdefault(mixed(term, form, *map(number, (*ahead, *onward))), []).append((side, 0, run))
    for stem in dict.fromkeys(chain(topics, every)):
        cells[mixed(TOPIC, number(stem))] = [(*topics.get(stem, (0, 0)), -1)]
    keys, places = _placed(cells)
    yield SECTION, KEYS, keys.tobytes()
    yield SECTION, CELLS, places.tobytes()
    yield SECTION, ROWS, array("i", chain.from_iterable(chain.from_iterable(cells.values()))).tobytes()
    for name, side_of in ((BEFORE, 0), (BEHIND, 1)):
        columns = zip_longest(*(run[side_of] for run in runs), fillvalue="")
        yield SECTION, name, array("Q", (number(stem) if stem else 0 for stem in chain.from_iterable(columns))).tobytes()


def _placed(cells: Mapping[int, Sequence[object]]) -> tuple[array[int], array[int]]:
    """The keys in their places in the table, half of which stay empty; and of each place, the first row and how many."""
    bits = max(1, (2 * len(cells)).bit_length())
    keys, places = array("Q", bytes(8 << bits)), array("i", bytes(8 << bits))
    row = 0
    for key, rows in cells.items():
        at = key >> (64 - bits)
        while keys[at]:
            at = (at + key) % len(keys)
        keys[at] = key
        places[2 * at], places[2 * at + 1] = row, len(rows)
        row += len(rows)
    return keys, places
