"""The window on a real terminal: where it refuses to open, what it sends, and what it leaves behind."""

from __future__ import annotations

import base64
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.tui.terminals import Pty, Tmux, faulty


@pytest.mark.slow
def test_quitting_restores_the_terminal(opened: Callable[..., Pty]) -> None:
    terminal = opened()
    terminal.ready()
    terminal.write("\x1b")
    terminal.shows(b"Esc again quits")
    terminal.write("\x1b")
    assert terminal.wait() == 0
    assert not terminal.left_behind()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(number: signal.Signals, opened: Callable[..., Pty]) -> None:
    terminal = opened()
    terminal.ready()
    os.kill(terminal.pid, number)
    assert terminal.wait() == 128 + number
    assert not terminal.left_behind()
    assert b"twosense: the window was closed by" in terminal.output
    assert number.name.encode() in terminal.output


@pytest.mark.slow
def test_an_exception_restores_the_terminal(opened: Callable[..., Pty]) -> None:
    terminal = opened(program=faulty("browse", "Browse.action_evidence"))
    terminal.ready()
    terminal.write("\x0f")
    assert terminal.wait() == 2
    assert not terminal.left_behind()
    assert b"on purpose" in terminal.output
    assert b"twosense: the window was closed by an error in twosense" in terminal.output


@pytest.mark.slow
def test_closing_the_terminal_ends_the_program(opened: Callable[..., Pty]) -> None:
    terminal = opened()
    terminal.ready()
    os.close(terminal.file)
    terminal.file = os.open(os.devnull, os.O_RDONLY)
    assert terminal.wait() != 0


@pytest.mark.slow
def test_killing_the_shell_and_closing_the_terminal_ends_the_program(opened: Callable[..., Pty]) -> None:
    terminal = opened(program=["sh", "-c", f"term=$({sys.executable} -m twosense --pick)"])
    terminal.ready()
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(terminal.pid)], capture_output=True, check=True).stdout.split()
    os.kill(terminal.pid, signal.SIGKILL)
    os.close(terminal.file)
    terminal.file = os.open(os.devnull, os.O_RDONLY)
    end = time.monotonic() + 8
    while any(os.path.exists(f"/proc/{int(child)}") for child in children):
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "foreground"), [(b"rgb:fbfb/fafa/f7f7", b"38;2;36;39;43"), (b"rgb:00/00/00", b"38;2;214;216;219")]
)
def test_the_terminal_is_asked_for_its_background_and_what_is_typed_meanwhile_is_kept(
    answer: bytes, foreground: bytes, opened: Callable[..., Pty]
) -> None:
    terminal = opened(COLORTERM="truecolor", NO_COLOR="", TMUX="")
    terminal.shows(b"\x1b]11;?")
    terminal.write(f"ag\x1b]11;{answer.decode()}\x1b\\iel")
    terminal.shows(b"iterative-development")
    assert foreground in terminal.output
    assert b"11;rgb" not in terminal.output
    assert b"\x1b]2;twosense\x07" in terminal.output
    terminal.write("\x11")
    assert terminal.wait() == 0
    assert not terminal.left_behind()
    assert b"\x1b[23;2t" in terminal.output


@pytest.mark.slow
def test_the_window_is_suspended_and_fg_brings_it_back(opened: Callable[..., Pty]) -> None:
    terminal = opened(program=["bash", "--norc", "-i"], PS1="ready> ")
    terminal.shows(b"ready> ")
    terminal.write(f"{sys.executable} -m twosense\n")
    terminal.ready()
    terminal.write("\x1bz")
    terminal.shows(b"Stopped")
    seen = len(terminal.output)
    terminal.write("fg\n")
    terminal.until(lambda: b"of 278" in terminal.output[seen:])
    terminal.write("\x11")
    terminal.until(lambda: b"ready> " in terminal.output[seen:].rpartition(b"?1049l")[2])


@pytest.mark.slow
def test_no_color_sends_no_colour(opened: Callable[..., Pty]) -> None:
    terminal = opened(NO_COLOR="1", COLORTERM="truecolor")
    terminal.ready()
    terminal.write("dr\r\x0f\x1b\x1b\x1b")
    terminal.read()
    terminal.write("\x03")
    terminal.wait()
    sequences = re.findall(rb"\x1b\[([\d;]*)m", terminal.output)
    codes = {code for sequence in sequences for code in sequence.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"39", b"49"}, codes


@pytest.mark.slow
@pytest.mark.parametrize("fails", [False, True])
def test_a_copy_goes_to_the_program_that_owns_the_clipboard(
    fails: bool, opened: Callable[..., Pty], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    tool = tmp_path / "xclip"
    tool.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/copied\nexit {int(fails)}\n', encoding="utf-8"
    )
    tool.chmod(0o755)
    terminal = opened(DISPLAY=":7", TMUX="", WAYLAND_DISPLAY="", PATH=f"{tmp_path}:{os.environ['PATH']}")
    terminal.ready()
    terminal.write("dr")
    terminal.shows(b"disaster recovery")
    terminal.write("\x191")
    terminal.shows(b"Sent" if fails else b"Copied")
    assert (tmp_path / "arguments").read_text(encoding="utf-8") == "-selection clipboard\n"
    assert (tmp_path / "copied").read_text(encoding="utf-8").startswith("DR  also D.R.\n")


