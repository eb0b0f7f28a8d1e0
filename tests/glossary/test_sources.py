"""The source records: consistent in themselves, and verified against the articles where these are available."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest
import tomli

from tests.conftest import TOP, Run
from twosense import Passage, Source, load
from twosense.errors import GlossaryError
from twosense.glossary.sources import read_sources, verify

ARTICLES = os.environ.get("TWOSENSE_ARTICLES", "")
needs_articles = pytest.mark.skipif(not ARTICLES, reason="TWOSENSE_ARTICLES does not name the folder of the articles")


@needs_articles
def test_every_hash_paragraph_and_phrase_holds(run: Run) -> None:
    done = run("sources", "--verify", ARTICLES)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b": all hold" in done.stdout
    assert run("sources", "--verify", TWOSENSE_ARTICLES=ARTICLES).stdout == done.stdout


@needs_articles
def test_no_text_of_ours_repeats_eight_words_of_an_article() -> None:
    def words(text: str) -> list[str]:
        return re.sub(r"[^\w\s]", "", text.casefold().replace("\u2019", "'")).split()

    records = load().sources
    titles = {record.title for record in records}
    runs = {
        tuple(found[place : place + 8])
        for record in records
        for found in [words((Path(ARTICLES) / record.file).read_text(encoding="utf-8"))]
        for place in range(len(found) - 7)
    }
    assert len(runs) > 2000

    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [text for item in items for text in texts(item)]

    ours = [TOP / "glossary.toml", *sorted((TOP / "seeds").glob("*.toml"))]
    for path in ours:
        for text in texts(tomli.loads(path.read_text(encoding="utf-8"))):
            found = words(text)
            for place in range(len(found) - 7):
                assert text in titles or tuple(found[place : place + 8]) not in runs, (path.name, text)


def test_every_citation_names_a_passage_with_a_paraphrase_and_every_phrase_is_short() -> None:
    glossary = load()
    assert len(glossary.sources) == 5
    for source in glossary.sources:
        for passage in source.passages:
            assert len(passage.says.split()) > 4
            assert all(len(phrase.split()) <= 7 for phrase in passage.phrases)
    assert {source.id for source in glossary.sources if source.date is None} == {"age-of-customer", "bluemountain"}


def test_metadata_that_an_article_does_not_state_is_null(run: Run) -> None:
    (answer,) = json.loads(run("IT budget", "--format", "json").stdout)
    cites = [cite for sense in answer["senses"] for cite in sense["citations"] if cite["source"] == "age-of-customer"]
    assert cites
    assert {(cite["author"], cite["publisher"], cite["date"]) for cite in cites} == {(None, None, None)}


def test_verify_reports_whatever_does_not_match_the_article() -> None:
    article = "First.\n\n  \nThe \u201csecond\u201d  Para\u00adgraph\u2019s words.\n".encode()
    Path("a.txt").write_bytes(article)

    def record(file: str = "a.txt", sha: str = "", paragraph: int = 2, phrase: str = "x") -> Source:
        passage = Passage(paragraph=paragraph, says="s", phrases=(phrase,))
        sha = sha or hashlib.sha256(article).hexdigest()
        return Source(id="a", file=file, sha256=sha, title="t", passages=(passage,))

    def problems(source: Source) -> list[str]:
        return [fault.problem for fault in verify({"a": source}, ".")]

    assert problems(record(phrase="the 'SECOND' paragraph's".replace("'SECOND'", '"SECOND"'))) == []
    assert problems(record(phrase="first")) == ['"first" is not in the paragraph']
    assert problems(record(paragraph=3)) == ["the article has 2 paragraphs"]
    assert problems(record(sha="0" * 64, phrase="words")) == ["the SHA-256 differs"]
    assert problems(record(file="b.txt")) == ["cannot be read: No such file or directory"]


@pytest.mark.parametrize(
    ("phrases", "run"),
    [
        (("one two three four", "five six seven eight"), "one two three four, five six seven eight"),
        (("five six seven eight", "three four, five"), None),
        (("one two three four", "three four, five six seven eight"), "one two three four, five six seven eight"),
        (("one two three four", "six seven eight nine"), None),
    ],
)
def test_phrases_that_touch_quote_no_more_together_than_one_may(phrases: tuple[str, ...], run: str | None) -> None:
    article = b"One two three four, five six seven eight nine.\n"
    Path("a.txt").write_bytes(article)
    passage = Passage(paragraph=1, says="s", phrases=phrases)
    source = Source(id="a", file="a.txt", sha256=hashlib.sha256(article).hexdigest(), title="t", passages=(passage,))
    assert [fault.problem for fault in verify({"a": source}, ".")] == ([f'phrases join into "{run}"'] if run else [])


def test_faults_of_records_have_their_lines() -> None:
    Path("seeds").mkdir()
    head = 'id = "a"\nfile = "f"\nsha256 = "0"\ntitle = "t"\n'
    Path("seeds/1.toml").write_text(
        head + '[[passage]]\nparagraph = 1\nsays = "s"\nphrases = ["a b c d e f g h"]\n'
        '[[passage]]\nparagraph = 1\nsays = "s"\n[[passage]]\nparagraph = 0\n',
        encoding="utf-8",
    )
    Path("seeds/2.toml").write_text(head, encoding="utf-8")
    Path("seeds/3.toml").write_text(head + "date = 2019\n", encoding="utf-8")
    with pytest.raises(GlossaryError) as caught:
        read_sources("seeds")
    reported = str(caught.value)
    assert "3.toml:5: date: should be a date such as 2019-10-28, not a whole number" in reported
    assert "1.toml:13: passage[2].paragraph: " in reported
    assert "1.toml:12: passage[2]: has no says" in reported


RECORD = 'id = "a"\nfile = "a.txt"\nsha256 = "0"\ntitle = "t"\nurl = "{}"\n'


def test_the_address_of_an_article_is_one_of_the_web(tmp_path: Path) -> None:
    record = tmp_path / "a.toml"
    record.write_text(RECORD.format("https://example.org/a?b=c"), encoding="utf-8")
    assert read_sources(str(tmp_path))["a"].url == "https://example.org/a?b=c"
    for url in ("javascript:alert(1)", "https://a b", "https://a\\u001b]8;;", "file:///etc/passwd", "https://"):
        record.write_text(RECORD.format(url), encoding="utf-8")
        with pytest.raises(GlossaryError, match=r"a\.toml:5: url"):
            read_sources(str(tmp_path))
