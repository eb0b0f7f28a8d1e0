"""Texts with the mentions and the characters that make counting hard, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from twosense.mentions.finder import Finder
from twosense.mentions.names import rows_of
from twosense.store.lmdb import MemoryStore

STORE = MemoryStore(rows_of([("DR", ["DR", "D.R."]), ("IT budget", ["IT budget"]), ("caf\u00e9 data", ["caf\u00e9 data"])]))
FINDER = Finder(STORE)
_ODD = ["\n", "\r\n", "\r", "\f", "\v", "\u2028", "\x85", " ", "\t", "\ufeff", "\U0001f600", "e\u0301", "\u0301"]
_NAMES = [" DR ", "(D.R.)", " IT budget,", " IT\r\n> budget.", " caf\u00e9 data ", " CAFE\u0301  DATA ", "\u201cDR\u201d"]
TEXTS = st.lists(
    st.sampled_from(_ODD) | st.sampled_from(_NAMES) | st.text(st.characters(codec="utf-8"), max_size=4), max_size=20
).map("".join)
