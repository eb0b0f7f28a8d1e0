"""Closing line: what a scan found, how many files it read, how many it skipped, and why.

Invariant: a scan that read nothing says so; files that have a message of their own are not mentioned alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosense.scan.documents import CONVERTED, EXTRA, can_convert, is_document, tool_of
from twosense.scan.skips import Reason
from twosense.scan.text_file import SIZE_LIMIT

if TYPE_CHECKING:
    from collections import Counter

    from twosense.output.findings.tally import Tally
    from twosense.scan.skips import Skips

_WORDS = {
    Reason.OTHER_TYPE: "of a type that is not scanned",
    Reason.PART: "inside a file (attachment or page without text)",
    Reason.TOO_LARGE: f"larger than {SIZE_LIMIT >> 20} MiB",
    Reason.NOT_TEXT: "not plain text",
    Reason.NOT_ENGLISH: "not English",
    Reason.UNREADABLE: "unreadable",
    Reason.LINK: "behind a symbolic link",
    Reason.IGNORED: "ignored by .gitignore or exclude",
}
_SHOWN = 3  # suffixes that are named


def closing_line(tally: Tally, skips: Skips, noun: str = "files") -> str:
    """Return the line; "" if nothing was read and the reason is on stderr already. `noun` names what was looked for."""
    if not tally.files and skips.reasons.keys() == {Reason.UNREADABLE}:
        return ""
    scanned = str(tally) or (f"no {noun} scanned" if skips.reasons else f"no {noun} found")
    conversion = "" if tally.files else _conversion(skips.suffixes)
    return "; ".join(filter(None, (scanned, _skipped(skips), _extra(skips.suffixes), conversion)))


def _skipped(skips: Skips) -> str:
    words = _WORDS | {Reason.OTHER_TYPE: _WORDS[Reason.OTHER_TYPE] + _types(skips.suffixes)}
    counts = [(skips.reasons[reason], words[reason]) for reason in words if skips.reasons[reason]]
    if len(counts) > 1:
        return f"{skips.reasons.total():,} skipped: {', '.join(f'{count:,} {why}' for count, why in counts)}"
    return "".join(f"{count:,} skipped: {why}" for count, why in counts)


def _types(suffixes: Counter[str]) -> str:
    """Name the suffixes that matter most."""
    ordered = _ordered(suffixes)
    more = len(ordered) - _SHOWN
    named = ", ".join(ordered[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f" ({named})" if named else ""


def _ordered(suffixes: Counter[str]) -> list[str]:
    """Return the suffixes, those of documents first: they hold text that somebody may expect to be scanned."""
    return sorted(suffixes, key=lambda suffix: (not is_document(suffix), -suffixes[suffix], suffix))


def _extra(suffixes: Counter[str]) -> str:
    """Say what to install for the documents that were skipped."""
    readable = [suffix for suffix in _ordered(suffixes) if suffix in CONVERTED]
    return f"to read {', '.join(readable)}, run {EXTRA}" if readable and not can_convert() else ""


def _conversion(suffixes: Counter[str]) -> str:
    """Name the tools that make texts of the documents, the most useful first."""
    tools = dict.fromkeys(filter(None, (tool_of(suffix) for suffix in _ordered(suffixes))))
    return f"convert them to text first, for example with {' or '.join(tools)}" if tools else ""
