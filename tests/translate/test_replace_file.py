"""Replacing a file: it is the old or the new one, it keeps what is not its text, and a killed call leaves nothing."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from twosense.errors import FileError
from twosense.text.replace_file import create_file, replace_file

DR = "The DR site failed over in four hours.\n"
GLOSSED = "The DR site (DR: disaster recovery) failed over in four hours.\n"
WRITE = ("translate", "--to", "marketing", "--write")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the lock of another call that writes a file."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_a_file_that_must_not_be_written_is_an_error_and_the_others_are_written(run: Run) -> None:
    for name in ("read-only.md", "busy.md", "good.md"):
        Path(name).write_text(DR, encoding="utf-8")
    Path("read-only.md").chmod(0o444)
    with writing(Path("busy.md")):
        done = run(*WRITE, "read-only.md", "busy.md", "good.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        "twosense: read-only.md: may not be written; change its mode",
        "twosense: busy.md: is being written by another twosense; run the command again",
    ]
    assert [Path(name).read_text(encoding="utf-8") for name in ("read-only.md", "busy.md", "good.md")] == [DR, DR, GLOSSED]
    assert sorted(os.listdir()) == ["busy.md", "good.md", "read-only.md"]


def test_a_full_disk_is_an_error_and_the_file_stays_whole() -> None:
    long = DR + "Nothing else happened on that day in March. " * 1_000
    Path("long.md").write_text(long, encoding="utf-8")
    Path("short.md").write_text(DR, encoding="utf-8")
    Path("warm.md").write_text("Compiles the glossary.", encoding="utf-8")
    program = [*PROGRAM, *WRITE]
    subprocess.run([*program, "warm.md"], check=True)
    done = subprocess.run(
        [*program, "long.md", "short.md"],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"twosense: long.md: cannot be written: File too large\n"
    assert Path("long.md").read_text(encoding="utf-8") == long
    assert Path("short.md").read_text(encoding="utf-8") == GLOSSED
    assert sorted(os.listdir()) == ["long.md", "short.md", "warm.md"]


@pytest.mark.slow
def test_long_work_shows_its_progress_on_a_terminal_and_clears_it(run: Run) -> None:
    run(*WRITE, "Compiles the glossary.")
    Path("a.md").write_text(DR, encoding="utf-8")
    terminal, stderr = pty.openpty()
    program = subprocess.Popen([*PROGRAM, *WRITE, "a.md", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=stderr)
    while Path("a.md").read_text(encoding="utf-8") == DR:
        time.sleep(0.01)
    time.sleep(1.1)
    assert program.stdin is not None
    program.stdin.close()
    assert program.wait(timeout=30) == 0
    assert os.read(terminal, 1000) == b"\r2 files translated\r                  \r"
    os.close(terminal)
    os.close(stderr)


@pytest.mark.parametrize("now", [b"other", b"old and more", b""])
def test_a_file_that_has_changed_meanwhile_is_left_alone(now: bytes) -> None:
    Path("a.md").write_bytes(now)
    with pytest.raises(FileError, match="has changed in the meantime"):
        replace_file("a.md", b"old", b"new")
    assert Path("a.md").read_bytes() == now
    assert os.listdir() == ["a.md"]


@pytest.mark.parametrize("text", [DR, GLOSSED], ids=["that is changed", "that needs no change"])
def test_what_a_killed_call_left_is_removed_by_the_next_call_for_the_file(text: str, run: Run) -> None:
    Path("a.md").write_text(text, encoding="utf-8")
    Path(".a.md.twosense").write_bytes(b"half a te")
    assert run(*WRITE, "a.md").returncode == 0
    assert Path("a.md").read_text(encoding="utf-8") == GLOSSED
    assert os.listdir() == ["a.md"]


def test_the_name_of_the_draft_cannot_be_used_to_write_another_file() -> None:
    Path("a.md").write_bytes(b"old")
    Path("victim").write_bytes(b"precious")
    Path(".a.md.twosense").symlink_to("victim")
    replace_file("a.md", b"old", b"new")
    assert (Path("a.md").read_bytes(), Path("victim").read_bytes()) == (b"new", b"precious")
    assert not Path("a.md").is_symlink()


def test_mode_owner_and_group_stay_and_a_name_may_be_long() -> None:
    path = Path("x" * 251 + ".md")
    path.write_bytes(b"old")
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
    path.chmod(0o4751)
    before = path.stat()
    replace_file(str(path), b"old", b"new")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can make a file of another user")
def test_a_file_of_another_user_is_left_alone_by_those_who_could_not_give_it_back() -> None:
    with tempfile.TemporaryDirectory() as folder:  # the folder of the test is closed to others
        path = Path(folder, "a.md")
        path.write_bytes(b"old")
        os.chown(path, 1234, 1234)
        path.chmod(0o666)
        Path(folder).chmod(0o777)
        code = "import os, sys; from twosense.text.replace_file import replace_file\n"
        code += "os.chdir(sys.argv[1]); os.setgid(4321); os.setuid(4321); replace_file('a.md', b'old', b'new')"
        done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=False)
        problem = "belongs to another user or group, which a new file would not; let its owner run the command"
        assert done.stderr.splitlines()[-1].endswith(f"a.md: {problem}")
        assert path.read_bytes() == b"old"
        assert os.listdir(folder) == ["a.md"]


def test_a_new_file_has_the_mode_that_the_user_wants() -> None:
    mask = os.umask(0o027)
    try:
        create_file("new.md", b"text", "edit it")
    finally:
        os.umask(mask)
    assert Path("new.md").read_bytes() == b"text"
    assert Path("new.md").stat().st_mode & 0o777 == 0o640


def test_a_new_file_that_somebody_else_fills_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def fill(path: str, *rest: int) -> int:
        descriptor = opened(path, *rest)
        if path == "new.md":
            Path("new.md").write_bytes(b"theirs")
        return descriptor

    monkeypatch.setattr(os, "open", fill)
    with pytest.raises(FileError, match="changed"):
        create_file("new.md", b"ours", "edit it")
    assert Path("new.md").read_bytes() == b"theirs"


def test_an_existing_file_and_a_missing_folder_are_refused() -> None:
    Path("old.md").write_text("old", encoding="utf-8")
    for path, problem in (("old.md", "already exists"), ("none/new.md", "cannot be written"), ("a\0b", "cannot be written")):
        with pytest.raises(FileError, match=problem):
            create_file(path, b"new", "edit it")
    assert Path("old.md").read_text(encoding="utf-8") == "old"
    assert os.listdir(".") == ["old.md"]


@pytest.mark.parametrize("command", ["pin", "translate --to it --write"])
def test_files_that_are_edited_in_place_leave_nothing_for_output(command: str, run: Run) -> None:
    Path("a.md").write_text("The DR site failed over.\n", encoding="utf-8")
    done = run(*command.split(), "a.md", "--output", "out.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"the files are edited in place, so nothing is left for --output; add --format diff or json" in done.stderr
    assert Path("a.md").read_text(encoding="utf-8") == "The DR site failed over.\n"
    assert not Path("out.md").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("output", [("-o", "edits.json"), ()])
def test_an_interrupt_keeps_the_record_of_the_files_already_rewritten(output: tuple[str, ...], run: Run) -> None:
    text = "The DR site failed over.\n"
    names = [f"{number}.md" for number in range(400)]
    for name in names:
        Path(name).write_text(text, encoding="utf-8")
    call = [sys.executable, "-m", "twosense", "translate", "--to", "marketing", "--write", "--format", "json", *output, *names]
    with Path("edits.json").open("wb") as file, subprocess.Popen(call, stdout=file, stderr=subprocess.DEVNULL) as process:
        while Path(names[0]).read_text(encoding="utf-8") == text and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
    changed = [name for name in names if Path(name).read_text(encoding="utf-8") != text]
    assert (process.returncode, 0 < len(changed) < len(names)) == (130, True)
    assert [one["file"] for one in json.loads(Path("edits.json").read_bytes())] == changed
    assert run("translate", "--undo", "edits.json").returncode == 0
    assert all(Path(name).read_text(encoding="utf-8") == text for name in names)
