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
_BLANKS = re.compile(rb" *+")
_INLINE = ("Emphasis", "Image", "Link", "Strikethrough", "Strong")
_OPENING = tuple(f"<{tag}" for tag in html.OPAQUE)
_CLOSING = tuple(f"</{tag}" for tag in html.OPAQUE)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose: everything between the texts, and the texts of code."""
    front_matter = _FRONT_MATTER.match(data)
    top = front_matter.end() if front_matter else 0
    done = 0
    while top < len(data):
        part, rest = _part(data, top)
        for start, end in part:
            if top + start > done:
                yield done, top + start
            done = max(done, top + end)
        top = rest
    if done < len(data):
        yield done, len(data)


def _part(data: bytes, top: int) -> tuple[Iterator[tuple[int, int]], int]:
    """Return the spans of the texts in the part that begins at `top`, relative to it, and where the next part begins."""
    if len(data) - top <= _PART:
        return _texts(data[top:]), len(data)
    end = top + _PART
    cut = (data.rfind(b"\n", top, end) + 1) or (data.rfind(b" ", top, end) + 1) or end
    cut = _BLANKS.match(data, cut).end()  # type: ignore[union-attr]  # a part that begins with blanks would be code
    last = _last_block(data[top:cut])
    if last == 0:
        return _texts(data[top:cut]), cut
    return _texts(data[top : top + last]), top + last


def _last_block(data: bytes) -> int:
    """Return where the line begins with which the last block of a text begins; 0 if it is the only one."""
    last = depth = 0
    for event, span in pyromark.events_with_range(_decodable(data), options=_OPTIONS):
        if isinstance(event, dict):
            if "Start" in event:
                if not depth:
                    last = span["start"]
                depth += 1
            elif "End" in event:
                depth -= 1
    return data.rfind(b"\n", 0, last) + 1


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
