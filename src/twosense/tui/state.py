"""The state: what the user chose in the window and finds again next time, in `state.toml` of the config folder.

Invariant: the file is replaced whole or not at all; one that is broken or cannot be written costs the choice and nothing else.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from twosense import config


class State(NamedTuple):
    """The side shown first and the theme; "" where nothing was chosen. `known` is False on the first run."""

    first: str = ""
    theme: str = ""
    known: bool = False


def path() -> str:
    """Where the state stands."""
    return os.path.join(config.config_folder(), "state.toml")


def load() -> tuple[State, str]:
    """The state, and what was wrong with it or ""."""
    at = path()
    if not os.path.lexists(at):
        return State(), ""
    from twosense.errors import GlossaryError
    from twosense.glossary.toml import Document

    try:
        data = Document(at, at).data
    except GlossaryError as error:
        return State(known=True), f"{error.faults[0]}; your choices start afresh"
    first, theme = data.get("first", ""), data.get("theme", "")
    if not isinstance(first, str) or not isinstance(theme, str):
        return State(known=True), f"{at}: first and theme should be texts; your choices start afresh"
    return State(first, theme, known=True), ""


def save(state: State) -> str:
    """Keep the state; what kept it from being kept, or ""."""
    import json  # a JSON string without control characters is a TOML string

    at = path()
    draft = f"{at}.{os.getpid()}"
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in state._asdict().items()
        if value not in ("", True)
    ]
    try:
        os.makedirs(os.path.dirname(at), mode=0o700, exist_ok=True)
        with open(draft, "w", encoding="utf-8") as file:
            file.write("# what you chose in the window of twosense; it is written there\n")
            file.writelines(lines)
        os.replace(draft, at)
    except OSError as error:
        return f"Not kept, your choice lasts until you leave: {at}: {error.strerror}"
    return ""
