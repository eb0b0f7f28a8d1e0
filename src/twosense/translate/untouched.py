"""Untouched: the parts of a text that a translation leaves as they are.

They are quotations, headings, names, links whose text is a name, cells of one word, and tables whose columns are held together
by spaces.

Invariant: the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from twosense.markup import markdown
from twosense.text.positions import Characters
from twosense.text.tokens import WORD
from twosense.translate.fitting import SENTENCE_START
from twosense.translate.surroundings import EMPTY_LINE, Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# These begin with the characters to look for, and look back from there: a third of the time.
_QUOTATION = re.compile(r'[“"](?:(?<=“)[^“”\n]{1,600}”|(?<=")(?<!\w")[^"\n]{1,600}"(?!\w))')
# Of 200 edits judged one by one, 9 had changed a name, as "Data" in "the Federal Data Strategy".
_NAME = re.compile(r"[A-Z](?<![\w'’&-][A-Z])[\w'’&-]*+(?:\+(?!\w)|(?:[ ](?:(?:of|and|for|the)[ ]){0,2}[A-Z][\w'’&-]*+)+)")
_LEAST_WORDS = 3  # of a quotation; fewer are a word that somebody puts in quotes
_LABEL = re.compile(
    r"['\"“](?<!\w['\"“])[A-Z][a-z](?:(?<='..)[^'\n]{0,40}'|(?<=\"..)[^\"\n]{0,40}\"|(?<=“..)[^”\n]{0,40}”)(?!\w)"
)
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>h[1-6]|blockquote|q|cite|title)(?![^\W_])", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]")  # whose text is the name of a page
_END_OF_LINK = re.compile(r"\]\(|\]\[")
_TEXT_OF_LINK = {
    "html": re.compile(r"<a\b[^<>]{0,500}>([^<>]{1,300})</a>", re.IGNORECASE),
    "restructuredtext": re.compile(r"`([^`<\n]{1,300}) <[^<>\n]{1,300}>`_"),
    "asciidoc": re.compile(r"\b[a-z]{3,10}:[^\s\[\]]{1,300}\[([^\[\]\n]{1,300})\]|<<[^<>,\n]{1,300},([^<>\n]{1,300})>>"),
    "org": re.compile(r"\[\[[^\[\]\n]{1,500}\]\[([^\[\]\n]{1,300})\]\]"),
}
_HEADING = {
    "asciidoc": re.compile(r"^(?:={1,6}|#{1,6})[ \t][^\n]*|^[^\s\n][^\n]*\n(?=([=~^+-])\1{2,}[ \t]*\r?$)", re.MULTILINE),
    "org": re.compile(r"^\*+[ \t][^\n]*", re.MULTILINE),
}
# `opens` is what may begin a block, `fence` what has to stand in the line that ends it.
_QUOTED_BLOCK = {
    "asciidoc": re.compile(
        r"^(?=\[(?:quote|verse)\b|____|--)"
        r"(?P<opens>\[[^\n]*\][ \t]*\r?\n(?:(?:[.\[][^\n]*|[ \t\r]*)\n)*|(?=_+[ \t]*\r?$))?"
        r"(?:(?P<fence>____+|--)[ \t]*\r?$)?",
        re.MULTILINE,
    ),
    "org": re.compile(r"^[ \t]*#\+(?:(?P<opens>begin)|end)_(?P<fence>quote|verse)\b[^\n]*", re.MULTILINE | re.IGNORECASE),
}
_ALWAYS = {
    "text": re.compile(r"^[ \t]*>[^\n]*", re.MULTILINE),  # what a mail quotes
    # What a line below fixes the width of, and a name that is also the target of a link.
    "restructuredtext": re.compile(
        r"^[^\s\n][^\n]*\n(?=([=\-`:.'\"~^_*+#])\1{2,}[ \t]*\r?$)"
        r"|^[ \t]*(?:\+[-=+]{2,}\+|\|[^\n]*\|)[ \t]*\r?$"
        r"|`[^`<\n]{1,300}`__?",
        re.MULTILINE,
    ),
}
# A word alone in a cell of a table names a field or an option: of 200 edits, two were "content" and "data" there.
_CELL = re.compile(r"\|[ \t]*[*_]{0,2}([\w'’-]+)[*_]{0,2}[ \t]*(?=\|)")
_BORDER = re.compile(r"^[ \t]*=+(?: +=+)+[ \t]*\r?\n?", re.MULTILINE)


class Untouched:
    """The parts of one text, in characters. With `headings`, headings are translated, too."""

    def __init__(self, text: str, markup: str, *, headings: bool = False) -> None:
        elements = {"markdown": _of_markdown, "html": _of_html}.get(markup, partial(_of_lines, markup=markup))(text)
        kept = [*_quotations(text), *_labels(text), *_links(text, markup)]
        titles: list[tuple[int, int]] = []
        for start, end, is_heading in elements:
            (titles if is_heading and headings else kept).append((start, end))
        self._text, self._kept, self._titles = text, Spans(kept), Spans(titles)
        self._names = [found.span() for found in _NAME.finditer(text)]

    def covers(self, start: int) -> bool:
        """Return whether the word that begins at a character is in one of them. In a title, capitals make no name."""
        return self._kept.cover(start) or (self._is_of_name(start) and not self._titles.cover(start))

    def is_name(self, place: Surroundings) -> bool:
        """Return whether a word of the glossary is a name here, because it begins with a capital within a sentence."""
        word = place.surface
        if not word[:1].isupper() or is_in_capitals(word) or self._titles.cover(place.start):
            return False
        return not SENTENCE_START.search(place.before)

    def _is_of_name(self, at: int) -> bool:
        """Return whether the word that begins there is part of a name.

        An acronym is not, because a gloss explains it: "DR" in "the Leeds DR Site".
        """
        number = bisect_right(self._names, (at, len(self._text))) - 1
        if number < 0 or at >= self._names[number][1]:
            return False
        start, end = self._names[number]
        is_of_two = self._text.find(" ", self._text.find(" ", start, end) + 1, end) < 0
        if is_of_two and at > start and SENTENCE_START.search(Surroundings(self._text, start, start).before):
            return False  # "The Data team": the capital of the first word makes no name
        word = WORD.match(self._text, at)
        return not (word and is_in_capitals(word[0]))


def is_in_capitals(word: str) -> bool:
    """Return whether a word is an acronym, or the plural of one."""
    return len(word) > 1 and word.removesuffix("s").isupper()


class Spans:
    """Spans of characters; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def cover(self, at: int) -> bool:
        """Return whether one of them has this character."""
        number = bisect_right(self._starts, at) - 1
        return number >= 0 and at < self._ends[number]


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    for found in _QUOTATION.finditer(text):
        if len(found[0].split()) >= _LEAST_WORDS:
            yield found.span()


