"""`twosense add`: add a term to your own or a project's glossary, from options or interactively.

Invariant: the term is written as a whole or not at all, and no entry that exists is changed.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from twosense.commands.completers import SIDES, words
from twosense.commands.parser import Parser, add_own_layer
from twosense.commands.term_form import fill
from twosense.errors import Fault, GlossaryError, UsageError
from twosense.glossary.own_glossary import OwnGlossary
from twosense.glossary.schema import FormsTable, SayTable, SenseTable, TermTable
from twosense.glossary.slots import wordings
from twosense.output import diagnostics, keyboard, stdout
from twosense.output.diagnostics import ExitCode
from twosense.store.about import known_side
from twosense.text.sanitize import replace_surrogates, sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

SUMMARY = "Add a term to your own glossary or the project glossary"
USAGE = "[OPTIONS] [TERM]"
EXAMPLES = """\
  twosense add
  twosense add --layer project DR
  twosense add KTLO --side it --meaning upkeep --definition "What stops decay."

Without --side, it asks for everything in the terminal. The options that follow
a --side apply to that side, until the next --side. It prints the file and line
of the new entry, and never changes an existing one.
"""
OUTCOMES = {0: "added", 1: "cancelled"}


class _Sense:
    """The sense that the options after one `--side` describe."""

    def __init__(self, side: str) -> None:
        self.side = side
        self.meaning = self.definition = ""
        self.say: list[str] = []
        self.example: list[str] = []


class _BeginSide(argparse.Action):
    """`--side`: begins a sense."""

    def __call__(self, _parser: object, options: argparse.Namespace, value: Any, _name: object = None) -> None:  # noqa: ANN401
        """Add a sense of this side."""
        options.senses = (*(options.senses or ()), _Sense(value))


class _SenseOption(argparse.Action):
    """An option about the side that was named last."""

    def __call__(self, parser: argparse.ArgumentParser, options: argparse.Namespace, value: Any, name: Any = None) -> None:  # noqa: ANN401
        """Add the value to the last sense."""
        if not options.senses:
            parser.error(f"{name} is about a side; put --side before it")
        sense = options.senses[-1]
        if isinstance(getattr(sense, self.dest), list):
            getattr(sense, self.dest).append(value)
        else:
            setattr(sense, self.dest, value)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("term", nargs="?", metavar="TERM", help="the headword")
    parser.add_argument(
        "--alias", dest="aliases", action="append", default=[], metavar="NAME", help="another name for the term (repeatable)"
    )
    parser.add_argument(
        "--plural", action="append", default=[], metavar="FORM", help="its plural form, so that a scan finds it as well"
    )
    parser.add_argument("--clash", metavar="TEXT", help="what goes wrong when one side uses the term with the other")
    add_own_layer(parser, "add it to your own glossary (user, default) or the project's")
    of_sense: dict[str, Any] = {"group": "for each side", "default": argparse.SUPPRESS}
    parser.add_argument(
        "--side", dest="senses", action=_BeginSide, default=None, group="for each side", metavar="SIDE", complete=words(*SIDES),
        help="the side that the options after it describe",
    )  # fmt: skip
    parser.add_argument(
        "--meaning", action=_SenseOption, metavar="TEXT", help="what this side means by it, in a few words", **of_sense
    )
    parser.add_argument(
        "--definition", action=_SenseOption, metavar="TEXT", help="its meaning in a sentence or two", **of_sense
    )
    parser.add_argument(
        "--say",
        action=_SenseOption,
        metavar="WORDING",
        help='wording to use instead: "routine upkeep"; if it is not a noun, with its part of speech: "adjective: nimble"',
        **of_sense,
    )
    parser.add_argument("--example", action=_SenseOption, metavar="TEXT", help="a sentence that uses the term", **of_sense)


def run(options: argparse.Namespace) -> int:
    """Add the term and print where it is. Raises UsageError, GlossaryError, FileError."""
    glossary = OwnGlossary(options.layer)
    if options.senses:
        term = _term_from_options(options, glossary)
    elif keyboard.is_there():
        if options.aliases or options.plural or options.clash:
            raise UsageError("--alias, --plural and --clash need --side; without them, twosense prompts for everything")
        try:
            asked = fill(_clean(options.term or ""), glossary)
        except EOFError:
            diagnostics.show("\n")
            asked = None
        if asked is None:
            return ExitCode.NEEDS_REVIEW
        term = asked
    else:
        raise UsageError("cannot prompt, because there is no terminal; give TERM, --side, --meaning and --definition")
    if conflicts := glossary.name_conflicts(term.name):
        raise GlossaryError(conflicts)
    if faults := glossary.faults([term]):
        raise GlossaryError([fault if number is None else _rephrase(glossary, term, fault) for number, fault in faults])
    line = glossary.add([term])
    stdout.write(f"{sanitize(glossary.path)}:{line}\n")
    return ExitCode.SUCCESS


def _term_from_options(options: argparse.Namespace, glossary: OwnGlossary) -> TermTable:
    if options.term is None:
        raise UsageError("--side needs a TERM to add")
    name = _clean(options.term)
    if not name:
        raise UsageError("the TERM to add is empty")
    return TermTable(
        name=name,
        aliases=_all_clean(options.aliases),
        forms=FormsTable(plural=_all_clean(options.plural)),
        clash=_clean(options.clash) if options.clash else None,
        sense=[_sense(sense, glossary) for sense in options.senses],
    )


def _sense(given: _Sense, glossary: OwnGlossary) -> SenseTable:
    side = known_side(given.side, glossary.merged.sides)
    for name in ("meaning", "definition"):
        if not _clean(getattr(given, name)):
            raise UsageError(f"--side {given.side} needs --{name}")
    return SenseTable(
        side=side,
        meaning=_clean(given.meaning),
        definition=_clean(given.definition),
        say=SayTable(**wordings(_all_clean(given.say))),
        examples=_all_clean(given.example),
    )


def _rephrase(glossary: OwnGlossary, term: TermTable, fault: Fault) -> Fault:
    """Rephrase a fault of the new entry in terms of the options, because the entry has no line number yet."""
    key = re.sub(r"^term\[\d+\]\.?", "", fault.key)
    key = re.sub(r"^sense\[(\d+)\]", lambda found: term.sense[int(found[1])].side, key)
    return Fault(glossary.path, None, f"{term.name}: {key}" if key else term.name, fault.problem, fault.fix)


def _clean(text: str) -> str:
    return " ".join(replace_surrogates(text).split())


def _all_clean(texts: Sequence[str]) -> list[str]:
    return [cleaned for text in texts if (cleaned := _clean(text))]
