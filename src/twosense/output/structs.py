"""JSON: findings as one array, or one object per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.output.formatter import JsonArray, Plain
from twosense.output.json_text import escape_json

if TYPE_CHECKING:
    from twosense.model import Finding

_encode = msgspec.json.Encoder().encode


class Ndjson(Plain):
    """One object per line."""

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return escape_json(_encode(finding).decode()) + "\n"


class Json(JsonArray):
    """One array."""

    between = ",\n"

    def item(self, finding: Finding) -> str:
        """Return one finding."""
        return escape_json(_encode(finding).decode())
