"""The line of each key of a TOML text, for faults."""

from __future__ import annotations

from pathlib import Path

import tomli
from hypothesis import given
from hypothesis import strategies as st

from twosense.glossary.toml import TomlFile, dotted
from twosense.glossary.toml_lines import statements

# Values that would mislead a careless parser: brackets, quotes, comment signs and line breaks inside strings.
VALUES = st.sampled_from(
    [
        '"a"',
        "'#'",
        '"[[term]]"',
        r'"\"]"',
        '"""x\n[[term]]\n"y" ]"""',
        "'''\n# ' [\n'''",
        '""""quoted"" """',
        "[\n 1, # ]\n 2\n]",
        "[{ a = \"]\" }, { a = '}' }]",
        '{ a = "#", b = [[]] }',
        "1979-05-27T07:32:00Z",
        "true # [",
    ]
)
TERM = st.lists(VALUES, max_size=4)


@given(st.lists(st.tuples(TERM, st.lists(TERM, max_size=2)), max_size=4), st.booleans())
def test_every_key_is_found_on_its_line(terms: list[tuple[list[str], list[list[str]]]], crlf: bool) -> None:
    lines: list[str] = ["# a comment with [[term]]", ""]
    expected: list[tuple[int, tuple[str | int, ...]]] = []

    def add(text: str, key: tuple[str | int, ...]) -> None:
        expected.append((len(lines) + 1, key))
        lines.extend(text.split("\n"))

    for index, (values, senses) in enumerate(terms):
        add("[[term]] # [[term]]", ("term", index))
        for number, value in enumerate(values):
            add(f'"k {number}".x = {value}', ("term", index, f"k {number}", "x"))
        for which, inner in enumerate(senses):
            add(" [[ term . sense ]]", ("term", index, "sense", which))
            for number, value in enumerate(inner):
                add(f"k{number}={value}", ("term", index, "sense", which, f"k{number}"))
    text = ("\r\n" if crlf else "\n").join(lines)
    tomli.loads(text)
    assert statements(text) == expected


def test_a_key_inside_a_value_has_the_line_of_its_statement(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text('\ufeff[[term]]\nname = "x"\ncites = [\n  { passage = "a" },\n]\n', encoding="utf-8")
    document = TomlFile(str(path), "g.toml")
    assert document.line(("term", 0, "cites", 0, "passage")) == 3
    assert document.line(("term", 0, "missing")) == 1
    assert document.line(("nowhere",)) is None
    assert dotted(("term", 0, "cites", 0, "passage")) == "term[0].cites[0].passage"
