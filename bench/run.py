"""Run the benchmarks named, or all: `python bench/run.py [NAME]...`, with the names in ALL.

The window has a benchmark of its own, `python bench/tui.py`.
"""

from __future__ import annotations

import sys
from importlib import import_module

ALL = ("lookup", "pipe", "build", "search", "mentions", "scan", "translate", "wording")


def main() -> None:
    """Run them one after the other, each under its title."""
    for name in sys.argv[1:] or ALL:
        if name not in ALL:
            sys.exit(f'bench: unknown benchmark "{name}"; choose from {", ".join(ALL)}')
        print(f"{name}: {(import_module(name).__doc__ or '').splitlines()[0]}", flush=True)
        import_module(name).main()


if __name__ == "__main__":
    main()
