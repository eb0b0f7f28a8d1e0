"""The owner of a glossary imports a table, adds a term, checks, scans a text for them, and shares the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("own_config")

TABLE = """\
Term,Side,Meaning,Definition,Say instead,Example
funnel,Marketing,buyers on their way to an order,The stages that buyers pass between an advert and an order.,buying stages,\
Half of the buyers leave the funnel before they order.
funnel,IT,a queue of requests,A queue through which all requests to a server pass.,request queue,\
The server refuses requests when the funnel is full.
churn,Marketing,customers who leave,The share of customers who cancel within a year.,lost customers,\
Churn fell when customers got a discount.
churn,Finance,money moved about,Payments between accounts of the same company.,,
"""


@pytest.mark.slow
def test_from_a_table_to_a_page_that_the_team_reads(run: Run) -> None:
    assert run("init", "project").returncode == 0
    Path("terms.csv").write_text(TABLE, encoding="cp1252")
    done = run("import", "--layer", "project", "terms.csv")
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-2:] == [
        'twosense: left out: row 5: unknown side "Finance"',
        "twosense: 2 terms with 3 senses added; 1 row left out",
    ]

    added = run(
        *("add", "KTLO", "--layer", "project", "--side", "it", "--meaning", "keeping systems running"),
        *("--definition", "Work that keeps systems as they are.", "--say", "routine upkeep", "--example", "KTLO takes a week."),
    )
    assert (added.returncode, added.stderr) == (0, b"")
    assert Path("glossary.toml").read_text(encoding="utf-8").startswith("# A glossary for twosense.")

    checked = run("check")
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "funnel: no `clash`" in checked.stdout.decode()

    Path("brief.md").write_text("Most buyers leave the funnel before they order. KTLO is next.\n", encoding="utf-8")
    scanned = run("scan", "--for", "it", "--level", "note", "-q", "brief.md")
    assert scanned.stdout.decode().startswith("brief.md:1:23: warning: funnel: here it means buyers on their way to an order")
    assert run("translate", "--to", "marketing", "KTLO is next.").stdout == b"KTLO (keeping systems running) is next.\n"

    shared = run("export", "--format", "html", "--layer", "project", "--output", "words.html")
    assert (shared.returncode, shared.stdout, shared.stderr) == (0, b"", b"")
    page = Path("words.html").read_text(encoding="utf-8")
    assert [name for name in ("funnel", "churn", "KTLO", "DR") if f'-name"><a href="#{name.lower()}">{name}</a>' in page] == [
        "funnel",
        "churn",
        "KTLO",
    ]
