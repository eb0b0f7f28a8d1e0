"""Faces: which face writes a format, and what stands before, between and after its answers.

Invariant: for any answers, `start`, then the rows joined by `between`, then `end` is a whole document of the format.
"""

from __future__ import annotations

from twosense.output import records, stdout, text

TYPE_CHECKING = False  # `typing` itself would cost a call with options half a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from twosense.store import Store

FORMATS = ("text", "json", "ndjson", "tsv", "csv", "markdown")


class Face:
    """How one format writes the answer that `section` holds.

    `narrated`: what is missing is said on stderr, too. `joined`: an answer is its query and what the section holds, joined.
    """

    def __init__(
        self,
        section: bytes,
        found: Callable[[str, bytes], Any],
        missing: Callable[[str, tuple[str, ...]], Any],
        start: str = "",
        between: str | bytes = "",
        end: str = "",
        narrated: bool = True,
        joined: bool = False,
    ) -> None:
        self.section = section
        self.found, self.missing = found, missing
        self.start, self.between, self.end = start, between, end
        self.narrated, self.joined = narrated, joined


def face(name: str, color: str, store: Store) -> Face:
    """The face of a format, one of FORMATS; `color` is auto, always or never."""
    if name == "text":
        width, colour = stdout.width(), stdout.colour(color)
        return Face(
            text.SECTION,
            lambda query, record: text.render(record, width, colour),
            lambda query, suggestions: "",
            between="\n",
        )
    if name == "ndjson":
        return Face(records.SECTION, records.found, records.missing, between=b"", narrated=False, joined=True)
    if name == "json":
        return Face(
            records.SECTION,
            lambda query, record: records.found(query, record)[:-1],
            lambda query, suggestions: records.missing(query, suggestions)[:-1],
            start="[\n",
            between=b",\n",
            end="\n]\n",
            narrated=False,
        )
    if name == "markdown":
        from msgspec.json import Decoder

        from twosense.model import Term
        from twosense.output import markdown

        decode = Decoder(Term).decode
        labels = Decoder(dict[str, str]).decode(store.section(records.ABOUT).get(b"sides") or b"{}")
        return Face(
            records.SECTION,
            lambda query, record: markdown.render(decode(b"{" + record), labels),
            lambda query, suggestions: markdown.missing(query),
            between="\n",
        )
    table = records.AnswerTable(name)
    return Face(records.SECTION, table.found, table.missing, start=table.header())
