"""Patches: the lines of a diff in a plain text or an e-mail, which are code and not prose.

A hunk says how many lines it has, so that the text behind it is prose again. Invariant: the time is linear in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosense.markup.blank import Span
from twosense.markup.lines import normalised

# A text without any of these has no patch.
_HINTS = (b"@@ -", b"diff -", b" file changed, ", b" files changed, ", b" mode 1", b" mode change 1")
_HUNK = re.compile(
    rb"^(?P<quote>(?:>[ ]?){0,20})@@ -\d{1,9}(?:,(?P<old>\d{1,9}))? \+\d{1,9}(?:,(?P<new>\d{1,9}))? @@[^\n]*+\n?", re.MULTILINE
)
_HEAD = re.compile(
    rb"""^(?:>[ ]?){0,20}(?:
      diff[ ]-[^\n]++ | Index:[ ]\S++ | index[ ][0-9a-f]{6,64}+\.\.[0-9a-f]{6,64}+(?:[ ]\d++)?
    | ---[ ][^\n]++\n(?:>[ ]?){0,20}\+\+\+[ ][^\n]++
    | (?:dis)?similarity[ ]index[ ]\d++%(?:\n(?:>[ ]?){0,20}(?:rename|copy)[ ](?:from|to)[ ][^\n]++){0,2}
    | (?:old|new|new[ ]file|deleted[ ]file)[ ]mode[ ]\d{6}
    | [ ](?:create|delete)[ ]mode[ ]\d{6}[ ][^\n]++ | [ ]mode[ ]change[ ]\d{6}[ ]=>[ ][^\n]++
    | [ ](?:rename|copy)[ ][^\n]{1,300}[ ]\(\d{1,3}%\)
    | [ ][^|\n]{1,300}+\|[ ]++(?:\d++(?:[ ][+-]++)?|Bin[ ][^\n]++)       # how many lines of a file changed
    )[ \t]*$""",
    re.VERBOSE | re.MULTILINE,
)


def spans(data: bytes) -> Iterator[Span]:
    """Yield the spans of patches, in no particular order."""
    if not any(hint in data for hint in _HINTS):
        return
    data = normalised(data)
    for head in _HEAD.finditer(data):
        yield head.span()
    hunk = _HUNK.search(data)
    while hunk:
        end = _end(data, hunk)
        yield hunk.start(), end
        hunk = _HUNK.search(data, end)


def _end(data: bytes, hunk: re.Match[bytes]) -> int:
    """Return where the lines of a hunk end."""
    quote, at = hunk["quote"], hunk.end()
    old, new = int(hunk["old"] or 1), int(hunk["new"] or 1)
    while (old > 0 or new > 0) and at < len(data) and data.startswith(quote.rstrip(), at):
        end = data.find(b"\n", at) + 1 or len(data)
        kind = data[at + len(quote) : end][:1]
        if kind not in b" \t\n+-\\":
            break
        old -= kind not in (b"+", b"\\")
        new -= kind not in (b"-", b"\\")
        at = end
    return at
