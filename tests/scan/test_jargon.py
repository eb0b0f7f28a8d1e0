"""Jargon: words that one side alone knows are explained to the other, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

TEXT = "The ROAS of May fell; the ROAS of June rose. The runbook helped.\n"


def scanned(run: Run, *options: str) -> list[str]:
    done = run("scan", "-", "--quiet", "--layer", "jargon", *options, stdin=TEXT.encode())
    return [line.split(": ")[2] for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize(
    ("audience", "warned"), [("it", ["ROAS"]), ("marketing", ["runbook"]), ("mixed", [])], ids=["it", "marketing", "mixed"]
)
def test_a_side_is_told_once_what_it_does_not_speak(audience: str, warned: list[str], run: Run) -> None:
    assert scanned(run, "--for", audience) == warned


def test_a_mixed_audience_sees_jargon_if_it_asks_for_every_mention(run: Run) -> None:
    assert scanned(run, "--level", "note") == ["ROAS", "ROAS", "runbook"]


def test_a_translation_explains_jargon(run: Run) -> None:
    done = run("translate", "--to", "it", stdin=TEXT.encode())
    assert done.stdout.decode().startswith("The ROAS (sales per pound of advertising) of May fell; the ROAS of June")


def test_a_project_switches_layers_off(run: Run) -> None:
    assert b"(layer: jargon)" in run("MQL").stdout
    Path(".twosense.toml").write_text("[layers]\njargon = false\n", encoding="utf-8")
    assert run("MQL").returncode == 1
    assert b"(layer: field)" in run("SLA").stdout
    assert b"jargon: off" in run("paths").stdout


def test_a_call_chooses_its_layers(run: Run) -> None:
    assert run("MQL", "--layer", "built-in").returncode == 1
    for layers, count in ((["jargon"], 120), (["field"], 60), (["field", "jargon"], 180), ([], 278)):
        options = [f"--layer={layer}" for layer in layers]
        assert run("list", *options, "--format", "ndjson").stdout.count(b"\n") == count


def test_related_terms_of_a_layer_that_is_off_are_left_out(run: Run) -> None:
    assert b"budget" in run("ROAS", "--format", "json").stdout
    Path(".twosense.toml").write_text("[layers]\nbuilt-in = false\n", encoding="utf-8")
    assert b"budget" not in run("ROAS", "--format", "json").stdout
    assert run("check", "--layer", "jargon").returncode == 0


def test_an_unknown_layer_is_an_error(run: Run) -> None:
    done = run("MQL", "--layer", "jargn")
    assert done.returncode == 2
    assert b'did you mean "jargon"?' in done.stderr


def test_what_comes_with_twosense_is_not_the_users_own(run: Run) -> None:
    assert run("search", "is:mine").returncode == 1
    assert run("check", "--strict", "--layer", "field").returncode == 0


def test_a_layer_that_does_not_exist_is_an_error_in_a_query(run: Run) -> None:
    done = run("search", "layer:projekt DR")
    assert (done.returncode, b"project" in done.stderr) == (2, True)
