"""Hostile files: a scan reports what it cannot read, scans the rest, and needs bounded time and memory."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, Run
from tests.sweeps.scale import share

# At its end a process prints its peak memory in MB as the last line of stderr. `ru_maxrss` would include the memory of the
# process that started it.
PEAK = """
import atexit, sys
def report():
    lines = open("/proc/self/status").read().splitlines()
    print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), file=sys.stderr)
atexit.register(report)
from twosense.cli import main
sys.exit(main(["scan", *sys.argv[1:]]))
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the test reads /proc or calls prctl")
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2  # the capabilities by which root may read every file
_DROP = 24  # PR_CAPBSET_DROP
NESTED = ["> ", "[", "*a ", "`", "<", "- ", "<!--", "[a](", "<b>", "<!-- twosense off -->", "{{", "a.b/", "\\"]


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text("The DR is cut.\n", encoding="utf-8")
    return "brief.md"


def sparse(name: str, text: bytes = b"") -> None:
    """Write a file of two gigabytes that takes no room on the disk."""
    with open(name, "wb") as file:
        file.write(text)
        file.truncate(2 << 30)


def drop_privileges() -> None:
    """Give up what lets root read every file, in a process about to start."""
    if os.geteuid() == 0:
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0)


UNREADABLE: dict[str, tuple[Callable[[str], object], str]] = {
    "utf16.txt": (lambda name: Path(name).write_bytes("The DR plan".encode("utf-16")), "the text is UTF-16; save it as UTF-8"),
    "binary.txt": (lambda name: Path(name).write_bytes(b"DR\0\1\2"), "binary, not text"),
    "loop": (lambda name: Path(name).symlink_to(name), "Too many levels of symbolic links"),
    "fifo": (os.mkfifo, "not a regular file"),
    "sparse.txt": (sparse, "larger than 16 MiB; split it"),
    "large.txt": (lambda name: sparse(name, b"DR " * 10_000), "larger than 16 MiB; split it"),
    "missing.txt": (lambda name: None, "No such file or directory"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_named_file_that_cannot_be_read_is_reported_and_the_rest_is_scanned(name: str, brief: str, run: Run) -> None:
    make, problem = UNREADABLE[name]
    make(name)
    done = run("scan", name, brief)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == f"twosense: {name}: {problem}"
    assert done.stdout.startswith(b"brief.md:1:5")
    assert run("scan", name, brief, "--exit-zero").returncode == 2


@pytest.mark.usefixtures("brief")
def test_in_a_folder_only_texts_that_cannot_be_read_are_reported(run: Run) -> None:
    for name, (make, _) in UNREADABLE.items():
        make(name)
    done = run("scan", ".")
    assert done.stdout.startswith(b"brief.md:1:5")
    reported = [line.split(":")[1].strip() for line in done.stderr.decode().splitlines()[:-1]]
    assert reported == ["large.txt", "sparse.txt", "utf16.txt"]


@ON_LINUX
def test_files_and_folders_without_read_permission_are_reported(brief: str) -> None:
    Path("secret.txt").write_text("DR", encoding="utf-8")
    Path("secret.txt").chmod(0)
    Path("vault").mkdir(mode=0)
    program = [*PROGRAM, "scan", "."]
    done = subprocess.run(program, capture_output=True, check=False, preexec_fn=drop_privileges)
    reported = [b"twosense: secret.txt: cannot be read: Permission denied", b"twosense: vault: Permission denied"]
    assert (done.returncode, sorted(done.stderr.splitlines()[:2])) == (2, reported)
    assert done.stdout.startswith(f"{brief}:1:5".encode())


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="no file that can be opened but not read")
def test_a_file_that_fails_while_it_is_read_is_reported(brief: str, run: Run) -> None:
    done = run("scan", "/proc/self/mem", brief)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        b"twosense: /proc/self/mem: cannot be read: Input/output error",
    )
    assert done.stdout.startswith(b"brief.md:1:5")


def before_read(patch: pytest.MonkeyPatch, name: str, number: int, change: Callable[[], object]) -> None:
    """Change something right before the file of that name is read for the nth time."""
    read, target, reads = os.read, os.stat(name).st_ino, 0

    def meddle(descriptor: int, size: int, /) -> bytes:
        nonlocal reads
        if os.fstat(descriptor).st_ino == target:
            reads += 1
            if reads == number:
                change()
        return read(descriptor, size)

    patch.setattr(os, "read", meddle)


