"""Build: the first compilation of 100,000 terms (60 MB of TOML), compared with parsing the same file with tomli."""

from __future__ import annotations

from data import FOLDER, glossary
from environment import scripts
from timing import Command, in_turn, line, ratio

RUNS = 3
_PARSE = "import sys, tomli; tomli.loads(open(sys.argv[1], 'rb').read().decode())"


def main() -> None:
    """Print the ratios of time and memory."""
    bin_ = scripts()
    large = glossary(100_000)
    cache = FOLDER / "cache-build"
    lookup, search = (
        Command(
            name,
            [str(bin_ / "twosense"), *call, "--only", str(large), "--exact", "no such term"],
            environment={"XDG_CACHE_HOME": str(cache)},
            before=["rm", "-rf", str(cache)],
        )
        for name, call in (("lookup", ()), ("search", ("search",)))
    )
    tomli = Command("tomli", [str(bin_ / "python"), "-c", _PARSE, str(large)])
    in_turn([lookup, search, tomli], RUNS, warm=0)
    line("first lookup in 100,000 terms / tomli alone", ratio(lookup, tomli), "<= 1.8", extra=f"{lookup.median:.1f} s")
    line("first search in 100,000 terms / tomli alone", ratio(search, tomli), "<= 2.2", extra=f"{search.median:.1f} s")
    line("its peak memory / tomli's", search.peak_mb / tomli.peak_mb, "<= 1.5", extra=f"{search.peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
