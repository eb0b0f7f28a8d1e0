"""The list of keys, derived from the table of keys and the user's own keys, and what a query may hold.

Invariant: the list has exactly the declared keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from twosense import paths
from twosense.tui.keys import CONTEXT_LABELS, KEYS, KeyContext, bindings, key_label, key_of
from twosense.tui.links import Links, literal
from twosense.tui.text_layout import TextLayout
from twosense.tui.widgets.text_view import TextView

_KEYS_WIDTH = 16  # columns
_IDS_WIDTH = 25  # columns
_WIDE = 80  # columns from which the ids are shown
_QUERIES = (
    ("side:it", "terms that have a sense of that side; with other filters: one that passes them all"),
    ("source:crm-2019", "terms that cite that article"),
    ("is:sourced", "terms that cite an article; is:authority: a public text; is:editorial: with a sense of our own wording"),
    ("layer:project", "terms of that layer; is:mine: of yours and your project's"),
    ('"lost sale"', "terms whose text has these words"),
)


class KeyList(TextView, can_focus=True):
    """The text of the help, with the keys of these contexts first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("help")]

    def __init__(self, contexts: Iterable[KeyContext], keymap: Mapping[str, str]) -> None:
        super().__init__(id="keys")
        self._contexts, self._keymap = dict.fromkeys([*contexts, *CONTEXT_LABELS]), keymap

    def build(self, layout: TextLayout, links: Links) -> None:  # noqa: ARG002  # the same for all texts
        """Add the keys of each context, then the rest."""
        layout.add_text(literal(f"{key_of('help.back', self._keymap)} goes back", "$muted"))
        for context in self._contexts:
            keys = [key for key in KEYS if key.context == context]
            if keys:
                layout.add_text(Content.styled(CONTEXT_LABELS[context], "bold $emphasis"))
            for key in keys:
                label = _label(" ".join(map(key_label, self._keymap.get(key.id, key.keys).split(","))))
                id_ = literal(key.id.ljust(_IDS_WIDTH), "$muted") if layout.width >= _WIDE else Content("")
                layout.add_text((Content.assemble(label, id_), literal(key.help)), gap=False)
        layout.add_text(Content.styled("In a query", "bold $emphasis"))
        layout.add_text(*((_label(query), literal(meaning)) for query, meaning in _QUERIES), gap=False)
        layout.add_text(
            literal("In the search box: the usual editing keys, and ^a ^k ^u ^w as in a shell."),
            literal(f'To change a key, write its id into the table [keys] of {paths.user_config()}: "search.swap" = "f6".'),
            literal("Mouse: click, scroll, select to copy. Hold Shift to use the terminal's own selection."),
        )


def _label(text: str) -> Content:
    return literal(text.ljust(_KEYS_WIDTH) + "  ", "bold")
