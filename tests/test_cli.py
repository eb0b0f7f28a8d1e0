"""The command line, as cases in a data file, and what a file cannot hold: closed streams, terminals, hostile text."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.conftest import HEADWORDS, TOP, Run
from twosense.characters import is_unsafe

pytestmark = pytest.mark.warm

CASES: list[dict[str, Any]] = tomli.loads((TOP / "tests" / "cli.toml").read_text(encoding="utf-8"))["case"]
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202e\u2066[/][TBD]\x9b31m\x7f"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_call(case: dict[str, Any], run: Run) -> None:
    for name, text in case.get("files", {}).items():
        Path(name).write_text(text, encoding="utf-8")
    done = run(*case.get("args", ()), stdin=case.get("stdin", "").encode())
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == case["status"], stderr
    assert "stdout" not in case or stdout == case["stdout"]
    assert [part for part in case.get("out", ()) if part not in stdout] == []
    assert [part for part in case.get("not_out", ()) if part in stdout] == []
    assert [part for part in case.get("err", ()) if part not in stderr] == []
    assert stderr == "" or case["status"] != 0
    assert "lines" not in case or stdout.count("\n") == case["lines"]


def test_every_headword_is_found_exactly_with_two_sides_and_a_citation(run: Run) -> None:
    import json

    done = run("--exact", "--format", "json", *HEADWORDS)
    answers = json.loads(done.stdout)
    assert done.returncode == 0
    assert [answer["term"] for answer in answers] == HEADWORDS
    assert all({sense["side"] for sense in answer["senses"]} == {"marketing", "it"} for answer in answers)
    assert all(any(sense["citations"] for sense in answer["senses"]) for answer in answers)


def test_hostile_text_in_a_query_reaches_no_terminal(run: Run) -> None:
    for form in ("text", "json", "ndjson", "tsv", "csv", "markdown"):
        for done in (
            run(HOSTILE, "DR", "--format", form),
            run("--format", form, stdin=f"{HOSTILE}\nDR\n".encode()),
            run("search", HOSTILE),
            run("list", "--side", HOSTILE),
            run("sources", HOSTILE),
            run(f"--{HOSTILE}"),
        ):
            shown = (done.stdout + done.stderr).decode()
            assert not [c for c in shown if is_unsafe(c) and c not in "\n\t"]
    assert '"query":"\\u001b]0;owned\\u0007' in run(HOSTILE, "--format", "json").stdout.decode()
    assert "[/][TBD]" in run(HOSTILE).stderr.decode()


def test_hostile_text_in_a_file_name_reaches_no_terminal(run: Run) -> None:
    name = "\x1b[31m\u202e[TBD].toml"
    Path(name).write_text("[[term]]\n", encoding="utf-8")
    for done in (run("DR", "--glossary", name), run("check", name), run("paths", "--glossary", name)):
        assert not [c for c in (done.stdout + done.stderr).decode() if is_unsafe(c) and c != "\n"]
        assert b"[TBD].toml" in done.stdout + done.stderr


def test_markup_in_a_glossary_is_text(run: Run) -> None:
    Path("team.toml").write_text(
        '[[term]]\nname = "[TBD]"\n[[term.sense]]\nside = "it"\nmeaning = "[/]"\ndefinition = "=1+1 <b>*x*</b> `y`"\n',
        encoding="utf-8",
    )
    assert "[/]" in run("[tbd]", "--glossary", "team.toml").stdout.decode()
    assert r"\<b\>\*x\*\</b\> \`y\`" in run("[tbd]", "--glossary", "team.toml", "--format", "markdown").stdout.decode()
    for form in ("csv", "tsv"):
        assert "'=1+1" in run("[tbd]", "--glossary", "team.toml", "--format", form).stdout.decode()


def test_a_query_that_is_not_utf8_is_answered(run: Run) -> None:
    done = run(b"caf\xe9", "--format", "ndjson")
    assert done.returncode == 1
    assert done.stdout.decode().startswith('{"query":"caf\ufffd","found":false')


def test_a_reader_who_leaves_early_is_no_trouble() -> None:
    for arguments in (["list"], ["--format", "ndjson"], ["DR"]):
        program = subprocess.Popen(
            [sys.executable, "-m", "twosense", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert program.stdout is not None
        program.stdout.close()
        _, stderr = program.communicate(b"DR\n" * 10_000)
        assert (program.returncode, stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output_is_said() -> None:
    for arguments in ("DR", "list", "DR --format json", "--help"):
        done = subprocess.run(
            f"{sys.executable} -m twosense {arguments} > /dev/full", shell=True, capture_output=True, check=False
        )
        assert done.returncode == 2
        assert done.stderr == b"twosense: standard output: No space left on device\n"


def test_closed_streams() -> None:
    program = f"{sys.executable} -m twosense"
    for arguments, status in (("DR >&-", 2), ("DR 2>&-", 0), ("xyzzy 2>&-", 1), ("<&-", 2), ("DR <&-", 0)):
        done = subprocess.run(f"{program} {arguments}", shell=True, capture_output=True, check=False)
        assert done.returncode == status, (arguments, done.stderr)
        assert b"Traceback" not in done.stderr


def test_an_interrupt_ends_quietly_with_130(run: Run) -> None:
    run("DR")
    program = subprocess.Popen(
        [sys.executable, "-m", "twosense", "--format", "ndjson"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell starts what it puts into the background with interrupts ignored, and its children inherit that.
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


def test_the_first_answer_leaves_before_the_input_ends(run: Run) -> None:
    run("DR")
    for form in ("text", "json", "ndjson", "tsv", "csv", "markdown"):
        program = subprocess.Popen(
            [sys.executable, "-m", "twosense", "--format", form], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b"DR\n")
        program.stdin.flush()
        seen = b""
        while b"disaster recovery" not in seen:
            seen += os.read(program.stdout.fileno(), 65536)
        assert program.poll() is None
        program.communicate()
        assert program.returncode == 0


def on_a_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What a person sees who runs the program on a terminal of so many columns."""
    import fcntl
    import struct
    import termios

    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.environ.update({"TERM": "xterm", **environment})
        # The environment is handed on, since readline, which pytest loads, puts COLUMNS into the one behind it.
        os.execve(sys.executable, [sys.executable, "-m", "twosense", *arguments], os.environ)
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


