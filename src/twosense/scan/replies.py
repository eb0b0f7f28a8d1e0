"""Replies: what is in an e-mail but was not written by its author now: quotations, attributions and signatures.

Invariant: the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosense.markup.blank import Span

_LONE_CR = re.compile(rb"\r(?!\n)")  # with CR LF as a line end, too, a space before it is still one of the text
_QUOTATION = re.compile(rb"^[ \t]*>[^\n]*+\n?", re.MULTILINE)
# An attribution has one line or two. The first of two has a date and ends no sentence; the second begins in another way.
_ATTRIBUTION = re.compile(
    rb"""^(?:On|Am|Le|El)\b(?:
      (?=[^\n]{0,200}\d)[^\n]{3,200}+(?<![.!?])(?<![.!?]\r)\n(?!>|(?:On|Am|Le|El)\b)[^\n]{1,200}+
    | [^\n]{3,200}+)""",
    re.MULTILINE | re.VERBOSE,
)
_ATTRIBUTION_END = re.compile(rb"(?:wrote|schrieb|crit|escribi\xc3\xb3)(?: |\xc2\xa0|\xe2\x80\xaf)?:[ \t\r]*\Z")
# A signature goes to the end, maybe with another one of a mailing list; a longer text is none. Its first line, two hyphens, has
# a space at the end. Some programs take that away: two hyphens above a line of text then begin a signature if less follows,
# unless there is text right above them, too, and a full stop ends the line below.
_SIGNATURE = re.compile(
    rb"""^--(?:
      [ ]{1,2}\r?\n(?:[^\n]*+\n?+){0,30}+
    | (?:(?<=\n\n--)|(?<=\n\r\n--)|(?!\r?\n[^\n]*\.\r?(?:\n|\Z)))\r?\n(?!\r?\n)(?:[^\n]*+\n?+){0,15}+)\Z""",
    re.MULTILINE | re.VERBOSE,
)
_REST = re.compile(
    rb"^(?:-{2,}[ ]?Original Message[ ]?-{2,}|_{20,}\s*\nFrom:|From:[^\n]+\n(?:Sent|Date):[^\n]+\nTo:)",
    re.MULTILINE | re.IGNORECASE,
)
_ARMOUR = re.compile(
    rb"""^-----BEGIN[ ]PGP[ ]SIGNED[ ]MESSAGE-----\s*(?:Hash:[^\n]*\n)?
    | ^-----BEGIN[ ]PGP[ ](?:MESSAGE|SIGNATURE|PUBLIC[ ]KEY[ ]BLOCK)-----[^\n]*+\n(?:
        (?:(?!-----)[^\n]*+\n)*+-----END[ ]PGP[ ][A-Z ]+-----
      | (?:[\w-]+:[ ][^\n]*+(?:\n|\Z)|[\w+/=]++[ \t\r]*+(?:\n|\Z)|[ \t\r]*+\n)*+)  # cut off
    | ^-----END[ ]PGP[ ][A-Z ]+-----""",
    re.MULTILINE | re.VERBOSE,
)
# A tag that is not closed runs to the end, as in browsers: to look for the end of each in vain takes quadratic time.
_BLOCK = re.compile(rb"<(/)?blockquote\b[^>]*+(?:>|\Z)", re.IGNORECASE)
_BLOCK_OF_PROGRAM = re.compile(
    rb"""<div[^>]{0,200}?\b(?:class="?gmail_attr|id="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference))[^>]*+(?:>|\Z)""",
    re.IGNORECASE,
)


def not_of_the_author(text: bytes, *, is_html: bool) -> Iterator[Span]:
    """Yield the spans of a message that others wrote, or that its program adds; `text` is the whole text of a part."""
    yield from _in_html(text) if is_html else _in_plain(text)


def _in_plain(text: bytes) -> Iterator[Span]:
    lines = _LONE_CR.sub(b"\n", text)
    rest = _REST.search(lines)
    if rest:
        yield rest.start(), len(text)
    for pattern in (_QUOTATION, _ARMOUR):
        yield from (found.span() for found in pattern.finditer(lines))
    for found in _ATTRIBUTION.finditer(lines):
        first = found[0].partition(b"\n")[0]
        if _ATTRIBUTION_END.search(first.rstrip()):
            yield found.start(), found.start() + len(first)
        elif _ATTRIBUTION_END.search(found[0].rstrip()):
            yield found.span()
    if signature := _SIGNATURE.search(lines):
        yield signature.span()


def _in_html(text: bytes) -> Iterator[Span]:
    depth = start = 0
    for found in _BLOCK.finditer(text):
        depth = max(0, depth + (-1 if found[1] else 1))
        if depth == 1 and not found[1]:
            start = found.start()
        elif depth == 0 and found[1]:
            yield start, found.end()
    if depth:
        yield start, len(text)
    program = _BLOCK_OF_PROGRAM.search(text)
    if program and b"gmail_attr" in program[0]:
        end = text.find(b"</div>", program.end())
        yield program.start(), end if end >= 0 else len(text)
    elif program:
        yield program.start(), len(text)
