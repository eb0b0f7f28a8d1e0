"""About: what a view says of the glossary as a whole: its sides, its sources and who cites them, the project's overrides.

Invariant: each of these is stored once in a view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.errors import UsageError
from twosense.model import Override, Source
from twosense.text.nearest import advice, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row, Store

    Citing = dict[str, dict[int, list[str]]]  # by source and paragraph, the keys of the terms that cite it

SECTION = b"about"
_SIDES, _SOURCES, _CITING, _OVERRIDES = b"sides", b"sources", b"citing", b"overrides"


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `about`."""
    encode = msgspec.json.encode
    citing: Citing = {}
    for key, term in merged.terms.items():
        for source, paragraph in dict.fromkeys((c.source, c.paragraph) for sense in term.senses for c in sense.citations):
            citing.setdefault(source, {}).setdefault(paragraph, []).append(key)
    yield SECTION, _CITING, encode(citing)
    yield SECTION, _OVERRIDES, encode(merged.overrides)
    yield SECTION, _SIDES, encode(merged.sides)
    yield SECTION, _SOURCES, encode(tuple(merged.sources.values()))


def sides_of(store: Store) -> dict[str, str]:
    """Return the label of each side, in the order of their declaration."""
    return msgspec.json.decode(store.section(SECTION).get(_SIDES) or b"{}", type=dict[str, str])


def side_named(name: str, sides: Iterable[str]) -> str | None:
    """Return the side with this name, in any case, because answers show labels such as "IT"; None if there is none."""
    sides = tuple(sides)
    if name in sides:  # two sides may differ in case only
        return name
    return next((side for side in sides if side.casefold() == name.casefold()), None)


def known_side(name: str, labels: Iterable[str], *others: str) -> str:
    """Return the side with this name, or one of the other names that an option takes. Raises UsageError."""
    side = side_named(name, (*labels, *others))
    if side is None:
        raise UsageError(f'unknown side "{name}"; {side_advice(name, (*labels, *others))}')
    return side


def side_advice(name: str, known: Collection[str]) -> str:
    """Say what to write for an unknown side. Without any known name, say how to declare a side."""
    return advice(name, known) if known else "the glossary has no sides; declare one, as [sides.it] with a label"


def unknown_source(name: str, known: Collection[str]) -> UsageError:
    """Return the error for an unknown source. There are too many sources to list."""
    meant = nearest(name, known)
    return UsageError(f'unknown source "{name}"; ' + (f'did you mean "{meant}"?' if meant else "`twosense sources` lists them"))


def sources_of(store: Store) -> tuple[Source, ...]:
    """Return the articles that senses cite."""
    return msgspec.json.decode(store.section(SECTION).get(_SOURCES) or b"[]", type=tuple[Source, ...])


def citing_of(store: Store) -> Citing:
    """Return the keys of the terms that cite each paragraph of each source, in the order of the keys."""
    return msgspec.json.decode(store.section(SECTION).get(_CITING) or b"{}", type=dict[str, dict[int, list[str]]])


def overrides_of(store: Store) -> list[Override]:
    """Return the senses of lower layers that the project hides or replaces."""
    return msgspec.json.decode(store.section(SECTION).get(_OVERRIDES) or b"[]", type=list[Override])
