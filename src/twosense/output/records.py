"""Records: answers for machines, as json, ndjson, tsv and csv.

Invariant: the JSON of a term is compiled once and only ever joined with its query, so that an answer costs no encoder; no cell
of a table would run as a formula in a spreadsheet, and no output holds a raw control or bidi character.
"""

from __future__ import annotations

from twosense.characters import is_unsafe, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from twosense.glossary.layers import Merged
    from twosense.store import Row

SECTION = b"json"
ABOUT = b"about"  # what belongs to no term: the sides, the sources, and the keys of the terms that cite a passage
_FORMULA = ("=", "+", "-", "@")  # what makes a spreadsheet run a cell (OWASP, "CSV injection")
_ANSWER_COLUMNS = ("query", "found", "term", "side", "meaning", "definition", "say", "layer", "citations", "clash")


def compile(merged: Merged) -> Iterator[Row]:
    """The section `json`: for every term, its row of an answer but for the query that stands before it."""
    from msgspec.json import Encoder

    encode = Encoder().encode
    citing: dict[str, dict[int, list[str]]] = {}
    for key, term in merged.terms.items():
        yield SECTION, key.encode(), encode(term)[1:-1] + b',"suggestions":[]}\n'
        for source, paragraph in dict.fromkeys((c.source, c.paragraph) for sense in term.senses for c in sense.citations):
            citing.setdefault(source, {}).setdefault(paragraph, []).append(key)
    yield ABOUT, b"citing", encode(citing)
    yield ABOUT, b"sides", encode(merged.sides)
    yield ABOUT, b"sources", encode(tuple(merged.sources.values()))


def quote(text: str) -> str:
    """The text as a JSON string, every control and bidi character escaped."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'  # importing json costs half a bare interpreter start
    from json import dumps

    return harmless(dumps(text, ensure_ascii=False))


def harmless(encoded: str) -> str:
    """JSON with every control and bidi character in it escaped."""
    if encoded.isprintable():
        return encoded
    return "".join(f"\\u{ord(c):04x}" if is_unsafe(c) else c for c in encoded)


def found(query: str, record: bytes) -> bytes:
    """The line of an answer."""
    return b'{"query":' + quote(query).encode() + b',"found":true,' + record


def missing(query: str, suggestions: Iterable[str]) -> bytes:
    """The line of a query that found nothing."""
    row = (
        f'{{"query":{quote(query)},"found":false,"term":null,"aliases":[],"forms":[],"senses":[],'
        f'"clash":null,"related":[],"suggestions":[{",".join(map(quote, suggestions))}]}}\n'
    )
    return row.encode()


class Table:
    """Rows of cells as tsv or csv, the column names first."""

    def __init__(self, kind: str, columns: Sequence[str]) -> None:
        self.kind = kind
        self.columns = columns

    def header(self) -> str:
        """The line of column names."""
        return self.line(self.columns)

    def line(self, cells: Iterable[object]) -> str:
        """One line."""
        texts = map(_cell, cells)
        if self.kind == "tsv":
            return "\t".join(texts) + "\n"
        return ",".join(f'"{text.replace(chr(34), 2 * chr(34))}"' if _quoted(text) else text for text in texts) + "\n"


def _quoted(text: str) -> bool:
    """Whether a csv cell needs quotes (RFC 4180)."""
    return "," in text or '"' in text or text != text.strip()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    text = plain(str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


class AnswerTable(Table):
    """Answers as a table: one row a sense, one row for a query that found nothing."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind, _ANSWER_COLUMNS)

    def found(self, query: str, record: bytes) -> str:
        """The rows of an answer."""
        from json import loads

        answer = loads(b"{" + record)
        return "".join(
            self.line(
                (
                    query,
                    True,
                    answer["term"],
                    sense["side"],
                    sense["meaning"],
                    sense["definition"],
                    sense["say"],
                    sense["layer"],
                    [f"{cite['source']}#{cite['paragraph']} ({cite['basis']})" for cite in sense["citations"]],
                    answer["clash"],
                )
            )
            for sense in answer["senses"]
        )

    def missing(self, query: str, suggestions: Iterable[str]) -> str:  # noqa: ARG002  # a face's signature
        """The row of a query that found nothing."""
        return self.line((query, False, *[None] * (len(self.columns) - 2)))
