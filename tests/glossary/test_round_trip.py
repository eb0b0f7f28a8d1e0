"""What `export` writes is what `import` reads: random glossaries come back as they were, from csv, csv for Excel and JSON."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sweeps.scale import scaled
from twosense.glossary.extract import Extract
from twosense.glossary.importing.importer import Importer
from twosense.glossary.merge import merge
from twosense.glossary.own_glossary import OwnGlossary
from twosense.glossary.schema import (
    AuthorityTable,
    CitationTable,
    FormsTable,
    GlossaryTable,
    ReferenceTable,
    SayTable,
    SenseTable,
    SideTable,
    TermTable,
)
from twosense.model import SLOTS
from twosense.output.exports.formats import exported
from twosense.paths import PROJECT, LayerPaths
from twosense.text.fold import fold
from twosense.text.sanitize import is_unsafe

# Texts that a cell, a list in a cell or a spreadsheet could take for something else.
ODD = (
    "=1+1",
    "'=1",
    "''-x",
    "@a",
    "-",
    "+",
    "'",
    '"',
    '""',
    "a;b",
    "a, b",
    "a|b",
    '"a;b"',
    "noun: x",
    "plural: a; b",
    "\\",
    "\\n",
)
ODD += (
    "#",
    "[1]",
    "{}",
    "sep=;",
    "it",
    "IT",
    "term",
    "null",
    "crm-2019#10 (used)",
    "(stated)",
    "caf\u00e9",
    "\U0001f600",
    "A. B; C.",
)

SIDES = '[sides.marketing]\nlabel = "Marketing"\n[sides.it]\nlabel = "IT"\n'


def flat(text: str) -> str:
    return " ".join("".join(c for c in text if not is_unsafe(c)).split())


TEXT = st.one_of(st.sampled_from(ODD), st.text(max_size=12), st.lists(st.sampled_from(ODD), max_size=3).map(" ".join)).map(flat)
TEXT = TEXT.filter(fold)
TEXTS = st.lists(TEXT, max_size=3, unique_by=fold)
SAY = st.dictionaries(st.sampled_from(SLOTS), TEXT, max_size=3).map(lambda say: SayTable(**say))
CITES = st.sampled_from(("crm-2019#10", "evolving-2017#11", "bluemountain#5"))
CITES = st.lists(st.builds(CitationTable, CITES, st.sampled_from(("stated", "used"))), max_size=2)
REFERENCES = st.lists(st.builds(ReferenceTable, st.sampled_from(("rfc1", "iso-9")), st.none() | TEXT), max_size=2)
AUTHORITIES = {
    name: AuthorityTable(name.upper(), "P", f"https://example.org/{name}", year)
    for name, year in (("rfc1", 1969), ("iso-9", None))
}


@st.composite
def glossaries(draw: st.DrawFn) -> GlossaryTable:
    """Return a valid glossary with a side of its own, in which no two terms share a name."""
    names = draw(st.lists(TEXT, min_size=1, max_size=12, unique_by=fold))
    heads, rest = names[:4], names[4:]
    terms = []
    for head in heads:
        aliases = [rest.pop() for _ in range(draw(st.integers(0, 2))) if rest]
        forms = {slot: [rest.pop()] for slot in draw(st.lists(st.sampled_from(SLOTS), max_size=2)) if rest}
        own = [head, *aliases, *(form for of_slot in forms.values() for form in of_slot)]
        sides = st.sampled_from(("marketing", "it", "sales"))
        pairs = draw(st.lists(st.tuples(sides, TEXT), min_size=1, max_size=3, unique_by=lambda one: (one[0], fold(one[1]))))
        senses = [
            SenseTable(side, meaning, draw(TEXT), draw(SAY), draw(CITES), draw(REFERENCES), draw(TEXTS), draw(TEXTS))
            for side, meaning in sorted(pairs, key=lambda pair: ("marketing", "it", "sales").index(pair[0]))
        ]
        terms.append(
            TermTable(
                name=head,
                aliases=aliases,
                forms=FormsTable(**forms),
                unscanned=draw(st.lists(st.sampled_from(own), max_size=2, unique=True)),
                clash=draw(st.none() | TEXT),
                related=draw(st.lists(st.sampled_from(heads), max_size=2, unique=True)),
                sense=senses,
            )
        )
    return GlossaryTable(term=terms)


def round_trip(glossary: GlossaryTable, label: str, kind: str, *, excel: bool) -> None:
    """Check that a glossary comes back as it was, through a file of this kind.

    It is that of a project without the built-in layers, because it takes a tenth of the time.
    """
    own = Path("own.toml")
    own.write_text(SIDES, encoding="utf-8")
    Path(".twosense.toml").write_text(
        'glossaries = ["own.toml"]\n[layers]\nbuilt-in = false\nfield = false\njargon = false\n', encoding="utf-8"
    )
    declared = GlossaryTable(sides={"sales": SideTable(label)}, authorities=AUTHORITIES)
    OwnGlossary(PROJECT).add(glossary.term, declared)
    before = Extract(merge(LayerPaths()))
    assert len(before.terms) == len(glossary.term)
    Path("export").write_text("".join(exported(kind, before, excel=excel)), encoding="utf-8")
    own.write_text(SIDES, encoding="utf-8")
    if kind == "csv":  # which has no room for what is declared of an authority
        OwnGlossary(PROJECT).add([], GlossaryTable(authorities=AUTHORITIES))
    target = OwnGlossary(PROJECT)
    importer = Importer(target, None, [])
    terms = importer.read("export")
    assert importer.report.left_out == set(), [*importer.report.lines()]
    target.add(terms, importer.declared)
    after = Extract(merge(LayerPaths()))
    sides = {sense.side for term in glossary.term for sense in term.sense}
    assert after.sides == {side: label for side, label in before.sides.items() if side in sides}
    assert after.table() == msgspec.structs.replace(before.table(), sides=after.table().sides)


KINDS = pytest.mark.parametrize(("kind", "excel"), [("csv", False), ("csv", True), ("json", False)])


@KINDS
@settings(max_examples=5)
@given(glossary=glossaries(), label=TEXT)
def test_a_glossary_comes_back_as_it_was(kind: str, excel: bool, glossary: GlossaryTable, label: str) -> None:
    round_trip(glossary, label, kind, excel=excel)


@pytest.mark.slow
@KINDS
@settings(max_examples=scaled(200))
@given(glossary=glossaries(), label=TEXT)
def test_many_glossaries_come_back_as_they_were(kind: str, excel: bool, glossary: GlossaryTable, label: str) -> None:
    round_trip(glossary, label, kind, excel=excel)
