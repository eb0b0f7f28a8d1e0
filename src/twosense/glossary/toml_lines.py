"""Find the line of each key of a TOML text.

Hand-written because tomli gives no positions, and the parsers that do are another installed library for a message that few
users see. Invariant: the text is valid TOML; the time is linear in it.
"""

from __future__ import annotations

import re

import tomli

Key = tuple[str | int, ...]

# Possessive quantifiers: a string of 10 MB must not leave a backtracking state for each of its characters.
_STRING = (
    r'"""(?:[^"\\]++|\\.|"{1,2}+(?!"))*+"{3,5}'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*+'"
)
_BLANK = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_KEY = re.compile(r"""(?:[^"'=\n]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')*+""")
_VALUE = re.compile(rf"(?:{_STRING}|#[^\n]*+|[^\[\]{{}}\n\"'#]++)*+", re.DOTALL)


def statements(text: str) -> list[tuple[int, Key]]:
    """Return each statement of a valid TOML text: its 1-based line and its key, with the indices of arrays of tables."""
    found: list[tuple[int, Key]] = []
    counts: dict[Key, int] = {}
    table: Key = ()
    headers: dict[str, tuple[str, ...]] = {}
    position, line, counted = 0, 1, 0
    while True:
        position = _BLANK.match(text, position).end()  # type: ignore[union-attr]  # it also matches the empty text
        if position >= len(text):
            return found
        line += text.count("\n", counted, position)
        counted = position
        if text[position] == "[":
            end = text.find("\n", position)
            header = text[position : end if end >= 0 else len(text)].rstrip("\r")
            names = headers.get(header)
            if names is None:
                names = headers[header] = _names(tomli.loads(header))
            table = (*_indexed((), names[:-1], counts), names[-1])
            if header.startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table += (counts[table],)
            found.append((line, table))
            position += len(header)
            continue
        end = _KEY.match(text, position).end()  # type: ignore[union-attr]
        found.append((line, table + _names(tomli.loads(text[position:end] + "=0"))))
        position = _end_of_value(text, end)


def _indexed(prefix: Key, names: tuple[str, ...], counts: dict[Key, int]) -> Key:
    for name in names:
        prefix += (name,)
        if prefix in counts:
            prefix += (counts[prefix],)
    return prefix


def _names(value: object) -> tuple[str, ...]:
    """Return the one chain of keys in a document of one statement."""
    names: list[str] = []
    while True:
        if isinstance(value, list):
            value = value[0]
        if not isinstance(value, dict) or not value:
            return tuple(names)
        ((name, value),) = value.items()
        names.append(name)


def _end_of_value(text: str, position: int) -> int:
    depth = 0
    while True:
        position = _VALUE.match(text, position).end()  # type: ignore[union-attr]
        if position >= len(text):
            return position
        if text[position] == "\n":
            if depth == 0:
                return position
        else:
            depth += 1 if text[position] in "[{" else -1
        position += 1
