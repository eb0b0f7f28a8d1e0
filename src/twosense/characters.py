"""Characters: fold a text to the key it is found by, and make foreign text harmless to a terminal.

Invariant: `fold` is idempotent, and what `plain` returns holds no control and no bidi character. Both answer from a fast
path that imports nothing as long as the text is ASCII.
"""

from __future__ import annotations

REPLACEMENT = "\ufffd"

# C0, DEL and C1 drive a terminal; the bidi marks, embeddings, overrides and isolates reorder what stands beside them;
# the two separators end a line for some readers and not for others; a lone surrogate cannot be encoded.
_UNSAFE_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)

# What people's keyboards and word processors put in the place of the plain character, and what nobody sees.
_LOOK_ALIKE = {
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B, 0x2032), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x201E, 0x201F, 0x2033), '"'),
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
}


def fold(text: str) -> str:
    """The key of a text: NFKC, case folded, quotes and dashes straightened, blanks collapsed to one and trimmed."""
    if not text.isascii():
        from unicodedata import normalize

        # Normalised before and after case folding, since either may undo what the other has done (Unicode 3.13, D146).
        text = normalize("NFKC", text.translate(_LOOK_ALIKE)).translate(_LOOK_ALIKE)
        return " ".join(normalize("NFKC", text.casefold()).translate(_LOOK_ALIKE).split())
    return " ".join(text.lower().split())


def is_unsafe(character: str) -> bool:
    """Whether this one character is a control, bidi or lone surrogate character."""
    code = ord(character)
    return any(low <= code <= high for low, high in _UNSAFE_RANGES)


def plain(text: str) -> str:
    """The text with every unsafe character replaced by U+FFFD, one for one, so that columns stay where they were."""
    if text.isprintable():
        return text
    return "".join(REPLACEMENT if is_unsafe(c) else c for c in text)


def scalar(text: str) -> str:
    """An argument as the system handed it over, with bytes that were not UTF-8 (lone surrogates) become U+FFFD."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a pair, which no system's argument holds
        return "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
