"""Build the wheel with the man page and the completion scripts, made of what the commands declare.

Invariant: an installation from the wheel has the page and the scripts of its own version.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.build import *  # noqa: F403  # the backend is Hatchling's, but for the function below
from hatchling.builders.constants import EDITABLES_REQUIREMENT
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACES = {
    "bash": "share/bash-completion/completions/twosense",
    "zsh": "share/zsh/site-functions/_twosense",
    "fish": "share/fish/vendor_completions.d/twosense.fish",
}


def get_requires_for_build_editable(config_settings: dict[str, Any] | None = None) -> list[str]:  # noqa: ARG001  # as declared
    """Leave out what the man page is made of: an editable installation has none, and would install all of that twice."""
    return [EDITABLES_REQUIREMENT]


class SharedFiles(BuildHookInterface[Any]):
    """Makes the files before a wheel is built, and removes them afterwards."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files; an editable installation has none, because its commands may change."""
        if version == "editable":
            return
        sys.path[:0] = [str(Path(self.root, "src")), str(Path(self.root, "docs"))]
        from man import man_page

        from twosense.commands.completions import script

        self._folder = TemporaryDirectory()
        texts = {place: script(shell) for shell, place in _PLACES.items()}
        texts["share/man/man1/twosense.1"] = man_page()
        for number, (place, text) in enumerate(texts.items()):
            path = Path(self._folder.name, str(number))
            path.write_text(text, encoding="utf-8", newline="\n")
            build_data["shared_data"][str(path)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  # as declared
        """Remove the files."""
        if version != "editable":
            self._folder.cleanup()
