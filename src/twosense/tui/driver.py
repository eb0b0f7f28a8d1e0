"""The driver: Textual's own for this system, but asking the terminal it draws on for its size.

Textual asks standard output, and before that the variables COLUMNS and LINES: with `term=$(twosense --pick)` the window would
be 80 by 24 on every terminal, and where a shell exports the variables it would not follow a resize.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver() -> type[Driver] | None:
    """The driver's class, or None where Textual's own will do. The variables are forgotten."""
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
    if os.name == "nt":
        return None
    from textual.drivers.linux_driver import LinuxDriver

    class TerminalDriver(LinuxDriver):
        """Textual's driver with an eye of its own for the size."""

        def _get_terminal_size(self) -> tuple[int, int]:
            try:
                width, height = os.get_terminal_size(self._file.fileno())  # type: ignore[union-attr]
            except (OSError, AttributeError):
                return super()._get_terminal_size()
            return width or 80, height or 24

    return TerminalDriver
