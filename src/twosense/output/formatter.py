"""Formatter: the one protocol by which answers, findings and lists are written, and the writer that follows it.

Invariant: for any items, `start`, the items, each after `first` or `between`, and `end` are a complete document of the format.
"""

from __future__ import annotations

from twosense.output import stdout

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Protocol, TypeVar

    Item_contra = TypeVar("Item_contra", contravariant=True)

    class Formatter(Protocol[Item_contra]):
        """How one format writes items of one kind."""

        @property
        def first(self) -> str:
            """What comes before the first item, if there is one."""

        @property
        def between(self) -> str | bytes:
            """What separates two items."""

        def start(self) -> str:
            """Return what comes before the items."""

        def item(self, item: Item_contra, /) -> str | bytes:
            """Return one item, of the same type as `between`; an empty one is left out."""

        def end(self) -> str | Iterator[str]:
            """Return what comes after the items, in parts if it is long."""


class Plain:
    """A format whose items follow one another, with nothing around them."""

    first = ""
    between: str | bytes = ""

    def start(self) -> str:
        """Return what comes before the items: nothing."""
        return ""

    def end(self) -> str | Iterator[str]:
        """Return what comes after the items: nothing."""
        return ""


class Silent(Plain):
    """A format that writes nothing."""

    def item(self, item: object) -> str:  # noqa: ARG002  # the protocol's signature
        """Return nothing."""
        return ""


class JsonArray:
    """A format whose items are the elements of one JSON array."""

    first = "\n"
    between: str | bytes = b",\n"

    def start(self) -> str:
        """Return the opening bracket."""
        return "["

    def end(self) -> str:
        """Return the closing bracket."""
        return "\n]\n"


class Writer:
    """Writes items to stdout in one format, as they become known."""

    def __init__(self, formatter: Formatter[Any]) -> None:
        self._formatter = formatter
        self._begun = False

    def write(self, items: Iterable[object]) -> None:
        """Write these items at once."""
        self.write_formatted(list(filter(None, map(self._formatter.item, items))))

    def write_formatted(self, items: list[Any]) -> None:
        """Write items that are formatted already."""
        if not items:
            return
        between = self._formatter.between
        if not self._begun:
            stdout.write(self._formatter.start())
        stdout.write(between if self._begun else self._formatter.first)
        self._begun = True
        stdout.write(between.join(items))
        stdout.flush()

    def close(self) -> None:
        """Write the end of the document."""
        if not self._begun:
            stdout.write(self._formatter.start())
        end = self._formatter.end()
        for part in (end,) if isinstance(end, str) else end:
            stdout.write(part)
