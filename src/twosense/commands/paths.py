"""`twosense paths`: show which files an answer comes from, and where the compiled view is."""

from __future__ import annotations

import argparse
import os

from twosense import paths
from twosense.commands.parser import Parser, add_glossaries
from twosense.glossary.merge import USER, layers
from twosense.glossary.project import read_project
from twosense.output import stdout
from twosense.output.columns import in_columns
from twosense.output.diagnostics import ExitCode
from twosense.store import view
from twosense.text.sanitize import sanitize

SUMMARY = "Show the folders, the layers, and whether the compiled view is fresh"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense paths
  twosense paths --glossary team.toml
"""


def configure(parser: Parser) -> None:
    """Declare the options."""
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Print them. Raises GlossaryError if the project's configuration has faults."""
    roots = paths.Roots(options.glossary, options.only)
    lines = [["config", paths.config_folder()], ["cache", view.folder()]]
    project = read_project(roots.project)
    if project is not None:
        lines.append(["project", project.file])
    lines += [["layer", f"{layer.name}: {layer.path}"] for layer in layers(roots)]
    if roots.user is not None and not os.path.lexists(roots.user):
        lines.append(["layer", f"{USER}: none (create {roots.user})"])
    lines.append(["view", f"{view.name(roots)}: {'fresh' if view.find(roots) else 'to be compiled'}"])
    stdout.write(in_columns([[sanitize(cell) for cell in line] for line in lines]))
    return ExitCode.SUCCESS
