"""Cases: texts and their translations, as data. `python -m tests.translate.cases` writes each `after` anew.

Read the difference as English before you commit it: no case may hold a broken sentence. Each file holds `[[case]]` tables with
`to`, `before` and `after`; `style` is "gloss" and `file`, whose suffix tells the markup, "x.md" unless given; `questions` are
the mentions that are left open.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, convert, json
from msgspec.structs import replace

from twosense import Glossary
from twosense.model import Style, Translation

HERE = Path(__file__).parent


class Case(Struct, kw_only=True, omit_defaults=True):
    name: str = ""
    to: str
    style: Style = "gloss"
    file: str = "x.md"
    before: str
    after: str
    questions: tuple[str, ...] = ()

    def translated(self, glossary: Glossary, text: str) -> Translation:
        return glossary.translate(text, reader=self.to, style=self.style, name=self.file)


def read(path: Path) -> list[Case]:
    return convert(tomllib.loads(path.read_text(encoding="utf-8"))["case"], list[Case])


def cases() -> Iterator[tuple[str, Case]]:
    """Yield the cases of all files, each with its name, such as "gloss 12"."""
    for path in sorted(HERE.glob("*.toml")):
        for number, case in enumerate(read(path), 1):
            yield f"{path.stem} {number}", case


def write(path: Path, glossary: Glossary) -> None:
    """Write a file with what a translation makes of each text now."""
    tables = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for case in read(path):
        found = case.translated(glossary, case.before)
        case = replace(case, after=found.text, questions=tuple(question.surface for question in found.questions))
        rows = json.decode(json.encode(case), type=dict[str, object])
        tables += ["", "[[case]]", *(f"{key} = {json.encode(value).decode()}" for key, value in rows.items())]
    path.write_text("\n".join(tables) + "\n", encoding="utf-8")
