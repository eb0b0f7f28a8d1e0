"""Folded text: the way back from folded bytes to the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.memory import KEPT_LIMIT, kept_after
from tests.mentions.texts import FINDER, TEXTS
from twosense.markup.mask import mask
from twosense.mentions.folded import Folded
from twosense.text.fold import fold


@given(st.binary(max_size=60) | TEXTS.map(str.encode))
def test_origins_never_decrease_and_end_at_the_end(data: bytes) -> None:
    folded = Folded(data)
    origins = [folded.origin(offset) for offset in range(len(folded.data) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(data)


@pytest.mark.slow
def test_nothing_of_a_chinese_text_is_kept() -> None:
    first, count = 0x4E00, 10_000
    text = " ".join("".join(chr(first + (line * 7 + at * at) % count) for at in range(100)) for line in range(500)).encode()
    assert kept_after(lambda: Folded(text)) < KEPT_LIMIT


@given(TEXTS, st.sampled_from(["text", "markdown", "html"]))
def test_mentions_count_the_characters_of_the_masked_text(text: str, markup: str) -> None:
    data = text.encode()
    masked, _ = mask(data, markup)
    shown = masked.decode()
    mentions = FINDER.in_characters(data, masked, FINDER.occurrences(data, masked))
    for mention in mentions:
        assert fold(shown[mention.start : mention.end].replace(">", "").replace(".", "")).startswith(mention.key[:2])
    assert all(one.end <= two.start for one, two in pairwise(mentions))
