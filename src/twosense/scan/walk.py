"""Walk: which files a scan reads.

A file named explicitly is always read. In a folder, files of prose are read, hidden ones too, unless a `.gitignore` or
`exclude` leaves them out. Custom, on top of pathspec, because a scan also reports the folders that it cannot list, still lists
the rest, and counts what it leaves out. Invariant: symbolic links are not followed, and each file is yielded once.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from twosense.errors import FileError, GlossaryError, UsageError
from twosense.markup.languages import LANGUAGE_OF
from twosense.paths import absolute, repository_top
from twosense.scan.documents import CONVERTED, can_convert
from twosense.scan.input import PROSE_SUFFIXES, may_be_data
from twosense.scan.patterns import read_patterns
from twosense.scan.skips import Reason, Skips
from twosense.scan.text_file import SIZE_LIMIT, STDIN, File
from twosense.text.regular_file import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from twosense.glossary.project import Project
    from twosense.scan.changes import Changes

    Ignored = tuple[tuple[str, GitIgnoreSpec], ...]  # the patterns of `.gitignore` files, each with its folder

_PATTERNS_LIMIT = 1 << 18  # bytes of a `.gitignore`; some 15,000 lines, which take two seconds to compile
_REPOSITORIES = (".git", ".hg", ".jj", ".svn")
_NAMES = ("README", "NOTES", "TODO", "CHANGELOG", "CONTRIBUTING")


def find_files(
    paths: Sequence[str],
    project: Project | None,
    note: Callable[[str], None],
    skips: Skips,
    changes: Changes | None = None,
    *,
    comments: bool = False,
    own: Iterable[str] = (),
) -> Iterator[File | FileError]:
    """Yield the files at these paths, each once, those of a folder sorted by name; and an error for what cannot be read.

    `note` gets a line for each pattern of a `.gitignore` that cannot be used, `skips` counts the files of a folder that are
    left out, except those at the paths in `own`, which twosense reads for itself. With `comments`, source code is read, too.
    With `changes`, files without any are neither yielded nor counted.
    Raises GlossaryError for a pattern of the project that cannot be used, UsageError and FileError if git does not tell what
    has changed.
    """
    seen: set[tuple[int, int]] = set()
    own = frozenset(map(os.path.realpath, own))
    for path in paths:
        if path == STDIN:
            yield File(STDIN, named=True)
            continue
        try:
            status = os.stat(path)
        except OSError as error:
            yield FileError(path, error.strerror or "cannot be read")
            continue
        except ValueError:
            yield FileError(path, "the path holds a NUL byte")
            continue
        if stat.S_ISDIR(status.st_mode):
            for entry in _Walk(project, note, skips, changes, comments, own).walk(path):
                if isinstance(entry, File):
                    try:
                        status = os.lstat(entry.path)
                    except OSError as error:  # removed since the folder was listed
                        yield FileError(entry.path, error.strerror or "cannot be read")
                        continue
                    if (status.st_dev, status.st_ino) in seen:
                        continue
                    seen.add((status.st_dev, status.st_ino))
                yield entry
        elif (status.st_dev, status.st_ino) not in seen and (changes is None or changes.touch(path, is_folder=False)):
            seen.add((status.st_dev, status.st_ino))
            yield File(path, named=True)


class _Walk:
    """Walks through folders with the patterns of one project."""

    def __init__(
        self,
        project: Project | None,
        note: Callable[[str], None],
        skips: Skips,
        changes: Changes | None,
        comments: bool,
        own: Collection[str],
    ) -> None:
        self._note, self._skips, self._changes, self._own = note, skips, changes, own
        self._own_names = {os.path.basename(path) for path in own}
        self._suffixes = (*PROSE_SUFFIXES, *LANGUAGE_OF) if comments else PROSE_SUFFIXES
        self._top = os.path.join(project.folder, "") if project else ""
        include = project.scan.include if project else ()
        exclude = project.scan.exclude if project else ()
        self._include: GitIgnoreSpec | None = None
        self._exclude: GitIgnoreSpec | None = None
        keys = []
        if include:
            self._include, unusable = read_patterns(include)
            keys += [("include", index) for index in unusable]
        if exclude:
            self._exclude, unusable = read_patterns(exclude)
            keys += [("exclude", index) for index in unusable]
        if project and keys:
            problem, fix = "not a pattern that a .gitignore may hold", "correct it or remove it"
            raise GlossaryError([project.fault(("scan", *key), problem, fix) for key in keys])

    def walk(self, top: str) -> Iterator[File | FileError]:
        """Yield the files below a folder, sorted by name in each folder, and an error for each folder that cannot be read."""
        waiting: list[tuple[str, bool, Ignored]] = [(top, True, self._ignored_above(top))]
        while waiting:
            path, is_folder, ignored = waiting.pop()
            if not is_folder:
                yield File(path, named=False)
                continue
            try:
                with os.scandir(path) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                yield FileError(path, error.strerror or "cannot be read")
                continue
            ignore_file = self._ignore_file(path)
            if ignore_file is not None:
                ignored = (*ignored, (absolute(path), ignore_file))
            waiting += (
                (os.path.join(path, entry.name) if path != "." else entry.name, entry.is_dir(follow_symlinks=False), ignored)
                for entry in entries
                if self._is_wanted(entry, ignored)
            )

    def _is_wanted(self, entry: os.DirEntry[str], ignored: Ignored) -> bool:
        """Return whether to read a file or to enter a folder, and count it if not."""
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and entry.name in _REPOSITORIES:
            return False
        whole = absolute(entry.path) + "/" * is_folder
        relative = whole.removeprefix(self._top)
        is_left_out = (self._exclude and self._exclude.match_file(relative)) or _is_ignored(whole, ignored)
        try:
            if self._changes and not self._changes.touch(entry.path, is_folder=is_folder):
                return False
        except (FileError, UsageError):
            if not is_left_out and not entry.is_symlink():  # what is not read may be in a repository that git cannot compare
                raise
        if is_left_out:
            self._skips.add(Reason.IGNORED)
        elif is_folder:
            return True
        elif entry.is_symlink():
            self._skips.add(Reason.LINK)
        elif entry.is_file() and self._is_prose(entry.name, relative):
            if not (may_be_data(entry.name) and _is_large(entry)):
                return True
            self._skips.add(Reason.TOO_LARGE)
        elif not (entry.name.startswith(".") or self._is_own(entry)):  # nobody expects a `.gitignore` or a baseline to be read
            self._skips.add(Reason.OTHER_TYPE, entry.name if entry.is_file() else "")
        return False

    def _is_own(self, entry: os.DirEntry[str]) -> bool:
        return entry.name in self._own_names and os.path.realpath(entry.path) in self._own

    def _is_prose(self, name: str, relative: str) -> bool:
        included = self._include.check_file(relative).include if self._include else None
        if included is not None:
            return included
        name_in_lower_case = name.lower()
        suffixes = PROSE_SUFFIXES if name.startswith(".") else self._suffixes  # hidden source code is settings
        if name_in_lower_case.endswith(suffixes) or name in _NAMES:
            return True
        return name_in_lower_case.endswith(CONVERTED) and can_convert()

    def _ignore_file(self, folder: str) -> GitIgnoreSpec | None:
        path = os.path.join(folder, ".gitignore")
        try:
            data = read_file(path, _PATTERNS_LIMIT)
        except FileError as error:
            if os.path.lexists(path):
                self._note(f"{path}: {error.problem}; its patterns are ignored")
            return None
        spec, unusable = read_patterns(data.decode("utf-8", "replace").splitlines())
        for index in unusable:
            self._note(f"{path}:{index + 1}: the pattern cannot be used and is ignored; correct it or remove it")
        return spec

    def _ignored_above(self, folder: str) -> Ignored:
        """Return the patterns that apply to a folder from the folders above it, up to the top of the repository."""
        found: list[tuple[str, GitIgnoreSpec]] = []
        whole = absolute(folder)
        top = repository_top(whole)
        while top is not None and whole != top:
            whole = os.path.dirname(whole)
            spec = self._ignore_file(whole)
            if spec is not None:
                found.insert(0, (whole, spec))
        return tuple(found)


def _is_large(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.stat().st_size > SIZE_LIMIT
    except OSError:  # removed since the folder was listed, which reading it will report
        return False


def _is_ignored(path: str, ignored: Ignored) -> bool:
    """Return whether the last pattern that matches the path ignores it."""
    verdict = False
    for folder, spec in ignored:
        result = spec.check_file(path[len(folder) :].lstrip(os.sep))
        if result.include is not None:
            verdict = result.include
    return verdict
