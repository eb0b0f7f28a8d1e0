"""Changing: ask what to write about one mention of a scanned document.

Invariant: backing out changes nothing, and every answer shows what it would write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twosense.tui.screens.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

    from twosense.tui.document import Change
    from twosense.tui.document_service import Details, DocumentService, ScannedMention
    from twosense.tui.scanned_document import ScannedDocument
    from twosense.tui.side_labels import SideLabels


async def ask_change(
    documents: DocumentService,
    app: App[Any],
    labels: SideLabels,
    scanned: ScannedDocument,
    mention: ScannedMention,
    details: Details,
) -> Change | str | None:
    """Return what to do about a mention: a change, or a term to look up; None for nothing. Call it in a worker."""
    name, term = labels.name, mention.finding.term
    document = scanned.document
    alike = await documents.proposals(document.path, document.text, scanned.alike(mention))
    changes = [(scanned.wording(edit, details.mark), name(edit.side)) for edit in details.proposals]
    changes += [
        (everywhere, f"{name(edit.side)} everywhere")
        for edit in details.proposals
        if edit.style == "replace" and (everywhere := scanned.wording_all(edit, details.mark, alike))
    ]
    changes += [(change, f"mark it as {why}") for change, why in _meanings(labels, scanned, mention, details)]
    skipping = scanned.skipping(term)
    changes += [(skipping, f"skip “{term}” in this document")] if skipping else []
    answers: dict[Change | str, str] = {change: f"{why}: write {change.name}" for change, why in changes}
    answers[term] = f"look “{term}” up"
    return await app.push_screen_wait(Choice(f"“{mention.finding.surface}”", answers))


async def ask_meaning(
    app: App[Any], labels: SideLabels, scanned: ScannedDocument, mention: ScannedMention, details: Details
) -> Change | None:
    """Return the change that writes what a mention means behind it, or behind all of its word; None for none.

    Call it in a worker.
    """
    finding = mention.finding
    answers = {change: f"{why}: write {change.name}" for change, why in _meanings(labels, scanned, mention, details)}
    likely = [scanned.marking(mention, details.mark, side) for side in details.meanings if side in (finding.side, finding.lean)]
    return await app.push_screen_wait(
        Choice(f"“{finding.surface}” means … (a mark for scans and translations)", answers, next(iter(likely), None))
    )


def _meanings(
    labels: SideLabels, scanned: ScannedDocument, mention: ScannedMention, details: Details
) -> Iterator[tuple[Change, str]]:
    """Yield the changes that write what a mention means, and what each means: for this mention, then for all of its word."""
    for side in details.meanings:
        yield scanned.marking(mention, details.mark, side), labels.name(side)
    for side in details.meanings:
        if everywhere := scanned.marking_all(mention, details.mark, side):
            yield everywhere, f"{labels.name(side)} everywhere"


async def ask_skipping(app: App[Any], term: str, skipping: Change) -> bool:
    """Return whether to skip a term in the document, which writes this. Call it in a worker."""
    answers = {True: f"write {skipping.name}", False: "leave it as it is"}
    return await app.push_screen_wait(Choice(f"Skip “{term}” in this document?", answers)) is True
