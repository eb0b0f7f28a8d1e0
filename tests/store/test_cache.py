"""The compiled view: whatever is done to the cache folder, the next lookup answers right."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense import build, config, view

TEAM = '[sides.it]\nlabel = "IT"\n[[term]]\nname = "RAG"\n[[term.sense]]\nside = "it"\nmeaning = "{}"\ndefinition = "d"\n'


@pytest.fixture
def views(home: Path) -> Path:
    return home / "cache" / "twosense" / "views"


def age(path: Path, seconds: float = 60) -> None:
    """Let a file look as if it had been written some time ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def answers(run: Run, *arguments: str) -> bool:
    done = run("DR", *arguments)
    assert done.stderr == b""
    return done.returncode == 0 and b"disaster recovery" in done.stdout


def is_fresh(run: Run, *arguments: str) -> bool:
    return b": fresh" in run("paths", *arguments).stdout


def test_a_lookup_does_not_wait_for_what_only_a_scan_reads(run: Run, views: Path) -> None:
    run("DR")
    assert [b"situations.toml" in head.read_bytes() for head in views.glob("*.head")] == [False]
    run("scan", "-", stdin=b"DR")
    assert sorted(b"situations.toml" in head.read_bytes() for head in views.glob("*.head")) == [False, True]


def test_a_view_is_kept_and_used_again(run: Run, views: Path) -> None:
    assert not is_fresh(run)
    assert answers(run)
    assert is_fresh(run)
    before = sorted(views.iterdir())
    assert answers(run)
    assert sorted(views.iterdir()) == before
    assert [oct(path.stat().st_mode & 0o777) for path in (views, *before)] == ["0o700", "0o600", "0o600"]


