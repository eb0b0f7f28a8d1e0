"""A draft: a copy of a glossary file for an editor, with a term to fill in, which replaces the file once it has no faults.

Invariant: the file changes only when the draft is installed, and only if nobody else has changed it; until then the draft
stays where it is. A side of the new term that was left blank is not installed.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING
from zlib import crc32

from twosense.errors import GlossaryError
from twosense.glossary.entry import quoted
from twosense.glossary.own_glossary import faults_with, install
from twosense.glossary.toml import SIZE_LIMIT, TomlFile
from twosense.paths import config_folder
from twosense.text.fold import fold
from twosense.text.regular_file import read_file
from twosense.text.replace_file import draft_in_place, draft_of, make_folder_of, not_written
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from twosense.errors import Fault
    from twosense.model import Answer
    from twosense.paths import LayerPaths

_NAME = 40  # characters of a target's name that its draft has in its own, too: they take at most 160 bytes of 255
_HOW = "# Fill in one side or more; each needs a meaning and a definition. A side that stays blank is left out.\n"
_BLANKS = """meaning = ""     # in a few words, as in: DR (disaster recovery)
definition = ""  # in one or two sentences
"""
_SIDE = f"""
[[term.sense]]
side = {{}}
{_BLANKS}"""
_UNFILLED = re.compile(rf"{re.escape(_HOW)}|\n\[\[term\.sense\]\]\nside = .*\n{re.escape(_BLANKS)}")
_SIDE_GIVEN = re.compile(r"""\s*side\s*=\s*["'](.*)["']""")
_KNOWN = """
# What is known so far. Uncomment a sense to replace it, or to hide it with hide = true. New senses are added to these.
"""


class Draft:
    """The draft of one glossary file. `line` is the 1-based line of the term in it."""

    def __init__(self, target: str) -> None:
        self.target = target
        name = f"{os.path.basename(target)[-_NAME:]}-{crc32(os.fsencode(os.path.realpath(target))):08x}"
        self.path = os.path.join(config_folder(), "drafts", f"{name}.toml")
        self.line = 1
        self._original = f"{self.path}.original"  # what the file held when the draft was begun
        self._before = b""  # the same, in this call
        self._begun = ""  # what the draft held then

    @property
    def exists(self) -> bool:
        """Whether a draft of an earlier call was left."""
        return os.path.lexists(self.path)

    def begin(self, name: str, known: Answer | None, sides: Iterable[str]) -> None:
        """Write the draft: the file, with an entry for a name if it has none. `known` is what the layers know of it.

        Raises FileError or GlossaryError if the file cannot be read or has faults that hide where its terms are.
        """
        text, line = "", None
        self._before = b""
        if os.path.lexists(self.target):
            self._before = read_file(self.target, SIZE_LIMIT)
            text = self._before.decode("utf-8-sig", "replace")
            with suppress(GlossaryError):  # the file is broken already: the editor is for mending it
                line = _line_of(TomlFile(self.target), name)
        if line is None:
            start = text if not text or text.endswith("\n") else text + "\n"
            line = start.count("\n") + 1 + bool(start)
            text = start + "\n" * bool(start) + _entry(name, known, sides)
        self.line, self._begun = line, text
        _write(self._original, self._before)
        _write(self.path, text.encode())

    def resume(self) -> None:
        """Go on with the draft of an earlier call. Raises FileError."""
        self._before = read_file(self._original, SIZE_LIMIT)
        self._begun = ""

    def is_changed(self) -> bool:
        """Return whether the editor has changed the draft. Raises FileError."""
        return read_file(self.path, SIZE_LIMIT).decode("utf-8", "replace") != self._begun

    def faults(self, layer_paths: LayerPaths) -> list[Fault]:
        """Return the faults of these layers with the draft in place of its file; they name the file. Raises FileError."""
        # Blank lines in the place of blank sides, so that the lines of the faults are those of the draft.
        return faults_with(layer_paths, self.target, self._filled(lambda blank: "\n" * blank[0].count("\n")))

    def line_of(self, faults: Iterable[Fault]) -> int:
        """Return the line of the first fault in the draft."""
        return next((fault.line for fault in faults if fault.line and fault.file == self.target), self.line)

    def side_at(self, line: int) -> str:
        """Return the side of the sense that has this line of the draft, "" if none does. Raises FileError."""
        lines = read_file(self.path, SIZE_LIMIT).decode("utf-8", "replace").split("\n")
        start = next((number for number in range(line, 0, -1) if _is_header(lines[number - 1])), 1)
        below = takewhile(lambda text: not _is_header(text), lines[start:])
        return next((found[1] for found in map(_SIDE_GIVEN.match, below) if found), "")

    def install(self) -> None:
        """Put the draft in the place of its file. Raises FileError if the file has changed meanwhile, or cannot be written."""
        install(self.target, self._before, self._filled(lambda _: ""))
        self.discard()

    def _filled(self, in_place: Callable[[re.Match[str]], str]) -> bytes:
        """Return the draft with this in the place of what is left of its template, unless that is all. Raises FileError."""
        data = read_file(self.path, SIZE_LIMIT)
        text = data.decode("utf-8", "surrogateescape")
        before, header, term = text.rpartition("[[term]]")
        blank = sum(found != _HOW for found in _UNFILLED.findall(term))
        if blank == term.count("\n[[term.sense]]"):
            return data
        return f"{before}{header}{_UNFILLED.sub(in_place, term)}".encode("utf-8", "surrogateescape")

    def discard(self) -> None:
        """Remove the draft."""
        for path in (self.path, self._original):
            with suppress(OSError):
                os.unlink(path)


def _write(path: str, data: bytes) -> None:
    make_folder_of(path)
    try:
        with draft_in_place(draft_of(path), path) as file:
            file.write(data)
    except OSError as error:
        raise not_written(path, error) from None


def _is_header(line: str) -> bool:
    return line.lstrip().startswith("[[")


def _line_of(toml_file: TomlFile, name: str) -> int | None:
    """Return the line of the entry for a name, or None."""
    terms = toml_file.data.get("term")
    for index, term in enumerate(terms if isinstance(terms, list) else ()):
        if isinstance(term, dict) and fold(str(term.get("name", ""))) == fold(name):
            return toml_file.line(("term", index))
    return None


def _entry(name: str, known: Answer | None, sides: Iterable[str]) -> str:
    lines = ["[[term]]\n", f"name = {_quoted(known.term or name if known else name)}\n"]
    if known is None:
        lines += (_HOW, *(_SIDE.format(_quoted(side)) for side in sides))
    else:
        lines.append(_KNOWN)
        for sense in known.senses:
            lines += (
                "# [[term.sense]]\n",
                f"# side = {_quoted(sense.side)}\n",
                f"# meaning = {_quoted(sense.meaning)}\n",
                f"# definition = {_quoted(sense.definition)}\n",
                "#\n",
            )
    return "".join(lines)


def _quoted(value: str) -> str:
    return quoted(sanitize(value))
