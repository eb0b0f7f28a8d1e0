"""Rewriting: what the commands that change texts share: read each, change it, ask, print or write it, and say what is open.

Invariant: a file is written whole or not at all, and one that fails does not keep the others from being written.
"""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from twosense.commands.garbage import collect_seldom
from twosense.errors import FileError, UsageError
from twosense.output import diagnostics, stdout
from twosense.output.diagnostics import ExitCode
from twosense.output.edits import formats
from twosense.output.formatter import Writer
from twosense.scan.documents import CONVERTED
from twosense.scan.input import PROSE_SUFFIXES, refuse_rewriting
from twosense.scan.messages import problem_of_mark
from twosense.scan.text_file import STDIN, File, read_text
from twosense.text.positions import Bytes
from twosense.text.replace_file import replace_file
from twosense.text.sanitize import replace_surrogates, sanitize_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from twosense.commands.asking import Asker
    from twosense.model import Decision, Edit, Question, Translation

    Change = Callable[[str, str, Mapping[int, Decision]], Translation]


class Text(NamedTuple):
    """A text to change: the path or phrase, the name that tells its markup, and what it says."""

    path: str
    name: str
    content: str
    is_phrase: bool

    @property
    def is_file(self) -> bool:
        """Whether the text can be written back."""
        return not self.is_phrase and self.path != STDIN


