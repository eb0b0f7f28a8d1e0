"""Mail text: decode the body of an e-mail into UTF-8, with the place of each piece in the file.

Invariant: every non-ASCII run is mapped to the bytes of the file that it was decoded from, and nothing is dropped.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from twosense.text.sanitize import REPLACEMENT

if TYPE_CHECKING:
    from twosense.markup.anchors import Anchors

_RUNS = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")
_QUOTED = re.compile(rb"(?P<soft>=[ \t]*+(?:\r\n|\r|\n))|(?P<escapes>(?:=[0-9A-Fa-f]{2})++)|[^=]++|=")
# Codecs of Python that are not charsets of e-mails; punycode takes quadratic time.
_NOT_CHARSETS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")
_ASCII = bytes(range(128)) + b"\x1b(B"  # with an escape sequence of ISO 2022
_PAIRS = tuple(bytes((lead, ord("A"))) for lead in range(128, 256))


def add_identity_encoded(text: Anchors, data: bytes, start: int, end: int, charset: str) -> None:
    """Add the bytes from `start` to `end` of a file: text in an ASCII-compatible charset, without transfer encoding."""
    for found in _RUNS.finditer(data, start, end):
        run = found[0]
        decoded = run if run.isascii() else in_utf8(run, charset)
        text.add(decoded, found.start(), 0 if decoded == run else len(run))


def add_quoted_printable(text: Anchors, data: bytes, start: int, end: int, charset: str) -> None:
    """Add quoted-printable text in an ASCII-compatible charset."""
    for found in _QUOTED.finditer(data, start, end):
        if found["escapes"]:
            raw = bytes.fromhex(found[0].replace(b"=", b"").decode("ascii"))
            text.add(in_utf8(raw, charset), found.start(), len(found[0]))
        elif not found["soft"]:
            add_identity_encoded(text, data, *found.span(), charset)


@lru_cache(64)
def is_ascii_compatible(charset: str) -> bool:
    """Return whether each byte below 0x80 is the ASCII character, wherever it stands.

    In UTF-16 and ISO-2022-JP it may be half of another character, and in Shift_JIS, GBK and Big5 after a byte above 0x80.
    """
    if in_utf8(_ASCII, charset) != _ASCII:
        return False
    return all(text.endswith(b"A") or REPLACEMENT.encode() in text for text in (in_utf8(pair, charset) for pair in _PAIRS))


def in_utf8(data: bytes, charset: str) -> bytes:
    """Return text as UTF-8. An unknown charset is treated as Latin-1, and undecodable bytes become U+FFFD."""
    try:
        known = codecs.lookup(charset).name not in _NOT_CHARSETS
        return data.decode(charset if known else "latin-1", "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("latin-1").encode()
