"""JSON: a glossary as one object, which `twosense schema glossary` describes.

Invariant: what is empty is left out, as in a glossary file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.output.json_text import escape_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.extract import Extract


def parts(extract: Extract) -> Iterator[str]:
    """Yield the object."""
    encoded = msgspec.json.encode(_filled(msgspec.to_builtins(extract.table()))).decode()
    yield msgspec.json.format(escape_json(encoded), indent=2) + "\n"


def _filled(value: object) -> object:
    """Return a value without what is empty in it."""
    if isinstance(value, dict):
        filled = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in (None, [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value