class Rewriting:
    """One call of a command that changes texts: `change` takes the name, the text and what is decided about mentions."""

    def __init__(
        self,
        change: Change,
        labels: Mapping[str, str],
        *,
        format_: str,
        output: str,
        writes: bool,
        takes_phrases: bool,
        name_of_stdin: str,
        done: str,
    ) -> None:
        """Prepare to print in a format to `output`, and with `writes` to write the files.

        A file that is written is not printed as text. With `takes_phrases`, what is no file may be a phrase. `done` says what
        a file is when it is finished.
        """
        self._change, self._labels, self._format, self._writes = change, labels, format_, writes
        self._name_of_stdin, self._output, self._takes_phrases = name_of_stdin, output, takes_phrases
        self._writer = Writer(formats.formatter(format_, colour=stdout.colour()))
        self._progress = diagnostics.Progress(f"files {done}")
        self._status = ExitCode.SUCCESS

    def run(self, paths: Sequence[str], asker: Asker | None) -> int:
        """Change these texts; an asker asks about all of them before the first is written. Raises UsageError."""
        if asker and STDIN in paths:
            raise UsageError("questions are answered on standard input, so that no text can come from it; name a file")
        if len(paths) > 1 and self._format in formats.SINGLE and not (self._writes and self._format == "text"):
            raise UsageError("several texts need --write, --format diff or --format json")
        if self._output != "-" and self._writes and self._format == "text" and any(map(os.path.lexists, paths)):
            raise UsageError("the files are edited in place, so nothing is left for --output; add --format diff or json")
        collect_seldom()
        changed = self._each_changed(paths)
        if asker:
            with asker:
                answered = self._answered(paths, asker)
            if answered is None:
                return ExitCode.INTERRUPTED
            changed = iter(answered)
        try:
            for text, translation in changed:
                try:
                    with _uninterrupted():  # a file that is written has its record
                        self._finish(text, translation)
                except FileError as error:
                    self._refuse(error)
        except BaseException:
            if stdout.Call.is_record:
                self._writer.close()
                stdout.flush()
            raise
        self._progress.clear()
        self._writer.close()
        return self._status

    def _each_changed(self, paths: Iterable[str]) -> Iterator[tuple[Text, Translation]]:
        """Yield each text that can be read, and its change."""
        for path in paths:
            try:
                text = self._read(path)
                translation = self._changed(text, {})
            except FileError as error:
                self._refuse(error)
            else:
                yield text, translation
            self._progress.step()

    def _answered(self, paths: Iterable[str], asker: Asker) -> list[tuple[Text, Translation]] | None:
        """Return the texts and their changes when all questions are answered; None if the person quits and keeps nothing."""
        answered: list[tuple[Text, Translation]] = []
        for path in paths:
            try:
                text = self._read(path)
                translation, finished = asker.ask(text.name, text.content, partial(self._changed, text))
            except FileError as error:
                self._refuse(error)
                continue
            answered.append((text, translation))
            if not finished:
                return answered if asker.confirm("keep what is decided so far?") else None
        return answered

    def _read(self, path: str) -> Text:
        """Read a text. Raises FileError."""
        why_file = "" if path == STDIN or os.path.lexists(path) else self._why_file(path)
        if why_file is None:
            return Text(path, "phrase", replace_surrogates(path), is_phrase=True)
        refuse_rewriting(self._name_of_stdin if path == STDIN else path)
        try:
            content = (read_text(File(path, named=True)) or b"").decode()
        except UnicodeDecodeError:
            raise FileError(path, "not UTF-8", "save it as UTF-8") from None
        except FileError as error:
            raise FileError(error.path, error.problem, error.fix or why_file) from None
        return Text(path, replace_surrogates(self._name_of_stdin if path == STDIN else path), content, is_phrase=False)

    def _why_file(self, path: str) -> str | None:
        """Return why something that does not exist is taken for a file, "" if that is clear; None for a phrase."""
        is_word = len(path.split()) < 2
        if path.lower().endswith((*PROSE_SUFFIXES, *CONVERTED)):
            return (
                "" if is_word or not self._takes_phrases else "a phrase that ends like a file name can come from standard input"
            )
        if is_word:
            return "a single word is taken for a file; a phrase has two words or more"
        return None if self._takes_phrases else "--write needs files; leave it out to print a phrase"

    def _changed(self, text: Text, decisions: Mapping[int, Decision]) -> Translation:
        return self._change(text.name, text.content, decisions)

    def _finish(self, text: Text, translation: Translation) -> None:
        """Write a text, print its change, and report what is left to decide. Raises FileError."""
        if self._writes and text.is_file:
            replace_file(text.path, text.content.encode(), translation.text.encode())
            stdout.Call.is_record = True
        prints = self._format != "text" or not (self._writes and text.is_file)
        if prints or translation.questions:
            self._progress.clear()
        if prints:
            shown = translation if self._format in formats.IN_CHARACTERS else _in_bytes(translation, text.content)
            self._writer.write([shown])
            if text.is_phrase and self._format in formats.SINGLE:
                stdout.write("\n")
        for question in translation.questions:
            diagnostics.say(_asked(text.name, question, self._labels))
        if translation.questions and self._status == ExitCode.SUCCESS:
            self._status = ExitCode.NEEDS_REVIEW

    def _refuse(self, error: FileError) -> None:
        self._progress.clear()
        self._status = ExitCode(diagnostics.report_error(error))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _asked(name: str, question: Question, labels: Mapping[str, str]) -> str:
    """Return a question in one line."""
    location = f"{sanitize_path(name)}:{question.line}:{question.column}"
    word, brace, mark = question.surface.partition("{")
    if brace:
        return f"{location}: {question.surface}: {'; '.join(problem_of_mark(word, brace + mark, labels))}"
    meanings = ", ".join(f"{labels.get(side, side)}: {meaning}" for side, meaning in question.by_side.items())
    marks = " or ".join(f"{word}{{{side}}}" for side in question.by_side)
    return f"{location}: which {word}? {meanings}; write {marks} to settle it"


def _in_bytes(translation: Translation, text: str) -> Translation:
    """Return a translation whose offsets and lengths count bytes."""
    offsets = {edit.offset for edit in translation.edits} | {question.offset for question in translation.questions}
    in_bytes = Bytes(text)
    converted = {offset: in_bytes.at(offset) for offset in sorted(offsets)}

    def edit(one: Edit) -> Edit:
        return replace(one, offset=converted[one.offset], length=len(one.surface.encode()))

    def question(one: Question) -> Question:
        return replace(one, offset=converted[one.offset], length=len(one.surface.encode()))

    return replace(
        translation, edits=tuple(map(edit, translation.edits)), questions=tuple(map(question, translation.questions))
    )