@pytest.mark.slow
def test_a_copy_over_ssh_is_sent_to_the_terminal_which_does_not_say_whether_it_took_it(opened: Callable[..., Pty]) -> None:
    terminal = opened(SSH_CONNECTION="1 2 3 4", DISPLAY=":7", TMUX="")
    terminal.ready()
    terminal.write("dr")
    terminal.shows(b"disaster recovery")
    terminal.write("\x191")
    terminal.shows("Sent “DR” as text to the terminal".encode())
    card = terminal.output.split(b"\x1b]52;c;")[1].split(b"\x07")[0]
    assert base64.b64decode(card).startswith(b"DR  also D.R.")


@pytest.mark.slow
def test_pick_fills_the_terminal_follows_a_resize_and_prints_into_the_pipe(opened: Callable[..., Pty]) -> None:
    shell = f'term=$({sys.executable} -m twosense --pick agiel); echo "[$term] $?"'
    terminal = opened(program=["sh", "-c", shell], COLUMNS="70", LINES="20")
    terminal.shows(b"able to react quickly")
    assert b"\x1b[30;" in terminal.output
    drawn = len(terminal.output)
    terminal.resize(41, 120)
    terminal.until(lambda: b"Help" in terminal.output[drawn:])
    terminal.write("\x191")  # says in the footer, the last line, that the entry was copied
    terminal.shows(b"\x1b[41;")
    terminal.write("\r")
    terminal.shows(b"[agile] 0")
    assert not terminal.left_behind()


@pytest.mark.slow
def test_leaving_pick_prints_nothing_and_returns_130(opened: Callable[..., Pty]) -> None:
    terminal = opened(program=["sh", "-c", f'term=$({sys.executable} -m twosense --pick agiel); echo "[$term] $?"'])
    terminal.shows(b"able to react quickly")
    terminal.write("\x1b")
    terminal.shows(b"[] 130")


@pytest.mark.slow
@pytest.mark.parametrize("how", ["--plain", "TERM=dumb", "TERM=", "config.toml"])
def test_a_screen_reader_gets_a_prompt_and_answers_in_one_column(how: str, opened: Callable[..., Pty], home: Path) -> None:
    arguments = [how] if how.startswith("--") else []
    environment = dict([how.split("=")]) if "=" in how else {}
    if how == "config.toml":
        path = home / "own" / "twosense" / how
        path.parent.mkdir(parents=True)
        path.write_text("plain = true\n", encoding="utf-8")
        environment = {"XDG_CONFIG_HOME": str(home / "own")}
    terminal = opened(*arguments, **environment)
    terminal.shows(b"Search> ")
    asked = {
        "dr": b'\r\nMarketing: direct response\r\nSay "direct-response advertising"',
        "/say": b"\r\nMarketing: direct-response\r\nIT: disaster recovery\r\n",
        "/sources": b"CRM magazine, 28 Oct 2019, paragraph 10: Husson adds that the two differ",
        "2": b"risk\r\n\r\nMarketing: ",
        "/back": b"\r\nIT: disaster recovery\r\n",
        "ransomware": b'"ransomware" is not in the glossary. Nearest by meaning:\r\n1. campaign: ',
        "\x1b[31mx": b"is not in the glossary.",
        "/nothing": b"No such command; ? lists them.",
        "?": b"/quit, or an empty line: leave",
    }
    for line, answer in asked.items():
        seen = len(terminal.output)
        terminal.write(f"{line}\n")
        terminal.until(lambda seen=seen, answer=answer: answer in terminal.output[seen:] and terminal.output.endswith(b"> "))
        assert b"\x1b" not in terminal.output[seen + 20 :]
    assert terminal.output.endswith(b"DR> ")
    assert not set("◆●¶│") & set(terminal.output.decode())
    terminal.write("\n")
    assert terminal.wait() == 0


@pytest.mark.slow
def test_plain_pick_prints_the_chosen_term_into_the_pipe(opened: Callable[..., Pty]) -> None:
    shell = f'term=$({sys.executable} -m twosense --pick --plain agil); echo "[$term] $?"'
    terminal = opened(program=["sh", "-c", shell])
    terminal.shows(b"1. agile: Marketing, able to react quickly")
    terminal.write("1\n")
    terminal.shows(b"[agile] 0")


def test_a_piped_stdin_is_refused_in_one_line(run: Run) -> None:
    done = run("--pick", stdin=b"dr\n")
    assert done.returncode == 2
    assert done.stderr.startswith(b"twosense: --pick needs a terminal on standard input")
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_only_the_window_imports_textual() -> None:
    calls = [["DR"], ["DR", "--format", "json"], ["search", "agiel"], ["list"]]
    code = f"import sys; from twosense.cli import main; [main(call) for call in {calls}]; sys.exit('textual' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)


