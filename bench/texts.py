"""Texts: English prose for whole scans, as files.

The paragraphs come from the folder that the environment variable TWOSENSE_REAL names (`paragraphs.jsonl.gz`, one JSON object a
line with `text`, `kind` and `repo`). Without it they are Python's own documentation.
Invariant: the same paragraphs give the same files.
"""

from __future__ import annotations

import ast
import gzip
import json
import os
import random
import shutil
import sysconfig
from pathlib import Path
from pydoc_data.topics import topics

from data import FOLDER

_VARIABLE, _FILE = "TWOSENSE_REAL", "paragraphs.jsonl.gz"


def paragraphs() -> tuple[str, list[str]]:
    """Return the name of the texts, "real text" or "documentation", and their paragraphs in a seeded order."""
    folder = os.environ.get(_VARIABLE)
    if folder:
        return "real text", _real(Path(folder) / _FILE)
    return "documentation", _documentation()


def write_files(name: str, texts: list[str], files: int, size: int) -> list[Path]:
    """Write about `size` bytes of paragraphs into `files` text files of one folder, and return their paths."""
    folder = FOLDER / f"texts-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    paths = []
    rest = iter(texts)
    written = 0
    for number in range(files):
        path = folder / f"{number:04}.txt"
        with path.open("w", encoding="utf-8") as file:
            while written < size * (number + 1) / files and (text := next(rest, None)) is not None:
                file.write(f"{text}\n\n")
                written += len(text.encode()) + 2
        paths.append(path)
    return paths


def size_of(paths: list[Path]) -> int:
    """Return the bytes of these files in all."""
    return sum(path.stat().st_size for path in paths)


def _real(path: Path) -> list[str]:
    """Return the paragraphs of the file, as many of one kind of writer as of another."""
    by_kind: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            by_kind.setdefault(row["kind"], []).append(row["text"])
    rng = random.Random(0)
    least = min(map(len, by_kind.values()))
    chosen = [text for _, texts in sorted(by_kind.items()) for text in rng.sample(texts, least)]
    rng.shuffle(chosen)
    return chosen


def _documentation() -> list[str]:
    """Return the paragraphs of Python's reference and of the docstrings of its library, without the indented ones."""
    texts = list(topics.values())
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("**/*.py")):
        if {"site-packages", "test", "tests", "lib2to3"}.isdisjoint(path.parts):
            documented = (ast.AsyncFunctionDef, ast.ClassDef, ast.FunctionDef, ast.Module)
            nodes = ast.walk(ast.parse(path.read_bytes()))
            texts += (ast.get_docstring(node) or "" for node in nodes if isinstance(node, documented))
    blocks = [" ".join(block.split()) for text in texts for block in text.split("\n\n") if not block.startswith("    ")]
    random.Random(0).shuffle(blocks)
    return blocks
