"""Questions at the terminal, answered by single keys: `translate --ask` and `pin`."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import PROGRAM, Run
from twosense import load
from twosense.commands.asking import Asker
from twosense.model import Decision, Translation

ASK = ("translate", "--ask")
TEXT = "The DR is cut.\n\nIn May, a channel was cut. No DR then.\n"
TWO = "The DR is gone. The channel is gone.\n"
PROMPTS = (b" q: ", b"go back: ", b"yes, n no: ")


class Dialogue(NamedTuple):
    status: int
    stdout: str
    shown: str  # on the terminal
    is_restored: bool  # the terminal passes lines again


def _begin() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C interrupts it
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # tests that run under nohup would have it ignored


def dialogue(
    keys: Sequence[str], *arguments: str, prompts: tuple[bytes, ...] = PROMPTS, ended_by: int = 0, **environment: str
) -> Dialogue:
    """Call the program with a terminal, press one key after each prompt, and end it with a signal, if one is given."""
    terminal, other = pty.openpty()
    before = termios.tcgetattr(other)
    program = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=other,
        stdout=subprocess.PIPE,
        stderr=other,
        env={**os.environ, "TERM": "xterm", **environment},
        start_new_session=True,
        preexec_fn=_begin,  # noqa: PLW1509  # the terminal has to be its own before it starts
    )
    shown = b""
    for key in [*keys, *[""] * bool(ended_by)]:
        while not shown.endswith(prompts):
            assert select.select([terminal], [], [], 30)[0], shown
            shown += os.read(terminal, 1 << 16)
        if not key:
            program.send_signal(ended_by)
            break
        os.write(terminal, key.encode())
        before_key, shown = shown, b""
        end = time.monotonic() + 30
        while not shown and program.poll() is None:
            assert time.monotonic() < end, before_key
            if select.select([terminal], [], [], 0.05)[0]:
                shown += os.read(terminal, 1 << 16)
        shown = before_key + shown
    end = time.monotonic() + 30
    while program.poll() is None and time.monotonic() < end:  # it may wait until all it wrote is read
        if select.select([terminal], [], [], 0.05)[0]:
            shown += os.read(terminal, 1 << 16)
    out = program.communicate(timeout=1)[0]
    is_restored = termios.tcgetattr(other) == before
    while select.select([terminal], [], [], 0)[0]:
        shown += os.read(terminal, 1 << 16)
    os.close(terminal)
    os.close(other)
    return Dialogue(program.returncode, out.decode(), shown.decode().replace("\r\n", "\n"), is_restored)


def test_each_question_shows_its_line_both_readings_and_what_each_key_does(run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = dialogue(["x", "l", "o", "evening slot\n", "2"], *ASK, "a.md", NO_COLOR="1")
    assert done.shown.startswith(
        "\na.md:1:5: which DR? (1 of 3)\n"
        "  1 | The DR is cut.\n"
        "    |     ^^\n"
        "  1  ◆ Marketing: direct response\n"
        "  2  ● IT: disaster recovery (more likely)\n"
        "  o  a wording of your own\n"
        "  l  leave it as it is\n"
        '  a  answer for every "DR" in this file (then press a key)\n'
        "  q  quit\n"
        "press 1, 2, o, l, a or q: x\n"
        "press 1, 2, o, l, a or q: l\n"
    )
    assert "  3 | In May, a channel was cut. No DR then.\n    |           ^^^^^^^\n" in done.shown
    assert "\x1b" not in done.shown
    assert done.stdout == "The DR is cut.\n\nIn May, an evening slot was cut. No DR (disaster recovery) then.\n"
    assert done.is_restored


def test_an_answer_for_all_holds_for_its_file_only(run: Run) -> None:
    run("scan", "-", stdin=b"")
    for name in ("a.md", "b.md"):
        Path(name).write_text(TEXT, encoding="utf-8")
    done = dialogue(["a", "2", "l", "a", "l", "l"], *ASK, "--style", "expand", "--write", "a.md", "b.md")
    assert (done.status, done.stdout) == (0, "")
    assert "for all 2, press 1, 2, o, l or q: 2\n" in done.shown
    assert "\x1b[35m◆ Marketing\x1b[0m: direct response\n" in done.shown
    assert Path("a.md").read_text(encoding="utf-8") == TEXT.replace("DR", "DR (disaster recovery)")
    assert Path("b.md").read_text(encoding="utf-8") == TEXT


def test_a_wording_for_all_says_for_how_many(run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("a.md").write_text("A channel is late. The channels are late. A channel is late.\n", encoding="utf-8")
    done = dialogue(["a", "o", "spot\n", "l"], *ASK, "a.md")
    assert "for all 3, press" in done.shown
    assert 'wording for all 2 spelt "channel", or nothing to go back: ' in done.shown
    assert done.stdout == "A spot is late. The channels are late. A spot is late.\n"


class Keys:
    """A keyboard on which these keys are pressed."""

    def __init__(self, keys: str) -> None:
        self.keys = iter(keys)

    def key(self) -> str:
        return next(self.keys)


def test_an_answer_for_all_translates_the_text_once_more_and_not_once_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    glossary = load(project=False)
    text = "The DR is cut.\n\n" * 40
    calls: list[int] = []

    def change(decisions: Mapping[int, Decision]) -> Translation:
        calls.append(len(decisions))
        return glossary.translate(text, style="replace", decisions=decisions)

    asker = Asker(Keys("a2"), glossary.sides, pinning=False)  # type: ignore[arg-type]
    found, finished = asker.ask("a.md", text, change)
    assert (found.text.count("The disaster recovery is cut."), finished) == (40, True)
    assert (calls[:2], len(calls)) == ([0, 1], 3)
    assert "for all 40, press" in capsys.readouterr().err


@pytest.mark.parametrize(("keys", "status"), [(["2", "q", "n"], 130), (["2", "\x04", "\x04"], 130), (["2", "\x03"], 130)])
def test_quitting_writes_nothing_unless_it_is_told_to(keys: list[str], status: int, run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("a.md").write_text("An agile team works in sprints.\n", encoding="utf-8")
    Path("b.md").write_text(TWO, encoding="utf-8")
    done = dialogue(keys, *ASK, "--write", "a.md", "b.md")
    assert (done.status, done.is_restored) == (status, True)
    assert Path("a.md").read_text(encoding="utf-8") == "An agile team works in sprints.\n"
    assert Path("b.md").read_text(encoding="utf-8") == TWO


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(number: int, run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = dialogue(["1"], *ASK, "--write", "a.md", ended_by=number)
    assert (done.status, done.is_restored) == (-number, True)
    assert Path("a.md").read_text(encoding="utf-8") == TEXT


def test_what_is_decided_so_far_can_be_kept(run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("b.md").write_text(TWO, encoding="utf-8")
    done = dialogue(["2", "q", "y"], *ASK, "--write", "b.md")
    assert done.status == 1
    assert "keep what is decided so far? y yes, n no: yes\n" in done.shown
    assert "b.md:1:21: which channel?" in done.shown.splitlines()[-1]
    assert Path("b.md").read_text(encoding="utf-8") == "The DR (disaster recovery) is gone. The channel is gone.\n"


def test_pin_writes_what_it_knows_and_what_it_is_told(run: Run) -> None:
    run("scan", "-", stdin=b"")
    text = "Our agile team works in sprints. Who is for DR, `DR` too? Who is for the message? The DR{sales} plan.\n"
    Path("a.md").write_text(text, encoding="utf-8")
    done = dialogue(["1", "n", "2"], "pin", "a.md")
    assert (done.status, done.stdout) == (0, "")
    assert ': no side is called "sales"; which DR? (3 of 3)\n' in done.shown
    assert "● IT" in done.shown
    expected = text.replace("agile", "agile{it}").replace("for DR", "for DR{marketing}").replace("message", "message{none}")
    assert Path("a.md").read_text(encoding="utf-8") == expected.replace("{sales}", "{it}")


def test_text_of_a_file_cannot_control_the_terminal(run: Run) -> None:
    run("scan", "-", stdin=b"")
    Path("a\x1b[2J.md").write_text("\x1b]0;x\x07\n\nThe DR is cut this quarter.\x9b2J\n", encoding="utf-8")
    done = dialogue(["o", "a\x07b\n"], *ASK, "a\x1b[2J.md", NO_COLOR="1")
    typed = re.sub(r"go back: .*", "", done.shown)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", typed)
    assert done.stdout == "\x1b]0;x\x07\n\nThe ab is cut this quarter.\x9b2J\n"


@pytest.mark.parametrize("arguments", [["a.md"], ["-"], []])
def test_without_a_terminal_nobody_can_be_asked(arguments: list[str], run: Run) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    done = run(*ASK, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    needs = b"needs a terminal on standard input and standard error; write DR{it} into the text instead"
    assert done.stderr == b"twosense: --ask " + needs + b"\n"
