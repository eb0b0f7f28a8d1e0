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
from twosense.prose.cues import Cues
from twosense.prose.findings import Scanner
from twosense.prose.mentions import Mention
from twosense.prose.score import Labelled, score
from twosense.prose.senses import NONE, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.prose.score import Score
    from twosense.store import Store

SUMMARY = "how many labelled mentions are found, and how well their senses are told"
USAGE = "[OPTIONS] FILE"
EXAMPLES = """\
  twosense eval tests/senses/tune.ndjson
  twosense eval team.ndjson --glossary team.toml --format json

a line of the file:
  {"term": "DR", "side": "it", "text": "The DR site is up.", "surface": "DR", "occurrence": 1, "kind": "plain"}
side: a side, "unclear" or "none"; occurrence (default 1) and kind may be left out"""
_LABELS = {
    "sentences": "sentences",
    "recall": "found by a scan, of those with a sense",
    "precision": "right, of the sides given where there is one",
    "strict_precision": "right, of all sides given",
    "coverage": "given a side, of those that have one",
    "forced": "right when the lean counts",
    "unclear_kept": "given no side, of the unclear",
    "ordinary_kept": "given no side, of the ordinary",
    "calibration_error": "calibration error",
}


class Row(msgspec.Struct, frozen=True):
    """One labelled mention: of which term, in which text, and what it means there."""

    term: str
    side: str
    text: str
    surface: str
    occurrence: int = 1
    kind: str = "all"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="labelled sentences, one JSON object a line")
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures. Raises ReadError or GlossaryError."""
    store = view.open_view(options.glossary, options.only, view.SCAN)
    scanner = Scanner(store)
    rows = list(_read(options.file, store))
    figures = score(_labelled(scanner, row, mention) for row, mention in rows)
    if options.format == "json":
        stdout.write(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    else:
        stdout.write(_text(figures))
    return diagnostics.FOUND if rows else diagnostics.MISSING


def _labelled(scanner: Scanner, row: Row, mention: Mention) -> Labelled:
    """How a mention is read when it stands alone, found or not; one found may be longer: "BT agenda" for "BT"."""
    found = any(
        other.key == mention.key and other.start <= mention.start and mention.end <= other.end
        for other in scanner.read(row.text.encode("utf-8", "replace"), "text")[2]
    )
    return Labelled(row.side, row.kind, found, scanner.resolver.read(row.text, [mention])[0])


def _read(path: str, store: Store) -> Iterator[tuple[Row, Mention]]:
    """Each row with its mention. Raises ReadError, or GlossaryError with every fault of the file."""
    try:
        with open(path, "rb") as file:
            lines = file.read().splitlines()
    except OSError as trouble:
        raise ReadError(f"{path}: {trouble.strerror}") from None
    decode = msgspec.json.Decoder(Row).decode
    find = finder(store, records.SECTION)
    sides = (*Cues(store).sides, UNCLEAR, NONE)
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
            faults.append(Fault(path, number, "", str(trouble), "see `twosense eval --help` for what a line holds"))
            continue
        record = find(row.term)
        places = list(re.finditer(rf"(?<!\w){re.escape(row.surface)}(?!\w)", row.text)) if row.surface else []
        if record is None:
            faults.append(Fault(path, number, "term", f'"{row.term}" is not in the glossary', "correct it or add the term"))
        elif row.side not in sides:
            faults.append(Fault(path, number, "side", f'"{row.side}" is no side', f"use one of {', '.join(sides)}"))
        elif not 0 < row.occurrence <= len(places):
            faults.append(Fault(path, number, "surface", f'"{row.surface}" does not stand there so often', "correct it"))
        else:
            start, end = places[row.occurrence - 1].span()
            name = msgspec.json.decode(b"{" + record, type=dict[str, object])["term"]
            yield row, Mention(str(name), fold(str(name)), start, end, row.surface)
    if faults:
        raise GlossaryError(faults)


def _text(figures: Score) -> str:
    lines = [(_shown(getattr(figures, name)), label) for name, label in _LABELS.items()]
    kinds = [["kind", "sentences", "found", "given", "right", "with lean"]]
    for name, kind in figures.kinds.items():
        kinds.append([plain(name), *map(_shown, (kind.sentences, kind.recall, kind.given, kind.precision, kind.forced))])
    return in_columns(lines) + "\n" + in_columns(kinds)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:.3f}"
