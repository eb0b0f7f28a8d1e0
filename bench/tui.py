"""Measure the window: its start against the least Textual app of its shape, and the time of a keystroke.

    python bench/tui.py [--runs 15] [--large 100000]

All starts are measured in turn, in one run, each on its own terminal with mouse and colours. "First text" is the placeholder
of the search box, "first row" a headword of the list. A keystroke takes from the byte on the terminal until the last byte of
what it changed, measured from outside; keys come one at a time, as from a person. lexisearch, the one close peer, is measured
too if it is on PATH: install it in its own environment, because its wheel contains a package called `src`.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import resource
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

import data

LEAST = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
class Least(App):
    def compose(self):
        yield Input(placeholder="Type a word")
        yield OptionList("DR", "agile", "budget")
        with Horizontal():
            yield Static("direct response")
            yield Static("disaster recovery")
Least().run()
"""
DOCUMENT = """\
The DR spots go out in March, and each has a number for viewers to call. We sell through every channel, and each partner gets
a list of leads.

The DR site failed over in four hours, so the landing page stays on the same platform. Who owns the data? Nobody has said yet;
the release is planned for the week after the campaign, when support has more people.

"""
TEXT = b"ype a word"  # the cursor is on the first letter


class Terminal:
    """A program on its own terminal."""

    def __init__(self, command: list[str]) -> None:
        self.began = time.perf_counter()
        self.seen = b""
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execvp(command[0], command)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))

    def wait_for(self, text: bytes, since: float, start: int = 0, seconds: float = 120) -> float:
        """Return the seconds from `since` until the text appeared."""
        while text not in self.seen[start:]:
            if time.perf_counter() - since > seconds:
                raise TimeoutError(f"{text!r} did not appear")
            if select.select([self.file], [], [], 0.5)[0]:
                self.seen += os.read(self.file, 1 << 16)
        return time.perf_counter() - since

    def quiet(self, seconds: float) -> float:
        """Read until there is no output for so many seconds; return the time of the last output."""
        last = time.perf_counter()
        while select.select([self.file], [], [], seconds)[0]:
            self.seen += os.read(self.file, 1 << 16)
            last = time.perf_counter()
        return last

    def memory(self) -> float:
        """Return the peak resident memory in MB."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

    def kill(self) -> None:
        """Kill the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


def first(command: list[str], text: bytes) -> float:
    terminal = Terminal(command)
    try:
        return terminal.wait_for(text, terminal.began)
    finally:
        terminal.kill()


