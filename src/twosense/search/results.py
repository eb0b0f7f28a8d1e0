"""Results: the hits of a query, best first, each made when it is read.

Invariant: only hits that are read are highlighted, which takes .25 ms each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from twosense.model import Hit

Match = TypeVar("Match")


class Results(Generic[Match]):
    """The hits that `make_hit` makes of what was found. `more` is whether there are others that were not looked for."""

    def __init__(self, found: Sequence[Match], make_hit: Callable[[Match], Hit], *, more: bool = False) -> None:
        self._found, self._make_hit, self.more = found, make_hit, more

    def __len__(self) -> int:
        """Return how many hits there are."""
        return len(self._found)

    def hits(self, first: int = 0, count: int | None = None) -> list[Hit]:
        """Return `count` hits from number `first`, or all from there."""
        return [self._make_hit(one) for one in self._found[first : None if count is None else first + count]]
