"""Pipe: 100,000 terms in, one line of NDJSON each out, in the order of the input.

The peers are a Python loop over a dict, which reads the glossary from NDJSON and writes with orjson; and a hash join in mawk,
which reads a table of two columns and writes one field instead of JSON.
"""

from __future__ import annotations

import random
import shutil

from data import FOLDER, glossary, headwords
from environment import own_folders, scripts
from timing import Command, in_turn, line, ratio

COUNT = 100_000
RUNS = 7
_LOOP = """
import sys, orjson
terms = {}
for row in open(sys.argv[1], "rb"):
    term = orjson.loads(row)
    terms[term["term"].lower()] = term
write = sys.stdout.buffer.write
for query in sys.stdin:
    query = query.rstrip("\\n")
    term = terms.get(query.lower())
    write(orjson.dumps({"query": query, "found": term is not None, **(term or {}), "suggestions": []}) + b"\\n")
"""


def main() -> None:
    """Print the lines per second, and the ratios to the peers."""
    bin_ = scripts("orjson")
    large = glossary(COUNT)
    names = headwords(COUNT)
    random.Random(3).shuffle(names)
    queries = FOLDER / "queries.txt"
    queries.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    missing = FOLDER / "queries-missing.txt"
    missing.write_text("".join(f"{name}{' zz' if n % 10 == 0 else ''}\n" for n, name in enumerate(names)), encoding="utf-8")
    own = own_folders()
    twosense = [str(bin_ / "twosense"), "--only", str(large), "--format", "ndjson"]
    rows = FOLDER / "rows.ndjson"
    table = FOLDER / "rows.tsv"
    _export(twosense, own, queries, rows, table)
    ours = Command("twosense", twosense, stdin=queries, environment=own)
    exact = Command("misses", [*twosense, "--exact"], stdin=missing, environment=own)
    loop = Command("orjson", [str(bin_ / "python"), "-c", _LOOP, str(rows)], stdin=queries)
    commands = [ours, exact, loop]
    if shutil.which("mawk"):
        program = r'NR == FNR { t[$1] = $2; next } { k = tolower($0); print $0 "\t" t[k] }'
        commands.append(Command("mawk", ["mawk", "-F\t", program, str(table), str(queries)]))
    in_turn(commands, RUNS, warm=1)
    for command in commands:
        rate = f"{COUNT / command.median / 1e3:.0f}k lines/s"
        line(f"{command.name}: seconds", command.median, unit="s", extra=f"{rate}, {command.peak_mb:.0f} MB")
    line("times as fast as the orjson loop", 1 / ratio(ours, loop), ">= 5")
    line("the same with one missing term in ten, --exact", 1 / ratio(exact, loop))
    if len(commands) > 3:
        line("times as fast as mawk's join", 1 / ratio(ours, commands[3]), ">= 1")


def _export(twosense: list[str], own: dict[str, str], queries: object, rows: object, table: object) -> None:
    import json
    import os
    import subprocess
    from pathlib import Path

    with Path(str(queries)).open("rb") as source, Path(str(rows)).open("wb") as target:
        subprocess.run(twosense, stdin=source, stdout=target, env=os.environ | own, check=True)
    with Path(str(rows)).open("rb") as source, Path(str(table)).open("w", encoding="utf-8") as target:
        for row in source:
            term = json.loads(row)
            target.write(f"{term['term'].lower()}\t{term['senses'][0]['definition']}\n")


if __name__ == "__main__":
    main()
