"""Org: prose is what a reader of the export sees, without code, comments, keywords, drawers, timestamps and targets of links.

Invariant: a block or a drawer that is not closed is none, as in Org; the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosense.markup.blank import blank
from twosense.markup.lines import normalised

_OPAQUE = (b"src", b"example", b"export", b"comment")
_OPAQUE_DRAWERS = (b":properties:", b":logbook:")  # others are exported, and people keep prose in them
_BLOCK = re.compile(
    rb"""^[ \t]*+(?:
      \#\+begin_(?P<block>\w+)[^\n]*+
    | (?P<drawer>:[\w-]+:[ \t]*+(?=\n|\Z))
    | (?P<line>(?:\#|:)(?:[ \t][^\n]*+)?(?=\n|\Z))                            # a comment, a line of fixed width
    | \#\+(?P<keyword>[\w-]++)(?:\[[^\]\n]*+\])?:?[^\n]*+
    )|^(?P<stars>\*++)[ ](?P<title>[^\n]*+)""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_TEXT_KEYWORDS = (b"title", b"subtitle", b"caption")
_SUBTREE = re.compile(rb"(?:[A-Z]+[ ]+)?(?:\[\#\w\][ ]+)?COMMENT\b")
_TAGS = re.compile(rb"[ \t]:[\w@#%:]{1,200}:[ \t]*\Z")
_INLINE = re.compile(
    rb"""
      (?:(?<=[\s('"{\-])|\A)                                                # verbatim or code: of one line or two
      (?:=(?=\S)(?:[^=\n]|(?<!\s)=){1,200}?(?:\n(?:[^=\n]|(?<!\s)=){1,200}?)??(?<=\S)=
        |~(?=\S)(?:[^~\n]|(?<!\s)~){1,200}?(?:\n(?:[^~\n]|(?<!\s)~){1,200}?)??(?<=\S)~)
      (?=[\s\-.,;:!?'")}\[\\/]|\Z)
    | \[\[[^\[\]\n]{1,500}+\](?:\[|\])                                         # a link, up to its text
    | \[(?:fn|cite)[:/][^\]\s]{1,100}+\]
    | [<\[]\d{4}-\d\d-\d\d[^>\]\n]{0,60}[>\]]                                 # a timestamp
    | <<<?[^<>\n]{1,200}+>>>?
    | \{\{\{[^}\n]{1,200}+\}\}\} | @@[\w-]{1,30}+:[^\n]{0,300}?@@
    | \b(?:src|call)_\w{1,30}+(?:\[[^\]\n]{0,100}\])?[{(][^})\n]{0,300}[})]
    """,
    re.VERBOSE,
)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose, in byte offsets."""
    text = normalised(data)
    blocks = list(_blocks(text))
    yield from blocks
    yield from (found.span() for found in _INLINE.finditer(blank(text, blocks)))


def _blocks(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans of blocks that are not prose, of keywords, and of the tags of headings."""
    ends = _Ends(text)
    at = 0
    while found := _BLOCK.search(text, at):
        start, at = found.start(), found.end() + 1
        if found["stars"]:
            if _SUBTREE.match(found["title"]):
                at = _end_of_subtree(text, at, len(found["stars"]))
                yield start, at
            elif tags := _TAGS.search(found["title"]):
                yield found.start("title") + tags.start(), found.end()
        elif found["keyword"]:
            prefix = text.find(b":", start, found.end()) + 1
            yield start, prefix if prefix and found["keyword"].lower() in _TEXT_KEYWORDS else found.end()
        else:
            yield found.span()
            end = 0
            if found["block"] and found["block"].lower() in _OPAQUE:
                end = ends.after(rb"^[ \t]*\#\+end_%b[ \t]*$" % re.escape(found["block"].lower()), at)
            elif found["drawer"] and found["drawer"].strip().lower() in _OPAQUE_DRAWERS:
                end = ends.after(rb"^[ \t]*:end:[ \t]*$|^(?=\*+ )", at)
            if end:
                yield start, end
                at = end
        if at > len(text):
            return


class _Ends:
    """Where a text has the ends of blocks; each is looked for once, so that many blocks without an end take linear time."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._next: dict[bytes, re.Match[bytes] | None] = {}

    def after(self, expression: bytes, at: int) -> int:
        """Return the end of the first match of an expression from an offset on; 0 if there is none or it is empty."""
        known = expression in self._next
        found = self._next.get(expression)
        if not known or (found and found.start() < at):
            found = re.compile(expression, re.MULTILINE | re.IGNORECASE).search(self._text, at)
            self._next[expression] = found
        return found.end() if found and found[0] else 0


def _end_of_subtree(text: bytes, at: int, level: int) -> int:
    following = re.compile(rb"^\*{1,%d} " % level, re.MULTILINE).search(text, at)
    return following.start() if following else len(text)
