"""AsciiDoc: prose is what a reader of the page sees, without listings, comments, attributes and the targets of macros.

Invariant: a delimited block ends with a line like the one that began it, or else with the text; the time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from twosense.markup.blank import blank
from twosense.markup.lines import Line, lines, normalised

_FENCE = re.compile(rb"(-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})")
_LISTING = re.compile(rb"`{3,}[\w+#-]*(?:,.*)?")
_ATTRIBUTES = re.compile(rb"\[(?:\[.*\]|[^\[\]].*|)\]")
_STYLE = re.compile(rb"\[([\w-]*)")
_OPAQUE_STYLES = frozenset(
    b"source listing literal stem latexmath asciimath pass comment plantuml mermaid ditaa graphviz vega wavedrom "
    b"bytefield".split()
)
_ENTRY = re.compile(rb":!?[\w-]+!?:(?:\s.*)?")
_BLOCK_MACRO = re.compile(rb"[a-z]\w*::[^\s\[]*+\[.*\]")
_ITEM = re.compile(rb"(?:[*.-]{1,6}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d+|\.)>)\s|.*::(?:\s|$)")
_DELIMITERS = (b"--", b"====", b"****", b"____")
_TOLERANCE = 2  # characters by which a title and its underline may differ: Asciidoctor allows one, AsciiDoc.py two
# A line that begins or ends a listing or underlines a title, with the title if a blank line is above it. Other underlines, such
# as tildes, are no delimiters.
_RULE = re.compile(rb"^(?:[ \t]*\n(?P<title>[^\n]++)\n)?(?P<rule>-{4,}|\+{4,})[ \t]*+$", re.MULTILINE)
_TABLE = re.compile(rb"[|,:!]={3,}")
_INLINE = re.compile(
    rb"""
      (?<!["'\w`])`(?![\s"'`])(?:[^`\n]++|\n(?![ \t]*\n)){1,16}`(?!["'\w`])    # monospaced
    | ``(?:[^`\n]++|`(?!`)|\n(?![ \t]*\n)){1,100}?``                          # also within a word
    | (?<![\w+])(\+{1,3})(?=[^\s+])(?:[^+\n]|(?<!\s)\+){1,300}?(?<=\S)\1(?![\w+])  # passed through
    | <<[^<>,\n]{1,300}+(?:,[ ]*|>>)                                          # a cross reference
    | \(\(\([^()\n]{1,300}+\)\)\)                                             # a hidden index term
    | \{[\w-]{1,80}+(?::[^}\n]{0,200})?\}                                     # an attribute
    | \[\[[^\]\n]{1,200}+\]\] | \[[.\#%][\w.\#%-]{0,200}+\](?=[*_`\#])         # an anchor, a role
    | \b(?:pass|stem|latexmath|asciimath|kbd|image|icon|indexterm2?|anchor|include|video|audio|counter2?)
        :[^\s\[\]]{0,300}+\[[^\]\n]{0,500}\]
    | \b[a-z]\w{0,20}+:[^\s\[\]`]{0,300}+\[                                     # a macro with a text, an address with a text
    | ,[ ]*(?:window|role|opts|options|rel|id)=[^\]\n]{0,200}\]
    """,
    re.VERBOSE,
)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose, in byte offsets."""
    text = normalised(data)
    blocks = list(_AsciidocBlocks(text).spans())
    yield from blocks
    yield from (found.span() for found in _INLINE.finditer(blank(text, blocks)))


class _AsciidocBlocks:
    """The blocks of one text that are not prose, and the lines of attributes and macros."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._fence = b""  # the line that ends the block, which is not prose
        self._is_opaque = False  # the attributes above say that the next block or paragraph is not prose
        self._in_paragraph = False  # one that is not prose
        self._in_entry = self._in_table = False
        self._last = self._above = b""  # the line before, and the one before that, where these may be a title

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans, in order."""
        for line in lines(self._text):
            last = line.text
            if not line.text and not self._fence:
                self._in_paragraph = self._in_entry = False
            elif self._goes_on(line.text) or self._begins_block(line) or self._is_line(line.text):
                yield line.start, line.end
                last = b""  # a paragraph may follow at once
            elif self._is_literal(line):
                yield line.start, line.end
            self._last, self._above = last, self._last

    def _goes_on(self, text: bytes) -> bool:
        """Return whether a line belongs to what is not prose and began above it."""
        if self._fence:
            if text == self._fence:
                self._fence = b""
            return True
        if self._in_entry:
            self._in_entry = text.endswith(b" \\")
            return True
        return self._in_paragraph and not _FENCE.fullmatch(text)

    def _begins_block(self, line: Line) -> bool:
        """Return whether a line begins a delimited block that is not prose."""
        text, fence = line.text, b""
        if (_FENCE.fullmatch(text) and not self._underlines(line)) or (self._is_opaque and text in _DELIMITERS):
            fence = text
        elif _LISTING.fullmatch(text):
            fence = text[: len(text) - len(text.lstrip(b"`"))]
        if fence:
            self._fence, self._is_opaque, self._in_paragraph = fence, False, False
        return bool(fence)

    def _is_line(self, text: bytes) -> bool:
        """Return whether a line is a comment, an attribute or a macro."""
        if text.startswith(b"//") and not text.startswith(b"///"):
            return True
        if _ENTRY.fullmatch(text):
            self._in_entry = text.endswith(b" \\")
            return True
        if _ATTRIBUTES.fullmatch(text):
            style = _STYLE.match(text)
            if text.startswith(b"[,") or (style and style[1].lower() in _OPAQUE_STYLES):
                self._is_opaque = True
            return True
        if _BLOCK_MACRO.fullmatch(text):
            self._is_opaque = self._is_opaque and text.startswith((b"if", b"endif"))
            return True
        return False

    def _is_literal(self, line: Line) -> bool:
        """Return whether a line begins a paragraph that is not prose, by the attributes above it or by its indentation."""
        text = line.text
        if _TABLE.fullmatch(text):
            self._in_table = not self._in_table
            self._is_opaque = False
        elif self._is_opaque and not (text.startswith(b".") and text[1:2].isalnum()):
            self._is_opaque, self._in_paragraph = False, True
        elif line.indent and not self._last and not self._in_table and not _ITEM.match(text):
            self._in_paragraph = True
        return self._in_paragraph

    def _underlines(self, line: Line) -> bool:
        """Return whether a line makes the line before it a title, as AsciiDoc used to write them."""
        title = self._last.decode("utf-8", "replace")
        if not title or self._above or title[0] in "[.|" or line.text[:1] not in (b"-", b"+"):
            return False
        difference = abs(len(title) - len(line.text))
        return not difference or (difference <= _TOLERANCE and not self._is_closed(line))

    def _is_closed(self, line: Line) -> bool:
        """Return whether a line like this one ends the block that it would begin: those further down are not all in pairs."""
        starts = self._rules[line.text]
        return (len(starts) - bisect_left(starts, line.end)) % 2 == 1

    @cached_property
    def _rules(self) -> defaultdict[bytes, list[int]]:
        """Where the lines are that may begin or end a listing; those as long as the title above them do not."""
        rules = defaultdict(list)
        for found in _RULE.finditer(self._text):
            if len((found["title"] or b"").strip().decode("utf-8", "replace")) != len(found["rule"]):
                rules[found["rule"]].append(found.start("rule"))
        return rules
