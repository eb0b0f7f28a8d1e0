"""The user's own keys, from the table `[keys]` of `config.toml` in the configuration folder.

    [keys]
    "search.swap" = "f6"
    "entry.down" = "down,j,ctrl+e"

Invariant: a faulty key is reported with its line and ignored; the other keys of the file apply.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations

from textual.binding import Binding
from textual.keys import Keys
from textual.widgets import Input

from twosense import paths
from twosense.errors import Fault, GlossaryError
from twosense.text.nearest import nearest
from twosense.tui.keys import KEYS

_MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}
_KEY_NAMES = {key.value for key in Keys}


def load_keymap() -> tuple[dict[str, str], list[Fault]]:
    """Return the user's keys by id, and the faults of the file."""
    path = paths.user_config()
    if not os.path.lexists(path):
        return {}, []
    from twosense.glossary.toml import TomlFile

    try:
        document = TomlFile(path)
    except GlossaryError as error:
        return {}, list(error.faults)
    known_names = ("keys", "plain")
    fix = "use the table [keys], or plain"
    faults = [document.fault((name,), "unknown setting", fix) for name in document.data if name not in known_names]
    if not isinstance(document.data.get("plain", False), bool):
        faults.append(document.fault(("plain",), "must be true or false", "write plain = true"))
    table = document.data.get("keys", {})
    if not isinstance(table, dict):
        return {}, [*faults, document.fault(("keys",), "must be a table", "write [keys] above your keys")]
    keymap: dict[str, str] = {}
    known = {key.id for key in KEYS}
    for name, value in table.items():
        problem = _problem(name, value, known)
        if problem:
            faults.append(document.fault(("keys", name), *problem))
        else:
            keymap[name] = ",".join(map(key_name, value.split(",")))
    for first, second, shared in list(_clashes(keymap)):
        remapped = first if first in keymap else second
        problem = f'key "{shared}" is used by both {first} and {second}', "choose another key"
        faults.append(document.fault(("keys", remapped), *problem))
        keymap.pop(remapped, None)
    return keymap, faults


def key_name(key: str) -> str:
    """Return Textual's name of a key: "slash" for "/"."""
    name = key.strip()
    if len(name) != 1 or name == ",":  # a comma separates keys
        return name
    (binding,) = Binding.make_bindings([Binding(name, "")])
    return binding.key


def _problem(name: str, value: object, known: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with one key of the table and how to fix it, or None."""
    if name not in known:
        meant = nearest(name, known)
        return "unknown action", f'did you mean "{meant}"?' if meant else "press F1 for the list of actions"
    if not isinstance(value, str) or not value.strip():
        return 'must be a string such as "ctrl+e" or "down,j"', "put the key in quotes"
    for key in value.split(","):
        *modifiers, last = key_name(key).split("+")
        if not set(modifiers) <= _MODIFIERS or (last not in _KEY_NAMES and last != key_name(last[:1])):
            return f'unknown key "{key.strip()}"', "write it like ctrl+e, f6, down or x"
    return None


def _clashes(keymap: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Return pairs of ids, or an id and the search box, that the user gave one key, and that key."""
    keys = {key: set(map(key_name, keymap.get(key.id, key.keys).split(","))) for key in KEYS}
    for first, second in combinations(KEYS, 2):
        if first.id not in keymap and second.id not in keymap:
            continue
        # The keys of the window work together with all others. Those of the entry come before those of the search, on purpose.
        if first.context == second.context or "window" in (first.context, second.context):
            for shared in sorted(keys[first] & keys[second]):
                yield first.id, second.id, shared
    editing = {binding.key for binding in Binding.make_bindings(Input.BINDINGS)} - {"enter", "ctrl+c"}  # these two are ours
    for key in KEYS:
        if key.id in keymap and key.context == "search":
            for shared in sorted(keys[key] & editing):
                yield key.id, "text editing in the search box", shared
