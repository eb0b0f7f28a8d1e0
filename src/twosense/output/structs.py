"""Structs: structs and what else msgspec can encode, as JSON: as an array, or as one object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from twosense.output.formatter import JsonArray, Plain
from twosense.output.json_text import escape_json

if TYPE_CHECKING:
    from msgspec import Struct

_encode = msgspec.json.Encoder().encode


def encode(value: object) -> str:
    """Return a value as JSON on one line, with control and bidi characters escaped."""
    return escape_json(_encode(value).decode())


class Ndjson(Plain):
    """One object per line."""

    def item(self, one: Struct) -> str:
        """Return one object."""
        return encode(one) + "\n"


class Json(JsonArray):
    """One array."""

    between = ",\n"

    def item(self, one: Struct) -> str:
        """Return one object."""
        return encode(one)
