"""The vocabulary: names that were given up do not come back, a name stands for one thing, and no file is too long to read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.conftest import TOP
from tests.source import FILES, nodes, shown, tree

RETIRED = {
    *("Face", "Beside", "Clerk", "Enquiries", "Endings", "Near", "Room", "Tell", "Heard", "Scales", "Off", "Sheet"),
    *("dress", "ink"),
}
# What readers had to read twice, in a README, a help text, a message or a docstring.
RETIRED_PHRASES = (TOP / "tests" / "retired-phrases.txt").read_text(encoding="utf-8").splitlines()


def identifiers(path: Path) -> Iterator[str]:
    """Yield every identifier of a file, without leading underscores."""
    for node in nodes(path):
        for field in ("id", "attr", "name", "arg", "asname"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield from (part.lstrip("_") for part in name.split("."))
    yield from path.stem.split(".")


def test_no_identifier_is_a_retired_name() -> None:
    back: list[str] = []
    for path in FILES:
        found = set(identifiers(path))
        parts = {part for name in found if not name.isupper() for part in re.findall(r"[A-Z][a-z]+", name)}
        back += [f"{shown(path)}: {name}" for name in (found | parts) & RETIRED]
    assert back == []


def test_no_function_has_the_name_of_the_built_in_compile() -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef)
    names = {(shown(path), node.name) for path in FILES for node in nodes(path) if isinstance(node, definitions)}
    assert [path for path, name in names if name == "compile"] == []


def test_no_two_classes_share_a_name() -> None:
    classes = [(node.name, shown(path)) for path in FILES for node in nodes(path) if isinstance(node, ast.ClassDef)]
    names = Counter(name for name, _ in classes)
    assert [(name, path) for name, path in classes if names[name] > 1] == []


def test_no_file_is_long_and_most_are_short() -> None:
    lengths = {shown(path): path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert median(lengths.values()) <= 90
    assert [path for path, length in lengths.items() if length > 350] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [shown(path) for path in FILES if not ast.get_docstring(tree(path))]
    assert silent == []


def test_no_text_has_a_phrase_that_readers_had_to_read_twice() -> None:
    pages = [*TOP.glob("*.md"), *TOP.glob("docs/*.md"), TOP / "training" / "README.md"]
    phrases = "|".join(map(re.escape, RETIRED_PHRASES)).replace(r"\ ", r"\s+(?:#\s+)?")
    words = re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
    found = {path.name: words.findall(path.read_text(encoding="utf-8")) for path in (*pages, *FILES)}
    assert {name: phrases for name, phrases in found.items() if phrases} == {}
