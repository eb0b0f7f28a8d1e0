"""Switches: where a text says that it is not to be scanned, in part or for some terms.

`<!-- twosense off -->` until `<!-- twosense on -->`, `<!-- twosense off-next-line -->`, each for all terms or for those it
names: `<!-- twosense off DR, agile -->`. In plain text `twosense: off` on a line. Invariant: spans are whole lines of the
text, or begin and end where a switch stands.
"""

from __future__ import annotations

import re

from msgspec import Struct

from twosense.characters import fold

_COMMENT = re.compile(rb"<!--\s*+twosense[:\s]\s*+(off-next-line|off|on)\b([^>]{0,500}?)-->")
_LINE = re.compile(rb"\btwosense:[ \t]*+(off-next-line|off|on)\b([^\r\n]{0,500}+)")
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Switched(Struct, frozen=True):
    """A span of bytes in which these terms, by the keys of their names, are switched off, or all when there are none."""

    start: int
    end: int
    terms: tuple[str, ...]


def find(data: bytes, masked: bytes, markup: str) -> list[Switched]:
    """The spans switched off. In a markup, what is still prose in `masked` is no comment, and switches nothing."""
    if b"twosense" not in data:
        return []
    found = []
    since: dict[tuple[str, ...], int] = {}  # where each is off from
    for switch in (_LINE if markup == "text" else _COMMENT).finditer(data):
        start, end = switch.span()
        if markup != "text" and masked[start : start + 4].strip():
            continue
        terms = tuple(filter(None, (fold(name) for name in switch[2].decode("utf-8", "replace").split(","))))
        if switch[1] == b"off":
            since.setdefault(terms, start)
        elif switch[1] == b"off-next-line":
            line = _LINE_END.search(data, end)
            if line is not None:
                following = _LINE_END.search(data, line.end())
                found.append(Switched(start, following.start() if following else len(data), terms))
        else:
            for which in [terms] if terms else list(since):
                found += [Switched(since.pop(which), end, which)] if which in since else []
    return [*found, *(Switched(start, len(data), terms) for terms, start in since.items())]
