"""Markdown: the text that a reader of the page sees; not code, addresses, front matter, or tags.

Invariant: the spans are in order and do not overlap; offsets are those of the UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """The spans that are not prose: all that is between the texts, and the texts of code."""
    front_matter = _FRONT_MATTER.match(data)
    top = front_matter.end() if front_matter else 0
    done = 0
    for start, end in _texts(data[top:]):
        if top + start > done:
            yield done, top + start
        done = max(done, top + end)
    if done < len(data):
        yield done, len(data)


def _texts(data: bytes) -> Iterator[tuple[int, int]]:
    opaque = 0  # how many things around us are no prose
    in_code = 0  # how many of them are tags within a line
    for event, span in pyromark.events_with_range(_decodable(data), options=_OPTIONS):
        if not isinstance(event, dict):
            continue
        ((kind, value),) = event.items()
        if kind == "Text":
            if not opaque and not in_code:
                yield span["start"], span["end"]
        elif kind == "Start":
            opaque += isinstance(value, dict) and "CodeBlock" in value
            if value == "HtmlBlock":
                at = span["start"]
                for start, end in html.spans(data[at : span["end"]]):
                    if start + span["start"] > at:
                        yield at, start + span["start"]
                    at = end + span["start"]
                if at < span["end"]:
                    yield at, span["end"]
        elif kind == "End":
            if value == "CodeBlock":
                opaque -= 1
            elif value == "Paragraph":
                in_code = 0
        elif kind == "InlineHtml":
            tag = str(value).lower()
            in_code = max(0, in_code + tag.startswith(_OPENING) - tag.startswith(_CLOSING))


def _decodable(data: bytes) -> str:
    """The text, with every byte that is not UTF-8 replaced by one byte, so that offsets stay where they were."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
