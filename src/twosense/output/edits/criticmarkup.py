r"""CriticMarkup: a text with its changes written into it: `DR{++ (disaster recovery)++}`, `{~~old~>new~~}`, `DR{--{it}--}`.

Invariant: to accept all changes gives the translation, to reject them the text. Where the text itself has such markup, a
backslash breaks it, which Markdown does not show: `{\++`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosense.output.formatter import Plain
from twosense.translate.edits import undo

if TYPE_CHECKING:
    from twosense.model import Edit, Translation

_OPENING = re.compile(r"\{(?=\+\+|--|~~|==|>>)")
_CLOSING = re.compile(r"(\+\+|--|~~|==|<<)\}")


class CriticMarkup(Plain):
    """The texts with their changes written into them."""

    between = b""

    def item(self, one: Translation) -> bytes:
        """Return one text; the offsets of its edits count characters."""
        text = undo(one.text, one.edits)
        parts: list[str] = []
        at = 0
        for edit in one.edits:
            parts += _escaped(text[at : edit.offset]), _written(edit)
            at = edit.offset + edit.length
        return "".join((*parts, _escaped(text[at:]))).encode()


def _written(edit: Edit) -> str:
    old, new = edit.surface, edit.replacement
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    if same == len(old):
        return f"{_escaped(old)}{{++{_enclosed(new[same:])}++}}"
    if same == len(new):
        return f"{_escaped(new)}{{--{_enclosed(old[same:])}--}}"
    return f"{{~~{_enclosed(old)}~>{_enclosed(new)}~~}}"


def _escaped(text: str) -> str:
    return _OPENING.sub(r"{\\", text)


def _enclosed(text: str) -> str:
    return _CLOSING.sub(r"\1\\}", _escaped(text)).replace("~>", r"~\>")
