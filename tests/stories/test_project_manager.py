"""A project manager scans the folder of a campaign, from the first command to a report: Word, slides, PDF, e-mails, notes."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.scan.documents import docx, odt, pdf, pptx

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents")]
MAIL = """\
From: Ann <ann@agency.example>
Subject: Re: The brief
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: {}

{}
"""
REPLY = "Hello,\n\nthe DR is cut this quarter.\n\nOn Monday, Bob wrote:\n> The agile one is late.\n"


@pytest.fixture
def campaign() -> None:
    """A folder as people keep it."""
    Path("slides").mkdir()
    Path("brief.docx").write_bytes(docx(["The brief", "The DR is cut this quarter, says the agency.", "Thank you."]))
    Path("minutes.odt").write_bytes(odt(["Minutes", "Nothing was decided."]))
    Path("slides/launch.pptx").write_bytes(pptx(["Welcome", "The agile one is late."]))
    Path("report.pdf").write_bytes(pdf(["The report is attached.", "The DR is cut.", ""]))
    Path("reply.eml").write_text(MAIL.format("base64", base64.b64encode(REPLY.encode()).decode()), encoding="utf-8")
    Path("old-reply.eml").write_text(MAIL.format("8bit", REPLY), encoding="utf-8")
    Path("notes.md").write_text("# Notes\n\nThe `DR` is a name in code. The DR is cut.\n", encoding="utf-8")
    Path("logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")


@pytest.mark.usefixtures("campaign")
def test_from_the_first_scan_to_a_report_and_back_to_the_files(process: Run) -> None:
    first = process("scan", ".", "-q")
    assert first.returncode == 1
    found = [line.split(": ", 4) for line in first.stdout.decode().splitlines()]
    assert [(place, term, where) for place, _, term, where, _ in found if not place.startswith(("notes", "old"))] == [
        ("brief.docx:2:5", "DR", "paragraph 2"),
        ("reply.eml:3:5", "DR", "line 3 of part 1, decoded"),
        ("report.pdf:2:5", "DR", "page 2"),
        ("slides/launch.pptx:2:5", "agile", "slide 2"),
    ]
    assert [one[0] for one in found if one[0].startswith(("notes", "old"))] == ["notes.md:3:33", "old-reply.eml:9:5"]

    # What was not read is said, so that nobody takes it for read.
    closing = process("scan", ".").stderr.decode().splitlines()[-1]
    assert closing.startswith("twosense: 6 warnings in 6 of 7 files")
    assert closing.endswith(
        "2 skipped: 1 of a type that is not scanned (.png), 1 inside a file (attachment or page without text)"
    )

    # A finding shows the words around it, and why it is one.
    shown = process("scan", "brief.docx").stdout.decode().splitlines()
    assert shown[1:3] == ["  2 | The DR is cut this quarter, says the agency.", "    |     ^^"]
    assert b"DR" in process("explain", "brief.docx:2:5").stdout

    # The report goes to somebody who does not have the program.
    assert process("scan", ".", "--format", "markdown", "-o", "report.md").returncode == 1
    report = Path("report.md").read_text(encoding="utf-8")
    assert all(name in report for name in ("brief\\.docx", "page 2", "slide 2", "paragraph 2"))
    Path("report.md").unlink()

    # The brief is corrected in Word, and the scan of it is clean.
    Path("brief.docx").write_bytes(docx(["The brief", "The direct-response advertising is cut this quarter.", "Thank you."]))
    again = process("scan", "brief.docx")
    assert (again.returncode, again.stderr) == (0, b"twosense: no findings in 1 file\n")
