"""Mail text: decode the body of an e-mail into UTF-8, with the place of each piece in the file.

Invariant: what is not ASCII takes the bytes in the file that it was decoded from; no piece is lost.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.markup.anchors import Anchors

_RUNS = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")
_QUOTED = re.compile(rb"(?P<soft>=[ \t]*+(?:\r\n|\r|\n))|(?P<escapes>(?:=[0-9A-Fa-f]{2})++)|[^=]++|=")
_NO_CHARSETS = ("idna", "punycode", "undefined")  # Python has them as encodings; punycode takes quadratic time


def as_it_is(text: Anchors, data: bytes, start: int, end: int, charset: str) -> None:
    """Add the bytes from `start` to `end` of a file, which hold a text in a character set whose ASCII letters are ASCII."""
    for found in _RUNS.finditer(data, start, end):
        run = found[0]
        decoded = run if run.isascii() else in_utf8(run, charset)
        text.add(decoded, found.start(), 0 if decoded == run else len(run))


def quoted_printable(text: Anchors, data: bytes, start: int, end: int, charset: str) -> None:
    """Add a text that is quoted-printable."""
    for found in _QUOTED.finditer(data, start, end):
        if found["escapes"]:
            raw = bytes.fromhex(found[0].replace(b"=", b"").decode("ascii"))
            text.add(in_utf8(raw, charset), found.start(), len(found[0]))
        elif not found["soft"]:
            as_it_is(text, data, *found.span(), charset)


def in_utf8(data: bytes, charset: str) -> bytes:
    """Return a text in a character set as UTF-8; a set that nobody knows, or that cannot be decoded, is taken for Latin-1."""
    try:
        known = codecs.lookup(charset).name not in _NO_CHARSETS
        return data.decode(charset if known else "latin-1", "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return data.decode("latin-1").encode()
