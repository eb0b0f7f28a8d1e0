"""Merge: put the layers on top of one another.

A later layer adds senses to a term, replaces a sense of the same side and meaning, or hides one. Invariant: in what `merge`
returns, every term has a sense, every key belongs to one term, and every related term, cited passage and authority exists in
some layer, even one that `--layer` hides or the project switches off.
"""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

from twosense.errors import Fault, GlossaryError
from twosense.glossary.cues import add_cues
from twosense.glossary.layered_term import LayeredTerm
from twosense.glossary.layers import NO_DRAFTS, layers
from twosense.glossary.packaged import packaged_cues, read_packaged
from twosense.glossary.read import read_glossary
from twosense.glossary.references import add_authorities, unknown_authorities, unknown_passages, unknown_related
from twosense.glossary.sources import passages_by_name, read_sources
from twosense.model import Override
from twosense.paths import BUILT_IN, FIELD, PACKAGED, PROJECT, cue_file
from twosense.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from twosense.glossary.cues import Cues
    from twosense.glossary.layers import LayerPath
    from twosense.glossary.schema import GlossaryTable
    from twosense.glossary.toml import TomlFile
    from twosense.model import Authority, Source, Term
    from twosense.paths import LayerPaths

    LayerFile = tuple[str, TomlFile, GlossaryTable]  # with the name of its layer


class Merged:
    """All layers together.

    `sides` maps each side to its label, `authorities` each id to what is known of it. `terms` are in the order of their
    keys. `keys` maps the key of every alias and form to the key of its term and to its kind, "alias" or "form". `unscanned`
    has the keys that a scan does not look for. `cues` are the built-in ones by term and side, `sense_cues` those that a layer
    gives with a sense. `overrides` are the senses of lower layers that the project hides or replaces.
    """

    def __init__(self, sides: dict[str, str], records: dict[str, Source]) -> None:
        self.sides = sides
        self.sources = records
        self.authorities: dict[str, Authority] = {}
        self.terms: dict[str, Term] = {}
        self.keys: dict[str, tuple[str, str]] = {}
        self.unscanned: set[str] = set()
        self.cues: Cues = {}
        self.sense_cues: Cues = {}
        self.overrides: list[Override] = []


def merge(
    layer_paths: LayerPaths,
    on_read: Callable[[str], None] = lambda path: None,
    drafts: Mapping[str, bytes] = NO_DRAFTS,
    *,
    cues: bool = True,
) -> Merged:
    """Read, check and merge all layers at these paths, and unless `cues` is False the cues of the built-in senses.

    `on_read` and `drafts` are as for `layers`. Raises GlossaryError with the faults of every file.
    """
    merged = Merged({}, read_sources(os.path.join(layer_paths.builtin, "seeds"), on_read))
    passages = passages_by_name(merged.sources)
    used = layers(layer_paths, on_read, drafts)
    terms: dict[str, LayeredTerm] = {}
    # What a glossary relates to or hides may be in a built-in layer that the project switches off.
    is_whole = layer_paths.alone or {*PACKAGED} <= {layer.name for layer in used}
    files = _read_layers(merged, terms, used, on_read, is_whole=is_whole)
    merged.keys = _keys(terms, files)
    if is_whole:
        _check_related(files, {*terms, *merged.keys})  # before the drop: a term may be related to one that is hidden
    if _drop_empty(terms):
        merged.keys = _keys(terms, files)
    names = _headwords(terms, merged.keys)
    _check_references(merged, terms, files, passages.keys())
    if layer_paths.layers:
        terms = _of_layers(terms, files, layer_paths.layers)
        files = [one for one in files if one[0] in layer_paths.layers]
        _drop_empty(terms)
        merged.keys = _keys(terms, files)
    del files  # of a large glossary they take as much memory as what is made of them
    if cues:
        _add_cues(merged, terms, used, on_read)
    order = {side: number for number, side in enumerate(merged.sides)}
    for key in sorted(terms):
        term = terms.pop(key)
        senses = sorted(term.senses.values(), key=lambda sense: order[sense[1].side])
        merged.terms[key] = term.merged(senses, names, passages, merged.authorities)
        merged.unscanned.update(text for text in map(fold, term.unscanned) if merged.keys.get(text, (text,))[0] == key)
        for _, sense in senses:
            if sense.cues:
                add_cues(merged.sense_cues, {key: {sense.side: tuple(map(fold, sense.cues))}})
    return merged


def _read_layers(
    merged: Merged,
    terms: dict[str, LayeredTerm],
    used: Iterable[LayerPath],
    on_read: Callable[[str], None],
    *,
    is_whole: bool,
) -> list[LayerFile]:
    """Read each layer on top of the ones before it, and return the files. Raises GlossaryError."""
    files: list[LayerFile] = []
    faults: list[Fault] = []
    for layer in used:
        on_read(layer.path)
        try:
            toml_file, table = _read_layer(layer, merged.sides)
        except GlossaryError as error:
            faults += error.faults
            continue
        add_authorities(merged.authorities, layer.name, table)
        merged.sides |= {side: declared.label for side, declared in table.sides.items()}
        faults += _add_layer(terms, layer.name, toml_file, table, merged.overrides, is_whole=is_whole)
        files.append((layer.name, toml_file, table))
    if faults:  # if a layer could not be read, references to its terms would look dangling
        raise GlossaryError(faults)
    return files


