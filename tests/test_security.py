"""SECURITY.md: its table of limits is what the code says."""

from __future__ import annotations

import ast
import re

from tests.conftest import TOP
from tests.source import FILES, PACKAGE, shown, tree

SECURITY = (TOP / "SECURITY.md").read_text(encoding="utf-8")
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
ROW = re.compile(r"^\| [^|]+ \| (\d+) (\w+) \| `([\w/.]+)` `(\w+)` \|$", re.MULTILINE)


def test_the_table_has_every_limit_of_the_code_and_its_number() -> None:
    stated = {(file, name): int(number) * UNITS.get(unit, 1) for number, unit, file, name in ROW.findall(SECURITY)}
    found = {}
    for path in FILES:
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.endswith("LIMIT"):
                number = eval(compile(ast.Expression(node.value), shown(path), "eval"), {})  # noqa: S307  # of our own code
                found[str(path.relative_to(PACKAGE)), node.targets[0].id] = number
    assert stated == found


def test_the_readme_and_the_guide_for_contributors_name_the_file() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        assert "SECURITY.md" in (TOP / name).read_text(encoding="utf-8")


def test_its_folders_and_variables_exist() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in FILES)
    for variable in set(re.findall(r"`(TWOSENSE_\w+)`", SECURITY)):
        assert f'"{variable}"' in source
