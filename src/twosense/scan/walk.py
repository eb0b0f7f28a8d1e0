"""Walk: which files a scan reads.

A file named explicitly is always read. In a folder, files of prose are read, unless a `.gitignore` or `exclude` leaves them
out. Custom, on top of pathspec, because a scan also reports the folders that it cannot list, and still lists the rest.
Invariant: symbolic links to folders are not followed, and each file is yielded once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from twosense.errors import ReadError
from twosense.markup.mask import SUFFIXES
from twosense.scan.text_file import STDIN, File
from twosense.text.regular_file import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from twosense.glossary.project import Project

    Ignored = tuple[tuple[str, GitIgnoreSpec], ...]  # the patterns of `.gitignore` files, each with its folder

_SUFFIXES = (
    *SUFFIXES,
    *(".txt", ".text", ".rst", ".adoc", ".asciidoc", ".org", ".textile", ".eml"),
)
_PATTERNS_LIMIT = 1 << 24  # bytes of a `.gitignore`
_NAMES = ("README", "NOTES", "TODO", "CHANGELOG", "CONTRIBUTING")


def find_files(paths: Sequence[str], project: Project | None) -> Iterator[File | ReadError]:
    """Yield the files at these paths, each once, those of a folder sorted by name; and an error for what cannot be read."""
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == STDIN:
            yield File(STDIN, named=True)
            continue
        try:
            status = os.stat(path)
        except OSError as error:
            yield ReadError(path, error.strerror or "cannot be read")
            continue
        except ValueError:
            yield ReadError(path, "the path holds a NUL byte")
            continue
        if stat.S_ISDIR(status.st_mode):
            for entry in _Walk(project).walk(path):
                if isinstance(entry, File):
                    try:
                        status = os.lstat(entry.path)
                    except OSError as error:  # removed since the folder was listed
                        yield ReadError(entry.path, error.strerror or "cannot be read")
                        continue
                    if (status.st_dev, status.st_ino) in seen:
                        continue
                    seen.add((status.st_dev, status.st_ino))
                yield entry
        elif (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            yield File(path, named=True)


class _Walk:
    """Walks through folders with the patterns of one project."""

    def __init__(self, project: Project | None) -> None:
        self._top = os.path.join(project.folder, "") if project else ""
        include = project.scan.include if project else ()
        exclude = project.scan.exclude if project else ()
        prose = (*(f"*{suffix}" for suffix in _SUFFIXES), *_NAMES)
        self._include = _spec((*prose, *include)) if include else None
        self._exclude = _spec(exclude) if exclude else None

    def walk(self, top: str) -> Iterator[File | ReadError]:
        """Yield the files below a folder, sorted by name in each folder, and an error for each folder that cannot be read."""
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
                yield ReadError(path, error.strerror or "cannot be read")
                continue
            ignore_file = _ignore_file(path)
            if ignore_file is not None:
                ignored = (*ignored, (os.path.abspath(path), ignore_file))
            waiting += (
                (os.path.join(path, entry.name) if path != "." else entry.name, entry.is_dir(follow_symlinks=False), ignored)
                for entry in entries
                if self._is_wanted(entry, ignored)
            )

    def _is_wanted(self, entry: os.DirEntry[str], ignored: Ignored) -> bool:
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith(".") or not (is_folder or entry.is_file(follow_symlinks=False)):
            return False
        absolute = os.path.abspath(entry.path) + "/" * is_folder
        relative = absolute.removeprefix(self._top)
        if (self._exclude and self._exclude.match_file(relative)) or _is_ignored(absolute, ignored):
            return False
        if is_folder:
            return True
        if self._include:
            return self._include.match_file(relative)
        return entry.name.endswith(_SUFFIXES) or entry.name in _NAMES


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # takes a fifth of a scan's start, and most scans need none

    return GitIgnoreSpec.from_lines(lines)


def _ignore_file(folder: str) -> GitIgnoreSpec | None:
    try:
        data = read_file(os.path.join(folder, ".gitignore"), _PATTERNS_LIMIT)
    except ReadError:
        return None
    return _spec(data.decode("utf-8", "replace").splitlines())


def _ignored_above(folder: str) -> Ignored:
    """Return the patterns that apply to a folder from the folders above it, up to the top of the repository."""
    found: list[tuple[str, GitIgnoreSpec]] = []
    absolute = os.path.abspath(folder)
    while not os.path.lexists(os.path.join(absolute, ".git")):
        parent = os.path.dirname(absolute)
        if parent == absolute:
            return ()  # not in a repository
        absolute = parent
        spec = _ignore_file(absolute)
        if spec is not None:
            found.insert(0, (absolute, spec))
    return tuple(found)


def _is_ignored(path: str, ignored: Ignored) -> bool:
    """Return whether the last pattern that matches the path ignores it."""
    verdict = False
    for folder, spec in ignored:
        result = spec.check_file(path[len(folder) :].lstrip(os.sep))
        if result.include is not None:
            verdict = result.include
    return verdict
