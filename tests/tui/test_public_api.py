"""No private name of a library is imported, accessed or overridden anywhere in twosense.

A private name begins with an underscore, or belongs to a module that does. The few that libraries document as public, such as
`_replace` of a named tuple, are listed.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

import twosense

PACKAGE = Path(twosense.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DOCUMENTED = {"_replace", "_asdict", "_fields", "_make", "_field_defaults", "_exit"}  # of named tuples, and os._exit
DOCUMENTED |= {"_thread", "_weakref"}  # the built-in modules under `threading` and `weakref`
HANDLERS = ("_on_", "_watch_", "_validate_", "_compute_")  # what Textual looks up by name
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__")) and name not in {"_", *DOCUMENTED}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def assigned_names(node: ast.AST) -> Iterator[str]:
    """Return every name that is defined in a piece of code, as a variable, an attribute, a function or a class."""
    for inner in ast.walk(node):
        if isinstance(inner, DEFINITIONS):
            yield inner.name
        elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            yield inner.attr
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id
        elif isinstance(inner, ast.alias):
            yield inner.asname or inner.name


@cache
def our_names() -> set[str]:
    slots = {name for path in MODULES for name in re.findall(r'"(_\w+)"', path.read_text(encoding="utf-8"))}
    return slots | {name for path in MODULES for name in assigned_names(tree(path))}


@cache
def library_names(cls: type) -> set[str]:
    """Return the private names that a class of a library defines, also those that its methods assign to `self`."""
    names = set(vars(cls)) | set(getattr(cls, "__annotations__", ()))
    with suppress(OSError, TypeError):  # a built-in class has no source
        names |= set(assigned_names(ast.parse(textwrap.dedent(inspect.getsource(cls)))))
    return {name for name in names if is_private(name)}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if any(map(is_private, alias.name.split("."))))
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("twosense"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names if is_private(alias.name))
            if node.module not in DOCUMENTED and any(map(is_private, (node.module or "").split("."))):
                yield str(node.module)


def accessed(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in our_names():
            yield ast.unparse(node)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("getattr", "setattr", "hasattr")
        ):
            name = node.args[1]
            if isinstance(name, ast.Constant) and is_private(str(name.value)) and name.value not in our_names():
                yield ast.unparse(node)


def overridden(path: Path) -> Iterator[str]:
    """Return the private names that a class of ours shares with a library's base class, or that Textual would call."""
    name = ".".join(("twosense", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    if name == "twosense.__main__":
        return
    module = importlib.import_module(name)
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ClassDef):
            continue
        ours = {name for name in assigned_names(node) if is_private(name)}
        yield from (f"{node.name}.{name}" for name in ours if name.startswith(HANDLERS))
        cls = getattr(module, node.name, None)  # None: a class inside a function
        for base in inspect.getmro(cls) if isinstance(cls, type) else ():
            if not base.__module__.startswith("twosense"):
                yield from (f"{node.name}.{name} ({base.__name__})" for name in ours & library_names(base))


@pytest.mark.parametrize("find", [imported, accessed, overridden])
def test_no_private_name_of_a_library_is_used(find: object) -> None:
    assert callable(find)
    found = [(path.relative_to(PACKAGE).as_posix(), name) for path in MODULES for name in find(path)]
    assert found == []
