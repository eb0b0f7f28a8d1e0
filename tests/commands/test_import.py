"""`twosense import`: the tables and the JSON that teams really have, and what is reported of them."""

from __future__ import annotations

import codecs
import json
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense.glossary.merge import merge
from twosense.paths import LayerPaths
from twosense.text.sanitize import unsafe_in

pytestmark = pytest.mark.usefixtures("own_config")

TEAM = """\
Term;Def;Department;Owner;Acronym;Synonyms
Data pond;"Storage for raw data;
all of it";Tech;Ann;DL;"raw store, swamp"
Campaign kit;A set of ads.;MKTG;Bob;;
Funnel;;Marketing;Bob;;
;No term;IT;;;
Budget line;What we may spend.;Finance;Cy;;
Data pond;"Storage for raw data;
all of it";Tech;Ann;DL;
"""


def own() -> dict[str, list[tuple[str, str, str]]]:
    """Return the user's terms: side, meaning and definition of each sense."""
    return {
        term.term: senses
        for term in merge(LayerPaths()).terms.values()
        if (senses := [(one.side, one.meaning, one.definition) for one in term.senses if one.layer == "user"])
    }


def report(stderr: bytes) -> list[str]:
    return [line.removeprefix("twosense: ") for line in stderr.decode().splitlines()]


@pytest.mark.parametrize(
    "encode", [str.encode, lambda text: codecs.BOM_UTF8 + text.encode(), lambda text: text.encode("utf-16")]
)
def test_a_table_of_a_team_is_imported_and_what_was_guessed_is_reported(encode, run: Run) -> None:  # noqa: ANN001
    Path("team.csv").write_bytes(encode(TEAM.replace("\n", "\r\n")))
    done = run("import", "team.csv")
    assert done.returncode == 1
    assert report(done.stderr) == [
        'columns: "Term" as term, "Def" as definition, "Department" as side, "Acronym" as aliases and "Synonyms" as aliases',
        'not used: "Owner"',
        'the side "MKTG" was taken for Marketing in 1 row',
        'the side "Tech" was taken for IT in 2 rows',
        "rows 2-3: the meaning is the beginning of the definition; shorten it where it reads badly",
        "left out: row 4: no definition",
        "left out: row 5: no term",
        'left out: row 6: unknown side "Finance"',
        "left out: row 7: the same as row 2",
        "2 terms with 2 senses added; 4 rows left out",
    ]
    assert own() == {
        "Campaign kit": [("marketing", "A set of ads", "A set of ads.")],
        "Data pond": [("it", "Storage for raw data", "Storage for raw data; all of it")],
    }
    assert merge(LayerPaths()).terms["data pond"].aliases == ("DL", "raw store", "swamp")
    path, _, line = done.stdout.decode().strip().rpartition(":")
    assert Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1] == "[[term]]"


def test_a_second_wording_of_a_part_of_speech_is_reported(run: Run) -> None:
    Path("team.csv").write_text("Term,Side,Definition,Say\nKTLO,it,A plan.,upkeep; care\n", encoding="utf-8")
    assert "row 2: only the first wording of a part of speech was kept" in report(run("import", "team.csv").stderr)


def test_two_columns_of_one_field_keep_their_separators(run: Run) -> None:
    Path("team.csv").write_text(
        "Term,Side,Definition,IT say,Say,IT definition\nKTLO,it,A plan.,upkeep; verb: keep up,plural: upkeeps,\n",
        encoding="utf-8",
    )
    run("import", "team.csv")
    (sense,) = merge(LayerPaths()).terms["ktlo"].senses
    assert sense.say == {"noun": "upkeep", "verb": "keep up", "plural": "upkeeps"}


@pytest.mark.parametrize(
    ("definition", "meaning"),
    [
        ("Approx. number of leads per month. Rounded.", "Approx. number of leads per month"),
        ("U.S. sales region; the rest is Europe.", "U.S. sales region"),
        ("Sales vs. Marketing", "Sales vs. Marketing"),
        ("A lead, e.g. a person. Not a wire.", "A lead, e.g. a person"),
        ("A plan. Nothing else.", "A plan"),
    ],
)
def test_a_meaning_is_not_cut_at_an_abbreviation(definition: str, meaning: str, run: Run) -> None:
    Path("team.csv").write_text(f'Term,Side,Definition\nKTLO,it,"{definition}"\n', encoding="utf-8")
    run("import", "team.csv")
    assert own() == {"KTLO": [("it", meaning, definition)]}


