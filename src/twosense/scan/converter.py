"""Converter: extract the text of a Word, ODT, PowerPoint or PDF file, by paragraphs, slides or pages.

Another process reads the file (`converter_process`), so that no document can take down a scan. Invariant: pages without text
are named, because they may be pictures of text.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
import zlib

import msgspec
from msgspec import Struct

from twosense.errors import FileError
from twosense.scan.converter_process import TIME_LIMIT_S
from twosense.scan.places import ExtractedText, Unit
from twosense.scan.text_file import SIZE_LIMIT as TEXT_LIMIT

SIZE_LIMIT = 1 << 27  # bytes; most of a large document are pictures
_MANIFEST_LIMIT = 1 << 20  # bytes
_UNITS = {".docx": "paragraph", ".odt": "paragraph", ".pptx": "slide", ".pdf": "page"}
_PARAGRAPHS = re.compile(rb"[^\n](?:[^\n]|\n(?!\n))*")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins old Office files, and new ones with a password


class _Answer(Struct):
    text: str = ""
    pages: list[tuple[int, int]] = []
    error: str = ""


def extract(path: str, data: bytes) -> ExtractedText:
    """Return the text of a document, whose type the suffix of its path tells; it may be empty. Raises FileError."""
    suffix = os.path.splitext(path)[1].lower()
    unit = _UNITS[suffix]
    if data.startswith(_COMPOUND):
        raise FileError(path, "has a password, or the format of an old version", "save it without one in today's format")
    answer = _convert(path, suffix, data)
    whole = answer.text.encode("utf-8", "replace")
    if not whole.strip():
        return ExtractedText(data, b"", [Unit(0, 1, f"{unit} 1")])
    if len(whole) > TEXT_LIMIT:
        raise FileError(path, f"holds more than {TEXT_LIMIT >> 20} MiB of text", "split it")
    spans = answer.pages if unit != "paragraph" else []
    pieces = [whole[start:end] for start, end in spans] or [found[0] for found in _PARAGRAPHS.finditer(whole)]
    text = bytearray()
    units = []
    for number, piece in enumerate(pieces, start=1):
        units.append(Unit(len(text), number, f"{unit} {number}"))
        text += piece.strip() + b"\n\n"
    empty = [one.name for one, piece in zip(units, pieces, strict=True) if unit == "page" and not piece.strip()]
    return ExtractedText(data, bytes(text), units, left_out=empty)


def _convert(path: str, suffix: str, data: bytes) -> _Answer:
    # -P: a module in the working folder, which may be a stranger's, is not imported in place of a library.
    command = [sys.executable, "-P", "-m", "twosense.scan.converter_process", suffix]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * TIME_LIMIT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise FileError(path, "takes too long to read", "convert it to text") from None
    try:
        answer = msgspec.json.decode(done.stdout, type=_Answer)
    except msgspec.DecodeError:
        raise _crash(path, done) from None
    if answer.error and ("password" in answer.error.lower() or "encrypted" in answer.error.lower() or _is_encrypted(data)):
        raise FileError(path, "has a password", "save it without one")
    if answer.error:
        raise FileError(path, f"damaged, or not of the type {suffix}", "open it in its program, and save it again")
    return answer


def _is_encrypted(data: bytes) -> bool:
    """Return whether a document is an archive with an ODT manifest that describes how its files are encrypted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as listed:
            return b"encryption-data" in listed.read(_MANIFEST_LIMIT)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, EOFError):
        return False


def _crash(path: str, done: subprocess.CompletedProcess[bytes]) -> FileError:
    """Return why there is no answer: the system has ended the process at a limit, or a library in it has a fault."""
    said = done.stderr.decode(errors="replace").strip()
    last = said.splitlines()[-1] if said else f"the converter ended with status {done.returncode}"
    if done.returncode < 0 or last.startswith("MemoryError"):
        return FileError(path, "takes too much memory or time to read", "convert it to text")
    return FileError(path, f"cannot be read: {last}", "convert it to text")
