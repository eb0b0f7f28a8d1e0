"""Layers: which glossary files are used, lowest precedence first.

They are built-in < field < jargon < user < project < command line.

Invariant: a file named by the configuration or on the command line is a layer even if it does not exist; the user's glossary is
one only if it exists.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.glossary.project import LayersTable, read_project
from twosense.paths import BUILT_IN, COMMAND_LINE, FIELD, JARGON, PROJECT, USER, absolute, layer_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twosense.paths import LayerPaths

NO_DRAFTS: Mapping[str, bytes] = {}


class LayerPath:
    """The path of a glossary file, the name of its layer, the path as faults show it, and the draft to read in its place."""

    __slots__ = ("draft", "name", "path", "shown")

    def __init__(self, name: str, path: str, shown: str = "") -> None:
        self.name, self.path, self.shown = name, path, shown or path
        self.draft: bytes | None = None


def layers(
    layer_paths: LayerPaths, on_read: Callable[[str], None] = lambda path: None, drafts: Mapping[str, bytes] = NO_DRAFTS
) -> list[LayerPath]:
    """Return the files of all layers, lowest precedence first. Raises GlossaryError for faults of the project's configuration.

    `on_read` is called with the path of each file that decides which layers there are, so that a cache can watch it. `drafts`
    maps the real path of a file to what is read in its place; a draft of a file in no layer becomes the top layer.
    """
    found = []
    project = read_project(layer_paths.project, on_read)
    configured = (project.table.layers if project else LayersTable()).names()
    wanted = () if layer_paths.alone else (*configured, *layer_paths.layers)
    if BUILT_IN in wanted:
        found.append(LayerPath(BUILT_IN, os.path.join(layer_paths.builtin, "glossary.toml")))
    found += [LayerPath(name, layer_file(name)) for name in (FIELD, JARGON) if name in wanted]
    if layer_paths.user is not None and USER in wanted:
        on_read(layer_paths.user)
        if os.path.lexists(layer_paths.user) or os.path.realpath(layer_paths.user) in drafts:
            found.append(LayerPath(USER, layer_paths.user))
    if project is not None:
        found += [LayerPath(PROJECT, path) for path in project.glossaries]
    found += [LayerPath(COMMAND_LINE, absolute(path), path) for path in layer_paths.extra]
    for target, draft in drafts.items():
        replaced = [layer for layer in found if os.path.realpath(layer.path) == target]
        if not replaced:
            replaced = [LayerPath(COMMAND_LINE, target)]
            found += replaced
        for layer in replaced:
            layer.draft = draft
    return found
