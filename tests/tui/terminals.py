"""Terminals for tests: a pseudo-terminal, and tmux."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import PROGRAM

# Each of these would disturb the shell: alternate screen, hidden cursor, mouse reports, bracketed paste.
MODES = {"?1049", "?25", "?1000", "?1003", "?2004"}


def faulty(screen: str, method: str, *arguments: str) -> list[str]:
    """Return the program in which a method of a class of this screen fails."""
    code = (
        f"import sys; from twosense.tui.screens.{screen} import {method.partition('.')[0]}; from twosense.cli import main\n"
        "def fail(self): raise RuntimeError('on purpose')\n"
        f"{method} = fail; sys.exit(main({[*arguments]}))"
    )
    return [sys.executable, "-c", code]


class Pty:
    """A program on its own terminal."""

    def __init__(self, command: list[str], **environment: str) -> None:
        self.output = b""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": "", "LINES": ""} | environment)
            os.execvp(command[0], command)
        self.before = termios.tcgetattr(self.file)
        self.resize(30, 100)

    def resize(self, lines: int, columns: int) -> None:
        termios.tcsetwinsize(self.file, (lines, columns))

    def until(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.output[-2000:]
            self.read()

    def read(self) -> None:
        if select.select([self.file], [], [], 0.1)[0]:
            try:
                self.output += os.read(self.file, 1 << 16)
            except OSError:  # Linux: the other end is closed
                time.sleep(0.05)

    def shows(self, text: bytes) -> None:
        self.until(lambda: text in self.output)

    def ready(self) -> None:
        self.shows(b"of 278")

    def write(self, text: str) -> None:
        os.write(self.file, text.encode())

    def wait(self) -> int:
        """Return the exit status as a shell reports it."""
        status: list[int] = []

        def ended() -> bool:
            pid, code = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                status.append(os.waitstatus_to_exitcode(code))
            return bool(status)

        self.until(ended)
        self.read()
        return status[0] if status[0] >= 0 else 128 - status[0]

    def left_behind(self) -> set[str]:
        """Return the terminal modes that were changed and not restored."""
        text = self.output.decode("utf-8", "replace")
        last = dict(re.findall(r"\x1b\[(\?\d+)([hl])", text))
        normal = {"?25": "h"}
        left = {mode for mode in MODES & last.keys() if last[mode] != normal.get(mode, "l")}
        assert "?1049" in last
        return left if termios.tcgetattr(self.file)[:4] == self.before[:4] else left | {"termios"}


@pytest.fixture
def opened() -> Iterator[Callable[..., Pty]]:
    started: list[Pty] = []

    def opened(*arguments: str, program: list[str] = PROGRAM, **environment: str) -> Pty:
        started.append(Pty([*program, *arguments], **environment))
        return started[-1]

    yield opened
    for terminal in started:
        try:
            os.kill(terminal.pid, signal.SIGKILL)
            os.waitpid(terminal.pid, 0)
        except OSError:
            pass
        os.close(terminal.file)


class Tmux:
    """A tmux server of its own."""

    def __init__(self, socket: Path) -> None:
        self.socket = str(socket)

    def open(self, arguments: str = "") -> None:
        """Start the server, with the program in a session of its own."""
        inside = f"{sys.executable} -m twosense {arguments}; echo status=$?; sleep 60"
        self("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", inside)

    def __call__(self, *arguments: str) -> str:
        command = ["tmux", "-S", self.socket, *arguments]
        return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout

    def screen(self) -> str:
        return self("capture-pane", "-p")

    def until(self, *parts: str, without: str = "\0") -> str:
        end = time.monotonic() + 30
        while without in (screen := self.screen()) or not all(part in screen for part in parts):
            assert time.monotonic() < end, screen
            time.sleep(0.05)
        return screen


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tmux]:
    """A tmux that a test opens, and that ends with it."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    monkeypatch.delenv("TMUX", raising=False)
    server = Tmux(tmp_path / "tmux")
    yield server
    server("kill-server")
