"""Records: the JSON of a term, compiled once, so that an answer costs no encoder.

Invariant: a record joined with its query is the JSON of an `Answer`.
"""

from __future__ import annotations

from twosense.output.json_text import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.glossary.merge import Merged
    from twosense.store.lmdb import Row

SECTION = b"json"


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `json`: the answer of every term, without the query that comes first."""
    from msgspec.json import Encoder

    encode = Encoder().encode
    for key, term in merged.terms.items():
        yield SECTION, key.encode(), encode(term)[1:-1] + b',"suggestions":[]}\n'


def found(query: str, record: bytes) -> bytes:
    """Return the line of an answer."""
    return b'{"query":' + quote(query).encode() + b',"found":true,' + record


def missing(query: str, suggestions: Iterable[str]) -> bytes:
    """Return the line of a query that found nothing."""
    line = (
        f'{{"query":{quote(query)},"found":false,"term":null,"aliases":[],"forms":{{}},"senses":[],'
        f'"clash":null,"related":[],"suggestions":[{",".join(map(quote, suggestions))}]}}\n'
    )
    return line.encode()
