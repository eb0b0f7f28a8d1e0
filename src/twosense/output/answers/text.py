"""Text: an answer for a person: the term, what each side means by it and what to say instead, then the rest.

The two sides are next to each other on a terminal that is wide enough, and otherwise one below the other, as a screen reader
reads them. Invariant: no line is wider than asked for, unless a single character is. Nothing but our own colour codes is
added to the glossary's texts; they hold no control characters, so that these can separate the fields of a record.
"""

from __future__ import annotations

from twosense.output.stdout import BOLD, DIM, styled
from twosense.paths import BUILT_IN, PACKAGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from twosense.glossary.merge import Merged
    from twosense.model import Authority, Basis, Citation, Sense, Slot, Source, Term
    from twosense.store.lmdb import Row

SECTION = b"text"
SIDE_BY_SIDE = 72  # columns: in a narrower terminal a sense would have less than 34, too few for a definition
_GUTTER = 2
_GROUP, _FIELD, _ITEM = "\x1e", "\x1f", "\x1d"
_WORDINGS: tuple[tuple[tuple[Slot, ...], str], ...] = (
    (("noun", "plural"), "noun"),
    (("adjective",), "before a noun"),
    (("adverb",), "adverb"),
    (("verb", "third", "past", "ing"), "verb"),
)
BASES: dict[Basis, str] = {"stated": "Defined in", "used": "Used in"}  # what articles do with a sense
AUTHORITY = "Authority:"  # a public text, of which twosense holds nothing that it could verify
_LONGEST_TITLE = 32  # characters: with whole titles, the answers for two terms of two senses do not fit on a screen of 24 lines
NO_SOURCE = "Our own wording: no source yet"
_MARKS = dict.fromkeys(map(ord, "◆●▲■★“”‘’–…"), "x")  # take one column
_COMBINING, _SOFT_HYPHEN = "\u0300", "\xad"  # below the first, only the second does not take one column
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `text`: a record of flat fields for every term."""
    from twosense.output.sides import marks  # a lookup needs none of it: the marks are in the records

    of_sides = {side: f"{mark.sgr}{_ITEM}{mark.symbol} {merged.sides[side]}" for side, mark in marks(merged.sides).items()}
    for key, term in merged.terms.items():
        yield SECTION, key.encode(), _record(term, of_sides).encode()


def _record(term: Term, marked: dict[str, str]) -> str:
    groups = [_FIELD.join((term.term, ", ".join(term.aliases), term.clash or "", ", ".join(term.related)))]
    groups += [
        _FIELD.join(
            (
                marked[sense.side],
                sense.meaning,
                advice(sense.say),
                sense.definition,
                sense.examples[0] if sense.examples else "",
                _ITEM.join(sources(sense, _LONGEST_TITLE)),
                _layer_to_name(sense),
            )
        )
        for sense in term.senses
    ]
    return _GROUP.join(groups)


def _layer_to_name(sense: Sense) -> str:
    """Return the layer of a sense if it is not the built-in one and the sources of the sense do not name it, or else ""."""
    is_claimed = sense.layer not in PACKAGED and (sense.citations or sense.authorities)
    return "" if sense.layer == BUILT_IN or is_claimed else sense.layer


def headword(record: bytes) -> str:
    """Return the headword of a record."""
    return record.partition(_FIELD.encode())[0].decode()


def sources(sense: Sense, longest: int | None = None) -> Iterator[str]:
    """Yield in words which articles define a sense, which use it, and its authorities; that there are none if so.

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
    if not sense.citations and not sense.authorities:
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


def wordings(say: Mapping[Slot, str]) -> dict[str, str]:
    """Return what to write instead, each wording with the slot to put it in, in words.

    What can be worked out from another wording is left out: plurals, other forms of a verb, hyphens before a noun.
    """
    found: dict[str, tuple[str, str]] = {}
    for slots, label in _WORDINGS:
        wording = next((say[slot] for slot in slots if slot in say), None)
        if wording is not None:
            found.setdefault(wording.replace("-", " "), (wording, label))
    return dict(found.values())


def advice(say: Mapping[Slot, str], quotes: str = '""') -> str:
    """Return what to write instead in one line: `"iterative", "iterative development" (noun)`; "" if there is nothing."""
    shown = [(wording.join(quotes), label) for wording, label in wordings(say).items()]
    return ", ".join(f"{wording} ({label})" if number else wording for number, (wording, label) in enumerate(shown))


