"""JSON text: escape what a terminal would obey.

Invariant: no JSON that leaves twosense holds a raw control or bidi character.
"""

from __future__ import annotations

from twosense.text.sanitize import is_unsafe


def quote(text: str) -> str:
    """Return a text as a JSON string, with control and bidi characters escaped."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'  # importing json takes half the time of a bare interpreter start
    from json import dumps

    return escape_json(dumps(text, ensure_ascii=False))


def escape_json(encoded: str) -> str:
    """Escape the control and bidi characters in JSON."""
    if encoded.isprintable():
        return encoded
    return "".join(f"\\u{ord(c):04x}" if is_unsafe(c) else c for c in encoded)
