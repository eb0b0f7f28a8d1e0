"""Mask: blank everything in a text that is not prose.

A markup is one function from bytes to the spans that are not prose. Invariant: a masked text has the length, the line ends and
the prose of the text, so that an offset into it is an offset into the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from twosense.markup import patch, plaintext, suppressions
from twosense.markup.blank import Span, blank
from twosense.markup.languages import LANGUAGE_OF, LANGUAGES
from twosense.text.conventions import bom_length

_NOTEBOOK, _COMMENTED_NOTEBOOK = "notebook", "commented notebook"
MARKUPS = (
    *("text", "markdown", "html", "restructuredtext", "asciidoc", "org", "table"),
    *(_NOTEBOOK, _COMMENTED_NOTEBOOK, *LANGUAGES),
)
_BY_SUFFIX = {
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    ".rst": "restructuredtext",
    **dict.fromkeys((".adoc", ".asciidoc"), "asciidoc"),
    ".org": "org",
    **dict.fromkeys((".csv", ".tsv"), "table"),
    ".ipynb": _NOTEBOOK,
}
SUFFIXES = tuple(_BY_SUFFIX)  # of the markups that are not plain text
_HTML_COMMENTS = (
    "markdown",
    "html",
    _NOTEBOOK,
    _COMMENTED_NOTEBOOK,
)  # where a switch is a comment of HTML; elsewhere a comment is a line
_ENTITY = re.compile(rb"&\#?\w{1,32}+;")


def markup_of(name: str, *, comments: bool = False) -> str:
    """Return the markup of a file name, one of MARKUPS. With `comments`, those of the code in a notebook are prose, too."""
    suffix = os.path.splitext(name)[1].lower()
    markup = _BY_SUFFIX.get(suffix) or LANGUAGE_OF.get(suffix, "text")
    return _COMMENTED_NOTEBOOK if comments and markup == _NOTEBOOK else markup


def mask(data: bytes, markup: str) -> tuple[bytes, list[suppressions.Suppression]]:
    """Return the masked text, and the spans in which single terms are suppressed."""
    spans = _spans_of(markup)
    masked = blank(data, spans(data))
    if length := bom_length(data):  # before a word it would hide that a sentence begins
        masked = blank(masked, [(0, length)])
    suppressed = suppressions.find(data, spans if markup in _HTML_COMMENTS else None)
    masked = blank(masked, [(one.start, one.end) for one in suppressed if not one.terms])
    if markup == "markdown" and b"&" in masked:
        masked = blank(masked, (found.span() for found in _ENTITY.finditer(masked)))
    return blank(masked, plaintext.spans(masked)), [one for one in suppressed if one.terms]


def _spans_of(markup: str) -> Callable[[bytes], Iterator[Span]]:
    """Return the function of a markup, one of MARKUPS.

    Only its module is imported: all of them take 9 ms, a twentieth of a short scan.
    """
    if markup == "text":
        return patch.spans
    if markup in LANGUAGES:
        from twosense.markup import source

        return partial(source.spans, language=markup)
    if markup == _COMMENTED_NOTEBOOK:
        from twosense.markup import notebook

        return partial(notebook.spans, comments=True)
    return import_module(f"twosense.markup.{markup}").spans  # type: ignore[no-any-return]  # each module has such a function
