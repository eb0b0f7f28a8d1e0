"""What no file and no folder does to a scan: it crashes at nothing, says what it cannot read, and reports the rest."""

from __future__ import annotations

import ctypes
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run

pytestmark = pytest.mark.warm

# What a process says of its memory when it ends, in MB, on the last line of stderr. Not `ru_maxrss`, which counts what the
# process that started it held.
PEAK = """
import atexit, sys
def say():
    lines = open("/proc/self/status").read().splitlines()
    print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), file=sys.stderr)
atexit.register(say)
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only there a process can be asked for its peak")
# What changes a file under the reader: between its size and its first block, or between its blocks.
MEDDLE = """
import os, sys
calls = []
def meddle(frame, event, called):
    if event == "c_call" and called is os.{call} and (frame.f_code.co_filename.endswith("prose/files.py")):
        calls.append(called)
        if len(calls) == {time}:
            {change}
sys.setprofile(meddle)
"""
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2  # the capabilities by which root reads what it may not
_DROP = 24  # PR_CAPBSET_DROP


@pytest.fixture
def brief() -> str:
    Path("brief.md").write_text("The DR plan.\n", encoding="utf-8")
    return "brief.md"


def instrumented(before: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A scan in an interpreter that has run some code first."""
    code = f"{before}\nfrom twosense.cli import main; sys.exit(main(['scan', *sys.argv[1:]]))"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=60, check=False)


def like_anybody() -> None:
    """Give up what lets root read everything, in a process about to start."""
    if os.geteuid() == 0:
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0)


def test_what_cannot_be_read_is_said_and_the_rest_is_scanned(brief: str, run: Run) -> None:
    Path("utf16.txt").write_bytes("The DR plan".encode("utf-16"))
    Path("binary.txt").write_bytes(b"DR\0\1\2")
    Path("loop").symlink_to("loop")
    os.mkfifo("fifo")
    Path("folder").mkdir()
    with open("sparse.txt", "wb") as file:
        file.truncate(2 << 30)
    with open("large.txt", "wb") as file:
        file.write(b"DR " * 10_000)
        file.truncate(2 << 30)
    for name, what in (
        ("utf16.txt", "the text is UTF-16; save it as UTF-8"),
        ("binary.txt", "binary, not a text"),
        ("loop", "Too many levels of symbolic links"),
        ("fifo", "not a regular file; name a text"),
        ("sparse.txt", "binary, not a text"),
        ("large.txt", "larger than 16 MiB"),
        ("missing.txt", "No such file or directory"),
    ):
        done = run("scan", name, brief)
        assert done.returncode == 2
        assert f"twosense: {name}: {what}" in done.stderr.decode()
        assert done.stdout.startswith(b"brief.md:1:5")
        assert run("scan", name, brief, "--exit-zero").returncode == 2
    done = run("scan", ".")
    assert done.stdout.startswith(b"brief.md:1:5")
    assert [line.split(":")[1].strip() for line in done.stderr.decode().splitlines()[:-1]] == ["large.txt", "utf16.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="root is made like anybody by a call of Linux")
def test_what_may_not_be_read_is_said_and_the_rest_is_scanned(brief: str) -> None:
    Path("secret.txt").write_text("DR", encoding="utf-8")
    Path("secret.txt").chmod(0)
    Path("vault").mkdir(mode=0)
    program = [sys.executable, "-m", "twosense", "scan"]
    done = subprocess.run([*program, "."], capture_output=True, check=False, preexec_fn=like_anybody)
    said = [b"twosense: secret.txt: Permission denied", b"twosense: vault: Permission denied"]
    assert (done.returncode, sorted(done.stderr.splitlines()[:2])) == (2, said)
    assert done.stdout.startswith(f"{brief}:1:5".encode())


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="no file that can be opened and not be read")
def test_a_file_that_fails_while_it_is_read_is_said(brief: str, run: Run) -> None:
    done = run("scan", "/proc/self/mem", brief)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, b"twosense: /proc/self/mem: Input/output error")
    assert done.stdout.startswith(b"brief.md:1:5")


@pytest.mark.parametrize(("time", "length"), [(1, 0), (1, 10), (2, 0)])
def test_a_file_that_shrinks_while_it_is_read_is_said(brief: str, time: int, length: int) -> None:
    Path("shrinks.txt").write_text("The DR plan.\n" * 60_000, encoding="utf-8")  # one process reads so little
    change = f"os.truncate('shrinks.txt', {length})"
    done = instrumented(MEDDLE.format(call="read", time=time, change=change), "shrinks.txt", brief)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == b"twosense: shrinks.txt: became shorter while it was read; scan it again"
    assert done.stdout.startswith(b"brief.md:1:5")


