"""Random inputs of every kind: whatever they are, a call ends in time, says what is wrong, and prints no control character."""

from __future__ import annotations

import json
import os
import random
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import HEADWORDS, TOP, Git, Run, commit_all
from tests.sweeps import inputs
from tests.sweeps.outcome import check, in_time
from tests.sweeps.scale import SEED, scaled
from twosense.glossary.merge import merge
from twosense.output.findings.formats import FORMATS
from twosense.paths import LayerPaths

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]

INPUTS = 3_000
ANSWERS = ("text", "json", "ndjson", "tsv", "csv", "markdown")
SUFFIXES = (".md", ".html", ".txt", ".mdx", ".xhtml", ".rst", ".adoc", ".org", ".textile", ".eml", ".tex")
SUFFIXES += (".mbox", ".csv", ".tsv", ".py", ".js", ".ipynb")
NAMES = (
    "a",
    "::error::",
    "\x1b[31m",
    "\u202e",
    "a b%41",
    "caf\u00e9",
    "##[group]",
    "=1",
    "x\ny",
    "<b>|`",
    os.fsdecode(b"\xff"),
)
TINY = (
    '[sides.marketing]\nlabel = "Marketing"\n[sides.it]\nlabel = "IT"\n[[term]]\nname = "DR"\n'
    '[[term.sense]]\nside = "it"\nmeaning = "disaster recovery"\ndefinition = "A plan."\n'
    '[[term.sense]]\nside = "marketing"\nmeaning = "direct response"\ndefinition = "An advertisement."\n'
)


@pytest.fixture
def tiny() -> list[str]:
    """The arguments for a glossary that is compiled once."""
    path = Path("tiny.toml").absolute()
    path.write_text(TINY, encoding="utf-8")
    os.utime(path, (1e9, 1e9))
    return ["--only", str(path)]


def each(seed: int, full: int = INPUTS) -> list[random.Random]:
    """Return a source of random numbers for each input."""
    return [random.Random(f"{SEED} {seed} {number}") for number in range(scaled(full))]


def write_documents(rng: random.Random) -> dict[str, bytes]:
    """Write 30 documents into this folder; return their bytes by the two digits that their names begin with."""
    written: dict[str, bytes] = {}
    for number in range(30):
        suffix = rng.choice(SUFFIXES)
        text = inputs.words(rng, 80)
        if suffix == ".ipynb":
            text = json.dumps({"cells": [{"cell_type": "markdown", "source": text}]}, ensure_ascii=rng.random() < 0.5)
        name = f"{number:02}{rng.choice(NAMES)}{suffix}"
        written[name[:2]] = data = inputs.damaged(rng, inputs.as_bytes(rng, text))
        Path(name).write_bytes(data)
    return written


def test_glossaries(run: Run) -> None:
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(1)):
        Path("fuzz.toml").write_bytes(inputs.glossary(rng))
        call = (["DR"], ["scan", "-", "--level", "all"], ["check"], ["search", "dr"], ["list"])[number % 5]
        with in_time():
            done = run(*call, "--only", "fuzz.toml", stdin=b"The DR plan, agile.")
        check(done)
        statuses[done.returncode] += 1
    print(f"glossaries: {dict(statuses)} by exit status")
    assert len(statuses) > 1


def test_queries(run: Run, tiny: list[str]) -> None:
    run("DR")
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(2)):
        query = inputs.as_bytes(rng, rng.choice((inputs.words(rng, 4), rng.choice(HEADWORDS)))).replace(b"\0", b"")
        asked = query if number % 2 else query[: rng.randint(0, len(query))]
        form = ANSWERS[number % 6]
        with in_time():
            if number % 3 == 0:
                done = run("--format", form, stdin=query)
            elif number % 3 == 1:
                done = run("search", "--format", ("text", "json", "ndjson", "tsv")[number % 4], "--", asked)
            else:
                done = run("--format", form, *(tiny if number % 2 else ()), "--", asked)
        check(done)
        statuses[done.returncode] += 1
    print(f"queries: {dict(statuses)} by exit status")


