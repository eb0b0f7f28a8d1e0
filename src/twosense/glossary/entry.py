"""Entry: serialise a term to TOML, formatted as people write it.

Invariant: parsing the result gives the same table. Its texts have no control characters: `convert` refuses them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twosense.glossary.schema import AuthorityTable, CitationTable, ReferenceTable, SenseTable, TermTable


def entry(term: TermTable) -> str:
    """Return the lines of a term: `[[term]]`, then a `[[term.sense]]` for each sense."""
    head = {
        "name": quoted(term.name),
        "aliases": _array(term.aliases),
        "forms": _inline({slot: _array(forms) for slot, forms in term.forms.by_slot().items()}),
        "unscanned": _array(term.unscanned),
        "clash": quoted(term.clash or ""),
        "related": _array(term.related),
    }
    return "\n".join((_table("[[term]]", head), *(_table("[[term.sense]]", _sense(sense)) for sense in term.sense)))


def side_entry(side: str, label: str) -> str:
    """Return the lines that declare a side."""
    return _table(f"[sides.{quoted(side)}]", {"label": quoted(label)})


def authority_entry(name: str, authority: AuthorityTable) -> str:
    """Return the lines that declare an authority."""
    texts = {key: quoted(getattr(authority, key)) for key in ("title", "publisher", "url")}
    return _table(f"[authorities.{quoted(name)}]", {**texts, "year": str(authority.year or "")})


def quoted(value: str) -> str:
    """Return a text as a TOML string. JSON escapes what TOML requires, except DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sense(sense: SenseTable) -> dict[str, str]:
    return {
        "side": quoted(sense.side),
        "meaning": quoted(sense.meaning),
        "definition": quoted(sense.definition or ""),
        "say": _inline({slot: quoted(wording) for slot, wording in sense.say.by_slot().items()}),
        "cites": _items(map(_citation, sense.cites)),
        "authorities": _items(map(_reference, sense.authorities)),
        "examples": _array(sense.examples),
        "cues": _array(sense.cues),
        "hide": "true" if sense.hide else "",
    }


def _citation(cite: CitationTable) -> str:
    return _inline({"passage": quoted(cite.passage), "basis": quoted(cite.basis)})


def _reference(reference: ReferenceTable) -> str:
    return _inline({"id": quoted(reference.id), "section": quoted(reference.section or "")})


def _table(header: str, values: Mapping[str, str]) -> str:
    given = dict(_given(values))
    width = max(map(len, given))
    return "".join((f"{header}\n", *(f"{key:{width}} = {value}\n" for key, value in given.items())))


def _inline(values: Mapping[str, str]) -> str:
    text = ", ".join(f"{key} = {value}" for key, value in _given(values))
    return f"{{ {text} }}" if text else ""


def _given(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the keys that have a value, with their values."""
    return ((key, value) for key, value in values.items() if value not in ("", '""'))


def _array(texts: Iterable[str]) -> str:
    return _items(map(quoted, texts))


def _items(values: Iterable[str]) -> str:
    text = ", ".join(values)
    return f"[{text}]" if text else ""
