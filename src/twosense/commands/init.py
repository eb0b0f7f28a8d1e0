"""`twosense init`: begin a glossary of one's own, or of a project.

Invariant: no file that exists is changed, and what is written is valid.
"""

from __future__ import annotations

import argparse

from twosense import paths
from twosense.commands.parser import EDITABLE_LAYERS, Parser
from twosense.errors import UsageError
from twosense.output import stdout
from twosense.output.diagnostics import ExitCode
from twosense.scan.settings import nearest_project
from twosense.text.replace_file import create_file, make_folder_of
from twosense.text.sanitize import sanitize

SUMMARY = "Create a glossary for yourself or for a project"
USAGE = "[user|project]"
EXAMPLES = """\
  twosense init project

The file shows in comments how an entry is written. Nothing is overwritten.
"""
OUTCOMES = {0: "written"}
_GLOSSARY = """\
# A glossary for twosense. Remove the "#" of the example and write your own; `twosense check` says what is wrong or missing.

# [[term]]
# name    = "DR"
# aliases = ["deal reg"]
# clash   = "What goes wrong when one side says it to the other."

# [[term.sense]]
# side       = "marketing"
# meaning    = "deal registration"
# definition = "A partner's claim to a deal, filed before anybody else files it."
# say        = { noun = "deal registration" }
# examples   = ["File the DR before the distributor quotes."]
"""
_NAME = "glossary.toml"
_SETTING = f'glossaries = ["{_NAME}"]'
_PROJECT = f"# Settings of twosense for this project.\n{_SETTING}\n"


def configure(parser: Parser) -> None:
    """Declare the argument."""
    parser.add_argument(
        "owner",
        nargs="?",
        choices=EDITABLE_LAYERS,
        default="user",
        metavar="user|project",
        help="whose glossary to create: your own (default), or that of the project in this folder",
    )


def run(options: argparse.Namespace) -> int:
    """Write the files and print their paths. Raises UsageError, GlossaryError or FileError."""
    if options.owner == "user":
        target = paths.user_glossary()
        make_folder_of(target)
        files, fix = {target: _GLOSSARY}, "edit it"
    else:
        project = nearest_project()
        if project is not None:
            raise UsageError(f"{project.file} configures this project already; add a glossary to its `glossaries`")
        files, fix = {_NAME: _GLOSSARY, paths.PROJECT_FILE: _PROJECT}, f"write {_SETTING} into {paths.PROJECT_FILE}"
    for path, text in files.items():
        create_file(path, text.encode(), fix)
        stdout.write(f"{sanitize(path)}\n")
    return ExitCode.SUCCESS
