"""Print the man page: `python docs/man.py > twosense.1`. It is made of what the commands declare, when the wheel is built.

Invariant: no text is taken for a request of roff.
"""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action
from collections.abc import Iterator

from twosense import __version__
from twosense.commands import COMMANDS
from twosense.commands.command_parsers import module_of, parser_of
from twosense.commands.parser import Parser

MEANINGS = {
    "TWOSENSE_TRUSTED": "folders whose projects are used although somebody else owns them, separated as in PATH",
    "TWOSENSE_ARTICLES": "the folder of the articles that `twosense sources --verify` reads",
    "TWOSENSE_TRACEBACK": "if set, an internal error shows its traceback",
    "XDG_CONFIG_HOME": "the parent of the folder with your own glossary and configuration",
    "XDG_CACHE_HOME": "the parent of the folder with the compiled glossaries",
    "XDG_STATE_HOME": "the parent of the folder with what the window remembers",
    "COLUMNS": "the width of text",
    "NO_COLOR": "if set, there is no colour",
    "FORCE_COLOR": "if set, colour is used even when output is piped",
    "FORCE_HYPERLINK": "if 1, links are used even when output is piped; if 0, never",
    "TERM": "if dumb, neither colours nor links are used, and a prompt replaces the window",
}
FILES = {
    "~/.config/twosense/glossary.toml": "your own terms",
    "~/.config/twosense/config.toml": "the keys of the window, and whether plain mode is the default",
    ".twosense.toml, pyproject.toml": "the configuration of a project, in the working folder or above it",
}
STATUSES = {
    "0": "success: every term was found; a scan found nothing; the glossaries are valid",
    "1": "attention: a term was not found; a scan found something; a glossary has faults; an import left rows out",
    "2": "error: bad usage, an invalid glossary, an unreadable file, a fault of twosense itself",
    "130": "interrupted",
    "128 + N": "ended by signal N: 129 if the terminal was closed (SIGHUP), 143 after `kill` (SIGTERM)",
}

HEAD = """\
.TH TWOSENSE 1 "" "twosense {}" "User Commands"
.SH NAME
twosense \\- look up, find and rewrite words that mean one thing to marketing and another to IT
.SH SYNOPSIS
.nf
\\fBtwosense\\fR [OPTIONS] TERM ...
\\fBtwosense\\fR COMMAND [OPTIONS] ...
\\fBtwosense\\fR
.fi
.SH DESCRIPTION
Show both senses of a TERM, or run a COMMAND.
Without either, open a window on a terminal, or look up each line of piped input.
.SH OPTIONS
"""


def escaped(text: str) -> str:
    """Return a text that roff prints as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"(?m)^\.", "\\&.", text)


def man_page() -> str:
    """Return the page."""
    parts = [
        HEAD.format(escaped(__version__)),
        *options_of(parser_of("lookup")),
        ".SH COMMANDS\n",
        *(command for name in COMMANDS if name != "lookup" for command in section_of(name)),
        *table("EXIT STATUS", STATUSES),
        *table("FILES", FILES),
        *table("ENVIRONMENT", MEANINGS),
        ".SH EXAMPLES\n.nf\n" + escaped(examples_of("lookup")) + ".fi\n",
    ]
    return "".join(parts)


def section_of(command: str) -> list[str]:
    """Return the section of a command, in parts."""
    module = module_of(command)
    usage = f"twosense {command} {module.USAGE}"
    head = f".SS {escaped(command)}\n{escaped(module.SUMMARY)}.\n.PP\n.nf\n{escaped(usage)}\n.fi\n"
    return [head, *options_of(parser_of(command)), f".PP\nExamples:\n.PP\n.nf\n{escaped(examples_of(command))}.fi\n"]


def examples_of(command: str) -> str:
    """Return the examples of a command."""
    return "".join(f"{line.strip()}\n" for line in module_of(command).EXAMPLES.splitlines() if line.startswith("  twosense"))


def options_of(parser: Parser) -> list[str]:
    """Return the arguments of a parser, each with its description."""
    found = []
    for action, meaning in arguments_of(parser):
        if action.dest == "help" and parser.prog != "twosense":
            continue
        metavar = value_of(action)
        names = ", ".join(f"\\fB{escaped(name)}\\fR" for name in action.option_strings)
        head = f"{names}{escaped(metavar)}" if names else f"\\fI{escaped(metavar.strip())}\\fR"
        found.append(f".TP\n{head}\n{escaped(meaning)}\n")
    return found


def arguments_of(parser: Parser) -> Iterator[tuple[Action, str]]:
    """Yield the arguments that the help of a parser shows, each with what it says of them."""
    for action in dict.fromkeys(parser.declared.values()):
        if action.help and action.help != SUPPRESS:
            yield action, action.help


def value_of(action: Action) -> str:
    """Return the value that an argument takes, as its help shows it: ` FILE`, ` [REF]`, or nothing."""
    if action.nargs == 0:
        return ""
    return f" [{action.metavar}]" if action.nargs == "?" and action.option_strings else f" {action.metavar}"


def table(title: str, rows: dict[str, str]) -> list[str]:
    """Return a section of names and what they mean."""
    return [f".SH {title}\n", *(f".TP\n\\fB{escaped(name)}\\fR\n{escaped(text)}\n" for name, text in rows.items())]


if __name__ == "__main__":
    print(man_page(), end="")
