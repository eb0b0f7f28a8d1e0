"""Untouched: the parts of a text that a translation leaves as they are: quotations, headings, names that are links.

Invariant: the time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from twosense.markup import markdown
from twosense.text.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTATION = re.compile(r"“[^“”\n]{1,600}”|(?<!\w)\"[^\"\n]{1,600}\"(?!\w)")
_LEAST_WORDS = 3  # of a quotation; fewer are a word that somebody puts in quotes
_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "title")
_HEADINGS = frozenset(_TAGS[:6])


class Untouched:
    """The parts of one text, in characters. With `headings`, headings are translated, too."""

    def __init__(self, text: str, markup: str, *, headings: bool = False) -> None:
        spans = list(_quotations(text))
        if markup == "markdown":
            spans += _of_markdown(text, headings)
        elif markup == "html":
            spans += _of_html(text, headings)
        spans.sort()
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def covers(self, start: int) -> bool:
        """Return whether a character of the text is in one of them."""
        number = bisect_right(self._starts, start) - 1
        return number >= 0 and start < self._ends[number]


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    for found in _QUOTATION.finditer(text):
        if len(found[0].split()) >= _LEAST_WORDS:
            yield found.span()


def _of_markdown(text: str, headings: bool) -> Iterator[tuple[int, int]]:
    mark = text.startswith("\ufeff")  # which would keep a heading in the first line from being one
    data = text[mark:].encode()
    done, characters = 0, int(mark)
    for start, end, kind in markdown.elements(data):
        if (kind == "Heading" and headings) or (kind == "Link" and not _is_name(data[start:end].decode("utf-8", "replace"))):
            continue
        characters += len(data[done:start].decode("utf-8", "replace"))
        done = start
        yield characters, characters + len(data[start:end].decode("utf-8", "replace"))


def _is_name(link: str) -> bool:
    """Return whether the text of a link is a name: each of its words but the small ones begins with a capital."""
    words = WORD.findall(re.split(r"\]\(|\]\[", link[1:], maxsplit=1)[0])
    return bool(words) and all(not word[0].islower() or len(word) < 4 for word in words)


def _of_html(text: str, headings: bool) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    for tag in _TAGS:
        if headings and tag in _HEADINGS:
            continue
        at = 0
        while (start := lower.find(f"<{tag}", at)) >= 0:
            at = start + 1
            if lower[start + len(tag) + 1 : start + len(tag) + 2].isalnum():
                continue
            end = lower.find(f"</{tag}", start)
            if end < 0:
                break
            yield start, end
            at = end
