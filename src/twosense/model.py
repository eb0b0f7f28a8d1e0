"""Model: terms, senses, citations, answers and findings. The field names are those of the JSON.

Invariant: every value is immutable, and its texts have no control or bidi characters; only a query is as the user typed it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, get_args

from msgspec import Struct, to_builtins

Basis = Literal["stated", "used"]
Level = Literal["warning", "note", "ordinary"]  # of a finding
Threshold = Literal["warning", "note", "all"]  # the lowest level that a scan reports; "all" includes ordinary uses
Style = Literal["gloss", "expand", "replace"]  # of a translation
EditStyle = Literal["gloss", "expand", "replace", "own", "pin", "unpin"]  # "own" is a wording that a person has typed
Tier = Literal["exact", "alias", "form", "prefix", "initials", "spelling", "meaning"]
# What a word is in its sentence: a noun in the singular or plural, an adjective before a noun, an adverb, or a verb: its base
# form, its third person, its past form, its -ing form.
Slot = Literal["noun", "plural", "adjective", "adverb", "verb", "third", "past", "ing"]
SLOTS: tuple[Slot, ...] = get_args(Slot)

# What is written in place of a side, so that no side may have such a name.
MIXED = "mixed"  # readers of every side
UNCLEAR = "unclear"  # the reading of a mention that the text does not settle
NONE = "none"  # the reading of an ordinary use, with the sense of no side
OTHER = "other"  # the cues of such uses
RESERVED_SIDES = (MIXED, UNCLEAR, NONE, OTHER)
CUE_LIMIT = 60  # characters of a cue: a word or a phrase. How far from a mention a scan reads depends on it


class Value(Struct, frozen=True, kw_only=True):
    """What all of them have in common."""

    def to_dict(self) -> dict[str, Any]:
        """Return the value as the JSON has it, for `json.dumps`: a date is a text such as "2019-10-28".

        >>> Passage(paragraph=3, says="It works.").to_dict()
        {'paragraph': 3, 'says': 'It works.', 'phrases': ()}
        """
        fields: dict[str, Any] = to_builtins(self)
        return fields


class Citation(Value, frozen=True, kw_only=True):
    """A link from a sense to a passage. What the article does not state is None; `paragraph` counts from 1.

    >>> from twosense import load
    >>> cited = load().lookup("DR").senses[1].citations[0]
    >>> cited.source, cited.paragraph, cited.basis
    ('crm-2019', 10, 'stated')
    """

    source: str
    title: str
    author: str | None
    publisher: str | None
    date: dt.date | None
    paragraph: int
    basis: Basis


class Authority(Value, frozen=True, kw_only=True):
    """A public text, such as a standard, that uses a word in a sense. twosense refers to it, and holds none of its text.

    `section` says where in the text, None if it needs no place; `year` is None if it is not known.

    >>> from twosense import load
    >>> next(one.publisher for one in load().authorities if one.id == "rfc6749")
    'IETF'
    """

    id: str
    title: str
    publisher: str
    url: str
    year: int | None = None
    section: str | None = None


class Sense(Value, frozen=True, kw_only=True):
    """What one side means by a term. Without citations and authorities it is editorial.

    `say` has for each slot that the term fills in this sense a wording to put in its place.

    >>> from twosense import load
    >>> load().lookup("DR").senses[1].say["adjective"]
    'disaster-recovery'
    """

    side: str
    meaning: str
    definition: str
    say: Mapping[Slot, str]
    layer: str
    citations: tuple[Citation, ...]
    authorities: tuple[Authority, ...] = ()
    examples: tuple[str, ...]

    @property
    def is_editorial(self) -> bool:
        """Whether it cites neither an article nor an authority, so that it is the glossary's own wording."""
        return not self.citations and not self.authorities


class Override(Value, frozen=True, kw_only=True):
    """A sense of a lower layer that a file of the project hides or replaces; `layer` is the lower one."""

    file: str
    term: str
    side: str
    meaning: str
    layer: str
    hidden: bool


class Term(Value, frozen=True, kw_only=True):
    """A headword, its other names, and its senses in the order of the sides.

    `forms` has the inflected and respelled forms of all names by the slot that they fill. A headword or alias that they do
    not list is a noun.

    >>> from twosense import load
    >>> load().terms[0].term
    'A/B test'
    """

    term: str
    aliases: tuple[str, ...]
    forms: Mapping[Slot, tuple[str, ...]]
    senses: tuple[Sense, ...]
    clash: str | None
    related: tuple[str, ...]

    @property
    def variants(self) -> tuple[str, ...]:
        """The forms that are neither the headword nor an alias."""
        names = {self.term, *self.aliases}
        return tuple(dict.fromkeys(form for of_slot in self.forms.values() for form in of_slot if form not in names))


class Answer(Value, frozen=True, kw_only=True):
    """The answer to one query. If nothing was found, `term` is None and `suggestions` names the nearest headwords.

    >>> from twosense import load
    >>> load().lookup("agiel").suggestions
    ('agile',)
    """

    query: str
    found: bool
    term: str | None = None
    aliases: tuple[str, ...] = ()
    forms: Mapping[Slot, tuple[str, ...]] = {}
    senses: tuple[Sense, ...] = ()
    clash: str | None = None
    related: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


