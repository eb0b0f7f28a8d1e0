"""SKOS in Turtle: what terminology tools read. Turtle is the form that people read, too, and that shows in a diff.

A side is a concept scheme. A sense is a concept of it, with the names of its term as labels. A term is a collection of its
senses. Invariant: names of concepts depend on term, side and meaning alone, so that they stay when others are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

from twosense.glossary.entry import quoted
from twosense.output.citations import sources
from twosense.output.wordings import advice
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.glossary.extract import Extract
    from twosense.model import Sense, Term

_PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
_BASE = "urn:twosense"
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"  # what RFC 3986 allows in an address; Turtle would end at some of the rest


def statements(extract: Extract) -> Iterator[str]:
    """Yield the prefixes, then the statements about each side and each term."""
    yield _PREFIXES
    for side, label in extract.sides.items():
        values = [("a", "skos:ConceptScheme"), ("dct:title", _text(label)), ("skos:prefLabel", _text(label))]
        yield _about(_name("side", side), values)
    exported = {term.term: term for term in extract.terms}
    for term in extract.terms:
        related = [exported[name] for name in term.related if name in exported]
        for sense in term.senses:
            yield _about(_concept(term, sense), _of_sense(term, sense, related, extract))
        members = [("skos:member", _concept(term, sense)) for sense in term.senses]
        clash = [("skos:note", _text(term.clash))] if term.clash else []
        yield _about(
            _name("term", fold(term.term)), [("a", "skos:Collection"), ("skos:prefLabel", _text(term.term)), *members, *clash]
        )


def _of_sense(term: Term, sense: Sense, related: Iterable[Term], extract: Extract) -> Iterator[tuple[str, str]]:
    scheme = _name("side", sense.side)
    yield "a", "skos:Concept"
    yield "skos:inScheme", scheme
    yield "skos:topConceptOf", scheme
    yield "skos:prefLabel", _text(term.term)
    for name in dict.fromkeys((*term.aliases, *term.variants)):
        if name != term.term:  # a label is preferred or alternative, not both
            yield "skos:altLabel", _text(name)
    yield "skos:scopeNote", _text(sense.meaning)
    yield "skos:definition", _text(sense.definition)
    for example in sense.examples:
        yield "skos:example", _text(example)
    if sense.say:
        yield "skos:note", _text(f"Say {advice(sense.say)}")
    for other in related:
        for one in other.senses:
            if one.side == sense.side and other.term != term.term:
                yield "skos:related", _concept(other, one)
    for line in () if sense.is_editorial else sources(sense):
        yield "dct:bibliographicCitation", _text(line)
    urls = [*(extract.sources[cite.source].url for cite in sense.citations), *(one.url for one in sense.authorities)]
    for url in dict.fromkeys(urls):
        if url:
            yield "dct:source", f"<{quote(url, safe=_OF_ADDRESSES)}>"


def _about(subject: str, values: Iterable[tuple[str, str]]) -> str:
    lines = " ;\n".join(f"    {name} {value}" for name, value in values)
    return f"\n{subject}\n{lines} .\n"


def _concept(term: Term, sense: Sense) -> str:
    return _name("sense", fold(term.term), sense.side, fold(sense.meaning))


def _name(*parts: str) -> str:
    """Return the URI of a thing, made of its kind and its names."""
    return f"<{':'.join((_BASE, *(quote_plus(part) for part in parts)))}>"


def _text(text: str) -> str:
    """Return a text as a literal: the escapes of TOML are those of Turtle."""
    return f"{quoted(text)}@en"
