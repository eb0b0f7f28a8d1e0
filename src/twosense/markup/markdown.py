"""Markdown: prose is the text that a reader of the page sees, without code, addresses, front matter and tags.

Invariant: the spans are in order and do not overlap; offsets are those of the UTF-8 bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark
from pyromark import Options

from twosense.markup import html

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
)
# At the start only: with pyromark's own option, everything between two rules of a page would be front matter.
_FRONT_MATTER = re.compile(
    rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(?![ \t]*\r?\n)(?:.*?\n)??(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_INLINE = ("Emphasis", "Image", "Link", "Strikethrough", "Strong")
_OPENING = tuple(f"<{tag}" for tag in html.OPAQUE)
_CLOSING = tuple(f"</{tag}" for tag in html.OPAQUE)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose: everything between the texts, and the texts of code."""
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
    """Yield the spans of the texts that are not code."""
    blocks = tags = 0  # the nesting depth of code blocks, and of inline tags whose text is not prose
    for event, span in pyromark.events_with_range(_decodable(data), options=_OPTIONS):
        if "Text" in event:  # half of the events
            if not blocks and not tags:
                yield span["start"], span["end"]
        elif isinstance(event, str):
            continue
        elif "Start" in event:
            kind = event["Start"]
            if kind == "HtmlBlock":
                at = span["start"]
                for first, last in html.spans(data[span["start"] : span["end"]]):
                    yield at, first + span["start"]
                    at = last + span["start"]
                yield at, span["end"]
            elif "CodeBlock" in kind:
                blocks += 1
        elif "End" in event:
            ended = event["End"]
            if ended == "CodeBlock":
                blocks -= 1
            elif ended not in _INLINE:
                tags = 0
        elif "InlineHtml" in event:
            tag = event["InlineHtml"].lower()
            tags = max(0, tags + tag.startswith(_OPENING) - tag.startswith(_CLOSING))


def _decodable(data: bytes) -> str:
    """Decode the text, each invalid byte replaced by one byte, so that offsets stay the same."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
