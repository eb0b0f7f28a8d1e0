"""Report faults of examples with their line, after the layers were merged.

Invariant: merging keeps no line numbers; the files are read again only when there is a fault to report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.glossary.layers import layers
from twosense.glossary.read import read_glossary
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosense.errors import Fault
    from twosense.paths import LayerPaths

Example = tuple[str, str, str]  # the key of its term, its side, its text


def example_faults(
    layer_paths: LayerPaths, sides: Mapping[str, str], wrong: Mapping[Example, str], fix: str
) -> Iterator[Fault]:
    """Yield a fault for each example in `wrong`, in the order of the files; `sides` has the sides of all layers."""
    for layer in layers(layer_paths):
        toml_file, table = read_glossary(layer.path, layer.shown, dict(sides))
        for index, term in enumerate(table.term):
            for number, sense in enumerate(term.sense):
                for which, text in enumerate(sense.examples):
                    problem = wrong.get((fold(term.name), sense.side, text))
                    if problem:
                        yield toml_file.fault(("term", index, "sense", number, "examples", which), problem, fix)
