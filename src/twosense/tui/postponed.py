"""Postponed actions: those that wait for an answer of a service, and those that were asked for after them.

Invariant: actions take effect in the order of their keys, and none on something else than what was selected.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

Arguments = ParamSpec("Arguments")


class Postponing(Protocol):
    """A screen with postponed actions."""

    postponed: PostponedActions

    @property
    def is_answered(self) -> bool:
        """Whether everything is known that an action needs."""

    @property
    def is_asking(self) -> bool:
        """Whether a dialog is open, or about to open."""


Owner = TypeVar("Owner", bound=Postponing)


class PostponedActions:
    """The postponed actions of a screen."""

    def __init__(self) -> None:
        self._actions: list[Callable[[], None]] = []

    def __bool__(self) -> bool:
        return bool(self._actions)

    def add(self, action: Callable[[], None]) -> None:
        """Postpone an action."""
        self._actions.append(action)

    def run(self, owner: Postponing) -> None:
        """Run the actions, which may be postponed again; after one that opens a dialog, the keys were meant for the dialog."""
        actions, self._actions = self._actions, []
        for action in actions:
            if owner.is_asking:
                break
            action()

    def clear(self) -> None:
        """Forget the actions."""
        self._actions.clear()


def in_order(
    *, waits: bool
) -> Callable[[Callable[Concatenate[Owner, Arguments], None]], Callable[Concatenate[Owner, Arguments], None]]:
    """Make an action keep its place behind postponed ones; if it `waits`, it also waits for the answer itself."""

    def decorate(action: Callable[Concatenate[Owner, Arguments], None]) -> Callable[Concatenate[Owner, Arguments], None]:
        @wraps(action)
        def act(owner: Owner, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
            if owner.postponed or (waits and not owner.is_answered):
                owner.postponed.add(partial(act, owner, *args, **kwargs))
            else:
                action(owner, *args, **kwargs)

        return act

    return decorate
