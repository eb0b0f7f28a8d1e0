"""Collector: rows with one sense each, put together to the terms of one glossary.

Invariant: what it returns has no fault once it is added; what had to be left out or dropped for that is reported. The time is
linear in the number of rows, also if all are of one term.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from twosense.errors import GlossaryError
from twosense.glossary.schema import FormsTable, GlossaryTable, SayTable, SenseTable, TermTable
from twosense.model import SLOTS
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.errors import Fault
    from twosense.glossary.importing.report import ImportReport
    from twosense.glossary.importing.rows import ImportedSense
    from twosense.glossary.own_glossary import OwnGlossary

Value = TypeVar("Value")

_KEY = re.compile(r"term\[\d+\](?:\.sense\[(?P<sense>\d+)\])?(?:\.(?P<field>\w+))?(?:\.(?P<slot>\w+))?(?:\[(?P<item>\d+)\])?.*")
_OPTIONAL = ("aliases", "forms", "unscanned", "clash", "related", "say", "cites", "authorities", "examples", "cues")


class _Entry:
    """A term while its rows are being collected: `rows` are those of its senses. Dictionaries keep the order of texts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.senses: dict[tuple[str, str], tuple[int, SenseTable]] = {}  # by identity, each with its row
        self.aliases: dict[str, None] = {}
        self.forms: dict[str, dict[str, None]] = {slot: {} for slot in SLOTS}
        self.unscanned: dict[str, None] = {}
        self.related: dict[str, None] = {}
        self.clash: str | None = None

    def table(self) -> TermTable:
        """Return the term."""
        return TermTable(
            name=self.name,
            aliases=[*self.aliases],
            forms=FormsTable(**{slot: [*forms] for slot, forms in self.forms.items()}),
            unscanned=[*self.unscanned],
            clash=self.clash,
            related=[*self.related],
            sense=[sense for _, sense in self.senses.values()],
        )


class Collector:
    """Collects the terms that are to be added to one glossary."""

    def __init__(self, own: OwnGlossary, report: ImportReport) -> None:
        self._own, self._report = own, report
        self._owners: dict[str, str] = {}  # the key of the term that each name belongs to

    def collect(self, rows: Iterable[ImportedSense], declared: GlossaryTable) -> list[TermTable]:
        """Return the terms of the rows, which may use new sides and authorities that are `declared`.

        Raises GlossaryError if the glossary has faults of its own.
        """
        rows = list(rows)
        self._owners = {fold(row.term.name): fold(row.term.name) for row in rows}
        entries: dict[str, _Entry] = {}
        for row in rows:
            self._add(entries, row)
        terms = [entry.table() for entry in entries.values()]
        numbers = [[row for row, _ in entry.senses.values()] for entry in entries.values()]
        while faults := self._own.faults(terms, declared):
            self._correct(terms, numbers, faults)
        return terms

    def _add(self, entries: dict[str, _Entry], row: ImportedSense) -> None:
        """Add the sense of a row to its entry."""
        key = fold(row.term.name)
        if known := self._own.lines.get(key):
            other = "" if fold(known[0]) == key else f': it is another name of "{known[0]}"'
            self._report.leave_out(row.number, f"there is an entry already{other}")
            return
        (sense,) = row.term.sense
        entry = entries.get(key) or entries.setdefault(key, _Entry(row.term.name))
        if same := entry.senses.get(sense.identity):
            is_same = fold(same[1].definition or "") == fold(sense.definition or "")
            what = "the same as" if is_same else "another definition with the term, the side and the meaning of"
            self._report.leave_out(row.number, f"{what} {self._report.noun} {same[0]}")
            return
        entry.senses[sense.identity] = row.number, sense
        entry.aliases |= self._free(key, row.term.aliases, row.number)
        for slot, forms in row.term.forms.by_slot().items():
            entry.forms[slot] |= self._free(key, forms, row.number)
        entry.unscanned |= dict.fromkeys(row.term.unscanned)
        entry.related |= dict.fromkeys(row.term.related)
        entry.clash = entry.clash or row.term.clash

    def _free(self, key: str, names: Iterable[str], number: int) -> dict[str, None]:
        """Return the names that no other term has."""
        free: dict[str, None] = {}
        for name in names:
            folded = fold(name)
            if folded in self._own.lines or self._owners.setdefault(folded, key) != key:
                self._report.note(f'the name "{name}" was dropped, because another term has it', number)
            else:
                free[name] = None
        return free

    def _correct(self, terms: list[TermTable], numbers: list[list[int]], faults: Iterable[tuple[int | None, Fault]]) -> None:
        """Drop what is at fault: an optional text, else the sense, else the term. `numbers` are the rows of the senses."""
        senses: dict[int, set[int]] = {}  # to drop, of each term
        items: dict[int, tuple[list[Any], set[int]]] = {}  # to drop, of each list
        for index, fault in faults:
            key = _KEY.fullmatch(fault.key)
            if index is None or key is None:
                raise GlossaryError([fault])
            number = None if key["sense"] is None else int(key["sense"])
            if key["field"] in _OPTIONAL:
                owner = terms[index] if number is None else terms[index].sense[number]
                for several, item in _without(owner, key):
                    items.setdefault(id(several), (several, set()))[1].add(item)
                self._report.note(f"{key['field']} was dropped: {fault.problem}", numbers[index][number or 0])
                continue
            for one in range(len(numbers[index])) if number is None else (number,):
                senses.setdefault(index, set()).add(one)
                self._report.leave_out(numbers[index][one], f"{key['field'] or 'the term'}: {fault.problem}")
        for several, dropped in items.values():
            several[:] = _kept(several, dropped)
        for index, dropped in senses.items():
            terms[index].sense = _kept(terms[index].sense, dropped)
            numbers[index] = _kept(numbers[index], dropped)
        kept = [index for index, term in enumerate(terms) if term.sense]
        terms[:], numbers[:] = [terms[index] for index in kept], [numbers[index] for index in kept]


def _kept(values: Sequence[Value], dropped: Container[int]) -> list[Value]:
    return [value for item, value in enumerate(values) if item not in dropped]


def _without(owner: TermTable | SenseTable, key: re.Match[str]) -> Iterator[tuple[list[Any], int]]:
    """Drop the one text that a key names; yield it instead if it is an item of a list, whose other items keep their numbers."""
    value = getattr(owner, key["field"])
    if isinstance(value, SayTable):
        kept = {slot: text for slot, text in value.by_slot().items() if slot != key["slot"]}
        setattr(owner, key["field"], SayTable(**dict(kept.items())))
    elif isinstance(value, FormsTable):
        yield getattr(value, key["slot"]), int(key["item"])
    elif isinstance(value, list):
        yield value, int(key["item"])
    else:
        setattr(owner, key["field"], None)
