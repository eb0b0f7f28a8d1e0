"""The requests of a screen to a service, whose answers arrive as messages.

Invariant: a request replaces the pending one of its group.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import Worker

Service = TypeVar("Service")


class Requests(Generic[Service]):
    """The requests of one screen. A subclass has a method for each of them."""

    def __init__(self, screen: Screen[Any], service: Service) -> None:
        self._screen, self._service = screen, service

    def _run(self, request: Callable[[], Coroutine[None, None, None]], group: str) -> Worker[None]:
        # A function, since a coroutine whose worker is cancelled before it starts would warn that it was never awaited.
        return self._screen.run_worker(request, group=group, exclusive=True)
