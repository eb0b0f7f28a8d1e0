"""The forms that an entry can be copied in: copying it again takes the next one.

Invariant: another term starts with the first form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.api import CardForm

FORMS: dict[CardForm, str] = {"text": "as text", "markdown": "as Markdown", "say": "what to say"}


class CopyForms:
    """Which form of which term was copied last."""

    def __init__(self) -> None:
        self._last: tuple[str, CardForm] = "", "text"

    def following(self, term: str) -> list[CardForm]:
        """Return the forms to copy a term in, in their turn: the one that was copied last comes last."""
        forms = list(FORMS)
        next_ = forms.index(self._last[1]) + 1 if self._last[0] == term else 0
        return forms[next_:] + forms[:next_]

    def copied(self, term: str, form: CardForm) -> str:
        """Note that a term was copied; return how to call what was copied."""
        self._last = term, form
        return f"{FORMS[form]} for “{term}”" if form == "say" else f"“{term}” {FORMS[form]}"
