"""Terminal input: what a terminal sends, made safe for Textual's parser.

Textual takes an escape character inside a paste for the beginning of a key, and the 31 characters after it for keys: a paste
would run commands. It takes an answer to our question for the background colour for keys, if it comes late. And it reads
nothing more after bytes that are not UTF-8, which terminals with another encoding send.
Invariant: everything else passes unchanged, and nothing that could be a key waits for more input.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from twosense.text.sanitize import REPLACEMENT

_ESCAPE = b"\x1b"
_PASTE_BEGINS, _PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
_SHORTEST = 3  # bytes: what is shorter may be the key Esc, or Alt with a bracket
_ANSWER = re.compile(rb"\x1b\]11;[^\x07\x1b]*(?:\x07|\x1b\\)")
_ANSWER_BEGINS = re.compile(rb"\x1b\]1(?:1(?:;[^\x07\x1b]*\x1b?)?)?\Z")


class TerminalInput:
    """The input of one terminal. `expects_background_reply` says that the terminal may still answer."""

    def __init__(self, expects_background_reply: bool = False) -> None:
        self._expects_background_reply = expects_background_reply
        self._pasting = False
        self._held = b""
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes) -> bytes:
        """Return what to hand on of the bytes that were read."""
        data, self._held = self._held + self._decoder.decode(data).encode(), b""
        passed = []
        while data:
            sequence = _PASTE_ENDS if self._pasting else _PASTE_BEGINS
            text, found, data = data.partition(sequence)
            if not found:
                text, self._held = self._split(text, sequence)
            passed += [text.replace(_ESCAPE, REPLACEMENT.encode()) if self._pasting else self._without_answer(text), found]
            if found:
                self._pasting = not self._pasting
        return b"".join(passed)

    def _split(self, text: bytes, sequence: bytes) -> tuple[bytes, bytes]:
        """Split off the end of a text if it may be the beginning of the sequence, or of the answer."""
        shortest = 1 if self._pasting else _SHORTEST
        for length in range(min(len(text), len(sequence) - 1), shortest - 1, -1):
            if sequence.startswith(text[-length:]):
                return text[:-length], text[-length:]
        if self._expects_background_reply and not self._pasting and (begun := _ANSWER_BEGINS.search(text)):
            return text[: begun.start()], text[begun.start() :]
        return text, b""

    def _without_answer(self, text: bytes) -> bytes:
        if self._expects_background_reply:
            text, found = _ANSWER.subn(b"", text, count=1)
            self._expects_background_reply = not found
        return text
