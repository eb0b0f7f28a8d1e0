"""Schema: the tables of a glossary file, as types.

Invariant: the types say what a table may hold; what they cannot say (declared sides, unique names), `read_glossary` checks.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from twosense.model import CUE_LIMIT, SLOTS, Basis, Slot
from twosense.text.fold import fold

TEXT_LIMIT = 2000  # characters

Text = Annotated[str, Meta(min_length=1, max_length=TEXT_LIMIT)]
Cue = Annotated[str, Meta(min_length=1, max_length=CUE_LIMIT)]
Url = Annotated[str, Meta(pattern=r"\Ahttps?://[!-~]{1,500}\Z")]  # becomes a link on a terminal


class CitationTable(Struct, forbid_unknown_fields=True):
    """`{ passage = "crm-2019#10", basis = "stated" }`: a passage is named by its source and paragraph."""

    passage: Text
    basis: Basis


class ReferenceTable(Struct, forbid_unknown_fields=True):
    """`{ id = "rfc9110", section = "section 3.3" }`: an authority that a layer declares, and where it uses the word."""

    id: Text
    section: Text | None = None


class FormsTable(Struct, forbid_unknown_fields=True, frozen=True):
    """`forms = { plural = ["channels"], verb = ["channel"] }`: forms of a term's names by slot."""

    noun: list[Text] = []
    plural: list[Text] = []
    adjective: list[Text] = []
    adverb: list[Text] = []
    verb: list[Text] = []
    third: list[Text] = []
    past: list[Text] = []
    ing: list[Text] = []

    def by_slot(self) -> dict[Slot, list[Text]]:
        """Return the forms of each slot that has any."""
        return {slot: forms for slot in SLOTS if (forms := getattr(self, slot))}


class SayTable(Struct, forbid_unknown_fields=True, frozen=True):
    """`say = { noun = "sales channel" }`: a wording for each slot that the term fills in this sense."""

    noun: Text | None = None
    plural: Text | None = None
    adjective: Text | None = None
    adverb: Text | None = None
    verb: Text | None = None
    third: Text | None = None
    past: Text | None = None
    ing: Text | None = None

    def by_slot(self) -> dict[Slot, Text]:
        """Return the wording of each slot that has one."""
        return {slot: wording for slot in SLOTS if (wording := getattr(self, slot))}


class SenseTable(Struct, forbid_unknown_fields=True):
    """`[[term.sense]]`: what one side means. With `hide`, side and meaning name a sense of an earlier layer to drop."""

    side: Text
    meaning: Text
    definition: Text | None = None
    say: SayTable = SayTable()
    cites: list[CitationTable] = []
    authorities: list[ReferenceTable] = []
    examples: list[Text] = []
    cues: list[Cue] = []
    hide: Literal[True] | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """The side and the meaning: a later layer that gives a sense with the same two replaces this one."""
        return self.side, fold(self.meaning)


class TermTable(Struct, forbid_unknown_fields=True):
    """`[[term]]`: a headword, its other names, which of these names a scan skips (`unscanned`), and its senses."""

    name: Text
    aliases: list[Text] = []
    forms: FormsTable = FormsTable()
    unscanned: list[Text] = []
    clash: Text | None = None
    related: list[Text] = []
    sense: list[SenseTable] = []


class SideTable(Struct, forbid_unknown_fields=True):
    """`[sides.sales]`: a group of people who share a language."""

    label: Text


class AuthorityTable(Struct, forbid_unknown_fields=True):
    """`[authorities.rfc9110]`: a public text that senses may refer to. No text of it is kept; `year` is absent if unknown."""

    title: Text
    publisher: Text
    url: Url
    year: Annotated[int, Meta(ge=1, le=9999)] | None = None


class GlossaryTable(Struct, forbid_unknown_fields=True):
    """A glossary file."""

    title: Text | None = None
    sides: dict[Text, SideTable] = {}
    authorities: dict[Text, AuthorityTable] = {}
    term: list[TermTable] = []