def date(day: dt.date) -> str:
    """Return a date in words: `28 Oct 2019`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def render_wordings(senses: Iterable[Sense], labels: Mapping[str, str]) -> str:
    """Return what to write instead of a term, one wording on each line behind its side."""
    lines = [f"{labels.get(sense.side, sense.side)}: {wording}\n" for sense in senses for wording in wordings(sense.say)]
    return "".join(dict.fromkeys(lines))


def render(record: bytes, width: int, colour: bool, side_by_side: bool) -> str:
    """Return the answer in a record, at most `width` columns wide, every line ended.

    The sides are next to each other only if they have enough room.
    """
    head, *groups = record.decode().split(_GROUP)
    name, aliases, clash, related = head.split(_FIELD)
    title = wrap(f"{name}  also {aliases}" if aliases else name, width)
    if colour:
        shown, also, others = title[0].partition("  also ")
        title[0] = f"{styled(shown, BOLD)}{also}{others}"
    lines = [*title, ""]
    senses = [group.split(_FIELD) for group in groups]
    if side_by_side and width >= SIDE_BY_SIDE:
        column = (width - _GUTTER) // 2
        for left, right in _pairs(senses):
            lines += _next_to_each_other(_sense(left, column), _sense(right, column), column, colour)
            lines.append("")
    else:
        for sense in senses:
            lines += [_styled(line, style, colour) for line, style in _sense(sense, width)]
            lines.append("")
    for label, text in (("What goes wrong", clash), ("Related", related)):
        if text:
            lines += wrap(f"{label}: {text}", width)
    if not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _pairs(senses: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the senses in pairs: the first side on the left, the second on the right, other sides below."""
    labels = list(dict.fromkeys(sense[0] for sense in senses))
    for first in range(0, len(labels), 2):
        left = [sense for sense in senses if sense[0] == labels[first]]
        right = [sense for sense in senses if sense[0] in labels[first + 1 : first + 2]]
        for number in range(max(len(left), len(right))):
            yield left[number] if number < len(left) else [], right[number] if number < len(right) else []


def _sense(sense: list[str], width: int) -> list[tuple[str, str]]:
    """Return the lines of one sense and how each is styled: side, meaning, say, definition, example, sources, layer."""
    if not sense:
        return []
    marked, meaning, say, definition, example, cites, layer = sense
    sgr, label = marked.split(_ITEM)
    side = f"{BOLD};{sgr}"
    if layer:
        cites += f" (layer: {layer})"  # not a line of its own: an answer should fit on a screen
    paragraphs = [
        (f"{label}: {meaning}", side),
        (f"Say {say}" if say else "", ""),
        (definition, ""),
        (f'e.g. "{example}"' if example else "", ""),
        *((cited, DIM) for cited in cites.split(_ITEM)),
    ]
    return [(line, style) for text, style in paragraphs if text for line in wrap(text, width)]


def _next_to_each_other(left: list[tuple[str, str]], right: list[tuple[str, str]], column: int, colour: bool) -> Iterator[str]:
    """Yield the lines of two senses next to each other. Neither waits for the other: an answer should fit on a screen."""
    blank = ("", "")
    for row in range(max(len(left), len(right))):
        (line, style), (other, other_style) = (sense[row] if row < len(sense) else blank for sense in (left, right))
        gap = " " * (column - cells(line) + _GUTTER)
        yield (_styled(line, style, colour) + gap + _styled(other, other_style, colour)).rstrip()


def _styled(line: str, style: str, colour: bool) -> str:
    return styled(line, style) if colour else line


def cells(text: str) -> int:
    """Return the columns that a text takes on a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    # Importing unicodedata would take as long as the rest of a lookup that shows nothing but our own marks and Latin letters.
    if max(text.translate(_MARKS)) < _COMBINING and _SOFT_HYPHEN not in text:
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns, broken at spaces, and inside a word only if it is too long."""
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        size = cells(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > width:
            cut = 1
            while cells(word[: cut + 1]) <= width:
                cut += 1
            lines.append(word[:cut])
            word = word[cut:]
            size = cells(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines
