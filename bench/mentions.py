"""Mentions: finding the names of a glossary in files, without senses, compared with ripgrep and ugrep.

ripgrep comes from npm (`@vscode/ripgrep`, fetched where there is an npm), else from PATH; ugrep comes from PATH
(`apt-get install ugrep`). A peer that is not found is left out.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from typing import TYPE_CHECKING

from data import FOLDER, headwords, vocabulary
from environment import own_folders, scripts
from timing import Command, in_turn, line, ratio

if TYPE_CHECKING:
    from pathlib import Path

RUNS = 5
_FILES, _FILE_BYTES = 128, 1 << 20
_FIND = """
import os, sys
from twosense.build import open_layers
from twosense.mentions.finder import Finder
from twosense.paths import LayerPaths
from twosense.store.view import SCAN
from twosense.text.positions import Positions
glossary, folder, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
finder = Finder(open_layers(LayerPaths(only=[glossary]), SCAN))
paths = [entry.path for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)]
children = []
for worker in range(workers):
    pid = os.fork()
    if pid == 0:
        for path in paths[worker::workers]:
            data = open(path, "rb").read()
            positions = Positions(data)
            lines = []
            for occurrence in finder.occurrences(data, data):
                at = positions.at(occurrence.start)
                lines.append(f"{path}:{at.line}:{at.column}:{finder.key(occurrence)}\\n")
            sys.stdout.write("".join(lines))
            sys.stdout.flush()
        os._exit(0)
    children.append(pid)
for pid in children:
    if os.waitpid(pid, 0)[1]:
        sys.exit("a worker failed")
"""


def main() -> None:
    """Print the ratios for 100 and for 10,000 terms."""
    bin_ = scripts()
    corpus = _corpus()
    for count in (100, 10_000):
        _find(bin_, corpus, count)


def _corpus() -> Path:
    """Return a folder of lines of words: one in twelve is a business word, each line is capitalised, some end in a mark."""
    folder = FOLDER / f"corpus-{_FILES}"
    if folder.exists():
        return folder
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    business, others = vocabulary()
    for number in range(_FILES):
        rng = random.Random(number)
        lines, size = [], 0
        while size < _FILE_BYTES:
            words = [rng.choice(business if rng.random() < 1 / 12 else others) for _ in range(12)]
            words[0] = words[0].capitalize()
            lines.append(" ".join(words) + rng.choice(("", "", ",", ".", ".")))
            size += len(lines[-1]) + 1
        (draft / f"{number:03}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.rename(folder)
    return folder


def _find(bin_: Path, corpus: Path, count: int) -> None:
    names = headwords(count, seed=5)
    glossary = FOLDER / f"names-{count}.toml"
    terms = [f'[[term]]\nname = "{name}"\n[[term.sense]]\nside = "a"\nmeaning = "m"\ndefinition = "d"\n' for name in names]
    glossary.write_text('[sides.a]\nlabel = "A"\n' + "".join(terms), encoding="utf-8")
    patterns = FOLDER / f"names-{count}.txt"
    patterns.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    ours = [
        Command(
            str(workers),
            [str(bin_ / "python"), "-c", _FIND, str(glossary), str(corpus), str(workers)],
            environment=own_folders(),
            statuses=(0,),
        )
        for workers in (2, 1)
    ]
    few = count == 100
    peers = []
    if rg := _ripgrep():
        fixed = ["-oFwin", "--no-unicode", "--no-heading", "--column", "-j2", "-f", str(patterns), str(corpus)]
        peers.append((Command("rg", [rg, *fixed]), ">= 0.4" if few else ">= 1.4"))
    if ugrep := shutil.which("ugrep"):
        peers.append((Command("ugrep", [ugrep, "-oFwinr", "-J2", "-f", str(patterns), str(corpus)]), ""))
    in_turn([*ours, *(command for command, _ in peers)], RUNS, warm=1)
    megabytes = _FILES * _FILE_BYTES / 1e6
    for command in ours:
        what = f"finding {count:,} terms, {command.name} process{'es' * (command.name != '1')}"
        line(what, megabytes / command.median, unit="MB/s", extra=f"{command.peak_mb:.0f} MB of memory")
    for command, bar in peers:
        extra = f"{command.name} {megabytes / command.median:.0f} MB/s"
        line(f"finding {count:,} terms: times as fast as {command.name}", 1 / ratio(ours[0], command), bar, extra=extra)


def _ripgrep() -> str | None:
    folder = FOLDER / "npm"
    if not folder.exists() and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "@vscode/ripgrep"], check=False)
    found = sorted(folder.glob("node_modules/@vscode/ripgrep*/bin/rg"))
    return str(found[0]) if found else shutil.which("rg")


if __name__ == "__main__":
    main()
