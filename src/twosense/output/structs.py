"""Structs: findings and translations as JSON, one array or one object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.output.formatter import JsonArray, Plain
from twosense.output.json_text import escape_json

if TYPE_CHECKING:
    from msgspec import Struct

_encode = msgspec.json.Encoder().encode


class Ndjson(Plain):
    """One object per line."""

    def item(self, one: Struct) -> str:
        """Return one object."""
        return escape_json(_encode(one).decode()) + "\n"


class Json(JsonArray):
    """One array."""

    between = ",\n"

    def item(self, one: Struct) -> str:
        """Return one object."""
        return escape_json(_encode(one).decode())
