"""Text: an answer for a person: the term, what each side means by it and what to say instead, then the rest.

The two sides are next to each other on a terminal that is wide enough, and otherwise one below the other, as a screen reader
reads them. Invariant: no line is wider than asked for, unless a single character is. Nothing but our own colour codes is
added to the glossary's texts; they hold no control characters, so that these can separate the fields of a record.
"""

from __future__ import annotations

from twosense.output.columns import cells, wrap
from twosense.output.stdout import BOLD, DIM, styled
from twosense.paths import BUILT_IN, PACKAGED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.merge import Merged
    from twosense.model import Sense, Term
    from twosense.store.lmdb import Row

SECTION = b"text"
SIDE_BY_SIDE = 72  # columns: in a narrower terminal a sense would have less than 34, too few for a definition
_GUTTER = 2
_GROUP, _FIELD, _ITEM = "\x1e", "\x1f", "\x1d"
_LONGEST_TITLE = 32  # characters: with whole titles, the answers for two terms of two senses do not fit on a screen of 24 lines


def compile_rows(merged: Merged) -> Iterator[Row]:
    """Compile the section `text`: a record of flat fields for every term."""
    from twosense.output.sides import badges  # a lookup needs none of it: the badges are in the records

    of_sides = {side: f"{badge.sgr}{_ITEM}{badge.symbol} {merged.sides[side]}" for side, badge in badges(merged.sides).items()}
    for key, term in merged.terms.items():
        yield SECTION, key.encode(), _record(term, of_sides).encode()


def _record(term: Term, side_labels: dict[str, str]) -> str:
    from twosense.output.citations import sources  # like the badges, only needed when a glossary is compiled
    from twosense.output.wordings import advice

    groups = [_FIELD.join((term.term, ", ".join(term.aliases), term.clash or "", ", ".join(term.related)))]
    groups += [
        _FIELD.join(
            (
                side_labels[sense.side],
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
    is_claimed = sense.layer not in PACKAGED and not sense.is_editorial
    return "" if sense.layer == BUILT_IN or is_claimed else sense.layer


def headword(record: bytes) -> str:
    """Return the headword of a record."""
    return record.partition(_FIELD.encode())[0].decode()


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
    side_label, meaning, say, definition, example, cites, layer = sense
    sgr, label = side_label.split(_ITEM)
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
    for number in range(max(len(left), len(right))):
        (line, style), (other, other_style) = (sense[number] if number < len(sense) else blank for sense in (left, right))
        gap = " " * (column - cells(line) + _GUTTER)
        yield (_styled(line, style, colour) + gap + _styled(other, other_style, colour)).rstrip()


def _styled(line: str, style: str, colour: bool) -> str:
    return styled(line, style) if colour else line
