"""Links: parts of a text that open something, with the mouse, or with the keyboard once they are selected.

Invariant: neither the text nor the target of a link is parsed, as markup or as an action: both are passed as values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from textual.content import Content
from textual.style import Style

from twosense.text.sanitize import sanitize

PASSAGE: Final = "passage"  # the action that opens a passage


class Link(NamedTuple):
    """An action of the screen, and its arguments."""

    action: str
    arguments: tuple[str | int, ...]


class Links:
    """The links of one text, in reading order. At most one of them is selected; -1 means none.

    Those to passages are selected after all others: a term to go to is wanted more often than a source, and there are fewer.
    """

    def __init__(self, selected: int = -1) -> None:
        self.selected = selected
        self._links: list[Link] = []

    def add(self, text: str, action: str, *arguments: str | int) -> Content:
        """Add a link and return its text, which runs an action of the screen when clicked."""
        style = _SELECTED if len(self._links) == self.selected else Style(underline=True)
        self._links.append(Link(action, arguments))
        click = Style.from_meta({"@click": (f"screen.{action}", arguments)})
        return Content(sanitize(text)).stylize(style).stylize(click)

    def add_terms(self, terms: Iterable[str]) -> Content:
        """Add a link to the entry of each term, and return them all."""
        return Content("  ").join([self.add(term, "open_term", term) for term in terms])

    def select(self, step: int) -> bool:
        """Select the link `step` links further on, wrapping around; return False if there are no links."""
        if not self._links:
            return False
        order = sorted(range(len(self._links)), key=lambda number: self._links[number].action == PASSAGE)
        start = order.index(self.selected) if self.selected >= 0 else -1 if step > 0 else 0
        self.selected = order[(start + step) % len(order)]
        return True

    @property
    def selected_link(self) -> Link | None:
        """The selected link."""
        return self._links[self.selected] if 0 <= self.selected < len(self._links) else None


_SELECTED = Style(bold=True, reverse=True)


def has_selected_link(content: Content) -> bool:
    """Return whether a text contains the selected link."""
    return any(span.style is _SELECTED for span in content.spans)


def titled(text: str, url: str | None, style: str) -> Content:
    """Return the title of an article, which the terminal opens (OSC 8) if its address is known."""
    return literal(text, style).stylize(Style(link=url)) if url else literal(text, style)


def literal(value: str, style: str = "") -> Content:
    """Return text from a glossary or from the user: sanitised, and not parsed as markup."""
    content = Content(sanitize(value))
    return content.stylize(style) if style else content
