"""Term form: ask a person at the terminal for a new term, one question after the other.

Invariant: an answer that would be a fault is asked for again at once, so that nothing that was typed is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.errors import UsageError
from twosense.glossary.schema import FormsTable, SayTable, SenseTable, TermTable
from twosense.glossary.slots import wordings
from twosense.output import diagnostics, keyboard
from twosense.output.sides import badges, coloured
from twosense.text.cell_list import split
from twosense.text.fold import fold
from twosense.text.sanitize import is_unsafe, sanitize

if TYPE_CHECKING:
    from collections.abc import Callable

    from twosense.glossary.own_glossary import OwnGlossary

_WELCOME = "A blank answer leaves a question out. Ctrl-C or Ctrl-D leaves, and nothing is written.\n"
_UNKNOWN = "x"  # stands for a text that is not known yet while the others are checked


def fill(name: str, own: OwnGlossary) -> TermTable | None:
    """Ask for a term, whose name may be given; return None if no side was given a meaning. Raises EOFError for Ctrl-D."""
    form = _Form(own)
    diagnostics.show(_WELCOME)
    term = form.headword(name)
    for side in own.merged.sides:
        term = form.with_sense(term, side)
    if not term.sense:
        diagnostics.say("no side was given a meaning, so nothing is added")
        return None
    diagnostics.show("\n")
    term = form.ask("Other names, with semicolons between them", lambda text: replace(term, aliases=split(text))) or term
    term = form.ask("Its plural", lambda text: replace(term, forms=FormsTable(plural=[text]))) or term
    known = own.merged.terms.get(fold(term.name))
    sides = {sense.side for sense in term.sense} | {sense.side for sense in (known.senses if known else ())}
    if len(sides) > 1:
        question = "What goes wrong when one side says it to the other"
        term = form.ask(question, lambda text: replace(term, clash=text)) or term
    return term


class _Form:
    """Asks for one term of a glossary."""

    def __init__(self, own: OwnGlossary) -> None:
        self._own = own
        self._labels = own.merged.sides
        self._badges = badges(self._labels)

    def headword(self, name: str) -> TermTable:
        """Return a term with the given name, or if it cannot be used, with the first answer that can."""
        sense = SenseTable(side=next(iter(self._labels)), meaning=_UNKNOWN, definition=_UNKNOWN)
        term = TermTable(name=name, sense=[sense])
        while not name or self._is_wrong(term):
            name = _typed("Term: ")
            term = TermTable(name=name, sense=[sense])
        known = self._own.merged.terms.get(fold(name))
        if known:
            listed = "; ".join(f"{self._labels[sense.side]}, {sense.meaning}" for sense in known.senses)
            diagnostics.show(f"Known already: {sanitize(listed)}. What you add comes on top.\n")
        return TermTable(name=name)

    def with_sense(self, term: TermTable, side: str) -> TermTable:
        """Return the term with the sense of a side; without it if its meaning is left blank."""
        badge, label = self._badges[side], sanitize(self._labels[side])
        heading = coloured(f"{badge.symbol} {label}", badge, colour=diagnostics.colour(), bold=True)
        diagnostics.show(f"\n{heading}\n")
        begun = replace(term, sense=[*term.sense, SenseTable(side=side, meaning="", definition=_UNKNOWN)])
        found = self.ask(f"What {label} means by it, in a few words", lambda text: _with(begun, meaning=text))
        if found is None:
            return term
        meant = found
        while not (found := self.ask("The same in a sentence or two", lambda text: _with(meant, definition=text))):
            diagnostics.say("a sense needs a definition; Ctrl-C leaves without adding")
        defined = found
        worded = self.ask("What to say instead", lambda text: _with(defined, say=_say(text))) or defined
        shown_in = self.ask("A sentence with the term", lambda text: _with(worded, examples=[text])) or worded
        first = shown_in.sense[-1].examples
        return self.ask("Another one", lambda text: _with(shown_in, examples=[*first, text])) or shown_in if first else shown_in

    def ask(self, question: str, put: Callable[[str], TermTable]) -> TermTable | None:
        """Return the term with an answer, which is asked for until it has no fault; None if it is blank."""
        while text := _typed(f"{question}: "):
            try:
                term = put(text)
            except UsageError as error:
                diagnostics.say(str(error))
                continue
            if not self._is_wrong(term):
                return term
        return None

    def _is_wrong(self, term: TermTable) -> bool:
        """Return whether a term has a fault, after saying which."""
        if known := self._own.name_conflicts(term.name):
            diagnostics.say(str(known[0]))
            return True
        faults = self._own.faults([term])
        if faults:
            diagnostics.say(f"{faults[0][1].problem}; {faults[0][1].fix}")
        return bool(faults)


def _with(term: TermTable, **changes: object) -> TermTable:
    """Return the term with these changes to its last sense."""
    return replace(term, sense=[*term.sense[:-1], replace(term.sense[-1], **changes)])


def _say(text: str) -> SayTable:
    return SayTable(**wordings(split(text)))


def _typed(prompt: str) -> str:
    """Return a line that is typed, with single spaces and without what would control a terminal. Raises EOFError."""
    return "".join(c for c in " ".join(keyboard.typed_line(prompt).split()) if not is_unsafe(c))
