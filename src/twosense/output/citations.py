"""Citations: where a sense comes from, in words: the articles that define or use it, its authorities, or no source yet."""

from __future__ import annotations

from twosense.paths import PACKAGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from twosense.model import Authority, Basis, Citation, Sense, Source

BASES: dict[Basis, str] = {"stated": "Defined in", "used": "Used in"}  # what articles do with a sense
AUTHORITY = "Authority:"  # a public text, of which twosense holds nothing that it could verify
NO_SOURCE = "Our own wording: no source yet"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sources(sense: Sense, longest: int | None = None) -> Iterator[str]:
    """Yield a line for the articles that define a sense, one for those that use it, one for each authority, or NO_SOURCE.

    Titles of articles are cut to `longest` characters if it is given.
    """
    for parts in source_parts(sense, longest):
        yield "".join(text for text, _ in parts)


def source_parts(sense: Sense, longest: int | None = None) -> Iterator[list[tuple[str, Citation | Authority | None]]]:
    """Yield the lines of `sources` in parts; the number of a paragraph is a part with its citation, a title with its authority.

    For example `Defined in CRM magazine, 28 Oct 2019, ¶10`.
    """
    for words, articles in cited_articles(sense):
        parts: list[tuple[str, Citation | Authority | None]] = []
        for cites in articles:
            parts.append((f"{'; ' if parts else f'{words} '}{article(cites[0], longest=longest)}", None))
            for cite in cites:
                parts += (", ", None), (f"¶{cite.paragraph}", cite)
        if claim := claimed("", sense.layer):
            parts.append((claim, None))
        yield parts
    for one in sense.authorities:
        yield [(f"{AUTHORITY} ", None), (authority(one), one), (claimed("", sense.layer), None)]
    if sense.is_editorial:
        yield [(NO_SOURCE, None)]


def cited_articles(sense: Sense) -> Iterator[tuple[str, list[list[Citation]]]]:
    """Yield what articles do with a sense, in words, and the citations of each article that does it, by paragraph."""
    for basis, words in BASES.items():
        articles: dict[str, list[Citation]] = {}
        for cite in sense.citations:
            if cite.basis == basis:
                articles.setdefault(cite.source, []).append(cite)
        if articles:
            yield words, [sorted(cites, key=lambda cite: cite.paragraph) for cites in articles.values()]


def article(one: Citation | Source, quotes: str = '""', longest: int | None = None) -> str:
    """Return an article in words: its publisher, or its title in quotes if none is known, and its date if that is known.

    The title is cut to `longest` characters if that is given.
    """
    title = one.title
    if longest and len(title) > longest:
        title = (title[:longest].rpartition(" ")[0] or title[:longest]) + "…"
    named = one.publisher or f"{quotes[0]}{title}{quotes[1]}"
    return f"{named}, {date(one.date)}" if one.date else named


def authority(one: Authority) -> str:
    """Return an authority in words: `RFC 9110: HTTP Semantics, section 3.3 (IETF, 2022)`."""
    published = f"{one.publisher}, {one.year}" if one.year else one.publisher
    return f"{', '.join(filter(None, (one.title, one.section)))} ({published})"


def claimed(words: str, layer: str) -> str:
    """Return what is said of a citation, and the layer that claims it unless it is one of ours, which were checked."""
    return words if layer in PACKAGED else f"{words}, according to the {layer} layer"


def date(day: dt.date) -> str:
    """Return a date in words: `28 Oct 2019`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
