"""The server: textual-serve, which answers only the page that it has served itself.

Any page that a browser shows may open a connection to a port of this machine, and would find a window that reads and writes
files there. Invariant: a connection that does not come from our own page is refused, and the page loads nothing from elsewhere.
"""

from __future__ import annotations

import logging
import os
from ipaddress import ip_address

from aiohttp import web
from textual_serve.server import Server

TITLE = "twosense"
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def is_local(host: str) -> bool:
    """Return whether only this machine can reach an address."""
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class WindowServer(Server):
    """Runs a command for each visitor. `host` is the address to listen on, and the one that browsers use."""

    def __init__(self, command: str, host: str, port: int) -> None:
        super().__init__(command, host, port, TITLE, templates_path=os.path.dirname(os.path.abspath(__file__)))
        hosts = {*_LOCAL, host} if is_local(host) else {host}
        self._origins = {f"http://{name}{'' if port == 80 else f':{port}'}" for name in hosts}

    def initialize_logging(self) -> None:
        """Report errors only; who calls says what is served."""
        logging.basicConfig(level=logging.ERROR)

    async def on_startup(self, app: web.Application) -> None:
        """Print nothing: textual-serve would greet with its own name."""

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a window for a visitor, unless the connection comes from a page of somebody else."""
        if request.headers.get("Origin") not in self._origins:
            raise web.HTTPForbidden(text="This window is opened by its own page only.\n")
        return await super().handle_websocket(request)
