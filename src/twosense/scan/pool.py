"""Pool: scan many files on all CPU cores, and return the results in the order of the files.

The worker processes are forked after the glossary is loaded, so that they share it. Invariant: the results are those of a
single process, in the same order; a worker ends when its parent ends, however it ends.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from twosense.errors import FileError
from twosense.model import Finding
from twosense.scan.skips import Reason
from twosense.scan.text_file import STDIN, File

if TYPE_CHECKING:
    from concurrent.futures import Future


class Scanned(Struct):
    """The findings of a file, and the names of the parts that were left out, such as attachments."""

    findings: Iterable[Finding]
    left_out: tuple[str, ...] = ()


Scan = Callable[[File], Scanned | Reason]
Result = Scanned | FileError | Reason

_WORTH = 1 << 20  # bytes in all; for less, starting a second process takes longer than it saves
_BATCH = 1 << 18  # bytes of the files handed to a worker at once: handing over a small file takes longer than scanning it
_AHEAD = 4  # batches that each worker may be ahead of the output, which bounds the memory
# Findings of one file that a worker hands over, 40 MB. If a file has more, this process scans it itself: it need not hold them.
_MOST = 100_000
_scan: Scan | None = None  # what the workers inherit by the fork


class _EncodedError(Struct, tag=True):
    """A FileError as msgpack carries it."""

    path: str
    problem: str
    fix: str


class _EncodedFile(Struct, tag=True):
    """What was scanned, as msgpack carries it."""

    findings: list[Finding]
    left_out: tuple[str, ...]


Encoded = _EncodedFile | _EncodedError | Reason | None  # None: too many findings to hand over


def scan_files(files: Sequence[File | FileError], scan: Scan) -> Iterator[Result]:
    """Yield for each file its findings, the reason why it is skipped, or the error that reading it raised."""
    sizes = [_size(file) for file in files]
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    is_worth_it = processors > 1 and len(files) > 1 and sum(sizes) >= _WORTH
    if is_worth_it and hasattr(os, "fork") and File(STDIN, named=True) not in files:
        yield from _on_all_cores(files, sizes, processors, scan)
    else:
        for file in files:
            yield _result(file, scan)


def _on_all_cores(files: Sequence[File | FileError], sizes: Sequence[int], processors: int, scan: Scan) -> Iterator[Result]:
    import multiprocessing  # a scan of one line would spend an eighth of its time on these
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    global _scan  # noqa: PLW0603  # a forked worker finds it here; nothing has to be sent to it
    _scan = scan
    decode = msgspec.msgpack.Decoder(list[Encoded]).decode
    batches = _batches(files, sizes)
    waiting: deque[tuple[Sequence[File | FileError], Future[bytes]]] = deque()
    done = 0
    try:
        with ProcessPoolExecutor(processors, multiprocessing.get_context("fork"), _end_with_parent) as executor:
            try:
                waiting.extend((batch, executor.submit(_scan_batch, batch)) for batch in islice(batches, processors * _AHEAD))
                while waiting:
                    scanned, future = waiting.popleft()
                    results = decode(future.result())
                    waiting.extend((batch, executor.submit(_scan_batch, batch)) for batch in islice(batches, 1))
                    for file, result in zip(scanned, results, strict=True):
                        done += 1
                        yield _result(file, scan) if result is None else _decoded(result)
            finally:
                executor.shutdown(wait=False, cancel_futures=True)
    except BrokenProcessPool:
        yield FileError("scan", "a worker process has died", "scan fewer files at a time")
        yield from [Reason.UNREADABLE] * (len(files) - done - 1)
    finally:
        _scan = None


def _size(file: File | FileError) -> int:
    try:
        return os.stat(file.path).st_size if isinstance(file, File) and file.path != STDIN else 0
    except OSError:
        return 0


def _batches(files: Sequence[File | FileError], sizes: Sequence[int]) -> Iterator[list[File | FileError]]:
    """Yield the files in their order, in batches of about the same size."""
    batch: list[File | FileError] = []
    total = 0
    for file, size in zip(files, sizes, strict=True):
        if batch and total + size > _BATCH:
            yield batch
            batch, total = [], 0
        batch.append(file)
        total += size
    if batch:
        yield batch


def _result(file: File | FileError, scan: Scan) -> Result:
    if isinstance(file, FileError):
        return file
    try:
        return scan(file)
    except FileError as error:
        return error


def _scan_batch(files: Sequence[File | FileError]) -> bytes:
    """Scan files in a worker, and encode the results: msgpack takes a fifth of the time that pickling the findings takes."""
    assert _scan is not None
    results = (_result(file, _scan) for file in files)
    return msgspec.msgpack.encode([_encoded(one) for one in results])


def _encoded(result: Result) -> Encoded:
    if isinstance(result, FileError):
        return _EncodedError(result.path, result.problem, result.fix)
    if isinstance(result, Reason):
        return result
    findings = list(islice(result.findings, _MOST + 1))
    return None if len(findings) > _MOST else _EncodedFile(findings, result.left_out)


def _decoded(result: _EncodedFile | _EncodedError | Reason) -> Result:
    if isinstance(result, _EncodedError):
        return FileError(result.path, result.problem, result.fix)
    return Scanned(result.findings, result.left_out) if isinstance(result, _EncodedFile) else result


def _end_with_parent() -> None:
    """Exit when the parent exits, even if SIGKILL killed it; otherwise the worker would wait for work forever."""
    import threading
    from multiprocessing import parent_process

    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
