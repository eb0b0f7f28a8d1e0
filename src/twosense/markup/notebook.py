"""Notebooks: prose is what the Markdown cells say, and with comments, what the comments of the code cells say.

Keys, outputs and metadata are none, nor are the escapes of JSON. Invariant: the time is linear; what is no notebook has no
prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from twosense.markup import markdown
from twosense.markup.anchors import Anchors
from twosense.markup.blank import Span

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]', re.DOTALL)
_ESCAPES = re.compile(rb"(?:\\u[0-9a-fA-F]{4})++|\\.", re.DOTALL)
_SOURCES = (b"source", b"input")  # of a cell; the second in notebooks of version 3
_PROSE = (b"markdown", b"heading")
_PYTHON = "python"


class _Cell(NamedTuple):
    depth: int
    kind: list[bytes]
    strings: list[Span]


def spans(data: bytes, *, comments: bool = False) -> Iterator[Span]:
    """Yield the spans that are not prose, in byte offsets."""
    done = 0
    for cell in _cells(data):
        of_cell: Callable[[bytes], Iterable[Span]]
        if cell.kind == [b"code"] and comments:
            from twosense.markup import source

            of_cell = partial(source.spans, language=_language(data))
        elif cell.kind and cell.kind[0] in _PROSE:
            of_cell = markdown.spans
        else:
            continue
        text = Anchors()
        for start, end in cell.strings:
            yield done, start
            done = end
            yield from _decode(data, start, end, text)
        yield from ((text.start(first), text.end(after)) for first, after in of_cell(bytes(text.text)) if first < after)
    yield done, len(data)


def _language(data: bytes) -> str:
    """Return the language of the code cells; what the metadata of the kernel says is near the end or near the start."""
    found = re.search(rb'"(?:language|name)"\s*+:\s*+"(\w+)"', data[-5000:][data[-5000:].rfind(b'"metadata"') :])
    return found[1].decode() if found else _PYTHON


def _cells(data: bytes) -> Iterator[_Cell]:
    """Yield the cells with the strings of their source, in order."""
    keys: list[bytes] = []  # of each array and object that is open
    objects: list[bool] = []
    key = b""
    is_key = False
    cell: _Cell | None = None
    for found in _TOKEN.finditer(data):
        token = found[0]
        if token in (b"{", b"["):
            keys.append(key)
            objects.append(token == b"{")
            key, is_key = b"", objects[-1]
            if is_key and keys[-2:] == [b"cells", b""]:
                cell = _Cell(len(keys), [], [])
        elif token in (b"}", b"]"):
            if cell and len(keys) == cell.depth:
                yield cell
                cell = None
            del keys[-1:], objects[-1:]
            key, is_key = b"", False
        elif token == b",":
            key, is_key = b"", bool(objects and objects[-1])
        elif token == b":":
            is_key = False
        elif is_key:
            key = token[1:-1]
        elif cell and len(keys) == cell.depth and key == b"cell_type":
            cell.kind.append(token[1:-1])
        elif cell and (key if len(keys) == cell.depth else keys[cell.depth]) in _SOURCES and len(keys) <= cell.depth + 1:
            cell.strings.append((found.start() + 1, found.end() - 1))


def _decode(data: bytes, start: int, end: int, text: Anchors) -> Iterator[Span]:
    """Add a string of JSON to a text, and yield the spans of its escapes, which stay unread."""
    done = start
    for found in _ESCAPES.finditer(data, start, end):
        text.add(data[done : found.start()], done)
        done = found.end()
        try:
            decoded = msgspec.json.decode(b'"' + found[0] + b'"', type=str).encode("utf-8", "replace")
        except (msgspec.DecodeError, UnicodeDecodeError):
            decoded = b"?"
        text.add(decoded, found.start(), len(found[0]))
        yield found.span()
    text.add(data[done:end], done)
