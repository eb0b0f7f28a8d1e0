"""The documentation: every file that it names exists."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec
import pytest

from tests.conftest import TOP
from tests.source import MODULES, PACKAGE
from twosense.commands.config import VARIABLES
from twosense.glossary.project import ProjectTable
from twosense.output.diagnostics import ExitCode

DOCUMENTS = ("docs/architecture.md", "CONTRIBUTING.md", "README.md")
SUFFIXES = "py|toml|md|txt|ndjson|msgpack|svg|lmdb"
# Files that a user writes. `NAME` in a path stands for a name that the reader chooses.
NOT_OURS = {"team.toml", "brief.md", "glossary.schema.json", "config.toml", ".twosense.toml", "FILE.ndjson", "words/team.toml"}


def exists(name: str) -> bool:
    """Return whether a name is a module, or a file or folder: its path in the checkout, or the end of its path."""
    if name.startswith("twosense."):
        return name in MODULES or name.rpartition(".")[0] in MODULES
    if name.endswith("/"):
        return (TOP / name).is_dir() or (PACKAGE / name).is_dir()
    return (TOP / name).exists() or any(True for _ in PACKAGE.rglob(name)) or any(True for _ in (TOP / "tests").rglob(name))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_named_in_a_document_exists(document: str) -> None:
    text = (TOP / document).read_text(encoding="utf-8")
    named = set(
        re.findall(rf"(?<![\w./*<{{-])((?:[\w.-]+/)*[\w.-]+\.(?:{SUFFIXES}))(?![\w*])", re.sub(r"https?://\S+", "", text))
    )
    named |= set(re.findall(r"`((?:[\w-]+/)+)`", text)) | set(re.findall(r"`(twosense(?:\.\w+)+)`", text))
    assert document != "docs/architecture.md" or len(named) > 20
    assert sorted(name for name in named - NOT_OURS if "NAME" not in name and not exists(name)) == []


def test_the_reference_has_what_the_commands_and_the_configuration_declare() -> None:
    """If this fails after you changed an option or a setting: `python docs/reference.py > docs/reference.md`."""
    done = subprocess.run([sys.executable, str(TOP / "docs" / "reference.py")], capture_output=True, text=True, check=True)
    assert done.stdout == (TOP / "docs" / "reference.md").read_text(encoding="utf-8")
    assert {int(status) for status in re.findall(r"^\| `(\d+)` \|", done.stdout, re.MULTILINE)} == set(ExitCode)
    tables = msgspec.json.schema(ProjectTable)["$defs"]
    for name, table in tables.items():
        for key in table["properties"]:
            assert f"{key}`" in done.stdout or name == "ProjectTable"
    for variable in VARIABLES:
        assert f"\n| `{variable}` | " in done.stdout


def test_the_architecture_has_the_four_walkthroughs_on_two_pages() -> None:
    text = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")
    for subject in ("lookup", "search", "scan", "key press"):
        assert re.search(rf"(?mi)^#+ .*\b{subject}\b", text), subject
    assert re.search(r"(?mi)^#+ Where do I change", text)
    assert len(text.splitlines()) <= 130
