"""Explanations: the brackets that an earlier translation has put behind the mentions of a text.

Invariant: brackets whose words no translation writes are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from twosense.text.fold import fold
from twosense.text.positions import Characters
from twosense.translate.compound import REACH, is_rest_of_compound
from twosense.translate.gloss import possible_glosses
from twosense.translate.insertions import Insertion
from twosense.translate.surroundings import NUMBER, Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from twosense.mentions.mention_list import MentionList
    from twosense.scan.summaries import SenseSummary

_BRACKET = re.compile(rb"[(\[](?<=[ \t][(\[])")  # begins with the characters to look for, and takes a third of the time
BRACKETS = re.compile(r"[ \t](?:\(([^()\n]{1,300})\)|\[([^\[\]\n]{1,300})\](?!\())")
_LONGEST = 1 + 4 * 302  # bytes of brackets with a space before them


def explanations(
    text: str, data: bytes, mentions: MentionList, tellable: Callable[[str], Sequence[SenseSummary]]
) -> Iterator[Insertion]:
    """Yield the explanations in a text, with its bytes and its mentions; `tellable` gives what may be told of a term."""
    characters = Characters(data)
    lasts = mentions.last_bytes
    for bracket in _BRACKET.finditer(data):
        at = bracket.start() - 1
        until = bisect_left(lasts, at + 1)
        since = bisect_left(lasts, at - REACH, 0, until)
        content = BRACKETS.match(data[at : at + _LONGEST].decode("utf-8", "ignore")) if since < until else None
        if content is None:
            continue
        told = content[0].strip()[1:-1]
        named = fold(told.partition(": ")[0]) if ": " in told else ""
        for number in range(since if named else until - 1, until):
            key = mentions.key(number)
            between = data[lasts[number] : at].decode()
            is_behind = not between or NUMBER.fullmatch(between)
            sides = sides_of(key, told, tellable) if is_behind or (key == named and is_rest_of_compound(between)) else ()
            if sides:
                start, end = characters.at(mentions.first_bytes[number]), characters.at(at)
                surface = mentions[number].surface
                if not Surroundings(text, start, start + len(surface)).is_in_code:  # "ENV" in "the NODE_ENV variable (...)"
                    yield Insertion(key, start, text[start:end], content[0], sides)
                break


def sides_of(key: str, told: str, tellable: Callable[[str], Sequence[SenseSummary]]) -> tuple[str, ...]:
    """Return the sides of the senses of which brackets may tell this: both may say "affects" for "impacts"."""
    words = fold(told)
    return tuple(sense.side for sense in tellable(key) if words in map(fold, possible_glosses(key, sense)))
