"""Schema: the tables of a glossary file, as types.

Invariant: the types say what a table may hold; what they cannot say (declared sides, unique names), `read_glossary` checks.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from twosense.model import Basis
from twosense.text.fold import fold

TEXT_LIMIT = 2000  # characters
# The audience of both sides, two answers of a scan, and the name of the cues that speak for no side.
RESERVED_SIDES = ("mixed", "unclear", "none", "other")

Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT)]


class CitationTable(Struct, forbid_unknown_fields=True):
    """`{ passage = "crm-2019#10", basis = "stated" }`: a passage is named by its source and paragraph."""

    passage: Text
    basis: Basis


class SenseTable(Struct, forbid_unknown_fields=True):
    """`[[term.sense]]`: what one side means. With `hide`, side and meaning name a sense of an earlier layer to drop."""

    side: Text
    meaning: Text
    definition: Text | None = None
    say: Text | None = None
    cites: list[CitationTable] = []
    examples: list[Text] = []
    cues: list[Text] = []
    hide: Literal[True] | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """The side and the meaning: a later layer that gives a sense with the same two replaces this one."""
        return self.side, fold(self.meaning)


class TermTable(Struct, forbid_unknown_fields=True):
    """`[[term]]`: a headword, its other names, which of these names a scan skips (`unscanned`), and its senses."""

    name: Text
    aliases: list[Text] = []
    forms: list[Text] = []
    unscanned: list[Text] = []
    clash: Text | None = None
    related: list[Text] = []
    sense: list[SenseTable] = []


class SideTable(Struct, forbid_unknown_fields=True):
    """`[sides.sales]`: a group of people who share a language."""

    label: Text


class GlossaryTable(Struct, forbid_unknown_fields=True):
    """A glossary file."""

    title: Text | None = None
    sides: dict[Text, SideTable] = {}
    term: list[TermTable] = []
