"""Language: which parts of a text are English, so that a scan leaves "das Budget" alone.

The glossary is English, and its words are common in other languages, where they have other senses. Languages are recognised by
their function words: in running text every third word is one, whatever it is about (Grefenstette, 1995). A passage is another
language only if words of one are there, so that a list of English product names stays English; of texts in another alphabet,
letters are counted. Invariant: a passage of fewer than 20 words in the Latin alphabet is judged by its document, and a
document of fewer is English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENOUGH = 20  # words that tell a language
_ENOUGH_LETTERS = 40  # of another alphabet, which may put no spaces between its words
_SAMPLE = 1 << 16  # characters of a document that stand for all of it
_LONG = 200  # characters that hold more than enough words
_ONE_IN = 100  # characters; in English the four commonest words come once in 40
_SHARE = 12  # one word in 12 has to be a function word of another language; in German it is one in three
_DIFFERENT = 3  # function words that differ, because English texts name "Los Angeles" or "de la Cruz" again and again
_COMMONEST = (" the ", " and ", " of ", " to ")
_BREAK = re.compile(r"\n\s*\n")
_PIECE = re.compile(rf".{{1,{_SAMPLE}}}\S*+", re.DOTALL)
_OTHER_LETTER = re.compile("[\u0370-\u1fff\u2c00-\ud7ff\uf900-\uffef]")  # Greek and beyond, without the punctuation in between
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
# Words of several languages ("for" is also Danish, "is" Dutch) tell nothing and are left out.
_ENGLISH = frozenset(
    """
    the and of to that with this from are be it you your by or have which can will not their they but if when these has was
    how what its our would should about into more than there been were who
    """.split()
)
_OTHERS = frozenset(
    """
    der die das und ist nicht mit von ein eine einen einer einem wird werden sind auf für dem den des zu zur zum sich auch als
    oder wenn wir sie ich es bei nach diese dieses durch dass wie im kann nur
    le la les et est une du dans par que qui sur pas avec sont cette nous vous aux ne il elle ou en de pour à être au peut comme
    el los las del una para por con se su como más lo al si pero esta está ser
    di che è non della delle sono gli nel nella dei più questo anche può come
    um uma é não com em dos das ao são pelo mais pode também
    het een van voor niet dat zijn wordt worden op te aan ook deze bij naar dit uit kan geen
    och att det som på är för med av inte till ett om eller og af ikke til er fra hvis jeg å så når när
    nie się jest na oraz dla przez że są lub jak od po być jeśli aby gdy tylko który tego w z
    je že nebo jsou při jako být pak pokud který kde až tak v sa za ako keď ili su ali iz
    az és nem egy hogy vagy ez csak ja ei että tai ovat
    și este cu pentru în nu din sunt sau dacă să care
    ve bir için bu ile olarak yang untuk dan dari dengan ini tidak atau
    """.split()
)


class Languages:
    """The languages of one text: `is_english` says whether it is English as a whole."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.is_english = _is_english(text[:_SAMPLE]) is not False
        self._breaks = _BREAK.finditer(text)
        self._end = 0
        self._is_english_here = self.is_english

    def is_english_at(self, offset: int) -> bool:
        """Return whether the paragraph around this character is English. The offsets come in rising order."""
        if offset >= self._end:
            start = self._end
            for found in self._breaks:
                if found.start() > offset:
                    self._end = found.end()
                    break
                start = found.end()
            else:
                self._end = len(self._text) + 1
            verdict = _is_english(self._text[start : self._end])
            self._is_english_here = self.is_english if verdict is None else verdict
        return self._is_english_here


def _is_english(passage: str) -> bool | None:
    """Return whether a passage is English, or None if it is too short to tell."""
    if sum(map(passage.count, _COMMONEST)) * _ONE_IN >= len(passage) > _LONG:
        return True  # most of them, in a tenth of the time
    if not passage.isascii():
        letters = _count(_OTHER_LETTER, passage)
        if letters >= _ENOUGH_LETTERS and letters > _count(_LATIN_LETTER, passage):
            return False
    total = 0
    seen: set[str] = set()
    for words in _words(passage):
        total += len(words)
        seen |= _OTHERS.intersection(words)
    if total < _ENOUGH:
        return None
    if len(seen) < _DIFFERENT:
        return True
    others = sum(sum(map(_OTHERS.__contains__, words)) for words in _words(passage))
    return others * _SHARE < total or others <= sum(sum(map(_ENGLISH.__contains__, words)) for words in _words(passage))


def _words(passage: str) -> Iterator[list[str]]:
    """Yield the words of a passage, not all at once: a passage may be 16 MiB long."""
    for piece in _PIECE.finditer(passage):
        yield piece[0].lower().split()


def _count(letter: re.Pattern[str], passage: str) -> int:
    return sum(len(letter.findall(passage[at : at + _SAMPLE])) for at in range(0, len(passage), _SAMPLE))
