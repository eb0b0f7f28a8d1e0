"""Wording: articles and forms of the two frozen lists, compared with inflect and with rules that look at letters only."""

from __future__ import annotations

import subprocess
from collections import Counter
from typing import NamedTuple, Protocol

from environment import TOP, scripts

LISTS = TOP / "tests" / "translate"


class Speller(Protocol):
    """What forms the words of a list."""

    def article(self, phrase: str) -> str: ...
    def plural(self, noun: str) -> str: ...
    def possessive(self, noun: str) -> str: ...
    def verb(self, verb: str, ending: str) -> str: ...
    def cased(self, noun: str, kind: str) -> str: ...


class Ours:
    """The rules of a translation."""

    def article(self, phrase: str) -> str:
        from twosense.translate.articles import article

        return article(phrase)

    def plural(self, noun: str) -> str:
        from twosense.translate.wording import plural

        return plural(noun)

    def possessive(self, noun: str) -> str:
        from twosense.translate.wording import possessive

        return possessive(noun)

    def verb(self, verb: str, ending: str) -> str:
        from twosense.translate.wording import ing_form, past_form, third_person

        return {"ing": ing_form, "ed": past_form, "s": third_person}[ending](verb)

    def cased(self, noun: str, kind: str) -> str:
        from twosense.translate.wording import capitalised, in_capitals, in_title_case

        return {"title": in_title_case, "upper": in_capitals, "capital": capitalised}[kind](noun)


class Letters:
    """The first letter decides on the article, and every form has the same ending."""

    def article(self, phrase: str) -> str:
        return "an" if phrase.lstrip("\"'“(")[:1].lower() in "aeiou" else "a"

    def plural(self, noun: str) -> str:
        return noun + "s"

    def possessive(self, noun: str) -> str:
        return noun + "'s"

    def verb(self, verb: str, ending: str) -> str:
        head, space, rest = verb.partition(" ")
        return head + ending + space + rest

    def cased(self, noun: str, kind: str) -> str:
        return {"title": noun.title, "upper": noun.upper, "capital": noun.capitalize}[kind]()


class Inflect(Letters):
    """The library; it has no possessives and no past forms."""

    def __init__(self) -> None:
        import inflect

        self._engine = inflect.engine()

    def article(self, phrase: str) -> str:
        return str(self._engine.a(phrase)).split(" ", 1)[0]

    def plural(self, noun: str) -> str:
        return str(self._engine.plural_noun(noun))

    def verb(self, verb: str, ending: str) -> str:
        head, space, rest = verb.partition(" ")
        if ending == "ing":
            return f"{self._engine.present_participle(head)}{space}{rest}"
        return super().verb(verb, ending)


class Row(NamedTuple):
    kind: str
    found: str
    wording: str
    wanted: str


def rows() -> list[Row]:
    """Return the rows of both lists."""
    articles = [line.split("\t") for line in (LISTS / "articles.tsv").read_text(encoding="utf-8").splitlines()]
    forms = [line.split("\t") for line in (LISTS / "forms.tsv").read_text(encoding="utf-8").splitlines()]
    return [Row("article", "", phrase, wanted) for phrase, wanted in articles] + [Row(*form) for form in forms]


def formed(speller: Speller, row: Row) -> str:
    """Return what a speller makes of a wording in the place of what was found."""
    found = row.found.lower().replace("’", "'")
    if row.kind == "article":
        return speller.article(row.wording)
    if row.kind == "verb":
        return speller.verb(row.wording, "ing" if found.endswith("ing") else "ed" if found.endswith("ed") else "s")
    owns = "'" in found
    is_plural = row.kind == "plural" or (not owns and found.endswith("s") and not found.endswith(("ss", "us", "is")))
    noun = speller.plural(row.wording) if is_plural else row.wording
    noun = speller.possessive(noun) if owns else noun
    is_cased = row.kind in ("title", "upper") or (
        row.kind == "capital" and row.found[:1].isupper() and not row.found[:2].isupper()
    )
    return speller.cased(noun, row.kind) if is_cased else noun


def table() -> None:
    """Print the share of each kind that each of them gets right."""
    spellers: dict[str, Speller] = {"twosense": Ours(), "inflect": Inflect(), "letters": Letters()}
    right: dict[str, Counter[str]] = {name: Counter() for name in spellers}
    listed = rows()
    kinds = Counter(row.kind for row in listed)
    for row in listed:
        for name, speller in spellers.items():
            right[name][row.kind] += formed(speller, row) == row.wanted.replace("’", "'")
    kinds["all forms"] = kinds.total() - kinds["article"]
    for counts in right.values():
        counts["all forms"] = counts.total() - counts["article"]
    print(f"{'':12s}{'rows':>6s}" + "".join(f"{name:>10s}" for name in spellers))
    for kind, count in kinds.items():
        print(f"{kind:12s}{count:6d}" + "".join(f"{right[name][kind] / count:10.3f}" for name in spellers))


def main() -> None:
    """Print the table, with the library in the virtual environment of the benchmarks."""
    subprocess.run([scripts("inflect") / "python", __file__], check=True)


if __name__ == "__main__":
    table()
