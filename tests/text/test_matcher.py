"""The automaton: it tells every occurrence of its patterns, from whichever thread, however it came to be."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosense.prose.automaton import Automaton

LETTERS = st.sampled_from([b"a", b"b", b" ", b"\xc3\xa9", b"\x01", b"("])
STRINGS = st.lists(LETTERS, min_size=1, max_size=5).map(b"".join)


@given(st.lists(STRINGS, unique=True, max_size=8), st.lists(LETTERS, max_size=60).map(b"".join))
def test_every_occurrence_is_told_in_the_order_of_the_ends(patterns: list[bytes], text: bytes) -> None:
    told = Automaton(patterns).ends(text)
    assert [end for end, _ in told] == sorted(end for end, _ in told)
    assert set(told) == {
        (start + len(pattern), number)
        for number, pattern in enumerate(patterns)
        for start in range(len(text))
        if text.startswith(pattern, start)
    }
    assert len(told) == len(set(told))


@given(st.lists(LETTERS, max_size=60).map(b"".join))
def test_what_was_packed_tells_the_same(text: bytes) -> None:
    patterns = [b"a", b"ab", b"b a"]
    packed = Automaton(patterns).packed()
    assert Automaton(patterns, packed).ends(text) == Automaton(patterns).ends(text)


@pytest.mark.parametrize("packed", [b"", b"\0", b"garbage" * 100, None])
def test_what_cannot_be_unpacked_is_compiled(packed: bytes | None) -> None:
    assert Automaton([b"a"], packed).ends(b"ba") == [(2, 0)]


def test_what_was_packed_elsewhere_is_compiled() -> None:
    packed = bytearray(Automaton([b"b"]).packed())
    packed[4] ^= 1  # the version of Hyperscan
    assert Automaton([b"a"], bytes(packed)).ends(b"ba") == [(2, 0)]


def test_expressions_are_told_where_they_end() -> None:
    assert Automaton([rb"[ab]c", rb"\."], literal=False).ends(b"ac.bc") == [(2, 0), (3, 1), (5, 0)]


def test_threads_do_not_get_in_each_others_way() -> None:
    text = b"dr it x " * 20_000
    automaton = Automaton([b"dr ", b"it "])
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: len(automaton.ends(text)), range(20))) == {len(re.findall(b"dr |it ", text))}
