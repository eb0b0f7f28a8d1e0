"""Changes: which lines of which files differ from a git commit, so that a scan reports only what somebody has just written.

Git compares the commit with the files as they are on disk; files that git does not track yet are new as a whole. Invariant:
no text of a user reaches git as an option, and no program that a repository's configuration names for comparing files is run.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from twosense.errors import FileError, UsageError
from twosense.markup.blank import Span
from twosense.paths import absolute, repository_top

_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=true")
# A hook of git points these at its own repository and index; a scan may concern another one.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
_DIFF = (
    *("diff-index", "--patch", "--unified=0", "--inter-hunk-context=0", "--text", "--find-renames", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/"),
)
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """What changed since a commit, in each repository that a scan comes across."""

    def __init__(self, reference: str) -> None:
        """Prepare; `reference` is a branch, a tag or a commit. If it is not an ancestor of HEAD, their merge base counts."""
        if not reference or reference.startswith("-") or "\0" in reference:
            raise UsageError(f'"{reference}" is not a git reference; write --changed main, for example')
        self._reference = reference
        self._of_repository = lru_cache(None)(self._changes_in)
        self._repository_of = lru_cache(None)(_repository_of)

    def touch(self, path: str, *, is_folder: bool) -> bool:
        """Return whether a file has changed, or may have in a folder. Raises UsageError, FileError."""
        if is_folder:
            top, name = self._repository_of(path)
            return name in self._of_repository(top)[1]
        return self._lines(path) != []

    def spans(self, path: str, data: bytes) -> list[Span]:
        """Return the spans of a file's bytes that hold its changed lines, in order. Raises UsageError, FileError."""
        lines = self._lines(path)
        return [(0, len(data))] if lines is None else list(_bytes_of(lines, data))

    def _lines(self, path: str) -> list[Span] | None:
        """Return the changed lines of a file, from the first to the one after the last; None for all lines."""
        if os.path.islink(path):  # git follows no link; a file that is named by one is the file behind it
            path = os.path.realpath(path)
        folder, name = os.path.split(path)
        top, name_of_folder = self._repository_of(folder)
        name_in_top = name_of_folder + b"/" * bool(name_of_folder) + os.fsencode(name)
        return self._of_repository(top)[0].get(name_in_top, [])

    def _changes_in(self, top: str) -> tuple[dict[bytes, list[Span] | None], frozenset[bytes]]:
        """Return the changed files of a repository with their lines, None for all lines; and the folders that have any."""
        changed: dict[bytes, list[Span] | None] = dict(_changed_lines(_stream(top, *_DIFF, self._base(top), "--")))
        untracked = b"".join(_stream(top, "ls-files", "-z", "--others", "--exclude-standard"))
        changed.update((name, None) for name in untracked.split(b"\0") if name and not name.endswith(b"/"))
        folders = {b""}
        for name in changed:
            while name := name.rpartition(b"/")[0]:
                folders.add(name)
        return changed, frozenset(folders)

    def _base(self, top: str) -> str:
        """Return the name of the commit, or of the empty tree if nothing is committed."""
        found, complaint = _ask(top, "rev-parse", "--show-toplevel")
        if not found or not os.path.samefile(found, top):
            raise FileError(top, f"git says: {complaint}" if complaint else "not a git repository", "leave out --changed")
        if self._reference == "HEAD":
            return self._commit(top) or _ask(top, "hash-object", "-t", "tree", "--stdin")[0]
        asked = self._commit(top)
        if not asked:
            raise UsageError(f'"{self._reference}" is not a commit that git knows in {top}; correct it, or fetch it first')
        base, _ = _ask(top, "merge-base", "HEAD", asked)
        if not base:
            raise UsageError(f'"{self._reference}" and HEAD have no common commit in {top}; fetch more of the history')
        return base

    def _commit(self, top: str) -> str:
        return _ask(top, "rev-parse", "--verify", "--quiet", f"{self._reference}^{{commit}}")[0]


def _repository_of(folder: str) -> tuple[str, bytes]:
    """Return the top of the repository of a folder, and the name of the folder in it, b"" for the top."""
    inside = os.path.realpath(absolute(folder))
    top = repository_top(inside)
    if top is None:
        raise UsageError(f'"{folder or os.curdir}" is not in a git repository; leave out --changed')
    relative = os.path.relpath(inside, top)
    return top, b"" if relative == os.curdir else os.fsencode(relative.replace(os.sep, "/"))


def _changed_lines(patch: Iterable[bytes]) -> Iterator[tuple[bytes, list[Span]]]:
    """Yield the name of each changed file, and its changed lines."""
    name = b""
    spans: list[Span] = []
    inside = 0  # lines of the files that are still to come, which may look like those of a patch
    for line in patch:
        if inside:
            inside -= not line.startswith(b"\\")  # "\ No newline at end of file"
        elif line.startswith(b"+++ "):
            if name:
                yield name, spans
            name, spans = _name(line[4:]), []
        elif hunk := _HUNK.match(line):
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            inside = removed + added
            if added:
                spans.append((first, first + added))
    if name:
        yield name, spans


def _name(written: bytes) -> bytes:
    """Return the name of a file as a patch writes it, b"" for /dev/null; git quotes names as C does."""
    written = written.rstrip(b"\n").removesuffix(b"\t")
    if written.startswith(b'"'):
        written = written[1:-1].decode("unicode_escape").encode("latin-1")
    return written[2:] if written.startswith(b"b/") else b""


def _bytes_of(lines: list[Span], data: bytes) -> Iterator[Span]:
    """Convert spans of lines, as git counts them, to spans of bytes."""
    ends = [0, *(found.end() for found in re.finditer(rb"\n", data))]
    if ends[-1] < len(data):
        ends.append(len(data))
    for first, after in lines:
        yield ends[min(first - 1, len(ends) - 1)], ends[min(after - 1, len(ends) - 1)]


def _process(top: str, arguments: Sequence[str], stderr: int) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = (*_GIT, *arguments)
    try:
        return subprocess.Popen(  # noqa: S603  # the arguments are ours, or hashes that git has printed
            command, cwd=top, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr
        )
    except FileNotFoundError:
        raise UsageError("--changed needs git, which is not on PATH; install git, or leave out --changed") from None


def _stream(top: str, *arguments: str) -> Iterator[bytes]:
    """Yield what git writes line by line, since a patch may be larger than memory."""
    with _process(top, arguments, subprocess.DEVNULL) as git:
        assert git.stdout is not None
        yield from git.stdout
    if git.returncode:
        raise FileError(top, "git cannot compare the files", "leave out --changed, or repair the repository")


def _ask(top: str, *arguments: str) -> tuple[str, str]:
    """Return what git writes, "" if it fails, and the first line of its complaints."""
    with _process(top, arguments, subprocess.PIPE) as git:
        said, complaint = (os.fsdecode(part).rstrip("\n") for part in git.communicate())
    return "" if git.returncode else said, complaint.partition("\n")[0]
