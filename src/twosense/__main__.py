"""`python -m twosense`: the same as the console script."""

from twosense.cli import program

program()
