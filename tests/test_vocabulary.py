"""The vocabulary: names that were given up for plainer ones do not come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import FILES, shown, tree

RETIRED = {
    *("Face", "Beside", "Clerk", "Enquiries", "Endings", "Near", "Room", "Tell", "Heard", "Scales", "Off", "Sheet"),
    *("dress", "ink"),
}


def identifiers(path: Path) -> Iterator[str]:
    """Yield every identifier of a file, without leading underscores."""
    for node in ast.walk(tree(path)):
        for field in ("id", "attr", "name", "arg", "asname"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield from (part.lstrip("_") for part in name.split("."))
    yield from path.stem.split(".")


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_no_identifier_is_a_retired_name(path: Path) -> None:
    found = set(identifiers(path))
    parts = {part for name in found if not name.isupper() for part in re.findall(r"[A-Z][a-z]+", name)}
    assert (found | parts) & RETIRED == set()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_no_function_has_the_name_of_the_built_in_compile(path: Path) -> None:
    functions = [node.name for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert "compile" not in functions


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path)) or shown(path) == "__main__.py"
