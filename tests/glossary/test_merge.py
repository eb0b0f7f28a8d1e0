"""Merging: what a later layer does to an earlier one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Run
from twosense import Answer, GlossaryError, load
from twosense.glossary.merge import merge
from twosense.paths import LayerPaths

SIDES = '[sides.marketing]\nlabel = "Marketing"\n[sides.it]\nlabel = "IT"\n'


def term(name: str, *senses: str, extra: str = "") -> str:
    return f'[[term]]\nname = "{name}"\n{extra}\n' + "".join(f"[[term.sense]]\n{sense}\n" for sense in senses)


def sense(side: str, meaning: str, definition: str = "d", extra: str = "") -> str:
    return f'side = "{side}"\nmeaning = "{meaning}"\ndefinition = "{definition}"\n{extra}'


def write(name: str, *terms: str, sides: str = "") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sides + "".join(terms), encoding="utf-8")
    return path


def senses_of(answer: Answer) -> list[tuple[str, str, str, str]]:
    return [(s.side, s.meaning, s.definition, s.layer) for s in answer.senses]


def test_a_later_layer_adds_replaces_and_hides() -> None:
    one = write("one.toml", term("X", sense("marketing", "m"), sense("it", "i"), sense("it", "j")), sides=SIDES)
    two = write(
        "two.toml",
        term(
            "x",
            sense("it", "I", "better"),
            sense("marketing", "n"),
            'side = "it"\nmeaning = "j"\nhide = true',
            extra='aliases = ["ex"]\nclash = "new"',
        ),
    )
    glossary = load(only=[one], glossaries=[two])
    answer = glossary.lookup("EX")
    assert senses_of(answer) == [
        ("marketing", "m", "d", "command-line"),
        ("marketing", "n", "d", "command-line"),
        ("it", "I", "better", "command-line"),
    ]
    assert (answer.term, answer.aliases, answer.clash) == ("X", ("ex",), "new")


def test_a_layer_of_the_package_that_is_edited_in_place_is_read_again() -> None:
    path = write("glossary.toml", term("X", sense("it", "one")), sides=SIDES)
    Path(".twosense.toml").write_text("layers.field = false\nlayers.jargon = false\n", encoding="utf-8")
    Path("seeds").mkdir()
    layer_paths = LayerPaths()
    layer_paths.builtin = str(Path.cwd())
    assert merge(layer_paths).terms["x"].senses[0].meaning == "one"
    status = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace('"one"', '"two"'), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # as a copy does
    assert merge(layer_paths).terms["x"].senses[0].meaning == "two"


def test_the_four_layers_come_in_their_order(run: Run, user_glossary: Path) -> None:
    write(str(user_glossary), term("DR", sense("it", "from user"), sense("it", "both", "user's")))
    write("deep/er/.gitkeep")
    write("team/words.toml", term("DR", sense("it", "from project"), sense("it", "both", "project's")))
    Path(".twosense.toml").write_text('glossaries = ["team/words.toml"]\n', encoding="utf-8")
    write("mine.toml", term("DR", sense("it", "from option")))
    answer = load(glossaries=["mine.toml"]).lookup("dr")
    assert [s[3] for s in senses_of(answer)] == ["built-in", "built-in", "user", "project", "project", "command-line"]
    assert ("it", "both", "project's", "project") in senses_of(answer)
    done = run("DR")
    assert b"from project" in done.stdout
    assert b"(layer: user)" in done.stdout
    assert b"project: " in run("paths").stdout


def test_a_term_is_gone_when_all_its_senses_are_hidden() -> None:
    one = write("one.toml", term("X", sense("it", "i"), extra='aliases = ["ex"]'), term("Y", sense("it", "i")), sides=SIDES)
    two = write("two.toml", term("X", 'side = "it"\nmeaning = "i"\nhide = true'))
    glossary = load(only=[one], glossaries=[two])
    assert not glossary.lookup("X").found
    assert not glossary.lookup("ex").found
    assert [t.term for t in glossary.terms] == ["Y"]


def test_a_headword_comes_before_an_alias_and_an_alias_before_a_form() -> None:
    one = write(
        "one.toml",
        term("A", sense("it", "a"), extra='aliases = ["k", "l"]\nforms = { plural = ["m"] }'),
        sides=SIDES,
    )
    two = write(
        "two.toml",
        term("K", sense("it", "k")),
        term("B", sense("it", "b"), extra='forms = { plural = ["l"] }\naliases = ["m"]'),
    )
    glossary = load(only=[one], glossaries=[two])
    assert [glossary.lookup(query).term for query in "klm"] == ["K", "A", "B"]


def test_a_team_may_declare_sides_of_its_own(run: Run) -> None:
    write(
        "sales.toml",
        '[sides.sales]\nlabel = "Sales \u4e2d"\n',
        term("DR", sense("sales", "discount request"), sense("it", "dial range")),
    )
    lines = run("DR", "--glossary", "sales.toml").stdout.decode().splitlines()
    assert any("Sales \u4e2d" in line for line in lines)
    assert any("direct response" in line for line in lines)
    assert any("disaster recovery" in line for line in lines)


def test_related_terms_are_named_by_their_headwords() -> None:
    one = write("one.toml", term("A", sense("it", "a"), extra='related = ["ex"]'), sides=SIDES)
    two = write("two.toml", term("X", sense("it", "x"), extra='aliases = ["EX"]'))
    with pytest.raises(GlossaryError, match=r'one.toml:\d+: term\[0\].related\[0\]: "ex" is not a term'):
        load(only=[one])
    assert load(only=[one], glossaries=[two]).lookup("A").related == ("X",)


def test_texts_may_run_over_lines() -> None:
    text = 'side = "it"\nmeaning = "m"\ndefinition = """\nOne\n\ttwo.\n"""'
    assert load(only=[write("one.toml", term("A", text), sides=SIDES)]).lookup("a").senses[0].definition == "One two."


def test_an_unscanned_name_is_still_looked_up() -> None:
    names = 'aliases = ["F"]\nforms = { plural = ["fluxes"] }\nunscanned = ["f"]'
    one = write("one.toml", term("Flux", sense("it", "i"), extra=names), sides=SIDES)
    two = write("two.toml", term("flux", sense("marketing", "m"), extra='aliases = ["FX"]\nunscanned = ["Flux"]'))
    three = write("three.toml", term("force", sense("it", "i"), extra='aliases = ["F"]'))

    def found(*paths: Path) -> list[tuple[str, str]]:
        findings = load(only=paths).scan("The Flux, the F, the FX and the fluxes.", level="note")
        return [(finding.surface, finding.term) for finding in findings]

    assert found(one) == [("Flux", "Flux"), ("fluxes", "Flux")]
    assert found(one, two) == [("FX", "Flux"), ("fluxes", "Flux")]
    assert found(one, two, three) == [("F", "force"), ("FX", "Flux"), ("fluxes", "Flux")]
    assert load(only=[one, two]).lookup("f").term == "Flux"


def test_a_scan_does_not_take_own_for_ownership() -> None:
    assert [finding.surface for finding in load().scan("We own our own servers, and the owner is on call.", level="note")] == [
        "owner"
    ]
    assert load().lookup("own").term == "ownership"


@pytest.mark.parametrize("letter", ["e", "\u00e9"])
def test_white_space_in_texts_is_collapsed_whatever_the_letters(letter: str) -> None:
    senses = sense("it", f" {letter}  b ", f"{letter} ", f'examples = ["{letter} X  b"]')
    path = write("one.toml", term(" X ", senses, extra=f'aliases = ["{letter}  Y"]'), sides=SIDES)
    (answer,) = merge(LayerPaths(only=[str(path)]), cues=False).terms.values()
    (only,) = answer.senses
    assert (answer.term, answer.aliases) == ("X", (f"{letter} Y",))
    assert (only.meaning, only.definition, only.examples) == (f"{letter} b", letter, (f"{letter} X b",))


def test_a_built_in_term_that_others_relate_to_may_be_hidden(run: Run) -> None:
    hidden = "".join(
        f'[[term.sense]]\nside = "{sense.side}"\nmeaning = "{sense.meaning}"\nhide = true\n'
        for sense in load().lookup("data").senses
    )
    Path("mine.toml").write_text(f'[[term]]\nname = "data"\n{hidden}', encoding="utf-8")
    assert run("--exact", "DR", "--glossary", "mine.toml").returncode == 0
    assert run("--exact", "data", "--glossary", "mine.toml").returncode == 1


def test_an_alias_belongs_to_the_term_to_which_the_latest_layer_gives_it() -> None:
    zap = 'aliases = ["zap"]'
    one = write("one.toml", term("alpha", sense("it", "a")), term("beta", sense("it", "b"), extra=zap), sides=SIDES)
    two = write("two.toml", term("alpha", sense("it", "c"), extra=zap))
    assert load(only=[one]).lookup("zap").term == "beta"
    assert load(only=[one], glossaries=[two]).lookup("zap").term == "alpha"
