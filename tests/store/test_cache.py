"""The cache: whatever happens to its folder, the next lookup gives the right answer."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROGRAM, Run, make_older
from twosense import load
from twosense.output.stdout import write
from twosense.paths import stamp
from twosense.store.lmdb import write_file

pytestmark = pytest.mark.usefixtures("own_folders")

if TYPE_CHECKING:
    from twosense.store.lmdb import Row

TEAM = '[sides.it]\nlabel = "IT"\n[[term]]\nname = "RAG"\n[[term.sense]]\nside = "it"\nmeaning = "{}"\ndefinition = "d"\n'


@pytest.fixture
def views(home: Path) -> Path:
    """The folder of the views, which need not exist."""
    return home / "cache" / "twosense" / "views"


@pytest.fixture
def team() -> list[str]:
    """The arguments for a small glossary, and no other, that takes no time to compile."""
    path = Path("team.toml").absolute()
    path.write_text(TEAM.format("retrieval"), encoding="utf-8")
    make_older(path)
    return ["--only", str(path)]


def make_large(terms: int) -> list[str]:
    """Write a glossary that takes long enough to compile to be interrupted on the way; return the arguments for it."""
    path = Path("large.toml").absolute()
    sense = '[[term.sense]]\nside = "it"\nmeaning = "meaning {0}"\ndefinition = "Definition number {0}, and some more."\n'
    entries = "".join(f'[[term]]\nname = "term {i}"\n{sense.format(i)}' for i in range(terms))
    path.write_text('[sides.it]\nlabel = "IT"\n' + entries, encoding="utf-8")
    make_older(path)
    return ["--only", str(path)]


def answers(run: Run, arguments: list[str]) -> bool:
    """Return whether a lookup answers, and check that it does so quietly."""
    done = run("RAG", *arguments)
    assert done.stderr == b""
    return done.returncode == 0 and b"retrieval" in done.stdout


def is_fresh(run: Run, *arguments: str) -> bool:
    return b": fresh" in run("paths", *arguments).stdout


def head_and_data(views: Path) -> tuple[Path, Path]:
    """Return the two files of the only view."""
    (head,), (data,) = views.glob("*.head"), views.glob("*.lmdb")
    return head, data


def test_a_lookup_a_search_and_a_scan_have_views_of_their_own(run: Run, views: Path, team: list[str]) -> None:
    before: dict[str, int] = {}
    for number, call in enumerate((["RAG"], ["search", "RAG"], ["scan", "-"]), 1):
        run(*call, *team, stdin=b"RAG")
        after = {path.name: path.stat().st_size for path in views.iterdir()}
        assert len(after) == 2 * number
        assert before.items() <= after.items()
        before = after


def test_a_lookup_compiles_what_only_a_search_reads_when_it_finds_nothing(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    assert len(list(views.glob("*.head"))) == 1
    assert b"RAG" in run("RAGG", *team).stderr
    assert len(list(views.glob("*.head"))) == 2
    assert run("RAGG", "--exact", "--format", "json", *team).returncode == 1
    assert len(list(views.glob("*.head"))) == 2


def test_a_view_is_kept_for_this_user_alone_and_used_again(run: Run, views: Path, team: list[str]) -> None:
    assert not is_fresh(run, *team)
    assert answers(run, team)
    assert is_fresh(run, *team)
    before = sorted(views.iterdir())
    assert answers(run, team)
    assert sorted(views.iterdir()) == before
    assert [oct(path.stat().st_mode & 0o777) for path in (views, *before)] == ["0o700", "0o600", "0o600"]


def test_the_built_in_glossary_is_compiled_once(run: Run, views: Path) -> None:
    assert run("DR").returncode == 0
    before = sorted(views.iterdir())
    assert is_fresh(run)
    assert run("DR").returncode == 0
    assert sorted(views.iterdir()) == before


@pytest.mark.parametrize("damage", ["truncate", "empty", "grow", "remove", "garbage", "head", "no head", "other version"])
def test_a_damaged_view_is_compiled_again(damage: str, run: Run, process: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    head, data = head_and_data(views)
    if damage == "truncate":
        os.truncate(data, data.stat().st_size // 2)
    elif damage == "empty":
        os.truncate(data, 0)
    elif damage == "grow":
        os.truncate(data, data.stat().st_size + 4096)
    elif damage == "remove":
        data.unlink()
    elif damage == "garbage":
        data.write_bytes(b"x" * data.stat().st_size)
    elif damage == "head":
        head.write_bytes(b"\xff\0" * 50)
    elif damage == "no head":
        head.unlink()
    else:
        head.write_bytes(head.read_bytes().replace(b"twosense view ", b"twosense view 0"))
    assert answers(process, team)  # a process of its own: this one has the old view mapped
    assert is_fresh(run, *team)


def damage_pages(data: Path, share: float = 1) -> None:
    """Overwrite the start of every page but the first two, which LMDB checks when it opens the file; or of a share of them.

    The head gets the new stamp of the data, as if the disk had done it.
    """
    before = stamp(str(data))
    with data.open("r+b") as file:
        for start in range(2 * 4096, int(share * data.stat().st_size), 4096):
            file.seek(start)
            file.write(b"x" * 32)
    for head in data.parent.glob("*.head"):
        head.write_bytes(head.read_bytes().replace(before.encode(), stamp(str(data)).encode()))


@pytest.mark.slow
@pytest.mark.parametrize("call", ["DR agile", "agiel", "DR --format json", "scan brief.md"])
def test_damaged_pages_are_compiled_again(call: str, run: Run, process: Run, views: Path) -> None:
    Path("brief.md").write_text("The DR is cut.", encoding="utf-8")
    right = run(*call.split())
    damaged = list(views.glob("*.lmdb"))
    for data in damaged:
        damage_pages(data)
    done = process(*call.split())
    assert (done.returncode, done.stdout, done.stderr) == (right.returncode, right.stdout, right.stderr)
    assert not any(data.exists() for data in damaged)
    assert len(list(views.iterdir())) == 2 * len(damaged)


def test_a_call_that_has_read_its_input_says_that_a_view_was_damaged(run: Run, process: Run, views: Path) -> None:
    right = run("--format", "json", stdin=b"DR\nagile")
    damage_pages(head_and_data(views)[1], 0.8)
    done = process("--format", "json", stdin=b"DR\nagile")
    message = f"twosense: {views}: a compiled glossary was damaged and has been removed; run the command again\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", message)
    assert process("--format", "json", stdin=b"DR\nagile").stdout == right.stdout


@pytest.mark.parametrize("written", [False, True])
def test_a_fault_of_ours_is_not_taken_for_damage(
    written: bool, run: Run, views: Path, team: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("RAG", "--format", "json", *team).returncode == 0
    before = sorted(views.iterdir())
    calls: list[object] = []

    def fail(*arguments: object, **_named: object) -> None:
        calls.append(arguments)
        if written:
            write("half of an answer")
        raise IndexError("index out of range")

    monkeypatch.setattr("twosense.output.answers.formats.formatter", fail)
    done = run("RAG", "--format", "json", *team, TWOSENSE_TRACEBACK="")
    message = "twosense: internal error: IndexError: index out of range; please report it with the command"
    assert (done.returncode, len(calls)) == (2, 1)
    assert done.stderr.decode().startswith(message)
    assert sorted(views.iterdir()) == before


@pytest.mark.parametrize("used", [True, False])
def test_a_pipe_in_place_of_a_head_makes_nobody_wait(used: bool, process: Run, views: Path, team: list[str]) -> None:
    assert answers(process, team)
    head, _ = head_and_data(views)
    if used:
        head.unlink()
    else:
        head = views / "0000000000000000.head"
        make_older(Path(team[-1]), 61)
    os.mkfifo(head, 0o600)
    assert answers(process, team)  # times out where somebody waits
    assert is_fresh(process, *team)


@pytest.mark.parametrize("obstacle", ["file", "read-only", "shared", "dangling", "no home"])
def test_without_a_cache_folder_a_lookup_answers_all_the_same(
    obstacle: str, run: Run, views: Path, team: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    views.parent.parent.mkdir()
    if obstacle == "file":
        views.parent.write_text("in the way", encoding="utf-8")
    elif obstacle == "read-only":
        views.mkdir(parents=True)
        views.chmod(0o500)
    elif obstacle == "shared":
        views.mkdir(parents=True)
        views.chmod(0o777)
    elif obstacle == "dangling":
        views.parent.symlink_to("nowhere")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
        monkeypatch.setenv("HOME", "/proc/nowhere")
    assert answers(run, team)
    assert answers(run, team)
    if obstacle == "shared":
        assert list(views.iterdir()) == []
    if obstacle == "read-only":
        views.chmod(0o700)


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"])
def test_a_folder_whose_name_is_not_utf_8_is_used_like_any_other(
    variable: str, run: Run, home: Path, team: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable == "HOME":
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.delenv("XDG_CONFIG_HOME")
    folder = home / os.fsdecode(b"jos\xe9")
    monkeypatch.setenv(variable, str(folder))
    assert answers(run, team)
    assert is_fresh(run, *team)
    if variable != "XDG_CACHE_HOME":
        user = folder / (".config" if variable == "HOME" else "") / "twosense" / "glossary.toml"
        user.parent.mkdir(parents=True)
        user.write_text(TEAM.format("their own"), encoding="utf-8")
        assert "their own" in run("RAG").stdout.decode()
        user.write_text("]", encoding="utf-8")
        assert run("RAG").returncode == 2


@pytest.mark.parametrize("value", [None, "relative"])
def test_without_a_home_folder_nothing_is_kept_in_the_working_folder(
    value: str | None, run: Run, team: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(uid: int) -> None:
        raise KeyError(uid)

    for variable in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setattr("pwd.getpwuid", unknown)
    if value:
        monkeypatch.setenv("HOME", value)
    for folder in ("~", "relative"):
        config = Path(folder, ".config", "twosense")
        config.mkdir(parents=True)
        (config / "glossary.toml").write_text(TEAM.format("planted"), encoding="utf-8")
    assert answers(run, team)
    assert run("RAG", "--exact").returncode == 1
    assert not list(Path().rglob(".cache"))


@pytest.mark.parametrize("suffix", [".head", ".lmdb"])
def test_a_view_that_others_may_write_is_not_trusted(suffix: str, run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    next(views.glob("*" + suffix)).chmod(0o622)
    assert not is_fresh(run, *team)
    assert answers(run, team)
    assert is_fresh(run, *team)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_view_that_another_user_owns_is_not_trusted(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    os.chown(next(views.glob("*.lmdb")), 12345, 12345)
    assert not is_fresh(run, *team)
    assert answers(run, team)
    os.chown(views, 12345, 12345)
    assert not is_fresh(run, *team)
    assert answers(run, team)


def test_an_edit_within_the_same_second_and_of_the_same_size_is_noticed(run: Run, team: list[str]) -> None:
    for meaning in ("aaa", "bbb", "ccc"):
        Path(team[-1]).write_text(TEAM.format(meaning), encoding="utf-8")
        assert meaning in run("rag", *team).stdout.decode()


def test_a_glossary_is_compiled_once_unless_it_was_just_written(run: Run, team: list[str]) -> None:
    path = Path(team[-1])
    path.write_text(TEAM.format("aaa"), encoding="utf-8")
    assert run("rag", *team).returncode == 0
    assert not is_fresh(run, *team)
    make_older(path)
    assert run("rag", *team).returncode == 0
    assert is_fresh(run, *team)
    make_older(path, 61)
    assert not is_fresh(run, *team)


def test_a_glossary_replaced_by_one_of_the_same_time_and_size_is_noticed(run: Run, team: list[str]) -> None:
    path = Path(team[-1])
    path.write_text(TEAM.format("aaa"), encoding="utf-8")
    make_older(path)
    assert "aaa" in run("rag", *team).stdout.decode()
    other = path.with_name("other")
    other.write_text(TEAM.format("bbb"), encoding="utf-8")
    shutil.copystat(path, other)
    other.replace(path)
    assert "bbb" in run("rag", *team).stdout.decode()


def test_an_edit_in_place_that_restores_the_size_and_the_time_is_noticed(run: Run, team: list[str]) -> None:
    path = Path(team[-1])
    before = path.stat()
    assert answers(run, team)
    path.write_text(TEAM.format("retention"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert "retention" in run("RAG", *team).stdout.decode()


def test_a_user_glossary_is_noticed_when_it_appears_and_disappears(run: Run, user_glossary: Path) -> None:
    assert run("rag", "--exact").returncode == 1
    user_glossary.write_text(TEAM.format("aaa"), encoding="utf-8")
    assert run("rag", "--exact").returncode == 0
    user_glossary.unlink()
    assert run("rag", "--exact").returncode == 1


def test_views_of_glossaries_that_are_gone_are_removed(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    Path(team[-1]).unlink()
    Path("other.toml").write_text(TEAM.format("bbb"), encoding="utf-8")
    make_older(next(views.glob("*.lmdb")), 7200)
    assert run("rag", "--only", "other.toml").returncode == 0
    assert len(list(views.iterdir())) == 2


def test_views_that_were_not_used_for_long_are_removed(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    for path in views.iterdir():
        make_older(path, 100 * 86400)
    Path("other.toml").write_text(TEAM.format("bbb"), encoding="utf-8")
    assert run("rag", "--only", "other.toml").returncode == 0
    assert len(list(views.iterdir())) == 2


def test_data_of_a_build_that_was_killed_is_removed_by_the_next_one(run: Run, views: Path, team: list[str]) -> None:
    views.mkdir(mode=0o700, parents=True)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    killed, old, in_progress = (
        views / f"0000000000000000.{builder}-{number}.lmdb"
        for number, builder in enumerate((dead.pid, os.getpid(), os.getpid()))
    )
    for path in (killed, old, in_progress):
        path.write_bytes(b"incomplete")
    make_older(old, 7200)
    assert answers(run, team)
    assert not killed.exists()
    assert not old.exists()
    assert in_progress.exists()


def test_a_view_of_another_version_is_kept_as_long_as_it_is_used(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    head, data = head_and_data(views)
    theirs = [head.rename(views / "0000000000000000.head"), data.rename(views / "0000000000000000.1-1.lmdb")]
    theirs[0].write_bytes(theirs[0].read_bytes().replace(b"twosense view ", b"twosense view 0"))
    make_older(theirs[1], 7200)
    assert answers(run, team)
    assert len(list(views.iterdir())) == 4
    make_older(theirs[0], 15 * 86400)
    for glossary in ("one.toml", "two.toml"):
        Path(glossary).write_text(TEAM.format("aaa"), encoding="utf-8")
        assert run("rag", "--only", glossary).returncode == 0
    assert not any(path.exists() for path in theirs)


def test_a_view_replaces_the_one_of_an_earlier_edit(run: Run, views: Path, team: list[str]) -> None:
    for meaning in ("aaa", "bbb", "ccc"):
        Path(team[-1]).write_text(TEAM.format(meaning), encoding="utf-8")
        assert run("rag", *team).returncode == 0
    assert len(list(views.iterdir())) == 2


def test_using_a_view_keeps_it_from_being_removed(run: Run, views: Path, team: list[str]) -> None:
    assert answers(run, team)
    head, _ = head_and_data(views)
    make_older(head, 30 * 86400)
    assert answers(run, team)
    assert time.time() - head.stat().st_mtime < 60


def test_builds_at_the_same_time_all_answer(run: Run) -> None:
    large = make_large(1000)
    command = [*PROGRAM, "term 7", *large]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for program in programs:
        stdout, stderr = program.communicate()
        assert (program.returncode, stderr) == (0, b"")
        assert b"meaning 7" in stdout
    assert is_fresh(run, *large)


@pytest.mark.parametrize("just_edited", [True, False])
def test_builds_at_the_same_time_leave_one_view(
    just_edited: bool, run: Run, process: Run, views: Path, team: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_second(path: str, rows: Iterable[Row]) -> None:
        assert answers(process, team)
        write_file(path, rows)

    if just_edited:
        make_older(Path(team[-1]), -1)  # so that nobody can trust a view of it
    monkeypatch.setattr("twosense.store.cache.write_file", write_second)
    assert answers(run, team)
    assert len(list(views.iterdir())) == 2
    assert is_fresh(process, *team) != just_edited


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.999])
def test_a_disk_that_fills_up_during_a_build_does_not_stop_the_answer(share: float, run: Run, views: Path) -> None:
    large = make_large(300)
    assert run("term 7", *large).returncode == 0
    limit = int(share * next(views.glob("*.lmdb")).stat().st_size)
    shutil.rmtree(views)
    done = subprocess.run(
        [*PROGRAM, "term 7", *large],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"meaning 7" in done.stdout
    assert list(views.glob("*")) == []
    assert run("term 7", *large).returncode == 0
    assert is_fresh(run, *large)


@pytest.mark.slow
def test_a_cache_on_a_tiny_disk_does_not_stop_the_answer(run: Run, home: Path) -> None:
    large = make_large(4000)
    tiny = home / "tiny"
    tiny.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", tiny], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        for _ in range(2):
            done = run("term 7", *large, XDG_CACHE_HOME=str(tiny))
            assert (done.returncode, done.stderr) == (0, b"")
            assert b"meaning 7" in done.stdout
    finally:
        subprocess.run(["umount", tiny], check=True)


def test_one_process_may_open_a_view_several_times() -> None:
    first, second = load(), load()
    assert first.lookup("DR") == second.lookup("DR")


def test_without_a_cache_the_answers_are_the_same(views: Path) -> None:
    kept = load()
    shutil.rmtree(views)
    views.write_text("in the way", encoding="utf-8")
    in_memory = load()
    assert kept.terms == in_memory.terms
    assert kept.search("agiel") == in_memory.search("agiel")
    for query in ("D.R.", "no such", "x" * 600, ""):
        assert kept.lookup(query) == in_memory.lookup(query)
