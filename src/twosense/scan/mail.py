"""Mail: extract what the author of an e-mail wrote, from eml and mbox files.

That is the subject and the text of each part, decoded from whatever encoding and character set it has; of alternatives, the
plain one, unless it is blank. Other people's words in a reply, signatures and headers are left out, attachments are named. The
text keeps its place in the file, unless it is encoded in base64 or the like. Invariant: parts are read in the order of the
file, and nested no deeper than the limit; the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from twosense.markup import html
from twosense.markup.anchors import Anchors
from twosense.markup.blank import blank
from twosense.scan.mail_text import add_identity_encoded, add_quoted_printable, in_utf8, is_ascii_compatible
from twosense.scan.places import ExtractedText, Unit
from twosense.scan.replies import not_of_the_author
from twosense.text.conventions import LINE_END

_DEPTH_LIMIT = 20
_HEAD_LIMIT = 1 << 16  # bytes of the headers of a part: the package `email` takes quadratic time for parameters
_SUBJECT_LIMIT = 1 << 14  # bytes of one that is encoded: there, too
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
# The line that begins each message of an mbox: below a blank line, with a time and a year. Another one belongs to a text.
_MESSAGE = re.compile(rb"(?:\A|(?:(?<=\n\n)|(?<=\n\r\n))(?=[^\r\n]*\d:\d\d)(?=[^\r\n]*\d{4}))From [^\r\n]*+\r?\n")
_BLANK_LINES = re.compile(rb"(?:[ \t]*+(?:\r\n?|\n))++(?=[!-9;-~]++:)")  # above the headers of a message
_SUBJECT = re.compile(rb"^Subject:[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.MULTILINE | re.IGNORECASE)
_SEPARATOR = b"\n\n"
_TEXTS = ("text/plain", "text/html", "text/markdown", "text/enriched")
_NO_TEXT = ("application/pgp-signature", "application/pkcs7-signature", "application/pgp-encrypted")
_IN_PLACE = {
    **dict.fromkeys(("", "7bit", "8bit", "binary"), add_identity_encoded),
    "quoted-printable": add_quoted_printable,
}


def extract(data: bytes, *, quotations: bool = False) -> ExtractedText:
    """Return the text of the messages of a file; with `quotations`, also what replies quote."""
    return _Mail(data, quotations).extract()


class _Part:
    """A part of a message: its headers, and where its body is."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        head = LINE_END.match(data, start, end) or _HEAD_END.search(data, start, end)  # a part may have no headers
        self.head = start, head.start() if head else end
        self.start, self.end = head.end() if head else end, end
        self.headers: Message = BytesHeaderParser().parsebytes(data[slice(*self.head)][:_HEAD_LIMIT] + b"\n\n")
        self.type = self.headers.get_content_type()
        self.name = _readable(self.headers.get_filename)
        self.boundary = _readable(self.headers.get_boundary)
        self.charset = _readable(self.headers.get_content_charset) or "utf-8"

    @property
    def encoding(self) -> str:
        return str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()

    @property
    def is_text(self) -> bool:
        return self.type in _TEXTS and (not self.name or self.name.lower().endswith((".txt", ".html", ".htm", ".md")))


