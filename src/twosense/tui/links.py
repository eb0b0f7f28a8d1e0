"""Links: pieces of text that open something, by mouse, or by keyboard after one has been marked.

Invariant: the text of a link is never read as markup nor its target as an action's source: both are passed as values.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from twosense.characters import plain


class Link(NamedTuple):
    """What a link does: an action of the screen and what to do it with."""

    action: str
    arguments: tuple[str | int, ...]


class Links:
    """The links of one text, in the order they are read; one of them may be marked."""

    def __init__(self, marked: int = -1) -> None:
        self.marked = marked
        self._all: list[Link] = []

    def add(self, text: str, action: str, *arguments: str | int) -> Content:
        """The text as a link that does this action of the screen."""
        look = _MARKED if len(self._all) == self.marked else Style(underline=True)
        self._all.append(Link(action, arguments))
        click = Style.from_meta({"@click": (f"screen.{action}", arguments)})
        return Content(plain(text)).stylize(look).stylize(click)

    def mark(self, step: int) -> bool:
        """Mark the link so many further on, round and round; whether there is any."""
        if not self._all:
            return False
        at = self.marked if self.marked >= 0 else -1 if step > 0 else 0
        self.marked = (at + step) % len(self._all)
        return True

    @property
    def followed(self) -> Link | None:
        """The marked link."""
        return self._all[self.marked] if 0 <= self.marked < len(self._all) else None


_MARKED = Style(bold=True, reverse=True)


def holds_mark(content: Content) -> bool:
    """Whether the marked link stands in this text."""
    return any(span.style is _MARKED for span in content.spans)


def text(value: str, style: str = "") -> Content:
    """Text of the glossary or of the user, as it is."""
    content = Content(plain(value))
    return content.stylize(style) if style else content
