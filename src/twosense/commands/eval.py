"""`twosense eval FILE`: how many mentions of a labelled file are found, and how well their senses are told."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

import msgspec

from twosense import diagnostics, view
from twosense.characters import fold, plain
from twosense.commands.parser import add_format, add_glossaries
from twosense.errors import Fault, GlossaryError, ReadError
from twosense.lookup import finder
from twosense.output import records, stdout
from twosense.output.listing import in_columns
from twosense.prose.findings import Scanner
from twosense.prose.mentions import Mention
from twosense.prose.score import Labelled, score
from twosense.prose.senses import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from twosense.prose.score import Score
    from twosense.store import Store

SUMMARY = "how many labelled mentions are found, and how well their senses are told"
USAGE = "[OPTIONS] FILE"
EXAMPLES = """\
  twosense eval tests/senses/tune.ndjson
  twosense eval team.ndjson --glossary team.toml --format json

a line of the file, for one mention or for several of a text:
  {"text": "The DR site is up.", "term": "DR", "side": "it", "surface": "DR", "occurrence": 1, "kind": "plain"}
  {"text": "The DR spots.", "mentions": [{"term": "DR", "side": "marketing", "surface": "DR"}]}
side: a side, "unclear" or "none"; occurrence (default 1) and kind may be left out"""
_LABELS = {
    "mentions": "mentions",
    "recall": "found by a scan, of those with a sense",
    "precision": "right, of the sides given where there is one",
    "strict_precision": "right, of all sides given",
    "coverage": "given a side, of those that have one",
    "forced": "right when the lean counts",
    "unclear_kept": "given no side, of the unclear",
    "ordinary_kept": "given no side, of the ordinary",
    "calibration_error": "calibration error",
}


class Label(msgspec.Struct, frozen=True):
    """What a mention means: of which term it is, and where it stands in its text."""

    term: str = ""
    side: str = ""
    surface: str = ""
    occurrence: int = 1


class Row(Label, frozen=True, kw_only=True):
    """A text of a kind, and its `mentions`; or the one mention that the row itself is the label of."""

    text: str
    kind: str = "all"
    mentions: tuple[Label, ...] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="labelled sentences, one JSON object a line")
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures. Raises ReadError or GlossaryError."""
    store = view.open_view(options.glossary, options.only, view.SCAN)
    scanner = Scanner(store)
    rows = list(_read(options.file, store, scanner.labels))
    figures = score(labelled for row, mentions in rows for labelled in _labelled(scanner, row, mentions))
    if options.format == "json":
        stdout.write(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    else:
        stdout.write(_text(figures))
    return diagnostics.FOUND if rows else diagnostics.MISSING


def _labelled(scanner: Scanner, row: Row, labels: dict[Mention, str]) -> Iterator[Labelled]:
    """How the mentions of a text are read, found or not; one found may be longer: "BT agenda" for "BT"."""
    found = scanner.read(row.text.encode("utf-8", "replace"), "text")[2]
    mentions = sorted(labels, key=lambda mention: mention.start)
    for mention, reading in zip(mentions, scanner.resolver.read(row.text, mentions), strict=True):
        is_found = any(one.key == mention.key and one.start <= mention.start and mention.end <= one.end for one in found)
        yield Labelled(labels[mention], row.kind, is_found, reading)


def _read(path: str, store: Store, declared: Collection[str]) -> Iterator[tuple[Row, dict[Mention, str]]]:
    """Each row with its mentions and their sides. Raises ReadError, or GlossaryError with every fault of the file."""
    try:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    except OSError as trouble:
        raise ReadError(f"{path}: {trouble.strerror}") from None
    decode = msgspec.json.Decoder(Row).decode
    find = finder(store, records.SECTION)
    sides = (*declared, UNCLEAR, NONE)
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
            faults.append(Fault(path, number, "", str(trouble), "see `twosense eval --help` for what a line holds"))
            continue
        mentions = {}
        for label in row.mentions or (row,):
            record = find(label.term)
            places = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(label.surface)}(?!\w)", row.text)]
            if record is None:
                fault = "term", f'"{label.term}" is not in the glossary', "correct it or add the term"
            elif label.side not in sides:
                fault = "side", f'"{label.side}" is no side', f"use one of {', '.join(sides)}"
            elif not label.surface or not 0 < label.occurrence <= len(places):
                fault = "surface", f'"{label.surface}" does not stand there so often', "correct it"
            else:
                name = str(msgspec.json.decode(b"{" + record, type=dict[str, object])["term"])
                mention = Mention(name, fold(name), *places[label.occurrence - 1], label.surface)
                mentions[mention] = label.side
                continue
            faults.append(Fault(path, number, *fault))
        yield row, mentions
    if faults:
        raise GlossaryError(faults)


def _text(figures: Score) -> str:
    lines = [(_shown(getattr(figures, name)), label) for name, label in _LABELS.items()]
    kinds = [["kind", "mentions", "found", "given", "right", "with lean"]]
    for name, kind in figures.kinds.items():
        kinds.append([plain(name), *map(_shown, (kind.mentions, kind.recall, kind.given, kind.precision, kind.forced))])
    return in_columns(lines) + "\n" + in_columns(kinds)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:.3f}"
