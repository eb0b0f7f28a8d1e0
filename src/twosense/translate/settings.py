"""Settings: for whom texts are translated, and how: as the call says, else as the project's `[translate]` table does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from twosense.errors import GlossaryError
from twosense.model import MIXED, Style
from twosense.scan.settings import side_faults

if TYPE_CHECKING:
    from twosense.errors import Fault
    from twosense.glossary.project import Project
    from twosense.store.lmdb import Store


class TranslationSettings(Struct, frozen=True):
    """The readers of a translation, the side of its author, its style, and whether headings are changed, too."""

    to: str
    author: str | None
    style: Style
    headings: bool


def resolve_settings(
    project: Project | None, store: Store, to: str | None, author: str | None, style: Style | None, *, headings: bool
) -> TranslationSettings:
    """Return the settings, each from the options if they give it, otherwise from the project.

    Raises GlossaryError for a side that no layer declares.
    """
    if project is None:
        return TranslationSettings(MIXED if to is None else to, author, style or "gloss", headings)
    table = project.table.translate
    faults: list[Fault] = []
    if to is None:
        faults += side_faults(project, store, ("translate", "to"), table.to, MIXED)
    if author is None and table.author is not None:
        faults += side_faults(project, store, ("translate", "from"), table.author)
    if faults:
        raise GlossaryError(faults)
    return TranslationSettings(
        table.to if to is None else to, author or table.author, style or table.style, headings or table.headings
    )
