"""The baseline: findings of an earlier scan are not reported again."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import PROGRAM, Run
from twosense.scan.baseline import read_baseline
from twosense.scan.fingerprints import fingerprints

BRIEF = "The DR is cut.\n\nWe cut DR and the\r\nIT\r\nbudget.\n"


def write(text: str) -> None:
    Path("brief.md").write_text(text, encoding="utf-8", newline="")


@pytest.fixture(params=["json", "ndjson"])
def old(request: pytest.FixtureRequest, run: Run) -> str:
    """A baseline of the brief."""
    write(BRIEF)
    Path("old").write_bytes(run("scan", "brief.md", "--format", request.param, "--level", "note").stdout)
    return "old"


def test_an_old_finding_is_not_reported(old: str, run: Run) -> None:
    done = run("scan", "brief.md", "--baseline", old)
    assert (done.returncode, done.stdout) == (0, b"")


def test_an_old_finding_may_move(old: str, run: Run) -> None:
    write(f"New lines\n\nabove.\n\n{BRIEF}")
    for path in ("brief.md", ".", os.path.abspath("brief.md")):
        assert run("scan", path, "--baseline", old).returncode == 0


@pytest.mark.parametrize("level", ["warning", "note"])
@pytest.mark.parametrize("place", ["above", "below"])
def test_one_more_of_the_same_is_new(place: str, level: str, old: str, run: Run) -> None:
    write(f"{BRIEF}\nOne more DR.\n" if place == "below" else f"One more DR.\n\n{BRIEF}")
    done = run("scan", "-q", "brief.md", "--baseline", old, "--level", level)
    assert done.stdout.startswith(b"brief.md:7:10: warning: DR" if place == "below" else b"brief.md:1:10: warning: DR")
    assert done.stdout.count(b"\n") == 1


def test_a_baseline_of_warnings_knows_the_mentions_that_they_stand_for(run: Run) -> None:
    write("The DR is cut.\n\nFor DR?\n")
    Path("old").write_bytes(run("scan", "brief.md", "--format", "json").stdout)
    write("For DR?\n\nThe DR is cut.\n")
    assert run("scan", "brief.md", "--baseline", "old").returncode == 0
    write("For DR?\n\nThe DR is paid.\n")
    assert run("scan", "brief.md", "--baseline", "old").stdout.startswith(b"brief.md:3:5: warning: DR")


def test_a_line_that_was_edited_is_new(old: str, run: Run) -> None:
    write(BRIEF.replace("is cut", "was cut"))
    done = run("scan", "brief.md", "--baseline", old)
    assert done.stdout.startswith(b"brief.md:1:5: warning: DR")
    write(BRIEF.replace("The DR", "\tThe DR").replace("\r\n", "\n"))
    assert run("scan", "brief.md", "--baseline", old).returncode == 0


@pytest.mark.parametrize(
    "lines", [["x", "L", "y", "z", "L"], ["z", "L", "x", "L", "y"], ["L", "x", "L", "y"], ["x", "L", "z", "L"]]
)
def test_of_two_copies_of_a_line_the_one_that_has_other_neighbours_is_new(lines: list[str], run: Run) -> None:
    line = "The DR is cut."
    write(f"x\n\n{line}\n\ny\n")
    Path("old").write_bytes(run("scan", "brief.md", "--format", "json").stdout)
    write("\n\n".join(lines).replace("L", line))
    found = run("scan", "brief.md", "--baseline", "old", "--format", "ndjson", "--level", "note").stdout
    (row,) = found.splitlines()
    copies = [number for number, one in enumerate(lines) if one == "L"]
    likeness = [(lines[number - 1 : number] == ["x"]) + (lines[number + 1 : number + 2] == ["y"]) for number in copies]
    assert json.loads(row)["line"] == 1 + 2 * copies[likeness.index(min(likeness))]


FILLER = st.sampled_from(["Nothing of note.", "Lunch is at noon.", "We met again.", "Rain is likely."])
MENTIONS = ["The DR is cut.", "Who owns the data?", "An agile one is late.", "DR or DR?"]


@given(
    before=st.lists(FILLER, max_size=4),
    after=st.lists(FILLER, max_size=4),
    order=st.permutations(MENTIONS),
    more=st.sampled_from(["The new DR is late.", "Our data is late.", None]),
    seed=st.randoms(use_true_random=False),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_may_come_go_and_move_and_only_a_new_mention_is_reported(
    before: list[str], after: list[str], order: list[str], more: str | None, seed: random.Random, run: Run
) -> None:
    write("\n\n".join(_mixed(seed, MENTIONS, before)))
    Path("old").write_bytes(run("scan", "brief.md", "--format", "json", "--level", "all").stdout)
    lines = _mixed(seed, [*order, more] if more else order, after)
    write("\n\n".join(lines))
    found = run("scan", "brief.md", "--baseline", "old", "--level", "all", "--format", "ndjson").stdout
    assert [json.loads(row)["line"] for row in found.splitlines()] == ([1 + 2 * lines.index(more)] if more else [])


def _mixed(seed: random.Random, lines: Sequence[str], others: Sequence[str]) -> list[str]:
    mixed = list(lines)
    for other in others:
        mixed.insert(seed.randint(0, len(mixed)), other)
    return mixed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("written_in", "named", "kept_in", "read_in", "read_as"),
    [
        (".", "docs", ".", "/", "{top}"),
        (".", "{top}/docs", ".", "docs", "brief.md"),
        ("docs", ".", ".", ".", "docs"),
        ("docs/deep", "..", "ci", "/", "{top}/docs/brief.md"),
        ("/", "{top}/docs", "ci", "ci", "../docs"),
    ],
)
def test_a_baseline_may_be_written_and_read_in_any_folder(
    written_in: str,
    named: str,
    kept_in: str,
    read_in: str,
    read_as: str,
    home: Path,
    process: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    top = home / "work"
    for folder in ("docs/deep", "ci"):
        (top / folder).mkdir(parents=True)
    (top / "docs" / "brief.md").write_text(BRIEF, encoding="utf-8")
    old = top / kept_in / "old.json"
    command = [*PROGRAM, "scan", named.format(top=top), "--format", "json", "--level", "note", "--output", str(old)]
    subprocess.run(command, cwd=top / written_in, timeout=60, check=False)
    moved = top.with_name("elsewhere")  # as in another checkout
    top.rename(moved)
    monkeypatch.chdir(moved / read_in)
    done = process("scan", read_as.format(top=moved), "--baseline", str(moved / kept_in / "old.json"))
    assert (done.returncode, done.stdout) == (0, b"")


def test_paths_start_at_the_working_folder_wherever_the_output_is_redirected_to(run: Run) -> None:
    write(BRIEF)
    Path("ci").mkdir()
    with Path("ci/out.json").open("wb") as out:
        subprocess.run([*PROGRAM, "scan", "brief.md", "--format", "json"], stdout=out, check=False)
    assert Path("ci/out.json").read_bytes() == run("scan", "brief.md", "--format", "json").stdout
    assert {row["path"] for row in json.loads(Path("ci/out.json").read_bytes())} == {"brief.md"}
    assert run("scan", "brief.md", "--format", "json", "--output", "ci/known.json").returncode == 1
    assert run("scan", "brief.md", "--baseline", "ci/known.json").returncode == 0


def test_a_baseline_that_matches_nothing_is_reported(old: str, run: Run) -> None:
    Path("ci").mkdir()
    Path(old).rename("ci/old")
    write("For DR, or for data?\n")
    done = run("scan", "brief.md", "--baseline", "ci/old", "--exit-zero", "--format", "json")
    message = b"twosense: ci/old: matches nothing in the files scanned; its paths are relative to its own folder\n"
    assert done.returncode == 0
    assert done.stderr.startswith(message)
    Path("empty").write_text("[]", encoding="utf-8")
    assert b"matches nothing" not in run("scan", "brief.md", "--baseline", "empty", "--format", "json").stderr


def test_files_that_worker_processes_scan_match_a_baseline(run: Run) -> None:
    for name in ("one.md", "two.md"):
        Path(name).write_text(f"The DR is cut.\n\n{'Nothing of note. ' * 100}\n\n" * 400, encoding="utf-8")
    Path("old").write_bytes(run("scan", ".", "--format", "ndjson").stdout)
    done = run("scan", ".", "--baseline", "old")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.slow
def test_a_large_baseline_takes_linear_time() -> None:
    def seconds(count: int) -> float:
        data = b"The DR is cut.\n\nAnd so on.\n\n" * count
        found = list(fingerprints(data, ((30 * number + 4, "DR") for number in range(count))))
        rows = [{"path": "brief.md", "fingerprints": [str(one)]} for one in found]
        Path("old").write_text(json.dumps(rows), encoding="utf-8")
        start = time.process_time()
        assert len(read_baseline("old").known("brief.md", found[::-1])) == count
        return time.process_time() - start

    assert seconds(100_000) < 20 * seconds(10_000) + 0.5


def test_sarif_has_the_identity_that_a_baseline_has(run: Run) -> None:
    def prints() -> list[dict[str, str]]:
        document = json.loads(run("scan", "brief.md", "--format", "sarif", "--level", "note").stdout)
        return [result["partialFingerprints"] for result in document["runs"][0]["results"]]

    write("Who is it for?\n\nThe DR is cut.\n\nFor DR or DR?\n")
    before = prints()
    write("New.\n\nThe DR is cut.\n\nFor DR or DR?\n")
    after = prints()
    assert [one["twosense/line/v1"] for one in before] == [one["twosense/line/v1"] for one in after]
    assert len({one["twosense/line/v1"] for one in before}) == 3
    assert before[0]["twosense/before/v1"] != after[0]["twosense/before/v1"]
    assert before[1:] == after[1:]


def test_a_baseline_may_be_larger_than_a_text(old: str, run: Run) -> None:
    path = Path(old)
    *_, row = (line for line in path.read_bytes().splitlines() if len(line) > 1)
    size = 17 << 20  # bytes
    text = b"\n".join([row] * (size // len(row)))
    path.write_bytes(text if path.read_bytes().startswith(b"{") else b"[" + text.replace(b"}\n{", b"},\n{") + b"]")
    assert path.stat().st_size > 1 << 24
    done = run("scan", "-q", "brief.md", "--baseline", old, "--level", "note")
    assert (done.returncode, done.stdout.count(b"\n")) == (1, 2)


def test_a_baseline_that_is_not_there_is_an_error_that_says_how_to_write_one(run: Run) -> None:
    write(BRIEF)
    done = run("scan", "brief.md", "--baseline", "old")
    advice = "write one with `twosense scan --baseline FILE --update-baseline`"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", f"twosense: old: does not exist; {advice}\n".encode())


def test_a_file_that_is_not_a_baseline_is_an_error(run: Run) -> None:
    write(BRIEF)
    Path("old").write_text("{}", encoding="utf-8")
    done = run("scan", "brief.md", "--baseline", "old")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: old: not a baseline: ")
    assert b"; write one with `twosense scan --baseline FILE --update-baseline`" in done.stderr


@pytest.mark.parametrize("start", ["", "["])
def test_a_baseline_that_nests_deep_is_an_error(start: str, run: Run) -> None:
    write(BRIEF)
    Path("old").write_text(start + '{"a":' * 5000, encoding="utf-8")
    done = run("scan", "brief.md", "--baseline", "old")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"twosense: old: not a baseline: ")
    assert b"; write one with `twosense scan --baseline FILE --update-baseline`" in done.stderr
