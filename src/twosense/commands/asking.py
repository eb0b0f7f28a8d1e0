"""Asking: resolve the open questions of each text with the person at the terminal, by single key presses.

Invariant: an answer applies to the text for which it was given, and to no other.
"""

from __future__ import annotations

from string import ascii_uppercase, digits
from typing import TYPE_CHECKING, NamedTuple, Self

from twosense.model import NONE, Decision, ReadingOfQuestion
from twosense.output import diagnostics, stdout
from twosense.output.caret_line import caret_line
from twosense.output.columns import wrap
from twosense.output.sides import badges, coloured
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


class PromptResult(NamedTuple):
    """The translation of a text after its questions, and whether the person answered all of them."""

    translation: Translation
    finished: bool


class Asker:
    """Asks at the terminal."""

    def __init__(self, keyboard: Keyboard, labels: Mapping[str, str], *, pinning: bool) -> None:
        """Prepare to ask; `pinning` offers "an ordinary use" instead of "a wording of your own"."""
        self._keyboard, self._labels, self._pinning = keyboard, labels, pinning
        self._badges, self._width, self._colour = badges(labels), stdout.width(), diagnostics.colour()

    def __enter__(self) -> Self:
        """Begin to ask."""
        self._keyboard.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        """End asking."""
        self._keyboard.__exit__(*problem)

    def ask(self, name: str, text: str, change: Change) -> PromptResult:
        """Ask the questions that remain after a change to the text, until there are none or the person quits."""
        decisions: dict[int, Decision] = {}
        for_all: dict[tuple[str, str], Decision] = {}  # by term, and by surface for a wording of one's own
        translation, is_stale = change(decisions), False
        while questions := [question for question in translation.questions if question.offset not in decisions]:
            decided = {
                question.offset: decision
                for question in questions
                if (decision := for_all.get((question.term, "")) or for_all.get((question.term, question.surface)))
            }
            if not decided:
                question = questions[0]
                self._show(name, text, question, f"{len(decisions) + 1} of {len(decisions) + len(questions)}")
                answer = self._answer(question, questions)
                if answer is None:
                    return PromptResult(change(decisions) if is_stale else translation, finished=False)
                decided[question.offset], is_for_all = answer
                if is_for_all:
                    for_all[question.term, question.surface if answer[0].wording else ""] = answer[0]
            decisions |= decided
            # Leaving a word as it is does not change the text, so that the translation is not made anew each time.
            is_stale = all(decision == Decision() for decision in decided.values())
            if not is_stale:
                translation = change(decisions)
        return PromptResult(change(decisions) if is_stale else translation, finished=True)

    def confirm(self, question: str) -> bool:
        """Ask for yes or no; any other answer counts as no."""
        diagnostics.show(f"{question} y yes, n no: ")
        is_sure = self._keyboard.key() == "y"
        diagnostics.show("yes\n" if is_sure else "no\n")
        return is_sure

    def _show(self, name: str, text: str, question: Question, number: str) -> None:
        """Show a question: the line with carets under the word, and what each key does."""
        start = len(text[: question.offset].encode())
        word, brace, rest = question.surface.partition("{")
        wrong = f"{problem_of_mark(word, brace + rest, ())[0]}; " if brace else ""
        line, before = excerpt(text.encode(), start, start + len(question.surface.encode()))
        margin = " " * len(str(question.line))
        shown, carets = caret_line(
            line, before, before + len(word), self._width - len(margin) - 5, is_cut=before < question.column - 1
        )
        lines = [
            f"\n{sanitize_path(name)}:{question.line}:{question.column}: {sanitize(wrong)}which {_flat(word)}? ({number})",
            f"  {question.line} | {shown}".rstrip(),
            f"  {margin} | {carets}",
        ]
        for key, reading in zip(_READINGS, self._readings(question), strict=False):
            badge = self._badges[reading.side]
            label = coloured(f"{badge.symbol} {sanitize(self._labels[reading.side])}", badge, colour=self._colour)
            likelier = " (more likely)" if reading.side == question.lean else ""
            first, *more = wrap(f"{sanitize(reading.meaning)}{likelier}", max(20, self._width - 20))
            lines += [f"  {key}  {label}: {first}", *(f"     {one}" for one in more)]
        lines += [f"  {key}  {text}" for key, text in self._others(question)]
        diagnostics.show("\n".join(lines) + "\n")

    def _readings(self, question: Question) -> Sequence[ReadingOfQuestion]:
        """Return the readings to choose from: one for each sense; for marks, which name no sense, one for each side."""
        if not self._pinning:
            return question.readings
        return [ReadingOfQuestion(side=side, meaning=meaning) for side, meaning in question.by_side.items()]

    def _others(self, question: Question) -> list[tuple[str, str]]:
        """Return the keys that choose no reading, and what each does."""
        return [
            (_NEITHER, "neither: an ordinary use of the word") if self._pinning else (_OWN, "a wording of your own"),
            (_LEAVE, "leave it as it is"),
            (_ALL, f'answer for every "{_flat(question.term)}" in this file (then press a key)'),
            (_QUIT, "quit"),
        ]

    def _answer(self, question: Question, questions: Sequence[Question]) -> tuple[Decision, bool] | None:
        """Return the decision, and whether it is for all mentions of the term; None if the person quits."""
        of_term = [one for one in questions if one.term == question.term]
        by_key = dict(zip(_READINGS, self._readings(question), strict=False))
        keys = [*by_key, *(key for key, _ in self._others(question))]
        is_for_all = False
        while True:
            diagnostics.show(f"for all {len(of_term)}, " * is_for_all + f"press {', '.join(keys[:-1])} or {keys[-1]}: ")
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
            elif key == _NEITHER and self._pinning:
                return Decision(side=NONE), is_for_all
            elif key == _OWN and not self._pinning:
                alike = sum(one.surface == question.surface for one in of_term) if is_for_all else 1
                if wording := self._wording(f' for all {alike} spelt "{_flat(question.surface)}"' * (alike > 1)):
                    return Decision(wording=wording), is_for_all

    def _wording(self, where: str) -> str:
        """Return a wording that is typed; "" if there is none."""
        diagnostics.show(f"wording{where}, or nothing to go back: ")
        return "".join(c for c in " ".join(self._keyboard.line().split()) if not is_unsafe(c))


def _flat(text: str) -> str:
    return sanitize(" ".join(text.split()))
