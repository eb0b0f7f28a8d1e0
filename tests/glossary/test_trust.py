"""Whose configuration is obeyed, and how a project's changes to other layers show."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run, make_older
from twosense import GlossaryError, load

SOMEBODY = 12345  # a uid that is not ours
HIDING = (
    '[[term]]\nname = "DR"\n[[term.sense]]\nside = "marketing"\nmeaning = "direct response"\nhide = true\n'
    '[[term.sense]]\nside = "it"\nmeaning = "disaster recovery"\ndefinition = "Ring us."\n'
    'cites = [{ passage = "crm-2019#10", basis = "stated" }]\n'
)
EVERY_COMMAND = [
    *("DR", "lookup DR", "search DR", "list", "sources", "paths", "scan brief.md", "explain brief.md:1"),
    *("check --layer built-in", "eval labels.ndjson", "DR --format json"),
]
LABEL = '{"text": "The DR site", "term": "DR", "side": "it", "surface": "DR"}\n'
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.fixture
def project() -> Path:
    """A project whose glossary hides a built-in sense and replaces another; the working folder is below it."""
    top = Path.cwd()
    Path("words").mkdir()
    Path("words/team.toml").write_text(HIDING, encoding="utf-8")
    Path(".twosense.toml").write_text('glossaries = ["words/team.toml"]\n[scan]\nexclude = ["*"]\n', encoding="utf-8")
    for path in ("words/team.toml", ".twosense.toml"):
        make_older(Path(path))
    Path("brief.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("labels.ndjson").write_text(LABEL, encoding="utf-8")
    return top


def give_away(path: str) -> None:
    os.chown(path, SOMEBODY, SOMEBODY, follow_symlinks=False)


def by_a_link(project: Path) -> None:
    (project / ".twosense.toml").rename(project / "real.toml")
    (project / ".twosense.toml").symlink_to("real.toml")
    give_away(".twosense.toml")


# What somebody else does to the project, the file that is then refused, and why.
REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the file of another user": (lambda top: give_away(".twosense.toml"), ".twosense.toml", "belongs to another user"),
    "the folder of another user": (lambda top: give_away("."), ".twosense.toml", "is in a folder of another user"),
    "the link of another user": (by_a_link, ".twosense.toml", "is a link of another user"),
    "a glossary of another user": (lambda top: give_away("words/team.toml"), "words/team.toml", "belongs to another user"),
    "a file for all": (lambda top: Path(top, ".twosense.toml").chmod(0o666), ".twosense.toml", "can be written by every user"),
    "a folder for all": (lambda top: top.chmod(0o777), ".twosense.toml", "is in a folder that every user can write to"),
    "a glossary's folder for all": (
        lambda top: Path(top, "words").chmod(0o777),
        "words/team.toml",
        "is in a folder that every user",
    ),
}


@as_root
@pytest.mark.parametrize("deed", REFUSED)
def test_a_file_that_somebody_else_may_have_written_is_refused(deed: str, project: Path, run: Run) -> None:
    assert run("scan", ".").returncode == 0  # it excludes everything, and a view of it is compiled
    change, refused, reason = REFUSED[deed]
    change(project)
    for command in EVERY_COMMAND:
        done = run(*command.split())
        (line,) = done.stderr.decode().splitlines()
        assert (done.returncode, done.stdout) == (1 if command.startswith("check") else 2, b"")
        assert line.startswith(f"twosense: {project / refused}: {reason}")
        assert line.endswith(f"; set TWOSENSE_TRUSTED={project} if you trust it, or use --no-project")
    with pytest.raises(GlossaryError, match=reason):
        load()


def test_without_the_project_a_call_is_as_if_there_was_none(project: Path, run: Run) -> None:
    obeyed = {command: run(*command.split()) for command in EVERY_COMMAND}
    without = {command: run(*command.split(), "--no-project") for command in EVERY_COMMAND}
    (project / ".twosense.toml").unlink()
    for command, done in without.items():
        usual = run(*command.split())
        assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, usual.stdout, usual.stderr), command
        assert obeyed[command].stdout != done.stdout or command in ("search DR", "list", "sources"), command
    assert [sense.layer for sense in load(project=False).lookup("DR").senses] == ["built-in", "built-in"]


@as_root
def test_folders_in_the_environment_are_trusted_whoever_owns_them(project: Path, run: Run) -> None:
    for path in (".", ".twosense.toml", "words", "words/team.toml"):
        give_away(path)
    for trusted in (project, project.parent, f"/nowhere{os.pathsep}{project}/"):
        assert b"Ring us." in run("DR", TWOSENSE_TRUSTED=str(trusted)).stdout
    for trusted in ("", ".", "/nowhere", str(project)[:-1], f"{project}/words"):
        assert run("DR", TWOSENSE_TRUSTED=trusted).returncode == 2


@as_root
@pytest.mark.usefixtures("project")
def test_files_of_whoever_called_sudo_are_trusted(run: Run) -> None:
    for path in (".", ".twosense.toml", "words", "words/team.toml"):
        give_away(path)
    assert b"Ring us." in run("DR", SUDO_UID=str(SOMEBODY)).stdout
    for other in ("", "x", "54321"):
        assert run("DR", SUDO_UID=other).returncode == 2


@as_root
def test_a_pyproject_of_another_user_without_a_table_is_not_a_configuration(run: Run) -> None:
    Path("pyproject.toml").write_text('[dependency-groups]\ndev = ["twosense"]\n', encoding="utf-8")
    give_away("pyproject.toml")
    assert run("DR").returncode == 0


def test_a_folder_with_the_sticky_bit_may_hold_a_project(project: Path, run: Run) -> None:
    project.chmod(0o1777)
    assert b"Ring us." in run("DR").stdout


def test_what_a_project_hides_is_said_by_paths_by_check_and_by_a_scan(project: Path, run: Run) -> None:
    file = project / "words" / "team.toml"
    for command in ("paths", "check --layer built-in"):
        shown = run(*command.split()).stdout.decode()
        assert f"{file} hides the built-in sense of DR (Marketing): direct response" in shown
        assert f"{file} replaces the built-in sense of DR (IT): disaster recovery" in shown
    closing = f"; senses of lower layers hidden or replaced: 2 by {file} (see `twosense paths`)\n"
    assert run("scan", "brief.md").stderr.decode().endswith(closing)


def test_a_project_that_only_adds_senses_is_quiet(project: Path, run: Run) -> None:
    (project / "words" / "team.toml").write_text(
        '[[term]]\nname = "DR"\n[[term.sense]]\nside = "it"\nmeaning = "dial range"\ndefinition = "d"\n', encoding="utf-8"
    )
    assert b"lower layers" not in run("scan", "brief.md").stderr
    assert b"override" not in run("paths").stdout


@pytest.mark.usefixtures("project")
def test_a_citation_of_another_layer_names_who_claims_it(run: Run) -> None:
    claimed = "¶10, according to the project layer"
    assert claimed in " ".join(run("DR").stdout.decode().split())
    assert claimed in run("DR", "--format", "markdown").stdout.decode()
    assert claimed not in run("agile", "--format", "markdown").stdout.decode()
    for form in ("tsv", "csv"):
        assert "(stated, according to the project layer)" in run("DR", "--format", form).stdout.decode()
        assert "(stated)" in run("agile", "--format", form).stdout.decode()
    (answer,) = json.loads(run("DR", "--format", "json").stdout)
    assert [sense["layer"] for sense in answer["senses"]] == ["project"]
