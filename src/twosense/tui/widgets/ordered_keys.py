"""In order: keys that arrive together do what they are bound to in the order they were pressed.

Textual inserts a letter at once, but looks for the binding of any other key after the event has bubbled up to the App: of
`Esc d r`, pressed in one go by tmux's send-keys or a fast hand, the Esc comes last and clears what was typed after it.

Invariant: a key that is bound is done with when the next one is looked at; one that comes after the focus has moved goes there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

if TYPE_CHECKING:
    Base = Widget
else:
    Base = object  # Textual takes a widget's style from its first base that is a widget


class InOrder(Base):
    """What a widget that takes keys inherits from first."""

    async def _on_key(self, event: events.Key) -> None:
        if self.app.focused is not self:
            event.stop()
            event.prevent_default()
            self.app.simulate_key(event.key)
        elif not event.is_printable or not self.check_consume_key(event.key, event.character):
            active = self.screen.active_bindings.get(event.key)
            if active is not None and active.enabled:
                event.stop()
                event.prevent_default()
                await self.app.run_action(active.binding.action, active.node)
