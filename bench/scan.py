"""Scan: finding mentions beside tools that find words, and whole scans with senses beside spelling checkers.

The peers: ripgrep from npm (`@vscode/ripgrep`, fetched where there is an npm) or else `rg` on the path; ugrep on the path
(`apt-get install ugrep`); typos and codespell from PyPI, installed beside twosense. One that is not found is left out. A
spelling checker is given the terms as its list of misspellings, which is the nearest it comes to the task.
"""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from pydoc_data.topics import topics

from data import FOLDER, headwords, vocabulary
from environment import TOP, scripts
from timing import Command, in_turn, line, ratio

RUNS = 5
_FILES, _FILE_BYTES = 128, 1 << 20
_FIND = """
import os, sys
from twosense.prose.mentions import Finder
from twosense.prose.positions import Positions
from twosense.view import open_view
glossary, folder, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
finder = Finder(open_view(only=[glossary], use="scan"))
paths = [entry.path for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)]
children = []
for worker in range(workers):
    pid = os.fork()
    if pid == 0:
        for path in paths[worker::workers]:
            data = open(path, "rb").read()
            positions = Positions(data)
            lines = []
            for place in finder.places(data, data):
                at = positions.at(place.start)
                lines.append(f"{path}:{at.line}:{at.column}:{finder.key(place)}\\n")
            sys.stdout.write("".join(lines))
            sys.stdout.flush()
        os._exit(0)
    children.append(pid)
for pid in children:
    os.waitpid(pid, 0)
"""
_SENSE = """
import json, sys, time
from twosense.prose.mentions import Finder
from twosense.prose.senses import Resolver
from twosense.view import open_view
store = open_view(use="scan")
finder, resolver = Finder(store), Resolver(store)
texts = [json.loads(row)["text"] for row in open(sys.argv[1])]
found = [(text, finder.mentions(text)) for text in texts]
resolver.read(*found[0])
times = []
for _ in range(5):
    began = time.perf_counter()
    for text, mentions in found:
        resolver.read(text, mentions)
    times.append(time.perf_counter() - began)
print(min(times) / sum(len(mentions) for _, mentions in found) * 1e6)
"""


def main() -> None:
    """Print the ratios."""
    bin_ = scripts("typos", "codespell")
    corpus = _corpus()
    for count in (100, 10_000):
        _finding(bin_, corpus, count)
    _whole(bin_)
    sentences = TOP / "tests" / "senses" / "tune.ndjson"
    done = subprocess.run([bin_ / "python", "-c", _SENSE, sentences], capture_output=True, check=True, text=True, env=_own())
    line("one mention's sense", float(done.stdout), unit="us")


def _own() -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return inherited | {"XDG_CACHE_HOME": str(FOLDER / "cache"), "XDG_CONFIG_HOME": str(FOLDER / "config")}


