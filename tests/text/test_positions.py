"""Offsets, lines and columns: what an editor shows is what a finding says."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from twosense.characters import fold
from twosense.prose.findings import Scanner
from twosense.prose.folded import Folded
from twosense.prose.positions import Positions
from twosense.store import MemoryStore

ROWS = [(b"mentions", b"names", "DR\x1fD.R.\x1eIT budget\x1ecaf\u00e9 data".encode())]
STORE = MemoryStore(ROWS)
SCANNER = Scanner(STORE)
BREAKS = re.compile("\r\n|\r|\n")
TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            ["\n", "\r\n", "\r", "\f", "\v", "\u2028", "\x85", " ", "\t", "\ufeff", "\U0001f600", "e\u0301", "\u0301"]
        ),
        st.sampled_from(
            [" DR ", "(D.R.)", " IT budget,", " IT\r\n> budget.", " caf\u00e9 data ", " CAFE\u0301  DATA ", "\u201cDR\u201d"]
        ),
        st.text(max_size=4),
    ),
    max_size=20,
).map("".join)


@given(TEXT.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
@settings(max_examples=500)
def test_a_finding_stands_where_an_editor_shows_it(text: str) -> None:
    data = text.encode()
    for finding in SCANNER.scan("x.txt", data, "text", notes=True):
        assert data[finding.offset : finding.offset + finding.length] == finding.surface.encode()
        for offset, line, column, utf16 in (
            (finding.offset, finding.line, finding.column, finding.utf16_column),
            (finding.offset + finding.length, finding.end_line, finding.end_column, finding.utf16_end_column),
        ):
            lines = BREAKS.split(data[:offset].decode().removeprefix("\ufeff"))
            assert (line, column) == (len(lines), len(lines[-1]) + 1)
            assert utf16 == len(lines[-1].encode("utf-16-le")) // 2 + 1


@given(
    TEXT.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)), st.sampled_from(["text", "markdown", "html"])
)
@settings(max_examples=300)
def test_a_mention_is_in_the_characters_of_the_masked_text(text: str, markup: str) -> None:
    from twosense.prose.masks import mask

    data = text.encode()
    masked, _ = mask(data, markup)
    shown = masked.decode()
    mentions = SCANNER.finder.in_characters(data, masked, list(SCANNER.finder.places(data, masked)))
    for mention in mentions:
        assert fold(shown[mention.start : mention.end].replace(">", "").replace(".", "")).startswith(mention.key[:2])
    assert all(one.end <= two.start for one, two in pairwise(mentions))


@given(st.binary(max_size=60) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_the_way_back_never_runs_backwards(data: bytes) -> None:
    folded = Folded(data)
    origins = [folded.origin(offset) for offset in range(len(folded.data) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(data)


def test_a_long_line_is_read_once() -> None:
    positions = Positions("\u00e9x".encode() * 500_000)
    assert positions.at(0).column == 1
    assert [positions.at(offset).column for offset in range(0, 1_500_000, 3)][-1] == 999_999
