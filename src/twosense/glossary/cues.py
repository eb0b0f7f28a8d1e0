"""Cues: the words by which a sense is recognised. Built-in ones stand in two files, a team's beside its senses.

`cues.toml` has the words of the trades, by which terms are searched, too; `situations.toml` the everyday words around a term,
which only a scan reads: three times as many, they would make the first lookup wait.

Invariant: a cue is folded, and belongs to one side of a term, or to its ordinary uses, which are no side's.
"""

from __future__ import annotations

from collections.abc import Callable

from twosense.characters import fold
from twosense.errors import Fault, GlossaryError
from twosense.glossary.toml import Document

Cues = dict[str, dict[str, tuple[str, ...]]]  # by the key of a term, then by side


def read(path: str, note: Callable[[str], None] = lambda path: None) -> Cues:
    """The cues of a file by term and side. Raises GlossaryError."""
    note(path)
    document = Document(path, path)
    faults: list[Fault] = []
    cues: Cues = {}
    for name, sides in document.data.items():
        if not isinstance(sides, dict):
            faults.append(document.fault((name,), "should be a table", "write the term in [brackets]"))
            continue
        cues[fold(name)] = {}
        for side, texts in sides.items():
            whole = isinstance(texts, list) and all(isinstance(text, str) for text in texts)
            folded = dict.fromkeys(map(fold, texts)) if whole else {"": None}
            cues[fold(name)][side] = tuple(folded)
            if "" in folded:
                faults.append(document.fault((name, side), "should be texts in square brackets", "write one text a cue"))
    if faults:
        raise GlossaryError(faults)
    return cues


def add(cues: Cues, more: Cues) -> None:
    """Add more cues, in place."""
    for key, sides in more.items():
        of_term = cues.setdefault(key, {})
        for side, texts in sides.items():
            of_term[side] = (*of_term.get(side, ()), *texts)
