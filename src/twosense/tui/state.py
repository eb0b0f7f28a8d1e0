"""Saved choices: the first side and the theme, in `state.toml` of the state folder.

Invariant: the file is written atomically. If it is broken or cannot be written, only the choices are lost.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from twosense import paths
from twosense.text.replace_file import draft_in_place


class State(NamedTuple):
    """The side shown first and the theme; "" means not chosen. `known` is False on the first run."""

    first: str = ""
    theme: str = ""
    known: bool = False


def path() -> str:
    """Return the path of the state file, which need not exist."""
    return os.path.join(paths.state_folder(), "state.toml")


def load() -> tuple[State, str]:
    """Return the saved state and an error message, "" on success."""
    file = path()
    if not os.path.lexists(file):
        return State(), ""
    from twosense.errors import GlossaryError
    from twosense.glossary.toml import TomlFile

    try:
        data = TomlFile(file).data
    except GlossaryError as error:
        return State(known=True), f"{error.faults[0]}; your settings were reset"
    first, theme = data.get("first", ""), data.get("theme", "")
    if not isinstance(first, str) or not isinstance(theme, str):
        return State(known=True), f"{file}: first and theme must be strings; your settings were reset"
    return State(first, theme, known=True), ""


def save(state: State) -> str:
    """Write the state file; return an error message, or "" on success."""
    import json  # a JSON string without control characters is also a TOML string

    chosen = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in state._asdict().items()
        if value not in ("", True)
    ]
    return try_to_write(path(), "# Choices made in the window of twosense, which overwrites this file.\n" + "".join(chosen))


def try_to_write(file: str, text: str) -> str:
    """Write a file that the window can do without; return an error message, or "" on success."""
    try:
        write_atomically(file, text.encode())
    except OSError as error:
        return f"Could not save; applies to this session only: {file}: {error.strerror}"
    return ""


def write_atomically(file: str, data: bytes) -> None:
    """Write a file of the state folder as a whole or not at all. Raises OSError."""
    draft = f"{file}.{os.getpid()}"
    os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
    with draft_in_place(draft, file) as output:
        output.write(data)
