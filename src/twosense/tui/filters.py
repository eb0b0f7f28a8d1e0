"""The filters that the window offers: what can be written into a query to keep some of the terms only.

Invariant: a filter is a part of the query, so that the query shows it and everything that takes a query obeys it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from twosense.output.sides import marks
from twosense.paths import BUILT_IN, COMMAND_LINE, PACKAGED

if TYPE_CHECKING:
    from twosense.model import Source

_LABEL_LENGTH = 14  # characters of the title of an article


class Filter(NamedTuple):
    """A filter: how the window names it, what it is in a query, and the colour of its name, "" for none."""

    label: str
    text: str
    colour: str = ""


def offered_filters(sides: Mapping[str, str], sources: Sequence[Source], layers: Iterable[str]) -> tuple[Filter, ...]:
    """Return the filters of a glossary: by side, by whether a source is cited, by article, and by layer."""
    found = [Filter(f"{mark.symbol} {sides[side]}", f"side:{side}", mark.variable) for side, mark in marks(sides).items()]
    found += [Filter("sourced", "is:sourced"), Filter("our own wording", "is:editorial")]
    found += [Filter(_short(source.publisher or source.title), f"source:{source.id}") for source in sources]
    others = [layer for layer in dict.fromkeys(layers) if layer != BUILT_IN]
    found += [Filter(f"from: {layer}", f"layer:{layer}") for layer in others]
    if set(others) - {COMMAND_LINE, *PACKAGED}:
        found.append(Filter("mine", "is:mine"))
    return tuple(found)


def _short(title: str) -> str:
    return title if len(title) <= _LABEL_LENGTH else title[: _LABEL_LENGTH - 1].rstrip() + "…"


def active_filter(query: str, filters: Sequence[Filter]) -> int:
    """Return the index of the first filter that the query has, -1 for none."""
    words = query.split()
    return next((index for index, one in enumerate(filters) if one.text in words), -1)


def with_next_filter(query: str, filters: Sequence[Filter], step: int = 1) -> str:
    """Return the query with the next filter in place of the one it has; after the last one it has none."""
    index = (active_filter(query, filters) + 1 + step) % (len(filters) + 1) - 1
    words = " ".join(word for word in query.split() if word not in {one.text for one in filters})
    following = filters[index].text if index >= 0 else ""
    return f"{following} {words}".strip()