def test_on_a_terminal_the_answer_is_coloured_and_as_wide_as_it() -> None:
    wide, narrow = on_a_terminal(120, "DR"), on_a_terminal(50, "DR")
    assert "\x1b[1mMarketing\x1b[0m" in wide
    assert any("direct response" in line and "disaster recovery" in line for line in wide.splitlines())
    assert not any("direct response" in line and "disaster recovery" in line for line in narrow.splitlines())
    assert "\x1b" not in on_a_terminal(80, "DR", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(80, "DR", TERM="dumb")
    assert "\x1b" in on_a_terminal(80, "DR", NO_COLOR="")


def test_the_terms_are_not_asked_of_a_terminal_that_gave_them() -> None:
    assert "disaster recovery" in on_a_terminal(80, "DR", "--format", "ndjson")


def test_odd_locales(run: Run) -> None:
    for locale in ("C", "POSIX", "C.UTF-8"):
        assert run("DR", LC_ALL=locale).returncode == 0
    latin = run("DR", PYTHONIOENCODING="latin-1")
    assert latin.returncode == 0
    ascii_only = run("caf\u00e9", PYTHONIOENCODING="ascii")
    assert ascii_only.returncode == 1
    assert b"caf?" in ascii_only.stderr


def test_every_column_count_is_kept(run: Run) -> None:
    for columns in ("1", "5", "20", "71", "72", "100", "500", "0", "-3", "x"):
        done = run("DR", COLUMNS=columns)
        assert done.returncode == 0
        limit = min(int(columns), 100) if columns.isdecimal() and int(columns) else 80
        assert max(map(len, done.stdout.decode().splitlines())) <= limit


def test_a_block_of_plain_lines_is_answered_like_its_lines_one_by_one(run: Run) -> None:
    queries = [
        *HEADWORDS,
        "D.R.",
        "xyzzy",
        "",
        "data  breach",
        " DR",
        "DR ",
        "caf\u00e9",
        'a"b',
        "a\\b",
        "a\tb",
        "R&D",
        "IT budget",
    ]
    together = run("--format", "ndjson", stdin="\n".join(queries).encode()).stdout
    plain = [query for query in queries if query.isascii() and query.replace(" ", "").isalnum()]
    for part in (queries, plain):
        arguments = run("--format", "ndjson", "--", *[query or " " for query in part]).stdout
        piped = run("--format", "ndjson", stdin=("\n".join(part) + "\n").encode()).stdout
        assert piped == arguments.replace(b'{"query":" "', b'{"query":""')
    assert together.count(b"\n") == len(queries)
