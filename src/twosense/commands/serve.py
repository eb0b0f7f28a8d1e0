"""`twosense serve`: show the window in a browser."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from functools import partial

from twosense.commands.parser import Parser, add_glossaries, layer_paths_of
from twosense.errors import UsageError
from twosense.output import diagnostics
from twosense.output.diagnostics import ExitCode

SUMMARY = "Show twosense in a web browser"
USAGE = "[OPTIONS]"
EXAMPLES = """\
  twosense serve
  twosense serve --port 8080 --glossary team.toml
"""
OUTCOMES = {0: "ended by Ctrl-C", 130: "interrupted before the server was ready"}
_DRIVER = "TEXTUAL_DRIVER"  # set by the server in the process of each visitor


def configure(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="the port to listen on (default 8000)")
    parser.add_argument("--host", default="localhost", metavar="ADDRESS", help="the address to listen on (default localhost)")
    parser.add_argument(
        "--allow", action="store_true", help="allow an address that other machines can reach; the window has no login"
    )
    add_glossaries(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C. Raises UsageError for an address that others can reach, or without its optional dependencies."""
    if os.environ.get(_DRIVER):
        return _run_window(options)
    try:
        from twosense.web.server import WindowServer, is_local
    except ImportError:
        raise UsageError(
            "serve needs the optional dependencies \"web\"; run `python -m pip install '.[web]'` in the checkout"
        ) from None
    if not is_local(options.host) and not options.allow:
        raise UsageError(
            f"other machines may reach {options.host}, and the window has no login: anyone on the network could read and "
            "change your files; serve on localhost, or add --allow"
        )
    if not 0 < options.port < 1 << 16:
        raise UsageError(f"{options.port} is not a port; choose one from 1 to 65535")
    server = WindowServer(_command(options), options.host, options.port)
    who = "everybody on this machine" if is_local(options.host) else "everybody who can reach this address"
    diagnostics.say(f"twosense is at {server.public_url}; {who} can use it, because there is no login; press Ctrl-C to stop")
    server.serve()
    return ExitCode.SUCCESS


def _run_window(options: argparse.Namespace) -> int:
    """Run the window of one visitor: Textual draws it into the pipes of the server."""
    from twosense.tui.app import Window
    from twosense.tui.glossary_service import GlossaryService

    window = Window(GlossaryService(partial(layer_paths_of, options)))
    window.run()
    return window.return_code or ExitCode.SUCCESS


def _command(options: argparse.Namespace) -> str:
    """Return the command that opens the window for one visitor."""
    words = [sys.executable, "-m", "twosense", "serve"]
    words += [f"--glossary={path}" for path in options.glossary] + [f"--only={path}" for path in options.only]
    words += [f"--layer={layer}" for layer in options.layers] + ([] if options.project else ["--no-project"])
    return shlex.join(words)
