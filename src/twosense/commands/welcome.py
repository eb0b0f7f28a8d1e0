"""The welcome: what a person who types `twosense` and nothing else is told."""

from __future__ import annotations

from twosense.output import stdout

_TEXT = """\
twosense: one word, two senses.
What a term means to marketing, and what it means to IT.

Try:
  twosense DR                       both senses, side by side
  twosense search 'standby site'    when the word is on the tip of your tongue
  twosense list                     every term there is

More: twosense --help
"""


def run() -> int:
    """Write it."""
    stdout.write(_TEXT)
    return 0
