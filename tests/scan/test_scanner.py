"""The scanner: where a finding is."""

from __future__ import annotations

import re

from hypothesis import given

from tests.mentions.texts import STORE, TEXTS
from twosense.scan.scanner import Scanner

SCANNER = Scanner(STORE)
LINE_END = re.compile("\r\n|\r|\n")


@given(TEXTS)
def test_a_finding_is_where_an_editor_shows_it(text: str) -> None:
    data = text.encode()
    for finding in SCANNER.scan("x.txt", data, SCANNER.reporter(threshold="all")) or ():
        assert data[finding.offset : finding.offset + finding.length] == finding.surface.encode()
        for offset, line, column, utf16 in (
            (finding.offset, finding.line, finding.column, finding.utf16_column),
            (finding.offset + finding.length, finding.end_line, finding.end_column, finding.utf16_end_column),
        ):
            lines = LINE_END.split(data[:offset].decode().removeprefix("\ufeff"))
            assert (line, column) == (len(lines), len(lines[-1]) + 1)
            assert utf16 == len(lines[-1].encode("utf-16-le")) // 2 + 1
