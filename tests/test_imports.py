"""Imports: a lookup loads only what it uses, no modules import each other, and no private name of a library is used."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import tomli

from tests.conftest import TOP, Run
from tests.source import MODULES, nodes, shown, tree

# The modules of twosense that `twosense DR` loads, and what else it may load beyond a bare interpreter.
LOOKUP = {
    *("twosense", "twosense.build", "twosense.cli", "twosense.commands", "twosense.paths"),
    *("twosense.output", "twosense.output.answers", "twosense.output.answers.text"),
    *("twosense.output.columns", "twosense.output.stdout"),
    *("twosense.store", "twosense.store.keys", "twosense.store.lmdb", "twosense.store.view"),
    *("twosense.text", "twosense.text.fold", "twosense.text.sanitize"),
}
LIBRARIES_OF_A_LOOKUP = {"__future__", "lmdb", "lmdb._envid", "lmdb.cpython", "time"}
REPORT = """
import sys
before = set(sys.modules)
sys.argv = ["twosense", *{!r}]
import twosense.cli
twosense.cli.main()
sys.stderr.write(" ".join(sorted(set(sys.modules) - before)))
"""
# Names that begin with an underscore and are public all the same, each with its reason.
ALLOWED = {
    "_thread": "documented: the built-in module under `threading`",
    "_exit": "documented in `os`: the only way to end a process whose other threads wait",
    "_asdict": "documented in `collections.namedtuple`, where the underscore avoids clashes with fields",
    "_replace": "documented in `collections.namedtuple`, where the underscore avoids clashes with fields",
}
OF_EXTRAS = ("aiohttp", "textual_serve")  # which these tests do not install
HANDLERS = ("_on_", "_watch_", "_validate_", "_compute_")  # what Textual looks up by its name
LIBRARIES = {"argparse", "enum", "textual"}  # whose classes ours inherit from


def loaded(*arguments: str) -> set[str]:
    """Return the modules that one call loads."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT.format(arguments)], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(done.stderr.splitlines()[-1].split())


def test_a_lookup_loads_the_modules_listed_here_and_no_others(run: Run) -> None:
    run("DR")
    for terms in (["DR"], ["DR", "agile"]):
        modules = loaded(*terms)
        assert {module for module in modules if module.partition(".")[0] == "twosense"} == LOOKUP
        assert modules - LOOKUP <= LIBRARIES_OF_A_LOOKUP


def test_a_lookup_with_options_loads_a_parser_but_neither_the_model_nor_the_search(run: Run) -> None:
    run("DR")
    assert not loaded("DR", "--format", "json") & {
        *("tomli", "textual", "rapidfuzz", "rich", "shtab", "msgspec", "typing", "dataclasses", "pathlib"),
        *("json", "twosense.model", "twosense.search", "twosense.glossary", "twosense.store.cache"),
    }


def test_a_missing_term_loads_the_search_but_nothing_that_reads_glossaries(run: Run) -> None:
    run("DR")
    run("search", "DR")
    assert not loaded("agiel") & {"tomli", "msgspec", "argparse", "textual", "rich", "shtab", "twosense.glossary"}


def test_the_api_loads_the_scanner_with_the_first_scan(run: Run) -> None:
    run("DR")
    code = "import sys; from twosense import load; glossary = load(); glossary.lookup('DR'); print(*sorted(sys.modules)); "
    code += "glossary.scan('The DR is cut.'); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = (set(line.split()) for line in done.stdout.splitlines())
    scanning = {"hyperscan", "twosense.scan.scanner"}
    assert not before & {*scanning, "pyromark"}
    assert after >= scanning


def test_a_scan_of_many_mentions_loads_neither_numpy_nor_what_it_does_not_use(run: Run) -> None:
    Path("brief.md").write_text("The DR is cut.\n" * 3_000, encoding="utf-8")
    run("scan", "-", stdin=b"DR")
    modules = loaded("scan", "brief.md", "--exit-zero")
    assert "twosense.senses.resolver" in modules
    assert not modules & {"numpy", "tomli", "pathspec", "textual", "rapidfuzz", "twosense.glossary"}
    others = {"pygments", "kreuzberg", "email", "zipfile", "twosense.scan.changes", "twosense.scan.converter"}
    others |= {"multiprocessing", "concurrent.futures", "pathlib"}
    others |= {"twosense.scan.mail", "twosense.markup.notebook", "twosense.markup.source", "twosense.markup.table"}
    assert not modules & others


def test_numpy_is_not_a_dependency() -> None:
    project = tomli.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not [requirement for requirement in project["dependencies"] if re.match(r"(?i)numpy\b", requirement)]


@pytest.mark.parametrize("module", ["twosense", "twosense.cli"])
def test_importing_the_package_imports_nothing_else(module: str) -> None:
    code = f"import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"__future__", "twosense", "twosense.cli", "twosense.commands"}


