"""JSON: a glossary as one object, which `twosense schema glossary` describes.

Invariant: what is empty is left out, as in a glossary file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.output.structs import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.extract import Extract


def parts(extract: Extract) -> Iterator[str]:
    """Yield the object."""
    yield msgspec.json.format(encode(_filled(msgspec.to_builtins(extract.table()))), indent=2) + "\n"


def _filled(value: object) -> object:
    """Return a value without what is empty in it."""
    if isinstance(value, dict):
        filled = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in (None, [], {})}
    return [_filled(one) for one in value] if isinstance(value, list) else value
