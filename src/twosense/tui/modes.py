"""The modes of the window: what it can do, each a stack of screens, one key apart.

To add a mode, write its first screen, add a line to `MODES`, and a key with the id `window.NAME` and the action
`app.switch_mode('NAME')` to the table in keys.py. Help and palette follow from that.

Invariant: the screen of a mode is imported when the mode is first opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from twosense.tui.opening import BROWSE, FIRST, SCAN, TRANSLATE

if TYPE_CHECKING:
    from textual.screen import Screen

    from twosense.tui.app import Window


class Mode(NamedTuple):
    """A mode: its name, as in the id of its key, and what makes its first screen."""

    name: str
    first_screen: Callable[[Window], Screen[Any]]


def _browse(window: Window) -> Screen[Any]:
    from twosense.tui.screens.browse import Browse

    return Browse(window.session, window.service, window.first_query)


def _scan(window: Window) -> Screen[Any]:
    from twosense.tui.screens.scan import Scan

    path = window.opening.path if window.opening.mode == SCAN else ""
    return Scan(window.session, window.service, window.documents, path)


def _translate(window: Window) -> Screen[Any]:
    from twosense.tui.screens.translate import Translate

    opening = window.opening if window.opening.mode == TRANSLATE else BROWSE
    return Translate(window.session, window.service, window.documents, opening)


MODES = (Mode(FIRST, _browse), Mode(SCAN, _scan), Mode(TRANSLATE, _translate))
