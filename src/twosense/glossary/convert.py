"""Convert raw TOML values to typed tables, and report every fault in plain words.

Invariant: the texts of a converted table contain no control or bidi character, and their white space is collapsed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct

from twosense.errors import Fault
from twosense.glossary.toml import NESTING, TOO_DEEP, TomlFile
from twosense.glossary.toml_lines import Key
from twosense.text.nearest import advice
from twosense.text.sanitize import is_unsafe

Table = TypeVar("Table", bound=Struct)

# In the JSON of an ASCII value: an escape such as that of a line break, DEL, or white space that is to be collapsed.
_NEED_CLEANING = (b"\\", b"\x7f", b"  ", b'" ', b' "')


def convert(toml_file: TomlFile, key: Key, raw: object, kind: type[Table], faults: list[Fault]) -> Table | None:
    """Return the value at `key` as its type, after adding everything that is wrong with it to `faults`.

    Return None if something else is wrong with it than a key that is not known.
    """
    try:
        return _convert(toml_file, key, raw, kind, faults)
    except RecursionError:
        faults.append(toml_file.fault(key, TOO_DEEP, NESTING))
        return None


def _convert(toml_file: TomlFile, key: Key, raw: object, kind: type[Table], faults: list[Fault]) -> Table | None:
    encoded = msgspec.json.encode(raw, enc_hook=str)
    if any(sign in encoded for sign in _NEED_CLEANING) or not encoded.isascii():
        # Only such a value needs it. Checking each text of 100,000 terms took as long as converting them.
        raw, unsafe = _clean(toml_file, key, raw)
        if unsafe:
            faults += unsafe
            return None
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError:
        faults += _type_faults(toml_file, key, raw, kind)
    with suppress(msgspec.ValidationError):
        return msgspec.convert(raw, kind)  # without its unknown keys: what is declared in it is known to other tables
    return None


def _clean(toml_file: TomlFile, key: Key, raw: object) -> tuple[object, list[Fault]]:
    """Return the value with white space collapsed in its texts (they may span lines), and the faults of unsafe texts."""
    if isinstance(raw, str):
        text = " ".join(raw.split())
        bad = None if text.isprintable() else next((c for c in text if is_unsafe(c)), None)
        if bad is None:
            return text, []
        return text, [toml_file.fault(key, f"contains the control character U+{ord(bad):04X}", "remove it")]
    faults: list[Fault] = []
    if isinstance(raw, dict):
        result = {}
        for name, value in raw.items():
            clean_name, unsafe = _clean(toml_file, key, name)
            faults += unsafe
            if clean_name in result:
                faults.append(toml_file.fault((*key, name), "is given twice, with other white space", "remove one of them"))
            result[clean_name], unsafe = _clean(toml_file, (*key, name), value)
            faults += unsafe
        return result, faults
    if isinstance(raw, list):
        items = []
        for index, value in enumerate(raw):
            item, unsafe = _clean(toml_file, (*key, index), value)
            items.append(item)
            faults += unsafe
        return items, faults
    return raw, faults


_NOUNS: dict[type, str] = {
    str: "a string in quotes",
    list: "an array in square brackets",
    dict: "a table",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date such as 2019-10-28",
    dt.datetime: "a date and time",
    dt.time: "a time",
}
_PYTHON = {"StrType": str, "ListType": list, "DictType": dict, "IntType": int, "BoolType": bool, "DateType": dt.date}
_NOT_ALLOWED = "has a value that is not allowed"


def _type_faults(toml_file: TomlFile, key: Key, raw: object, kind: object) -> Iterator[Fault]:
    """Yield everything that is wrong with a value, key by key, and drop unknown keys; msgspec stops at the first fault."""
    if get_origin(kind) is Annotated and get_origin(get_args(kind)[0]) is list:
        kind = get_args(kind)[0]  # the rest describes it
    if isinstance(kind, type) and issubclass(kind, Struct):
        if not isinstance(raw, dict):
            yield toml_file.fault(key, "should be a table", "write its keys in [brackets] or {braces}")
            return
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for name in [name for name in raw if name not in fields]:
            yield toml_file.fault((*key, name), "unknown key", advice(name, fields))
            del raw[name]
        for name, field in fields.items():
            if name in raw:
                yield from _type_faults(toml_file, (*key, name), raw[name], field.type)
            elif field.required:
                yield toml_file.fault(key, f"has no {name}", f"add {name} = ...")
        return
    if get_origin(kind) is list and isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _type_faults(toml_file, (*key, index), value, get_args(kind)[0])
        return
    if get_origin(kind) is dict and isinstance(raw, dict):
        of_name, of_value = get_args(kind)
        for name, value in raw.items():
            yield from _type_faults(toml_file, (*key, name), name, of_name)
            yield from _type_faults(toml_file, (*key, name), value, of_value)
        return
    try:
        msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        yield toml_file.fault(key, *_explain(raw, kind, str(error)))


def _explain(raw: object, kind: object, rule: str) -> tuple[str, str]:
    """Return the problem of one value and its fix: msgspec's message, `rule`, if there is no plainer one."""
    from msgspec import inspect  # for faults only

    info = inspect.type_info(kind)
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):  # a type or None
        info = next(part for part in info.types if not isinstance(part, inspect.NoneType))
    # Not `info.values`, which are sorted alphabetically.
    allowed = [value for part in (kind, *get_args(kind)) if get_origin(part) is Literal for value in get_args(part)]
    expected = type(allowed[0]) if allowed else _PYTHON[type(info).__name__]
    if type(raw) is not expected:
        noun = _NOUNS[expected]
        return f"should be {noun}, not {_NOUNS[type(raw)]}", f"write {noun}"
    if allowed:
        return _NOT_ALLOWED, f"write {' or '.join(map(json.dumps, allowed))}"
    if isinstance(info, inspect.StrType) and isinstance(raw, str):
        if len(raw) < (info.min_length or 0):
            return "is empty", "write some text"
        if info.max_length is not None and len(raw) > info.max_length:
            return f"is longer than {info.max_length:,} characters", "shorten it"
    return _NOT_ALLOWED, rule
