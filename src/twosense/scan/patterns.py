"""Patterns: the lines of a `.gitignore`, also in a project's `include` and `exclude`, as one matcher.

Invariant: a line that cannot be used, mostly because git lets it match nothing, does not take the others with it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    from pathspec import GitIgnoreSpec

    Backend = Literal["simple"] | None

# An escaped character, or a set; and the classes that a set may name, which git knows and pathspec does not. A set that is not
# closed is the rest of the line: to look for the end of each such set in vain takes quadratic time.
_SET = re.compile(r"\\.|\[[!^]?\]?(?:\[:\w*:\]|[^]])*(?:\]|\Z)", re.DOTALL)
_STARS = re.compile(r"\*+")
_SIMPLE_STARS = 2
_CLASS = re.compile(r"\[:(\w*):\]")
_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \t",
    "cntrl": "\0-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": ":-@[-`{-~!-/",
    "space": " \t-\r",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


def read_patterns(lines: Sequence[str]) -> tuple[GitIgnoreSpec, list[int]]:
    """Return the matcher of the lines that can be used, and the indices of the others."""
    # To compile a line takes Hyperscan a millisecond or two, and to match all lines no time; `re` takes a tenth of a
    # millisecond and 4 us a path. It is quicker in a tree of less than some thousand files, but for each star that a line
    # has it may try every place in a path.
    simple = all(len(_STARS.findall(line)) <= _SIMPLE_STARS for line in lines)
    return _read(lines, "simple" if simple else None)


def _read(lines: Sequence[str], backend: Backend) -> tuple[GitIgnoreSpec, list[int]]:
    """Read patterns. All are tried with one backend, because a line that one of them takes may be refused by another."""
    try:
        return _matcher(lines, backend), []
    except Exception:  # noqa: BLE001  # pathspec, `re` and hyperscan each have an error of their own
        if len(lines) == 1:
            return _matcher([], backend), [0]
        middle = len(lines) // 2  # by halving: to try each line alone takes a millisecond a line
        unusable = _read(lines[:middle], backend)[1]
        unusable += [middle + index for index in _read(lines[middle:], backend)[1]]
        usable = set(range(len(lines))).difference(unusable)
        return _matcher([lines[index] for index in sorted(usable)], backend), unusable


def _matcher(lines: Sequence[str], backend: Backend) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # takes a fifth of a scan's start, and most scans need none

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of `re`, about a set such as `[[a]`
        plain = [_SET.sub(_without_classes, line) for line in lines]
        return GitIgnoreSpec.from_lines(plain, backend=backend)


def _without_classes(found: re.Match[str]) -> str:
    """Write out the classes in a set, such as `[:alpha:]`. Raises KeyError for one that does not exist."""
    return found[0][0] + _CLASS.sub(lambda name: _CLASSES[name[1]], found[0][1:])
