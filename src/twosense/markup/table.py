"""Tables: prose is what the longer cells of a csv or tsv file say, those of three words or more.

Shorter cells are names of columns, of categories, of people: data that nobody reads as a text. Invariant: a quoted cell ends
with its quote or with the file; the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosense.markup.blank import Span

_LEAST_WORDS = 3
_QUOTED = rb'"(?:[^"]++|"")*+"?+'
_DELIMITERS = (b",", b";", b"\t", b"|")
_SAMPLE = 1 << 14  # bytes that show which delimiter is between the cells


def spans(data: bytes) -> Iterator[Span]:
    """Yield the spans that are not prose, in byte offsets. The delimiters between the cells stay."""
    sample = re.sub(_QUOTED, b"", data[:_SAMPLE])
    delimiter = max(_DELIMITERS, key=sample.count)
    for found in re.finditer(rb"%s|[^%s\r\n]++" % (_QUOTED, re.escape(delimiter)), data):
        start, end = found.span()
        if len(found[0].split()) < _LEAST_WORDS:
            yield start, end
        elif found[0].startswith(b'"'):
            yield from (quotes.span() for quotes in re.compile(rb'"++').finditer(data, start, end))
