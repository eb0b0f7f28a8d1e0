"""Scan: whole scans of English prose with senses, compared with proselint and harper, which also read language.

The peers get the same files in the same interleaved run. Harper reads about 20 kB a second, so it gets every fifth file, and
ratios to it are of bytes per second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import FOLDER
from environment import own_folders, scripts
from texts import paragraphs, size_of, write_files
from timing import Command, in_turn, line, ratio

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 2_400_000  # bytes
FILES, MANY = 16, 3_000
HARPERS_SHARE = 5  # Harper gets every n-th file
RUNS, SHORT_RUNS, FIRST_RUNS = 3, 40, 5
_HARPER = """
import sys
from harper import Linter
linter = Linter()
for path in sys.argv[1:]:
    for lint in linter.lint(open(path, encoding="utf-8").read(), language="plaintext"):
        print(path, lint.span.start, lint.message)
"""


def main() -> None:
    """Print the ratios."""
    bin_ = scripts("harper-py", "proselint")
    name, texts = paragraphs()
    _against_peers(bin_, name, texts)
    _many_files(bin_, name, texts)
    _short(bin_)


def _against_peers(bin_: Path, name: str, texts: list[str]) -> None:
    files = write_files("whole", texts, FILES, SIZE)
    fewer = files[::HARPERS_SHARE]
    size, share = size_of(files), size_of(fewer)
    ours = Command("twosense", [str(bin_ / "twosense"), "scan", *map(str, files)], environment=own_folders())
    proselint = Command("proselint", [str(bin_ / "proselint"), "check", *map(str, files)])
    harper = Command("harper", [str(bin_ / "python"), "-c", _HARPER, *map(str, fewer)])
    in_turn([ours, proselint, harper], RUNS, warm=1)
    what = f"whole scan of {size / 1e6:.1f} MB of {name}"
    rate = size / 1e6 / ours.median
    line(what, rate, unit="MB/s", extra=f"{ours.median:.2f} s")
    for command, read, bar in ((proselint, size, ">= 5"), (harper, share, ">= 50")):
        extra = f"{command.name} {read / 1e6 / command.median:.3f} MB/s"
        line(f"times as fast as {command.name}", size / read / ratio(ours, command), bar, extra=extra)


def _many_files(bin_: Path, name: str, texts: list[str]) -> None:
    one = write_files("one", texts, 1, SIZE)
    many = write_files("many", texts, MANY, SIZE)
    commands = [
        Command(f"{len(files)} files", [str(bin_ / "twosense"), "scan", str(files[0].parent)], environment=own_folders())
        for files in (many, one)
    ]
    in_turn(commands, RUNS * 2, warm=1)
    per_byte = ratio(*commands) * size_of(one) / size_of(many)
    extra = f"{commands[0].median:.2f} s, one file {commands[1].median:.2f} s"
    line(f"{MANY:,} small files of {name} / one file, per kB", per_byte, "<= 2", extra=extra)


def _short(bin_: Path) -> None:
    brief = FOLDER / "brief.md"
    brief.write_text("The DR is cut this quarter.\n", encoding="utf-8")
    scan = [str(bin_ / "twosense"), "scan", str(brief)]
    empty = Command("empty", [str(bin_ / "emptyscript")])
    short = Command("short", scan, environment=own_folders())
    in_turn([empty, short], SHORT_RUNS)
    line("scan of one line / an empty console script", ratio(short, empty), "<= 6", extra=f"{short.median * 1e3:.0f} ms")
    cache = FOLDER / "cache-first"
    first = Command("first", scan, environment=own_folders(cache.name), before=["rm", "-rf", str(cache)])
    empty.seconds.clear()
    in_turn([empty, first], FIRST_RUNS, warm=1)
    # 1.2 s on a machine that starts the empty script in 22 ms.
    line("first scan ever / an empty console script", ratio(first, empty), "<= 55", extra=f"{first.median:.2f} s")


if __name__ == "__main__":
    main()