class Hit(Value, frozen=True, kw_only=True):
    """One ranked hit of a search.

    `score` is 0 to 100 and comparable between queries. `matched` is the text that matched, and `spans` are its characters to
    highlight: 0-based, half-open, in order.

    >>> from twosense import load
    >>> hit = load().search("agiel")[0]
    >>> hit.term, hit.tier
    ('agile', 'spelling')
    """

    term: str
    score: float
    matched: str
    tier: Tier
    spans: tuple[tuple[int, int], ...] = ()


class Passage(Value, frozen=True, kw_only=True):
    """A paragraph of a source (non-empty lines, from 1): what it says in our words, and short phrases from it.

    >>> from twosense import load
    >>> load().sources[0].passages[0].phrases[1]
    'collaboration between the two'
    """

    paragraph: int
    says: str
    phrases: tuple[str, ...] = ()


class Source(Value, frozen=True, kw_only=True):
    """One article: what its text states about itself, the SHA-256 of its file, its passages, and where to read it.

    >>> from twosense import load
    >>> load().sources[0].title
    'Forrester: CMOs and CIOs must collaborate in the age of the customer'
    """

    id: str
    file: str
    sha256: str
    title: str
    author: str | None = None
    publisher: str | None = None
    date: dt.date | None = None
    passages: tuple[Passage, ...] = ()
    url: str | None = None


class Edit(Value, frozen=True, kw_only=True):
    """One change of a text. `offset` and `length` are bytes of the text before the change, or characters in Python.

    `because` has the words that decided, or "pinned" for a mark, "answered" for a person.

    >>> from twosense import load
    >>> (edit,) = load().translate("The DR site failed over.", reader="marketing").edits
    >>> edit.offset, edit.surface, edit.replacement
    (4, 'DR site', 'DR site (DR: disaster recovery)')
    """

    offset: int
    length: int
    line: int
    column: int
    surface: str
    replacement: str
    term: str
    side: str
    meaning: str
    style: EditStyle
    confidence: float
    because: tuple[str, ...]


class Decision(Value, frozen=True, kw_only=True):
    """What a person says about a mention: its side, or a wording to put in its place, or neither: it stays as it is.

    `side` may be "none" for an ordinary use. `meaning` says which sense, where the side has several.

    >>> from twosense import load
    >>> load().translate("Who is for DR?", reader="marketing", decisions={11: Decision(side="it")}).text
    'Who is for DR (disaster recovery)?'
    """

    side: str | None = None
    meaning: str = ""
    wording: str = ""


class ReadingOfQuestion(Value, frozen=True, kw_only=True):
    """What one side would understand."""

    side: str
    meaning: str


class Question(Value, frozen=True, kw_only=True):
    """A mention that a translation leaves to the writer, because the text does not show which sense is meant.

    >>> from twosense import load
    >>> (question,) = load().translate("Who is for DR?").questions
    >>> question.by_side
    {'marketing': 'direct response', 'it': 'disaster recovery'}
    """

    offset: int
    length: int
    line: int
    column: int
    surface: str
    term: str
    readings: tuple[ReadingOfQuestion, ...]
    lean: str | None

    @property
    def by_side(self) -> dict[str, str]:
        """What each side would understand: its meanings in one text."""
        meanings: dict[str, list[str]] = {}
        for reading in self.readings:
            meanings.setdefault(reading.side, []).append(reading.meaning)
        return {side: " or ".join(several) for side, several in meanings.items()}


class Translation(Value, frozen=True, kw_only=True):
    """A text for other readers: what was changed, what is left to decide, and the changed text.

    >>> from twosense import load
    >>> load().translate("Who is for DR?").text
    'Who is for DR?'
    """

    file: str
    to: str
    style: EditStyle
    edits: tuple[Edit, ...]
    questions: tuple[Question, ...]
    text: str


class Finding(Value, frozen=True, kw_only=True):
    """One mention in a file, its reading, and what to do about it.

    Lines and columns count from 1, columns in characters, UTF-16 code units or bytes; ends are exclusive. `offset` and `length`
    are bytes of the file. `excerpt` is the line of the mention, or the part around it if the line is long; it begins at
    column `excerpt_column`. `instead` has safe wordings, the likeliest first. `message` says in one line how the mention is
    read (`summary`), what readers hear (`detail`, "" if all of them understand it), and what to write. `more` counts the
    mentions that a warning stands for: they have the same term and file, would be warnings, too, and are left out. A baseline
    knows the finding again by `path`, which is the file as seen from the folder of the file that is written (`--output`), else
    from the working folder, and by `fingerprints`, one for the mention and one for each that it stands for. These have three
    parts: the mention in its line, the line before and the line after.

    >>> from twosense import load
    >>> (finding,) = load().scan("The DR site failed over.", audience="marketing")
    >>> finding.surface, finding.side, finding.instead
    ('DR', 'it', ('disaster recovery',))
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    utf16_column: int
    utf16_end_column: int
    byte_column: int
    byte_end_column: int
    place: str = ""
    offset: int
    length: int
    term: str
    surface: str
    excerpt: str
    excerpt_column: int
    side: str
    lean: str | None
    confidence: float
    because: tuple[str, ...]
    level: Level
    message: str
    summary: str
    detail: str
    instead: tuple[str, ...]
    more: int
    path: str
    fingerprints: tuple[str, ...]
