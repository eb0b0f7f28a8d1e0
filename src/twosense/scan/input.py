"""Input: from a file to what a scan takes in: the bytes of a text, or the text that was extracted from them.

Invariant: a file is read as a text, extracted as a whole, or refused with a reason.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.errors import FileError
from twosense.markup.languages import LANGUAGES
from twosense.markup.mask import SUFFIXES, markup_of
from twosense.scan.documents import CONVERTED, can_convert
from twosense.scan.text_file import File, read_bytes, read_text

if TYPE_CHECKING:
    from twosense.scan.places import ExtractedText

MAILBOX_SUFFIXES = (".mbox", ".mbx")
MAIL_SUFFIXES = (".eml", *MAILBOX_SUFFIXES)
PROSE_SUFFIXES = (*SUFFIXES, *MAIL_SUFFIXES, ".txt", ".text", ".textile")  # of the files of a folder that a scan reads
_DATA = ("table", "notebook")  # markups that programs read and write, too


def read_source(file: File, name: str, *, quotations: bool = False) -> bytes | ExtractedText | None:
    """Return the text of a file, or None if it was found, not named, and is not a text. Raises FileError.

    The suffix of `name` determines its type. With `quotations`, what e-mails quote is read, too.
    """
    suffix = os.path.splitext(name)[1].lower()
    if suffix in CONVERTED and can_convert():
        return _convert(file, name)
    data = read_text(file, name=name)
    if not data or suffix not in MAIL_SUFFIXES:
        return data
    from twosense.scan import mail  # takes a tenth of a scan's start, and most scans need none

    return mail.extract(data, quotations=quotations)


def _convert(file: File, name: str) -> ExtractedText | None:
    from twosense.scan import converter

    found = converter.extract(name, read_bytes(file, converter.SIZE_LIMIT))
    if found.text:
        return found
    if file.named:
        raise FileError(file.path, "has no text", "if its pages are pictures, use a program for that, such as ocrmypdf")
    return None


def may_be_data(name: str) -> bool:
    """Return whether people keep data in files with this name, too: tables, notebooks and mailboxes."""
    return name.lower().endswith(MAILBOX_SUFFIXES) or markup_of(name) in _DATA


def refuse_rewriting(name: str) -> None:
    """Raise FileError for a file whose text cannot be changed in place: other programs read it, not only people."""
    is_extracted = os.path.splitext(name)[1].lower() in (*MAIL_SUFFIXES, *CONVERTED)
    if is_extracted or markup_of(name) in (*_DATA, *LANGUAGES):
        raise FileError(name, "cannot be rewritten as text", "save its text as txt or md, and name that")
