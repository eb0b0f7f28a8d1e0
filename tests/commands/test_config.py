"""`twosense config`, and the tables of a project's configuration beyond those of a scan."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.sweeps.outcome import check

SALES = (
    '[sides.sales]\nlabel = "Sales"\n[[term]]\nname = "DR"\n[[term.sense]]\nside = "sales"\nmeaning = "m"\ndefinition = "d"\n'
)
AGILE = "We need an agile response to the offer of our rival.\n"


def configure(text: str, name: str = ".twosense.toml") -> str:
    """Write the configuration, and return its path."""
    Path(name).write_text(text, encoding="utf-8")
    return str(Path(name).absolute())


def settings(run: Run, *arguments: str) -> dict[str, dict[str, Any]]:
    rows = json.loads(run("config", "--format", "json", *arguments).stdout)
    return {row["key"]: row for row in rows}


def test_without_a_project_every_setting_has_its_default(run: Run) -> None:
    shown = settings(run)
    assert (shown["scan.for"]["value"], shown["scan.for"]["source"]) == ("mixed", "default")
    assert {row["source"] for key, row in shown.items() if key.islower()} == {"default"}
    assert "XDG_CACHE_HOME" in shown


@pytest.mark.parametrize(("name", "table"), [(".twosense.toml", ""), ("pyproject.toml", "tool.twosense.")])
def test_a_setting_has_the_line_that_it_comes_from(name: str, table: str, run: Run) -> None:
    path = configure(f'\n[{table}scan]\nfor = "it"\nexclude = ["a", "b"]\n[{table}translate]\nheadings = true\n', name)
    shown = settings(run)
    assert (shown["scan.for"]["value"], shown["scan.for"]["source"]) == ("it", f"{path}:3")
    assert (shown["scan.exclude"]["value"], shown["scan.exclude"]["source"]) == (["a", "b"], f"{path}:4")
    assert (shown["translate.headings"]["value"], shown["translate.headings"]["source"]) == (True, f"{path}:6")
    assert shown["scan.level"]["source"] == "default"
    assert settings(run, "--no-project")["scan.for"]["source"] == "default"


def test_the_settings_are_shown_as_the_file_has_them(run: Run) -> None:
    path = configure('[scan]\nfor = "it"\n')
    lines = run("config").stdout.decode().splitlines()
    assert f'scan.for "it" {path}:2' in [" ".join(line.split()) for line in lines]
    assert "layers.user true default" in [" ".join(line.split()) for line in lines]


def test_the_settings_of_the_window_are_shown_with_their_lines(run: Run, user_config: Path) -> None:
    path = user_config
    path.write_text('plain = true\n[keys]\n"search.swap" = "f6"\n', encoding="utf-8")
    shown = settings(run)
    assert (shown["plain"]["value"], shown["plain"]["source"]) == (True, f"{path}:1")
    assert (shown["keys.search.swap"]["value"], shown["keys.search.swap"]["source"]) == ("f6", f"{path}:3")
    path.write_text("plain =\n", encoding="utf-8")
    assert run("config").stderr.decode().startswith(f"twosense: {path}:1: invalid TOML: ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[scan]\nlevl = 1\n", '2: scan.levl: unknown key; did you mean "level"?'),
        ("[translat]\n", '1: translat: unknown key; did you mean "translate"?'),
        ("[layers]\nbuiltin = false\n", '2: layers.builtin: unknown key; did you mean "built-in"?'),
        ("[colours]\n", "1: colours: unknown key; choose glossaries, scan, translate or layers"),
        ('[translate]\nstyle = "glos"\n', "2: translate.style: has a value that is not allowed"),
    ],
)
@pytest.mark.parametrize("command", ["config", "scan", "DR"])
def test_an_unknown_key_is_a_fault_with_its_line_and_the_key_that_was_meant(
    command: str, text: str, says: str, run: Run
) -> None:
    path = configure(text)
    done = run(command)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"twosense: {path}:{says}")


def test_the_author_of_a_project_s_texts_is_known(run: Run) -> None:
    Path("brief.md").write_text("The agile one is late.\n", encoding="utf-8")
    assert run("scan", "brief.md").returncode == 1
    configure('[scan]\nfor = "it"\nfrom = "it"\n')
    assert run("scan", "brief.md").returncode == 0
    assert run("scan", "brief.md", "--from", "marketing").returncode == 1
    path = configure('[scan]\nfrom = "markting"\n')
    message = f'twosense: {path}:2: scan.from: unknown side "markting"; did you mean "marketing"?\n'
    assert run("scan", "brief.md").stderr.decode() == message


def test_the_baseline_of_a_project_is_used_wherever_the_call_is_made(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("docs").mkdir()
    Path("docs/brief.md").write_text("Who is for DR?\n", encoding="utf-8")
    run("scan", "docs", "-f", "json", "-o", "old.json")
    configure('[scan]\nbaseline = "old.json"\n')
    monkeypatch.chdir("docs")
    assert run("scan", ".").returncode == 0
    assert run("scan", ".", "--baseline", "").returncode == 1
    assert run("scan", ".", "--no-project").returncode == 1


def test_a_baseline_outside_the_project_is_refused(run: Run, home: Path) -> None:
    (home / "old.json").write_text("[]", encoding="utf-8")
    path = configure('[scan]\nbaseline = "../old.json"\n')
    says = f'twosense: {path}:2: scan.baseline: "../old.json" is outside the project; copy it into the project\n'
    assert run("scan", ".").stderr.decode() == says


def test_translations_obey_the_configuration_and_the_call_takes_precedence(run: Run) -> None:
    plain = run("translate", "--to", "it", AGILE).stdout
    replaced = run("translate", "--to", "it", "--style", "replace", AGILE).stdout
    assert plain != replaced
    configure('[translate]\nto = "IT"\nstyle = "replace"\n')
    assert run("translate", AGILE).stdout == replaced
    assert run("translate", "--style", "gloss", AGILE).stdout == plain
    assert run("translate", "--to", "marketing", AGILE).stdout.decode().strip() == AGILE.strip()
    path = configure('[translate]\nto = "sales"\n')
    says = f'twosense: {path}:2: translate.to: unknown side "sales"; choose marketing, it or mixed\n'
    assert run("translate", AGILE).stderr.decode() == says


def test_layers_may_be_switched_off(run: Run, user_glossary: Path) -> None:
    user_glossary.write_text(SALES.replace("DR", "flux"), encoding="utf-8")
    Path("team.toml").write_text(SALES, encoding="utf-8")
    for layers, found in (
        ("", {"DR", "flux", "agile"}),
        ("[layers]\nuser = false\n", {"DR", "agile"}),
        ("[layers]\nbuilt-in = false\n", {"DR", "flux"}),
        ("[layers]\nbuilt-in = false\nuser = false\n", {"DR"}),
    ):
        path = configure(f'glossaries = ["team.toml"]\n{layers}')
        assert {term for term in ("DR", "flux", "agile") if run("--exact", term).returncode == 0} == found
    lines = run("paths").stdout.decode().splitlines()
    assert [line for line in lines if " off " in line] == [
        f"layer    built-in: off ({path}:3)",
        f"layer    user: off ({path}:4)",
    ]
    (sense,) = json.loads(run("DR", "-f", "json").stdout)[0]["senses"]
    assert sense["layer"] == "project"


def test_a_glossary_of_ones_own_may_speak_of_a_layer_that_a_project_switches_off(run: Run, user_glossary: Path) -> None:
    hidden = '[[term]]\nname = "DR"\n[[term.sense]]\nside = "it"\nmeaning = "disaster recovery"\nhide = true\n'
    user_glossary.write_text(SALES.replace('"DR"', '"flux"\nrelated = ["DR"]') + hidden, encoding="utf-8")
    assert run("--exact", "flux").returncode == 0
    configure("[layers]\nbuilt-in = false\n")
    assert run("--exact", "flux").returncode == 0


def test_without_the_built_in_layer_its_cues_are_not_looked_for(run: Run) -> None:
    Path("team.toml").write_text(SALES, encoding="utf-8")
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    configure('glossaries = ["team.toml"]\n[layers]\nbuilt-in = false\n')
    (found,) = json.loads(run("scan", "brief.md", "--level", "note", "-f", "json").stdout)
    assert "disaster recovery" not in found["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="the name of a folder is not UTF-8")
@pytest.mark.parametrize("name", [b"p\xc2\x9b31m\xe2\x80\xaex", b"q\xff"])
def test_the_name_of_a_folder_reaches_no_terminal_raw(name: bytes, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(os.fsdecode(name)).mkdir()
    monkeypatch.chdir(os.fsdecode(name))
    Path(".twosense.toml").write_text("[scan]\ncomments = true\n", encoding="utf-8")
    monkeypatch.setenv("TWOSENSE_TRUSTED", os.fsdecode(name))
    for format_ in ("text", "json", "ndjson", "tsv"):
        check(run("config", "--format", format_))
