"""`twosense config`: show the settings in effect, and where the value of each comes from."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.commands.parser import Parser, add_format
from twosense.glossary.project import ProjectTable
from twosense.glossary.toml import TomlFile
from twosense.output import lists, stdout
from twosense.output.columns import in_columns
from twosense.output.diagnostics import ExitCode
from twosense.paths import user_config
from twosense.scan.settings import nearest_project
from twosense.text.sanitize import replace_surrogates, sanitize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.glossary.project import Project

SUMMARY = "Show the settings"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense config
  twosense config --no-project
  twosense config --format json

A command-line option takes precedence over a setting.
"""
OUTCOMES = {0: "shown"}
VARIABLES = (
    *("TWOSENSE_TRUSTED", "TWOSENSE_ARTICLES", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"),
    *("COLUMNS", "NO_COLOR", "FORCE_COLOR", "FORCE_HYPERLINK", "TERM"),
)


class Setting(Struct):
    """A setting: its key in the configuration or its variable, its value, and where that comes from."""

    key: str
    value: object
    source: str


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--no-project", dest="project", action="store_false", help="show the settings without the project's configuration"
    )
    add_format(parser, *lists.FORMATS)


def run(options: argparse.Namespace) -> int:
    """Print them. Raises GlossaryError if the project's configuration has faults."""
    project = nearest_project() if options.project else None
    settings = [*_of_project(project), *_of_user(), *_of_environment()]
    if options.format == "text":
        stdout.write(in_columns([[sanitize(cell) for cell in _cells(one)] for one in settings]))
    else:
        lists.write_list(options.format, settings, Setting.__struct_fields__)
    return ExitCode.SUCCESS


def _of_project(project: Project | None) -> Iterator[Setting]:
    """Yield the settings that a project may have."""
    tables = msgspec.to_builtins(project.table if project else ProjectTable())
    for key, value in _flat(tables):
        line = project.line(key) if project else None
        yield Setting(".".join(key), value, replace_surrogates(f"{project.file}:{line}") if project and line else "default")


def _of_user() -> Iterator[Setting]:
    """Yield the settings of the window that the user's own configuration has. Raises GlossaryError."""
    path = user_config()
    if not os.path.lexists(path):
        return
    document = TomlFile(path)
    for key, value in _flat(document.data):
        yield Setting(".".join(key), value, replace_surrogates(f"{path}:{document.line(key)}"))


def _of_environment() -> Iterator[Setting]:
    """Yield the variables that are set."""
    for name in VARIABLES:
        if value := os.environ.get(name):
            yield Setting(name, replace_surrogates(value), "environment")


def _flat(tables: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield each value with its key: the name of its table, if it is in one, and its own."""
    for name, table in tables.items():
        if isinstance(table, dict):
            yield from (((name, key), value) for key, value in table.items())
        else:
            yield (name,), table


def _cells(setting: Setting) -> tuple[str, str, str]:
    value = "-" if setting.value is None else msgspec.json.encode(setting.value).decode()
    return setting.key, value, setting.source
