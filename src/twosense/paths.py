"""Paths: the folders of this user, the files that may configure a project, where each layer is, and whether a file has changed.

Invariant: nothing is read here but the bytes of a `pyproject.toml`, to see whether it speaks of twosense at all. Folders
follow XDG on every POSIX system, LOCALAPPDATA on Windows. They are never looked for in the working folder.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The layers, the lowest first, and those that come with twosense.
LAYERS = ("built-in", "field", "jargon", "user", "project", "command-line")
BUILT_IN, FIELD, JARGON, USER, PROJECT, COMMAND_LINE = LAYERS
PACKAGED = (BUILT_IN, FIELD, JARGON)
PROJECT_FILE, PYPROJECT = ".twosense.toml", "pyproject.toml"
TRUSTED_VARIABLE = "TWOSENSE_TRUSTED"  # folders whose projects are used whoever owns them, separated as in PATH
_PYPROJECT_LIMIT = 1 << 20  # bytes read of a pyproject.toml


def _folder(variable: str, fallback: str) -> str:
    # The XDG base directory specification: a relative path in these variables is to be ignored.
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.expanduser(fallback)
    if not os.path.isabs(base):
        # Nobody knows the home folder. Nothing exists below this path, while the working folder may be somebody else's.
        base = os.path.abspath(os.devnull)
    return os.path.join(base, "twosense")


if os.name == "nt":

    def config_folder() -> str:
        """Return the folder of the user's own glossary and configuration."""
        return os.path.join(_folder("LOCALAPPDATA", "~/AppData/Local"), "config")

    def cache_folder() -> str:
        """Return the folder of the compiled views."""
        return os.path.join(_folder("LOCALAPPDATA", "~/AppData/Local"), "cache")

    def state_folder() -> str:
        """Return the folder of what the window remembers."""
        return os.path.join(_folder("LOCALAPPDATA", "~/AppData/Local"), "state")

else:

    def config_folder() -> str:
        """Return the folder of the user's own glossary and configuration."""
        return _folder("XDG_CONFIG_HOME", "~/.config")

    def cache_folder() -> str:
        """Return the folder of the compiled views."""
        return _folder("XDG_CACHE_HOME", "~/.cache")

    def state_folder() -> str:
        """Return the folder of what the window remembers."""
        return _folder("XDG_STATE_HOME", "~/.local/state")


def user_glossary() -> str:
    """Return the path of the user's own glossary, whether it exists or not."""
    return os.path.join(config_folder(), "glossary.toml")


def user_config() -> str:
    """Return the path of the user's configuration, whether it exists or not."""
    return os.path.join(config_folder(), "config.toml")


def builtin_folder() -> str:
    """Return the folder of the built-in glossary and source records: the installed package, or the top of a checkout."""
    package = _package()
    if os.path.exists(os.path.join(package, "glossary.toml")):
        return package
    return os.path.dirname(os.path.dirname(package))


def project_files() -> tuple[str, ...]:
    """Return the files that may configure this project, the nearest first, from the working folder upwards.

    The list ends at the first `.twosense.toml`. Before it are files named `pyproject.toml` that mention twosense; which of
    them has a table for it, `glossary.project` finds out.
    """
    try:
        folder = os.getcwd()
    except OSError:  # the working folder was removed
        return ()
    return tuple(_project_files(folder))


def _project_files(folder: str) -> Iterator[str]:
    while True:
        path = os.path.join(folder, PROJECT_FILE)
        if os.path.lexists(path):
            yield path
            return
        path = os.path.join(folder, PYPROJECT)
        if _mentions_twosense(path):
            yield path
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _mentions_twosense(path: str) -> bool:
    """Return whether a file has the bytes of our name. Most projects have none, so that a lookup there opens no TOML."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        # 0o170000 and 0o100000 are S_IFMT and S_IFREG; importing stat is left to those who need more of it.
        return os.fstat(descriptor).st_mode & 0o170000 == 0o100000 and b"twosense" in os.read(descriptor, _PYPROJECT_LIMIT)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def absolute(path: str) -> str:
    """Return a path from the root. Raises FileError if it is relative to a working folder that was removed."""
    try:
        return os.path.abspath(path)
    except OSError:
        from twosense.errors import FileError

        raise FileError(path, "the working folder was removed", "change to another folder") from None


def repository_top(folder: str) -> str | None:
    """Return the top of the git repository that an absolute folder is in, or None."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def stamp(path: str) -> str:
    """Return size, times and inode of a file, or "-" if there is none: a changed file has another stamp.

    A copy may restore the size and the time of the content. Only the system sets the time of the last change of any kind. A
    path that ends with a separator is a folder of which only owner and mode count, whatever files are in it.
    """
    try:
        status = os.stat(path)
        return f"{status.st_uid} {status.st_mode}" if path.endswith(os.sep) else stamp_of(status)
    except (OSError, ValueError):  # ValueError: the path holds a NUL byte
        return "-"


def stamp_of(status: os.stat_result) -> str:
    """Return the stamp of a file whose status is at hand."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


class LayerPaths:
    """Where the layers of one call are, as paths.

    `builtin` is the folder of the built-in glossary, `user` the user's glossary, `project` the files that may configure the
    project, `extra` the files named on the command line. These come on top of the others, or replace them if `alone`. `layers`
    names the layers whose senses are used; without names, the configuration decides. `trust` is what the environment says of
    the owners whose projects are used.
    """

    __slots__ = ("alone", "builtin", "extra", "layers", "project", "trust", "user")

    def __init__(
        self, extra: Sequence[str] = (), only: Sequence[str] = (), *, project: bool = True, layers: Sequence[str] = ()
    ) -> None:
        self.builtin = builtin_folder()
        self.alone = bool(only)
        self.extra = (*only, *extra)
        self.layers = tuple(layers)
        self.user = None if only else user_glossary()
        self.project = project_files() if project and not only else ()
        self.trust = tuple(os.environ.get(name, "") for name in (TRUSTED_VARIABLE, "SUDO_UID")) if self.project else ()


def cue_file(layer: str) -> str:
    """Return the file of the cues of a layer of the package."""
    return (
        os.path.join(_package(), "layers", "field-cues.toml")
        if layer == FIELD
        else os.path.join(_package(), "senses", "cues.toml")
    )


def layer_file(name: str) -> str:
    """Return the file of the layer `field` or `jargon`."""
    return os.path.join(_package(), "layers", f"{name}.toml")


def _package() -> str:
    return os.path.dirname(os.path.abspath(__file__))
