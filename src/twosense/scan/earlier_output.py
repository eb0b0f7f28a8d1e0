"""Earlier output: read back what `--format json` or `--format ndjson` wrote."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Struct

Record = TypeVar("Record", bound=Struct)


def decode_output(data: bytes, kind: type[Record]) -> list[Record]:
    """Return the objects of one array, or of one line each. Raises msgspec.DecodeError, UnicodeDecodeError, RecursionError."""
    if data.lstrip().startswith(b"["):
        return msgspec.json.decode(data, type=list[kind])  # type: ignore[valid-type]  # known when it runs
    return msgspec.json.Decoder(kind).decode_lines(data)
