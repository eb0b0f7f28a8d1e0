"""Links: pieces of text that open something, by mouse, or by keyboard after one has been marked.

Invariant: the text of a link is never read as markup nor its target as an action's source: both are passed as values.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from twosense.characters import plain

NUMBER = "link"  # the key of the style's meta that says which link a character belongs to


class Link(NamedTuple):
    """What a link does: an action of the screen and what to do it with."""

    action: str
    arguments: tuple[str | int, ...]


class Links:
    """The links of one text, in the order they are read; one of them may be marked."""

    def __init__(self, marked: int = -1) -> None:
        self.all: list[Link] = []
        self._marked = marked

    def add(self, text: str, action: str, *arguments: str | int) -> Content:
        """The text as a link that does this action of the screen."""
        number = len(self.all)
        self.all.append(Link(action, arguments))
        meta = Style.from_meta({"@click": (f"screen.{action}", arguments), NUMBER: number})
        look = "bold reverse" if number == self._marked else "underline"
        text = plain(text)
        return Content(text).stylize(look).stylize(meta)


def text(value: str, style: str = "") -> Content:
    """Text of the glossary or of the user, as it is."""
    content = Content(plain(value))
    return content.stylize(style) if style else content