def _corpus() -> Path:
    """Files of words in lines: one word in twelve is of the trade, a few are capitalised, some lines end in a full stop."""
    folder = FOLDER / f"corpus-{_FILES}"
    if folder.exists():
        return folder
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    trade, others = vocabulary()
    for number in range(_FILES):
        rng = random.Random(number)
        lines, size = [], 0
        while size < _FILE_BYTES:
            words = [rng.choice(trade if rng.random() < 1 / 12 else others) for _ in range(12)]
            words[0] = words[0].capitalize()
            lines.append(" ".join(words) + rng.choice(("", "", ",", ".", ".")))
            size += len(lines[-1]) + 1
        (draft / f"{number:03}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft.rename(folder)
    return folder


def _finding(bin_: Path, corpus: Path, count: int) -> None:
    names = headwords(count, seed=5)
    glossary = FOLDER / f"names-{count}.toml"
    rows = [f'[[term]]\nname = "{name}"\n[[term.sense]]\nside = "a"\nmeaning = "m"\ndefinition = "d"\n' for name in names]
    glossary.write_text('[sides.a]\nlabel = "A"\n' + "".join(rows), encoding="utf-8")
    patterns = FOLDER / f"names-{count}.txt"
    patterns.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    environment = _own()
    ours = [
        Command(
            f"{workers}", [str(bin_ / "python"), "-c", _FIND, str(glossary), str(corpus), str(workers)], environment=environment
        )
        for workers in (2, 1)
    ]
    few = count == 100
    peers = []
    if rg := _ripgrep():
        fixed = ["-oFwin", "--no-unicode", "--no-heading", "--column", "-j2", "-f", str(patterns), str(corpus)]
        peers.append((Command("rg", [rg, *fixed]), ">= 0.4" if few else ">= 1.4"))
    if ugrep := shutil.which("ugrep"):
        peers.append((Command("ugrep", [ugrep, "-oFwinr", "-J2", "-f", str(patterns), str(corpus)]), ">= 2" if few else ""))
    if few:  # with 10,000 words in its list typos takes most of a minute
        peers += zip(_spelling(bin_, corpus, names), (">= 10", ">= 25"), strict=True)
    in_turn([*ours, *(command for command, _ in peers)], RUNS, warm=1)
    megabytes = _FILES * _FILE_BYTES / 1e6
    for command in ours:
        rate = f"{megabytes / command.median:.0f} MB/s, {command.peak_mb:.0f} MB"
        line(f"finding {count} terms, {command.name} workers: seconds", command.median, unit="s", extra=rate)
    for command, bar in peers:
        rate = f"{megabytes / command.median:.0f} MB/s"
        line(f"finding {count} terms: quicker than {command.name}", 1 / ratio(ours[0], command), bar, extra=rate)


def _spelling(bin_: Path, corpus: Path, names: list[str]) -> list[Command]:
    """Spelling checkers, with the single words of these names as their lists."""
    words = sorted({name.lower() for name in names if name.isalpha()} | {name.split()[0].lower() for name in names})
    config = FOLDER / "typos.toml"
    config.write_text("[default.extend-words]\n" + "".join(f'{word} = "{word}x"\n' for word in words), encoding="utf-8")
    listed = FOLDER / "codespell.txt"
    listed.write_text("".join(f"{word}->{word}x\n" for word in words), encoding="utf-8")
    return [
        Command("typos", [str(bin_ / "typos"), "-c", str(config), "--format", "brief", str(corpus)], statuses=_FOUND),
        Command("codespell", [str(bin_ / "codespell"), "-D", str(listed), str(corpus)], statuses=_FOUND),
    ]


_FOUND = (0, 2, 65)  # the statuses of typos and codespell, with nothing and with something found


def _whole(bin_: Path) -> None:
    """Whole scans with the built-in glossary: of documentation, and as the worst case of sentences about its terms alone."""
    for what, texts in (("documentation", _documentation()), ("sentences about its terms", _sentences())):
        for markup, suffix in (("plain text", "txt"), ("Markdown", "md")):
            folder = FOLDER / f"prose-{what.split()[0]}-{suffix}"
            folder.mkdir(parents=True, exist_ok=True)
            size = 0
            for number in range(16):
                rng = random.Random(number)
                pieces = rng.sample(texts, len(texts))
                text = "\n\n".join(" ".join(pieces[at : at + 4]) for at in range(0, len(pieces), 4))
                (folder / f"{number}.{suffix}").write_text(text[: 1 << 20], encoding="utf-8")
                size += len(text[: 1 << 20])
            own = _own()
            ours = Command("twosense", [str(bin_ / "twosense"), "scan", str(folder)], environment=own)
            peers = [
                Command("typos", [str(bin_ / "typos"), str(folder)], statuses=_FOUND),
                Command("codespell", [str(bin_ / "codespell"), str(folder)], statuses=_FOUND),
            ]
            in_turn([ours, *peers], RUNS, warm=1)
            line(f"whole scan, {what}, {markup}", size / 1e6 / ours.median, unit="MB/s", extra=f"{ours.peak_mb:.0f} MB")
            for command, barred in zip(peers, ("plain text", "Markdown"), strict=True):
                bar = "> 1" if barred == markup and what == "documentation" else ""
                line(f"the same: quicker than {command.name}", 1 / ratio(ours, command), bar)


def _sentences() -> list[str]:
    rows = (TOP / "tests" / "senses" / "tune.ndjson").read_text(encoding="utf-8").splitlines()
    return [json.loads(row)["text"] for row in rows] * 8


def _documentation() -> list[str]:
    """The paragraphs of Python's reference and of the docstrings of its library, but for the indented ones."""
    texts = list(topics.values())
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("**/*.py")):
        if {"site-packages", "test", "tests", "lib2to3"}.isdisjoint(path.parts):
            documented = (ast.AsyncFunctionDef, ast.ClassDef, ast.FunctionDef, ast.Module)
            nodes = ast.walk(ast.parse(path.read_bytes()))
            texts += (ast.get_docstring(node) or "" for node in nodes if isinstance(node, documented))
    return [" ".join(block.split()) for text in texts for block in text.split("\n\n") if not block.startswith("    ")]


def _ripgrep() -> str | None:
    folder = FOLDER / "npm"
    if not folder.exists() and shutil.which("npm"):
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "@vscode/ripgrep"], check=False)
    found = sorted(folder.glob("node_modules/@vscode/ripgrep*/bin/rg"))
    return str(found[0]) if found else shutil.which("rg")


if __name__ == "__main__":
    sys.exit(main())
