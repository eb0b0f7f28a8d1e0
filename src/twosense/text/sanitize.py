"""Sanitize: make foreign text safe to print on a terminal.

Invariant: what `sanitize` returns has no control character and no bidi character, and as many characters as its argument.
"""

from __future__ import annotations

REPLACEMENT = "\ufffd"

# C0, DEL and C1 control a terminal. Bidi marks, embeddings, overrides and isolates reorder the text around them. The two
# separators end a line for some readers only. A lone surrogate cannot be encoded.
_UNSAFE_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0x061C, 0x061C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x2069),
    (0xD800, 0xDFFF),
)


def is_unsafe(character: str) -> bool:
    """Return whether this one character is a control character, a bidi character or a lone surrogate."""
    if character.isprintable():  # the ranges take fifteen times as long
        return False
    code = ord(character)
    return any(low <= code <= high for low, high in _UNSAFE_RANGES)


def unsafe_in(text: str) -> set[str]:
    """Return which unsafe characters a text has."""
    return set() if text.isprintable() else set(filter(is_unsafe, set(text)))


def sanitize(text: str) -> str:
    """Replace each unsafe character by U+FFFD, one for one, so that columns stay the same."""
    for character in unsafe_in(text):
        text = text.replace(character, REPLACEMENT)
    return text


def sanitize_path(path: str) -> str:
    """Sanitize a path that begins a line, so that GitHub and Azure, which obey commands in logs, do not take it for one.

    `::` is one where a line begins, `##[` and `##vso[` anywhere.
    """
    path = sanitize(path).replace("##[", f"#{REPLACEMENT}[").replace("##vso[", f"#{REPLACEMENT}vso[")
    return f"./{path}" if path.lstrip().startswith("::") else path


def replace_surrogates(text: str) -> str:
    """Replace by U+FFFD the bytes of a command-line argument that were not UTF-8; Python keeps them as lone surrogates."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a surrogate that stands for no byte, which only Python code can pass
        return "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text)
