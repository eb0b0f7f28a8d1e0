"""Replace a file: a new file is created whole, and never in the place of another one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from twosense.errors import ReadError
from twosense.translate.replace_file import create_file


def test_a_new_file_has_the_mode_that_the_user_wants() -> None:
    mask = os.umask(0o027)
    try:
        create_file("new.md", b"text")
    finally:
        os.umask(mask)
    assert Path("new.md").read_bytes() == b"text"
    assert Path("new.md").stat().st_mode & 0o777 == 0o640


def test_an_existing_file_and_a_missing_folder_are_refused() -> None:
    Path("old.md").write_text("old", encoding="utf-8")
    for path, problem in (("old.md", "there is a file"), ("none/new.md", "cannot be written"), ("a\0b", "cannot be written")):
        with pytest.raises(ReadError, match=problem):
            create_file(path, b"new")
    assert Path("old.md").read_text(encoding="utf-8") == "old"
    assert os.listdir(".") == ["old.md"]