def test_every_public_name_can_be_imported() -> None:
    import twosense

    assert all(getattr(twosense, name) is not None for name in twosense.__all__)
    assert dir(twosense) == sorted(twosense.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twosense.nothing


def run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a tree except those that only a type checker reads."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            for other in child.orelse:
                yield from run_time_nodes(other)
        else:
            yield from run_time_nodes(child)


def imported(node: ast.AST) -> list[tuple[str, str]]:
    """Return what an import statement imports: modules, and names in them ("" for the module itself)."""
    if isinstance(node, ast.Import):
        return [(alias.name, "") for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative import"
        return [(node.module or "", alias.name) for alias in node.names]
    return []


def our_imports(path: Path) -> set[str]:
    """Return the modules of twosense that a file imports, in functions, too."""
    found = set()
    for node in run_time_nodes(tree(path)):
        for module, name in imported(node):
            found.add(f"{module}.{name}" if f"{module}.{name}" in MODULES else module)
    return found & MODULES.keys()


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """Return a description of each import that closes a cycle."""
    found: list[str] = []
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            found.append(" -> ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for other in sorted(graph[module]):
                visit(other, [*path, module])
            done.add(module)

    for module in sorted(graph):
        visit(module, [])
    return found


def test_no_modules_import_each_other() -> None:
    assert cycles({module: our_imports(path) for module, path in MODULES.items()}) == []


def test_a_cycle_would_be_found() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["b -> c -> b"]


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"


def is_own(node: ast.AST) -> bool:
    """Return whether a node is an attribute of `self` or `cls`."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")


@cache
def private_attributes(node: ast.AST) -> set[str]:
    """Return the private names that a piece of code defines, as functions, variables, slots or attributes of `self`."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(one.name)
        elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            found.add(one.id)
        elif isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store) and is_own(one):
            found.add(one.attr)
        elif isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name) and one.targets[0].id == "__slots__":
            found.update(part.value for part in ast.walk(one.value) if isinstance(part, ast.Constant))
    return set(filter(is_private, found))


@cache
def inherited(module: str) -> set[str]:
    """Return the private names of the classes of ours from which the classes of a module inherit."""
    classes = [one for one in vars(import_module(module)).values() if inspect.isclass(one) and one.__module__ == module]
    theirs = {base.__module__ for one in classes for base in inspect.getmro(one)} & MODULES.keys()
    return set().union(*(private_attributes(tree(MODULES[one])) for one in theirs))


def foreign_names(module: str, code: ast.AST) -> list[str]:
    """Return each access to a private name that neither this file defines nor, of `self`, a class of ours above it."""
    found = []
    own = private_attributes(code) | ALLOWED.keys()
    for node in ast.walk(code):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        by_name = called in ("getattr", "setattr", "hasattr")
        names = [getattr(argument, "value", None) for argument in node.args] if by_name else [getattr(node, "attr", None)]
        private = {name for name in names if isinstance(name, str) and is_private(name)} - own
        if private and not (is_own(node) and private <= inherited(module)):
            found.append(ast.unparse(node))
    return found


def test_no_private_name_of_a_library_is_imported_or_accessed() -> None:
    private: list[str] = []
    for module, path in MODULES.items():
        private += [f"{shown(path)}: {access}" for access in foreign_names(module, tree(path))]
        for node in nodes(path):
            for library, name in imported(node):
                parts = (*library.split("."), name)
                if parts[0] not in ("twosense", "__future__", *ALLOWED) and any(map(is_private, parts)):
                    private.append(f"{shown(path)}: {library}.{name}")
    assert private == []


@pytest.mark.parametrize("access", ["app._size", "self._size", "getattr(app, '_size')", "app._size = 3"])
def test_an_access_to_a_private_name_of_a_library_would_be_found(access: str) -> None:
    assert foreign_names("twosense.tui.app", ast.parse(access)) == [access.removesuffix(" = 3")]


@cache
def private_names_of(base: type) -> set[str]:
    """Return the private names of a class of a library."""
    defined = [node for node in nodes(Path(inspect.getfile(base))) if isinstance(node, ast.ClassDef)]
    return set().union(*(private_attributes(node) for node in defined if node.name == base.__name__))


def test_no_class_overrides_a_private_name_of_a_library() -> None:
    overridden: list[str] = []
    for name, path in MODULES.items():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and node.bases:
                try:
                    ours = getattr(import_module(name), node.name, None)
                except ModuleNotFoundError as error:
                    assert error.name in OF_EXTRAS  # noqa: PT017
                    continue
                own = private_attributes(node)
                overridden += [f"{node.name}.{handler} of Textual" for handler in own if handler.startswith(HANDLERS)]
                for base in inspect.getmro(ours) if inspect.isclass(ours) else ():
                    if base.__module__.partition(".")[0] in LIBRARIES:
                        overridden += [f"{node.name}.{same} of {base.__name__}" for same in private_names_of(base) & own]
    assert overridden == []
