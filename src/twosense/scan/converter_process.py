"""Converter process: the program that extracts the text of one document.

The bytes of the document come from standard input, and one object of JSON goes to standard output: `text` and `pages`, where
each page begins and ends, or `error`. Kreuzberg does the work. Invariant: the operating system bounds memory and processor
time, since a small file can ask for any amount of both.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

MEMORY_LIMIT = 3 << 29  # bytes of address space
TIME_LIMIT_S = 60
_USUAL_NAME, _OTHER_NAME = "word/document.xml", "word/document2.xml"
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}


def main() -> None:
    """Read the document whose suffix is the first argument."""
    _bound()
    from kreuzberg import (  # after the bounds are set
        ConcurrencyConfig,
        ContentFilterConfig,
        ExtractionConfig,
        KreuzbergError,
        PageConfig,
        extract_bytes_sync,
    )

    settings: dict[str, Any] = {  # the types of the library do not list them all
        "use_cache": False,
        "disable_ocr": True,
        "enable_quality_processing": False,
        "concurrency": ConcurrencyConfig(max_threads=1),
        "content_filter": ContentFilterConfig(include_headers=True, include_footers=True, strip_repeating_text=False),
        "pages": PageConfig(extract_pages=True),
    }
    config = ExtractionConfig(**settings)
    try:
        found = extract_bytes_sync(_renamed(sys.stdin.buffer.read()), _TYPES[sys.argv[1]], config=config)
    except KreuzbergError as error:
        json.dump({"error": str(error)}, sys.stdout)
        return
    pages = (found.metadata.get("pages") or {}).get("boundaries") or []
    json.dump({"text": found.content, "pages": [[page["byte_start"], page["byte_end"]] for page in pages]}, sys.stdout)


def _renamed(data: bytes) -> bytes:
    """Return a Word file whose text has the usual name in it: Office 365 calls it document2.xml, and Kreuzberg misses that."""
    try:
        old = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return data
    if _OTHER_NAME not in old.namelist():
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace(_OTHER_NAME, _USUAL_NAME), old.read(name).replace(b"document2.xml", b"document.xml"))
    return made.getvalue()


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows, where the caller's patience is the only bound
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
