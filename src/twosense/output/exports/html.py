"""HTML: a glossary as one page that needs no server, no network and, but for its search, no script.

Invariant: every text is escaped, and the page's own policy lets nothing run or load but the one script and the one style in it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from html import escape
from typing import TYPE_CHECKING

from twosense.output.citations import AUTHORITY, NO_SOURCE, article, authority, cited_articles, claimed, date
from twosense.output.sides import BADGES, badges
from twosense.output.wordings import advice
from twosense.text.fold import fold
from twosense.text.listing import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twosense.glossary.extract import Extract
    from twosense.model import Citation, Sense, Source, Term

_NO_LETTER = "#"  # in the index, for names that begin with a digit or a sign


def parts(extract: Extract) -> Iterator[str]:
    """Yield the page, term by term."""
    return _Page(extract).parts()


class _Page:
    """One page."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self._badges = badges(extract.sides)
        self._anchors = _anchors(term.term for term in extract.terms)

    def parts(self) -> Iterator[str]:
        style, script = _file("page.css").replace("/* sides */", _colours()), _file("page.js")
        title = f"Glossary: {listed([*self._extract.sides.values()])}" if self._extract.sides else "Glossary"
        count = counted(len(self._extract.terms), "term")
        yield _HEAD.format(style=style, style_hash=_hash(style), script_hash=_hash(script), title=escape(title), count=count)
        yield from self._index()
        yield '<main id="terms" aria-label="Terms">\n'
        for term in self._extract.terms:
            yield self._term(term)
        yield "</main>\n"
        yield from self._sources()
        yield _END.format(script=script)

    def _index(self) -> Iterator[str]:
        """Yield links to the first term of each letter."""
        first: dict[str, str] = {}
        for term in self._extract.terms:
            letter = term.term[0].upper()
            first.setdefault(letter if letter.isalpha() else _NO_LETTER, self._anchors[term.term])
        if len(first) > 1:
            links = (f'<li><a href="#{anchor}">{escape(letter)}</a></li>' for letter, anchor in first.items())
            yield f'<nav aria-label="Terms by letter"><ul>{"".join(links)}</ul></nav>\n'

    def _term(self, term: Term) -> str:
        anchor = self._anchors[term.term]
        names = ", ".join(term.aliases)
        sides = list(dict.fromkeys(sense.side for sense in term.senses))
        senses = "".join(self._sense(sense, "right" if sides.index(sense.side) % 2 else "left") for sense in term.senses)
        related = ", ".join(map(self._link, term.related))
        return (
            f'<article id="{anchor}" aria-labelledby="{anchor}-name">\n'
            f'<h2 id="{anchor}-name"><a href="#{anchor}">{escape(term.term)}</a></h2>\n'
            + (f'<p class="names">also {escape(names)}</p>\n' if names else "")
            + f'<div class="senses{" two" if len(sides) > 1 else ""}">\n{senses}</div>\n'
            + (f'<p class="clash"><strong>What goes wrong:</strong> {escape(term.clash)}</p>\n' if term.clash else "")
            + (f'<p class="related">Related: {related}</p>\n' if related else "")
            + "</article>\n"
        )

    def _sense(self, sense: Sense, column: str) -> str:
        badge = self._badges[sense.side]
        symbol = f'<span class="symbol" aria-hidden="true">{badge.symbol}</span>'
        label = f'<span class="label">{escape(self._extract.sides[sense.side])}</span>'
        said, example = advice(sense.say, "“”"), sense.examples[0] if sense.examples else ""
        lines = [
            f"<h3>{symbol} {label}: {escape(sense.meaning)}</h3>",
            f'<p class="definition">{escape(sense.definition)}</p>',
            f'<p class="say"><strong>Say</strong> {escape(said)}</p>' if said else "",
            f'<p class="example"><span class="hidden">Example: </span>“{escape(example)}”</p>' if example else "",
            *(f'<p class="source">{line}</p>' for line in self._cited(sense)),
        ]
        inside = "\n".join(filter(None, lines))
        return f'<div class="sense {column} {badge.variable}">\n{inside}\n</div>\n'

    def _cited(self, sense: Sense) -> Iterator[str]:
        """Yield which articles define a sense, which use it, and which public texts are its authorities."""
        if sense.is_editorial:
            yield escape(NO_SOURCE)
        for words, articles in cited_articles(sense):
            yield words + " " + "; ".join(map(self._article, articles)) + escape(claimed("", sense.layer))
        for one in sense.authorities:
            yield f'{AUTHORITY} <a href="{escape(one.url)}">{escape(authority(one))}</a>{escape(claimed("", sense.layer))}'

    def _article(self, cites: list[Citation]) -> str:
        source = self._extract.sources[cites[0].source]
        named = article(source, "“”")
        numbers = dict.fromkeys(cite.paragraph for cite in cites)
        paragraphs = f"paragraph{'s' * (len(numbers) > 1)} {listed([str(number) for number in numbers])}"
        return f'<a href="{escape(source.url or f"#{_source_anchor(source)}")}">{escape(named)}</a>, {paragraphs}'

    def _sources(self) -> Iterator[str]:
        """Yield the list of the articles and authorities that are cited."""
        if not self._extract.sources and not self._extract.authorities:
            return
        yield '<section id="sources" aria-labelledby="sources-name">\n<h2 id="sources-name">Sources</h2>\n<ul>\n'
        for source in self._extract.sources.values():
            title = f"<cite>{escape(source.title)}</cite>"
            linked = f'<a href="{escape(source.url)}">{title}</a>' if source.url else title
            stated = (source.author, source.publisher, source.date and date(source.date))
            about = "".join(f", {escape(text)}" for text in stated if text)
            yield f'<li id="{_source_anchor(source)}">{linked}{about}</li>\n'
        for one in self._extract.authorities.values():
            title = f'<a href="{escape(one.url)}"><cite>{escape(one.title)}</cite></a>'
            year = f", {one.year}" if one.year else ""
            yield f"<li>{AUTHORITY} {title}, {escape(one.publisher)}{year}</li>\n"
        yield "</ul>\n</section>\n"

    def _link(self, name: str) -> str:
        anchor = self._anchors.get(name)
        return f'<a href="#{anchor}">{escape(name)}</a>' if anchor else escape(name)


