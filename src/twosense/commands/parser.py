"""Parser: parse arguments with argparse, and raise its errors as ours. Options that several commands share are declared here.

Invariant: an option is declared once; help, errors and completions derive from the declaration.
"""

from __future__ import annotations

import argparse
import os

from twosense import __version__
from twosense.commands.completers import FILE, SIDES, words
from twosense.errors import UsageError
from twosense.output import stdout
from twosense.paths import LAYERS, PROJECT, USER, LayerPaths
from twosense.text.listing import either
from twosense.text.nearest import advice, nearest

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, NoReturn

    from twosense.commands.completers import Completer

OUTPUT = "output"  # the group of options that say what is printed, and where
EDITABLE_LAYERS = (USER, PROJECT)  # with glossaries that people write themselves
GENERAL = "general options"


class Parser(argparse.ArgumentParser):
    """A parser that raises our own errors, so that one module writes them to stderr.

    `declared` has its arguments: options by each of their names, others by the attribute that they set. `taking_paths` has the
    options that may have a path as their value. The help shows arguments in groups, which stand in the order of their first
    arguments.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # argparse's signature
        self.declared: dict[str, argparse.Action] = {}
        self.taking_paths: set[str] = set()
        self._in_groups: dict[str, Any] = {}
        super().__init__(allow_abbrev=False, add_help=False, **options)

    def add_argument(
        self,
        *names: str,
        complete: Completer | None = None,
        group: str = "",
        takes_path: bool = False,
        **options: Any,  # noqa: ANN401
    ) -> argparse.Action:
        """Declare an argument; `complete` says what a shell offers for it, unless it has choices.

        `takes_path`: the optional value of this option is a path, so that a path after it is its value.
        """
        title = group or ("options" if names[0].startswith("-") else "arguments")
        if title not in self._in_groups:
            self._in_groups[title] = self.add_argument_group(title)
        if "choices" in options:
            options.setdefault("type", _choice(options["choices"]))
        action: argparse.Action = self._in_groups[title].add_argument(*names, **options)
        self.declared |= dict.fromkeys(action.option_strings or [action.dest], action)
        if complete is not None:
            vars(action)["complete"] = complete  # where shtab looks for it
        if takes_path:
            self.taking_paths.update(action.option_strings)
        return action

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{message}{'' if message.endswith('?') else ';'} see `{self.prog} --help`")

    def print_help(self, file: object = None) -> None:  # noqa: ARG002  # argparse's signature
        """Write the help to stdout."""
        stdout.write(self.format_help())


class PrintVersion(argparse.Action):
    """Prints the version and exits."""

    def __init__(self, option_strings: Sequence[str], dest: str, **_options: Any) -> None:  # noqa: ANN401  # argparse's signature
        super().__init__(option_strings, dest, nargs=0, help="show the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Write the version to stdout."""
        stdout.write(f"twosense {__version__}\n")
        parser.exit()