def test_a_file_that_grows_while_it_is_read_is_read_to_its_end() -> None:
    Path("grows.txt").write_text("x" * 100, encoding="utf-8")
    change = "open('grows.txt', 'a').write(' the DR')"
    done = instrumented(MEDDLE.format(call="read", time=1, change=change), "grows.txt")
    assert (done.returncode, done.stdout[:15]) == (1, b"grows.txt:1:106")


@pytest.mark.parametrize(("call", "time"), [("lstat", 2), ("fstat", 1)])
def test_a_file_that_goes_while_a_folder_is_walked_is_said(brief: str, call: str, time: int) -> None:
    Path("gone.txt").write_text("DR", encoding="utf-8")
    change = "os.unlink('gone.txt')"
    done = instrumented(MEDDLE.format(call=call, time=time, change=change), ".")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, b"twosense: gone.txt: No such file or directory")
    assert done.stdout.startswith(f"{brief}:1:5".encode())


@ON_LINUX
def test_two_sparse_gigabytes_take_no_memory(brief: str) -> None:
    for name, text in (("binary.txt", b""), ("large.txt", b"the DR plan\n" * 10_000)):
        with open(name, "wb") as file:
            file.write(text)
            file.truncate(2 << 30)
    done = instrumented(PEAK, "binary.txt", "large.txt", brief)
    assert done.returncode == 2
    assert done.stdout.startswith(b"brief.md:1:5")
    assert int(done.stderr.split()[-1]) < 200  # the compiling of the glossary among it


def test_text_that_is_not_utf8_is_scanned(run: Run) -> None:
    Path("latin.txt").write_bytes(b"caf\xe9 \xff\xfe DR caf\xe9DR, agile\n")
    found = json.loads(run("scan", "latin.txt", "--format", "json", "--level", "note").stdout)
    assert [(row["surface"], row["offset"], row["column"]) for row in found] == [("DR", 8, 9), ("agile", 19, 20)]


@ON_LINUX
def test_a_line_of_a_megabyte_with_a_hundred_thousand_mentions() -> None:
    Path("line.txt").write_text("DR \u00e9 agile " * 50_000, encoding="utf-8")
    done = instrumented(PEAK, "line.txt", "--format", "ndjson")
    lines = done.stdout.splitlines()
    assert (done.returncode, len(lines)) == (1, 100_000)
    last = json.loads(lines[-1])
    assert (last["line"], last["column"], last["offset"]) == (1, 50_000 * 11 - 5, 50_000 * 12 - 6)
    assert int(done.stderr.split()[-1]) < 400


@pytest.mark.parametrize(
    "piece", ["> ", "[", "*a ", "`", "<", "- ", "<!--", "[a](", "<b>", "<!-- twosense off -->", "{{", "a.b/", "\\"]
)
@pytest.mark.parametrize("suffix", ["md", "html", "txt"])
def test_deep_nesting_ends(piece: str, suffix: str, run: Run) -> None:
    Path(f"deep.{suffix}").write_text(f"The DR plan.\n\n{piece * (300_000 // len(piece))}\n\nThe DR plan.\n", encoding="utf-8")
    done = run("scan", f"deep.{suffix}")
    assert done.returncode == 1
    assert done.stdout.startswith(f"deep.{suffix}:1:5: ".encode())


def test_progress_is_shown_on_a_terminal_after_a_second_and_leaves_no_trace() -> None:
    Path("a.txt").write_text("The DR plan.\n", encoding="utf-8")
    terminal, stderr = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "twosense", "scan", "a.txt", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
    )
    os.close(stderr)
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stdout.readline().startswith(b"a.txt:1:5: ")  # the clock has started
    time.sleep(1.1)
    assert not select.select([terminal], [], [], 0)[0]  # nothing is shown for work that is done at once
    program.stdin.close()
    assert program.wait(timeout=30) == 1
    shown = b""
    try:
        while piece := os.read(terminal, 1000):
            shown += piece
    except OSError:  # how Linux says that nobody has the other end open any more
        pass
    os.close(terminal)
    program.stdout.close()
    assert shown == b"\r2 files scanned\r               \rtwosense: 1 warning in 1 file\r\n"
