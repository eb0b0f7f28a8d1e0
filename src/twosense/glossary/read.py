"""Reading a glossary: a TOML file to typed tables, strict, with every fault of the file at once.

Invariant: a table that `read` returns is whole: its texts are neither empty nor over 2,000 characters and hold no control
or bidi character, its sides are declared, its keys fit the store and are given once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

from twosense.characters import fold, is_unsafe
from twosense.errors import Fault, GlossaryError
from twosense.glossary.toml import Document, Path
from twosense.model import Basis  # noqa: TC001  # msgspec reads the annotations
from twosense.store import KEY_LIMIT

TEXT_LIMIT = 2000  # characters
# The audience of both; the answers to a mention that cannot be told or has no side; the cues of the latter.
RESERVED_SIDES = ("mixed", "unclear", "none", "ordinary")

Table = TypeVar("Table", bound=Struct)
Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT)]


class CitationTable(Struct, forbid_unknown_fields=True):
    """`{ passage = "crm-2019#10", basis = "stated" }`: a passage is named by its source and paragraph."""

    passage: Text
    basis: Basis


class SenseTable(Struct, forbid_unknown_fields=True):
    """`[[term.sense]]`: what one side means. With `hide`, side and meaning name a sense of an earlier layer to drop."""

    side: Text
    meaning: Text
    definition: Text | None = None
    say: Text | None = None
    cites: list[CitationTable] = []
    examples: list[Text] = []
    cues: list[Text] = []
    hide: Literal[True] | None = None

    def is_same(self, other: SenseTable) -> bool:
        """Whether the other one has the same side and meaning, and so would replace this one in a later layer."""
        return self.side == other.side and fold(self.meaning) == fold(other.meaning)


class TermTable(Struct, forbid_unknown_fields=True):
    """`[[term]]`: a headword, the other ways to write it, which of them all a scan does not look for, and its senses."""

    name: Text
    aliases: list[Text] = []
    forms: list[Text] = []
    unscanned: list[Text] = []
    clash: Text | None = None
    related: list[Text] = []
    sense: list[SenseTable] = []


class SideTable(Struct, forbid_unknown_fields=True):
    """`[sides.sales]`: a community of speakers."""

    label: Text


class GlossaryTable(Struct, forbid_unknown_fields=True):
    """A glossary file."""

    title: Text | None = None
    sides: dict[Text, SideTable] = {}
    term: list[TermTable] = []


def read(path: str, shown: str, sides: dict[str, str]) -> tuple[Document, GlossaryTable]:
    """A glossary file, whole; faults name it as `shown`. `sides` maps the sides that earlier layers declare to labels.

    Raises GlossaryError.
    """
    document = Document(path, shown)
    faults: list[Fault] = []
    data = document.data
    raw_terms = data.pop("term", [])
    table = convert(document, (), data, GlossaryTable, faults) or GlossaryTable()
    faults += _side_faults(document, table)
    if not isinstance(raw_terms, list):
        faults.append(document.fault(("term",), "terms are an array of tables", "write [[term]] above each"))
        raw_terms = []
    known = sides.keys() | table.sides.keys()
    owners: dict[str, tuple[str, int]] = {}
    for index in range(len(raw_terms)):
        # Each raw table is let go as soon as it is typed: with both kept, 100,000 terms took half as much memory again.
        raw, raw_terms[index] = raw_terms[index], None
        term = convert(document, ("term", index), raw, TermTable, faults)
        if term is not None:
            faults += _sense_faults(document, index, term, known)
            faults += _key_faults(document, index, term, owners)
            table.term.append(term)
    if faults:
        raise GlossaryError(sorted(faults, key=lambda fault: fault.line or 0))
    return document, table


def convert(document: Document, key: Path, raw: object, kind: type[Table], faults: list[Fault]) -> Table | None:
    """The value at `key` as its type, its texts clean; or None, with all that is wrong with it added to `faults`."""
    encoded = msgspec.json.encode(raw, enc_hook=str)
    if b"\\" in encoded or not encoded.isascii():
        # Only such a value can hold a control or bidi character, or a line break: looking at each text of 100,000 terms
        # cost as much as typing them.
        raw, unsafe = _clean(document, key, raw)
        if unsafe:
            faults += unsafe
            return None
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        faults += _type_faults(document, key, raw, kind)
        return None


def _clean(document: Document, key: Path, raw: object) -> tuple[object, list[Fault]]:
    """The value with the blanks of its texts collapsed (they may run over lines), and its texts that are not safe."""
    if isinstance(raw, str):
        text = " ".join(raw.split())
        bad = None if text.isprintable() else next((c for c in text if is_unsafe(c)), None)
        if bad is None:
            return text, []
        return text, [document.fault(key, f"holds U+{ord(bad):04X}, which steers a terminal", "take it out")]
    faults: list[Fault] = []
    if isinstance(raw, dict):
        result = {}
        for name, value in raw.items():
            clean_name, unsafe = _clean(document, key, name)
            faults += unsafe
            result[clean_name], unsafe = _clean(document, (*key, name), value)
            faults += unsafe
        return result, faults
    if isinstance(raw, list):
        items = []
        for index, value in enumerate(raw):
            item, unsafe = _clean(document, (*key, index), value)
            items.append(item)
            faults += unsafe
        return items, faults
    return raw, faults


_NOUNS = {
    "str": "a text in quotes",
    "array": "an array in square brackets",
    "object": "a table",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date such as 2019-10-28",
    "datetime": "a date and time",
}
_EXPECTED = re.compile(r"Expected `(\w+)(?: \| null)?`, got `(\w+)`")
_LENGTH = re.compile(r"Expected `\w+` of length ([<>])= (\d+)")


def _type_faults(document: Document, key: Path, raw: object, kind: object) -> Iterator[Fault]:
    """All that is wrong with a value, key by key: msgspec stops at the first fault."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        if not isinstance(raw, dict):
            yield document.fault(key, "should be a table", "write its keys in [brackets] or {braces}")
            return
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        for name in raw.keys() - fields.keys():
            known = ", ".join(fields)
            yield document.fault((*key, name), "unknown key", f"the keys known here are {known}")
        for name, field in fields.items():
            if name in raw:
                yield from _type_faults(document, (*key, name), raw[name], field.type)
            elif field.required:
                yield document.fault(key, f"has no {name}", f"add {name} = ...")
        return
    if get_origin(kind) is list and isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _type_faults(document, (*key, index), value, get_args(kind)[0])
        return
    if get_origin(kind) is dict and isinstance(raw, dict):
        for name, value in raw.items():
            yield from _type_faults(document, (*key, name), value, get_args(kind)[1])
        return
    try:
        msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        yield document.fault(key, *_in_words(str(error), kind))


