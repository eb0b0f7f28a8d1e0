"""The command word: which word of a call names its command, if options come before it or if it is misspelt.

Invariant: nothing after `--` is a command, and neither is the value of an option.
"""

from __future__ import annotations

import os

from twosense.commands import COMMANDS

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterator, Mapping, Sequence


def find_command(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the command that the first word names, or None, and the other arguments."""
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word in COMMANDS and next(_words(arguments[: number + 1], _options_of(word)), None) == number:
            return word, [*arguments[:number], *arguments[number + 1 :]]
    return None, list(arguments)


def terms_of(arguments: Sequence[str]) -> list[str]:
    """Return the words of a lookup that are neither options nor the values of options."""
    return [arguments[number] for number in _words(arguments, _options_of("lookup"))]


def has_path(words: Sequence[str]) -> bool:
    """Return whether a word is a path, standard input, or a location such as `brief.md:12`, as it follows most commands."""
    return any(word == "-" or os.path.lexists(word) or os.path.lexists(word.partition(":")[0]) for word in words)


def refuse_misspelt(words: Sequence[str]) -> None:
    """Raise UsageError if the first word, which is not a term, is close to a command, and a path follows."""
    if not has_path(words[1:]):
        return
    from twosense.text.nearest import nearest

    meant = nearest(words[0], COMMANDS)
    if meant:
        from twosense.errors import UsageError

        problem = f'"{words[0]}" is neither a term nor a command; did you mean the command "{meant}"?'
        raise UsageError(f"{problem} see `twosense --help`")


def _options_of(command: str) -> Mapping[str, Action]:
    """Return the options that may come before a command: its own, and those of a lookup, which have a clearer error there."""
    from twosense.commands.command_parsers import parser_of

    return parser_of("lookup").declared | parser_of(command).declared


def _words(arguments: Sequence[str], options: Mapping[str, Action]) -> Iterator[int]:
    """Yield the numbers of the arguments that are neither options nor the values of options."""
    number = 0
    while number < len(arguments):
        name, equals, _ = arguments[number].partition("=")
        if not name.startswith("-") or name == "-":
            yield number
        elif not equals and name in options and options[name].nargs not in (0, "?"):
            number += 1
        number += 1
