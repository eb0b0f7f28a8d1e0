"""Answers: the learned weights that hold for any term, selected for the sides that a term has.

They were learned for the sides of the built-in glossary. A side that was not seen in training gets the mean of their weights.
Invariant: the answers are the sides in the order of their declaration, and last "none".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.model import NONE
from twosense.senses.weights import NONE_COLUMN, SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosense.senses.weights import Learned, PerAnswer, PerAnswerVectors
    from twosense.text.vectors import Vectors

    Column = int | None  # of an answer in the learned tables; a side that these do not know has none


class Answers:
    """The weights for all terms that have the same sides. `names` are the answers; `nothing` has the weight 0 for each."""

    def __init__(self, sides: Sequence[str], learned: Learned, vectors: Vectors) -> None:
        """Select what was learned for these sides, and for "none"."""
        shared = learned.shared
        columns = [*(SIDES.index(side) if side in SIDES else None for side in sides), NONE_COLUMN]
        self.names = (*sides, NONE)
        self.nothing = [0.0] * len(columns)
        self.columns = columns
        self.floors = select(shared.floors, columns)
        self.start = select(shared.start, columns)
        self.shapes = {shape: select(weights, columns) for shape, weights in shared.shapes.items()}
        self.cues = {kind: _between(table, columns) for kind, table in shared.cues.items()}
        self.distinctive = _between(shared.distinctive, columns)
        self.likeness = _between(shared.likeness, columns)
        self.window = _directions(shared.window, columns)
        self.before = _Neighbour(_directions(shared.before, columns), vectors)
        self.behind = _Neighbour(_directions(shared.behind, columns), vectors)


class _Neighbour(dict[int, list[float]]):
    """The weights of each stem next to a mention, one for each answer, computed when a text first has it there."""

    def __init__(self, directions: Sequence[Sequence[float]], vectors: Vectors) -> None:
        super().__init__()
        self._directions, self._vectors = directions, vectors

    def __missing__(self, number: int) -> list[float]:
        vectors = self._vectors
        value = self[number] = [vectors.dot(number, direction) * vectors.scale for direction in self._directions]
        return value


def select(values: PerAnswer, columns: Sequence[Column]) -> list[float]:
    """Return the values for these answers; for a side that was not seen in training, the mean of the sides that were."""
    mean = sum(values[:NONE_COLUMN]) / NONE_COLUMN
    return [mean if column is None else values[column] for column in columns]


def _between(table: Sequence[PerAnswer], columns: Sequence[Column]) -> list[list[float]]:
    """Select rows and columns of a square table. A row is an answer that evidence speaks for, a column one whose sum changes.

    A side that was not seen in training gets means: of the diagonal for itself, of the rest for the others.
    """
    sides = range(NONE_COLUMN)
    rows = []
    for one, speaks_for in enumerate(columns):
        row = []
        for other, answer in enumerate(columns):
            values = [
                table[i][j]
                for i in (sides if speaks_for is None else (speaks_for,))
                for j in (sides if answer is None else (answer,))
                if (i == j) == (one == other)
            ]
            row.append(sum(values) / len(values))
        rows.append(row)
    return rows


def _directions(shared: PerAnswerVectors, columns: Sequence[Column]) -> list[list[float]]:
    """Return the same selection of directions."""
    mean = [sum(values) / NONE_COLUMN for values in zip(*shared[:NONE_COLUMN], strict=True)]
    return [mean if column is None else shared[column] for column in columns]
