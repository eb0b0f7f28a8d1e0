"""Print the worst pair of colours of every theme: `python docs/themes.py`. Themes with too little contrast are not offered."""

from __future__ import annotations

from twosense.tui.contrast import worst
from twosense.tui.themes import THEMES, colours, offered


def main() -> None:
    """Print one line for each theme."""
    for name, theme in sorted(THEMES.items()):
        if theme.ansi:
            print(f"{name:22} the terminal's own colours{'' if offered(theme) else '; not offered'}")
            continue
        pair = worst(colours(theme))
        verdict = "" if pair.passes else "; not offered"
        print(f"{name:22} {pair.front} on {pair.ground}: {pair.ratio:.2f}, needs {pair.least}{verdict}")


if __name__ == "__main__":
    main()
