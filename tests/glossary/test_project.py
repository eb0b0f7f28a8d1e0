"""A project's configuration: which file counts, and what it may name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run, make_older
from twosense.glossary.project import read_project
from twosense.paths import project_files

TERM = '[[term]]\nname = "{0}"\n[[term.sense]]\nside = "it"\nmeaning = "m"\ndefinition = "d"\n'


def write_glossary(path: str, name: str) -> None:
    """Write a glossary of one term."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(TERM.format(name), encoding="utf-8")
    make_older(Path(path))


def write_pyproject(folder: str, configuration: str) -> None:
    """Write a pyproject.toml that has other tables, too."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    text = f'[project]\nname = "x"\n\n{configuration}\n[tool.other]\nglossaries = ["nothing.toml"]\n'
    Path(folder, "pyproject.toml").write_text(text, encoding="utf-8")


def knows(run: Run, name: str) -> bool:
    """Return whether a lookup finds the term."""
    return run("--exact", name).returncode == 0


def test_glossaries_are_read_from_twosense_toml(run: Run) -> None:
    write_glossary("words/team.toml", "flux")
    Path(".twosense.toml").write_text('glossaries = ["words/team.toml"]\n', encoding="utf-8")
    (answer,) = json.loads(run("flux", "--format", "json").stdout)
    assert [sense["layer"] for sense in answer["senses"]] == ["project"]


def test_glossaries_are_read_from_pyproject(run: Run) -> None:
    write_glossary("words/team.toml", "flux")
    write_pyproject(".", '[tool.twosense]\nglossaries = ["words/team.toml"]\n')
    (answer,) = json.loads(run("flux", "--format", "json").stdout)
    assert [sense["layer"] for sense in answer["senses"]] == ["project"]
    assert str(Path("pyproject.toml").absolute()) in run("paths").stdout.decode()


def test_glossaries_are_relative_to_the_file_that_names_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write_glossary("words/team.toml", "flux")
    write_pyproject(".", '[tool.twosense]\nglossaries = ["words/team.toml"]\n')
    Path("a/b").mkdir(parents=True)
    monkeypatch.chdir("a/b")
    assert knows(run, "flux")


def test_in_one_folder_twosense_toml_comes_before_pyproject(run: Run) -> None:
    write_glossary("one.toml", "first")
    write_glossary("two.toml", "second")
    Path(".twosense.toml").write_text('glossaries = ["one.toml"]\n', encoding="utf-8")
    write_pyproject(".", '[tool.twosense]\nglossaries = ["two.toml"]\n')
    assert knows(run, "first")
    assert not knows(run, "second")


@pytest.mark.parametrize("inner", [".twosense.toml", "pyproject.toml"])
@pytest.mark.parametrize("outer", [".twosense.toml", "pyproject.toml"])
def test_the_nearest_configuration_counts_and_no_other(
    outer: str, inner: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_glossary("words.toml", "outer")
    write_glossary("a/words.toml", "inner")
    for folder, name in ((".", outer), ("a", inner)):
        table = "[tool.twosense]\n" if name == "pyproject.toml" else ""
        Path(folder, name).write_text(f'{table}glossaries = ["words.toml"]\n', encoding="utf-8")
    assert knows(run, "outer")
    assert not knows(run, "inner")
    Path("a/b").mkdir()
    monkeypatch.chdir("a/b")
    assert knows(run, "inner")
    assert not knows(run, "outer")


def test_a_pyproject_that_only_mentions_twosense_is_skipped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write_glossary("words.toml", "outer")
    Path(".twosense.toml").write_text('glossaries = ["words.toml"]\n', encoding="utf-8")
    write_pyproject("a", '[dependency-groups]\ndev = ["twosense"]  # [tool.twosense] would be a table\n')
    monkeypatch.chdir("a")
    assert knows(run, "outer")
    project = read_project(project_files())
    assert project is not None
    assert project.file == str(Path("../.twosense.toml").resolve())


def test_without_a_configuration_there_is_no_project() -> None:
    write_pyproject(".", "")
    assert project_files() == ()
    assert read_project(project_files()) is None


@pytest.mark.parametrize(("name", "table"), [(".twosense.toml", ""), ("pyproject.toml", "[tool.twosense]\n")])
def test_a_missing_glossary_is_a_fault(name: str, table: str, run: Run) -> None:
    Path(name).write_text(f'{table}glossaries = ["missing.toml"]\n', encoding="utf-8")
    done = run("DR")
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (2, b"")
    line_number, key = (2, "tool.twosense.glossaries") if table else (1, "glossaries")
    position = f"{Path(name).absolute()}:{line_number}"
    assert line == f'twosense: {position}: {key}[0]: "missing.toml" does not exist; correct the path'


@pytest.mark.parametrize("name", ["../secret.toml", "/etc/hostname", "link.toml", "a/../../secret.toml"])
@pytest.mark.parametrize(("file", "key"), [(".twosense.toml", "glossaries"), ("pyproject.toml", "tool.twosense.glossaries")])
def test_a_glossary_outside_the_project_is_refused(file: str, key: str, name: str, run: Run, home: Path) -> None:
    (home / "secret.toml").write_text("secret", encoding="utf-8")
    Path("link.toml").symlink_to("../secret.toml")
    table, _, field = key.rpartition(".")
    Path(file).write_text(f'{f"[{table}]" if table else ""}\n{field} = ["{name}"]\n', encoding="utf-8")
    done = run("DR")
    assert done.returncode == 2
    assert f'{file}:2: {key}[0]: "{name}" is outside the project; copy it into the project' in done.stderr.decode()
    assert b"secret\n" not in done.stderr


def test_faults_of_the_configuration_have_their_line_and_key(run: Run) -> None:
    Path(".twosense.toml").write_text("[scam]\n", encoding="utf-8")
    assert b'.twosense.toml:1: scam: unknown key; did you mean "scan"?' in run("DR").stderr
    Path(".twosense.toml").unlink()
    write_pyproject(".", "[tool.twosense]\nglossaries = 7\n[tool.twosense.scan]\nexcludes = []\nlevel = 'notes'\nfor = 1\n")
    lines = run("DR").stderr.decode().splitlines()
    assert "pyproject.toml:5: tool.twosense.glossaries: should be an array" in lines[0]
    assert "pyproject.toml:7: tool.twosense.scan.excludes: unknown key" in lines[1]
    assert lines[1].endswith('; did you mean "exclude"?')
    assert "pyproject.toml:9: tool.twosense.scan.for: should be a string in quotes" in lines[2]
    level = 'pyproject.toml:8: tool.twosense.scan.level: has a value that is not allowed; write "warning" or "note" or "all"'
    assert level in lines[3]


def test_a_configuration_that_is_a_dangling_link_is_a_fault(run: Run) -> None:
    Path(".twosense.toml").symlink_to("nowhere")
    assert b"the symbolic link leads nowhere" in run("DR").stderr


def test_an_edit_of_the_configuration_takes_effect_at_once(run: Run) -> None:
    write_glossary("words.toml", "flux")
    assert not knows(run, "flux")
    write_pyproject(".", '[tool.twosense]\nglossaries = ["words.toml"]\n')
    assert knows(run, "flux")
    write_pyproject(".", "[tool.twosense]\nglossaries = []\n")
    assert not knows(run, "flux")
