"""What a terminal sends: a paste is text and nothing else, an answer is no text, and a key is passed on at once."""

from __future__ import annotations

import pytest

from twosense.tui.terminal_input import TerminalInput

PASTE = b"\x1b[200~line one\nDR\n\x1b[31magile\ttab\x1b[201~"
SAFE = b"\x1b[200~line one\nDR\n\xef\xbf\xbd[31magile\ttab\x1b[201~"
ANSWER = b"\x1b]11;rgb:1616/1818/1c1c\x1b\\"


@pytest.mark.parametrize("size", range(1, 12))
def test_an_escape_inside_a_paste_is_replaced_wherever_the_input_is_cut(size: int) -> None:
    # The first bytes of a paste come in one piece, as terminals send them.
    data = b"a" + PASTE + b"\x1b[A"
    pieces = [data[:8], *(data[start : start + size] for start in range(8, len(data), size))]
    source = TerminalInput()
    assert b"".join(map(source.feed, pieces)) == b"a" + SAFE + b"\x1b[A"


@pytest.mark.parametrize("end", [b"\x1b\\", b"\x07"])
@pytest.mark.parametrize("cut", range(3, 24))
def test_a_late_answer_is_dropped_and_the_keys_around_it_are_not(cut: int, end: bytes) -> None:
    answer = ANSWER.removesuffix(b"\x1b\\") + end
    source = TerminalInput(expects_background_reply=True)
    assert source.feed(b"d" + answer[:cut]) + source.feed(answer[cut:] + b"r") == b"dr"
    assert source.feed(answer) == answer  # there is only one


@pytest.mark.parametrize("key", [b"\x1b", b"\x1b[", b"\x1b]", b"\x1b[A", b"\x1bOP", b"\x1b[15~", b"\x12", "é".encode()])
def test_a_key_is_passed_on_at_once(key: bytes) -> None:
    assert TerminalInput(expects_background_reply=True).feed(key) == key


def test_bytes_that_are_not_utf_8_are_replaced_and_characters_may_come_in_pieces() -> None:
    source = TerminalInput()
    assert source.feed(b"\xffd\xe1r") == "\ufffdd\ufffdr".encode()
    assert source.feed(b"caf\xc3") + source.feed(b"\xa9") == "café".encode()
