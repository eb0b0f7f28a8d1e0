"""Settings: what the project's configuration says about a scan, unless the call says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

BRIEF = "The DR site failed over.\n\nThe agile one is late. It is, in my view, late.\n"
TEAM = (
    '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "flux"\n[[term.sense]]\nside = "sales"\nmeaning = "m"\ndefinition = "d"\n'
)


def configure(text: str, name: str = ".twosense.toml") -> str:
    """Write the configuration, and return its path."""
    path = Path(name).absolute()
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def _brief() -> None:
    Path("brief.md").write_text(BRIEF, encoding="utf-8")


def terms(run: Run, *arguments: str) -> list[str]:
    """Return what a scan reports, as terms with their levels."""
    done = run("scan", "-q", "brief.md", *arguments)
    assert done.returncode < 2, done.stderr.decode()
    return [" ".join(line.split(": ")[2:0:-1]) for line in done.stdout.decode().splitlines()]


def test_the_configuration_says_for_whom_and_at_which_level(run: Run) -> None:
    assert terms(run) == ["agile warning"]
    configure('[scan]\nfor = "marketing"\n')
    assert terms(run) == ["DR warning"]  # "agile" leans to their own sense
    configure('[tool.twosense.scan]\nlevel = "all"\n', "pyproject.toml")
    Path(".twosense.toml").unlink()
    assert terms(run) == ["DR note", "agile warning", "view ordinary"]


def test_the_call_wins_over_the_configuration(run: Run) -> None:
    configure('[scan]\nfor = "marketing"\nlevel = "all"\n')
    assert terms(run, "--level", "warning", "--for", "mixed") == ["agile warning"]


@pytest.mark.parametrize("side", ["Marketing", "MARKETING"])
def test_a_side_is_known_in_any_case(side: str, run: Run) -> None:
    for_marketing = terms(run, "--for", "marketing", "--from", "it", "--level", "note")
    assert terms(run, "--for", side, "--from", "IT", "--level", "note") == for_marketing == ["DR warning", "agile note"]
    assert terms(run, "--for", "Mixed") == ["agile warning"]
    configure(f'[scan]\nfor = "{side}"\n')
    assert terms(run, "--from", "it", "--level", "note") == for_marketing


def test_sides_that_differ_in_case_only_are_different(run: Run) -> None:
    Path("team.toml").write_text(TEAM.replace("sales", "IT"), encoding="utf-8")
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    assert terms(run, "--glossary", "team.toml", "--for", "it", "--level", "note") == ["DR note"]
    assert terms(run, "--glossary", "team.toml", "--for", "marketing", "--level", "note") == ["DR warning"]
    assert run("list", "--side", "IT", "--glossary", "team.toml").stdout == b"flux\n"


def test_the_nearest_configuration_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    configure('[scan]\nlevel = "all"\n')
    Path("a/b").mkdir(parents=True)
    Path("brief.md").rename("a/b/brief.md")
    monkeypatch.chdir("a/b")
    assert terms(run) == ["DR note", "agile warning", "view ordinary"]
    configure("[scan]\n", "../.twosense.toml")
    assert terms(run) == ["agile warning"]


@pytest.mark.parametrize("name", ["DR", "dr", "d.r."])
def test_a_term_is_ignored_by_any_of_its_names(name: str, run: Run) -> None:
    configure(f'[scan]\nlevel = "note"\nignore = ["{name}"]\n')
    assert terms(run) == ["agile warning"]


def test_a_name_that_is_not_scanned_for_still_names_its_term(run: Run) -> None:
    glossary = TEAM.replace('name = "flux"', 'name = "flux"\naliases = ["it"]\nunscanned = ["it"]')
    Path("team.toml").write_text(glossary, encoding="utf-8")
    configure('glossaries = ["team.toml"]\n[scan]\nignore = ["it", "agile"]\n')
    assert terms(run) == []


def test_what_the_glossary_does_not_have_is_a_fault_of_the_configuration(run: Run) -> None:
    path = configure('[scan]\nfor = "sales"\nignore = ["DR", "nonsense"]\n')
    done = run("scan", "brief.md")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        f'twosense: {path}:2: scan.for: unknown side "sales"; choose marketing, it or mixed',
        f'twosense: {path}:3: scan.ignore[1]: "nonsense" is not a term of any layer; correct it or remove it',
    ]
    Path(".twosense.toml").unlink()
    path = configure('[tool.twosense.scan]\nfor = "sales"\n', "pyproject.toml")
    assert run("scan", "brief.md").stderr.decode().startswith(f"twosense: {path}:2: tool.twosense.scan.for: unknown side")


def test_a_side_of_the_projects_own_glossary_is_known(run: Run) -> None:
    Path("team.toml").write_text(TEAM, encoding="utf-8")
    configure('glossaries = ["team.toml"]\n[scan]\nfor = "sales"\n')
    assert terms(run) == ["DR warning", "agile warning"]  # of which Sales knows neither


def test_terms_to_ignore_need_not_be_in_a_glossary_that_replaces_the_projects(run: Run) -> None:
    Path("team.toml").write_text(TEAM, encoding="utf-8")
    configure('[scan]\nignore = ["agile"]\n')
    assert terms(run, "--only", "team.toml") == []
