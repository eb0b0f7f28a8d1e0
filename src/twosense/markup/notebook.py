"""Notebooks: prose is the text of the Markdown cells and, if asked for, of the comments in code cells.

Keys, outputs, metadata and the escapes of JSON are not prose. Invariant: the time is linear, and a file that is not a notebook
has no prose.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Raw, Struct

from twosense.markup import markdown
from twosense.markup.anchors import Anchors
from twosense.markup.blank import Span

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]', re.DOTALL)
_ESCAPES = re.compile(rb"(?:\\u[0-9a-fA-F]{4})++|\\.", re.DOTALL)
_SOURCES = (b"source", b"input")  # of a cell; the second in notebooks of version 3
_PROSE = (b"markdown", b"heading")
_CODE = b"code"
_PYTHON = "python"
_Made = TypeVar("_Made")


class _Name(Struct, frozen=True):
    name: str = ""
    language: str = ""


class _Metadata(Struct, frozen=True):
    language_info: _Name = _Name()
    kernelspec: _Name = _Name()


class _Notebook(Struct, frozen=True):
    """What makes a file a notebook: cells, or in version 3 worksheets."""

    cells: list[Raw] = []
    worksheets: list[Raw] = []
    nbformat: int | None = None
    metadata: Raw = Raw(b"{}")


class _Cell(NamedTuple):
    depth: int
    kind: list[bytes]
    strings: list[Span]


def spans(data: bytes, *, comments: bool = False) -> Iterator[Span]:
    """Yield the spans that are not prose, in byte offsets."""
    readers: dict[bytes, Callable[[bytes], Iterable[Span]]] = dict.fromkeys(_PROSE, markdown.spans)
    if comments:
        from twosense.markup import source

        language = next(filter(source.is_language, _languages(data)), None)
        if language:
            readers[_CODE] = partial(source.spans, language=language)
    done = 0
    for cell in _cells(data):
        of_cell = readers.get(cell.kind[0]) if cell.kind else None
        if of_cell is None:
            continue
        text = Anchors()
        for start, end in cell.strings:
            yield done, start
            done = end
            yield from _decode(data, start, end, text)
        yield from ((text.start(first), text.end(after)) for first, after in of_cell(bytes(text.text)) if first < after)
    yield done, len(data)


def is_notebook(data: bytes) -> bool:
    """Return whether these bytes of a file are a notebook."""
    notebook = _object_in(data, _Notebook)
    return notebook is not None and bool(notebook.cells or notebook.worksheets or notebook.nbformat)


def _languages(data: bytes) -> list[str]:
    """Return what the metadata calls the language of the code cells, the most certain name first; Python if it names none."""
    notebook = _object_in(data, _Notebook)
    metadata = (notebook and _object_in(bytes(notebook.metadata), _Metadata)) or _Metadata()
    named = (metadata.language_info.name, metadata.kernelspec.language, metadata.kernelspec.name)
    return [*filter(None, named)] or [_PYTHON]


def _object_in(data: bytes, kind: type[_Made]) -> _Made | None:
    """Decode JSON as an object of this kind; return None if it is not one."""
    try:
        return msgspec.json.decode(data.removeprefix(BOM_UTF8), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


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
