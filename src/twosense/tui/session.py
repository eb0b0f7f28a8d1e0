"""The session: how the window was opened, the user's keys, and the choices that are saved for the next session.

Invariant: a faulty file never prevents the window from opening; `problems` says what was wrong with it.
"""

from __future__ import annotations

from twosense.tui import state, user_keys


class Session:
    """The settings that all screens share.

    `pick` is whether the window prints the picked term. `keymap` maps the ids of remapped keys to their new keys.
    """

    def __init__(self, pick: bool = False) -> None:
        self.pick = pick
        self.state, problem = state.load()
        self.keymap, faults = user_keys.load_keymap()
        self.problems = [*filter(None, [problem]), *map(str, faults)]

    def choose(self, **choices: str) -> str:
        """Save the chosen `first` side or `theme`; return an error message, or "" on success."""
        self.state = self.state._replace(known=True, **choices)
        return state.save(self.state)
