"""An analyst looks up a column of 5,000 terms, and joins the answer to the list: every row joins."""

from __future__ import annotations

import csv
import io

from tests.conftest import HEADWORDS, Run

ODD = ("=SUM(A1)", "-10%", "@handle", "+1", "", "caf\u00e9; bar", 'say "hi"', "two\nlines", " DR ", "no such thing")


def test_from_a_list_of_5000_terms_to_a_joined_table(run: Run) -> None:
    asked = [(HEADWORDS + list(ODD))[number % (len(HEADWORDS) + len(ODD))] for number in range(5000)]
    listed = io.StringIO()
    writer = csv.writer(listed, "excel", delimiter=";")
    writer.writerow(("ID", "Term", "Count"))
    writer.writerows((f"id-{number}", term, number % 7) for number, term in enumerate(asked))

    done = run("--column", "Term", "--wide", "-f", "csv", "--exact", stdin=b"\xef\xbb\xbf" + listed.getvalue().encode())
    assert (done.returncode, done.stderr) == (1, b"")
    answers = {row["ID"]: row for row in csv.DictReader(io.StringIO(done.stdout.decode()))}
    assert list(answers) == [f"id-{number}" for number in range(5000)]
    for number, term in enumerate(asked):
        row = answers[f"id-{number}"]
        assert (row["row"], row["Term"], row["Count"]) == (str(number + 2), term, str(number % 7))
        assert row["found"] == ("true" if term in HEADWORDS or term == " DR " else "false")
        assert (row["found"] == "true") == bool(row["marketing_meaning"] or row["it_meaning"])