def _anchors(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the anchor of its term: its letters and digits, with a number if another one has the same."""
    found: dict[str, str] = {}
    taken = {"terms", "sources", "sources-name"}
    for name in names:
        base = anchor = re.sub(r"\W+", "-", fold(name)).strip("-") or "term"
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{base}-{number}"
        taken |= {anchor, f"{anchor}-name"}
        found[name] = anchor
    return found


def _source_anchor(source: Source) -> str:
    return "source-" + re.sub(r"\W+", "-", source.id)


def _colours() -> str:
    """Return the styles that give each side its colour, on light and on dark."""
    light = "".join(f".{badge.variable} {{ --side: {badge.on_light}; }}\n" for badge in BADGES)
    dark = "".join(f"  .{badge.variable} {{ --side: {badge.on_dark}; }}\n" for badge in BADGES)
    return f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}"


def _file(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def _hash(text: str) -> str:
    """Return what the page's policy calls a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{style_hash}'; script-src '{script_hash}'; \
base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#terms">Skip to the terms</a>
<header>
<h1>{title}</h1>
<p>Words that mean one thing to one side and another to the other.</p>
</header>
<div role="search" class="bar">
<form id="search" hidden>
<label for="query">Search</label>
<input type="search" id="query" autocomplete="off" spellcheck="false" aria-controls="terms">
</form>
<p id="count" role="status">{count}</p>
</div>
"""
_END = """\
<script>{script}</script>
</body>
</html>
"""
