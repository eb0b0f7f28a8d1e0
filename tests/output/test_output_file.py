"""`--output FILE`: what would go to stdout goes to a file, whole or not at all."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from twosense.output.output_file import stdout_in_file

CALLS = ["DR agile -f json", "search recovery -f tsv", "list", "sources", "scan brief.md -f sarif", "explain brief.md:1"]


@pytest.fixture(autouse=True)
def _brief() -> None:
    Path("brief.md").write_text("Who is for DR?\n", encoding="utf-8")


@pytest.mark.parametrize("call", CALLS)
def test_the_file_gets_what_stdout_would_get(call: str, run: Run) -> None:
    usual = run(*call.split())
    done = run(*call.split(), "-o", "out.txt")
    assert (done.returncode, done.stdout, done.stderr) == (usual.returncode, b"", usual.stderr)
    assert Path("out.txt").read_bytes() == usual.stdout
    assert sorted(os.listdir()) == ["brief.md", "out.txt"]


def test_a_dash_is_stdout(run: Run) -> None:
    assert run("DR", "-o", "-").stdout == run("DR").stdout


def test_a_call_that_fails_leaves_the_file_as_it_was(run: Run) -> None:
    Path("out.json").write_text("old", encoding="utf-8")
    for arguments in (["DR", "--only", "missing.toml"], ["scan", "brief.md", "--for", "nobody"], ["scan", "--frmat"]):
        assert run(*arguments, "--output", "out.json").returncode == 2
    assert Path("out.json").read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir()) == ["brief.md", "out.json"]


def test_the_file_keeps_its_mode_and_a_link_leads_to_it(run: Run) -> None:
    Path("real.json").write_text("old", encoding="utf-8")
    Path("real.json").chmod(0o640)
    Path("link.json").symlink_to("real.json")
    assert run("DR", "-f", "json", "-o", "link.json").returncode == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("real.json").read_bytes())[0]["term"] == "DR"
    assert Path("real.json").stat().st_mode & 0o777 == 0o640
    umask = os.umask(0o022)
    os.umask(umask)
    run("DR", "-o", "new.txt")
    assert Path("new.txt").stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_private_file_is_private_while_it_is_written() -> None:
    Path("out.txt").write_text("old", encoding="utf-8")
    Path("out.txt").chmod(0o600)
    with stdout_in_file("out.txt"):
        modes = {path.name: path.stat().st_mode & 0o777 for path in Path().glob(".out.txt*")}
    assert list(modes.values()) == [0o600]


def test_owner_and_group_stay_and_a_name_may_be_long(run: Run) -> None:
    path = Path("x" * 251 + ".txt")
    assert run("DR", "-o", str(path)).returncode == 0
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
    path.chmod(0o4751)
    before = path.stat()
    assert run("agile", "-o", str(path)).returncode == 0
    after = path.stat()
    assert path.read_bytes() == run("agile").stdout
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert sorted(os.listdir()) == ["brief.md", str(path)]


def test_the_input_may_be_the_output(run: Run) -> None:
    Path("brief.md").write_text("We need an agile response to the offer of our rival.\n", encoding="utf-8")
    expected = run("translate", "--to", "it", "brief.md").stdout
    assert run("translate", "--to", "it", "brief.md", "-o", "brief.md").returncode == 0
    assert Path("brief.md").read_bytes() == expected != b""


def test_paths_in_a_baseline_start_at_the_folder_of_the_file(run: Run) -> None:
    Path("ci").mkdir()
    run("scan", "brief.md", "-f", "json", "-o", "ci/old.json")
    assert json.loads(Path("ci/old.json").read_bytes())[0]["path"] == "../brief.md"
    assert run("scan", "brief.md", "--baseline", "ci/old.json").returncode == 0


@pytest.mark.parametrize("name", ["no/such/folder.txt", ".", "x" * 300, "brief.md/x"])
def test_a_file_that_cannot_be_written_is_an_error(name: str, run: Run) -> None:
    done = run("DR", "-o", name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"twosense: {name}: cannot be written: ")
    assert done.stderr.count(b"\n") == 1


def test_a_device_is_written_in_place(run: Run) -> None:
    assert run("DR", "-o", os.devnull).returncode == 0


def test_a_full_disk_leaves_the_file_as_it_was() -> None:
    Path("out.txt").write_text("old", encoding="utf-8")
    done = subprocess.run(
        [*PROGRAM, "sources", "-o", "out.txt"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert (done.returncode, done.stderr) == (2, "twosense: out.txt: cannot be written: File too large\n")
    assert Path("out.txt").read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir()) == ["brief.md", "out.txt"]
