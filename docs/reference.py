"""Print the reference, docs/reference.md: `python docs/reference.py > docs/reference.md`.

Invariant: it is made of what the commands, the configuration and the exit codes declare; a test compares it with the file.
"""

from __future__ import annotations

from argparse import Action
from collections.abc import Iterable
from typing import Any

import msgspec
from man import FILES, MEANINGS, STATUSES, arguments_of, value_of

from twosense.commands import COMMANDS
from twosense.commands.command_parsers import module_of, parser_of
from twosense.glossary.project import ProjectTable

SHARED = {"glossary", "only", "layers", "project", "help"}  # arguments described once
HEAD = """\
# Reference

Commands, options, settings, exit statuses and environment variables. It is written by `python docs/reference.py`.

## Commands

Options may stand anywhere, including before the command; after `--`, nothing is an option. `-h` shows the help of any command.
Commands that read the glossaries of all layers take these options (`config` only `--no-project`):

"""
CONFIGURATION = """\
## Configuration

The nearest `.twosense.toml` in the working folder or above it counts, or the table `[tool.twosense]` of a `pyproject.toml`. An
option takes precedence over a setting. `twosense config` shows what is in effect, and `twosense schema config` prints the JSON
Schema.

"""


def reference() -> str:
    """Return the page."""
    parts = [HEAD, *table(one for one in arguments_of(parser_of("scan")) if is_shared(one[0]))]
    for command in ("lookup", *(name for name in COMMANDS if name != "lookup")):
        module, parser = module_of(command), parser_of(command)
        usage = f"{parser.prog} {module.USAGE}"
        parts.append(f"\n### {command}\n\n{module.SUMMARY}.\n\n```\n{usage}\n```\n")
        if own := [one for one in arguments_of(parser) if not is_shared(one[0])]:
            parts += ["\n", *table(own)]
        parts.append(f"\nExit status: {'; '.join(f'{status} {meaning}' for status, meaning in module.OUTCOMES.items())}.\n")
    parts += ["\n", CONFIGURATION, *settings(), "\n## Files\n\n", *rows("file", FILES)]
    parts += ["\n## Exit status\n\n", *rows("status", STATUSES), "\n## Environment\n\n", *rows("variable", MEANINGS)]
    return "".join(parts)


def is_shared(action: Action) -> bool:
    """Return whether an argument is described once for all commands."""
    return action.dest in SHARED


def table(arguments: Iterable[tuple[Action, str]]) -> list[str]:
    """Return the table of arguments and what their help says."""
    found = ["| argument | meaning |\n| --- | --- |\n"]
    for action, meaning in arguments:
        names = ", ".join(f"`{name}{value_of(action)}`" for name in action.option_strings) or f"`{value_of(action).strip()}`"
        found.append(f"| {cell(names)} | {cell(meaning)} |\n")
    return found


def settings() -> list[str]:
    """Return the rows of the keys that a configuration may have."""
    schema = msgspec.json.schema(ProjectTable)
    tables = schema["$defs"]
    found = ["| key | value | default | meaning |\n| --- | --- | --- | --- |\n"]
    for name, declared in tables["ProjectTable"]["properties"].items():
        if "$ref" in declared:
            properties = tables[declared["$ref"].rpartition("/")[2]]["properties"]
            found += [setting(f"{name}.{key}", value) for key, value in properties.items()]
        else:
            found.append(setting(name, declared))
    return found


def setting(key: str, declared: dict[str, Any]) -> str:
    """Return the row of one key."""
    default = msgspec.json.encode(declared["default"]).decode() if declared["default"] is not None else ""
    return f"| `{key}` | {kind(declared)} | {f'`{default}`' if default else 'none'} | {cell(declared['description'])} |\n"


def kind(declared: dict[str, Any]) -> str:
    """Return what a value may be, in words."""
    if "enum" in declared:
        return " or ".join(f"`{value}`" for value in declared["enum"])
    kinds = [declared, *declared.get("anyOf", ())]
    words = {"array": "a list of strings", "string": "a string", "boolean": "`true` or `false`"}
    return next(words[one["type"]] for one in kinds if one.get("type") in words)


def rows(title: str, meanings: dict[str, str]) -> list[str]:
    """Return a table of names and what they mean."""
    return [f"| {title} | meaning |\n| --- | --- |\n", *(f"| `{name}` | {cell(text)} |\n" for name, text in meanings.items())]


def cell(text: str) -> str:
    """Return a text for a cell of a table."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(reference(), end="")
