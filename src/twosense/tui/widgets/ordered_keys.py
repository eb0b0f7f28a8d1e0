"""Ordered keys: act on keys in the order in which they were pressed.

Textual inserts a letter at once, but looks up the binding of any other key only after the event has bubbled up to the App. If
`Esc d r` arrive together, from tmux's send-keys or from fast fingers, the Esc acts last and clears the two letters.

Invariant: a bound key has acted before the next key is looked at, and a key pressed after a change of focus goes to the
newly focused widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

if TYPE_CHECKING:
    Base = Widget
else:
    Base = object  # Textual takes the styles of a widget from its first base class that is a Widget


class OrderedKeysMixin(Base):
    """The first base class of a widget that takes keys."""

    async def on_key(self, event: events.Key) -> None:
        """Run the binding of a key now, or pass the key on if the focus has moved."""
        if self.app.focused is not self:
            event.stop()
            event.prevent_default()
            # `simulate_key` would pass on the name of the key only, and a space or a quote would be lost.
            (self.app.focused or self.app.screen).post_message(events.Key(event.key, event.character))
        elif not event.is_printable or not self.check_consume_key(event.key, event.character):
            active = self.screen.active_bindings.get(event.key)
            if active is not None and active.enabled:
                event.stop()
                event.prevent_default()
                await self.app.run_action(active.binding.action, active.node)
