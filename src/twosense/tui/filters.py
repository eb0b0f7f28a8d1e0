"""The filters that the window offers: what can be written into a query to keep some of the terms only.

Invariant: a filter is a part of the query, so that the query shows it and everything that takes a query obeys it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from twosense.output.sides import badges
from twosense.paths import BUILT_IN, COMMAND_LINE, PACKAGED

if TYPE_CHECKING:
    from twosense.model import Source
    from twosense.search.query import Filter

_LABEL_LENGTH = 14  # characters of the title of an article


class OfferedFilter(NamedTuple):
    """A filter: how the window names it, what it is in a query, and the colour of its name, "" for none."""

    label: str
    text: str
    colour: str = ""


def offered_filters(sides: Mapping[str, str], sources: Sequence[Source], layers: Iterable[str]) -> tuple[OfferedFilter, ...]:
    """Return the filters of a glossary: one's own terms if there can be any, then by side, what is cited, article and layer."""
    others = [layer for layer in dict.fromkeys(layers) if layer != BUILT_IN]
    found = [("mine", "is:mine", "")] if set(others) - {COMMAND_LINE, *PACKAGED} else []
    found += [(f"{badge.symbol} {sides[side]}", f"side:{side}", badge.variable) for side, badge in badges(sides).items()]
    found += [("article", "is:sourced", ""), ("public text", "is:authority", ""), ("editorial", "is:editorial", "")]
    found += [(_short(source.publisher or source.title), f"source:{source.id}", "") for source in sources]
    found += [(f"from: {layer}", f"layer:{layer}", "") for layer in others]
    return tuple(OfferedFilter(*each) for each in found)


def _short(title: str) -> str:
    return title if len(title) <= _LABEL_LENGTH else title[: _LABEL_LENGTH - 1].rstrip() + "…"


def filter_named(words: str, filters: Sequence[OfferedFilter]) -> OfferedFilter | None:
    """Return the filter that these words name, as the window names it or behind the colon of a query; None if there is none."""
    name = " ".join(words.split()).casefold()
    return next((one for one in filters if name in (one.label.casefold(), one.text.partition(":")[2].casefold())), None)


def active_filters(query: str, filters: Iterable[OfferedFilter]) -> list[OfferedFilter]:
    """Return the filters that the query has, however they are written there."""
    if ":" not in query:
        return []
    from twosense.search.query import parse_query

    asked = parse_query(query).filters
    return [one for one in filters if _parsed(one) in asked]


def with_next_filter(query: str, filters: Sequence[OfferedFilter], step: int = 1) -> str:
    """Return the query with the next filter in place of one; after the last one, with none. Its other filters stay.

    The one is that with which the query begins, or else the last one that it has.
    """
    begins = active_filters("".join(query.split(maxsplit=1)[:1]), filters)
    replaced = begins or active_filters(query, filters)[-1:]
    choices = (None, *filters)
    now = choices.index(replaced[0]) if replaced else 0
    return _replaced(query, replaced, choices[(now + step) % len(choices)])


def with_filter_toggled(query: str, filters: Iterable[OfferedFilter], chosen: OfferedFilter | None) -> str:
    """Return the query without a filter if it has that one, or else with it in place of one of its kind; None drops all."""
    active = active_filters(query, filters)
    if chosen in active:
        return _replaced(query, [chosen], None)
    replaced = [one for one in active if chosen is None or _parsed(one).kind == _parsed(chosen).kind]
    return _replaced(query, replaced, chosen)


def _replaced(query: str, old: Iterable[OfferedFilter], new: OfferedFilter | None) -> str:
    """Return the query with a filter, or none, in place of others. What is typed behind a filter is a word of its own."""
    from twosense.search.query import parse_query, without

    kept = without(query, [_parsed(one) for one in old])
    query = f"{new.text} {kept}".rstrip() if new else kept
    return query + " " * bool(parse_query(query.rpartition(" ")[2]).filters)


def _parsed(offered: OfferedFilter) -> Filter:
    from twosense.search.query import parse_query

    return parse_query(offered.text).filters[0]
