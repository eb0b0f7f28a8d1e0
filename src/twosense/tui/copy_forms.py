"""The forms that an entry can be copied in: copying it again takes the next one.

Invariant: another term starts with the first form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosense.api import CardForm

FORMS: dict[CardForm, str] = {"text": "as text", "markdown": "as Markdown", "say": "(what to say)"}


class CopyForms:
    """Which form of which term was copied last."""

    def __init__(self) -> None:
        self._last: tuple[str, CardForm] = "", "text"

    def following(self, term: str) -> CardForm:
        """Return the form to copy a term in."""
        forms = list(FORMS)
        return forms[(forms.index(self._last[1]) + 1) % len(forms)] if self._last[0] == term else forms[0]

    def copied(self, term: str, form: CardForm) -> str:
        """Note that a term was copied; return how to call what was copied."""
        self._last = term, form
        return f"“{term}” {FORMS[form]}"
