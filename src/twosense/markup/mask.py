"""Masks: a text with everything blanked that is not prose.

A markup is one function from bytes to the spans that are no prose. Invariant: a masked text has the length of the text, its
ends of lines where they were, and its prose unchanged, so that every offset into it is one into the file.
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
_BLANK = bytes(c if c in b"\r\n" else 32 for c in range(256))
_ENTITY = re.compile(rb"&\#?\w{1,32}+;")


def markup_of(name: str) -> str:
    """The markup of a file of this name, one of MARKUPS."""
    return _BY_SUFFIX.get(os.path.splitext(name)[1].lower(), "text")


def mask(data: bytes, markup: str) -> tuple[bytes, list[suppressions.Suppression]]:
    """The masked text, and the spans in which single terms are switched off."""
    spans = MARKUPS[markup]
    masked = blank(data, spans(data)) if spans else data
    switched = suppressions.find(data, spans)
    masked = blank(masked, [(one.start, one.end) for one in switched if not one.terms])
    if markup == "markdown" and b"&" in masked:
        masked = blank(masked, (found.span() for found in _ENTITY.finditer(masked)))
    return blank(masked, plaintext.spans(masked)), [one for one in switched if one.terms]


def blank(data: bytes, spans: Iterable[Span]) -> bytes:
    """The bytes with these spans, in any order, blanked."""
    masked = None
    for start, end in spans:
        span = data[start:end]
        if not span.isspace():  # half of what is between the texts of a page
            if masked is None:
                masked = bytearray(data)
            masked[start:end] = span.translate(_BLANK)
    return data if masked is None else bytes(masked)
