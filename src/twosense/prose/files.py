"""Files: which files a scan reads, and reading them.

A file that was named is read whatever it is; in a folder, only files of prose that no `.gitignore` and no `exclude` leaves
out. Invariant: nothing that is not a regular file is read, no link to a folder is followed, and a file takes no more than
SIZE_LIMIT bytes of memory, whatever its size.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.errors import ReadError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignored = tuple[tuple[str, GitIgnoreSpec], ...]  # the patterns of `.gitignore` files, each with the folder it stands in

SIZE_LIMIT = 1 << 24  # bytes; a book has one million, and 16 million of nothing but mentions take 2.5 GB
_SUFFIXES = (
    *(".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".html", ".htm", ".xhtml"),
    *(".txt", ".text", ".rst", ".adoc", ".asciidoc", ".org", ".textile", ".eml"),
)
_NAMES = ("README", "NOTES", "TODO", "CHANGELOG", "CONTRIBUTING")
STDIN = "-"
_SNIFFED = 8192  # bytes in which a binary file shows itself
_UNICODE = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Filter(Struct, frozen=True):
    """Which files of a folder to read: patterns as in a `.gitignore`, for paths below `top`."""

    top: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class File(Struct, frozen=True):
    """A file to read: its path as shown; whether it was named rather than found."""

    path: str
    named: bool


def find(paths: Sequence[str], chosen: Filter) -> Iterator[File | ReadError]:
    """The files at these paths, each once, those of a folder by name; and what cannot be read."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == STDIN:
            yield File(STDIN, named=True)
            continue
        try:
            status = os.stat(path)
        except OSError as error:
            yield ReadError(f"{path}: {error.strerror}")
            continue
        except ValueError:
            yield ReadError(f"{path}: the path holds a NUL byte")
            continue
        if stat.S_ISDIR(status.st_mode):
            for entry in _Walk(chosen).walk(path):
                if isinstance(entry, File):
                    try:
                        status = os.lstat(entry.path)
                    except OSError as error:  # gone since the folder was listed
                        yield ReadError(f"{entry.path}: {error.strerror}")
                        continue
                    if (status.st_dev, status.st_ino) in seen:
                        continue
                    seen.add((status.st_dev, status.st_ino))
                yield entry
        elif (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            yield File(path, named=True)


def read(file: File) -> bytes | None:
    """The bytes of a file, or None when it was found, not named, and is binary. Raises ReadError."""
    if file.path == STDIN:
        return _read_to_end(0, file)
    try:
        descriptor = os.open(file.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise ReadError(f"{file.path}: {error.strerror}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            raise ReadError(f"{file.path}: {kind}; name a text")
        return _read_to_end(descriptor, file, status.st_size)
    finally:
        os.close(descriptor)


def _read_to_end(descriptor: int, file: File, size: int = 0) -> bytes | None:
    parts: list[bytes] = []
    length = 0
    try:
        while block := os.read(descriptor, _SNIFFED if not parts else 1 << 20):
            if not parts:
                for mark, encoding in _UNICODE.items():
                    if block.startswith(mark):
                        raise ReadError(f"{file.path}: the text is {encoding}; save it as UTF-8")
            if b"\0" in block:
                if file.named:
                    raise ReadError(f"{file.path}: binary, not a text")
                return None
            parts.append(block)
            length += len(block)
            if max(length, size) > SIZE_LIMIT:
                raise ReadError(f"{file.path}: larger than {SIZE_LIMIT >> 20} MiB; split it")
    except OSError as error:
        raise ReadError(f"{file.path}: {error.strerror}") from None
    if length < size:
        raise ReadError(f"{file.path}: became shorter while it was read; scan it again")
    return b"".join(parts)


class _Walk:
    """A walk through one folder."""

    def __init__(self, chosen: Filter) -> None:
        self._top = os.path.join(chosen.top, "")
        prose = (*(f"*{suffix}" for suffix in _SUFFIXES), *_NAMES)
        self._include = _spec((*prose, *chosen.include)) if chosen.include else None
        self._exclude = _spec(chosen.exclude) if chosen.exclude else None

    def walk(self, top: str) -> Iterator[File | ReadError]:
        """The files below a folder, the names of each folder in order, and the folders that cannot be read."""
        waiting: list[tuple[str, bool, Ignored]] = [(top, True, _ignored_above(top))]
        while waiting:
            path, is_folder, ignored = waiting.pop()
            if not is_folder:
                yield File(path, named=False)
                continue
            try:
                with os.scandir(path) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                yield ReadError(f"{path}: {error.strerror}")
                continue
            own = _ignore_file(path)
            if own is not None:
                ignored = (*ignored, (os.path.abspath(path), own))
            waiting += (
                (os.path.join(path, entry.name) if path != "." else entry.name, entry.is_dir(follow_symlinks=False), ignored)
                for entry in entries
                if self._is_wanted(entry, ignored)
            )

    def _is_wanted(self, entry: os.DirEntry[str], ignored: Ignored) -> bool:
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (is_folder or entry.is_file(follow_symlinks=False)):
            return False
        at = os.path.abspath(entry.path) + "/" * is_folder
        below = at.removeprefix(self._top)
        if (self._exclude and self._exclude.match_file(below)) or _is_ignored(at, ignored):
            return False
        if is_folder:
            return True
        if self._include:
            return self._include.match_file(below)
        return entry.name.endswith(_SUFFIXES) or entry.name in _NAMES


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # a fifth of the time that a scan takes to start, and most need none

    return GitIgnoreSpec.from_lines(lines)


def _ignore_file(folder: str) -> GitIgnoreSpec | None:
    data = None
    try:
        data = read(File(os.path.join(folder, ".gitignore"), named=False))
    except ReadError:
        return None
    return _spec((data or b"").decode("utf-8", "replace").splitlines())


def _ignored_above(folder: str) -> Ignored:
    """The patterns that hold in a folder from those above it, up to the top of the repository."""
    found: list[tuple[str, GitIgnoreSpec]] = []
    at = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return ()  # not in a repository
        at = parent
        spec = _ignore_file(at)
        if spec is not None:
            found.insert(0, (at, spec))
    return tuple(found)


def _is_ignored(path: str, ignored: Ignored) -> bool:
    """Whether the last of the patterns that know the path leave it out."""
    verdict = False
    for folder, spec in ignored:
        result = spec.check_file(path[len(folder) :].lstrip(os.sep))
        if result.include is not None:
            verdict = result.include
    return verdict
