"""What the window opens with: a mode, a document in it, and how to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from twosense.translate.settings import TranslationSettings

FIRST: Final = "browse"
SCAN: Final = "scan"
TRANSLATE: Final = "translate"


class Opening(NamedTuple):
    """A mode, the path of a document, and the settings of a translation."""

    mode: str = FIRST
    path: str = ""
    settings: TranslationSettings | None = None


BROWSE = Opening()
