"""Run benchmarks: all of them, or those named. `python bench/run.py [lookup] [pipe] [build] [search] [scan]`."""

from __future__ import annotations

import sys
from importlib import import_module

ALL = ("lookup", "pipe", "build", "search", "scan")


def main() -> None:
    """Run them one after the other."""
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f"bench: {name} is none of {', '.join(ALL)}")
        print(f"{name}: {(import_module(name).__doc__ or '').splitlines()[0]}", flush=True)
        import_module(name).main()


if __name__ == "__main__":
    main()
