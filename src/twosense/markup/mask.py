"""Mask: blank everything in a text that is not prose.

A markup is one function from bytes to the spans that are not prose. Invariant: a masked text has the length, the line ends and
the prose of the text, so that an offset into it is an offset into the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator

from twosense.markup import html, markdown, plaintext, suppressions

Span = tuple[int, int]

MARKUPS: dict[str, Callable[[bytes], Iterator[Span]] | None] = {
    "text": None,
    "markdown": markdown.spans,
    "html": html.spans,
}
_BY_SUFFIX = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
}
SUFFIXES = tuple(_BY_SUFFIX)  # of the markups that are not plain text
_BLANK = bytes(c if c in b"\r\n" else 32 for c in range(256))
_ENTITY = re.compile(rb"&\#?\w{1,32}+;")


def markup_of(name: str) -> str:
    """Return the markup of a file name, one of MARKUPS."""
    return _BY_SUFFIX.get(os.path.splitext(name)[1].lower(), "text")


def mask(data: bytes, markup: str) -> tuple[bytes, list[suppressions.Suppression]]:
    """Return the masked text, and the spans in which single terms are suppressed."""
    spans = MARKUPS[markup]
    masked = blank(data, spans(data)) if spans else data
    suppressed = suppressions.find(data, spans)
    masked = blank(masked, [(one.start, one.end) for one in suppressed if not one.terms])
    if markup == "markdown" and b"&" in masked:
        masked = blank(masked, (found.span() for found in _ENTITY.finditer(masked)))
    return blank(masked, plaintext.spans(masked)), [one for one in suppressed if one.terms]


def blank(data: bytes, spans: Iterable[Span]) -> bytes:
    """Blank these spans, in any order."""
    masked = None
    for start, end in spans:
        span = data[start:end]
        if not span.isspace():  # half of the spans between the texts of a page
            if masked is None:
                masked = bytearray(data)
            masked[start:end] = span.translate(_BLANK)
    return data if masked is None else bytes(masked)
