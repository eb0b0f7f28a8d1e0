"""Glossaries of many terms, and of many versions, whose answers are known."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import make_older

SENSE = '[[term.sense]]\nside = "it"\nmeaning = "{0}"\ndefinition = "Definition of {0}, and some more."\n'


def write_large(path: Path, terms: int) -> None:
    """Write a glossary in which "term 7" means "meaning 7"."""
    entries = "".join(f'[[term]]\nname = "term {i}"\n{SENSE.format(f"meaning {i}")}' for i in range(terms))
    path.write_text('[sides.it]\nlabel = "IT"\n' + entries, encoding="utf-8")
    make_older(path)


def versioned(version: int, terms: int = 40) -> str:
    """Return a glossary in which every term means its version."""
    entries = "".join(f'[[term]]\nname = "term {i}"\n{SENSE.format(f"version {version}")}' for i in range(terms))
    return '[sides.it]\nlabel = "IT"\n' + entries
