"""The program as a process: closed streams, full disks, signals, terminals and locales."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run


@pytest.mark.parametrize("arguments", [["list"], ["--format", "ndjson"], ["DR"]], ids=" ".join)
def test_a_reader_that_closes_the_pipe_early_ends_the_program_quietly(arguments: list[str]) -> None:
    program = subprocess.Popen([*PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout is not None
    program.stdout.close()
    _, stderr = program.communicate(b"DR\n" * 10_000)
    assert (program.returncode, stderr) == (0, b"")


def test_a_reader_that_closes_the_pipe_early_ends_a_scan_quietly() -> None:
    for number in range(2):
        Path(f"{number}.txt").write_text("the DR plan, agile\n" * 500, encoding="utf-8")
    program = subprocess.Popen([*PROGRAM, "scan", "."], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert program.stdout is not None
    program.stdout.read(100)
    program.stdout.close()
    assert program.wait(timeout=30) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", ["DR", "list", "DR --format json", "--help"])
def test_a_full_disk_behind_standard_output_is_reported(arguments: str) -> None:
    command = f"{sys.executable} -m twosense {arguments} > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr == b"twosense: standard output: No space left on device\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize(("arguments", "status"), [("xyzzy", 1), ("DR > /dev/full", 2), ("DR --format xyz", 2)])
def test_a_full_disk_behind_standard_error_leaves_the_exit_status(arguments: str, status: int) -> None:
    done = subprocess.run(
        f"{sys.executable} -m twosense {arguments} 2> /dev/full", shell=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        *(("DR --glossary x.toml", "x.toml"), ("DR --only x.toml", "x.toml"), ("check x.toml", "x.toml")),
        *(("scan .", "."), ("scan - --baseline {home}/old.json", "-")),
    ],
)
def test_a_working_folder_that_was_removed_is_what_an_error_names(arguments: str, path: str, run: Run, home: Path) -> None:
    old = [{"path": "-", "fingerprints": ["4ca083cc9e8d7519--"]}]
    (home / "old.json").write_text(json.dumps(old), encoding="utf-8")
    Path.cwd().rmdir()
    done = run(*arguments.format(home=home).split(), stdin=b"The DR is cut.")
    message = f"twosense: {path}: the working folder was removed; change to another folder\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", message)
    assert run("DR").returncode == 0


@pytest.mark.parametrize(("arguments", "status"), [("DR >&-", 2), ("DR 2>&-", 0), ("xyzzy 2>&-", 1), ("<&-", 2), ("DR <&-", 0)])
def test_a_closed_stream_causes_no_traceback(arguments: str, status: int) -> None:
    done = subprocess.run(f"{sys.executable} -m twosense {arguments}", shell=True, capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [("-", "standard input: cannot be read: Bad file descriptor"), ("scan -", "-: Bad file descriptor")],
)
def test_a_closed_standard_input_is_an_error_and_no_file_of_ours(arguments: str, message: str, run: Run) -> None:
    run("DR")
    command = f"{sys.executable} -m twosense {arguments} <&-"
    done = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"twosense: {message}\n")


def test_an_interrupt_ends_the_program_quietly_with_130(run: Run) -> None:
    run("DR")
    program = subprocess.Popen(
        [*PROGRAM, "--format", "ndjson"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell starts background jobs with interrupts ignored, and their children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(b"DR\n")
    program.stdin.flush()
    program.stdout.readline()
    program.send_signal(signal.SIGINT)
    _, stderr = program.communicate()
    assert (program.returncode, stderr) == (130, b"")


# The program, interrupted while it imports a module, and when Python would end.
EARLY = "import builtins, os, sys; from twosense.cli import program; find = builtins.__import__\n"
EARLY += "def load(name, *rest):\n    if {!r} in name:\n        os.kill(os.getpid(), 2)\n    return find(name, *rest)\n"
EARLY += "builtins.__import__ = load; program()"
LATE = "import atexit, os, sys; from twosense.cli import program; atexit.register(os.kill, os.getpid(), 2); program()"


@pytest.mark.parametrize(
    ("code", "status"),
    [(EARLY.format("twosense.commands"), 130), (EARLY.format("lmdb"), 130), (LATE, 0)],
    ids=["cli", "lmdb", "exit"],
)
@pytest.mark.parametrize("action", [signal.SIG_DFL, signal.SIG_IGN], ids=["default", "ignored"])
def test_an_interrupt_while_it_starts_or_ends_shows_no_traceback(
    code: str, status: int, action: signal.Handlers, run: Run
) -> None:
    run("DR")
    done = subprocess.run(
        [sys.executable, "-c", code, "DR"],
        capture_output=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, action),
    )
    assert (done.returncode, done.stderr) == (status if action == signal.SIG_DFL else 0, b"")


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "tsv", "csv", "markdown"])
def test_the_first_answer_is_written_before_the_input_ends(form: str) -> None:
    program = subprocess.Popen([*PROGRAM, "--format", form], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(b"DR\n")
    program.stdin.flush()
    seen = b""
    while b"disaster recovery" not in seen:
        block = os.read(program.stdout.fileno(), 65536)
        assert block, "the program has ended"
        seen += block
    assert program.poll() is None
    program.communicate()
    assert program.returncode == 0


def on_a_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """Return what the program prints on a terminal of this many columns."""
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.environ.update({"TERM": "xterm", **environment})
        # Pass the environment explicitly: readline, which pytest loads, sets COLUMNS behind the back of os.environ.
        os.execve(sys.executable, [*PROGRAM, *arguments], os.environ)
    seen = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            block = os.read(descriptor, 65536)
        except OSError:
            break
        if not block:
            break
        seen += block
    os.close(descriptor)
    os.waitpid(pid, 0)
    return seen.decode().replace("\r\n", "\n")


def test_on_a_terminal_the_answer_has_colour_and_fits_its_width() -> None:
    wide, narrow = on_a_terminal(120, "DR"), on_a_terminal(50, "DR")
    assert re.search(r"\x1b\[1;\d+m\S Marketing: ", wide)
    assert any("direct response" in line and "disaster recovery" in line for line in wide.splitlines())
    assert not any("direct response" in line and "disaster recovery" in line for line in narrow.splitlines())


def test_a_terminal_of_one_column_gets_the_answer_for_twenty() -> None:
    assert on_a_terminal(1, "sources") == on_a_terminal(20, "sources") != ""


@pytest.mark.parametrize(
    ("environment", "has_colour"), [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)], ids=str
)
def test_the_environment_can_turn_colour_off(environment: dict[str, str], has_colour: bool) -> None:
    assert ("\x1b" in on_a_terminal(80, "DR", **environment)) == has_colour


def test_terms_on_the_command_line_are_answered_without_reading_the_terminal() -> None:
    assert "disaster recovery" in on_a_terminal(80, "DR", "--format", "ndjson")


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_a_lookup_works_in_every_locale(locale: str, process: Run) -> None:
    assert process("DR", LC_ALL=locale).returncode == 0


def test_an_encoding_without_a_character_replaces_it(process: Run) -> None:
    assert process("DR", PYTHONIOENCODING="latin-1").returncode == 0
    ascii_only = process("caf\u00e9", PYTHONIOENCODING="ascii")
    assert ascii_only.returncode == 1
    assert b"caf?" in ascii_only.stderr


@pytest.mark.slow
def test_a_scan_shows_its_progress_on_a_terminal_after_a_second_and_clears_it() -> None:
    Path("a.txt").write_text("The DR is cut.\n", encoding="utf-8")
    terminal, stderr = pty.openpty()
    program = subprocess.Popen([*PROGRAM, "scan", "a.txt", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)
    os.close(stderr)
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stdout.readline().startswith(b"a.txt:1:5: ")  # the scan has begun
    time.sleep(1.1)
    program.stdin.close()
    assert program.wait(timeout=30) == 1
    shown = b""
    try:
        while piece := os.read(terminal, 1000):
            shown += piece
    except OSError:  # Linux reports the closed other end as an error
        pass
    os.close(terminal)
    program.stdout.close()
    # The first file took less than a second, so the first count shown is that of both files.
    assert shown == b"\r2 files scanned\r               \rtwosense: 1 warning in 1 of 2 files\r\n"
