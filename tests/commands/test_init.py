"""`twosense init`: a first glossary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("own_config")


def uncommented(text: str) -> str:
    """Return the file as it is once the example is taken into use."""
    return "".join(line.removeprefix("# ") for line in text.splitlines(keepends=True)[1:])


def test_a_glossary_of_ones_own_is_valid_with_and_without_its_example(run: Run) -> None:
    done = run("init")
    assert (done.returncode, done.stderr) == (0, b"")
    path = Path(done.stdout.decode().strip())
    assert run("check", "--only", str(path)).returncode == 0
    path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "deal registration" in run("deal reg").stdout.decode()


def test_a_project_gets_a_glossary_that_it_uses(run: Run) -> None:
    done = run("init", "project")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"glossary.toml\n.twosense.toml\n", b"")
    path = Path("glossary.toml")
    path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "(layer: project)" in run("deal reg").stdout.decode()


def test_no_file_is_overwritten(run: Run) -> None:
    for owner in ("user", "project"):
        first = run("init", owner).stdout.decode().split()[0]
        Path(first).write_text('title = "mine"\n', encoding="utf-8")
        again = run("init", owner)
        assert again.returncode == 2
        assert again.stderr.count(b"\n") == 1
        assert Path(first).read_text(encoding="utf-8") == 'title = "mine"\n'


@pytest.mark.parametrize(
    ("owner", "fix"), [("user", "edit it"), ("project", 'write glossaries = ["glossary.toml"] into .twosense.toml')]
)
def test_a_glossary_that_is_there_is_told_with_what_to_do(owner: str, fix: str, run: Run) -> None:
    path = run("init", owner).stdout.decode().split()[0]
    Path(".twosense.toml").unlink(missing_ok=True)
    done = run("init", owner)
    assert (done.returncode, done.stderr.decode()) == (2, f"twosense: {path}: already exists; {fix}\n")
