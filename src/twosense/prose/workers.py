"""Workers: many files on as many processors as there are, the results in the order of the files.

The processes are forked once the automaton is built, which they then share; each takes every so-manieth file and hands its
results on through a pipe. Invariant: the results are those of a single process, in the same order.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from twosense.errors import ReadError
from twosense.model import Finding
from twosense.prose.files import STDIN, File

Work = Callable[[File], Iterable[Finding]]
Result = Iterable[Finding] | ReadError

_WORTH = 1 << 20  # bytes in all; below, a second process takes longer to start than it saves
_PIPE_SIZE = 1 << 20  # bytes a worker may be ahead of its turn
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ of Linux


def results(files: Sequence[File | ReadError], work: Work) -> Iterator[Result]:
    """What the work on each file gives, its findings or the error that it raises."""
    count = _workers(files)
    if count < 2:
        for file in files:
            yield _result(file, work)
        return
    crew: list[_Worker] = []
    try:
        for number in range(count):
            crew.append(_Worker(files[number::count], work, crew))
        for number in range(len(files)):
            yield crew[number % count].result()
    finally:
        for worker in crew:
            worker.end()


def _workers(files: Sequence[File | ReadError]) -> int:
    named = [file.path for file in files if isinstance(file, File)]
    if not hasattr(os, "fork") or len(named) < 2 or STDIN in named:
        return 1
    size = 0
    for path in named:
        try:
            size += os.stat(path).st_size
        except OSError:
            continue
        if size >= _WORTH:
            return min(len(named), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
    return 1


def _result(file: File | ReadError, work: Work) -> Result:
    if isinstance(file, ReadError):
        return file
    try:
        return work(file)
    except ReadError as error:
        return error


class _Worker:
    """A process, and the pipe its results come through."""

    def __init__(self, files: Sequence[File | ReadError], work: Work, others: Sequence[_Worker]) -> None:
        reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            for other in others:  # while we hold its pipe open, too, the other one would never learn that nobody reads it
                other.close()
            try:
                _serve(writing, files, work)
            finally:
                os._exit(0)
        os.close(writing)
        self._pipe = open(reading, "rb")  # noqa: SIM115  # closed by `end`
        self._decode = msgspec.msgpack.Decoder(list[Finding] | str).decode

    def result(self) -> Result:
        """The next one. Raises ReadError when the process has died."""
        size = self._pipe.read(8)
        encoded = self._pipe.read(int.from_bytes(size)) if len(size) == 8 else b""
        if not encoded:
            raise ReadError("a process that scanned files has died; scan fewer of them at a time")
        decoded = self._decode(encoded)
        return ReadError(decoded) if isinstance(decoded, str) else decoded

    def close(self) -> None:
        """Hear no more."""
        self._pipe.close()

    def end(self) -> None:
        """End the process, whatever it still has to say."""
        self.close()
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)


def _serve(pipe: int, files: Sequence[File | ReadError], work: Work) -> None:
    try:
        import fcntl

        fcntl.fcntl(pipe, _SET_PIPE_SIZE, _PIPE_SIZE)
    except (ImportError, OSError):
        pass
    encode = msgspec.msgpack.Encoder().encode
    with open(pipe, "wb", buffering=0) as stream:
        for file in files:
            result = _result(file, work)
            encoded = encode(str(result) if isinstance(result, ReadError) else list(result))
            rest = memoryview(len(encoded).to_bytes(8) + encoded)
            while rest:
                rest = rest[stream.write(rest) :]
