"""`twosense paths`: show which files an answer comes from, what a project overrides, and where the compiled view is."""

from __future__ import annotations

import argparse
import os

from twosense import paths
from twosense.build import open_layers
from twosense.commands.parser import Parser, add_glossaries, layer_paths_of
from twosense.errors import GlossaryError
from twosense.glossary.layers import layers
from twosense.glossary.project import LayersTable, read_project
from twosense.output import overrides, stdout
from twosense.output.columns import in_columns
from twosense.output.diagnostics import ExitCode
from twosense.store import about, view
from twosense.text.sanitize import sanitize

SUMMARY = "Show the glossaries and folders in use"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense paths
  twosense paths --glossary team.toml
"""
OUTCOMES = {0: "shown"}


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print them. Raises GlossaryError if the project's configuration has faults."""
    layer_paths = layer_paths_of(options)
    lines = [["config", paths.config_folder()], ["cache", view.folder()], ["state", paths.state_folder()]]
    project = read_project(layer_paths.project)
    if project is not None:
        lines.append(["project", project.file])
    lines += [["layer", f"{layer.name}: {layer.path}"] for layer in layers(layer_paths)]
    every = LayersTable().names()
    used = (*(project.table.layers.names() if project else every), *layer_paths.layers)
    if project is not None:
        for name in every:
            if name not in used:
                lines.append(["layer", f"{name}: off ({project.file}:{project.line(('layers', name))})"])
    if layer_paths.user is not None and paths.USER in used and not os.path.lexists(layer_paths.user):
        lines.append(["layer", f"{paths.USER}: none (create {layer_paths.user})"])
    lines.append(["view", f"{view.name(layer_paths)}: {'fresh' if view.find(layer_paths) else 'to be compiled'}"])
    if project is not None and project.glossaries and layer_paths.project:
        lines += [["override", line] for line in _overrides(layer_paths)]
    stdout.write(in_columns([[sanitize(cell) for cell in line] for line in lines]))
    return ExitCode.SUCCESS


def _overrides(layer_paths: paths.LayerPaths) -> list[str]:
    """Return what the project hides or replaces, nothing if a layer has faults: `check` reports those."""
    try:
        store = open_layers(layer_paths)
    except GlossaryError:
        return []
    return overrides.listed(about.overrides_of(store), about.sides_of(store))
