"""Plain text: what is not prose in any markup: addresses, paths, and the words of programs.

Only tokens (runs between white space) with a character such as `/` or `@` are examined, each once and from its start.
Invariant: the time is linear in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from twosense.text.conventions import with_unix_ends
from twosense.text.matcher import blocks, matcher

_DELIMITERS = bytes.maketrans(b'\t\n\r\f\v<>"|,;`', b" " * 12)
_BLANKS = bytes.maketrans(b'\t\n\r\f\v<>"', b" " * 8)
# What shows such a token.
_HINTS = matcher(
    (
        rb"[@/\\]",
        rb"\(\)",
        rb"::",
        rb"tel:",
        rb"[#$%][A-Za-z_]",
        rb"\$\{",
        rb"\.[a-z]",
        rb"-[0-9]",
        rb"[ \n(]-[A-Za-z-]",
        rb"[\w.-]=",
    ),
    literal=False,
)
_LONGEST_HINT = 4
_SCHEME = re.compile(rb"[a-zA-Z][a-zA-Z0-9+.-]*+\Z")
_LONGEST_SCHEME = 16

_TOKEN = re.compile(
    rb"""(?:
      www\.\S++ | (?:mailto|tel|urn|javascript):\S++
    | \#[A-Za-z_]\S*+                                                   # a tag or channel
    | (?:~|\.{1,2})?/{1,2}[\w.~%\x80-\xff-]\S*+ | [A-Za-z]:\\\S++ | \\\\\S++  # a path
    | --?[A-Za-z]\S*+                                                   # an option
    | [$]\{?[A-Za-z_]\S*+ | %[A-Za-z_]\w*+%                             # a variable
    | (?:[\w~%-]++[/\\])*[\w~%-]++(?:\.[\w-]++)*\.[a-z][a-z0-9]{0,9}(?:[:/?\#]\S*+|'s)?   # a host, a file, an attribute
    | \w++(?:\.\w++)*\($ | \w++(?:\.\w++)++\(\S*+                      # a call, its closing bracket taken off
    | \w++(?:::\w++)++(?:\()?                                    # a name in a program
    | [A-Za-z_][\w.-]*+=(?:[^\s=]\S*+)?                                 # a setting; a quote before its value ends the token
    | [A-Z][A-Z0-9]++-\d++                                              # a ticket, a model
    )""",
    re.VERBOSE,
)
_GLOB = re.compile(rb"[\w.-]++/\*\Z")
_OBJECT = re.compile(rb"\w++\Z")
_LONGEST_OBJECT = 64
_HEADER = re.compile(
    rb"\n(?:Accept|Access|Auto|Cache|Content|In|List|Message|MIME|Reply|Return|Set|User|X)-[A-Za-z-]++:[^\r\n]*+"
)
# What may contain white space or delimiters. Each of these begins with bytes that are quickly found.
_OTHERS = (
    re.compile(rb"\{\{[^{}]{0,200}+\}\}"),
    re.compile(rb"<%[^%]{0,200}+%>"),
    re.compile(rb"\{%[^%]{0,200}+%\}"),
    re.compile(rb"</?[A-Za-z][\w:-]{0,30}+(?:\s[\w:@-]{1,40}+=[^<>\n]{0,200}+)?\s?/?>"),  # a tag
    re.compile(rb"\]\([^()\s]{1,300}+\)"),  # where a link of Markdown leads
    re.compile(rb"\$\{[^{}\n]{0,200}+\}"),
    _HEADER,
)
# A line of a program, as PDF files and e-mails have them. Of 130,717 real paragraphs of prose none has one. Each expression is
# for the lines that end with its sign: on others, it would go through the rest of the line for each bracket.
_NEWLINE, _END = re.compile(rb"\n"), re.compile(rb"\Z")
_LAST_OF_PROGRAM_LINE = b"{;, "  # and what CR LF leaves
_PROGRAM_LINES = {
    b"{": re.compile(rb".*", re.DOTALL),
    b",": re.compile(rb'[ \t]*+"[\w.-]{1,60}+":[ ].*",', re.DOTALL),  # a key in JSON
    b";": re.compile(
        rb"""[ \t]*+(?:
          .*=[ ]?(?:"[^"]*+"|'[^']*+')[ ]?[\])}]{0,3};
        | [a-z-]{2,30}+:[ ]?(?:["'].*["']|[\w-]++\(.*\).*);               # a property in CSS
        | .*[\w\])$]\([^()"']*+["'][^()]*+\).*;                           # a call
        )""",
        re.VERBOSE | re.DOTALL,
    ),
}
_MEMBERS = re.compile(rb"->\w++(?:->\w++)*+")
_OPENING, _CLOSING = b"([{'*_", b".:!?')]}*_"


def _technical_part(token: bytes) -> tuple[int, int] | None:
    """Return the part of a token that is not prose."""
    if b"@" in token:
        return 0, len(token)
    inner = token.lstrip(_OPENING)
    if inner.endswith(b"/*") and _GLOB.match(inner):
        return len(token) - len(inner), len(token)
    start = len(token) - len(inner)
    inner = inner.rstrip(_CLOSING)
    return (start, start + len(inner)) if inner and _TOKEN.fullmatch(inner) else None


def _program_lines(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the lines of programs in a text that begins with an additional line end."""
    start = 1
    for found in chain(_NEWLINE.finditer(data, 1), _END.finditer(data, len(data))):
        end = found.start()
        if data[end - 1] in _LAST_OF_PROGRAM_LINE:
            line = data[start:end].rstrip()
            program = _PROGRAM_LINES.get(line[-1:])
            if program and program.fullmatch(line):
                yield start - 1, end - 1
        start = found.end()


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose, in no particular order."""
    data = b"\n" + data
    tokens = data.translate(_DELIMITERS)
    whole = None
    at = 0
    for after_hint, _ in chain.from_iterable(ends for _, ends in blocks(_HINTS, data, _LONGEST_HINT)):
        hint = after_hint - 1
        if hint < at:
            continue
        start = tokens.rfind(b" ", at, hint) + 1 or at
        end = tokens.find(b" ", hint)
        if end < 0:
            end = len(data)
        at = end
        token = data[start:end]
        scheme = token.find(b"://")
        if scheme > 0:
            name = _SCHEME.search(token, max(0, scheme - _LONGEST_SCHEME), scheme)
            if whole is None:
                whole = data.translate(_BLANKS)
            end = whole.find(b" ", hint)
            at = end = end if end >= 0 else len(data)
            yield start + (name.start() if name else 0) - 1, end - 1
        elif span := _technical_part(token):
            yield start + span[0] - 1, start + span[1] - 1
    for pattern in _OTHERS:
        for found in pattern.finditer(data):
            yield max(0, found.start() - 1), found.end() - 1
    yield from _program_lines(with_unix_ends(data))
    for found in _MEMBERS.finditer(data):
        object_name = _OBJECT.search(data, max(0, found.start() - _LONGEST_OBJECT), found.start())
        if object_name:
            yield object_name.start() - 1, found.end() - 1
