"""Several texts in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.text.cell_list import joined, split

TEXT = st.text(st.sampled_from("ab ;|,\"'-?")).map(str.strip).filter(bool) | st.sampled_from(("n/a", "None", "-", "TBD"))


@given(st.lists(TEXT, max_size=4))
def test_what_was_joined_is_split_again(texts: list[str]) -> None:
    assert split(joined(texts)) == texts


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("a; b", ["a", "b"]),
        ("a, b", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("a, b; c", ["a, b", "c"]),
        ("a\r\n\n b, c ", ["a", "b, c"]),
        ('"a; b"; c', ["a; b", "c"]),
        ('the 12" rack; blade', ['the 12" rack', "blade"]),
        ('"quoted" word', ['"quoted" word']),
        (" N/A ", []),
        ("", []),
    ],
)
def test_cells_that_people_write(cell: str, texts: list[str]) -> None:
    assert split(cell) == texts
