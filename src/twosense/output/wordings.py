"""Wordings: what to say instead of a term, for a person to choose from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twosense.model import Sense, Slot

_SLOTS: tuple[tuple[tuple[Slot, ...], str], ...] = (
    (("noun", "plural"), "noun"),
    (("adjective",), "before a noun"),
    (("adverb",), "adverb"),
    (("verb", "third", "past", "ing"), "verb"),
)


def wordings(say: Mapping[Slot, str]) -> dict[str, str]:
    """Return what to write instead, each wording with the slot to put it in, in words.

    What can be worked out from another wording is left out: plurals, other forms of a verb, hyphens before a noun.
    """
    found: dict[str, tuple[str, str]] = {}
    for slots, label in _SLOTS:
        wording = next((say[slot] for slot in slots if slot in say), None)
        if wording is not None:
            found.setdefault(wording.replace("-", " "), (wording, label))
    return dict(found.values())


def advice(say: Mapping[Slot, str], quotes: str = '""') -> str:
    """Return what to write instead in one line: `"adaptability", "nimble" (before a noun)`; "" if there is nothing."""
    shown = [(wording.join(quotes), label) for wording, label in wordings(say).items()]
    return ", ".join(f"{wording} ({label})" if number else wording for number, (wording, label) in enumerate(shown))


def render_wordings(senses: Iterable[Sense], labels: Mapping[str, str]) -> str:
    """Return what to write instead of a term, one wording on each line behind its side."""
    lines = [f"{labels.get(sense.side, sense.side)}: {wording}\n" for sense in senses for wording in wordings(sense.say)]
    return "".join(dict.fromkeys(lines))
