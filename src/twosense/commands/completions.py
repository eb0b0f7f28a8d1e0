"""`twosense completions`: print the completion script of a shell."""

from __future__ import annotations

import argparse

import shtab

from twosense.commands.parser import root_parser
from twosense.output import stdout
from twosense.output.diagnostics import ExitCode

SUMMARY = "Print the completion script for bash, zsh or fish"
USAGE = "[OPTIONS] SHELL"
EXAMPLES = """\
  twosense completions bash > ~/.local/share/bash-completion/completions/twosense
  twosense completions zsh > ~/.zfunc/_twosense
  twosense completions fish > ~/.config/fish/completions/twosense.fish
"""
_SHELLS = ("bash", "zsh", "fish")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=f"one of {', '.join(_SHELLS)}")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    stdout.write(shtab.complete(root_parser(), shell=options.shell))
    return ExitCode.SUCCESS