def test_a_side_may_be_named_without_its_label_once_a_row_has_declared_it(run: Run) -> None:
    Path("team.csv").write_text(
        "Term,Side,Side label,Definition\nKTLO,finance,Finance,A cost.\nDR,finance,,A rate.\n", encoding="utf-8"
    )
    assert "left out" not in "".join(report(run("import", "team.csv").stderr))
    assert own()["DR"][-1] == ("finance", "A rate", "A rate.")


def test_a_table_whose_header_begins_with_a_bracket_is_no_json(run: Run) -> None:
    Path("team.csv").write_text("[Term],Definition,Side\nKTLO,A plan.,it\n", encoding="utf-8")
    assert b"JSON" not in run("import", "team.csv", "--column", "term=[Term]").stderr
    assert own() == {"KTLO": [("it", "A plan", "A plan.")]}


def test_a_second_import_changes_nothing(run: Run, user_glossary: Path) -> None:
    Path("team.csv").write_text(TEAM, encoding="utf-8")
    run("import", "team.csv")
    before = user_glossary.read_bytes()
    done = run("import", "team.csv")
    assert (done.returncode, done.stdout) == (1, b"")
    assert report(done.stderr)[-2:] == ["left out: rows 2-3, 7: there is an entry already", "nothing to add; 6 rows left out"]
    assert user_glossary.read_bytes() == before


def test_a_side_for_the_other_rows_and_a_dry_run(run: Run, home: Path) -> None:
    Path("team.csv").write_text(TEAM, encoding="utf-8")
    done = run("import", "--dry-run", "--side", "IT", "team.csv")
    assert 'the side "Finance" was taken for IT in 1 row' in report(done.stderr)
    assert report(done.stderr)[-1] == "3 terms with 3 senses can be added; 3 rows left out"
    assert (done.stdout, (home / "config").exists()) == (b"", False)


SHEETS = {
    "a title above the names of the columns": ("Our words 2024,,\n\nTerm,Definition,Team\nflux,What flows.,IT\n", []),
    "a column for each side": ("Word,Marketing,IT\nflux,,What flows.\n", []),
    "names that say side and field": ("Name,IT meaning,Definition (IT)\nflux,What flows,What flows.\n", []),
    "tabs": ("Term\tDescription\tDepartment\nflux\tWhat flows.\tInformation Technology\n", []),
    "the side in a column of owners": ("Term,Owner,Definition\nflux,IT,What flows.\n", []),
    "a column that is called like a side, and is none": ("Term,Brand,IT,Definition,Side\nflux,Acme,x,What flows.,it\n", []),
    "columns that the user names": ("A,B,C\nflux,IT,What flows.\n", ["term=A", "definition=3", "side=B"]),
    "a file that Excel wrote in the West": ("Term,Definition,Side,Notiz\nflux,What flows.,it,Stra\u00dfe\n", []),
}


@pytest.mark.parametrize(("sheet", "named"), SHEETS.values(), ids=SHEETS)
def test_columns_are_found(sheet: str, named: list[str], run: Run) -> None:
    Path("team.csv").write_bytes(sheet.encode("cp1252"))
    done = run("import", "team.csv", *(f"--column={name}" for name in named))
    assert done.returncode == 0, done.stderr
    assert own() == {"flux": [("it", "What flows", "What flows.")]}
    assert ("it is not UTF-8, so it was read as Windows-1252" in report(done.stderr)) == ("\u00df" in sheet)


def test_a_field_of_several_texts_may_be_in_several_columns(run: Run) -> None:
    sheet = "Term,Side,Definition,AltA,AltB,E\nflux,it,What flows.,flow,flux line,The flux is up.\n"
    Path("team.csv").write_text(sheet, encoding="utf-8")
    named = ("aliases=AltA", "aliases=AltB", "aliases=4", "examples=E")
    done = run("import", "team.csv", *(part for name in named for part in ("--column", name)))
    assert done.returncode == 0, done.stderr
    assert merge(LayerPaths()).terms["flux"].aliases == ("flow", "flux line")


