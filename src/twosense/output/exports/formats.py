"""Formats: which module writes a glossary in which format.

Invariant: a call imports the module of its own format only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twosense.glossary.extract import Extract

FORMATS = ("csv", "json", "skos", "html")


def exported(kind: str, extract: Extract, *, excel: bool = False) -> Iterator[str]:
    """Return an extract of a glossary in a format, one of FORMATS, in parts; `excel` is about csv."""
    if kind == "csv":
        from twosense.output.exports import csv

        return csv.lines(extract, excel=excel)
    if kind == "json":
        from twosense.output.exports import json

        return json.parts(extract)
    if kind == "skos":
        from twosense.output.exports import skos

        return skos.statements(extract)
    from twosense.output.exports import html

    return html.parts(extract)
