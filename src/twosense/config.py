"""Config: the folders of this user, and the project that the working folder stands in.

Invariant: only paths, no file is opened here; XDG on every POSIX system, LOCALAPPDATA on Windows.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT_FILE = ".twosense.toml"


def _folder(variable: str, fallback: str) -> str:
    # The XDG base directory specification: a relative path in these variables is to be ignored.
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.expanduser(fallback)
    return os.path.join(base, "twosense")


if os.name == "nt":

    def config_folder() -> str:
        """Where the user's own glossary stands."""
        return os.path.join(_folder("LOCALAPPDATA", "~/AppData/Local"), "config")

    def cache_folder() -> str:
        """Where compiled views are kept."""
        return os.path.join(_folder("LOCALAPPDATA", "~/AppData/Local"), "cache")

else:

    def config_folder() -> str:
        """Where the user's own glossary stands."""
        return _folder("XDG_CONFIG_HOME", "~/.config")

    def cache_folder() -> str:
        """Where compiled views are kept."""
        return _folder("XDG_CACHE_HOME", "~/.cache")


def user_glossary() -> str:
    """The path of the user's own glossary, whether it exists or not."""
    return os.path.join(config_folder(), "glossary.toml")


def builtin_folder() -> str:
    """Where the built-in glossary and its source records stand: in the installed package, or at a checkout's top."""
    package = os.path.dirname(os.path.abspath(__file__))
    if os.path.exists(os.path.join(package, "glossary.toml")):
        return package
    return os.path.dirname(os.path.dirname(package))


def project_file() -> str | None:
    """The nearest `.twosense.toml` from the working folder upwards, or None."""
    try:
        folder = os.getcwd()
    except OSError:  # the working folder has been removed under our feet
        return None
    while True:
        path = os.path.join(folder, PROJECT_FILE)
        if os.path.lexists(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


class Roots:
    """Which glossaries were asked for, as paths.

    `builtin` is the folder of the built-in one, `cues` and `situations` the files that tell how its senses are recognised,
    `user` the user's file, `project` the project's `.twosense.toml`, and `extra` the files of the command line, which come on
    top of the others, or replace them when they stand `alone`.
    """

    __slots__ = ("alone", "builtin", "cues", "extra", "project", "situations", "user")

    def __init__(self, extra: Sequence[str] = (), only: Sequence[str] = ()) -> None:
        self.builtin = builtin_folder()
        here = os.path.dirname(os.path.abspath(__file__))
        self.cues = os.path.join(here, "cues.toml")
        self.situations = os.path.join(here, "situations.toml")
        self.alone = bool(only)
        self.extra = (*only, *extra)
        self.user = None if only else user_glossary()
        self.project = None if only else project_file()
