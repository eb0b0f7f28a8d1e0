"""Remapping: the user's own keys, from the table `[keys]` of `config.toml` in the config folder.

    [keys]
    "search.swap" = "f6"
    "entry.down" = "down,j,ctrl+e"

Invariant: what is at fault is reported with its line and left out; the other keys of the file hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations

from textual.keys import Keys, _character_to_key
from textual.widgets import Input

from twosense import config
from twosense.errors import Fault, GlossaryError
from twosense.tui.keys import KEYS, Place

_MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}
_NAMES = {key.value for key in Keys}
# Where each place's keys are looked for, the nearest first; in two that share a line, a key can only mean one thing.
_TOGETHER: set[frozenset[Place]] = {
    frozenset({"search", "window"}),
    frozenset({"entry", "window"}),
    frozenset({"evidence", "window"}),
    frozenset({"help", "window"}),
}


def path() -> str:
    """Where the user's keys stand, whether they do or not."""
    return os.path.join(config.config_folder(), "config.toml")


def read() -> tuple[dict[str, str], list[Fault]]:
    """The keys of the user by id, and what is wrong with the file."""
    at = path()
    if not os.path.lexists(at):
        return {}, []
    from twosense.glossary.toml import Document

    try:
        document = Document(at, at)
    except GlossaryError as error:
        return {}, list(error.faults)
    faults = [
        document.fault((name,), "is no setting", "there is one table, [keys]") for name in document.data if name != "keys"
    ]
    table = document.data.get("keys", {})
    if not isinstance(table, dict):
        return {}, [*faults, document.fault(("keys",), "should be a table", "write [keys] above your keys")]
    keymap: dict[str, str] = {}
    known = {key.id for key in KEYS}
    for name, value in table.items():
        problem = _problem(name, value, known)
        if problem:
            faults.append(document.fault(("keys", name), *problem))
        else:
            keymap[name] = ",".join(_normal(one) for one in value.split(","))
    for one, other, shared in list(_clashes(keymap)):
        mine = one if one in keymap else other
        faults.append(document.fault(("keys", mine), f"{shared} is both {one} and {other}", "choose another key"))
        keymap.pop(mine, None)
    return keymap, faults


def _problem(name: str, value: object, known: set[str]) -> tuple[str, str] | None:
    if name not in known:
        return "is no key of twosense", "F1 lists the ids"
    if not isinstance(value, str) or not value.strip():
        return 'should be a text such as "ctrl+e" or "down,j"', "put the key in quotes"
    for one in value.split(","):
        *modifiers, last = _normal(one).split("+")
        if not set(modifiers) <= _MODIFIERS or (last not in _NAMES and last != _character_to_key(last[:1])):
            return f'"{one.strip()}" is the name of no key', "write it like ctrl+e, f6, down or x"
    return None


def _normal(key: str) -> str:
    key = key.strip()
    return _character_to_key(key) if len(key) == 1 else key


def _clashes(keymap: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Two ids, or an id and the search box, that the user has given one key."""
    taken = {one for binding in Input.BINDINGS for one in _keys_of(binding) if one != "enter"}  # the box's own editing keys
    places = {key: {_normal(one) for one in keymap.get(key.id, key.keys).split(",")} for key in KEYS}
    for one, other in combinations(KEYS, 2):
        if one.id not in keymap and other.id not in keymap:
            continue
        if one.place == other.place or frozenset({one.place, other.place}) in _TOGETHER:
            for shared in sorted(places[one] & places[other]):
                yield one.id, other.id, shared
    for key in KEYS:
        if key.id in keymap and key.place == "search":
            for shared in sorted(places[key] & (taken - {"ctrl+c"})):
                yield key.id, "the search box's own editing", shared


def _keys_of(binding: object) -> list[str]:
    return str(getattr(binding, "key", "")).split(",")
