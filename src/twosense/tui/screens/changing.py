"""Changing: ask what to write about one mention of a scanned document.

Invariant: backing out changes nothing, and every answer shows what it would write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twosense.tui.screens.choice import Choice

if TYPE_CHECKING:
    from textual.app import App

    from twosense.tui.document import Change
    from twosense.tui.document_service import Details, MarkedMention
    from twosense.tui.scanned_document import ScannedDocument
    from twosense.tui.side_labels import SideLabels


async def ask_change(
    app: App[Any], labels: SideLabels, scanned: ScannedDocument, mention: MarkedMention, details: Details
) -> Change | str | None:
    """Return what to do about a mention: a change, or a term to look up; None for nothing. Call it in a worker."""
    name, term = labels.name, mention.finding.term
    changes = [(scanned.wording(edit, details.mark), name(edit.side)) for edit in details.proposals]
    changes += [(scanned.marking(mention, details.mark, side), f"it means {name(side)}") for side in details.meanings]
    skipping = scanned.skipping(term)
    changes += [(skipping, f"skip “{term}” in this document")] if skipping else []
    answers: dict[Change | str, str] = {change: f"{why}: write {change.name}" for change, why in changes}
    answers[term] = f"look “{term}” up"
    return await app.push_screen_wait(Choice(f"“{mention.finding.surface}”", answers))


async def ask_meaning(
    app: App[Any], labels: SideLabels, scanned: ScannedDocument, mention: MarkedMention, details: Details
) -> Change | None:
    """Return the change that writes what a mention means behind it, None for none. Call it in a worker."""
    changes = {side: scanned.marking(mention, details.mark, side) for side in details.meanings}
    names = {side: f"{labels.name(side)}: write {change.name}" for side, change in changes.items()}
    likely = next((side for side in names if side in (mention.finding.side, mention.finding.lean)), None)
    side = await app.push_screen_wait(Choice(f"“{mention.finding.surface}” means", names, likely))
    return None if side is None else changes[side]


async def ask_skipping(app: App[Any], term: str, skipping: Change) -> bool:
    """Return whether to skip a term in the document, which writes this. Call it in a worker."""
    answers = {True: f"write {skipping.name}", False: "leave it as it is"}
    return await app.push_screen_wait(Choice(f"Skip “{term}” in this document?", answers)) is True
