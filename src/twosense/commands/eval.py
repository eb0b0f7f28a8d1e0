"""`twosense eval FILE`: measure on labelled texts how many mentions a scan finds, and how many senses it gets right."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

import msgspec

from twosense.build import open_layers
from twosense.commands.completers import FILE
from twosense.commands.parser import Parser, add_format, add_glossaries, layer_paths_of
from twosense.errors import Fault, GlossaryError
from twosense.mentions.mention_list import Mention
from twosense.model import NONE, UNCLEAR
from twosense.output import stdout
from twosense.output.columns import in_columns
from twosense.output.diagnostics import ExitCode
from twosense.output.structs import encode
from twosense.scan.scanner import Scanner
from twosense.senses.evaluate import NOISE, USEFUL, Labelled, evaluate, score_warnings
from twosense.senses.resolver import Reading
from twosense.store.view import SCAN
from twosense.text.regular_file import read_file
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosense.senses.evaluate import Evaluation, Figures, WarningFigures

SUMMARY = "Measure the accuracy of a scan on labelled texts"
USAGE = "[OPTIONS] FILE"
EXAMPLES = """\
  twosense eval tests/senses/tune.ndjson
  twosense eval team.ndjson --glossary team.toml --format json

lines of the file, for one mention or for several of a text:
  {"text": "The DR site is up.", "term": "DR", "side": "it", "surface": "DR", "occurrence": 1, "kind": "plain"}
  {"text": "The DR site is up.", "term": "DR", "side": "it", "start": 4, "end": 6}
  {"text": "The DR spots.", "mentions": [{"term": "DR", "side": "marketing", "surface": "DR"}]}

side is the id of a side (such as it), "unclear" or "none". start and end count
characters from 0. surface is the word as written; occurrence says which one of
several is meant (default 1).
kind is optional; figures are also printed for each kind.
"""
OUTCOMES = {0: "measured"}
_FILE_LIMIT = 1 << 28  # bytes
_NOT_FOUND = Reading(NONE, None, 0.0)
_ROWS_SHOWN = 15  # rows of each table
_COLUMNS = {  # by the name of the figure: the head of its column, and its meaning
    "mentions": ("mentions", "labelled mentions"),
    "recall": ("found", "found, of all mentions"),
    "forced": ("forced", "correct side or lean, of mentions with a side"),
    "coverage": ("coverage", "got a side, of mentions with a side"),
    "precision": ("precision", "correct, of mentions with a side that got one"),
    "seen": ("seen", "correct, of all mentions that got a side"),
    "unclear_alone": ("unclear", "left without a side, of unclear mentions"),
    "ordinary_alone": ("ordinary", "left without a side, of ordinary uses"),
}
_WARNING_LABELS = {
    "useful": "mentions that are useful to warn of",
    "noise": "other mentions",
    "warned": "recall: useful mentions whose term gets a warning",
    "precision": "precision: useful, of the mentions whose term gets a warning",
}


class Label(msgspec.Struct, frozen=True):
    """The label of one mention: its term, its side, and where it is in its text."""

    term: str = ""
    side: str = ""
    surface: str = ""
    occurrence: int = 1
    start: int = -1
    end: int = -1


class LabelledText(Label, frozen=True, kw_only=True):
    """A text, its kind, and its `mentions`; a text with one mention may have the label itself."""

    text: str
    kind: str = "all"
    mentions: tuple[Label, ...] = ()


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", complete=FILE, help="labelled sentences, one JSON object per line")
    parser.add_argument(
        "--level",
        action="store_true",
        help='score warnings instead of senses; the side of a mention is then "useful" or "noise"',
    )
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures. Raises FileError, or GlossaryError for faults of the labels, or if there are none."""
    scanner = Scanner(open_layers(layer_paths_of(options), SCAN))
    sides = (USEFUL, NOISE) if options.level else (*scanner.labels, UNCLEAR, NONE)
    texts = list(_labelled_texts(options.file, scanner, sides))
    figures: Evaluation | WarningFigures
    if options.level:
        figures = score_warnings(warned for text, mentions in texts for warned in _warned(scanner, text, mentions))
        shown = in_columns([(_shown(getattr(figures, name)), label) for name, label in _WARNING_LABELS.items()])
    else:
        figures = evaluate(labelled for text, mentions in texts for labelled in _labelled(scanner, text, mentions))
        shown = _text(figures)
    if options.format == "json":
        shown = msgspec.json.format(encode(figures), indent=2) + "\n"
    stdout.write(shown)
    return ExitCode.SUCCESS


