"""`twosense eval FILE`: measure on labelled texts how many mentions a scan finds, and how many senses it gets right."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

import msgspec

from twosense.build import open_view
from twosense.commands.parser import add_format, add_glossaries
from twosense.errors import Fault, GlossaryError
from twosense.mentions.finder import Mention
from twosense.output import stdout
from twosense.output.columns import in_columns
from twosense.output.diagnostics import ExitCode
from twosense.scan.scanner import Scanner
from twosense.senses.evaluate import Labelled, score
from twosense.senses.resolver import NONE, UNCLEAR
from twosense.store.view import SCAN
from twosense.text.regular_file import read_file
from twosense.text.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.senses.evaluate import Score

SUMMARY = "Measure scanning on labelled texts: mentions found, coverage and accuracy"
USAGE = "[OPTIONS] FILE"
EXAMPLES = """\
  twosense eval tests/senses/tune.ndjson
  twosense eval team.ndjson --glossary team.toml --format json

each line labels one mention, or several in the same text:
  {"text": "The DR site is up.", "term": "DR", "side": "it", "surface": "DR", "occurrence": 1, "kind": "plain"}
  {"text": "The DR spots.", "mentions": [{"term": "DR", "side": "marketing", "surface": "DR"}]}
side: a side, "unclear" or "none"; occurrence (default 1) and kind may be left out"""
_FILE_LIMIT = 1 << 28  # bytes
OUTCOMES = "0 measured, 1 no labelled texts"
_LABELS = {
    "mentions": "mentions",
    "recall": "found by a scan, of those with a sense",
    "precision": "correct sides, of mentions that have a side and got one",
    "strict_precision": "correct sides, of all mentions that got one",
    "coverage": "got a side, of mentions that have one",
    "forced": "correct side or lean, of mentions that have a side",
    "unclear_kept": "unclear mentions left without a side",
    "ordinary_kept": "ordinary uses left without a side",
    "calibration_error": "calibration error",
}


class Label(msgspec.Struct, frozen=True):
    """The label of one mention: its term, its side, and where it is in its text."""

    term: str = ""
    side: str = ""
    surface: str = ""
    occurrence: int = 1


class LabelledText(Label, frozen=True, kw_only=True):
    """A text, its kind, and its `mentions`; a text with one mention may have the label itself."""

    text: str
    kind: str = "all"
    mentions: tuple[Label, ...] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", metavar="FILE", help="labelled sentences, one JSON object per line")
    add_format(parser, "text", "json")
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print the figures. Raises ReadError, GlossaryError."""
    scanner = Scanner(open_view(options.glossary, options.only, SCAN))
    texts = list(_labelled_texts(options.file, scanner))
    figures = score(labelled for text, mentions in texts for labelled in _labelled(scanner, text, mentions))
    if options.format == "json":
        stdout.write(msgspec.json.format(msgspec.json.encode(figures), indent=2) + b"\n")
    else:
        stdout.write(_text(figures))
    return ExitCode.SUCCESS if texts else ExitCode.ATTENTION


def _labelled(scanner: Scanner, text: LabelledText, labels: dict[Mention, str]) -> Iterator[Labelled]:
    """Yield how each mention of a text is read, found or not. The one found may be longer: "BT agenda" for "BT"."""
    found = scanner.find_mentions(text.text.encode("utf-8", "replace"), "text")[2]
    mentions = sorted(labels, key=lambda mention: mention.start)
    for mention, reading in zip(mentions, scanner.resolver.resolve(text.text, mentions), strict=True):
        is_found = any(one.key == mention.key and one.start <= mention.start and mention.end <= one.end for one in found)
        yield Labelled(labels[mention], text.kind, is_found, reading)


def _labelled_texts(path: str, scanner: Scanner) -> Iterator[tuple[LabelledText, dict[Mention, str]]]:
    """Yield each text with its mentions and their sides. Raises ReadError, or GlossaryError with every fault of the file."""
    lines = read_file(path, _FILE_LIMIT).splitlines()
    decode = msgspec.json.Decoder(LabelledText).decode
    sides = (*scanner.labels, UNCLEAR, NONE)
    faults = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            faults.append(Fault(path, number, "", str(error), "see `twosense eval --help` for what a line holds"))
            continue
        mentions = {}
        for label in text.mentions or (text,):
            key = scanner.finder.key_of_name(label.term)
            spans = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(label.surface)}(?!\w)", text.text)]
            if not key:
                fault = "term", f'"{label.term}" is not in the glossary', "correct it or add the term"
            elif label.side not in sides:
                fault = "side", f'unknown side "{label.side}"', f"choose one of {', '.join(sides)}"
            elif not label.surface or not 0 < label.occurrence <= len(spans):
                fault = "surface", f'"{label.surface}" occurs fewer times in the text', "correct surface or occurrence"
            else:
                mention = Mention(label.term, key, *spans[label.occurrence - 1], label.surface)
                mentions[mention] = label.side
                continue
            faults.append(Fault(path, number, *fault))
        yield text, mentions
    if faults:
        raise GlossaryError(faults)


def _text(figures: Score) -> str:
    lines = [(_shown(getattr(figures, name)), label) for name, label in _LABELS.items()]
    kinds = [["kind", "mentions", "found", "got a side", "correct", "with lean"]]
    for name, kind in figures.kinds.items():
        kinds.append([sanitize(name), *map(_shown, (kind.mentions, kind.recall, kind.given, kind.precision, kind.forced))])
    return in_columns(lines) + "\n" + in_columns(kinds)


def _shown(figure: float | None) -> str:
    return "-" if figure is None else str(figure) if isinstance(figure, int) else f"{figure:.3f}"
