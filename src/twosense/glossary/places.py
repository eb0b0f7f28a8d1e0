"""Places: where in the files of the layers an example stands that was found wanting after they had been merged.

Invariant: merging keeps nothing of the files for this; they are read again when there is something to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.characters import fold
from twosense.glossary.layers import layers
from twosense.glossary.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.config import Roots
    from twosense.errors import Fault

Example = tuple[str, str, str]  # the key of its term, its side, its text


def faults(roots: Roots, sides: Mapping[str, str], wrong: Mapping[Example, str], fix: str) -> Iterator[Fault]:
    """What is wrong with these examples as faults, in the order of the files; `sides` are those of all layers."""
    for layer in layers(roots):
        document, table = read(layer.path, layer.shown, dict(sides))
        for index, term in enumerate(table.term):
            for number, sense in enumerate(term.sense):
                for which, text in enumerate(sense.examples):
                    problem = wrong.get((fold(term.name), sense.side, text))
                    if problem:
                        yield document.fault(("term", index, "sense", number, "examples", which), problem, fix)
