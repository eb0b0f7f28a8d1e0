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
    build = Command(
        "build",
        [str(bin_ / "twosense"), "--only", str(large), "--exact", "no such term"],
        environment={"XDG_CACHE_HOME": str(cache)},
        before=["rm", "-rf", str(cache)],
    )
    tomli = Command("tomli", [str(bin_ / "python"), "-c", _PARSE, str(large)])
    in_turn([build, tomli], RUNS, warm=0)
    line("first build of 100,000 terms / tomli alone", ratio(build, tomli), "<= 2.2", extra=f"{build.median:.1f} s")
    line("its peak memory / tomli's", build.peak_mb / tomli.peak_mb, "<= 1.5", extra=f"{build.peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