def test_documents(run: Run) -> None:
    schema = json.loads((TOP / "tests" / "output" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    sarif = jsonschema.Draft4Validator(schema)
    counts: Counter[str] = Counter()
    for rng in each(3, INPUTS // 30):
        written = write_documents(rng)
        names = sorted(os.listdir())
        options = [option for option in ("--comments", "--quotations") if rng.random() < 0.5]
        for number, form in enumerate(FORMATS):
            chosen = names if form == "json" else names[number :: len(FORMATS)]  # each document in two formats
            with in_time():
                done = run("scan", "--format", form, "--level", "all", *options, "--", *chosen)
            check(done)
            counts[form] += 1
            if form == "json":
                for row in json.loads(done.stdout):
                    data = written[Path(row["file"]).name[:2]]
                    found = data[row["offset"] : row["offset"] + row["length"]]
                    assert found.decode("utf-8", "replace") == row["surface"]
                    counts["findings"] += 1
            elif form == "sarif":
                sarif.validate(json.loads(done.stdout))
            elif form == "junit":
                ET.fromstring(done.stdout)  # noqa: S314  # we wrote it
            elif form in {"gitlab", "rdjsonl"}:
                for text in [done.stdout] if form == "gitlab" else done.stdout.splitlines():
                    json.loads(text)
        for name in names:
            Path(name).unlink()
        counts["documents"] += len(names)
    print(f"documents: {counts['documents']}, findings: {counts['findings']}, valid SARIF files: {counts['sarif']}")
    assert counts["findings"]


def test_rewritten_documents(run: Run) -> None:
    counts: Counter[str] = Counter()
    for rng in each(9, INPUTS // 30):
        written = write_documents(rng)
        names = sorted(os.listdir())
        style = rng.choice(("gloss", "expand", "replace"))
        for command in (["pin"], ["translate", "--style", style, "--unpin"], ["translate", "--to", "it", "--style", style]):
            with in_time():
                done = run(*command, "--format", "json", "--", *names)
            check(done)
            for row in json.loads(done.stdout):
                before = written[Path(row["file"]).name[:2]]
                after, at = b"", 0
                for edit in row["edits"]:
                    end = edit["offset"] + edit["length"]
                    assert before[edit["offset"] : end].decode() == edit["surface"]
                    after += before[at : edit["offset"]] + edit["replacement"].encode()
                    at = end
                assert (after + before[at:]).decode() == row["text"]
                counts["edits"] += len(row["edits"])
                counts["questions"] += len(row["questions"])
        for name in names:
            Path(name).unlink()
    print(f"rewritten documents: {dict(counts)}")
    assert counts["edits"]


def test_documents_that_are_changed_in_place(run: Run) -> None:
    counts: Counter[str] = Counter()
    for rng in each(10, INPUTS // 30):
        written = write_documents(rng)
        names = sorted(os.listdir())
        call = rng.choice((["pin"], ["translate", "--to", "it", "--unpin"], ["translate", "--style", "replace"]))
        record = run(*call, "--format", "json", "--", *names).stdout
        texts = {Path(row["file"]).name[:2]: row["text"].encode() for row in json.loads(record)}
        with in_time():
            done = run(*call, *(["--no-ask"] if call == ["pin"] else ["--write"]), "--", *names)
        check(done)
        assert sorted(os.listdir()) == names
        for name in names:
            counts["changed"] += Path(name).read_bytes() != written[name[:2]]
            assert Path(name).read_bytes() == texts.get(name[:2], written[name[:2]])
        Path("record").write_bytes(record)
        with in_time():
            check(run("translate", "--undo", "record"))
        for name in names:
            if name.isprintable():  # JSON cannot hold all others
                assert Path(name).read_bytes() == written[name[:2]]
        for name in os.listdir():
            Path(name).unlink()
    print(f"documents changed in place: {dict(counts)}")
    assert counts["changed"]


def test_changed_lines(run: Run, git: Git) -> None:
    counts: Counter[str] = Counter()
    for rng in each(11, INPUTS // 100):
        write_documents(rng)
        names = sorted(name for name in os.listdir() if name != ".git")
        commit_all(git)
        chosen = {name[:2] for name in names if rng.random() < 0.5}
        for name in names:
            if name[:2] in chosen:
                Path(name).write_bytes(Path(name).read_bytes() + b"\nThe DR site failed over.\n")
        options = [option for option in ("--comments", "--quotations") if rng.random() < 0.5]
        with in_time():
            done = run("scan", "--changed", "--level", "all", "--format", "json", *options)
        check(done)
        found = Counter(Path(row["file"]).name[:2] for row in json.loads(done.stdout))
        assert chosen.issuperset(found)
        counts.update(files=len(chosen), findings=found.total())
        for name in names:
            Path(name).unlink()
    print(f"changed lines: {dict(counts)}")
    assert counts["findings"]


def test_ignore_files(run: Run, tiny: list[str]) -> None:
    files = 0
    for rng in each(4, INPUTS // 30):
        for number in range(30):
            folder = Path("top", str(number))
            folder.mkdir(parents=True, exist_ok=True)
            lines = [inputs.pattern(rng) for _ in range(rng.randint(0, 8))]
            (folder / ".gitignore").write_bytes(inputs.as_bytes(rng, "\n".join(lines)))
            for name in ("a.md", "!a.md", "[a].md", "#a.md", " .md"):
                (folder / name).write_text("DR", encoding="utf-8")
            files += 1
        with in_time():
            check(run("scan", "top", *tiny))
    print(f"ignore files: {files}")


def test_configurations(run: Run, tiny: list[str]) -> None:
    Path("a.md").write_text("The DR is cut.", encoding="utf-8")
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(5)):
        data = inputs.configuration(rng)
        if number % 3 == 0:
            Path(".twosense.toml").unlink(missing_ok=True)
            for table in (b"scan", b"translate", b"layers"):
                data = data.replace(b"[%b]" % table, b"[tool.twosense.%b]" % table)
            Path("pyproject.toml").write_bytes(data.replace(b"&", b"'tiny.toml'"))
        else:
            Path(".twosense.toml").write_bytes(data.replace(b"&", b"'tiny.toml'"))
        with in_time():
            calls = (["scan", ".", *tiny], ["translate", "a.md", *tiny], ["paths", *tiny], ["config"])
            done = run(*calls[number % len(calls)])
        check(done)
        statuses[done.returncode] += 1
    print(f"configurations: {dict(statuses)} by exit status")
    assert len(statuses) > 1


def test_baselines(run: Run, tiny: list[str]) -> None:
    Path("a.md").write_text("The DR is cut. Who is for DR?", encoding="utf-8")
    whole = {form: run("scan", "a.md", "--level", "all", "--format", form, *tiny).stdout for form in ("json", "ndjson")}
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(6)):
        Path("old.json").write_bytes(inputs.damaged(rng, whole["json" if number % 2 else "ndjson"]))
        with in_time():
            done = run("scan", "a.md", "--level", "all", "--baseline", "old.json", *tiny)
        check(done)
        statuses[done.returncode] += 1
    print(f"baselines: {dict(statuses)} by exit status")
    assert len(statuses) > 1


def test_labelled_texts(run: Run, tiny: list[str]) -> None:
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(7)):
        rows = []
        for _ in range(rng.randint(0, 4)):
            side = rng.choice(("it", "marketing", "unclear", "none", "useful", "noise"))
            row: dict[str, object] = {"text": f"{inputs.words(rng)} DR {inputs.words(rng)}", "term": "DR", "side": side}
            row |= {"surface": "DR", "kind": inputs.words(rng, 2)} if rng.random() < 0.7 else {"start": rng.randint(-2, 30)}
            if rng.random() < 0.3:
                row |= {rng.choice(("end", "occurrence", "start")): rng.choice((-1, 0, 1, 40, 10**18, 1.5, None, "x"))}
            rows.append(json.dumps(row))
        data = "\n".join(rows).encode()
        Path("labels.ndjson").write_bytes(inputs.damaged(rng, data) if rng.random() < 0.3 else data)
        options = (["--format", "json"], ["--level"], [])[number % 3]
        with in_time():
            done = run("eval", "labels.ndjson", *options, *tiny)
        check(done)
        statuses[done.returncode] += 1
    print(f"labelled texts: {dict(statuses)} by exit status")
    assert len(statuses) > 1


def test_tables_that_are_imported(run: Run, home: Path) -> None:
    """What is imported has no faults; what cannot be is left out, and what is exported then is imported again."""
    statuses: Counter[int] = Counter()
    for number, rng in enumerate(each(11, INPUTS // 5)):
        Path("team").write_bytes(inputs.damaged(rng, inputs.table(rng)))
        options = ([], ["--side", "it"], ["--column", "term=1"], ["--dry-run"])[number % 4]
        with in_time():
            done = run("import", "team", *options)
        check(done)
        statuses[done.returncode] += 1
        glossary = home / "config" / "twosense" / "glossary.toml"
        if glossary.exists():
            form = ("csv", "json", "skos", "html")[number % 4]
            with in_time():
                check(run("export", "--layer", "user", "--format", form, "--output", "back"))
            before = merge(LayerPaths(project=False)).terms
            glossary.unlink()
            if form in {"csv", "json"}:
                with in_time():
                    done = run("import", "back")
                assert done.returncode == 0, done.stderr
                after = merge(LayerPaths(project=False)).terms
                assert [(before[key], after[key]) for key in after if after[key] != before[key]] == []
                glossary.unlink()
    print(f"imported tables: {dict(statuses)} by exit status")
    assert len(statuses) > 2
