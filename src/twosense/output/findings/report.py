"""Report: writes the findings of a scan as they become known, then its closing line, and keeps the exit code."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from twosense.output import diagnostics
from twosense.output.diagnostics import ExitCode
from twosense.output.findings.closing import closing_line
from twosense.output.findings.tally import Tally
from twosense.output.formatter import Writer
from twosense.scan.skips import Reason, Skips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twosense.errors import FileError
    from twosense.model import Finding
    from twosense.output.formatter import Formatter

_BATCH = 1000  # findings written together


class Report:
    """Writes findings; `skips` counts the files that were not read."""

    def __init__(
        self,
        formatter: Formatter[Finding],
        overrides: str,
        *,
        quiet: bool = False,
        exit_zero: bool = False,
        noun: str = "files",
    ) -> None:
        """Prepare; `overrides` says what the project overrides.

        With `quiet`, there is a closing line only if a text was not read. With `exit_zero`, findings do not count for the exit
        code. `noun` names what was looked for.
        """
        self._writer = Writer(formatter)
        self._quiet = quiet
        self._tally = Tally(overrides)
        self._code_for_findings = ExitCode.SUCCESS if exit_zero else ExitCode.NEEDS_REVIEW
        self._noun = noun
        self.skips = Skips()

    def refuse(self, error: FileError) -> None:
        """Report a file that cannot be read."""
        self.skips.add(Reason.UNREADABLE)
        diagnostics.report_error(error)

    def leave_out(self, names: Iterable[str]) -> None:
        """Count the parts of a file that were not read."""
        for name in names:
            self.skips.add(Reason.PART, name)

    def add(self, findings: Iterable[Finding], progress: diagnostics.Progress) -> None:
        """Write the findings of one file at once."""
        self._tally.files += 1
        found = iter(findings)
        while batch := list(islice(found, _BATCH)):
            for finding in batch:
                self._tally.count(finding)
            progress.clear()
            self._writer.write(batch)

    @property
    def has_read(self) -> bool:
        """Whether a text was read, English or not."""
        return bool(self._tally.files or self.skips.reasons[Reason.NOT_ENGLISH])

    def finish(self) -> int:
        """Write the end and the closing line, and return the exit code."""
        self._writer.close()
        is_failure = self.skips.is_our_limit and not self.has_read
        if not self._quiet or self.skips.has_unread or is_failure:
            closing = closing_line(self._tally, self.skips, self._noun)
            if closing:
                diagnostics.say(closing)
        if self.skips.reasons[Reason.UNREADABLE] or is_failure:
            return ExitCode.ERROR
        return self._code_for_findings if self._tally.levels else ExitCode.SUCCESS
