"""The page of `twosense export --format html` in a browser, from a file: its search, its columns, and no script at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.web.browser import CHROMIUM

pytestmark = [pytest.mark.extra, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]
playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def address(run: Run) -> str:
    """The address of a page in a file."""
    assert run("export", "--format", "html", "--output", "glossary.html").returncode == 0
    return Path("glossary.html").absolute().as_uri()


def shown(page: Any) -> list[str]:  # noqa: ANN401
    """Return the headwords that can be seen, in order."""
    return [heading.strip() for heading in page.locator("article:visible h2").all_inner_texts()]


def search(page: Any, query: str, status: str) -> None:  # noqa: ANN401
    page.fill("#query", query)
    page.locator("#count", has_text=status).wait_for(timeout=30_000)


def test_the_page_is_searched_without_a_server(browser: Any, address: str) -> None:  # noqa: ANN401
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(address)
    everything = shown(page)
    search(page, "dr", " of ")
    assert shown(page)[0] == "DR"
    search(page, "  Disaster-RECOVERY ", " of ")
    assert "DR" in shown(page)
    assert set(shown(page)) < set(everything)
    search(page, "zzzz", "No term matches “zzzz”")
    assert shown(page) == []
    search(page, "", f"{len(everything)} terms")
    assert shown(page) == everything
    search(page, "dr", " of ")
    page.locator("article:visible .related a").first.click()  # to a term that the search hides
    page.locator("#count", has_text=f"{len(everything)} terms").wait_for(timeout=30_000)
    assert page.input_value("#query") == ""
    assert (asked, wrong) == ([address], [])
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "is_wide"), [(1200, True), (400, False)])
def test_the_sides_are_in_two_columns_or_one_below_the_other(
    browser: Any,  # noqa: ANN401
    address: str,
    scheme: str,
    width: int,
    is_wide: bool,
    tmp_path: Path,
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)
    left, right = (page.locator(f"#dr .{side}").bounding_box() for side in ("left", "right"))
    assert (left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]) == is_wide
    assert (left["x"] == right["x"] and left["y"] + left["height"] <= right["y"]) != is_wide
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    folder = Path(os.environ.get("TWOSENSE_SCREENSHOT", str(tmp_path)))
    page.screenshot(path=str(folder / f"page-{scheme}-{width}.png"))
    assert (folder / f"page-{scheme}-{width}.png").stat().st_size > 10_000
    page.close()


def test_a_screen_reader_finds_its_way(browser: Any, address: str) -> None:  # noqa: ANN401
    page = browser.new_page()
    page.goto(address)
    for role, name in (("search", None), ("navigation", "Terms by letter"), ("main", "Terms"), ("searchbox", "Search")):
        assert page.get_by_role(role, name=name).count() == 1
    assert page.get_by_role("article", name="DR", exact=True).count() == 1
    assert page.get_by_role("heading", name="IT: disaster recovery", level=3, exact=True).count() == 1  # without the symbol
    assert page.get_by_role("status").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the terms"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.close()


def test_the_page_can_be_read_without_its_script(browser: Any, address: str) -> None:  # noqa: ANN401
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "DR" in shown(page)
    assert not page.locator("#query").is_visible()
    context.close()