def test_cells_are_cleaned(run: Run) -> None:
    rows = ("'=flux,'-10 % of it.,it", "ebb\x1b[31m\u202e,Goes\x07 back.\tAt night.,it", "neap,'tis low.,it")
    Path("team.csv").write_text("term,definition,side\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = run("import", "team.csv")
    assert own() == {
        "=flux": [("it", "-10 % of it", "-10 % of it.")],
        "ebb[31m": [("it", "Goes back", "Goes back. At night.")],
        "neap": [("it", "'tis low", "'tis low.")],
    }
    assert [line for line in report(done.stderr) if line.endswith("removed")] == [
        "row 2: an apostrophe that keeps a spreadsheet from running a cell was removed",
        "row 3: control characters were removed",
    ]


def test_what_the_glossary_cannot_take_is_left_out_or_dropped(run: Run) -> None:
    rows = [
        "term,side,meaning,definition,aliases,related,examples,citations",
        "flux,it,a,One.,ebb; tide,flux; nothing,,crm-2019#10 (stated); crm-2019#99; a book",
        "ebb,it,a,One.,,,,",
        f"long,it,{'x' * 2001},One.,,,,",
        f"wide,it,a,One.,,,{'x' * 2001},",
        "flux,it,A,Two.,,,,",
        "moon,it,a,One.,tide,,,",
        "a,b,it,c,d,e,f,g,h",
    ]
    Path("team.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run("import", "team.csv")
    assert report(done.stderr) == [
        "row 2: a citation that is not written like name#12 was dropped",
        'row 2: the name "ebb" was dropped, because another term has it',
        'row 7: the name "tide" was dropped, because another term has it',
        "row 5: examples was dropped: is longer than 2,000 characters",
        'row 2: related was dropped: "nothing" is not a term of any layer',
        'row 2: cites was dropped: "crm-2019#99" is not a passage of any source',
        "left out: row 8: more cells than the header; put a cell that holds the separator in quotes",
        "left out: row 6: another definition with the term, the side and the meaning of row 2",
        "left out: row 4: meaning: is longer than 2,000 characters",
        "4 terms with 4 senses added; 3 rows left out",
    ]
    term = merge(LayerPaths()).terms["flux"]
    assert (term.aliases, term.related, len(term.senses[0].citations)) == (("tide",), ("flux",), 1)


def test_json_of_other_programs_is_imported(run: Run) -> None:
    entries = [
        {
            "word": "flux",
            "description": "What flows.",
            "team": "it",
            "synonyms": ["a", "b; c"],
            "usage": ["Our flux.", "A; flux."],
        },
        {"word": "ebb", "team": "it", "votes": 3, "description": None},
    ]
    Path("team.json").write_text(json.dumps({"terms": entries}), encoding="utf-8")
    done = run("import", "team.json")
    assert report(done.stderr)[-2:] == ["left out: entry 2: no definition", "1 term with 1 sense added; 1 entry left out"]
    term = merge(LayerPaths()).terms["flux"]
    assert (term.aliases, term.senses[0].examples) == (("a", "b; c"), ("Our flux.", "A; flux."))
    Path("pairs.json").write_text('{"tide": "It comes.", "moon": "It pulls."}', encoding="utf-8")
    assert run("import", "pairs.json", "--side", "it").returncode == 0
    assert own().keys() == {"flux", "tide", "moon"}


def test_a_glossary_as_json_with_faults_is_imported_without_them(run: Run) -> None:
    sense = {"side": "it", "meaning": "a", "definition": "One."}
    terms = [
        {"name": "flux", "sense": [sense, {**sense, "side": "ops"}], "sides": 1},
        {"name": "ebb", "sense": [sense, {**sense, "side": "ops"}], "aliases": ["\x1b"]},
        {"name": "tide"},
    ]
    Path("team.json").write_text(json.dumps({"term": terms}), encoding="utf-8")
    done = run("import", "team.json")
    assert done.returncode == 1
    assert unsafe_in(done.stderr.decode()) <= {"\n"}
    assert own() == {"ebb": [("it", "a", "One.")]}
    assert "left out: entry 3: no sense" in report(done.stderr)
    assert 'left out: entry 2: side: unknown side "ops"' in report(done.stderr)


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        (b"A,B\n1,2\n", [], 'team has no column for the term; name it with --column term=NAME: "A", "B"'),
        (b"Term,B\n1,2\n", [], 'team has no column for the definition; name it with --column definition=NAME: "Term", "B"'),
        (b"Term,Definition\n1,2\n", [], "team has no column for the side; add --side marketing or it"),
        (b"Term,Definition\n1,2\n", ["--column", "side=Sid"], '--column: no column is called "Sid"; choose Term or Definition'),
        (b"Term,Definition\n1,2\n", ["--column", "sid=Term"], '--column: unknown field "sid"; did you mean "side"?'),
        (
            b"Term,Definition,AltA\n1,2,3\n",
            ["--column", "aliases=AltA", "--column", "meaning=3"],
            '--column: the column "AltA" cannot be both aliases and meaning; choose one of them',
        ),
        (
            b"Term,Definition,AltA\n1,2,3\n",
            ["--column", "meaning=AltA", "--column", "meaning=Definition"],
            "--column: meaning is in one column; only examples and aliases may be in several",
        ),
        (b"Term,Definition\n1,2\n", ["--column", "Term"], '--column "Term" names no column; write FIELD=NAME'),
        (b"Term,Definition\n1,2\n", ["--side", "ti"], 'unknown side "ti"; did you mean "it"?'),
        (b'Term,Definition\n"a,b\n', ["--side", "it"], "team: row 2: unexpected end of data; correct the quotes in this row"),
        (b"", [], "team: is empty; name a file with a table"),
        (b"PK\x03\x04\0\0", [], 'team: a workbook; save the sheet as "CSV UTF-8"'),
        (b"\x89PNG\0\0", [], "team: not text; name a csv or JSON file"),
        (b'{"term":', [], "team: invalid JSON: Input data was truncated; correct it"),
        (b"[1]", [], "team: holds no list of terms; an array of objects can be imported"),
        (b"[" * 100_000, [], "team: invalid JSON"),
    ],
)
def test_a_fault_is_one_line_and_nothing_is_written(
    data: bytes, arguments: list[str], message: str, run: Run, home: Path
) -> None:
    Path("team").write_bytes(data)
    done = run("import", "team", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1), done.stderr
    assert message in done.stderr.decode()
    assert not (home / "config").exists()


