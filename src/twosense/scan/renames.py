"""Renames: let a baseline follow files to their new names.

A file of the baseline that is gone may be one that the baseline does not know yet. The texts tell: the two have mentions in the
same lines. Invariant: each gone file becomes one file at most, so that a second copy of it is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from twosense.scan.baseline import Baseline
    from twosense.scan.fingerprints import Fingerprint


def follow_renames(baseline: Baseline, paths: Iterable[str], prints_of: Callable[[str], Sequence[Fingerprint]]) -> None:
    """Give the mentions of each gone file to the file among these paths that shares the most lines with it.

    Half of the mentions must be in shared lines, of the file that has fewer. `prints_of` returns the mentions of a file; it is
    asked only if files are gone, and only about those that the baseline does not have.
    """
    gone = baseline.gone()
    if not gone:
        return
    files_with: defaultdict[str, list[str]] = defaultdict(list)  # by the digest of a mention in its line
    for old, lines in gone.items():
        for line in lines:
            files_with[line].append(old)
    pairs = []
    for number, new in enumerate(path for path in paths if not baseline.has(path)):
        lines = {one.line for one in prints_of(new)}
        shared = Counter(old for line in lines for old in files_with.get(line, ()))
        pairs += [(-count, number, old, new) for old, count in shared.items() if 2 * count >= min(len(lines), len(gone[old]))]
    for _, _, old, new in sorted(pairs):
        if old in gone and not baseline.has(new):
            del gone[old]
            baseline.rename(old, new)
