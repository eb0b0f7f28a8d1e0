"""`python -m twosense`: the same as the console script."""

import sys

from twosense.cli import program

sys.exit(program())