def _in_words(message: str, kind: object) -> tuple[str, str]:
    """What msgspec says of one value, as a problem and what to do about it."""
    if match := _EXPECTED.match(message):
        expected, got = (_NOUNS.get(name, name) for name in match.groups())
        return f"should be {expected}, not {got}", f"write {expected}"
    if match := _LENGTH.match(message):
        if match[1] == ">":
            return "is empty", "write a text, or leave the key out"
        return f"is longer than {int(match[2]):,} characters", "shorten it"
    choices = [repr(value) for part in (kind, *get_args(kind)) if get_origin(part) is Literal for value in get_args(part)]
    allowed = " or ".join(choices).replace("'", '"').replace("True", "true")
    return "has a value that is not allowed", f"write {allowed}" if allowed else message


def _side_faults(document: Document, table: GlossaryTable) -> Iterator[Fault]:
    for side in table.sides:
        key = ("sides", side)
        if side in RESERVED_SIDES:
            yield document.fault(key, f"{side} cannot be the name of a side", "choose another name")
        elif not re.fullmatch(r"[\w-]+", side):
            yield document.fault(key, "a side's name is one word", "use letters, digits, - and _, and say more in its label")


def _sense_faults(document: Document, index: int, term: TermTable, known: AbstractSet[str]) -> Iterator[Fault]:
    for number, sense in enumerate(term.sense):
        key: Path = ("term", index, "sense", number)
        if sense.side not in known:
            sides = ", ".join(sorted(known))
            fix = f"declare [sides.{sense.side}] or use one of {sides}" if sides else f"declare [sides.{sense.side}]"
            yield document.fault((*key, "side"), f'"{sense.side}" is not a side', fix)
        if sense.hide is None and sense.definition is None:
            yield document.fault(key, "has no definition", 'add definition = "..."')
        if any(sense.is_same(other) for other in term.sense[:number]):
            yield document.fault(key, f'"{sense.meaning}" is given twice for {sense.side}', "keep one of the two")


def _key_faults(document: Document, index: int, term: TermTable, owners: dict[str, tuple[str, int]]) -> Iterator[Fault]:
    for field, texts in (("name", [term.name]), ("aliases", term.aliases), ("forms", term.forms)):
        for number, text in enumerate(texts):
            key: Path = ("term", index, field) if field == "name" else ("term", index, field, number)
            folded = fold(text)
            if not folded:
                yield document.fault(key, "holds nothing that can be typed", "write a word")
                continue
            if len(folded) > KEY_LIMIT // 4 and len(folded.encode()) > KEY_LIMIT:
                yield document.fault(key, f"is longer than {KEY_LIMIT} bytes once folded", "shorten it")
                continue
            owner, place = owners.setdefault(folded, (term.name, index))
            if place != index:
                line = document.line(("term", place))
                yield document.fault(key, f'"{text}" already belongs to "{owner}" (line {line})', "keep one of the two")
