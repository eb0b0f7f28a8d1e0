"""Translate: whole files, compared with a scan of them, and with the programs that also write corrections into files.

Each command gets the same files in the same interleaved run. All of them together are small enough for a scan in one process.
The bar is that of the style that is used unless another is named. The others word an edit for each mention, and what replaces a
word is read again with its neighbours.
"""

from __future__ import annotations

import shutil

from data import FOLDER
from environment import own_folders, scripts
from texts import paragraphs, size_of, write_files
from timing import Command, in_turn, line, ratio

SIZE = 900_000  # bytes; a scan takes a second process for more than 1 MB
FILES, MANY = 12, 240
RUNS = 5


def main() -> None:
    """Print the ratios."""
    bin_ = scripts("codespell", "typos")
    name, texts = paragraphs()
    files = write_files("translated", texts, FILES, SIZE)
    copies = FOLDER / "copies"
    again = ["sh", "-c", f"rm -rf {copies} && cp -r {files[0].parent} {copies}"]
    named = [str(copies / path.name) for path in files]

    def ours(label: str, *arguments: str) -> Command:
        return Command(label, [str(bin_ / "twosense"), *arguments, *named], environment=own_folders(), before=again)

    scan = ours("scan", "scan")
    styles = [ours(style, "translate", "--style", style, "--write") for style in ("gloss", "expand", "replace")]
    peers = [
        Command("codespell", [str(bin_ / "codespell"), "-w", *named], before=again, statuses=(0, 65)),
        Command("typos", [str(bin_ / "typos"), "--write-changes", *named], before=again, statuses=(0, 2)),
    ]
    in_turn([scan, *styles, *peers], RUNS, warm=1)
    size = size_of(files) / 1e6
    for command, bar in zip(styles, ("<= 1.3", "", ""), strict=True):
        extra = f"{command.median:.2f} s, {size / command.median:.2f} MB/s, {command.peak_mb:.0f} MB"
        line(f"translate --style {command.name} --write / scan of {name}", ratio(command, scan), bar, extra=extra)
    for peer in peers:
        line(f"translate --write / {peer.name}, which writes, too", ratio(styles[0], peer), extra=f"{peer.median:.2f} s")
    _memory(texts, str(bin_ / "twosense"))
    shutil.rmtree(copies, ignore_errors=True)


def _memory(texts: list[str], program: str) -> None:
    """Compare the memory for many files with that for a tenth of them."""
    few, many = (
        Command(
            f"{count} files",
            [program, "translate", "--write", *map(str, write_files(f"memory-{count}", texts, count, SIZE * count // MANY))],
            environment=own_folders(),
        )
        for count in (MANY // 10, MANY)
    )
    in_turn([few, many], 2, warm=0)
    line(
        f"peak memory for {MANY} files / for {MANY // 10}", many.peak_mb / few.peak_mb, "<= 1.1", extra=f"{many.peak_mb:.0f} MB"
    )


if __name__ == "__main__":
    main()
