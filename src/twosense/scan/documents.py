"""Documents: files such as PDF that hold text but are not text files, and the tool that converts each type to text.

Invariant: what is recognised here would otherwise be scanned as if its codes were prose, or refused without advice.
"""

from __future__ import annotations

import os

CONVERTED = (".docx", ".odt", ".pptx", ".pdf")  # the types that the extra reads
EXTRA = "python -m pip install 'twosense[documents]'"
_LIBRARY = "kreuzberg"
_TYPES = {
    "pandoc": (".epub", ".rtf"),
    "markitdown": (".xlsx", ".xls", ".msg"),
    "LibreOffice": (".doc", ".ppt", ".odp", ".ods", ".pages", ".numbers"),
}
_TOOLS = {suffix: tool for tool, suffixes in _TYPES.items() for suffix in suffixes}
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp")  # few of which are scans of a text
_SIGNATURES = {b"%PDF-": ".pdf", b"{\\rtf": ".rtf"}  # of the types that need not hold a zero byte
_NOTEBOOK = ".ipynb"


def can_convert() -> bool:
    """Return whether the extra is installed."""
    from importlib.util import find_spec  # takes 4 ms, and most scans meet no document

    return find_spec(_LIBRARY) is not None


def is_document(suffix: str) -> bool:
    """Return whether files with this suffix, in lower case, are documents, which hold text that is expected to be scanned."""
    return suffix in CONVERTED or suffix in _TOOLS


def tool_of(suffix: str) -> str | None:
    """Return the tool that converts documents with this suffix, in lower case, to text; None if it is not a document's."""
    return _TOOLS.get(suffix)


def refusal(path: str, data: bytes) -> tuple[str, str] | None:
    """Return why these bytes of a file are not text, and what to do, which may be empty; None for text."""
    signed = next((suffix for signature, suffix in _SIGNATURES.items() if data.startswith(signature)), "")
    suffix = signed or os.path.splitext(path)[1].lower()
    if signed or b"\0" in data:
        if suffix in CONVERTED:
            return "a document, not text", _how_to_read(path, suffix)
        tool = "tesseract" if suffix in _IMAGES else tool_of(suffix)
        what = "an image" if suffix in _IMAGES else "a document" if tool else "binary"
        return f"{what}, not text", f"convert it to text first, for example with {tool}" if tool else ""
    if suffix == _NOTEBOOK:
        from twosense.markup.notebook import is_notebook

        if is_notebook(data):
            return None
        return "not a notebook: its JSON is invalid, or has no cells", "save it again, or settle the conflict of a merge"
    return None


def _how_to_read(path: str, suffix: str) -> str:
    """Return how a document can be read that was not taken for one."""
    if not can_convert():
        return f"to read it, run {EXTRA}"
    return "`twosense scan` reads it" if path.lower().endswith(suffix) else f"let its name end in {suffix}"
