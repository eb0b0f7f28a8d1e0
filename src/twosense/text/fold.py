"""Fold a text to the key it is found by.

Invariant: `fold` is idempotent. For ASCII text it imports nothing.
"""

from __future__ import annotations

KEY_LIMIT = 511  # bytes of a key in UTF-8; LMDB stores no longer ones

# Characters that keyboards and word processors put in place of the plain one, and characters that nobody sees.
_LOOK_ALIKE = {
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B, 0x2032), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x201E, 0x201F, 0x2033), '"'),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
}


def fold(text: str) -> str:
    """Return the key of a text: NFKC, case folded, quotes and dashes straightened, white space collapsed and trimmed."""
    if not text.isascii():
        from unicodedata import normalize

        # Normalise before and after case folding, because either may undo the other (Unicode 3.13, D146).
        text = normalize("NFKC", text.translate(_LOOK_ALIKE)).translate(_LOOK_ALIKE)
        return " ".join(normalize("NFKC", text.casefold()).translate(_LOOK_ALIKE).split())
    return " ".join(text.lower().split())
