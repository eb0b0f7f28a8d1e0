"""The command word: options may come before it, and a misspelt command is not looked up as a term."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run, make_older

TEAM = (
    '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "lst"\n[[term.sense]]\nside = "sales"\nmeaning = "m"\ndefinition = "d"\n'
)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A glossary that all tests link to, so that its views are compiled once."""
    path = tmp_path_factory.mktemp("glossary") / "team.toml"
    path.write_text(TEAM, encoding="utf-8")
    make_older(path)
    return path


@pytest.fixture(autouse=True)
def _files(team: Path) -> None:
    Path("brief.md").write_text("The DR is cut.\n", encoding="utf-8")
    Path("scan.md").write_text("Nothing of note.\n", encoding="utf-8")
    Path("team.toml").symlink_to(team)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("--glossary team.toml scan brief.md", "scan --glossary team.toml brief.md"),
        ("--glossary=team.toml scan brief.md", "scan --glossary=team.toml brief.md"),
        ("--for sales --glossary team.toml scan brief.md", "scan brief.md --for sales --glossary team.toml"),
        ("--level note --exit-zero scan --format json brief.md", "scan brief.md --level note --exit-zero --format json"),
        ("--stdin-filename scan scan -", "scan --stdin-filename scan -"),
        ("--glossary team.toml scan -- brief.md", "scan --glossary team.toml -- brief.md"),
        ("--limit 1 search recovery", "search --limit 1 recovery"),
        ("--format json lookup scan", "lookup scan --format json"),
        ("--help scan", "scan --help"),
        ("--only team.toml check", "check --only team.toml"),
        ("--frmat json scan brief.md", "--frmat json brief.md"),
    ],
)
def test_options_may_come_before_the_command(before: str, after: str, run: Run) -> None:
    moved, usual = run(*before.split()), run(*after.split())
    assert (moved.returncode, moved.stdout, moved.stderr) == (usual.returncode, usual.stdout, usual.stderr)


def test_an_option_that_the_command_does_not_take_is_an_error_of_that_command(run: Run) -> None:
    done = run("--pick", "scan", "brief.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b'twosense: unknown option "--pick"; see `twosense scan --help`\n'


@pytest.mark.parametrize("arguments", ["--glossary team.toml -- scan", "DR --glossary team.toml scan", "--exact DR scan"])
def test_a_command_after_a_term_or_two_dashes_is_a_term(arguments: str, run: Run) -> None:
    done = run(*arguments.split())
    assert done.returncode == 1
    assert '"scan" is not in the glossary' in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ("scna brief.md", "scan"),
        ("scann brief.md", "scan"),
        ("chekc team.toml", "check"),
        ("explian brief.md:1", "explain"),
        ("scna .", "scan"),
        ("scna -", "scan"),
        ("scna brief.md --for it", "scan"),
        ("scna missing.md brief.md --format json", "scan"),
        ("--glossary team.toml scna brief.md", "scan"),
        ("--format json lst brief.md", "list"),
    ],
)
def test_a_misspelt_command_before_a_path_is_an_error_that_names_the_command(arguments: str, command: str, run: Run) -> None:
    word = next(word for word in arguments.split() if word in {"scna", "scann", "chekc", "explian", "lst"})
    done = run(*arguments.split())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f'twosense: "{word}" is neither a term nor a command; did you mean the command "{command}"? see `twosense --help`\n'
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("scna", 1),
        ("scna missing.md", 1),
        ("-- scna brief.md", 1),
        ("lookup scna brief.md", 1),
        ("--format json -- scna brief.md", 1),
        ("DR brief.md", 1),
        ("value brief.md", 1),
        ("xyzzy brief.md", 1),
        ("lst --glossary team.toml", 0),
        ("--glossary team.toml lst brief.md", 1),
    ],
)
def test_a_lookup_stays_a_lookup(arguments: str, status: int, run: Run) -> None:
    done = run(*arguments.split())
    assert done.returncode == status
    assert "nor a command" not in done.stderr.decode()


def test_a_term_close_to_a_command_is_looked_up_even_before_a_path(run: Run) -> None:
    Path("team.toml").unlink()
    Path("team.toml").write_text(TEAM.replace("lst", "scna"), encoding="utf-8")
    Path(".twosense.toml").write_text('glossaries = ["team.toml"]\n', encoding="utf-8")
    done = run("scna", "brief.md")
    assert done.returncode == 1
    assert done.stdout.startswith(b"scna\n")
