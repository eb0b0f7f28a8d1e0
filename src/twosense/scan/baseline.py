"""Baseline: leave out the mentions that an earlier scan reported, so that only new ones are reported.

A mention is known if the earlier scan has one with the same fingerprint in the same file. Because lines move, the lines around
it may differ; then those with one of these lines in common come first. Invariant: each mention of the earlier scan makes one
mention known at most, so that a second copy of a line is new.
"""

from __future__ import annotations

import mmap
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.errors import FileError
from twosense.paths import absolute
from twosense.scan.earlier_output import decode_output
from twosense.scan.fingerprints import parse
from twosense.scan.text_file import File, read_text
from twosense.text.sanitize import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.scan.fingerprints import Fingerprint

_SIZE_LIMIT = 1 << 30  # bytes; more than a scan writes about the largest text, with a finding in every third word
_ADVICE = "write one with `twosense scan --baseline FILE --update-baseline`"
# What has to be the same, the surest first.
_MATCHES: tuple[Callable[[Fingerprint], object], ...] = (
    tuple,
    itemgetter(0, 1),  # the line and the one before
    itemgetter(0, 2),
    attrgetter("line"),
)


class KnownFinding(Struct, omit_defaults=True):
    """A finding of an earlier scan, with keys that findings in JSON have, too. `path` starts at the folder of the baseline."""

    path: str
    fingerprints: tuple[str, ...]
    term: str = ""


class Baseline:
    """The mentions of an earlier scan, by file."""

    def __init__(self, findings: Iterable[KnownFinding], folder: str) -> None:
        """Take the findings of a baseline in this folder. Raises ValueError for a fingerprint that is none."""
        self._by_file: defaultdict[str, list[Fingerprint]] = defaultdict(list)
        real = lru_cache(None)(lambda path: real_path(os.path.join(folder, path)))  # half of the time, without it
        for finding in findings:
            self._by_file[real(finding.path)] += map(parse, finding.fingerprints)
        self._matched = mmap.mmap(-1, 1)  # shared with the worker processes, which do the matching

    def has(self, path: str) -> bool:
        """Return whether it has mentions of a file."""
        return real_path(path) in self._by_file

    def known(self, path: str, mentions: Sequence[Fingerprint]) -> set[int]:
        """Return which mentions of a file are known, by their numbers."""
        old = dict(enumerate(self._by_file.get(real_path(path), ())))
        new = dict(enumerate(mentions)) if old else {}
        known: set[int] = set()
        for same in _MATCHES:
            waiting: defaultdict[object, list[int]] = defaultdict(list)
            for number in reversed(old):
                waiting[same(old[number])].append(number)
            for number in list(new):
                if matching := waiting.get(same(new[number])):
                    del old[matching.pop()], new[number]
                    known.add(number)
        if known:
            self._matched[0] = 1
        return known

    def gone(self) -> dict[str, set[str]]:
        """Return the files that do not exist any more, each with the digests of its mentions in their lines."""
        return {path: {one.line for one in prints} for path, prints in self._by_file.items() if not os.path.lexists(path)}

    def rename(self, old: str, new: str) -> None:
        """Give the mentions of a file, one of `gone`, to another that has none."""
        self._by_file[real_path(new)] = self._by_file.pop(old)

    @property
    def is_useless(self) -> bool:
        """Whether it has mentions, and none was known so far."""
        return bool(self._by_file) and not self._matched[0]


def relative_path(path: str, folder: str) -> str:
    """Return the path of a file from a folder, as a baseline in that folder names it."""
    real = real_path(path)
    try:
        return os.path.relpath(real, real_path(folder)).replace(os.sep, "/")
    except ValueError:  # on another drive
        return real


def read_baseline(path: str) -> Baseline:
    """Read a baseline that `--format json` or `ndjson` wrote; its paths start at its own folder. Raises FileError."""
    return baseline_of(path, read_findings(path))


def baseline_of(path: str, findings: Iterable[KnownFinding]) -> Baseline:
    """Return the baseline with the findings that were read from this path. Raises FileError for a fingerprint that is none."""
    try:
        return Baseline(findings, os.path.dirname(os.path.realpath(path)))
    except ValueError as error:
        raise _no_baseline(path, error) from None


def read_findings(path: str) -> list[KnownFinding]:
    """Read the findings of a baseline. Raises FileError."""
    if not os.path.lexists(path):
        raise FileError(path, "does not exist", _ADVICE)
    data = read_text(File(path, named=True), _SIZE_LIMIT) or b""
    try:
        return decode_output(data, KnownFinding)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_baseline(path, error) from None


def _no_baseline(path: str, error: Exception) -> FileError:
    return FileError(path, f"not a baseline: {error}", _ADVICE)


def real_path(path: str) -> str:
    """Return the one path of a file, whatever links lead to it."""
    return replace_surrogates(os.path.realpath(absolute(path)))
