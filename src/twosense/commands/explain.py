"""`twosense explain FILE:LINE[:COLUMN]`: why a mention is read as it is, and what would change that."""

from __future__ import annotations

import argparse

SUMMARY = "why a mention is read as it is, and what would change that"
USAGE = "[OPTIONS] FILE:LINE[:COLUMN]"
EXAMPLES = """\
  twosense explain brief.md:12
  twosense explain brief.md:12:31
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("place", metavar="FILE:LINE[:COLUMN]", help="a place as `twosense scan` shows it")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    return 0
