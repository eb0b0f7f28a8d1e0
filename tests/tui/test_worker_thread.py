"""The threads that answer: nothing of an answer stays in them, they end with their window, and what is new comes first."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from pathlib import Path

import pytest

from tests.tui.conftest import OpenWindow
from twosense.tui.document_service import DocumentService
from twosense.tui.glossary_service import GlossaryService
from twosense.tui.worker_thread import WorkerThread


class Answer:
    """An answer that can be watched."""


async def test_an_answer_is_freed_while_the_thread_waits_for_the_next_call() -> None:
    thread = WorkerThread("test")
    watched = weakref.ref(await thread.run(Answer))
    async with asyncio.timeout(20):
        while watched() is not None:
            await asyncio.sleep(0.01)


async def test_an_error_is_raised_where_the_call_is_awaited_and_the_thread_goes_on() -> None:
    thread = WorkerThread("test")
    with pytest.raises(ZeroDivisionError):
        await thread.run(divmod, 1, 0)
    assert await thread.run(divmod, 3, 2) == (1, 1)


async def test_a_closed_window_and_its_threads_are_gone(open_window: OpenWindow) -> None:
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    before = set(threading.enumerate())
    gc.freeze()  # what other tests have left takes most of the time of a collection
    try:
        async with open_window(mode="scan", path="brief.md") as window:
            assert set(threading.enumerate()) - before
            closed = weakref.ref(window.app)
        del window
        async with asyncio.timeout(20):
            while closed() is not None or set(threading.enumerate()) - before:
                gc.collect()
                await asyncio.sleep(0.01)
    finally:
        gc.unfreeze()


@pytest.mark.slow
async def test_a_file_is_opened_while_another_is_scanned_and_its_own_scan_comes_soon() -> None:
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    glossaries = GlossaryService()
    await glossaries.reload()
    documents = DocumentService(glossaries)
    long = "The DR site failed over, and so did the channel that sells most.\n\n" * 12_000
    began = time.perf_counter()
    await documents.scan("long.md", long, "mixed")
    taken = time.perf_counter() - began
    began = time.perf_counter()
    scan = asyncio.create_task(documents.scan("long.md", long, "mixed"))
    await asyncio.sleep(0.01)
    document = await documents.read("brief.md")
    assert not scan.done()
    scan.cancel()
    assert len(await documents.scan("brief.md", document.text, "mixed")) == 1
    assert time.perf_counter() - began < taken * 0.7
