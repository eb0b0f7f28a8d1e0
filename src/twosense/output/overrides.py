"""Overrides: say which senses of lower layers the project hides or replaces, in full or in a clause.

Invariant: an override is never silent: each is listed by `paths` and `check`, and a scan counts them in its closing line.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosense.model import Override


def listed(overrides: Sequence[Override], labels: Mapping[str, str]) -> list[str]:
    """Return one line for each: `words/team.toml hides the built-in sense of DR (IT): disaster recovery`."""
    return [
        sanitize(
            f"{one.file} {'hides' if one.hidden else 'replaces'} the {one.layer} sense of {one.term} "
            f"({labels.get(one.side, one.side)}): {one.meaning}"
        )
        for one in overrides
    ]


def counted_by_file(overrides: Sequence[Override]) -> str:
    """Return how many of them each file has, "" if there is none."""
    counts = Counter(one.file for one in overrides)
    files = [f"{count:,} by {file}" for file, count in counts.items()]
    return f"senses of lower layers hidden or replaced: {', '.join(files)} (see `twosense paths`)" if files else ""
