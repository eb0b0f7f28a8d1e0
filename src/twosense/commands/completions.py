"""`twosense completions`: print the completion script of a shell."""

from __future__ import annotations

import argparse
from importlib.metadata import version

import shtab

from twosense.commands import COMMANDS
from twosense.commands.command_parsers import whole_parser
from twosense.commands.parser import Parser
from twosense.output import stdout
from twosense.output.diagnostics import ExitCode
from twosense.text.listing import either

SUMMARY = "Print a shell completion script"
USAGE = "[OPTIONS] SHELL"
EXAMPLES = """\
  twosense completions bash > ~/.local/share/bash-completion/completions/twosense
  twosense completions zsh > ~/.zfunc/_twosense
  twosense completions fish > ~/.config/fish/completions/twosense.fish
"""
OUTCOMES = {0: "printed", 2: "error: bad usage"}
SHELLS = ("bash", "zsh", "fish")
# shtab offers the first word as a term or as a command. Ours may be either, and the script for fish says so.
_FIRST_WORD = {
    "bash": f"_shtab_twosense_pos_0_choices=({' '.join(COMMANDS)})",
    "zsh": """
functions[_twosense_commands]=$functions[_shtab_twosense_commands]
_shtab_twosense_commands() { _alternative 'commands:command:_twosense_commands' 'terms:term:_twosense_terms' }""",
    "fish": "",
}
# What shtab writes for zsh, and what zsh has to read.
_CORRECTIONS = (
    ('"(*)::', '"*:'),  # the first takes one word, the second any number
    ('"(*):', '"*:'),
    ("(': :_shtab_twosense_commands'", "('(-): :_shtab_twosense_commands'"),  # after a command, options are the command's
    ("\n      esac\n", "\n        *) _arguments -C -s $_shtab_twosense_lookup_options ;;\n      esac\n"),  # after a term
)


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=either(SHELLS))


def run(options: argparse.Namespace) -> int:
    """Print it."""
    stdout.write(script(options.shell))
    return ExitCode.SUCCESS


def script(shell: str) -> str:
    """Return the completion script of a shell, one of SHELLS."""
    parser = whole_parser()
    if shell == "zsh":
        parser.declared["terms"].help = argparse.SUPPRESS  # shtab would offer no commands
    text: str = shtab.complete(parser, shell, preamble=_FIRST_WORD[shell])
    if shell == "zsh":
        for written, meant in _CORRECTIONS:
            if written not in text:
                raise RuntimeError(f"shtab {version('shtab')} writes scripts for zsh without {written!r}")
            text = text.replace(written, meant)
    return text
