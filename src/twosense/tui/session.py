"""The session: how the window was opened, the user's keys, and the choices that are saved for the next session.

Invariant: a faulty file never prevents the window from opening; `problems` says what was wrong with it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from twosense.tui import state, user_keys
from twosense.tui.history import History

if TYPE_CHECKING:
    from twosense.tui.screens.base import BaseScreen


class Session:
    """The settings that all screens share.

    `pick` is whether the window prints the picked term. `keymap` maps the ids of remapped keys to their new keys.
    """

    def __init__(self, pick: bool = False) -> None:
        self.pick = pick
        self.state, problem = state.load()
        self.keymap, faults = user_keys.load_keymap()
        self.open_screens: WeakSet[BaseScreen[Any]] = WeakSet()
        self.is_over = False
        self.history = History()
        self.farewell: list[str] = []  # what to say when the window is closed
        self.problems = [*filter(None, [problem]), *map(str, faults)]

    @cached_property
    def editor(self) -> str:
        """What people call the program that terms are edited in, "" if there is none."""
        from twosense.tui import external_editor

        return external_editor.name()

    @property
    def unsaved(self) -> str:
        """What any screen has not saved, "" if there is nothing."""
        return " and ".join(sorted({screen.unsaved for screen in self.open_screens} - {""}))

    def end(self, *, keep: bool = True) -> None:
        """End the session: `keep` what is not saved for the next one, or give it up. Only the first call counts.

        A handler of a signal may call it, between any two steps of a screen.
        """
        if not self.is_over:
            self.is_over = True
            for screen in self.open_screens:
                self.farewell += filter(None, [screen.end(keep=keep)])

    def choose(self, **choices: str) -> str:
        """Save the chosen `first` side or `theme`; return an error message, or "" on success."""
        self.state = self.state._replace(known=True, **choices)
        return state.save(self.state)