def _labels(text: str) -> Iterator[tuple[int, int]]:
    """Yield what is in quotes and begins with a capital within a sentence: the 'Integrations' page."""
    for found in _LABEL.finditer(text):
        if not SENTENCE_START.search(Surroundings(text, *found.span()).before):
            yield found.span()


def _of_markdown(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield headings, quotations and links that are names, and whether each is a heading."""
    data = text.encode()
    elements = list(markdown.elements(data))
    characters = Characters(data)
    at = {offset: characters.at(offset) for offset in sorted({offset for *span, _ in elements for offset in span})}
    for start, end, kind in elements:
        if kind == "Link" and not _is_name(_END_OF_LINK.split(text[at[start] + 1 : at[end]], maxsplit=1)[0]):
            continue
        yield at[start], at[end], kind == "Heading"
    for found in (*_WIKI_LINK.finditer(text), *_CELL.finditer(text)):
        yield *found.span(), False


def _is_name(text: str) -> bool:
    """Return whether a text is a name: a word that is no acronym has a capital, and all words in small letters are short."""
    words = WORD.findall(text)
    has_capital = any(word[0].isupper() and not is_in_capitals(word) for word in words)
    return has_capital and all(not word[0].islower() or len(word) < 4 for word in words)


def _of_html(text: str) -> Iterator[tuple[int, int, bool]]:
    since: dict[str, list[int]] = {}  # where each of the tags that are open began; one quotation may hold another
    for found in _TAG.finditer(text):
        tag = found["tag"].lower()
        if not found["end"]:
            since.setdefault(tag, []).append(found.start())
        elif since.get(tag):
            yield since[tag].pop(), found.start(), tag in _HEADINGS


def _links(text: str, markup: str) -> Iterator[tuple[int, int]]:
    if markup in _TEXT_OF_LINK:
        for found in _TEXT_OF_LINK[markup].finditer(text):
            # In reStructuredText, the text is the name that other links may use.
            if markup == "restructuredtext" or _is_name(found[found.lastindex or 0]):
                yield found.span()


def _of_lines(text: str, markup: str) -> Iterator[tuple[int, int, bool]]:
    if text.startswith("\ufeff"):
        text = "\n" + text[1:]
    if markup in _QUOTED_BLOCK:
        yield from ((start, end, False) for start, end in _quoted_blocks(_QUOTED_BLOCK[markup], text))
    if markup == "restructuredtext":
        yield from ((start, end, False) for start, end in _tables(text))
    for patterns in (_ALWAYS, _HEADING):
        if markup in patterns:
            yield from ((*found.span(), patterns is _HEADING) for found in patterns[markup].finditer(text))


def _quoted_blocks(fences: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks that are quoted; one that has no fence, or is not closed, ends with its paragraph."""
    opened: dict[str, int] = {}  # where the block begins that each fence has to close
    unfenced: list[int] = []
    for found in fences.finditer(text):
        fence = (found["fence"] or "").lower()
        if fence in opened:
            yield opened.pop(fence), found.end()
        elif found["opens"] is not None and fence:
            opened[fence] = found.start()
        elif found["opens"] is not None:
            unfenced.append(found.end())
    last = 0
    for start in sorted((*unfenced, *opened.values())):
        if start >= last:
            last = _end_of_paragraph(text, start)
            yield start, last


def _end_of_paragraph(text: str, at: int) -> int:
    found = EMPTY_LINE.search(text, at)
    return found.start() if found else len(text)


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the simple tables of reStructuredText: from one border to the last before an empty line."""
    start = None
    for found in _BORDER.finditer(text):
        start = found.start() if start is None else start
        rest = text[found.end() : found.end() + 2]
        if found.start() > start and (not rest or rest == "\r\n" or rest[0] == "\n"):
            yield start, found.end()
            start = None
