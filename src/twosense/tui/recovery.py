"""Recovery: work that was not saved when the window had to end, a file each in `unsaved` of the state folder.

Invariant: a file is written as a whole or not at all, and stays until its work is saved, kept again or thrown away.
"""

from __future__ import annotations

import os
from contextlib import suppress
from time import localtime, strftime, time_ns
from zlib import crc32

import msgspec

from twosense import paths
from twosense.errors import FileError
from twosense.model import Decision
from twosense.text.regular_file import read_file
from twosense.translate.settings import TranslationSettings
from twosense.tui.document import Change, Document
from twosense.tui.state import write_atomically

_SIZE_LIMIT = 1 << 28  # bytes; a text of 16 MiB and its file take at most 192 once they are JSON


class UnsavedWork(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one screen has not saved: the text of a document, and in Translate mode what was decided about its translation.

    `name` is the full path of the document, "" for a text without a file. `saved` is what the file held when it was read.
    """

    mode: str
    name: str
    saved: str
    text: str
    settings: TranslationSettings | None = None
    rejected: list[tuple[int, int]] = []  # the offsets and lengths of edits
    decisions: dict[int, Decision] = {}  # by the first character of a mention


def work_on(document: Document, mode: str, text: str | None = None) -> UnsavedWork:
    """Return what is not saved of a document: its text, or another one."""
    text = document.text if text is None else text
    return UnsavedWork(mode=mode, name=_name(document.path), saved=document.saved.decode(), text=text)


class Kept(msgspec.Struct, frozen=True):
    """Work that was kept, the file that it is in, and when it was written, as people write it."""

    work: UnsavedWork
    file: str
    when: str


def folder() -> str:
    """Return the folder of the files, which need not exist."""
    return os.path.join(paths.state_folder(), "unsaved")


def keep(work: UnsavedWork) -> None:
    """Write work for the next session. Raises OSError."""
    file = os.path.join(folder(), f"{_prefix(work.mode, work.name)}{time_ns()}.json")
    write_atomically(file, msgspec.json.encode(work))


def find(mode: str, path: str) -> Kept | None:
    """Return the newest work on a document that a session has kept in a mode, None if there is none."""
    wanted = _name(path)
    prefix = _prefix(mode, wanted)
    try:
        names = sorted(name for name in os.listdir(folder()) if name.startswith(prefix) and name.endswith(".json"))
    except OSError:
        return None
    for name in reversed(names):
        file = os.path.join(folder(), name)
        with suppress(OSError, FileError, msgspec.DecodeError):
            work = msgspec.json.decode(read_file(file, _SIZE_LIMIT), type=UnsavedWork)
            if (work.mode, work.name) == (mode, wanted):
                return Kept(work, file, strftime("%Y-%m-%d %H:%M", localtime(os.stat(file).st_mtime)))
    return None


def take_up(document: Document, work: UnsavedWork) -> Document:
    """Return a document with the work on it; `document` is what its file holds now.

    If that is no longer what the work began with, saving says so, as it does when a file changes under an open document.
    """
    if document.text != work.saved:
        refusal = document.refusal
        document = Document(document.path, work.saved.encode())
        document.refusal = refusal
    if document.text != work.text:
        document.make(Change(0, document.text, work.text, "the changes that were taken up"))
    return document


def forget(kept: Kept) -> None:
    """Remove work that is saved, kept again or thrown away."""
    with suppress(OSError):
        os.unlink(kept.file)


def _name(path: str) -> str:
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "backslashreplace") if path else ""


def _prefix(mode: str, name: str) -> str:
    """Return what the names of the files of a document begin with; rarely, another document shares it."""
    return f"{mode}-{crc32(name.encode()):08x}-"
