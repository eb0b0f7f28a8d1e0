"""Articles: "a" or "an" before a phrase, by its sound.

Invariant: only the start of the phrase decides. What spelling and capitals do not show is in the lists below.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from twosense.text.tokens import WORD

# Acronyms that are read as words although their first letter is named with a vowel: "a SaaS", but "an SLA".
_READ_AS_WORDS = frozenset(
    """
    FAANG FAIR FERPA FIDO FIFA FIFO FISMA FLOPS FOMO FOSS FUD HIPAA HACCP LAMP LAN LASER LEED LIDAR LIFO LIMS MAC MIDI MIME
    MIPS MOOC MOSCOW NAND NAS NASA NASDAQ NAT NATO NERC NIC NIST NOC NOSQL NUMA RACI RADIUS RAG RAID RAM RASCI REST ROAS ROM
    RAT SAAS SAFE SAML SAN SASE SCADA SCORM SCRUM SIEM SIM SIMD SIP SMART SOAP SOAR SOC SOX STEM SWAT SWIFT SWOT SYN FTSE
    """.split()
)
_VOWEL_NAMES = frozenset("AEFHILMNORSX")
# "unit" and "use", but "uninstall" and "usher"; "one", but "onerous"; "hour", but "hotel".
_CONSONANT = re.compile(
    r"eu|ewe|one(?![a-z]|$)|one(s|self)?$|once|ouija|u(?:bi|ke|ra|re[at]|ro|f[ou]|s[aeiu]|t[eio])"
    r"|uni(?!n|m|d(?!ir))|unanim"
)
_SILENT_H = re.compile(r"hour|honou?r|honest|heir")
_NUMBER = re.compile(r"\d[\d,]*")


def article(phrase: str) -> str:
    """Return "a" or "an", whichever the sound of a phrase asks for; "a" if it has no letter and no digit."""
    phrase = normalize("NFKD", phrase)
    first = WORD.search(phrase)
    if first is None:
        return "a"
    before, word = phrase[: first.start()], first[0]
    if before.endswith(("@", ".", "#")):
        return "an" if before.endswith("@") else "a"  # "at", "dot", "number"
    return "an" if _has_vowel(word, phrase[first.start() :]) else "a"


def _has_vowel(word: str, phrase: str) -> bool:
    if word[0].isdigit():
        return _number_has_vowel(phrase)
    letters = re.match(r"[^\W\d_]+", word)
    head = letters[0] if letters else word
    if len(head) == 1 or _is_acronym(head):
        if head.upper().removesuffix("S") in _READ_AS_WORDS or head.upper() in _READ_AS_WORDS:
            return head[0].upper() in "AEIO"
        return head[0].upper() in _VOWEL_NAMES
    lower = head.lower()
    if lower[0] in "hy":
        return bool(_SILENT_H.match(lower)) or bool(re.match("y[^aeiou]", lower))
    return lower[0] in "aeiou" and not _CONSONANT.match(lower)


def _is_acronym(word: str) -> bool:
    """Return whether a word is read letter by letter, as far as its capitals show: SLA, KPIs, IoT, iOS; not MySQL, macOS."""
    if word[1:2].islower() and not re.fullmatch(r"[A-Z](?:s|[a-z][A-Z])", word):
        return False  # a name of words: MySQL, HubSpot, macOS; but IoT
    return sum(map(str.isupper, word)) >= 2 or (word[0].islower() and word[1:2].isupper())


def _number_has_vowel(phrase: str) -> bool:
    """Return whether a number begins with eight, eleven or eighteen."""
    found = _NUMBER.match(phrase)
    digits = found[0].replace(",", "") if found else ""
    if digits.startswith("8"):
        return True
    return len(digits) % 3 == 2 and digits[:2] in ("11", "18")
