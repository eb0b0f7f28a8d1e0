"""The window in a browser: who may open it, what the page loads, and what it shows."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from tests.web.browser import CHROMIUM

pytest.importorskip("textual_serve")
pytestmark = pytest.mark.extra


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a server that runs during the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PROGRAM, "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
        assert server.stderr is not None
        greeting = server.stderr.readline()
        assert f"twosense is at http://localhost:{port}; everybody on this machine can use it" in greeting
        yield f"http://localhost:{port}"
        server.terminate()
        assert server.wait(20) == 0


async def first_screen(address: str, origin: str | None) -> bytes:
    """Return the bytes that a window draws until it shows its search box."""
    import aiohttp

    drawn = b""
    async with (
        asyncio.timeout(30),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}/ws?width=80&height=24", origin=origin) as connection,
    ):
        while b"Type a word" not in drawn:
            message = await connection.receive()
            assert message.type not in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR), drawn
            drawn += message.data if isinstance(message.data, bytes) else b""
    return drawn


def page(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own server
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


def test_the_page_loads_nothing_from_elsewhere_and_only_it_opens_a_window(address: str) -> None:
    import aiohttp

    text = page(address)
    assert set(re.findall(r"(?:https?|wss?)://[^/\"]+", text)) == {address, address.replace("http", "ws")}
    assert b"twosense" in asyncio.run(first_screen(address, address))
    for origin in ("http://evil.example", address.replace("localhost", "localhost.evil.example"), "null", None):
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            asyncio.run(first_screen(address, origin))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--host", "0.0.0.0"], "other machines may reach 0.0.0.0, and the window has no login"),  # noqa: S104
        (["--host", "example.org"], "add --allow"),
        (["--host", "192.168.1.1"], "add --allow"),
        (["--port", "99999"], "99999 is not a port"),
    ],
)
def test_bad_addresses_and_ports_are_refused(arguments: list[str], message: str, run: Run) -> None:
    done = run("serve", *arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_missing_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "twosense.web.server", None)
    assert b"pip install '.[web]'" in run("serve").stderr


@pytest.mark.skipif(CHROMIUM is None or find_spec("playwright") is None, reason="chromium and playwright are not installed")
@pytest.mark.parametrize("size", [(1200, 700), (500, 500)])
@pytest.mark.usefixtures("own_folders")  # Chromium writes into the folder of configurations
def test_chromium_shows_the_window(size: tuple[int, int], address: str, tmp_path: Path) -> None:
    playwright = import_module("playwright.sync_api")
    page(address)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        visitor = browser.new_page(viewport={"width": size[0], "height": size[1]})
        asked: list[str] = []
        drawn = bytearray()
        visitor.on("request", lambda request: asked.append(request.url))
        visitor.on("websocket", lambda one: one.on("framereceived", lambda data: drawn.extend(as_bytes(data))))
        visitor.goto(address)
        wait_for(visitor, drawn, b" of 278")  # the window takes keys once the glossary is there
        visitor.click("#terminal", position={"x": size[0] // 2, "y": 25})  # the search box, to focus it
        visitor.wait_for_function("document.activeElement.tagName == 'TEXTAREA'")  # the page moves the focus to its terminal
        visitor.keyboard.type("agile", delay=50)
        try:
            wait_for(visitor, drawn, b"iterative-development")
        finally:
            visitor.screenshot(path=os.environ.get("TWOSENSE_SCREENSHOT", str(tmp_path / "window.png")))
        browser.close()
    assert all(url.startswith((address, address.replace("http", "ws"), "data:", "blob:")) for url in asked), asked


def as_bytes(data: bytes | str) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def wait_for(visitor: object, drawn: bytearray, text: bytes) -> None:
    for _ in range(200):
        if text in drawn:
            return
        visitor.wait_for_timeout(100)  # type: ignore[attr-defined]
    raise AssertionError(bytes(drawn[-2000:]))
