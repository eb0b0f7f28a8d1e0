"""Glossaries with faults: one clear line for each on stderr, exit status 2, and no hang, whatever the path names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.conftest import Run

HEADER = '# a glossary\ntitle = "bad"\n[sides.marketing]\nlabel = "Marketing"\n[sides.it]\nlabel = "IT"\n'
CASES: list[dict[str, Any]] = tomli.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))["fault"]


def expect_one_line(run: Run, path: str, *says: str) -> None:
    """Check that a lookup with this glossary prints nothing but one line, with these parts."""
    done = run("DR", "--only", path)
    (line,) = done.stderr.decode().splitlines()
    assert (done.returncode, done.stdout) == (2, b"")
    assert all(part in line for part in ("twosense: ", *says)), line


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_fault_is_one_line_with_its_position_and_what_to_do(case: dict[str, Any], run: Run) -> None:
    body = case["toml"].lstrip("\n")
    if case["name"] == "a key given twice":
        Path("bad.toml").write_text(body + "\n" + HEADER, encoding="utf-8")
    else:
        Path("bad.toml").write_text(HEADER + body, encoding="utf-8")
    expect_one_line(run, "bad.toml", *case["says"])


def test_all_faults_of_all_files_are_reported_at_once(run: Run) -> None:
    Path("one.toml").write_text('[[term]]\nname = 1\nclash = ""\n[[term]]\nnam = "x"\n', encoding="utf-8")
    Path("two.toml").write_text("[[term]]\nname = []\n", encoding="utf-8")
    done = run("DR", "--glossary", "one.toml", "--glossary", "two.toml")
    assert done.returncode == 2
    assert [line.split(": ")[1:3] for line in done.stderr.decode().splitlines()] == [
        ["one.toml:2", "term[0].name"],
        ["one.toml:3", "term[0].clash"],
        ["one.toml:4", "term[1]"],
        ["one.toml:5", "term[1].nam"],
        ["two.toml:2", "term[0].name"],
    ]


def test_an_unknown_key_hides_no_other_fault_and_causes_none(run: Run) -> None:
    Path("bad.toml").write_text(
        'foo = 1\n[sides.ops]\nlabel = "Ops"\n[sides."a b"]\nlabel = "x"\n'
        '[[term]]\nname = "abc"\nfoo = 1\n[[term.sense]]\nside = "ops"\nmeaning = "x"\ndefinition = "y"\n'
        '[[term]]\nname = "abc"\n[[term.sense]]\nside = "nobody"\nmeaning = "x"\n',
        encoding="utf-8",
    )
    done = run("DR", "--only", "bad.toml")
    assert [line.split(": ")[1:4] for line in done.stderr.decode().splitlines()] == [
        ["bad.toml:1", "foo", "unknown key; choose title, sides, authorities or term"],
        ["bad.toml:4", "sides.a b", "a side's name must be one word; use letters, digits, - and _; its label may say more"],
        ["bad.toml:8", "term[0].foo", "unknown key; choose name, aliases, forms, unscanned, clash, related or sense"],
        ["bad.toml:14", "term[1].name", '"abc" already belongs to "abc" (line 6); keep one of the two'],
        ["bad.toml:15", "term[1].sense[0]", 'has no definition; add definition = "..."'],
        ["bad.toml:16", "term[1].sense[0].side", 'unknown side "nobody"; declare [sides.nobody] or use one of a b, ops'],
    ]


def test_a_text_that_is_too_long(run: Run) -> None:
    Path("bad.toml").write_text(f'{HEADER}[[term]]\nname = "x"\nclash = "{"y" * 10_000}"\n', encoding="utf-8")
    expect_one_line(run, "bad.toml", "bad.toml:9: term[0].clash: is longer than 2,000 characters; shorten it")


def test_a_delete_character_is_a_fault_in_a_text_of_ascii(run: Run) -> None:
    Path("bad.toml").write_text(f'{HEADER}[[term]]\nname = "x"\nclash = "y\\u007f"\n', encoding="utf-8")
    expect_one_line(run, "bad.toml", "bad.toml:9: term[0].clash: contains the control character U+007F; remove it")


@pytest.mark.parametrize("form", ["json", "ndjson", "tsv", "csv", "markdown"])
def test_no_format_prints_anything_but_the_fault(form: str, run: Run) -> None:
    Path("bad.toml").write_text("[[term]]\nname = 7\n", encoding="utf-8")
    done = run("--format", form, "--glossary", "bad.toml", "DR")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.slow
def test_a_text_of_ten_megabytes(run: Run) -> None:
    Path("bad.toml").write_text(f'{HEADER}[[term]]\nname = "x"\nclash = "{"y" * 10_000_000}"\n', encoding="utf-8")
    expect_one_line(run, "bad.toml", "bad.toml:9: term[0].clash: is longer than 2,000 characters; shorten it")


def test_a_key_of_more_than_511_bytes_is_refused_and_one_of_511_is_found(run: Run) -> None:
    sense = '[[term.sense]]\nside = "it"\nmeaning = "y"\ndefinition = "z"\n'
    Path("bad.toml").write_text(f'{HEADER}[[term]]\nname = "{"é" * 256}"\n{sense}', encoding="utf-8")
    expect_one_line(run, "bad.toml", "bad.toml:8: term[0].name: is longer than 511 bytes once folded; shorten it")
    name = "é" * 255 + "x"
    Path("good.toml").write_text(f'{HEADER}[[term]]\nname = "{name}"\n{sense}', encoding="utf-8")
    assert run("--only", "good.toml", name.upper()).returncode == 0


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("title = 'x'".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"# fine\ntitle = 'caf\xe9'\n", "bad.toml:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"a = " + b"[" * 5000, "nested too deep"),
        (b"a = " + b"9" * 5000, "invalid TOML"),
        (b"\x00" * 100, "bad.toml:1: invalid TOML"),
        (b"\x7fELF\x02\x01\x01\x00", "bad.toml:1: invalid TOML"),
    ],
    ids=["UTF-16", "Latin-1", "nesting", "digits", "zeros", "binary"],
)
def test_files_that_are_not_utf8_or_not_toml(data: bytes, says: str, run: Run) -> None:
    Path("bad.toml").write_bytes(data)
    expect_one_line(run, "bad.toml", says)


def test_what_is_not_a_regular_file_is_refused_at_once(run: Run) -> None:
    Path("folder.toml").mkdir()
    expect_one_line(run, "folder.toml", "folder.toml: a folder; name a TOML file")
    os.mkfifo("pipe.toml")
    expect_one_line(run, "pipe.toml", "pipe.toml: not a regular file; name a TOML file")
    Path("dangling.toml").symlink_to("nowhere")
    expect_one_line(run, "dangling.toml", "dangling.toml: the symbolic link leads nowhere; name a TOML file")
    Path("loop.toml").symlink_to("loop.toml")
    expect_one_line(run, "loop.toml", "loop.toml: cannot be read: Too many levels of symbolic links; name a TOML file")
    expect_one_line(run, "missing.toml", "missing.toml: cannot be read: No such file or directory")
    expect_one_line(run, "/dev/zero", "/dev/zero: not a regular file")


def test_a_file_without_read_permission(run: Run) -> None:
    path = Path("secret.toml")
    path.write_text(HEADER, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    expect_one_line(run, "secret.toml", "secret.toml: cannot be read: Permission denied")


def test_a_fault_of_the_user_glossary_shows_its_path(run: Run, user_glossary: Path) -> None:
    user_glossary.write_text("[[term]]\n", encoding="utf-8")
    done = run("DR")
    assert done.returncode == 2
    assert f"{user_glossary}:1: term[0]: has no name" in done.stderr.decode()
    user_glossary.unlink()
    user_glossary.symlink_to("nowhere")
    assert "leads nowhere" in run("DR").stderr.decode()
    user_glossary.unlink()
    assert run("DR").returncode == 0


def test_check_reports_the_same_faults_and_exits_with_1(run: Run) -> None:
    Path("bad.toml").write_text("[[term]]\nname = 7\n", encoding="utf-8")
    done = run("check", "bad.toml")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("twosense: bad.toml:2: term[0].name: should be a string in quotes")


def test_check_exits_with_2_if_a_file_cannot_be_read(run: Run) -> None:
    Path("bad.toml").write_text("[[term]]\nname = 7\n", encoding="utf-8")
    for arguments in (
        ["missing.toml"],
        ["bad.toml", "missing.toml"],
        ["--glossary", "missing.toml"],
        ["--only", "missing.toml"],
    ):
        done = run("check", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        message = "twosense: missing.toml: cannot be read: No such file or directory; name a TOML file"
        assert done.stderr.decode().splitlines()[-1] == message


@pytest.mark.slow
@pytest.mark.parametrize("key", ["a", "'\u00e9'"])
@pytest.mark.parametrize("header", ["", '[[term]]\nname = "x"\n'], ids=["top", "term"])
def test_a_key_of_many_parts_is_one_line(key: str, header: str, run: Run) -> None:
    for parts in range(200, 1200, 50):  # where each reader gives up depends on the depth of the call
        Path("bad.toml").write_text(f"{header}{'.'.join([key] * parts)} = 1\n", encoding="utf-8")
        expect_one_line(run, "bad.toml", "bad.toml")
    expect_one_line(run, "bad.toml", "arrays or tables are nested too deep; a glossary nests at most four deep")


def test_a_key_of_many_parts_in_the_configuration_is_one_line(run: Run) -> None:
    Path(".twosense.toml").write_text(".".join(["a"] * 2000) + " = 1\n", encoding="utf-8")
    done = run("DR")
    message = f"twosense: {os.path.abspath('.twosense.toml')}: arrays or tables are nested too deep; "
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{message}a glossary nests at most four deep\n"