@pytest.mark.parametrize("harm", ["truncate", "empty", "grow", "remove", "garbage", "head", "no head", "other version"])
def test_a_harmed_view_is_compiled_again(harm: str, run: Run, views: Path) -> None:
    assert answers(run)
    head, data = sorted(views.iterdir(), key=lambda path: path.suffix)
    if harm == "truncate":
        os.truncate(data, data.stat().st_size // 2)
    elif harm == "empty":
        os.truncate(data, 0)
    elif harm == "grow":
        os.truncate(data, data.stat().st_size + 4096)
    elif harm == "remove":
        data.unlink()
    elif harm == "garbage":
        data.write_bytes(b"x" * data.stat().st_size)
    elif harm == "head":
        head.write_bytes(b"\xff\0" * 50)
    elif harm == "no head":
        head.unlink()
    else:
        head.write_bytes(head.read_bytes().replace(b"twosense view ", b"twosense view 0"))
    assert answers(run)
    assert is_fresh(run)


@pytest.mark.parametrize("harm", ["file", "read-only", "shared", "dangling", "no home"])
def test_a_folder_that_cannot_be_used_is_done_without(harm: str, run: Run, views: Path) -> None:
    environment = {}
    views.parent.parent.mkdir()
    if harm == "file":
        views.parent.write_text("in the way", encoding="utf-8")
    elif harm == "read-only":
        views.mkdir(parents=True)
        views.chmod(0o500)
    elif harm == "shared":
        views.mkdir(parents=True)
        views.chmod(0o777)
    elif harm == "dangling":
        views.parent.symlink_to("nowhere")
    else:
        environment = {"XDG_CACHE_HOME": "/proc/nowhere", "HOME": "/proc/nowhere"}
    for _ in range(2):
        done = run("DR", **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"disaster recovery" in done.stdout
    if harm == "shared":
        assert list(views.iterdir()) == []
    views.parent.is_symlink() or not views.exists() or views.chmod(0o700)


def test_what_somebody_else_may_write_is_not_trusted(run: Run, views: Path) -> None:
    for suffix in (".head", ".lmdb"):
        assert answers(run)
        next(views.glob("*" + suffix)).chmod(0o622)
        assert not is_fresh(run)
        assert answers(run)
        assert is_fresh(run)
        shutil.rmtree(views)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_somebody_else_owns_is_not_trusted(run: Run, views: Path) -> None:
    assert answers(run)
    os.chown(next(views.glob("*.lmdb")), 12345, 12345)
    assert not is_fresh(run)
    assert answers(run)
    os.chown(views, 12345, 12345)
    assert not is_fresh(run)
    assert answers(run)


def test_an_edit_is_seen_at_once_even_of_the_same_size_and_second(run: Run, user_glossary: Path) -> None:
    for meaning in ("aaa", "bbb", "ccc"):
        user_glossary.write_text(TEAM.format(meaning), encoding="utf-8")
        assert meaning in run("rag").stdout.decode()


def test_a_glossary_that_was_not_touched_lately_is_compiled_once(run: Run, user_glossary: Path) -> None:
    user_glossary.write_text(TEAM.format("aaa"), encoding="utf-8")
    assert run("rag").returncode == 0
    assert not is_fresh(run)
    age(user_glossary)
    assert run("rag").returncode == 0
    assert is_fresh(run)
    age(user_glossary, 61)
    assert not is_fresh(run)


def test_a_glossary_replaced_by_one_of_the_same_time_and_size_is_seen(run: Run, user_glossary: Path) -> None:
    user_glossary.write_text(TEAM.format("aaa"), encoding="utf-8")
    age(user_glossary)
    assert "aaa" in run("rag").stdout.decode()
    other = user_glossary.with_name("other")
    other.write_text(TEAM.format("bbb"), encoding="utf-8")
    shutil.copystat(user_glossary, other)
    other.replace(user_glossary)
    assert "bbb" in run("rag").stdout.decode()


def test_a_glossary_that_comes_and_goes_is_seen(run: Run, user_glossary: Path) -> None:
    assert run("rag", "--exact").returncode == 1
    user_glossary.write_text(TEAM.format("aaa"), encoding="utf-8")
    assert run("rag", "--exact").returncode == 0
    user_glossary.unlink()
    assert run("rag", "--exact").returncode == 1


def test_views_that_nobody_needs_are_removed(run: Run, views: Path) -> None:
    team = Path("team.toml")
    team.write_text(TEAM.format("aaa"), encoding="utf-8")
    assert run("rag", "--glossary", "team.toml").returncode == 0
    assert answers(run)
    assert len(list(views.iterdir())) == 4
    (views / "0000000000000000.1-1.lmdb").write_bytes(b"left behind by a build that was killed")
    age(views / "0000000000000000.1-1.lmdb", 7200)
    (views / "0000000000000000.2-2.lmdb").write_bytes(b"being written")
    team.unlink()
    next(views.glob("*.head")).touch()
    Path("other.toml").write_text(TEAM.format("bbb"), encoding="utf-8")
    assert run("rag", "--glossary", "other.toml").returncode == 0
    assert len(list(views.glob("*.head"))) == 2
    assert sorted(path.name for path in views.glob("0000*")) == ["0000000000000000.2-2.lmdb"]
    for head in views.glob("*.head"):
        age(head, 100 * 86400)
    Path("other.toml").write_text(TEAM.format("ccc"), encoding="utf-8")
    assert run("rag", "--glossary", "other.toml").returncode == 0
    assert len(list(views.glob("*.head"))) == 1


def test_a_view_of_another_version_is_kept_as_long_as_it_is_used(run: Run, views: Path) -> None:
    assert answers(run)
    head, data = sorted(views.iterdir(), key=lambda path: path.suffix)
    theirs = [head.rename(views / "0000000000000000.head"), data.rename(views / "0000000000000000.1-1.lmdb")]
    theirs[0].write_bytes(theirs[0].read_bytes().replace(b"twosense view ", b"twosense view 0"))
    age(theirs[1], 7200)
    assert answers(run)
    assert len(list(views.iterdir())) == 4
    age(theirs[0], 15 * 86400)
    for glossary in ("one.toml", "two.toml"):
        Path(glossary).write_text(TEAM.format("aaa"), encoding="utf-8")
        assert run("rag", "--glossary", glossary).returncode == 0
    assert not any(path.exists() for path in theirs)


def test_a_rebuilt_view_leaves_no_old_one_behind(run: Run, views: Path, user_glossary: Path) -> None:
    for meaning in ("aaa", "bbb", "ccc"):
        user_glossary.write_text(TEAM.format(meaning), encoding="utf-8")
        assert run("rag").returncode == 0
    assert len(list(views.iterdir())) == 2


def test_a_view_in_use_is_marked_so(run: Run, views: Path) -> None:
    assert answers(run)
    head = next(views.glob("*.head"))
    age(head, 30 * 86400)
    assert answers(run)
    assert time.time() - head.stat().st_mtime < 60


@pytest.fixture
def large() -> Path:
    """A glossary that takes long enough to compile to be interrupted on the way."""
    path = Path("large.toml").absolute()
    sense = '[[term.sense]]\nside = "it"\nmeaning = "meaning {0}"\ndefinition = "Definition number {0}, and some more."\n'
    terms = "".join(f'[[term]]\nname = "term {i}"\n{sense.format(i)}' for i in range(4000))
    path.write_text('[sides.it]\nlabel = "IT"\n' + terms, encoding="utf-8")
    age(path)
    return path


def test_killed_builds_do_no_harm(run: Run, large: Path, views: Path) -> None:
    began = time.monotonic()
    assert run("term 7", "--only", str(large)).returncode == 0
    whole = time.monotonic() - began
    rng = random.Random(7)
    for _ in range(10):
        shutil.rmtree(views)
        program = subprocess.Popen(
            [sys.executable, "-m", "twosense", "term 7", "--only", str(large)], stdout=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0, whole))
        program.send_signal(signal.SIGKILL)
        program.wait()
        done = run("term 7", "term 3999", "--only", str(large))
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"meaning 3999" in done.stdout
        assert is_fresh(run, "--only", str(large))


def test_builds_at_the_same_time_all_answer(run: Run, large: Path) -> None:
    command = [sys.executable, "-m", "twosense", "term 7", "--only", str(large)]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    for program in programs:
        stdout, stderr = program.communicate()
        assert (program.returncode, stderr) == (0, b"")
        assert b"meaning 7" in stdout
    assert is_fresh(run, "--only", str(large))


def test_a_disk_that_fills_up_during_a_build(run: Run, large: Path, views: Path) -> None:
    assert run("term 7", "--only", str(large)).returncode == 0
    whole = next(views.glob("*.lmdb")).stat().st_size
    for limit in (0, 1, 8192, whole // 2, whole - 1):
        shutil.rmtree(views)
        done = subprocess.run(
            [sys.executable, "-m", "twosense", "term 7", "--only", str(large)],
            capture_output=True,
            check=False,
            preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        assert b"meaning 7" in done.stdout
        assert (done.returncode, done.stderr) == (0, b"")
        assert list(views.glob("*")) == []
    assert run("term 7", "--only", str(large)).returncode == 0
    assert is_fresh(run, "--only", str(large))


def test_a_cache_on_a_tiny_disk(run: Run, large: Path, home: Path) -> None:
    tiny = home / "tiny"
    tiny.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", tiny], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        for _ in range(2):
            done = run("term 7", "--only", str(large), XDG_CACHE_HOME=str(tiny))
            assert (done.returncode, done.stderr) == (0, b"")
            assert b"meaning 7" in done.stdout
    finally:
        subprocess.run(["umount", tiny], check=True)


def test_one_process_may_open_a_view_many_times() -> None:
    from twosense import load

    first, second = load(), load()
    assert first.lookup("DR") == second.lookup("DR")


def test_the_store_in_memory_answers_like_the_one_in_a_file(views: Path) -> None:
    from twosense.api import Glossary

    roots = config.Roots()
    kept = Glossary(build.build(roots))
    shutil.rmtree(views)
    views.write_text("in the way", encoding="utf-8")
    assert view.find(roots) is None
    memory = Glossary(build.build(roots))
    assert type(kept._store) is not type(memory._store)
    assert kept.terms == memory.terms
    assert kept.search("agiel") == memory.search("agiel")
    for query in ("D.R.", "no such", "x" * 600, ""):
        assert kept.lookup(query) == memory.lookup(query)