def _read_layer(layer: LayerPath, sides: Mapping[str, str]) -> tuple[TomlFile, GlossaryTable]:
    if layer.draft is None and layer.name in PACKAGED:
        return read_packaged(layer.path, layer.shown, sides)
    return read_glossary(layer.path, layer.shown, sides, layer.draft)


def _check_related(files: Sequence[LayerFile], names: AbstractSet[str]) -> None:
    """Raise GlossaryError if a file names a related term that there is not."""
    faults = [fault for _, toml_file, table in files for fault in unknown_related(toml_file, table, names)]
    if faults:
        raise GlossaryError(faults)


def _check_references(
    merged: Merged, terms: Mapping[str, LayeredTerm], files: Sequence[LayerFile], passages: AbstractSet[str]
) -> None:
    """Raise GlossaryError if a file names a passage, an authority or an unscanned name that there is not."""
    faults: list[Fault] = []
    for _, toml_file, table in files:
        faults += unknown_passages(toml_file, table, passages)
        faults += unknown_authorities(toml_file, table, merged.authorities.keys())
        faults += _unknown_unscanned(toml_file, table, terms)
    if faults:
        raise GlossaryError(faults)


def _add_cues(
    merged: Merged, terms: Mapping[str, LayeredTerm], used: Iterable[LayerPath], on_read: Callable[[str], None]
) -> None:
    """Add the cues that the package has for these terms."""
    for layer in used:
        if layer.name in (BUILT_IN, FIELD):
            path = cue_file(layer.name)
            on_read(path)
            add_cues(merged.cues, {key: of_term for key, of_term in packaged_cues(path).items() if key in terms})


def _add_layer(
    terms: dict[str, LayeredTerm],
    layer: str,
    toml_file: TomlFile,
    table: GlossaryTable,
    overrides: list[Override],
    *,
    is_whole: bool,
) -> Iterator[Fault]:
    """Put a layer on top of the terms below it, and yield its faults."""
    for index, added in enumerate(table.term):
        key = fold(added.name)
        term = terms.get(key)
        if term is None:
            term = terms[key] = LayeredTerm(added)
        else:
            term.add(added)
        for number, sense in enumerate(added.sense):
            same = term.senses.get(sense.identity)
            if layer == PROJECT and same is not None and same[0] != PROJECT:
                below, hidden = same
                overrides.append(
                    Override(
                        file=toml_file.path,
                        term=term.name,
                        side=hidden.side,
                        meaning=hidden.meaning,
                        layer=below,
                        hidden=bool(sense.hide),
                    )
                )
            if sense.hide:
                if term.senses.pop(sense.identity, None) is None and is_whole:
                    within = ("term", index, "sense", number)
                    problem = f'hides "{sense.meaning}", which no earlier layer gives for {sense.side}'
                    yield toml_file.fault(within, problem, "correct side and meaning, or remove it")
            else:
                term.senses[sense.identity] = layer, sense
        if not term.senses and not any(sense.hide for sense in added.sense):
            yield toml_file.fault(("term", index), f'"{added.name}" has no sense', "add a [[term.sense]] below it")


def _of_layers(terms: Mapping[str, LayeredTerm], files: Sequence[LayerFile], layers: Sequence[str]) -> dict[str, LayeredTerm]:
    """Return the terms with what the files of these layers say, and with the senses of these layers that no other one hides."""
    found: dict[str, LayeredTerm] = {}
    for layer, _, table in files:
        for added in table.term if layer in layers else ():
            key = fold(added.name)
            if key in found:
                found[key].add(added)
            elif key in terms:
                found[key] = LayeredTerm(added)
    for key, term in found.items():
        term.senses = {identity: sense for identity, sense in terms[key].senses.items() if sense[0] in layers}
    return found


def _drop_empty(terms: dict[str, LayeredTerm]) -> bool:
    """Remove the terms without a sense, and return whether there were any."""
    empty = [key for key, term in terms.items() if not term.senses]
    for key in empty:
        del terms[key]
    return bool(empty)


def _keys(terms: Mapping[str, LayeredTerm], files: Iterable[LayerFile]) -> dict[str, tuple[str, str]]:
    """Return the term and the kind of each alias and form: aliases come first, and of two terms the one of the later layer."""
    keys = {}
    for kind in ("form", "alias"):
        for _, _, table in files:
            for added in table.term:
                key = fold(added.name)
                if key in terms:
                    for text in added.aliases if kind == "alias" else chain(*added.forms.by_slot().values()):
                        keys[fold(text)] = key, kind
    for key in terms:
        keys.pop(key, None)
    return keys


def _headwords(terms: Mapping[str, LayeredTerm], keys: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return the headword that each key finds."""
    names = {key: term.name for key, term in terms.items()}
    return names | {key: names[owner] for key, (owner, _) in keys.items()}


def _unknown_unscanned(toml_file: TomlFile, table: GlossaryTable, terms: Mapping[str, LayeredTerm]) -> Iterator[Fault]:
    """Yield the `unscanned` names of a file that are not names of their term."""
    for index, one in enumerate(table.term):
        term = terms.get(fold(one.name))
        if one.unscanned and term is not None:
            names = {*map(fold, (term.name, *term.aliases, *term.all_forms()))}
            for number, text in enumerate(one.unscanned):
                if fold(text) not in names:
                    key = ("term", index, "unscanned", number)
                    yield toml_file.fault(key, f'"{text}" is not a name of "{one.name}"', "write the term, an alias or a form")
