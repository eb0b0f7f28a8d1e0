"""Cues: read the words that show which sense is meant. The built-in ones have files of their own, a team's are in its senses.

Invariant: a cue is folded, and speaks for one side of a term or for its ordinary uses, which belong to no side.
"""

from __future__ import annotations

from twosense.errors import Fault, GlossaryError
from twosense.glossary.toml import TomlFile
from twosense.text.fold import fold

Cues = dict[str, dict[str, tuple[str, ...]]]  # by the key of a term, then by side


def read_cues(path: str) -> Cues:
    """Return the cues of a file by term and side. Raises GlossaryError."""
    toml_file = TomlFile(path)
    faults: list[Fault] = []
    cues: Cues = {}
    for name, sides in toml_file.data.items():
        if not isinstance(sides, dict):
            faults.append(toml_file.fault((name,), "should be a table", "write the term in [brackets]"))
            continue
        cues[fold(name)] = {}
        for side, texts in sides.items():
            whole = isinstance(texts, list) and all(isinstance(text, str) for text in texts)
            folded = dict.fromkeys(map(fold, texts)) if whole else {"": None}
            cues[fold(name)][side] = tuple(folded)
            if "" in folded:
                faults.append(toml_file.fault((name, side), "should be texts in square brackets", "write each cue in quotes"))
    if faults:
        raise GlossaryError(faults)
    return cues


def add_cues(cues: Cues, more: Cues) -> None:
    """Add more cues, in place."""
    for key, sides in more.items():
        of_term = cues.setdefault(key, {})
        for side, texts in sides.items():
            of_term[side] = (*of_term.get(side, ()), *texts)
