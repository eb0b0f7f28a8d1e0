"""`scan --changed`: only what changed since a git reference is reported, whatever the files and the repository look like."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Git, Run, commit_all
from tests.scan.documents import docx

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]
DR, AGILE = "The DR is on.\n", "The agile one is late.\n"


def write(name: str, data: str | bytes) -> None:
    Path(name).parent.mkdir(exist_ok=True, parents=True)
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())


def commit(git: Git, **files: str) -> None:
    for name, text in files.items():
        write(name + ".md", text)
    commit_all(git)


def found(run: Run, *arguments: str) -> list[str]:
    """Return the places and terms that a scan of changes reports."""
    done = run("scan", "-q", *(arguments or ["--changed"]))
    assert done.returncode == bool(done.stdout), done.stderr.decode()
    return [" ".join(line.split(": ")[0:3:2]) for line in done.stdout.decode().splitlines()]


def test_what_is_not_committed_is_reported_and_nothing_else(git: Git, run: Run) -> None:
    commit(git, a=DR + "\n", b=DR, c="Three.\n")
    write("a.md", DR + "\n" + AGILE)
    write("new.md", DR)
    write("staged/b.md", DR)
    git("add", "staged")
    Path("c.md").unlink()
    assert found(run) == ["a.md:3:5 agile", "new.md:1:5 DR", "staged/b.md:1:5 DR"]


def test_a_warning_stands_for_changed_lines_only(git: Git, run: Run) -> None:
    commit(git, a=DR)
    write("a.md", DR + "\n" + DR + DR)
    done = run("scan", "--changed")
    assert b"a.md:3:5: warning: DR" in done.stdout
    assert b"1 more in this file" in done.stdout


def test_a_line_that_was_removed_changes_no_other(git: Git, run: Run) -> None:
    commit(git, a="One.\n" + DR + "Two.\n")
    write("a.md", DR)
    assert found(run) == []


@pytest.mark.parametrize("reference", ["main", "main~1", "HEAD~1", "v1"])
def test_a_reference_is_compared_from_where_the_branch_left_it(git: Git, run: Run, reference: str) -> None:
    commit(git, a="One.\n")
    git("tag", "v1")
    git("switch", "--quiet", "--create=work")
    commit(git, b=DR)
    git("switch", "--quiet", "main")
    commit(git, a="One.\n" + AGILE, c=DR)
    git("switch", "--quiet", "work")
    assert found(run, f"--changed={reference}") == ["b.md:1:5 DR"]
    assert found(run, "--changed", reference, ".") == ["b.md:1:5 DR"]


def test_the_first_commit_is_still_to_come(git: Git, run: Run) -> None:
    write("a.md", DR)
    write("b.md", AGILE)
    git("add", "b.md")
    assert found(run) == ["a.md:1:5 DR", "b.md:1:5 agile"]


def test_a_renamed_file_reports_only_the_lines_that_were_edited(git: Git, run: Run) -> None:
    body = "".join(f"Line {number} of the text.\n" for number in range(20))
    commit(git, a=DR + body)
    git("mv", "a.md", "b.md")
    assert found(run) == []
    write("b.md", DR + body + AGILE)
    assert found(run) == ["b.md:22:5 agile"]


@pytest.mark.parametrize(
    "name",
    ["with space.md", "caf\u00e9.md", 'a "quote".md', "tab\there.md", "back\\slash.md", "b/b.md", "-o.md", "\u65e5/x.md"],
)
def test_every_name_of_a_file_is_understood(git: Git, run: Run, name: str) -> None:
    write(name, "One.\n")
    commit(git)
    write(name, "One.\n" + DR)
    done = run("scan", "--changed", "--format", "csv")
    assert done.stdout.count(b"\n") == 2
    assert b",2,5," in done.stdout
    assert run("scan", "--changed", "--", name).returncode == 1


def test_lines_that_look_like_a_patch_are_text(git: Git, run: Run) -> None:
    commit(git, a="One.\n-- a/x.md\n", z="One.")
    write("a.md", "One.\n++ b/z.md\n@@ -1 +1,9 @@\n" + DR)
    write("z.md", DR.strip())
    assert found(run) == ["a.md:4:5 DR", "z.md:1:5 DR"]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_lines_may_end_as_on_windows_or_an_old_mac(git: Git, run: Run, line_end: str) -> None:
    commit(git, a=(DR + "\n").replace("\n", line_end))
    write("a.md", (DR + "\n" + AGILE).replace("\n", line_end))
    assert "a.md:3:5 agile" in found(run)
    assert len(found(run)) == (1 if line_end == "\r\n" else 2)  # a text without LF is one line to git


def test_settings_of_the_user_change_nothing_and_no_program_of_theirs_is_run(git: Git, run: Run, home: Path) -> None:
    commit(git, a=DR + "\n")
    for setting in (
        "diff.noprefix=true",
        "color.ui=always",
        "diff.interHunkContext=9",
        "diff.context=9",
        "core.quotePath=false",
    ):
        git("config", *setting.split("="))
    for setting in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command"):
        git("config", setting, f"touch {home}/run; true")
    write(".gitattributes", "*.md diff=x\n")
    write("a.md", DR + "\n" + AGILE)
    assert found(run) == ["a.md:3:5 agile"]
    assert not (home / "run").exists()


def test_ignored_files_and_files_of_other_types_are_not_counted(git: Git, run: Run) -> None:
    commit(git, a="One.\n")
    write("old.md", DR)
    write(".gitignore", "old.md\n")
    write("image.png", b"\0")
    commit(git)
    done = run("scan", "--changed")
    assert (done.returncode, done.stderr) == (0, b"twosense: no changed files found\n")
    write("image.png", b"\0\0")
    assert run("scan", "--changed").returncode == 2  # a changed file, and nobody read it
    write("a.md", "Two.\n")
    assert b"no findings in 1 file; 1 skipped" in run("scan", "--changed").stderr


def test_files_that_are_named_are_reported_if_they_changed(git: Git, run: Run) -> None:
    commit(git, a=DR, b=DR)
    write("b.md", DR * 2)
    Path("link.md").symlink_to("b.md")
    assert found(run, "a.md", "b.md", "--changed") == ["b.md:2:5 DR"]
    assert found(run, "link.md", "--changed") == ["link.md:2:5 DR"]
    assert run("scan", "--changed", "--", "a.md").returncode == 0
    assert run("scan", "--changed", "--", "none.md").returncode == 2


def test_a_repository_in_a_folder_is_compared_with_its_own_commits(git: Git, run: Run) -> None:
    commit(git, a=DR)
    write("inner/b.md", "One.\n")
    git("-C", "inner", "init", "--quiet")
    git("-C", "inner", "add", "--all")
    git("-C", "inner", "commit", "--quiet", "--message=x")
    assert found(run) == []
    write("inner/b.md", "One.\n" + DR)
    assert found(run) == ["inner/b.md:2:5 DR"]
    os.chdir("inner")
    assert found(run) == ["b.md:2:5 DR"]


@pytest.mark.parametrize("left_out", [".gitignore", "exclude", "link"])
def test_what_is_left_out_may_be_where_git_cannot_compare(left_out: str, git: Git, run: Run, tmp_path: Path) -> None:
    commit(git, a=DR)
    git("branch", "base")
    if left_out == "link":
        (tmp_path / "elsewhere").mkdir()
        Path("link").symlink_to(tmp_path / "elsewhere" / "b.md")
    else:
        write("inner/b.md", DR)
        git("-C", "inner", "init", "--quiet")
        assert b'"base" is not a commit that git knows' in run("scan", "--changed=base").stderr
    if left_out == ".gitignore":
        write(".gitignore", "inner/\n")
    elif left_out == "exclude":
        write(".twosense.toml", '[scan]\nexclude = ["inner"]\n')
    write("a.md", DR + "\n" + AGILE)
    done = run("scan", "--changed=base")
    assert done.stdout.startswith(b"a.md:3:5: ")
    assert b"1 skipped" in done.stderr


def test_the_environment_of_a_hook_is_no_obstacle(git: Git, run: Run) -> None:
    commit(git, a="One.\n")
    write("inner/a.md", "One.\n" + DR)
    os.chdir("inner")
    done = run("scan", "--changed", GIT_DIR=".git", GIT_INDEX_FILE=".git/index", GIT_PREFIX="inner/")
    assert done.stdout.startswith(b"a.md:2:5: warning: DR")


def test_files_in_conflict_are_changed(git: Git, run: Run) -> None:
    commit(git, a="One.\n")
    git("switch", "--quiet", "--create=work")
    commit(git, a=DR)
    git("switch", "--quiet", "main")
    commit(git, a=AGILE)
    subprocess.run(["git", "merge", "--quiet", "work"], capture_output=True, check=False)
    assert "DR" in " ".join(found(run))


@pytest.mark.parametrize(
    "reference", ["nowhere", "--upload-pack=touch x", "-x", "", "main..nowhere", "a b", "HEAD^{tree}", "$(touch x)", "../x"]
)
def test_a_reference_that_git_does_not_know_is_an_error_in_one_line(git: Git, run: Run, reference: str) -> None:
    commit(git, a="One.\n")
    done = run("scan", f"--changed={reference}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert f'twosense: "{reference}" is not a '.encode() in done.stderr
    assert not Path("x").exists()


def test_a_word_that_is_a_path_is_no_reference(git: Git, run: Run) -> None:
    commit(git, a="One.\n", b="One.\n")
    git("branch", "a.md")
    commit(git, a="One.\n" + DR)
    write("b.md", DR)
    assert found(run, "--changed", ".") == ["b.md:1:5 DR"]
    assert found(run, "--changed", "a.md") == []
    assert found(run, "--changed=a.md", "a.md") == ["a.md:2:5 DR"]
    assert run("--changed", "scan", "b.md").stdout.startswith(b"b.md:1:5: ")


def test_histories_without_a_common_commit_are_an_error(git: Git, run: Run) -> None:
    commit(git, a="One.\n")
    git("switch", "--quiet", "--orphan=other")
    commit(git, b="Two.\n")
    assert b"have no common commit" in run("scan", "--changed=main").stderr


def test_a_folder_outside_every_repository_is_an_error(run: Run) -> None:
    write("a.md", DR)
    for arguments in (["--changed"], ["a.md", "--changed"]):
        done = run("scan", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"is not in a git repository; leave out --changed" in done.stderr
    write(".git/x", "")
    assert run("scan", "--changed").returncode == 2


def test_git_has_to_be_installed(git: Git, run: Run, tmp_path: Path) -> None:
    commit(git, a="One.\n")
    done = run("scan", "--changed", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--changed needs git" in done.stderr


def test_standard_input_has_no_history(run: Run) -> None:
    assert b"--changed cannot be used with standard input" in run("scan", "-", "--changed", stdin=DR.encode()).stderr


def test_many_files_are_compared_in_the_workers_too(git: Git, run: Run) -> None:
    filler = "Nothing of note is said on this line of the text.\n" * 8000
    commit(git, a=DR + filler, b=DR + filler, c=DR + filler)
    for name in "abc":
        write(f"{name}.md", DR + filler + AGILE)
    assert found(run) == [f"{name}.md:8002:5 agile" for name in "abc"]


@pytest.mark.extra
@pytest.mark.usefixtures("documents")
def test_notebooks_mails_and_documents_have_changed_lines_or_are_changed_as_a_whole(git: Git, run: Run) -> None:
    cell = '{{"cells": [{{"cell_type": "markdown", "source": [\n"The DR is on.\\n",\n"{}"\n]}}]}}'
    mail = "Subject: x\nContent-Transfer-Encoding: base64\n\n{}\n"
    write("a.ipynb", cell.format("Two."))
    write("b.eml", mail.format(base64.b64encode(b"Nothing.\n").decode()))
    write("c.docx", docx(["Nothing."]))
    write("d.docx", docx([DR]))
    commit(git)
    write("a.ipynb", cell.format("The agile one is late."))
    write("b.eml", mail.format(base64.b64encode(DR.encode()).decode()))
    write("c.docx", docx(["One.", DR]))
    assert found(run, "--changed", "-q") == ["a.ipynb:3:6 agile", "b.eml:1:5 DR", "c.docx:2:5 DR"]
