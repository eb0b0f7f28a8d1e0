"""A baseline follows files to their new names, and `--update-baseline` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

LINES = ["Who is for DR?", "The agile one is late.", "The data is here."]


def write(name: str, *lines: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("".join(f"{line}\n\n" for line in lines), encoding="utf-8")


def reported(run: Run, *arguments: str) -> list[str]:
    """Return the places that a scan with the baseline reports."""
    done = run("scan", "-q", ".", "--baseline", "known.json", "--level", "note", *arguments)
    assert done.returncode == bool(done.stdout), done.stderr
    return [":".join(line.split(":")[:2]) for line in done.stdout.decode().splitlines()]


def update(run: Run, *arguments: str) -> str:
    """Write the baseline, and return the message about it."""
    done = run("scan", *(arguments or ["."]), "--baseline", "known.json", "--update-baseline")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    (line,) = [line for line in done.stderr.decode().splitlines() if line.startswith("twosense: known.json: ")]
    return line.removeprefix("twosense: known.json: ")


def test_a_renamed_file_stays_known_and_what_is_new_in_it_is_new(run: Run) -> None:
    write("a.md", *LINES)
    update(run)
    Path("docs").mkdir()
    Path("a.md").rename("docs/b.md")
    assert reported(run) == []
    write("docs/b.md", LINES[0], "One more DR.", *LINES[1:])
    assert reported(run) == ["docs/b.md:3"]


def test_a_renamed_folder_stays_known(run: Run) -> None:
    for number, line in enumerate(LINES):
        write(f"old/{number}.md", line)
    update(run)
    Path("old").rename("new")
    assert reported(run) == []


def test_a_second_copy_of_a_renamed_file_is_new(run: Run) -> None:
    write("a.md", *LINES)
    update(run)
    Path("a.md").rename("b.md")
    write("c.md", *LINES)
    assert reported(run) == ["c.md:1", "c.md:3", "c.md:5"]


def test_a_copy_of_a_file_that_is_still_there_is_new(run: Run) -> None:
    write("a.md", *LINES)
    update(run)
    write("b.md", *LINES)
    assert reported(run) == ["b.md:1", "b.md:3", "b.md:5"]


def test_the_file_that_shares_the_most_lines_is_the_renamed_one(run: Run) -> None:
    write("a.md", *LINES)
    update(run)
    Path("a.md").unlink()
    write("b.md", LINES[0], "We wait for the DR.")
    write("c.md", *LINES[:2], "Whose data is it?")
    assert reported(run) == ["b.md:1", "b.md:3", "c.md:5"]


def test_another_text_is_not_taken_for_a_renamed_file(run: Run) -> None:
    write("a.md", *LINES)
    update(run)
    Path("a.md").unlink()
    write("b.md", "Our DR is late.", "Our data is late.", LINES[0], "Our agile one is late.")
    assert reported(run) == ["b.md:1", "b.md:3", "b.md:5", "b.md:7"]


def test_files_that_worker_processes_scan_are_followed(run: Run) -> None:
    filler = "Nothing of note. " * 100
    for name in "ab":
        write(f"{name}.md", *(text for number in range(400) for text in (f"The DR is cut, {name}{number}.", filler)))
    update(run)
    for name in "ab":
        Path(f"{name}.md").rename(f"{name * 2}.md")
    assert reported(run) == []


def test_an_update_writes_one_row_per_mention_and_says_what_is_new(run: Run) -> None:
    write("docs/a.md", *LINES)
    assert update(run) == "3 mentions, 3 of them new"
    rows = json.loads(Path("known.json").read_bytes())
    assert [(row["path"], row["term"]) for row in rows] == [("docs/a.md", term) for term in ("DR", "agile", "data")]
    assert update(run) == "3 mentions, 0 of them new"
    write("docs/a.md", *LINES, "One more DR.")
    assert update(run) == "4 mentions, 1 of them new"
    assert reported(run) == []


def test_an_update_keeps_what_it_did_not_scan_and_drops_what_is_gone(run: Run) -> None:
    for name in ("a/x.md", "b/x.md", "c/x.md"):
        write(name, LINES[0])
    update(run)
    write("a/x.md", "Nothing.")
    Path("c/x.md").unlink()
    assert update(run, "a") == "2 mentions, 0 of them new"
    assert update(run) == "1 mention, 0 of them new"
    assert [row["path"] for row in json.loads(Path("known.json").read_bytes())] == ["b/x.md"]


def test_an_update_of_some_paths_keeps_what_it_knows_of_others_and_follows_a_renamed_file(run: Run) -> None:
    write("a.md", *LINES)
    write("b/x.md", LINES[0])
    write("b/y.md", LINES[0])
    update(run)
    Path("a.md").rename("c.md")
    assert update(run, "b/x.md") == "5 mentions, 0 of them new"
    assert reported(run) == []
    Path("b/y.md").unlink()
    assert update(run, "c.md") == "5 mentions, 0 of them new"
    assert update(run, "b") == "4 mentions, 0 of them new"
    assert [row["path"] for row in json.loads(Path("known.json").read_bytes())] == ["b/x.md", *["c.md"] * 3]


def test_an_update_knows_mentions_at_every_level(run: Run) -> None:
    write("a.md", "The DR site failed over.", *LINES)
    update(run)
    assert reported(run) == []
    assert reported(run, "--for", "marketing") == []


def test_the_baseline_of_the_configuration_is_the_one_that_is_updated(run: Run) -> None:
    write("a.md", *LINES)
    Path(".twosense.toml").write_text('[scan]\nbaseline = "known.json"\n', encoding="utf-8")
    assert run("scan", "--update-baseline", ".").returncode == 0
    assert run("scan", ".").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--update-baseline"], "--update-baseline needs the name of the baseline; add --baseline FILE"),
        (
            ["--update-baseline", "--baseline", "known.json", "-o", "x"],
            "--update-baseline prints no findings; leave --output out",
        ),
        (
            ["--update-baseline", "--baseline", "known.json", "--changed"],
            "--update-baseline reads whole files; leave --changed out",
        ),
    ],
)
def test_what_cannot_be_updated_is_an_error(arguments: list[str], says: str, run: Run) -> None:
    done = run("scan", ".", *arguments)
    assert (done.returncode, done.stderr.decode()) == (2, f"twosense: {says}\n")


def test_a_file_that_is_no_baseline_is_not_overwritten(run: Run) -> None:
    write("a.md", *LINES)
    Path("known.json").write_text("my notes", encoding="utf-8")
    done = run("scan", ".", "--baseline", "known.json", "--update-baseline")
    assert done.returncode == 2
    assert done.stderr.startswith(b"twosense: known.json: not a baseline: ")
    assert Path("known.json").read_text(encoding="utf-8") == "my notes"
