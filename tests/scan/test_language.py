"""Language: a scan leaves texts alone that are not English, and scans everything that may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from twosense import load

FOREIGN = {
    "German": "Das Budget für die Cloud ist in diesem Jahr knapp, und wir haben noch nicht entschieden, wer die Migration "
    "bezahlt. Wenn das Marketing eine neue Kampagne plant, wird die IT oft erst am Ende gefragt.",
    "French": "Le budget de la migration vers le cloud est insuffisant, et les deux équipes ne sont pas d'accord sur les "
    "priorités. Dans une réunion avec le client, nous avons décidé que la campagne sera lancée au printemps.",
    "Spanish": "El proyecto de la nube no tiene presupuesto, y los equipos de marketing y de sistemas no se ponen de acuerdo "
    "sobre las prioridades. Para el cliente, lo más importante es que la campaña empiece en primavera.",
    "Dutch": "Het budget voor de cloud is dit jaar niet groot genoeg, en het team van marketing wil een nieuwe campagne die "
    "door de klant wordt betaald. De migratie moet voor de zomer klaar zijn.",
    "Italian": "Il budget della campagna non è sufficiente per la migrazione nel cloud, e i due team non sono ancora "
    "d'accordo su che cosa fare con i dati dei clienti. Questo progetto è anche più lungo del previsto.",
    "Polish": "Nasz budget na cloud jest w tym roku za mały i nie wiemy, czy projekt dla klienta zostanie ukończony. Jeśli "
    "marketing nie zapłaci za migrację, to się nie uda, bo dane są już na starym serwerze lub w archiwum.",
    "Russian": "Наш budget на облако в этом году слишком мал, и мы не знаем, будет ли проект для клиента закончен вовремя.",
    "Japanese": "今年のクラウドの budget は少なすぎるので、顧客のための project が予定どおりに終わるかどうかはまだ"
    "わかりません。",
}
ENGLISH = "Who has the budget for the cloud? The team is agile, and the DR is cut."


def lines(text: str, name: str = "") -> list[int]:
    """Return the lines that have findings."""
    return sorted({finding.line for finding in load().scan(text, name=name, level="all")})


@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_in_another_language_has_no_findings(language: str) -> None:
    assert lines(FOREIGN[language]) == []


@pytest.mark.parametrize("language", FOREIGN)
def test_in_an_english_text_a_paragraph_in_another_language_has_none(language: str) -> None:
    text = f"{ENGLISH} {ENGLISH} {ENGLISH} {ENGLISH}\r\n \r\n{FOREIGN[language]}\r\n\r\n{ENGLISH}\r\n"
    assert lines(text) == [1, 5]


def test_short_paragraphs_go_with_their_document() -> None:
    assert lines(f"Cloud\n\n{FOREIGN['German']}\n\n- Budget\n") == []
    german = "\n\n".join([FOREIGN["German"]] * 4)
    assert lines(f"Cloud\n\n{german}\n\n{ENGLISH} {ENGLISH}\n") == [11]
    assert lines(f"# Cloud\n\n{FOREIGN['German']}\n", "note.md") == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Budget ist knapp.",
        "budget\n" * 40,
        "Budget, " * 20 + "Los Angeles, Las Vegas, Los Alamos, Los Gatos, Las Cruces, Los Altos",
        "The budget of Ursula von der Leyen, and that of the van der Bilt family in the village of De La Salle, is public.",
        "budget | cloud | data | process | product | customer | service | campaign | platform | channel | project " * 2,
    ],
    ids=["short", "one word", "names of places", "names of people", "a list"],
)
def test_what_may_be_english_is_scanned(text: str) -> None:
    assert lines(text)


def test_a_definition_in_another_language_says_nothing_about_english(run: Run) -> None:
    german = f"{FOREIGN['German']} Die DR (direct response) kommt zuletzt."
    text = f"{ENGLISH} {ENGLISH} {ENGLISH}\n\n{german}\n\nThe DR site failed over to the second data centre.\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    (found,) = (one for one in load().scan(text, level="all") if one.line == 5 and one.term == "DR")
    (why,) = load().explain(text, line=5, column=5)
    assert (found.side, why.reading.side, why.rule) == ("it", "it", "words")
    assert run("explain", "a.txt:3").stderr == b"twosense: no term of the glossary is mentioned in English at a.txt:3\n"
