"""The view of what is selected in a document; as long as nothing is, it says why.

Invariant: each thing to choose is a link behind the key that takes it, which the user may have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from twosense.tui.keys import key_of
from twosense.tui.links import Links, literal
from twosense.tui.side_labels import SideLabels
from twosense.tui.text_layout import Paragraph, TextLayout
from twosense.tui.widgets.text_view import TextView


class DetailView(TextView):
    """The view. A subclass implements `add_details`, and has a method to show something, which ends with `show_details`."""

    def __init__(self, id: str, keymap: Mapping[str, str]) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self._labels = SideLabels({})
        self._notes: tuple[str, ...] = ()

    def say(self, *notes: str) -> None:
        """Show some lines instead."""
        self._notes = notes
        self.show_text()

    def show_details(self, labels: SideLabels) -> None:
        """Show the details, with these labels of the sides."""
        self._labels, self._notes = labels, ()
        self.show_text()

    def add_details(self, layout: TextLayout, links: Links) -> None:
        """Add the details, if there are any."""
        raise NotImplementedError

    def build(self, layout: TextLayout, links: Links) -> None:
        """Add the lines or the details."""
        if self._notes:
            layout.add_text(*map(literal, self._notes))
        else:
            self.add_details(layout, links)

    def choices(self, links: Links, key: str, wordings: Iterable[tuple[str, str]]) -> Iterator[Paragraph]:
        """Return a line for each side and what to choose for it; `key` is what the ids of the keys begin with: "scan.take"."""
        for number, (side, wording) in enumerate(wordings):
            taking = key_of(f"{key}_{number + 1}", self._keymap) or " "
            label = Content.assemble((f"{taking} ", "$muted"), self._labels.label(side), "  ")
            yield label, links.add(wording, key.partition(".")[2], number)
