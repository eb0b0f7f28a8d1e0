"""Markdown: prose is the text that a reader of the page sees, without code, addresses, front matter and tags.

A longer text is parsed in parts of 4 MiB, because the parser takes 30 times the memory of its text. A part begins where its
predecessor's last block begins, so that blocks stay whole; only a block that is longer than a part is cut, and
a link finds only the definitions in its own part.
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
_PART = 1 << 22  # bytes
_INLINE_ONLY = b"a"  # before a part that begins within a line, so that nothing there begins a block
_INLINE = ("Emphasis", "Image", "Link", "Strikethrough", "Strong")
_OPENING = tuple(f"<{tag}" for tag in html.OPAQUE)
_CLOSING = tuple(f"</{tag}" for tag in html.OPAQUE)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose: everything between the texts, and the texts of code."""
    front_matter = _FRONT_MATTER.match(data)
    top = front_matter.end() if front_matter else 0
    done = 0
    begins_line = True
    while top < len(data):
        opening = b"" if begins_line else _INLINE_ONLY
        rest = _next_part(data, top, opening)
        for start, end in _texts(opening + data[top:rest]):
            if top + start - len(opening) > done:
                yield done, top + start - len(opening)
            done = max(done, top + end - len(opening))
        top, begins_line = rest, data[rest - 1 : rest] == b"\n"
    if done < len(data):
        yield done, len(data)


def _next_part(data: bytes, top: int, opening: bytes) -> int:
    """Return where the part after the one that begins at `top` begins."""
    if len(data) - top <= _PART:
        return len(data)
    end = top + _PART
    cut = (data.rfind(b"\n", top, end) + 1) or (data.rfind(b" ", top, end) + 1) or end
    last = _last_block(opening + data[top:cut]) - len(opening)
    return data.rfind(b"\n", top, max(top, top + last)) + 1 or cut


def _last_block(data: bytes) -> int:
    """Return where the last block of a text begins."""
    last = depth = 0
    for event, span in pyromark.events_with_range(_decodable(data), options=_OPTIONS):
        if isinstance(event, dict):
            if "Start" in event:
                if not depth:
                    last = span["start"]
                depth += 1
            elif "End" in event:
                depth -= 1
    return int(last)


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
