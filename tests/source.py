"""The source code of twosense as syntax trees, for tests of rules that hold for all of it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.conftest import TOP

PACKAGE = TOP / "src" / "twosense"
FILES = sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    """Return the dotted name of the module in a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return every node of the syntax tree of a file."""
    return list(ast.walk(tree(path)))


def shown(path: Path) -> str:
    """Return a file as tests name it."""
    return str(path.relative_to(PACKAGE))
