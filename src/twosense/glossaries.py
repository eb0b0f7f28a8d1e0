"""Glossaries as files: check them, or export them, without loading them for queries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twosense.errors import Fault, GlossaryError, UsageError
from twosense.paths import LayerPaths

if TYPE_CHECKING:
    from collections.abc import Sequence

    StrPath = str | os.PathLike[str]


def check(*paths: StrPath, only: bool = False, project: bool = True, layers: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Return the faults of these glossaries on top of the other layers, or with `only` by themselves; () if they are valid.

    As `twosense check` does, it also reads each example as a scan would; one that is read in another sense is a fault.

    >>> [str(fault) for fault in check("nowhere.toml")]
    ['nowhere.toml: cannot be read: No such file or directory; name a TOML file']
    """
    from twosense.glossary.merge import merge
    from twosense.senses.examples import misread, resolve_examples

    files = [os.fspath(path) for path in paths]
    layer_paths = LayerPaths(() if only else files, files if only else (), project=project, layers=layers)
    try:
        merged = merge(layer_paths)
    except GlossaryError as error:
        return error.faults
    return tuple(misread(layer_paths, merged, resolve_examples(merged)))


def export(
    kind: str,
    *,
    excel: bool = False,
    glossaries: Sequence[StrPath] = (),
    only: Sequence[StrPath] = (),
    project: bool = True,
    layers: Sequence[str] = (),
) -> str:
    """Return the glossary as "csv", "json", "skos" (Turtle) or "html".

    With `excel`, csv has escaped formulas and a byte order mark. The other arguments are those of `load`. Raises UsageError for
    another kind, and GlossaryError with every fault of the files.

    >>> export("csv").splitlines()[0].split(",")[:3]
    ['term', 'side', 'side_label']
    """
    from twosense.glossary.extract import Extract
    from twosense.glossary.merge import merge
    from twosense.output.exports.formats import FORMATS, exported
    from twosense.text.nearest import advice

    if kind not in FORMATS:
        raise UsageError(f'unknown format "{kind}"; {advice(kind, FORMATS)}')
    extra, alone = ([os.fspath(path) for path in paths] for paths in (glossaries, only))
    merged = merge(LayerPaths(extra, alone, project=project, layers=layers), cues=False)
    return "".join(exported(kind, Extract(merged), excel=excel))
