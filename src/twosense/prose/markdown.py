"""Markdown: the text that a reader of the page sees; not code, addresses, front matter, or tags.

Invariant: the spans are in order and do not overlap; offsets are those of the UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyromark
from pyromark import Options

from twosense.prose import html

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
)
# Only at the start: with pyromark's own option for it, all between two rules of a page would be front matter.
_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(?![ \t]*\r?\n)(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_OPENING = tuple(f"<{tag}" for tag in html.OPAQUE)
_CLOSING = tuple(f"</{tag}" for tag in html.OPAQUE)


def spans(data: bytes) -> list[tuple[int, int]]:
    """The spans that are not prose: all that is between the texts, and the texts of code."""
    front_matter = _FRONT_MATTER.match(data)
    top = front_matter.end() if front_matter else 0
    texts = _Texts(data, top)
    for event, span in pyromark.events_with_range(_decodable(data[top:]), options=_OPTIONS):
        if "Text" in event:  # most of them, and the one that counts
            texts.add(span["start"], span["end"])
        elif isinstance(event, dict):
            texts.heed(event, span["start"], span["end"])
    return texts.between()


class _Texts:
    """The texts of a page as they come; what is between them is no prose."""

    def __init__(self, data: bytes, top: int) -> None:
        """The text begins at the offset `top` of the data."""
        self._data, self._top = data, top
        self._between: list[tuple[int, int]] = []
        self._done = 0
        self._blocks = 0  # how many blocks of code we are in
        self._tags = 0  # how many tags within a line whose text is no prose

    def add(self, start: int, end: int) -> None:
        """A text, which may be one of code."""
        if not self._blocks and not self._tags:
            start += self._top
            if start > self._done:
                self._between.append((self._done, start))
            self._done = max(self._done, end + self._top)

    def heed(self, event: Mapping[str, object], start: int, end: int) -> None:
        """The start or the end of something, or a tag."""
        ((kind, value),) = event.items()
        if kind == "Start":
            self._blocks += isinstance(value, dict) and "CodeBlock" in value
            if value == "HtmlBlock":
                at = start
                for first, last in html.spans(self._data[self._top + start : self._top + end]):
                    self.add(at, first + start)
                    at = last + start
                self.add(at, end)
        elif kind == "End":
            if value == "CodeBlock":
                self._blocks -= 1
            elif value == "Paragraph":
                self._tags = 0
        elif kind == "InlineHtml":
            tag = str(value).lower()
            self._tags = max(0, self._tags + tag.startswith(_OPENING) - tag.startswith(_CLOSING))

    def between(self) -> list[tuple[int, int]]:
        """The spans between the texts, those in front of the first and behind the last among them."""
        if self._done < len(self._data):
            self._between.append((self._done, len(self._data)))
        return self._between


def _decodable(data: bytes) -> str:
    """The text, with every byte that is not UTF-8 replaced by one byte, so that offsets stay where they were."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