def parse(parser: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse options and positional arguments in any order; after `--`, nothing is an option, and neither is `-:1:5`.

    Python 3.11's `parse_intermixed_args` forgets the `--`, so what is no option begins with a NUL, the one character that the
    operating system allows in no argument.
    """
    nul = "\0"
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words = [nul + word if word.startswith("-:") else word for word in arguments[:end]]
    before = [
        f"{word}={parser.declared[word].const}" if _has_no_value(parser, word, arguments[number + 1 : number + 2]) else word
        for number, word in enumerate(words)
    ]
    options, rest = parser.parse_known_intermixed_args([*before, *(nul + word for word in arguments[end + 1 :])])
    for word in rest:
        parser.error(_unknown(word.removeprefix(nul), parser.declared))
    for name, value in vars(options).items():
        if isinstance(value, list):
            setattr(options, name, [word.removeprefix(nul) for word in value])
        elif isinstance(value, str):
            setattr(options, name, value.removeprefix(nul))
    return options


def _has_no_value(parser: Parser, word: str, following: Sequence[str]) -> bool:
    """Return whether a word is an option without its optional value: nothing, `--` or a path follows."""
    action = parser.declared.get(word)
    if action is None or action.nargs != "?" or not action.option_strings or word in parser.taking_paths:
        return False
    return not following or following[0] == "--" or os.path.lexists(following[0])


def add_version(parser: Parser) -> None:
    """Declare `--version`."""
    parser.add_argument("-V", "--version", group=GENERAL, action=PrintVersion, default=argparse.SUPPRESS)


def add_format(parser: Parser, *names: str) -> None:
    """Declare `--format`, whose default is the first name, and `--output`."""
    parser.add_argument(
        "-f",
        "--format",
        group=OUTPUT,
        choices=names,
        default=names[0],
        metavar="FORMAT",
        help=f"{either(names)} (default: {names[0]})",
    )
    parser.add_argument(
        "-o",
        "--output",
        group=OUTPUT,
        default="-",
        metavar="FILE",
        complete=FILE,
        help="write to this file instead of standard output",
    )


def add_excel(parser: Parser, group: str) -> None:
    """Declare `--excel`."""
    parser.add_argument(
        "--excel",
        group=group,
        action="store_true",
        help="make the CSV safe to open in Excel",
    )


def add_color(parser: Parser) -> None:
    """Declare `--color`."""
    parser.add_argument(
        "--color",
        group=OUTPUT,
        choices=("auto", "always", "never"),
        default="auto",
        metavar="WHEN",
        help="auto (only on a terminal), always or never (default: auto)",
    )


def add_quiet(parser: Parser, effect: str) -> None:
    """Declare `--quiet`, which has this effect."""
    parser.add_argument("-q", "--quiet", group=OUTPUT, action="store_true", help=effect)


def add_readers(parser: Parser, option: str, attribute: str) -> None:
    """Declare the option that names the readers' side, and the attribute that it sets."""
    from twosense.model import MIXED  # a lookup, which uses this module, does without that one

    parser.add_argument(
        option,
        dest=attribute,
        metavar="SIDE",
        complete=words(*SIDES, MIXED),
        help='the readers\' side: "marketing", "it" or "mixed" (default: mixed)',
    )


def add_author(parser: Parser) -> None:
    """Declare `--from`."""
    parser.add_argument(
        "--from",
        dest="author",
        metavar="SIDE",
        complete=words(*SIDES),
        help='the author\'s side: "marketing" or "it" (default: unknown)',
    )


def add_texts(parser: Parser) -> None:
    """Declare the texts of a command that rewrites them."""
    parser.add_argument(
        "texts",
        nargs="*",
        metavar="FILE|-|PHRASE",
        complete=FILE,
        help="a file, - for standard input, or a phrase of two words or more",
    )


def add_stdin_filename(parser: Parser) -> None:
    """Declare `--stdin-filename`."""
    parser.add_argument(
        "--stdin-filename",
        default="-",
        metavar="NAME",
        complete=FILE,
        help="the file name to assume for standard input, such as note.md",
    )


def add_glossaries(parser: Parser) -> None:
    """Declare the options that choose the glossaries: `--glossary`, `--only`, `--layer` and `--no-project`."""
    files: dict[str, Any] = {"group": "glossaries", "action": "append", "metavar": "FILE", "complete": FILE}
    parser.add_argument("--glossary", default=[], help="use this glossary too", **files)
    parser.add_argument("--only", default=[], help="use only this glossary", **files)
    parser.add_argument(
        "--layer",
        dest="layers",
        default=[],
        group="glossaries",
        action="append",
        metavar="LAYER",
        choices=LAYERS,
        help=f"use only the terms from this layer: {either(LAYERS)}; repeat for more layers",
    )
    parser.add_argument(
        "--no-project",
        group="glossaries",
        dest="project",
        action="store_false",
        help="ignore the settings and glossaries of the project",
    )


def layer_paths_of(options: argparse.Namespace) -> LayerPaths:
    """Return the glossaries, layers and project that the options choose."""
    return LayerPaths(options.glossary, options.only, project=options.project, layers=options.layers)


def add_own_layer(parser: Parser, effect: str) -> None:
    """Declare `--layer` of a command that writes into a glossary; it has this effect."""
    parser.add_argument("--layer", choices=EDITABLE_LAYERS, default=EDITABLE_LAYERS[0], metavar="user|project", help=effect)


def add_limit(parser: Parser, default: int) -> None:
    """Declare `--limit`."""
    effect = f"maximum number of results (default {default})"
    parser.add_argument("--limit", type=_count, default=default, metavar="N", help=effect)


def _choice(names: Sequence[str]) -> Callable[[str], str]:
    """Return a function that validates a value, with a clearer error than argparse's."""

    def check(value: str) -> str:
        if value not in names:
            raise argparse.ArgumentTypeError(f'unknown value "{value}"; {advice(value, names)}')
        return value

    return check


def _unknown(word: str, declared: Iterable[str]) -> str:
    """Say what is wrong with an argument that no declaration takes."""
    name = word.partition("=")[0]
    if not name.startswith("-"):
        return f'unexpected argument "{word}"'
    meant = nearest(name, [option for option in declared if option.startswith("--")])
    return f'unknown option "{name}"' + (f'; did you mean "{meant}"?' if meant else "")


def _count(text: str) -> int:
    if not text.isdecimal() or not text.isascii() or not 0 < int(text[:9]) < 10**8:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 99999999")
    return int(text)
