"""Fixtures: every test has folders of its own, so that no glossary or view of the person who runs them is read or written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

settings.register_profile("twosense", deadline=None)  # a slow machine is no fault
settings.load_profile("twosense")
TOP = Path(__file__).parent.parent
HEADWORDS = (TOP / "tests" / "headwords.txt").read_text(encoding="utf-8").splitlines()


class Run(Protocol):
    def __call__(
        self, *arguments: str | bytes, stdin: bytes | None = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]: ...


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests marked `warm` have their configuration, which is empty, and their views, each compiled once."""
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(autouse=True)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path) -> Path:
    """A home folder of this test's own, and a working folder in it that is no project.

    A test marked `warm` writes no configuration and does not look at the cache, so that it may share both.
    """
    for variable in ("NO_COLOR", "COLUMNS", "FORCE_COLOR", "PYTHONUNBUFFERED", "TWOSENSE_ARTICLES"):
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "home"
    work = folder / "work"
    work.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    top = shared if request.node.get_closest_marker("warm") else folder
    monkeypatch.setenv("XDG_CONFIG_HOME", str(top / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(top / "cache"))
    monkeypatch.chdir(work)
    return folder


@pytest.fixture
def run() -> Run:
    """The program, run as a user runs it."""

    def run(*arguments: str | bytes, stdin: bytes | None = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "twosense", *arguments],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def user_glossary(home: Path) -> Path:
    """The path of the user's glossary, in a folder that exists."""
    folder = home / "config" / "twosense"
    folder.mkdir(parents=True)
    return folder / "glossary.toml"
