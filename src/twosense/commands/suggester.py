"""Suggester: the terms that were probably meant by queries that found nothing.

Invariant: the view for searches is opened once, when the first query has found nothing.
"""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.paths import LayerPaths
    from twosense.search.rank import Ranker


def suggester(layer_paths: LayerPaths) -> Callable[[str], tuple[str, ...]]:
    """Return a function from a query to the terms that it may mean."""

    @lru_cache(1)
    def ranker() -> Ranker:
        from twosense.build import open_layers
        from twosense.search.rank import Ranker
        from twosense.store.view import SEARCH

        return Ranker(open_layers(layer_paths, SEARCH))

    # A word that is wrong in one line is wrong in others, too; a search takes a thousand times as long as a lookup.
    return lru_cache(4096)(lambda query: ranker().suggest(query))
