"""Repeats: reuse the result for the previous mention of a term if the text around both is equal.

A text that says one thing again and again takes a tenth of the time. A short comparison comes first, so that other texts cost
nothing measurable.
Invariant: what is compared holds every word that can decide on a mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from twosense.senses.context import MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.mentions.mention_list import Mention
    from twosense.senses.context import Context

_NEARBY = 40  # characters on each side of a mention that are compared first
Result = TypeVar("Result")


class Repeats(Generic[Result]):
    """Caches one result for each mention of a context, which depends on the words around it alone."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._last: dict[str, tuple[str, Mention, Result]] = {}  # by term: the characters next to it, the mention, the result

    def of(self, mention: Mention, work_out: Callable[[Mention], Result]) -> Result:
        """Return the result for a mention.

        The function is not an attribute: it would keep its owner, with the words of a part, until cycles are collected.
        """
        nearby = self._context.text[max(0, mention.start - _NEARBY) : mention.end + _NEARBY]
        before = self._last.get(mention.key)
        if before and before[0] == nearby and self._around(before[1]) == self._around(mention):
            return before[2]
        result = work_out(mention)
        self._last[mention.key] = nearby, mention, result
        return result

    def _around(self, mention: Mention) -> tuple[int, int, str]:
        """Return where a mention begins and ends in the text that can decide on it, and this text."""
        context = self._context
        first, last = context.words(mention.start, mention.end)
        begin = context.starts[max(0, first - MARGIN)]
        end = context.ends[min(last + MARGIN, len(context.ends)) - 1]
        return mention.start - begin, mention.end - begin, context.text[begin:end]
