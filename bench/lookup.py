"""Lookup: one call in a process of its own, compared with an empty console script in the same environment."""

from __future__ import annotations

import shutil

from data import FOLDER, glossary, headwords
from environment import own_folders, scripts
from timing import Command, in_turn, line, ratio

RUNS = 40


def main() -> None:
    """Print the ratios for the built-in glossary and for one of 100,000 terms."""
    bin_ = scripts()
    empty = Command("empty", [str(bin_ / "emptyscript")])
    bare = Command("bare", [str(bin_ / "python"), "-c", "pass"])
    large = glossary(100_000)
    project = FOLDER / "project"
    project.mkdir(exist_ok=True)
    word = headwords(100_000)[777]
    cache = FOLDER / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    own = own_folders()
    config = FOLDER / "config-large" / "twosense"
    config.mkdir(parents=True, exist_ok=True)
    if not (config / "glossary.toml").exists():
        (config / "glossary.toml").hardlink_to(large)
    huge = own | {"XDG_CONFIG_HOME": str(config.parent)}
    twosense = str(bin_ / "twosense")
    commands = [
        empty,
        bare,
        Command("small", [twosense, "DR"], environment=own),
        Command("large", [twosense, word], environment=huge),
        Command("json", [twosense, "DR", "--format", "json"], environment=own),
        Command("miss", [twosense, "disater recovry"], environment=own),
        Command("miss-large", [twosense, word + "x"], environment=huge),
    ]
    in_turn(commands, RUNS)
    line("an empty console script / bare Python", ratio(empty, bare), extra=f"bare {bare.median * 1e3:.1f} ms")
    for command, what, bar in zip(
        commands[2:],
        (
            "twosense DR, built-in glossary / the empty script",
            "a lookup in 100,000 terms",
            "twosense DR --format json",
            "a miss with suggestions, built-in glossary",
            "a miss with suggestions, 100,000 terms",
        ),
        ("<= 1.20", "<= 1.20", "<= 1.7", "", "<= 2"),
        strict=True,
    ):
        line(what, ratio(command, empty), bar, extra=f"{command.median * 1e3:.1f} ms")
    forget = ["rm", "-rf", str(cache)]
    firsts = [
        Command("the first run ever", [twosense, "DR"], environment=own, before=forget),
        Command("the same for a word that is missing", [twosense, "agiel"], environment=own, before=forget),
    ]
    empty.seconds.clear()
    in_turn([empty, *firsts], RUNS // 2)
    for command, bar in zip(firsts, ("<= 8", ""), strict=True):
        line(command.name, ratio(command, empty), bar, extra=f"{command.median * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
