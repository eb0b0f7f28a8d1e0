"""Read one glossary file: TOML to typed tables, strictly, with every fault of the file at once.

Invariant: a table that `read_glossary` returns is valid: its texts are neither empty nor over 2,000 characters and hold no
control or bidi character, its sides are declared, its keys fit the store and are given once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from twosense.errors import Fault, GlossaryError
from twosense.glossary.convert import convert
from twosense.glossary.schema import GlossaryTable, TermTable
from twosense.glossary.toml import TomlFile
from twosense.glossary.toml_lines import Key
from twosense.model import RESERVED_SIDES
from twosense.text.fold import KEY_LIMIT, fold

WORDS_LIMIT = 16  # of a name; a scan compares each word of a text with as many that may follow
_WORD = re.compile(r"\w+")


def read_glossary(path: str, shown: str, sides: Iterable[str], draft: bytes | None = None) -> tuple[TomlFile, GlossaryTable]:
    """Read a glossary file, or a draft of it; faults call it `shown`. `sides` are those that earlier layers declare.

    Raises GlossaryError with every fault of the file.
    """
    toml_file = TomlFile(path, shown, draft=draft)
    faults: list[Fault] = []
    data = toml_file.data
    raw_terms = data.pop("term", [])
    table = convert(toml_file, (), data, GlossaryTable, faults) or GlossaryTable()
    faults += _side_faults(toml_file, table)
    faults += _authority_faults(toml_file, table)
    if not isinstance(raw_terms, list):
        faults.append(toml_file.fault(("term",), "terms are an array of tables", "write [[term]] above each"))
        raw_terms = []
    known = {*sides, *table.sides}
    owners: dict[str, tuple[str, int]] = {}
    for index in range(len(raw_terms)):
        # Drop each raw table once it is converted: keeping both took half as much memory again for 100,000 terms.
        raw, raw_terms[index] = raw_terms[index], None
        term = convert(toml_file, ("term", index), raw, TermTable, faults)
        if term is not None:
            faults += _sense_faults(toml_file, index, term, known)
            faults += _key_faults(toml_file, index, term, owners)
            table.term.append(term)
    if faults:
        raise GlossaryError(sorted(faults, key=lambda fault: fault.line or 0))
    return toml_file, table


def _side_faults(toml_file: TomlFile, table: GlossaryTable) -> Iterator[Fault]:
    for side in table.sides:
        key = ("sides", side)
        if side in RESERVED_SIDES:
            yield toml_file.fault(key, f"{side} cannot be the name of a side", "choose another name")
        elif not re.fullmatch(r"[\w-]+", side):
            yield toml_file.fault(key, "a side's name must be one word", "use letters, digits, - and _; its label may say more")


def _authority_faults(toml_file: TomlFile, table: GlossaryTable) -> Iterator[Fault]:
    for name in table.authorities:
        if not re.fullmatch(r"[\w.-]+", name):
            problem = "an authority's id must be one word"
            yield toml_file.fault(("authorities", name), problem, "use letters, digits, dots, - and _; its title may say more")


def _sense_faults(toml_file: TomlFile, index: int, term: TermTable, known: AbstractSet[str]) -> Iterator[Fault]:
    given: set[tuple[str, str]] = set()
    for number, sense in enumerate(term.sense):
        key: Key = ("term", index, "sense", number)
        if sense.side not in known:
            sides = ", ".join(sorted(known))
            fix = f"declare [sides.{sense.side}] or use one of {sides}" if sides else f"declare [sides.{sense.side}]"
            yield toml_file.fault((*key, "side"), f'unknown side "{sense.side}"', fix)
        if sense.hide is None and sense.definition is None:
            yield toml_file.fault(key, "has no definition", 'add definition = "..."')
        if sense.identity in given:
            yield toml_file.fault(key, f'"{sense.meaning}" is given twice for {sense.side}', "keep one of the two")
        given.add(sense.identity)


def _key_faults(toml_file: TomlFile, index: int, term: TermTable, owners: dict[str, tuple[str, int]]) -> Iterator[Fault]:
    names: list[tuple[Key, str]] = [(("name",), term.name)]
    names += ((("aliases", number), text) for number, text in enumerate(term.aliases))
    for slot, forms in term.forms.by_slot().items():
        names += ((("forms", slot, number), text) for number, text in enumerate(forms))
    for within, text in names:
        key: Key = ("term", index, *within)
        folded = fold(text)
        if not folded:
            yield toml_file.fault(key, "has no letter or digit to look it up by", "write a word")
            continue
        if len(folded) > KEY_LIMIT // 4 and len(folded.encode()) > KEY_LIMIT:
            yield toml_file.fault(key, f"is longer than {KEY_LIMIT} bytes once folded", "shorten it")
            continue
        if len(folded) > 2 * WORDS_LIMIT and len(_WORD.findall(folded)) > WORDS_LIMIT:
            yield toml_file.fault(key, f"has more than {WORDS_LIMIT} words", "shorten it")
            continue
        owner, first = owners.setdefault(folded, (term.name, index))
        if first != index:
            line = toml_file.line(("term", first))
            yield toml_file.fault(key, f'"{text}" already belongs to "{owner}" (line {line})', "keep one of the two")
