"""Text: an answer for a person, the two sides next to each other if the terminal is wide enough.

Invariant: no line is wider than asked for, unless a single character is. Nothing but our own colour codes is added to the
glossary's texts; they hold no control characters, so that these can separate the fields of a record.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from twosense.glossary.merge import Merged
    from twosense.model import Citation, Sense, Slot, Term
    from twosense.store.lmdb import Row

SECTION = b"text"
SIDE_BY_SIDE = 72  # columns: in a narrower terminal a sense would have less than 34, too few for a definition
_GUTTER = 3
_BUILT_IN = "built-in"  # of model.LAYERS, which a lookup does not import
_GROUP, _FIELD, _ITEM = "\x1e", "\x1f", "\x1d"
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_WORDINGS: tuple[tuple[tuple[Slot, ...], str], ...] = (
    (("noun", "plural"), "noun"),
    (("adjective",), "before a noun"),
    (("adverb",), "adverb"),
    (("verb", "third", "past", "ing"), "verb"),
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `text`: a record of flat fields for every term."""
    for key, term in merged.terms.items():
        yield SECTION, key.encode(), _record(term, merged.sides).encode()


def _citations(sense: Sense) -> Iterator[str]:
    """Yield the citations in words, those of several paragraphs of a source in one: an answer should fit on a screen."""
    together: dict[tuple[str, str], list[Citation]] = {}
    for cite in sense.citations:
        together.setdefault((cite.source, cite.basis), []).append(cite)
    for first, *more in together.values():
        yield citation(first, sense.layer, *(cite.paragraph for cite in more))


def _record(term: Term, labels: dict[str, str]) -> str:
    groups = [_FIELD.join((term.term, ", ".join(term.aliases), term.clash or "", ", ".join(term.related)))]
    groups += [
        _FIELD.join(
            (
                labels[sense.side],
                sense.meaning,
                sense.definition,
                advice(sense.say),
                sense.examples[0] if sense.examples else "",
                _ITEM.join(_citations(sense)),
                "" if sense.layer == _BUILT_IN else sense.layer,
            )
        )
        for sense in term.senses
    ]
    return _GROUP.join(groups)


def headword(record: bytes) -> str:
    """Return the headword of a record."""
    return record.partition(_FIELD.encode())[0].decode()


def citation(cite: Citation, layer: str, *more: int) -> str:
    """Return a citation in words: `CRM magazine, 28 Oct 2019, paragraph 10 (stated)`; the title if no publisher is known.

    `layer` is that of the sense. Only the built-in citations were checked against the articles; others name who claims them.
    `more` has further paragraphs of the same source.
    """
    parts = [cite.publisher or f'"{cite.title}"']
    if cite.date is not None:
        parts.append(date(cite.date))
    *others, last = sorted((cite.paragraph, *more))
    paragraphs = f"paragraphs {', '.join(map(str, others))} and {last}" if others else f"paragraph {last}"
    return f"{', '.join(parts)}, {paragraphs} ({basis(cite.basis, layer)})"


def basis(stated: str, layer: str) -> str:
    """Return the basis of a citation, "stated" or "used", and the layer that claims it unless it is the built-in one."""
    return stated if layer == _BUILT_IN else f"{stated}, according to the {layer} layer"


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


def render(record: bytes, width: int, colour: bool) -> str:
    """Return the answer in a record, at most `width` columns wide, every line ended."""
    head, *groups = record.decode().split(_GROUP)
    name, aliases, clash, related = head.split(_FIELD)
    title = wrap(f"{name}  also {aliases}" if aliases else name, width)
    if colour:
        title[0] = _BOLD + title[0].replace("  also ", f"{_RESET}  also ", 1) + _RESET
    lines = [*title, ""]
    senses = [group.split(_FIELD) for group in groups]
    if width >= SIDE_BY_SIDE:
        column = (width - _GUTTER) // 2
        for left, right in _pairs(senses):
            lines += _side_by_side(_blocks(left, column), _blocks(right, column), column, colour)
            lines.append("")
    else:
        for sense in senses:
            lines += _styled(_blocks(sense, width), 0, colour)
            lines.append("")
    for label, text in (("The clash", clash), ("Related", related)):
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


def _blocks(sense: list[str], width: int) -> list[list[str]]:
    """Return the parts of one sense, each wrapped: label, meaning, definition, say, example, sources, layer."""
    if not sense:
        return [[] for _ in range(7)]
    label, meaning, definition, say, example, cites, layer = sense
    return [
        wrap(label, width),
        wrap(meaning, width),
        wrap(definition, width),
        wrap(f"Say instead: {say}", width) if say else [],
        wrap(f'Example: "{example}"', width) if example else [],
        [
            line
            for cite in cites.split(_ITEM)
            for line in wrap(f"Source: {cite}" if cite else "Source: none (editorial)", width)
        ],
        wrap(f"Layer: {layer}", width) if layer else [],
    ]


def _side_by_side(left: list[list[str]], right: list[list[str]], column: int, colour: bool) -> list[str]:
    """Set two senses next to each other, each part starting on the same line."""
    lines = []
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        for row in range(max(len(one), len(other))):
            first = one[row] if row < len(one) else ""
            second = other[row] if row < len(other) else ""
            gap = " " * (column - cells(first) + _GUTTER)
            lines.append((_style(first, number, colour) + gap + _style(second, number, colour)).rstrip())
    return lines


def _styled(blocks: list[list[str]], first: int, colour: bool) -> list[str]:
    return [_style(line, number, colour) for number, block in enumerate(blocks, first) for line in block]


def _style(line: str, part: int, colour: bool) -> str:
    """Set label and meaning in bold, sources and layer in dim."""
    if not colour or not line or 2 <= part <= 4:
        return line
    return (_BOLD if part < 2 else _DIM) + line + _RESET


def cells(text: str) -> int:
    """Return the columns that a text takes on a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
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
