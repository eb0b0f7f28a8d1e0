"""Memory: whatever a file holds, a scan takes no more memory than docs/architecture.md says.

TWOSENSE_SWEEP says how much of the largest file that a scan reads is used: an eightieth (0.1), or with 8 all of it, which takes
an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.sweeps.scale import share

pytestmark = [pytest.mark.slow]

SHARE = min(1.0, float(os.environ.get("TWOSENSE_SWEEP", "0.1")) / 8)
SIZE = round((1 << 24) * SHARE)
MIB = 1 << 20
FIXED, EACH = 160 * MIB, 20  # bytes for the program and a part of a text; bytes for each byte of a file
SMALL = 100 * MIB
GLOSSARY = '[sides.it]\nlabel = "IT"\n[[term]]\nname = "x"\n{0}\n'
SENSE = '[[term.sense]]\nside = "it"\nmeaning = "{0}"\ndefinition = "d"\n'
MENTIONS = {
    "m.txt": "DR ",
    "m.md": "DR ",
    "lines.md": "DR\n",
    "paragraphs.md": "DR\n\n",
    "emphasis.md": "*DR* ",
    "links.md": "[DR](a) ",
    "tags.html": "<b>DR</b> ",
    "soft-hyphens.txt": "D\u00adR ",
    "emoji.txt": "DR😀",
    "definitions.txt": "DR (disaster recovery) ",
    "marks.txt": "DR{it} ",
    "hints.txt": "@",
    "switches.txt": "twosense: off-next-line DR\n",
    "greek.txt": "\u03b1",
    "words.txt": "a ",
}


# A process begins with the peak of the one that started it, and the test runner is large: a small one starts the program.
START = """
import resource, subprocess, sys
status = subprocess.run([sys.executable, "-m", "twosense", *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak(*arguments: str) -> tuple[int, int]:
    """Run the program, and return its exit status and the most memory that it took, in bytes."""
    done = subprocess.run([sys.executable, "-c", START, *arguments], capture_output=True, text=True, check=True)
    status, memory = map(int, done.stdout.split())
    return status, memory * (1 if sys.platform == "darwin" else 1024)


def write(name: str, piece: str, size: int = SIZE) -> None:
    Path(name).write_bytes((piece * (size // len(piece.encode()))).encode())


@pytest.mark.parametrize(("name", "piece"), share(MENTIONS.items()))
def test_a_large_file_of_one_thing_takes_bounded_memory(name: str, piece: str) -> None:
    write(name, piece)
    status, memory = peak("scan", name)
    assert status < 2
    assert memory < FIXED + EACH * SIZE


@pytest.mark.parametrize(
    ("level", "output"), share(product(["note", "all"], ["text", "json", "ndjson", "csv", "sarif", "github", "markdown"]))
)
def test_a_file_of_mentions_takes_bounded_memory_in_every_format(level: str, output: str) -> None:
    write("m.txt", "DR ", SIZE // 4)  # naming the evidence for each takes long
    status, memory = peak("scan", "m.txt", "--level", level, "--format", output)
    assert status == 1
    assert memory < FIXED + EACH * SIZE // 4


def test_files_of_mentions_that_workers_scan_take_bounded_memory() -> None:
    for number in range(3):
        write(f"{number}.txt", "DR ", SIZE // 4)
    status, memory = peak("scan", ".", "--level", "all", "--format", "github")
    assert status == 1
    assert memory < FIXED + EACH * SIZE


def test_names_that_begin_alike_take_bounded_memory() -> None:
    names = ", ".join(f'"{" ".join(["a"] * (number + 2))}"' for number in range(15))
    Path("g.toml").write_text(GLOSSARY.format(f"aliases = [{names}]") + SENSE.format("m"), encoding="utf-8")
    write("a.txt", "a ", SIZE // 10)
    status, memory = peak("scan", "--only", "g.toml", "a.txt")
    assert status < 2
    assert memory < SMALL


def test_thousands_of_senses_take_bounded_memory() -> None:
    Path("g.toml").write_text(GLOSSARY.format("") + "".join(map(SENSE.format, range(16_000))), encoding="utf-8")
    status, memory = peak("--only", "g.toml", "x")
    assert status == 0
    assert memory < SMALL


@pytest.mark.parametrize("name", [".twosense.toml", "pyproject.toml", "g.toml"])
def test_a_large_sparse_file_of_a_project_takes_no_memory(name: str) -> None:
    if name == "g.toml":
        Path(".twosense.toml").write_text('glossaries = ["g.toml"]', encoding="utf-8")
    Path("m.txt").write_text("DR", encoding="utf-8")
    with Path(name).open("wb") as file:
        file.write(b"# twosense\n")
        file.truncate(1 << 30)
    status, memory = peak("scan", "m.txt")
    assert status == 2
    assert memory < SMALL