class _Mail:
    """The text of one file while it is extracted."""

    def __init__(self, data: bytes, quotations: bool) -> None:
        self._data, self._quotations = data, quotations
        self._text = Anchors()
        self._units = [Unit(0, 0, "")]
        self._left_out: list[str] = []
        self._number = 0  # of the part that is read

    def extract(self) -> ExtractedText:
        messages = list(_MESSAGE.finditer(self._data)) if self._data.startswith(b"From ") else []
        starts = [found.end() for found in messages] or [0]
        ends = [*(found.start() for found in messages[1:]), len(self._data)]
        for start, end in zip(starts, ends, strict=True):
            self._add_message(start, end, 0)
        return ExtractedText(self._data, bytes(self._text.text), self._units, self._text, self._left_out)

    def _add_message(self, start: int, end: int, depth: int) -> None:
        blank_lines = _BLANK_LINES.match(self._data, start, end)
        self._add_parts(_Part(self._data, blank_lines.end() if blank_lines else start, end), depth)

    def _add_parts(self, part: _Part, depth: int) -> None:
        """Add the text of a part and of the parts in it."""
        if depth > _DEPTH_LIMIT:
            self._left_out.append(part.type)
            return
        parts = [_Part(self._data, *span) for span in _bodies(self._data, part)]
        if parts:
            self._add_subject(part)
            if part.type == "multipart/alternative":
                plain = [one for one in parts if one.type == "text/plain"]
                parts = [one for one in plain if self._decoded(one).decode().strip()] or parts
            for one in parts:
                self._add_parts(one, depth + 1)
        elif part.type == "message/rfc822":
            self._add_message(part.start, part.end, depth + 1)
        else:
            self._add_subject(part)
            self._number += 1
            if part.is_text:
                self._add(part)
            elif part.type not in _NO_TEXT:
                self._left_out.append(part.name or part.type)

    def _add_subject(self, part: _Part) -> None:
        found = _SUBJECT.search(self._data, *part.head)
        if found is None or not found[1].strip():
            return
        self._begin(found.start(1), 0, "")
        if b"=?" in found[1]:
            try:
                subject = str(make_header(decode_header(found[1][:_SUBJECT_LIMIT].decode("latin-1"))))
            except (LookupError, ValueError, MessageError):  # an unknown or malformed character set, or broken base64
                subject = ""
            self._text.add(subject.encode("utf-8", "replace"), found.start(1), len(found[1]))
        else:
            add_identity_encoded(self._text, self._data, *found.span(1), "utf-8")

    def _begin(self, start: int, number: int, name: str) -> None:
        if self._text.text:
            self._text.add(_SEPARATOR, start, 1)
        self._units.append(Unit(len(self._text.text), number, name))

    def _add(self, part: _Part) -> None:
        """Add the text of a part that holds a text."""
        in_place = _IN_PLACE.get(part.encoding)
        if in_place and is_ascii_compatible(part.charset):
            self._begin(part.start, 0, "")
            first = len(self._text.text)
            in_place(self._text, self._data, part.start, part.end, part.charset)
            self._clean(first, part)
            return
        text = LINE_END.sub(b"\n", self._decoded(part))
        where = f"of part {self._number}, decoded"
        self._begin(part.start, 1, f"line 1 {where}")
        first = len(self._text.text)
        self._text.add(text, part.start, part.end - part.start)
        ends = re.finditer(rb"\n", self._text.text[first:])
        self._units += (
            Unit(first + found.end(), number, f"line {number} {where}") for number, found in enumerate(ends, start=2)
        )
        self._clean(first, part)

    def _decoded(self, part: _Part) -> bytes:
        """Return the text of a part that holds one, in UTF-8."""
        payload = message_from_bytes(self._data[part.head[0] : part.end]).get_payload(decode=True)
        return in_utf8(payload, part.charset) if isinstance(payload, bytes) else b""

    def _clean(self, first: int, part: _Part) -> None:
        """Blank what the author of a part did not write, from the byte where the part begins."""
        text = bytes(self._text.text[first:])
        if not self._quotations:
            text = blank(text, not_of_the_author(text, is_html=part.type == "text/html"))
        if part.type == "text/html":
            text = blank(text, html.spans(text))
        self._text.text[first:] = text


def _readable(read: Callable[[], str | None]) -> str:
    """Return a parameter of a header; "" if there is none, or none that the package `email` can read."""
    try:
        return read() or ""
    except (LookupError, ValueError, TypeError):  # from its character set, or from the numbers of its pieces
        return ""


def _bodies(data: bytes, part: _Part) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a part are, if it has any."""
    if part.headers.get_content_maintype() != "multipart" or not part.boundary:
        return
    delimiter = re.compile(
        rb"^--%s(--)?[ \t]*(?:\r?\n|\r|\Z)" % re.escape(part.boundary.encode("latin-1", "replace")), re.MULTILINE
    )
    start = None
    for found in delimiter.finditer(data, part.start, part.end):
        if start is not None:
            yield start, found.start()
        start = None if found[1] else found.end()
        if found[1]:
            return
    if start is not None:  # cut off
        yield start, part.end