@pytest.mark.slow
def test_a_session_in_tmux(tmux: Tmux) -> None:
    tmux.open()
    tmux.until("Type a word", "Enter Read", "1 of 278")
    tmux("set-buffer", "line one\nDR\n\x1b[31magile\ttab t b")
    tmux("paste-buffer", "-p")  # is text and nothing else
    tmux.until("line one DR \ufffd[31magile tab t b", "◆ Marketing → ● IT")
    tmux("send-keys", "Escape")
    tmux.until("Type a word")
    tmux("send-keys", "disater")
    screen = tmux.until("› disater", "1 of ", "direct response", "disaster recovery", "◆ Marketing → ● IT")
    assert re.search(r"▌ DR\b", screen)
    assert re.search(r"│ direct response .*│ │ disaster recovery", screen)
    tmux("send-keys", "Enter")
    tmux.until("/ Search")
    tmux("send-keys", "C-y")
    tmux.until("1  the entry as text")
    tmux("send-keys", "1")
    tmux.until("Copied “DR” as text")
    assert tmux("show-buffer").startswith("DR  also D.R.")
    tmux("send-keys", "C-o")
    tmux.until("Forrester Advocates for CMO-CIO Alignment", "Paragraph 10", "Cited for")
    tmux("send-keys", "Escape")
    tmux.until("/ Search", "direct response")
    tmux("resize-window", "-x", "60", "-y", "24")
    screen = tmux.until("direct response", "F1 Help", without="◆ Marketing → ● IT")
    assert max(map(len, screen.splitlines())) <= 60
    tmux("send-keys", "Escape")
    tmux.until("Enter Read")
    tmux("send-keys", "Escape")
    tmux.until("Type a word")
    tmux("send-keys", "Escape")
    tmux.until("Esc again quits")
    tmux("send-keys", "Escape")
    assert "status=0" in tmux.until("status=")


EDITOR = """#!/bin/sh
if grep -q 'meaning = ""' "$2"; then  # the first time: too little
  sed -i 's/meaning = ""/meaning = "keeping what runs alive"/' "$2"
else
  sed -i 's/definition = ""/definition = "Work that keeps the systems as they are."/' "$2"
fi
"""


@pytest.mark.slow
@pytest.mark.usefixtures("user_glossary")
def test_a_document_is_scanned_translated_and_a_term_added_in_tmux(
    tmux: Tmux, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "nano"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    brief = Path("brief.md")
    brief.write_text("The DR site failed over in four hours.\n\nWe watch KTLO.\n", encoding="utf-8")
    tmux.open("--window brief.md")
    tmux.until("●DR site", "● IT", "1 of 1", "n Next")
    tmux("send-keys", "s")
    tmux.until("The disaster-recovery site failed over", "unsaved")
    tmux("send-keys", "C-s")
    tmux.until("over brief.md")
    tmux("send-keys", "1")
    tmux.until("Saved brief.md", without="unsaved")
    assert brief.read_text(encoding="utf-8").startswith("The disaster-recovery site")
    tmux("send-keys", "F5")
    tmux.until("Paste a text")
    tmux("set-buffer", "The DR site\nfailed over\nxay")
    tmux("paste-buffer", "-p")
    tmux.until("●DR site (DR: disaster recovery)", "xay", "accepted")
    tmux("send-keys", "y")
    tmux.until("Copied the result")
    assert tmux("show-buffer") == "The DR site (DR: disaster recovery)\nfailed over\nxay"
    tmux("send-keys", "F3")
    tmux.until("Type a word")
    tmux("send-keys", "KTLO")
    tmux.until("› KTLO")
    tmux("send-keys", "C-e")
    tmux.until("Marketing: definition is empty in line ", "1  edit it again")
    tmux("send-keys", "1")
    tmux.until("Saved", "keeping what runs alive")
    tmux("send-keys", "F4")
    tmux.until("?KTLO", "keeping what runs alive", "1 of 1")
    tmux("send-keys", "C-q")
    assert "status=0" in tmux.until("status=")


@pytest.mark.slow
@pytest.mark.usefixtures("user_glossary")
def test_an_interrupt_of_the_editor_and_a_missing_one_leave_the_window_open(
    tmux: Tmux, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "nano"
    editor.write_text("#!/bin/sh\necho editing; sleep 60\n", encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    tmux.open()
    tmux.until("Type a word", "1 of 278")
    tmux("send-keys", "C-e")
    tmux.until("Waiting for nano to close the file … editing")
    tmux("send-keys", "C-c")
    tmux.until("Nothing was changed", "Type a word")
    editor.unlink()
    tmux("send-keys", "C-e")
    tmux.until("nano cannot be run (VISUAL: No such file or directory)", "Type a word")
