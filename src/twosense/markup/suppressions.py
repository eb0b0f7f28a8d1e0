"""Suppressions: where a text turns scanning off, for all terms or for some.

`<!-- twosense off -->` until `<!-- twosense on -->`, `<!-- twosense off-next-line -->`, each for all terms or for those it
names: `<!-- twosense off DR, agile -->`. In the other markups `twosense: off` on a line. Invariant: a span is whole lines of
the text, or begins and ends at a switch.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from twosense.markup import front_matter
from twosense.text.conventions import LINE_END
from twosense.text.fold import fold

_COMMENT = re.compile(rb"<!--\s*+twosense[:\s]\s*+(off-next-line|off|on)\b([^>]{0,500}?)-->")
_LINE = re.compile(rb"\btwosense:[ \t]*+(off-next-line|off|on)\b([^\r\n]{0,500}+)")
_SWITCH = {
    **dict.fromkeys(("markdown", "html"), "<!-- twosense off {} -->"),
    "restructuredtext": ".. twosense: off {}\n",  # a comment ends at a blank line
    "asciidoc": "// twosense: off {}",
    "org": "# twosense: off {}",
    "text": "twosense: off {}",
}
_DECLARATIONS = re.compile(rb"(?:\s*<[?!](?!--)[^>]*>[ \t]*(?:\r?\n)?)*")  # of HTML


class Suppression(Struct, frozen=True):
    """A span of bytes in which these terms, by the keys of their names, are suppressed, or all terms if there are none."""

    start: int
    end: int
    terms: tuple[str, ...]


def find(data: bytes, spans: Callable[[bytes], Iterable[tuple[int, int]]] | None) -> list[Suppression]:
    """Return the suppressed spans of a text; `spans` yields what is not prose, where a switch is a comment of HTML."""
    if b"twosense" not in data:
        return []
    found: dict[Suppression, None] = {}  # a line may have the same switch thousands of times
    since: dict[tuple[str, ...], int] = {}  # the start of each open suppression
    line_end, next_line = -1, (len(data), len(data))
    for switch in _LINE.finditer(data) if spans is None else _comments(data, spans):
        start, end = switch.span()
        terms = tuple(filter(None, (fold(name) for name in switch[2].decode("utf-8", "replace").split(","))))
        if switch[1] == b"off":
            since.setdefault(terms, start)
        elif switch[1] == b"off-next-line":
            if end > line_end:
                line_end, next_line = _line_after(data, end)
            found[Suppression(*next_line, terms)] = None
        else:
            for which in [terms] if terms else list(since):
                if which in since:
                    found[Suppression(since.pop(which), end, which)] = None
    return [*found, *(Suppression(start, len(data), terms) for terms, start in since.items())]


def switch_off(text: str, markup: str, term: str) -> tuple[int, str] | None:
    """Return what to insert into a text, and before which character, so that a scan of it skips a term.

    None if a switch cannot hold the name of the term, or if the markup has no place for one.
    """
    if markup not in _SWITCH or re.search(r"[,>\r\n]|--", term):
        return None
    line_end = "\r\n" if (first := re.search(r"\r?\n", text)) and first[0] == "\r\n" else "\n"
    line = _SWITCH[markup].format(term).replace("\n", line_end)
    return _start(text, markup), line + line_end


def _start(text: str, markup: str) -> int:
    """Return the character behind what has to come first: a byte order mark, front matter, declarations of HTML."""
    if markup not in ("markdown", "html"):
        return len("\ufeff") * text.startswith("\ufeff")
    data = text.encode("utf-8", "surrogatepass")
    declarations = _DECLARATIONS.match(data, front_matter.top(data))
    return len(data[: declarations.end() if declarations else 0].decode("utf-8", "surrogatepass"))


def _line_after(data: bytes, offset: int) -> tuple[int, tuple[int, int]]:
    """Return where the line of an offset ends, and the span of the next line."""
    line = LINE_END.search(data, offset)
    if line is None:
        return len(data), (len(data), len(data))
    following = LINE_END.search(data, line.end())
    return line.start(), (line.end(), following.start() if following else len(data))


def _comments(data: bytes, spans: Callable[[bytes], Iterable[tuple[int, int]]]) -> Iterator[re.Match[bytes]]:
    """Return the comments with a switch, except those inside code, which is not scanned anyway."""
    probe = _COMMENT.sub(lambda switch: b"x" * len(switch[0]), data)
    opaque = bytearray(len(data))
    for start, end in spans(probe):
        opaque[start:end] = b"x" * (end - start)
    return (switch for switch in _COMMENT.finditer(data) if not opaque[switch.start()])


class SuppressedTerms:
    """The spans in which single terms are suppressed; `key` returns the key of the term with a name."""

    def __init__(self, suppressed: Iterable[Suppression], key: Callable[[str], str]) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for one in sorted(suppressed, key=lambda one: one.start):
            for name in one.terms:
                spans = self._spans.setdefault(key(name), [])
                # The ends never decrease, so that comparing with one span is enough.
                spans.append((one.start, max(one.end, spans[-1][1] if spans else 0)))

    def covers(self, key: str, offset: int) -> bool:
        """Return whether the term with this key is suppressed at a byte offset."""
        spans = self._spans.get(key)
        if not spans:
            return False
        before = bisect_right(spans, (offset, sys.maxsize))
        return before > 0 and offset < spans[before - 1][1]