def _warned(scanner: Scanner, text: LabelledText, labels: dict[Mention, str]) -> Iterator[tuple[str, bool]]:
    """Yield the label of each mention, and whether its term has a warning in the text (a term has at most one)."""
    findings = scanner.scan("text.txt", text.text.encode("utf-8", "replace"), scanner.reporter(), details=False)
    keys = {scanner.finder.key_of_name(finding.term) for finding in findings or ()}
    for mention, label in labels.items():
        yield label, mention.key in keys


def _labelled(scanner: Scanner, text: LabelledText, labels: dict[Mention, str]) -> Iterator[Labelled]:
    """Yield how a scan reads each labelled mention. The one it finds may be longer: "BT agenda" for "BT"."""
    prose, found = scanner.find_mentions(text.text.encode("utf-8", "replace"), "text")
    readings = list(zip(found, scanner.resolver.resolve(prose, found).readings, strict=True))
    for mention, side in labels.items():
        reading = next(
            (
                reading
                for one, reading in readings
                if one.key == mention.key and one.start <= mention.start and mention.end <= one.end
            ),
            None,
        )
        yield Labelled(mention.term, side, text.kind, reading is not None, reading or _NOT_FOUND)


def _labelled_texts(path: str, scanner: Scanner, sides: Sequence[str]) -> Iterator[tuple[LabelledText, dict[Mention, str]]]:
    """Yield each text with its mentions and their sides. Raises FileError, or GlossaryError with every fault of the file."""
    decode = msgspec.json.Decoder(LabelledText).decode
    faults, is_empty = [], True
    for number, line in enumerate(read_file(path, _FILE_LIMIT).splitlines(), 1):
        if not line.strip():
            continue
        is_empty = False
        try:
            text = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            faults.append(Fault(path, number, "", str(error), "see `twosense eval --help` for what a line holds"))
            continue
        mentions = {}
        for label in text.mentions or (text,):
            key = scanner.finder.key_of_name(label.term)
            span = _span(text.text, label)
            if not key:
                fault = "term", f'"{label.term}" is not in the glossary', "correct it or add the term"
            elif label.side not in sides:
                fault = "side", f'unknown side "{label.side}"', f"choose one of {', '.join(sides)}"
            elif span is None and label.start >= 0:
                length = f"{len(text.text):,} characters"
                fault = "start", f"{label.start} to {label.end} is out of range: the text has {length}", "count from 0"
            elif span is None and not label.surface:
                fault = "surface", "is missing", "write the word as it is in the text, or start and end"
            elif span is None:
                fault = "surface", f'the text has no occurrence {label.occurrence} of "{label.surface}"', "correct it"
            else:
                mentions[Mention(label.term, key, *span, text.text[slice(*span)])] = label.side
                continue
            faults.append(Fault(path, number, *fault))
        yield text, mentions
    if is_empty:
        faults.append(Fault(path, None, "", "has no labelled text", "write one; see `twosense eval --help`"))
    if faults:
        raise GlossaryError(faults)


def _span(text: str, label: Label) -> tuple[int, int] | None:
    """Return the start and end of the labelled mention in its text, in characters from 0, or None if it is not there."""
    if label.start >= 0:
        return (label.start, label.end) if label.start < label.end <= len(text) else None
    if not label.surface or label.occurrence < 1:
        return None
    spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(label.surface)}(?!\w)", text)]
    return spans[label.occurrence - 1] if label.occurrence <= len(spans) else None


def _text(evaluation: Evaluation) -> str:
    lines = [(_shown(getattr(evaluation.all, name)), head, meaning) for name, (head, meaning) in _COLUMNS.items()]
    lines.append((_shown(evaluation.calibration_error), "calibration", "gap between confidence and the share that is correct"))
    tables = [in_columns(lines)]
    for title, groups in (("label", evaluation.labels), ("kind", evaluation.kinds), ("term", evaluation.terms)):
        rows = [[title, *(head for head, _ in _COLUMNS.values())]]
        for name, figures in list(groups.items())[:_ROWS_SHOWN]:
            rows.append([sanitize(name), *_cells(figures)])
        if len(groups) > 1:
            tables.append(in_columns(rows))
    return "\n".join(tables)


def _cells(figures: Figures) -> list[str]:
    return [_shown(getattr(figures, name)) for name in _COLUMNS]


def _shown(figure: float | None) -> str:
    return "-" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:.3f}"
