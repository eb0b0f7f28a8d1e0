"""Collector: rows with one sense each, put together to the terms of one glossary.

Invariant: what it returns has no fault once it is added; what had to be left out or dropped for that is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twosense.errors import GlossaryError
from twosense.glossary.schema import FormsTable, SayTable, SenseTable, TermTable
from twosense.model import SLOTS
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.errors import Fault
    from twosense.glossary.importing.report import Report
    from twosense.glossary.importing.senses import Row
    from twosense.glossary.own_glossary import OwnGlossary

_PLACE = re.compile(
    r"term\[\d+\](?:\.sense\[(?P<sense>\d+)\])?(?:\.(?P<field>\w+))?(?:\.(?P<slot>\w+))?(?:\[(?P<item>\d+)\])?.*"
)
_OPTIONAL = ("aliases", "forms", "unscanned", "clash", "related", "say", "cites", "examples", "cues")


class Collector:
    """Collects the terms that are to be added to one glossary."""

    def __init__(self, own: OwnGlossary, report: Report) -> None:
        self._own, self._report = own, report
        self._terms: dict[str, TermTable] = {}
        self._rows: dict[str, list[int]] = {}  # of the senses of each term
        self._owners: dict[str, str] = {}  # the key of the term that each name belongs to

    def collect(self, rows: Iterable[Row], new_sides: Mapping[str, str]) -> list[TermTable]:
        """Return the terms of the rows. Raises GlossaryError if the glossary has faults of its own."""
        rows = list(rows)
        self._owners = {fold(row.term.name): fold(row.term.name) for row in rows}
        for row in rows:
            self._add(row)
        while faults := self._own.faults([*self._terms.values()], new_sides):
            self._correct(faults)
        return [*self._terms.values()]

    def _add(self, row: Row) -> None:
        """Add the sense of a row to its term."""
        key = fold(row.term.name)
        if known := self._own.lines.get(key):
            self._report.leave_out(
                row.number,
                f"there is an entry already, of {known[0]}" if fold(known[0]) != key else "there is an entry already",
            )
            return
        (sense,) = row.term.sense
        term = self._terms.get(key)
        if term is None:
            term = self._terms[key] = TermTable(name=row.term.name)
            self._rows[key] = []
        for number, other in zip(self._rows[key], term.sense, strict=True):
            if other.identity == sense.identity:
                same = fold(other.definition or "") == fold(sense.definition or "")
                what = "the same as" if same else "another definition with the term, the side and the meaning of"
                self._report.leave_out(row.number, f"{what} {self._report.noun} {number}")
                return
        term.sense.append(sense)
        self._rows[key].append(row.number)
        self._add_names(key, term, row)
        term.clash = term.clash or row.term.clash

    def _add_names(self, key: str, term: TermTable, row: Row) -> None:
        """Add the names of a row to its term, but for those that belong to another one."""
        term.aliases = _union(term.aliases, self._free(key, row.term.aliases, row.number))
        forms = {
            slot: _union(getattr(term.forms, slot), self._free(key, getattr(row.term.forms, slot), row.number))
            for slot in SLOTS
        }
        term.forms = FormsTable(**forms)
        term.unscanned = _union(term.unscanned, row.term.unscanned)
        term.related = _union(term.related, row.term.related)

    def _free(self, key: str, names: Iterable[str], number: int) -> Iterator[str]:
        for name in names:
            folded = fold(name)
            if folded in self._own.lines or self._owners.setdefault(folded, key) != key:
                self._report.note(f'the name "{name}" was dropped, because another term has it', number)
            else:
                yield name

    def _correct(self, faults: Iterable[tuple[int | None, Fault]]) -> None:
        """Drop what is at fault: an optional text, else the sense, else the term."""
        keys = [*self._terms]
        dropped: dict[tuple[str, int], str] = {}
        items: list[tuple[list[Any], int]] = []
        for index, fault in faults:
            place = _PLACE.fullmatch(fault.key)
            if index is None or place is None:
                raise GlossaryError([fault])
            key, number = keys[index], place["sense"]
            rows = self._rows[key] if number is None else [self._rows[key][int(number)]]
            if place["field"] in _OPTIONAL:
                owner = self._terms[key] if number is None else self._terms[key].sense[int(number)]
                items += _without(owner, place)
                for row in rows:
                    self._report.note(f"{place['field']} was dropped: {fault.problem}", row)
                continue
            for sense in range(len(rows)) if number is None else [int(number)]:
                dropped[key, sense] = f"{place['field'] or 'the term'}: {fault.problem}"
        for several, item in sorted(items, key=lambda found: -found[1]):
            del several[item]
        for (key, sense), reason in sorted(dropped.items(), reverse=True):
            self._report.leave_out(self._rows[key].pop(sense), reason)
            del self._terms[key].sense[sense]
            if not self._terms[key].sense:
                del self._terms[key]


def _without(owner: TermTable | SenseTable, place: re.Match[str]) -> Iterator[tuple[list[Any], int]]:
    """Drop the one text at a place; yield it instead if it is an item of a list, whose other items keep their numbers."""
    value = getattr(owner, place["field"])
    if isinstance(value, SayTable):
        setattr(
            owner, place["field"], SayTable(**{slot: text for slot, text in value.by_slot().items() if slot != place["slot"]})
        )
    elif isinstance(value, FormsTable):
        yield getattr(value, place["slot"]), int(place["item"])
    elif isinstance(value, list):
        yield value, int(place["item"])
    else:
        setattr(owner, place["field"], None)


def _union(texts: Iterable[str], more: Iterable[str]) -> list[str]:
    return [*dict.fromkeys((*texts, *more))]
