"""A document: a text that is read from a file, changed in the window, and written back.

Invariant: every change can be undone, and the bytes outside the changes stay those of the file, line ends and byte order mark
included.
"""

from __future__ import annotations

from typing import NamedTuple

from twosense.errors import FileError


class Change(NamedTuple):
    """A replacement in a text: the first character, what stood there, what stands there now, and what to call the change.

    `done` is the character of the changed text up to which a person is done with it, if that is not the end of the change.
    """

    offset: int
    removed: str
    inserted: str
    name: str
    done: int | None = None

    @property
    def end(self) -> int:
        """The character behind what was replaced."""
        return self.offset + len(self.removed)

    @property
    def growth(self) -> int:
        """How many characters longer the text is now."""
        return len(self.inserted) - len(self.removed)

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return self._replace(removed=self.inserted, inserted=self.removed)


class Document:
    """A text, the path of its file, and the bytes that the file had when it was read or written."""

    def __init__(self, path: str, data: bytes) -> None:
        """Open the bytes of a file. Raises FileError if they are not UTF-8."""
        self.path = path
        self.refusal: FileError | None = None  # why the text must not be changed
        try:
            self.text = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise FileError(path, f"not UTF-8 in line {line}", "save it as UTF-8") from None
        self.saved = data
        self._saved_text = self.text
        self._changes: list[Change] = []
        self._undone: list[Change] = []  # the last one undone is the last one here

    @property
    def is_changed(self) -> bool:
        """Whether the text differs from its file."""
        return self.text != self._saved_text

    def make(self, change: Change) -> None:
        """Make a change."""
        self._apply(change)
        self._changes.append(change)
        self._undone.clear()

    def undo(self) -> Change | None:
        """Take the last change back and return it as it was made; None if there is none."""
        if not self._changes:
            return None
        change = self._changes.pop()
        self._apply(change.inverse)
        self._undone.append(change)
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last, and return it; None if there is none."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._apply(change)
        self._changes.append(change)
        return change

    def remember(self, text: str, data: bytes) -> None:
        """Remember that the file has this text, which is these bytes."""
        self.saved, self._saved_text = data, text

    def _apply(self, change: Change) -> None:
        self.text = self.text[: change.offset] + change.inserted + self.text[change.end :]