@pytest.mark.parametrize(("number", "length"), [(1, 0), (1, 10), (2, 0)])
def test_a_file_that_shrinks_while_it_is_read_is_reported(
    number: int, length: int, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("shrinks.txt").write_text("nothing of note\n" * 100_000, encoding="utf-8")  # more than one read
    with monkeypatch.context() as patch:
        before_read(patch, "shrinks.txt", number, lambda: os.truncate("shrinks.txt", length))
        shrunk = run("scan", "shrinks.txt", "--exit-zero")
    assert shrunk.returncode == 2
    assert shrunk.stderr == b"twosense: shrinks.txt: became shorter while it was read; try again\n"


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("grows.txt")
    path.write_text("x" * 100, encoding="utf-8")
    with monkeypatch.context() as patch:
        before_read(patch, "grows.txt", 1, lambda: path.write_text("x" * 100 + " the DR", encoding="utf-8"))
        done = run("scan", "grows.txt")
    assert (done.returncode, done.stdout[:15]) == (1, b"grows.txt:1:106")


@pytest.mark.parametrize("call", ["lstat", "open"])
def test_a_file_removed_while_its_folder_is_walked_is_reported(
    call: str, brief: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("gone.txt").write_text("DR", encoding="utf-8")
    function = getattr(os, call)

    def meddle(path: object, *arguments: object, **options: object) -> object:
        if str(path) == "gone.txt":
            Path("gone.txt").unlink(missing_ok=True)
        return function(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, meddle)
        done = run("scan", ".")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith(b"twosense: gone.txt: ")
    assert done.stderr.splitlines()[0].endswith(b"No such file or directory")
    assert done.stdout.startswith(f"{brief}:1:5".encode())


@ON_LINUX
def test_two_large_sparse_files_take_no_memory(brief: str) -> None:
    sparse("binary.txt")
    sparse("large.txt", b"the DR plan\n" * 10_000)
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "binary.txt", "large.txt", brief], capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stdout.startswith(b"brief.md:1:5")
    assert int(done.stderr.split()[-1]) < 200  # compiling the glossary included


def test_a_text_that_is_not_utf8_is_scanned(run: Run) -> None:
    Path("latin.txt").write_bytes(b"caf\xe9 \xff\xfe DR caf\xe9DR, agile\n")
    found = json.loads(run("scan", "latin.txt", "--format", "json", "--level", "note").stdout)
    assert [(row["surface"], row["offset"], row["column"]) for row in found] == [("DR", 8, 9), ("agile", 19, 20)]


@ON_LINUX
@pytest.mark.slow
def test_a_line_with_forty_thousand_mentions() -> None:
    Path("line.txt").write_text("DR \u00e9 agile " * 20_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "line.txt", "--format", "ndjson", "--level", "all"],
        capture_output=True,
        timeout=100,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (1, 40_000)
    last = json.loads(lines[-1])
    assert (last["line"], last["column"], last["offset"]) == (1, 20_000 * 11 - 5, 20_000 * 12 - 6)
    assert int(done.stderr.split()[-1]) < 400


def scan_nested(piece: str, suffix: str, size: int, run: Run) -> None:
    """Scan a text with a piece repeated many times, and check that the mention before it is found."""
    name = f"deep.{suffix}"
    Path(name).write_text(f"The DR is cut.\n\n{piece * (size // len(piece))}\n\nThe DR is cut.\n", encoding="utf-8")
    done = run("scan", name, "--level", "all")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{name}:1:5: ".encode())


@pytest.mark.parametrize("piece", NESTED)
@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_nested_markup_is_scanned(piece: str, suffix: str, run: Run) -> None:
    scan_nested(piece, suffix, 10_000, run)


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "suffix"), share(product(NESTED, ("md", "html", "txt"))))
def test_deeply_nested_markup_is_scanned_in_linear_time(piece: str, suffix: str, run: Run) -> None:
    scan_nested(piece, suffix, 300_000, run)