def test_a_glossary_that_has_faults_is_not_touched(run: Run, user_glossary: Path) -> None:
    user_glossary.write_text('[[term]]\nname = "flux"\n', encoding="utf-8")
    Path("team.csv").write_text(TEAM, encoding="utf-8")
    done = run("import", "team.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f'{user_glossary}:1: term[0]: "flux" has no sense' in done.stderr.decode()


def test_a_report_has_at_most_so_many_lines_as_a_person_reads(run: Run) -> None:
    rows = [f"flux {number},One.,side {number}" for number in range(50)]
    Path("team.csv").write_text("term,definition,side\n" + "\n".join(rows), encoding="utf-8")
    assert report(run("import", "team.csv").stderr)[19:] == [
        'left out: row 21: unknown side "side 19"',
        "left out: 30 more rows, for 30 other reasons",
        "nothing to add; 50 rows left out",
    ]


@pytest.mark.slow
def test_the_senses_of_one_term_are_collected_in_linear_time(run: Run) -> None:
    """To compare each sense with all others of its term, or to copy the names for each row, would take minutes."""
    rows = [f"flux,it,a {number},One.,b{number},c{number}" for number in range(10_000)]
    Path("team.csv").write_text("term,side,meaning,definition,aliases,related\n" + "\n".join(rows), encoding="utf-8")
    before = time.process_time()
    done = run("import", "--dry-run", "team.csv")
    assert time.process_time() - before < 15
    assert report(done.stderr)[-1] == "1 term with 10,000 senses can be added"
