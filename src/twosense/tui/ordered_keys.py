"""Ordered keys: act on keys in the order in which they were pressed, on what the ones before have led to.

Textual hands a key to the widget that has the focus then, but looks up its binding only after the event has bubbled up to the
App. If keys arrive together, from tmux's send-keys or from fast fingers, the Esc of `Esc d r` would act last and clear the two
letters, and what was typed for a dialog that is about to open would be commands of the screen below it.

Invariant: a key is handed on when the one before it has acted. If that opens a screen, the key is for that screen.
"""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from textual.app import App
    from textual.dom import DOMNode
    from textual.driver import Driver

    Base = App[str]
else:
    Base = object  # Textual takes the styles of an App from its first base class that is one

_AGAIN_S = 0.005
_PATIENCE_S = 5.0  # how long a key waits: a screen that hangs can still be left


class OrderedKeysMixin(Base):
    """The first base class of an App. Its screens may have a property `is_busy`: whether a key would come too early."""

    def __init__(self, driver: type[Driver] | None, css: list[str | PurePath], colourless: bool | None) -> None:
        self._keys: deque[events.Key] = deque()  # the first one is waiting for its turn, or acting
        self._patient_until = 0.0
        super().__init__(driver, css, ansi_color=colourless)

    @property
    def has_acted(self) -> bool:
        """Whether every key has acted."""
        return not self._keys

    async def on_event(self, event: events.Event) -> None:
        """Keep a key until its turn comes. One that was handed on has bubbled up, and acts now."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._keys.append(event)
            if len(self._keys) == 1:
                await self._begin()
        else:
            await super().on_event(event)

    async def _begin(self) -> None:
        self._patient_until = monotonic() + _PATIENCE_S
        await self._hand_on()

    async def _hand_on(self) -> None:
        """Hand the first key on, as soon as there is a screen for it."""
        is_early = not self.screen.is_mounted or getattr(self.screen, "is_busy", False)
        if is_early and monotonic() < self._patient_until:
            self.set_timer(_AGAIN_S, self._hand_on)
            return
        key, typing_in = self._keys[0], self.focused
        await super().on_event(key)
        # Text opens nothing; whatever comes next waits in the same queue.
        is_text = typing_in is not None and typing_in.check_consume_key(key.key, key.character)
        self._follow(() if is_text else (self.focused or self.screen).ancestors_with_self)

    def _follow(self, nodes: Sequence[DOMNode]) -> None:
        """Wait until each of these, through which the key bubbles up to the App, has handled it."""
        for number, node in enumerate(nodes):
            if node.call_later(self._follow, nodes[number + 1 :]):
                return  # otherwise it is closed
        self.call_later(self._end)

    async def _end(self) -> None:
        self._keys.popleft()
        if self._keys:
            await self._begin()
