"""Packaged: the layers and cues of the package, each read once as long as its file stays the same.

A window that stays open reads all layers at every change of one: 80 ms, of which 70 went into these files and their cues.
Invariant: a file is read again if its stamp has changed, or the sides of the layers below it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosense.glossary.cues import read_cues
from twosense.glossary.read import read_glossary
from twosense.paths import PACKAGED, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosense.glossary.cues import Cues
    from twosense.glossary.schema import GlossaryTable
    from twosense.glossary.toml import TomlFile


def read_packaged(path: str, shown: str, sides: Mapping[str, str]) -> tuple[TomlFile, GlossaryTable]:
    """Return a layer of the package, as `read_glossary` does."""
    return _layer(path, shown, tuple(sides), stamp(path))


def packaged_cues(path: str) -> Cues:
    """Return a file of cues of the package, as `read_cues` does."""
    return _cues(path, stamp(path))


@lru_cache(len(PACKAGED))
def _layer(path: str, shown: str, sides: tuple[str, ...], _: object) -> tuple[TomlFile, GlossaryTable]:
    return read_glossary(path, shown, sides)


@lru_cache(len(PACKAGED))
def _cues(path: str, _: object) -> Cues:
    return read_cues(path)
