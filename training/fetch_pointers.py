"""Find the text of labelled mentions that are only pointed at: `python -m training.fetch_pointers REAL MIRRORS OUT`.

The pointers are in REAL and in this folder, or in the files named with --pointers: JSON lines, or a table for whole paragraphs.
MIRRORS is a folder with one git directory a repository, named OWNER+NAME/repo. Each repository is checked against the sealed
names first. The text goes to OUT, which must lie outside the project: it is never committed. 15,260 of 15,292 are found so: nine
passages of one repository were cleaned in a way this does not know, and some small repositories were not fetched.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
_FRONT = re.compile(r"^---\n.*?\n---\n", re.DOTALL)
_CODE = re.compile(r"```.*?```", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?")
_REFERENCE = re.compile(r"\[([^\]]*)\]\[[^\]]*\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_EMPHASIS = ("[*`]", "[*_`]", r"[`]|\*\*|__", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("real", "mirrors", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--pointers", type=Path, nargs="+", help="files to read instead of those of REAL and of this folder")
    options = parser.parse_args()
    lines = (options.real / "sealed-names.txt").read_text().splitlines()
    sealed = {line for line in lines if not line.startswith("#")}
    counts: Counter[str] = Counter()
    paragraphs: dict[tuple[str, str], list[str]] = {}
    files = options.pointers or [options.real / "pointers.jsonl", HERE / "pointers.jsonl", HERE / "labels-fetched.tsv"]
    with options.out.open("w") as out:
        for pointer in (pointer for file in files for pointer in _pointers(file)):
            repository = str(pointer["repo"])
            if hashlib.sha256(f"twosense:{repository.lower()}".encode()).hexdigest() in sealed:
                raise SystemExit(f"{repository} is sealed")
            key = repository, str(pointer["path"])
            if key not in paragraphs:
                paragraphs[key] = list(dict.fromkeys(_paragraphs(options.mirrors, *key)))
            text = next((found for found in map(lambda one: _passage(one, pointer), paragraphs[key]) if found), None)
            counts["found" if text else f"not found: {repository}"] += 1
            if text:
                out.write(json.dumps({**pointer, "text": text}) + "\n")
    print(dict(counts))


def _pointers(file: Path) -> Iterator[dict[str, str | int]]:
    """Read a file of pointers: JSON lines, or a table of labels whose passages are whole paragraphs."""
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.suffix != ".tsv":
        yield from map(json.loads, lines)
        return
    names = lines[0].split("\t")
    for line in lines[1:]:
        pointer = dict(zip(names, line.split("\t"), strict=True))
        yield {**pointer, "repo": pointer["repository"]}


def _paragraphs(mirrors: Path, repository: str, path: str) -> Iterator[str]:
    """Give the paragraphs of a file, cleaned in all the ways that the passages may have been."""
    folder = mirrors / repository.replace("/", "+") / "repo"
    git = folder / ".git" if (folder / ".git").is_dir() else folder
    done = subprocess.run(["git", "-C", str(git), "show", f"HEAD:{path}"], capture_output=True, check=False)
    if done.returncode:
        return
    raw = done.stdout.decode("utf-8", "replace")
    clean = _COMMENT.sub("", _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _IMAGE.sub("", _CODE.sub("\n\n", _FRONT.sub("", raw))))))
    for base, blank, emphasis, plain in product((clean, raw), (" ", ""), _EMPHASIS, (True, False)):
        text = _TAG.sub(blank, base)
        text = re.sub(emphasis, "", text) if emphasis else text
        text = (html.unescape(text) if plain else text).replace("\\", "")
        for block in re.split(r"\n\s*\n", text):
            yield " ".join(block.split())
            yield from (" ".join(row.split()) for row in block.split("\n"))


def _passage(paragraph: str, pointer: dict[str, str | int]) -> str | None:
    """Give the part of a paragraph that has the pointer's hash, with the mention where it says."""
    if "paragraph" in pointer:
        return paragraph if hashlib.sha256(paragraph.encode()).hexdigest().startswith(str(pointer["paragraph"])) else None
    surface, before = str(pointer["surface"]), int(pointer["start"])
    at = paragraph.find(surface)
    while at >= 0:
        start = at - before
        if start >= 0:
            for end in range(len(paragraph), at + len(surface) - 1, -1):
                if hashlib.sha256(paragraph[start:end].encode()).hexdigest() == pointer["sha256"]:
                    return paragraph[start:end]
        at = paragraph.find(surface, at + 1)
    return None


if __name__ == "__main__":
    main()
