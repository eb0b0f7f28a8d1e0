"""reStructuredText: prose is what a reader of the page sees, without code, comments, options, targets and the names of roles.

Blocks are recognised by their indentation, as docutils does; the rest by expressions within a paragraph. Invariant: a block
that is not prose ends before the first line that is indented no more than its own first line; the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosense.markup.blank import blank
from twosense.markup.lines import Line, lines, normalised

_DIRECTIVE = re.compile(rb"\.\. +(?P<defined>\|[^|]+\| +)?(?P<name>[A-Za-z][\w.+:-]*?) ?::(?:\s+|$)")
_NOTE = re.compile(rb"\.\. +\[[^\]]+\](?:\s+|$)")  # a footnote or a citation
_OPTION = re.compile(rb":[^:\s][^:]*:(?:\s|$)")
_FIELD = re.compile(rb":(?:[^:\\`]|\\.|:(?!\s|$)){1,200}+:(?=\s|$)")
_ITEM = re.compile(rb"(?:[-*+\xe2\x80\xa2]|\(?(?:\w{1,5}|#)[.)])\s+")
# Directives whose text after the colons is prose.
_TITLED = frozenset(
    b"admonition attention caution centered danger deprecated epigraph error hint important note pull-quote rubric seealso "
    b"sidebar tip title todo topic versionadded versionchanged warning line-block highlights compound contents list-table "
    b"csv-table table versionremoved dropdown tab tab-item card grid-item-card collapse".split()
)
# Directives whose content is not prose.
_OPAQUE = frozenset(
    b"code code-block sourcecode literalinclude parsed-literal highlight raw math toctree include image doctest testcode "
    b"testsetup testcleanup testoutput productionlist graphviz digraph graph mermaid uml plantuml prompt ipython "
    b"jupyter-execute bibliography index meta role default-role highlightlang command-output program-output "
    b"inheritance-diagram plot tabularcolumns autosummary replace unicode date include-code click argparse console jinja "
    b"sectionauthor codeauthor".split()
)
_QUOTES = frozenset(bytes((code,)) for code in b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_PARAGRAPH_END = rb"[ \t]*(?:\n|[-*+][ ]|\.\.[ ])"  # a blank line, an item of a list, a directive
_INLINE = re.compile(
    rb"""
      ``(?:[^`\n]|`(?!`)|\n(?!%s)){1,2000}?`{2,}+                      # a literal
    | :(?P<role>[A-Za-z][\w.+-]{0,40}+(?::[\w.+-]{1,40}+){0,3}):`(?P<of_role>(?:[^`\n]|\n(?!%s)){1,500}+)`
    | `(?P<text>(?:[^`\n]|\n(?!%s)){1,500}+)`(?P<kind>__?|:[A-Za-z][\w.+:-]{0,40}+:)?
    | (?<![\w|])\|[^\s|](?:[^|\n]{0,80}+(?<=\S))?\|_{0,2}                 # a substitution
    | \[[^\]\s]{1,80}+\]_                                               # a reference to a footnote
    """
    % ((_PARAGRAPH_END,) * 3),
    re.VERBOSE,
)
_ADDRESS = re.compile(rb"\s*<[^<>]*>\s*\Z")
_READABLE = frozenset(
    b"abbr dfn emphasis guilabel menuselection strong sub subscript sup superscript term title title-reference t".split()
)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose, in byte offsets."""
    text = normalised(data)
    blocks = list(_RestructuredtextBlocks(text).spans())
    yield from blocks
    for found in _INLINE.finditer(blank(text, blocks)):
        if found["role"]:
            yield from _role(found, found["role"], "of_role")
        elif found["text"] is None:
            yield found.span()
        elif (found["kind"] or b"").startswith(b"_"):  # a link
            yield from _outside(found, "text")
        else:
            yield from _role(found, (found["kind"] or b"").strip(b":"), "text")


def _role(found: re.Match[bytes], role: bytes, group: str) -> Iterator[tuple[int, int]]:
    if role in _READABLE or _ADDRESS.search(found[group]):
        yield from _outside(found, group)
    else:
        yield found.span()


def _outside(found: re.Match[bytes], group: str) -> Iterator[tuple[int, int]]:
    """Yield everything but the text of a role or link, without its address."""
    start, end = found.span(group)
    address = _ADDRESS.search(found[group])
    yield found.start(), start
    yield (start + address.start() if address else end), found.end()


class _RestructuredtextBlocks:
    """The blocks of one text that are not prose, and what introduces a block. An indentation is None where there is none."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._opaque: int | None = None  # of the line that began a block which is not prose
        self._directive: int | None = None  # of a directive whose options may follow
        self._option: int | None = None  # of the option or directive whose text may go on
        self._literal: int | None = None  # of a paragraph after which a literal block may begin
        self._quote = b""  # the character before each line of a literal block that is not indented
        self._in_doctest = False
        self._is_after_blank = True

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans, in order."""
        for line in lines(self._text):
            if not line.text:
                self._directive = self._option = None
                self._quote, self._in_doctest, self._is_after_blank = b"", False, True
                continue
            if self._goes_on(line):
                yield line.start, line.end
            else:
                yield from self._begin(line)
                self._literal = _inner_indent(line) if line.text.endswith(b"::") and not line.text.startswith(b".. ") else None
            self._is_after_blank = False

    def _goes_on(self, line: Line) -> bool:
        """Return whether a line belongs to what is not prose and began above it."""
        if self._opaque is not None:
            if line.indent > self._opaque:
                return True
            self._opaque = None
        if self._literal is not None and self._is_after_blank:
            self._begin_literal(line, self._literal)
            self._literal = None
            if self._opaque is not None:
                return True
        if self._quote:
            if line.text.startswith(self._quote):
                return True
            self._quote = b""
        return self._in_doctest or self._is_option(line)

    def _begin_literal(self, line: Line, indent: int) -> None:
        if line.indent > indent:
            self._opaque = indent
        elif line.indent == indent and line.text[:1] in _QUOTES:
            self._quote = line.text[:1]

    def _is_option(self, line: Line) -> bool:
        """Return whether a line has an option of a directive, or goes on with one or with the arguments."""
        if self._directive is not None and line.indent > self._directive:
            if _OPTION.match(line.text):
                self._option = line.indent
                return True
            if self._option is not None and line.indent > self._option:
                return True
        self._directive = self._option = None
        return False

    def _begin(self, line: Line) -> Iterator[tuple[int, int]]:
        """Yield what is not prose of a line that nothing above it decides on."""
        head = line.end - len(self._text[line.start : line.end].lstrip())
        self._in_doctest = line.text.startswith(b">>>")
        if self._in_doctest or line.text.startswith(b"__ ") or not line.text.strip(b"`"):  # the last underlines a title
            yield line.start, line.end
        elif line.text[:2] == b".." and line.text[2:3] in (b"", b" ", b"\t"):
            yield from self._explicit(line, head)
        elif field := _FIELD.match(line.text):
            yield head, head + field.end()

    def _explicit(self, line: Line, head: int) -> Iterator[tuple[int, int]]:
        """Yield what is not prose of a line that begins with two dots: a directive, a footnote, a target or a comment."""
        directive = _DIRECTIVE.match(line.text)
        if directive and not directive["defined"]:
            name = directive["name"].lower()
            self._directive = line.indent
            if name in _TITLED:
                yield head, head + directive.end()
            else:
                self._option = line.indent if directive.end() < len(line.text) else None
                yield line.start, line.end
            if name in _OPAQUE or name.endswith(b"include"):
                self._opaque = line.indent
        elif note := _NOTE.match(line.text):
            yield head, head + note.end()
        else:
            yield line.start, line.end
            following = self._text[line.end : self._text.find(b"\n", line.end) + 1 or len(self._text)]
            if line.text != b".." or following.strip():  # an empty comment before a blank line takes no block
                self._opaque = line.indent


def _inner_indent(line: Line) -> int:
    """Return the indentation of a paragraph, behind the bullet of the list that it may begin."""
    indent, text = line.indent, line.text
    while item := _ITEM.match(text):
        indent += item.end()
        text = text[item.end() :]
    return indent
