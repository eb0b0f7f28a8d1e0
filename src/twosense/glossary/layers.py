"""Layers: which glossary files are used, the lowest first: built-in < user < project < command line.

Invariant: a file that a configuration or a call names is a layer even if it does not exist; the user's own glossary need not.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.glossary.project import LayersTable, read_project
from twosense.paths import BUILT_IN, COMMAND_LINE, FIELD, JARGON, PROJECT, USER, absolute, layer_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twosense.paths import Roots

NO_DRAFTS: Mapping[str, str] = {}


class Layer:
    """One glossary file: the name of its layer, its path, and the path as faults show it."""

    __slots__ = ("name", "path", "shown")

    def __init__(self, name: str, path: str, shown: str = "") -> None:
        self.name, self.path, self.shown = name, path, shown or path


def layers(roots: Roots, note: Callable[[str], None] = lambda path: None, drafts: Mapping[str, str] = NO_DRAFTS) -> list[Layer]:
    """Return the layers of these roots, the lowest first. `note` gets the path of each file before it is read.

    `drafts` maps the real paths of files to what is read in their place, or on top if they are in no layer. Raises
    GlossaryError if the project's configuration has faults.
    """
    found = []
    project = read_project(roots.project, note)
    configured = (project.table.layers if project else LayersTable()).names()
    wanted = () if roots.alone else (*configured, *roots.layers)
    if BUILT_IN in wanted:
        found.append(Layer(BUILT_IN, os.path.join(roots.builtin, "glossary.toml")))
    found += [Layer(name, layer_file(name)) for name in (FIELD, JARGON) if name in wanted]
    if roots.user is not None and USER in wanted:
        note(roots.user)
        if os.path.lexists(roots.user) or os.path.realpath(roots.user) in drafts:
            found.append(Layer(USER, roots.user))
    if project is not None:
        found += [Layer(PROJECT, path) for path in project.glossaries]
    found += [Layer(COMMAND_LINE, absolute(path), path) for path in roots.extra]
    for target, draft in drafts.items():
        replaced = [layer for layer in found if os.path.realpath(layer.path) == target]
        for layer in replaced:
            layer.path = draft
        if not replaced:
            found.append(Layer(COMMAND_LINE, draft, target))
    return found
