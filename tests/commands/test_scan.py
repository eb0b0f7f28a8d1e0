"""`twosense scan`: standard input, exit status and summary. The formats are tested in `tests/output`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, TOP, Run

HOOK = dict(
    line.lstrip(" -").split(": ", 1)
    for line in (TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").strip().splitlines()
)


def test_standard_input_gets_the_name_and_markup_of_stdin_filename(run: Run) -> None:
    done = run("scan", "-", "--stdin-filename", "note.md", stdin=b"the `DR` and the DR\n")
    assert done.stdout.startswith(b"note.md:1:18: warning: DR: ")
    assert run("scan", "-", stdin=b"the `DR` and the DR\n").stdout.startswith(b"-:1:6: warning: DR: ")
    assert run("scan", "-", stdin=b"").returncode == 0


def test_a_scan_without_findings_says_only_how_many_files_it_read(run: Run) -> None:
    Path("a.txt").write_text("nothing of note\n", encoding="utf-8")
    done = run("scan", "a.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"twosense: no findings in 1 file\n")


def test_the_last_line_summarises_the_findings(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut.\n\nWe cut DR and it.\n\nThe agile one is late.\n", encoding="utf-8", newline="")
    closing = "twosense: {} in 1 file; {}\n"
    for level, says in (
        ("warning", ("2 warnings", "1 more of the same: see --level note")),
        ("note", ("2 warnings and 1 note", "most often: DR 2")),
    ):
        assert run("scan", "brief.md", "--level", level).stderr.decode() == closing.format(*says)
    assert run("scan", "brief.md", "--exit-zero").returncode == 0
    Path("brief.md").write_text("The DR is cut.\n\n" * 1200 + "The DR{it} is up.\n", encoding="utf-8")
    assert run("scan", "brief.md", "--level", "note").stderr.decode().endswith("in 1 file; most often: DR 1,201\n")


def test_the_pre_commit_hook_installs_the_package_and_runs_once() -> None:
    assert HOOK.keys() >= {"id", "name", "entry", "language", "types_or"}
    assert HOOK["language"] == "python"
    assert HOOK["require_serial"] == "true"  # a scan already uses all processors


def test_the_entry_of_the_pre_commit_hook_fails_if_there_is_a_finding(run: Run) -> None:
    program, *arguments = HOOK["entry"].split()
    assert program == "twosense"
    Path("one.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("two.txt").write_text("Nothing of note.\n", encoding="utf-8")
    assert run(*arguments, "one.md", "two.txt").returncode == 1
    assert run(*arguments, "two.txt").returncode == 0


def test_a_file_named_like_an_option_is_a_file_to_the_pre_commit_hook(run: Run) -> None:
    _, *arguments = HOOK["entry"].split()
    for name in ("brief.md", "--exit-zero.md", "--only=quiet.md"):
        Path(name).write_text("The DR is cut.\n", encoding="utf-8")
    Path("quiet.md").write_text('[sides.it]\nlabel = "IT"\n', encoding="utf-8")
    done = run(arguments[0], "-q", *arguments[1:], "--exit-zero.md", "--only=quiet.md", "brief.md")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.decode().splitlines()] == [
        "--exit-zero.md",
        "--only=quiet.md",
        "brief.md",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("::stop-commands::x.md", "./::stop-commands::x.md"),
        (" ::x.md", "./ ::x.md"),
        ("\u3000::x.md", "./\u3000::x.md"),
        ("##[error]x.md", "#\ufffd[error]x.md"),
        ("a##vso[task]x.md", "a#\ufffdvso[task]x.md"),
        ("a::b #c.md", "a::b #c.md"),
    ],
)
def test_a_file_name_is_no_command_to_what_reads_a_log(name: str, shown: str, run: Run) -> None:
    Path(name).write_text("The agile one is late.\n", encoding="utf-8")
    assert run("scan", ".").stdout.decode().startswith(f"{shown}:1:5: warning: agile: ")
    assert run("explain", f"{name}:1:5").stdout.decode().startswith(f'{shown}:1:5: "agile": ')


def test_a_scan_without_a_path_reads_what_is_piped(run: Run) -> None:
    assert run("scan", stdin=b"The DR is cut.\n").stdout.startswith(b"-:1:5: warning: DR: ")
    assert run("scan", "--stdin-filename", "note.md", stdin=b"`DR`\n").returncode == 0
    done = run("scan")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"twosense: -: standard input is empty; name a path, as in `twosense scan .`\n"


def test_a_scan_without_a_path_reads_this_folder_if_nothing_is_piped() -> None:
    Path("brief.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("empty.md").touch()
    command = [*PROGRAM, "scan"]
    nothing = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    terminal, ours = os.openpty()
    typed = subprocess.run(command, stdin=ours, capture_output=True, check=False)
    os.close(terminal)
    os.close(ours)
    for done in (nothing, typed):
        assert done.stdout.startswith(b"brief.md:1:5: warning: DR: ")
        assert (done.returncode, done.stderr) == (1, b"twosense: 1 warning in 1 of 2 files\n")
