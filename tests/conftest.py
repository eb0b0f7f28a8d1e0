"""Fixtures: every test has folders of its own, so that it does not touch the glossary and cache of the person who runs it.

Tests share one cache, so that each view is compiled once, but for those about the cache: these use `own_folders`. Those that
write a configuration or a glossary of the user use `own_config`. The marker `slow` is for sweeps and sessions that only
`.ci/run` waits for.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from twosense import Glossary, load
from twosense.cli import main

# Textual paints 60 times a second: a tenth of the time, the tests of the window waited for that.
os.environ.setdefault("TEXTUAL_FPS", "1000")
# How many examples of each property the quick tests try, and how many `--hypothesis-profile=many`. A slow machine is no fault.
settings.register_profile("few", deadline=None, max_examples=20)
settings.register_profile("many", deadline=None, max_examples=100)
settings.load_profile("few")
# What tests leave behind makes each collection longer: with the usual thresholds they took a tenth of the time.
gc.set_threshold(100_000, 20, 50)
TOP = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "twosense"]
_homes = count()
HEADWORDS = (TOP / "tests" / "headwords.txt").read_text(encoding="utf-8").splitlines()


def pytest_sessionfinish() -> None:
    """Look once for what the tests left behind; pytest does so five times, which took each worker five seconds."""
    gc.collect()
    gc.freeze()


class Run(Protocol):
    def __call__(
        self, *arguments: str | bytes, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty configuration, and a cache in which each view is compiled once for all tests that share it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def glossary(shared: Path) -> Glossary:
    """The built-in glossary, for tests that share their compiled views."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(shared / "config"))
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        return load(project=False)


@pytest.fixture
def own_config() -> None:
    """Have a configuration of one's own below the home folder."""


@pytest.fixture
def own_folders(own_config: None) -> None:
    """Have a configuration and a cache of one's own below the home folder, and find both empty."""


@pytest.fixture(autouse=True)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> Iterator[Path]:
    """A home folder for this test, and a working folder in it that is not a project.

    It is a new folder, but has the same path for every test of a process, so that views of the same paths are compiled once.
    """
    for variable in ("NO_COLOR", "COLUMNS", "FORCE_COLOR", "PYTHONUNBUFFERED", "TWOSENSE_ARTICLES", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TWOSENSE_TRACEBACK", "1")  # so that a test that fails shows why
    monkeypatch.setitem(sys.modules, "kreuzberg", None)  # the extra is missing, as Python notes it, unless a test asks for it
    folder = tmp_path_factory.getbasetemp() / "home"
    if folder.exists():  # that of the test before
        folder.rename(folder.with_name(f"home-{next(_homes)}"))
    work = folder / "work"
    work.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    for name, fixture in (("config", "own_config"), ("cache", "own_folders")):
        top = folder if fixture in request.fixturenames else shared
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(top / name))
    monkeypatch.chdir(work)
    yield folder
    assert not (shared / "config" / "twosense").exists(), "another test would find this configuration: use `own_config`"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program in this process, with its standard input, and return its status and both of its outputs."""

    def run(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        threshold = gc.get_threshold()
        original = os.dup(0)
        with tempfile.TemporaryFile() as piped, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            piped.write(stdin)
            piped.seek(0)
            os.dup2(piped.fileno(), 0)
            try:
                with (
                    monkeypatch.context() as patch,
                    # What Python makes of the three streams at its start.
                    open(0, encoding="utf-8", closefd=False) as stdin_stream,
                    open(os.dup(out.fileno()), "w", encoding="utf-8", newline="\n") as stdout_stream,
                    open(os.dup(err.fileno()), "w", encoding="utf-8", errors="backslashreplace") as stderr_stream,
                ):
                    for name, value in environment.items():
                        patch.setenv(name, value)
                    patch.setattr(sys, "stdin", stdin_stream)
                    patch.setattr(sys, "stdout", stdout_stream)
                    patch.setattr(sys, "stderr", stderr_stream)
                    status = main(list(map(os.fsdecode, arguments)))
            finally:
                os.dup2(original, 0)
                os.close(original)
                gc.unfreeze()
                gc.set_threshold(*threshold)
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(arguments, status, out.read(), err.read())

    return run


def make_older(path: Path, seconds: float = 60) -> None:
    """Make a file look as if it was written a while ago, so that a view of it is kept."""
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.fixture
def process() -> Run:
    """Call the program as a process of its own, for tests of what only a process shows."""

    def process(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*PROGRAM, *arguments],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return process


Git = Callable[..., str]


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git, and return what it prints; the working folder is a repository."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@b.example")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet", "--initial-branch=main")
    return git


def commit_all(git: Git) -> None:
    """Commit every file of the working folder, even if none has changed."""
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message=x")


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that reads Word and PDF files is there; skips the test if it is not installed."""
    monkeypatch.delitem(sys.modules, "kreuzberg")
    if find_spec("kreuzberg") is None:
        pytest.skip("the extra `documents` is not installed")


@pytest.fixture
def user_glossary(own_config: None, home: Path) -> Path:  # noqa: ARG001
    """The path of the user's glossary, in a folder that exists."""
    return _config_folder(home) / "glossary.toml"


@pytest.fixture
def user_config(own_config: None, home: Path) -> Path:  # noqa: ARG001
    """The path of the user's configuration, in a folder that exists."""
    return _config_folder(home) / "config.toml"


def _config_folder(home: Path) -> Path:
    folder = home / "config" / "twosense"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
