"""twosense: one word, two senses. What a term means to marketing and what it means to IT.

    >>> from twosense import load
    >>> glossary = load()
    >>> [sense.meaning for sense in glossary.lookup("DR").senses]
    ['direct response', 'disaster recovery']

Invariant: importing this package imports nothing else; the API arrives when one of its names is used, so that a lookup
from the command line never pays for it.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # `typing` itself would cost a lookup half a bare interpreter start
if TYPE_CHECKING:
    from twosense.api import Glossary, load
    from twosense.errors import Fault, FileError, GlossaryError, TwosenseError, UsageError
    from twosense.glossaries import check, export
    from twosense.model import (
        Answer,
        Authority,
        Citation,
        Decision,
        Edit,
        Finding,
        Hit,
        Passage,
        Question,
        Sense,
        Source,
        Term,
        Translation,
    )
    from twosense.senses.resolver import Explanation

__all__ = [
    "Answer",
    "Authority",
    "Citation",
    "Decision",
    "Edit",
    "Explanation",
    "Fault",
    "FileError",
    "Finding",
    "Glossary",
    "GlossaryError",
    "Hit",
    "Passage",
    "Question",
    "Sense",
    "Source",
    "Term",
    "Translation",
    "TwosenseError",
    "UsageError",
    "__version__",
    "check",
    "export",
    "load",
]

_HOME = {"Glossary": "api", "load": "api", "check": "glossaries", "export": "glossaries", "Explanation": "senses.resolver"}
_HOME |= dict.fromkeys(("Fault", "GlossaryError", "FileError", "TwosenseError", "UsageError"), "errors")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'twosense' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("twosense." + _HOME.get(name, "model")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
