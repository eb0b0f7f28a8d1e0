"""JSON text: escape what a terminal would obey.

Invariant: no JSON that leaves twosense holds a raw control or bidi character.
"""

from __future__ import annotations

from twosense.text.sanitize import unsafe_in


def quote(text: str) -> str:
    """Return a text as a JSON string, with control and bidi characters escaped."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'  # importing json takes half the time of a bare interpreter start
    from json import dumps

    return escape_json(dumps(text, ensure_ascii=False))


def escape_json(encoded: str) -> str:
    """Escape the control and bidi characters in JSON."""
    for character in unsafe_in(encoded):
        encoded = encoded.replace(character, f"\\u{ord(character):04x}")
    return encoded
