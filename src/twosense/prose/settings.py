"""Settings: what a project says about scanning it: `[scan]` in `.twosense.toml`, `[tool.twosense.scan]` in `pyproject.toml`.

Invariant: the nearest of these files from the working folder upwards speaks, `.twosense.toml` before `pyproject.toml`.
"""

from __future__ import annotations

import os

from twosense.config import PROJECT_FILE
from twosense.errors import Fault, GlossaryError
from twosense.prose.files import Filter


def read(folder: str) -> Filter:
    """Which files to read, for a scan from this folder. Raises GlossaryError."""
    while True:
        for name, key in ((PROJECT_FILE, ()), ("pyproject.toml", ("tool", "twosense"))):
            path = os.path.join(folder, name)
            if os.path.lexists(path):
                chosen = _read(path, key)
                if chosen is not None:
                    return chosen
        parent = os.path.dirname(folder)
        if parent == folder:
            return Filter(folder)
        folder = parent


def _read(path: str, key: tuple[str, ...]) -> Filter | None:
    # A tenth of the time that a scan takes to start, where there is nothing to read.
    from twosense.glossary.layers import ProjectTable
    from twosense.glossary.read import convert
    from twosense.glossary.toml import Document

    document = Document(path, path)
    data: object = document.data
    for part in key:
        data = data.get(part) if isinstance(data, dict) else None
        if data is None:
            return None
    faults: list[Fault] = []
    table = convert(document, key, data, ProjectTable, faults)
    if table is None:
        raise GlossaryError(faults)
    return Filter(os.path.dirname(path), tuple(table.scan.include), tuple(table.scan.exclude))
