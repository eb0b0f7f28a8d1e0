"""Completions: each shell, run on a terminal, completes commands, options, files, sides, formats and terms."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense.api import load
from twosense.commands.completers import SIDES

# What is typed before the tab key, and the arguments of the call that comes of it. Each is the only completion.
CASES = {
    "chec": ["check"],
    "scan --base": ["scan", "--baseline"],
    "--glos": ["--glossary"],
    "scan bri": ["scan", "brief.md"],
    "scan brief.md oth": ["scan", "brief.md", "other.md"],
    "scan --level note oth": ["scan", "--level", "note", "other.md"],
    "scan --for mar": ["scan", "--for", "marketing"],
    "scan --for mix": ["scan", "--for", "mixed"],
    "list --side i": ["list", "--side", "it"],
    "scan --format sar": ["scan", "--format", "sarif"],
    "scan -f rdj": ["scan", "-f", "rdjsonl"],
    "scan -o oth": ["scan", "-o", "other.md"],
    "scan --update": ["scan", "--update-baseline"],
    "help trans": ["help", "translate"],
    "translate --to mar": ["translate", "--to", "marketing"],
    "translate --style rep": ["translate", "--style", "replace"],
    "explain bri": ["explain", "brief.md"],
    "--format mark": ["--format", "markdown"],
    "--glossary tea": ["--glossary", "team.toml"],
    "--glossary team.toml chec": ["--glossary", "team.toml", "check"],
    "check tea": ["check", "team.toml"],
    "completions fi": ["completions", "fish"],
    "lookup coloc": ["lookup", "colocation"],
    "lookup DR coloc": ["lookup", "DR", "colocation"],
    "coloc": ["colocation"],
    "DR coloc": ["DR", "colocation"],
    "DR --format mark": ["DR", "--format", "markdown"],
    "search touchp": ["search", "touchpoint"],
    "lookup big": ["lookup", "big data"],
    "lookup big\\ d": ["lookup", "big data"],
    "lookup zz": ["lookup", "zz$(touch ran)"],
}
HOSTILE = '[[term]]\nname = "zz$(touch ran)"\n[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n'
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source ./script"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; zstyle ':completion:*' menu no; eval \"$(<script)\""),
}


@pytest.fixture(autouse=True)
def _program(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write files to complete, and in place of ours a quick program: it lists the terms, and keeps the words of other calls."""
    for name in ("brief.md", "other.md", "team.toml"):
        Path(name).touch()
    Path("words.toml").write_text(HOSTILE, encoding="utf-8")
    Path(".twosense.toml").write_text('glossaries = ["words.toml"]\n', encoding="utf-8")
    program = Path("bin/twosense").absolute()
    program.parent.mkdir()
    kept = "for word; do printf '%s\\t' \"$word\"; done >> calls; echo >> calls"
    program.write_text(f'#!/bin/sh\n[ "$*" = list ] && exec cat terms\n{kept}\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    Path("terms").write_bytes(run("list").stdout)


def type_into(command: list[str], keys: str) -> None:
    """Run a program on a terminal, type these keys, and wait until it ends."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, {**os.environ, "TERM": "dumb", "HISTFILE": "/dev/null"})
    waiting = keys.encode()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        readable, writable, _ = select.select([terminal], [terminal] if waiting else [], [], 1)
        try:
            if readable and not os.read(terminal, 65536):
                break
            if writable:
                waiting = waiting[os.write(terminal, waiting[:256]) :]
        except OSError:  # the program has ended
            break
    else:
        os.kill(pid, 9)
    os.close(terminal)
    os.waitpid(pid, 0)


@pytest.mark.slow
@pytest.mark.parametrize("shell", STARTS)
def test_a_shell_completes_what_is_typed(shell: str, run: Run) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    Path("script").write_bytes(run("completions", shell).stdout)
    command, start = STARTS[shell]
    typed = "".join(f"twosense {words}\t\n" for words in CASES)
    type_into(command, f"{start}\n{typed}exit\n")
    calls = Path("calls").read_text(encoding="utf-8").splitlines()
    assert dict(zip(CASES, (call.rstrip("\t").split("\t") for call in calls), strict=False)) == CASES
    assert not Path("ran").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes_what_is_typed(run: Run) -> None:
    Path("script").write_bytes(run("completions", "fish").stdout)
    asked = "\n".join(f"echo (complete -C 'twosense {words}' | string split -f 1 \\t)[1]" for words in CASES)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source script\n{asked}"], capture_output=True, text=True, check=True, timeout=60
    )
    assert dict(zip(CASES, done.stdout.splitlines(), strict=True)) == {words: call[-1] for words, call in CASES.items()}
    assert not Path("ran").exists()


def test_a_script_that_cannot_be_corrected_is_not_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shtab.complete", lambda *_, **__: "a script that another version writes")
    done = run("completions", "zsh")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"internal error: RuntimeError: shtab " in done.stderr


def test_the_sides_that_are_offered_are_those_of_the_built_in_glossary() -> None:
    assert tuple(load().sides) == SIDES
