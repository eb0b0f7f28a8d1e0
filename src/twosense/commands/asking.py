"""Asking: settle the questions of one text after the other with the person at the terminal, by single keys.

Invariant: an answer holds for the text that it was given for, and for nothing else.
"""

from __future__ import annotations

from string import ascii_uppercase, digits
from typing import TYPE_CHECKING, NamedTuple, Self

from twosense.model import NONE, Decision, ReadingOfQuestion
from twosense.output import diagnostics, stdout
from twosense.output.answers.text import wrap
from twosense.output.marked_line import marked_line
from twosense.output.sides import coloured, marks
from twosense.scan.excerpt import excerpt
from twosense.scan.messages import problem_of_mark
from twosense.text.sanitize import is_unsafe, sanitize, sanitize_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from twosense.model import Question, Translation
    from twosense.output.keyboard import Keyboard

    Change = Callable[[Mapping[int, Decision]], Translation]

_READINGS = digits[1:] + ascii_uppercase  # the keys of readings; no term has as many
_NEITHER, _LEAVE, _OWN, _ALL, _QUIT = "nloaq"


class Asked(NamedTuple):
    """What came of asking about a text: its change, and whether the person went to the end."""

    found: Translation
    finished: bool


class Asker:
    """Asks at the terminal."""

    def __init__(self, keyboard: Keyboard, labels: Mapping[str, str], *, pins: bool) -> None:
        """Prepare; with `pins`, a use may be called ordinary, but nobody is asked for a wording."""
        self._keyboard, self._labels, self._pins = keyboard, labels, pins
        self._marks, self._width, self._colour = marks(labels), stdout.width(), diagnostics.colour()

    def __enter__(self) -> Self:
        """Begin to ask."""
        self._keyboard.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        """End asking."""
        self._keyboard.__exit__(*problem)

    def settle(self, name: str, text: str, change: Change) -> Asked:
        """Ask the questions that changing a text leaves, until none is left or the person quits."""
        decisions: dict[int, Decision] = {}
        for_all: dict[tuple[str, str], Decision] = {}  # by term, and by surface for a wording of one's own
        found, is_stale = change(decisions), False
        while questions := [question for question in found.questions if question.offset not in decisions]:
            settled = {
                question.offset: decision
                for question in questions
                if (decision := for_all.get((question.term, "")) or for_all.get((question.term, question.surface)))
            }
            if not settled:
                question = questions[0]
                alike = sum(one.term == question.term for one in questions)
                self._show(name, text, question, f"{len(decisions) + 1} of {len(decisions) + len(questions)}")
                asked = self._answer(question, alike)
                if asked is None:
                    return Asked(change(decisions) if is_stale else found, finished=False)
                settled[question.offset], is_for_all = asked
                if is_for_all:
                    for_all[question.term, question.surface if asked[0].wording else ""] = asked[0]
            decisions |= settled
            is_stale = all(decision == Decision() for decision in settled.values())  # nothing changes where a word is left
            if not is_stale:
                found = change(decisions)
        return Asked(change(decisions) if is_stale else found, finished=True)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; any other answer counts as no."""
        diagnostics.show(f"{question} y yes, n no: ")
        is_sure = self._keyboard.key() == "y"
        diagnostics.show("yes\n" if is_sure else "no\n")
        return is_sure

    def _show(self, name: str, text: str, question: Question, number: str) -> None:
        """Show a question: the line with the word marked, and what each key does."""
        start = len(text[: question.offset].encode())
        word, brace, rest = question.surface.partition("{")
        wrong = f"{problem_of_mark(word, brace + rest, ())[0]}; " if brace else ""
        line, before = excerpt(text.encode(), start, start + len(question.surface.encode()))
        margin = " " * len(str(question.line))
        shown, carets = marked_line(
            line, before, before + len(word), self._width - len(margin) - 5, is_cut=before < question.column - 1
        )
        lines = [
            f"\n{sanitize_path(name)}:{question.line}:{question.column}: {sanitize(wrong)}which {_flat(word)}? ({number})",
            f"  {question.line} | {shown}".rstrip(),
            f"  {margin} | {carets}",
        ]
        for key, reading in zip(_READINGS, self._readings(question), strict=False):
            mark = self._marks[reading.side]
            label = coloured(f"{mark.symbol} {sanitize(self._labels[reading.side])}", mark, colour=self._colour)
            likelier = " (more likely)" if reading.side == question.lean else ""
            first, *more = wrap(f"{sanitize(reading.meaning)}{likelier}", max(20, self._width - 20))
            lines += [f"  {key}  {label}: {first}", *(f"     {one}" for one in more)]
        lines += [f"  {key}  {text}" for key, text in self._others(question)]
        diagnostics.show("\n".join(lines) + "\n")

    def _readings(self, question: Question) -> Sequence[ReadingOfQuestion]:
        """Return the readings to choose from: one for each sense, or for each side, because a mark names no more."""
        if not self._pins:
            return question.readings
        return [ReadingOfQuestion(side=side, meaning=meaning) for side, meaning in question.by_side.items()]

    def _others(self, question: Question) -> list[tuple[str, str]]:
        """Return the keys that choose no reading, and what each does."""
        return [
            (_NEITHER, "neither: an ordinary use of the word") if self._pins else (_OWN, "a wording of your own"),
            (_LEAVE, "leave it as it is"),
            (_ALL, f'the same for every "{_flat(question.term)}" in this file'),
            (_QUIT, "quit"),
        ]

    def _answer(self, question: Question, alike: int) -> tuple[Decision, bool] | None:
        """Return the decision, and whether it is for all mentions of the term; None if the person quits."""
        by_key = dict(zip(_READINGS, self._readings(question), strict=False))
        keys = [*by_key, *(key for key, _ in self._others(question))]
        is_for_all = False
        while True:
            diagnostics.show(f"for all {alike}, " * is_for_all + f"press {', '.join(keys[:-1])} or {keys[-1]}: ")
            key = self._keyboard.key() or _QUIT
            diagnostics.show(f"{sanitize(key)}\n")
            if key == _QUIT:
                return None
            if key == _ALL:
                is_for_all = True
                keys = [one for one in keys if one != _ALL]
            elif key == _LEAVE:
                return Decision(), is_for_all
            elif key in by_key:
                return Decision(side=by_key[key].side, meaning=by_key[key].meaning), is_for_all
            elif key == _NEITHER and self._pins:
                return Decision(side=NONE), is_for_all
            elif key == _OWN and not self._pins and (wording := self._wording()):
                return Decision(wording=wording), is_for_all

    def _wording(self) -> str:
        """Return a wording that is typed; "" if there is none."""
        diagnostics.show("wording, or nothing to go back: ")
        return "".join(c for c in " ".join(self._keyboard.line().split()) if not is_unsafe(c))


def _flat(text: str) -> str:
    return sanitize(" ".join(text.split()))
