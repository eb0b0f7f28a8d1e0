"""Markdown: prose is the text that a reader of the page sees, without code, addresses, front matter and tags.

A longer text is parsed in parts of 4 MiB, because the parser takes 30 times the memory of its text. A part begins where its
predecessor's last block begins, so that blocks stay whole; only a block that is longer than a part is cut, and
a link finds only the definitions in its own part.
Invariant: the spans are in order and do not overlap; offsets are those of the UTF-8 bytes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

import pyromark
from pyromark import Options

from twosense.markup import front_matter, html

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_MATH
)
_LONE_CR = re.compile(rb"\r(?!\n)")
_PART = 1 << 22  # bytes
_ESCAPED = rb"\_"  # as names of programs are written, such as user\_id
_LONGEST_NAME = 64
_NAME_END, _NAME = re.compile(rb"\w*+\Z"), re.compile(rb"\w*+")
# Before a part that begins within a line, so that nothing there begins a block. The space is for a run of stars: after a
# letter, the parser takes each of them for a text.
_INLINE_ONLY = b"a "
_LABELS = ("Shortcut", "Collapsed")
_INLINE = ("Emphasis", "Image", "Link", "Strikethrough", "Strong")
_OPENING = tuple(f"<{tag}" for tag in html.OPAQUE)
_CLOSING = tuple(f"</{tag}" for tag in html.OPAQUE)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose: everything between the texts, and the texts of code."""
    data = _LONE_CR.sub(b"\n", data)  # a line end that the parser does not know
    # pyromark takes a byte order mark for a letter, and with its own option what is between any two rules for front matter.
    top = front_matter.top(data)
    done = 0
    begins_line = True
    while top < len(data):
        opening = b"" if begins_line else _INLINE_ONLY
        end = _end_of_part(data, top)
        texts, last = _parse(opening + data[top:end])
        if end < len(data):  # the next part begins with the last block of this one, which may go on
            end = data.rfind(b"\n", top, max(top, top + last - len(opening))) + 1 or end
        for first, after in zip(texts[::2], texts[1::2], strict=True):
            start, after = top + first - len(opening), top + after - len(opening)
            if start >= end:
                break
            if start > done:
                yield done, start
            done = max(done, after)
        top, begins_line = end, data[end - 1 : end] == b"\n"
    if done < len(data):
        yield done, len(data)


def elements(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield the headings, block quotes, links and images of a text: first and last byte, and which of these it is.

    A link whose text is also the name of its address, as in `[DR]` or `[DR][]`, is a "Label".
    """
    top = front_matter.top(data)
    for event, span in pyromark.events_with_range(_decodable(data[top:]), options=_OPTIONS):
        if isinstance(event, dict) and "Start" in event:
            kind = event["Start"]
            name = kind if isinstance(kind, str) else next(iter(kind))
            if name in ("Heading", "BlockQuote", "Link", "Image"):
                is_label = "Link" in kind and not isinstance(kind, str) and kind["Link"]["link_type"] in _LABELS
                yield top + span["start"], top + span["end"], "Label" if is_label else name


def _end_of_part(data: bytes, top: int) -> int:
    """Return where the part that begins at `top` ends at the latest."""
    if len(data) - top <= _PART:
        return len(data)
    end = top + _PART
    return (data.rfind(b"\n", top, end) + 1) or (data.rfind(b" ", top, end) + 1) or end


def _parse(data: bytes) -> tuple[array[int], int]:
    """Return the spans of the texts that are not code, flat: start, end, start, end; and where the last block begins."""
    texts = array("I")
    last = depth = 0
    blocks = tags = 0  # the nesting depth of code blocks, and of inline tags whose text is not prose
    for event, span in pyromark.events_with_range(_decodable(data), options=_OPTIONS):
        if "Text" in event:  # half of the events
            if not blocks and not tags:
                start = span["start"]
                is_in_name = texts and texts[-1] == start - 1 and data[start - 1 : start + 1] == _ESCAPED
                texts.append(_leave_out_name(data, texts, start) if is_in_name else start)
                texts.append(span["end"])
        elif isinstance(event, str):
            continue
        elif "Start" in event:
            kind = event["Start"]
            if not depth:
                last = span["start"]
            depth += 1
            if kind == "HtmlBlock":
                texts.extend(_texts_of_html(data, span["start"], span["end"]))
            elif "CodeBlock" in kind:
                blocks += 1
        elif "End" in event:
            ended = event["End"]
            depth -= 1
            if ended == "CodeBlock":
                blocks -= 1
            elif ended not in _INLINE:
                tags = 0
        elif "InlineHtml" in event:
            tag = event["InlineHtml"].lower()
            tags = max(0, tags + tag.startswith(_OPENING) - tag.startswith(_CLOSING))
    return texts, last


def _leave_out_name(data: bytes, texts: array[int], start: int) -> int:
    """Cut a name with an escaped underscore off the last text, and return where its rest ends, which begins at `start`."""
    head = _NAME_END.search(data, max(texts[-2], texts[-1] - _LONGEST_NAME), texts[-1])
    rest = _NAME.match(data, start)
    texts[-1] = head.start() if head else texts[-1]
    return rest.end() if rest else start


def _texts_of_html(data: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where each text of an HTML block starts and ends."""
    yield start
    for first, after in html.spans(data[start:end]):
        yield from (start + first, start + after)
    yield end


def _decodable(data: bytes) -> str:
    """Decode the text, each invalid byte replaced by one byte, so that offsets stay the same."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()