def starts(runs: int, commands: dict[str, tuple[list[str], bytes]]) -> dict[str, float]:
    """Return the median ms of each command, run in turn; the first round does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, (command, text) in commands.items():
            taken = first(command, text)
            if turn:
                times[name].append(taken * 1e3)
    return {name: statistics.median(taken) for name, taken in times.items()}


def keystrokes(command: list[str], words: list[str]) -> tuple[list[float], list[float], float]:
    """Type words; return for every key the ms to the first and to the last byte of output, and the peak memory in MB."""
    terminal = Terminal(command)
    begun, done = [], []
    try:
        terminal.wait_for(b" of ", terminal.began)
        terminal.quiet(1.5)
        os.write(terminal.file, b"a")  # the first query imports modules
        terminal.quiet(3)
        os.write(terminal.file, b"\x15")
        terminal.quiet(0.5)
        for word in words:
            for key in word:
                pressed = time.perf_counter()
                os.write(terminal.file, key.encode())
                select.select([terminal.file], [], [], 10)
                begun.append((time.perf_counter() - pressed) * 1e3)
                done.append((terminal.quiet(0.12) - pressed) * 1e3)
            os.write(terminal.file, b"\x15")
            terminal.quiet(0.12)
        return begun, done, terminal.memory()
    finally:
        terminal.kill()


def scrolls(command: list[str], shown: bytes, key: bytes, count: int) -> list[float]:
    """Open a document, wait until its mentions are counted, and return for each key the ms until all is painted."""
    terminal = Terminal(command)
    taken = []
    try:
        terminal.wait_for(shown, terminal.began)
        terminal.quiet(2)
        for _ in range(count):
            pressed = time.perf_counter()
            os.write(terminal.file, key)
            if not select.select([terminal.file], [], [], 10)[0]:
                raise TimeoutError(f"{key!r} changed nothing: the text is too short")
            taken.append((terminal.quiet(0.12) - pressed) * 1e3)
        return taken
    finally:
        terminal.kill()


def opening(text: str, mentions: int) -> float:
    """Return the ms that it takes to show a text, once it is scanned: to highlight, to wrap and to draw the first screen."""
    from twosense.tui.highlighted_text import Highlight, HighlightedText

    step = len(text) // mentions
    began = time.process_time()
    highlighted = HighlightedText(
        text, [Highlight(start, start + 4, "◆", "side-1") for start in range(0, len(text) - step, step)]
    )
    highlighted.wrap(80)
    for row in range(50):
        list(highlighted.parts(row))
    return (time.process_time() - began) * 1e3


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--large", type=int, default=100_000, metavar="TERMS")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = tempfile.mkdtemp()
    os.environ["XDG_CACHE_HOME"] = str(data.FOLDER / "cache")  # the user's cache may be shared with other versions
    for variable in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR"):
        os.environ.pop(variable, None)
    program = [sys.executable, "-m", "twosense"]
    large = [*program, "--only", str(data.glossary(options.large))]
    for command in (program, large):  # compile the views
        subprocess.run([*command, "--format", "json", "DR"], capture_output=True, check=False)
    names = data.headwords(options.large)
    row = min(name for name in names).split()[0].encode()
    commands = {
        "least Textual app": ([sys.executable, "-c", LEAST], TEXT),
        "twosense, built-in, first text": (program, TEXT),
        f"twosense, {options.large:,} terms, first text": (large, TEXT),
        "twosense, built-in, first row": (program, b"1 of "),
        f"twosense, {options.large:,} terms, first row": (large, row),
    }
    peer = shutil.which("lexisearch", path=os.path.dirname(sys.executable)) or shutil.which("lexisearch")
    if peer:
        commands["lexisearch, first text"] = ([peer], b"earch")
    else:
        print("lexisearch is not installed and not measured")
    medians = starts(options.runs, commands)
    least = medians["least Textual app"]
    for name, taken in medians.items():
        print(f"{name:46} {taken:6.0f} ms  {taken / least:5.2f}x", flush=True)
    words = random.Random(3).sample(names, 8)
    for name, command in (("built-in", program), (f"{options.large:,} terms", large)):
        begun, done, memory = keystrokes(command, words)
        echo, painted = percentile(begun, 0.95), percentile(done, 0.95)
        print(
            f"keystroke, {name:16} {len(done)} keys: echo p50 {percentile(begun, 0.5):.0f}, p95 {echo:.0f} ms; "
            f"all painted p50 {percentile(done, 0.5):.0f}, p95 {painted:.0f} ms; memory {memory:.0f} MB"
        )
    brief = data.FOLDER / "document.md"
    text = DOCUMENT * (1_000_000 // len(DOCUMENT))
    brief.write_text(text, encoding="utf-8")
    print(f"a document of 1 MB with 3,500 mentions is shown {opening(text, 3500):.0f} ms after its scan (target 300)")
    short = data.FOLDER / "short.md"
    short.write_text(DOCUMENT * 200, encoding="utf-8")
    for mode, arguments, shown, key in (
        ("scan", ["--window", str(brief)], b"1 of ", b" "),
        ("translate", ["translate", "--window", "--to", "it", str(short)], b" edits", b"\x1b[6~"),
    ):
        pages = scrolls([*program, *arguments], shown, key, 60)
        middle, high = percentile(pages, 0.5), percentile(pages, 0.95)
        print(f"a page of {mode} mode: all painted p50 {middle:.0f}, p95 {high:.0f} ms (target 33)")


if __name__ == "__main__":
    main()
