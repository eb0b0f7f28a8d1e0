"""`twosense paths`: which files an answer comes from, and where the compiled view is kept."""

from __future__ import annotations

import argparse
import os

from twosense import config, diagnostics, view
from twosense.characters import plain
from twosense.commands.parser import add_glossaries
from twosense.glossary import layers
from twosense.output import listing, stdout

SUMMARY = "the folders, the layers, and whether the compiled view is fresh"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense paths
  twosense paths --glossary team.toml
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print them. Raises GlossaryError when the project's file is at fault."""
    roots = config.Roots(options.glossary, options.only)
    lines = [["config", config.config_folder()], ["cache", view.folder()]]
    if roots.project is not None:
        lines.append(["project", roots.project])
    lines += [["layer", f"{layer.name}: {layer.path}"] for layer in layers.layers(roots)]
    if roots.user is not None and not os.path.lexists(roots.user):
        lines.append(["layer", f"{layers.USER}: none; {roots.user} would be it"])
    lines.append(["view", f"{view.name(roots)}: {'fresh' if view.find(roots) else 'to be compiled'}"])
    stdout.write(listing.in_columns([[plain(cell) for cell in line] for line in lines]))
    return diagnostics.FOUND
