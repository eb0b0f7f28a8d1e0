"""Merge: put the layers on top of one another.

Built-in < user < project < command line. A later layer adds senses to a term, replaces a sense of the same side and meaning,
or hides one. Invariant: in what `merge` returns, every term has a sense, every key belongs to one term, and every related
term, cited passage and authority exists, though maybe in a layer whose senses are left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from twosense.errors import Fault, GlossaryError
from twosense.glossary.cues import add_cues, read_cues
from twosense.glossary.project import LayersTable, read_project
from twosense.glossary.read import read_glossary
from twosense.glossary.references import add_authorities, unknown_authorities, unknown_passages, unknown_related
from twosense.glossary.schema import CitationTable, GlossaryTable, SenseTable, TermTable
from twosense.glossary.sources import passages_by_name, read_sources
from twosense.glossary.toml import TomlFile
from twosense.model import Authority, Citation, Override, Passage, Sense, Source, Term
from twosense.paths import BUILT_IN, COMMAND_LINE, FIELD, JARGON, PACKAGED, PROJECT, USER, absolute, cue_file, layer_file, stamp
from twosense.text.fold import fold

if TYPE_CHECKING:
    from twosense.glossary.cues import Cues
    from twosense.paths import Roots

_NO_DRAFTS: Mapping[str, str] = {}


class Layer:
    """One glossary file: the name of its layer, its path, and the path as faults show it."""

    __slots__ = ("name", "path", "shown")

    def __init__(self, name: str, path: str, shown: str = "") -> None:
        self.name, self.path, self.shown = name, path, shown or path


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


class _Entry:
    """A term while its layers are being merged."""

    __slots__ = ("aliases", "clash", "forms", "name", "related", "senses", "unscanned")

    def __init__(self, term: TermTable) -> None:
        self.name = term.name
        self.aliases = term.aliases
        self.forms = term.forms.by_slot()
        self.unscanned = term.unscanned
        self.related = term.related
        self.clash = term.clash
        self.senses: dict[tuple[str, str], tuple[str, SenseTable]] = {}  # by identity, each with its layer

    def all_forms(self) -> list[str]:
        """Return the forms of all slots."""
        return [form for of_slot in self.forms.values() for form in of_slot]

    def add(self, term: TermTable) -> None:
        """Add what a later layer says about the term itself."""
        self.aliases = _union(self.aliases, term.aliases)
        for slot, forms in term.forms.by_slot().items():
            self.forms[slot] = _union(self.forms.get(slot, []), forms)
        self.unscanned = _union(self.unscanned, term.unscanned)
        self.related = _union(self.related, term.related)
        self.clash = term.clash or self.clash


def layers(
    roots: Roots, note: Callable[[str], None] = lambda path: None, drafts: Mapping[str, str] = _NO_DRAFTS
) -> list[Layer]:
    """Return the layers of these roots, the lowest first. `note` gets the path of each file before it is read.

    `drafts` maps the real paths of files to what is read in their place, or on top if they are in no layer. Raises
    GlossaryError if the project's configuration has faults.
    """
    found = []
    project = read_project(roots.project, note)
    configured = (project.table.layers if project else LayersTable()).names()
    wanted = () if roots.alone else (*configured, *roots.layers)
    if BUILT_IN in wanted:
        found.append(Layer(BUILT_IN, os.path.join(roots.builtin, "glossary.toml")))
    found += [Layer(name, layer_file(name)) for name in (FIELD, JARGON) if name in wanted]
    if roots.user is not None and USER in wanted:
        note(roots.user)
        if os.path.lexists(roots.user) or os.path.realpath(roots.user) in drafts:
            found.append(Layer(USER, roots.user))
    if project is not None:
        found += [Layer(PROJECT, path) for path in project.glossaries]
    found += [Layer(COMMAND_LINE, absolute(path), path) for path in roots.extra]
    for target, draft in drafts.items():
        replaced = [layer for layer in found if os.path.realpath(layer.path) == target]
        for layer in replaced:
            layer.path = draft
        if not replaced:
            found.append(Layer(COMMAND_LINE, draft, target))
    return found


def merge(
    roots: Roots,
    note: Callable[[str], None] = lambda path: None,
    drafts: Mapping[str, str] = _NO_DRAFTS,
    *,
    cues: bool = True,
) -> Merged:
    """Read, check and merge all layers of these roots, and unless `cues` is False the cues of the built-in senses.

    `note` and `drafts` are as for `layers`. Raises GlossaryError with the faults of every file.
    """
    records = read_sources(os.path.join(roots.builtin, "seeds"), note)
    sides: dict[str, str] = {}
    entries: dict[str, _Entry] = {}
    read_layers: list[tuple[str, TomlFile, GlossaryTable]] = []
    authorities: dict[str, Authority] = {}
    faults: list[Fault] = []
    overrides: list[Override] = []
    found = layers(roots, note, drafts)
    for layer in found:
        note(layer.path)
        try:
            read = _read_packaged if layer.name in PACKAGED else read_glossary
            toml_file, table = read(layer.path, layer.shown, sides)
        except GlossaryError as error:
            faults += error.faults
            continue
        add_authorities(authorities, layer.name, table)
        sides |= {side: declared.label for side, declared in table.sides.items()}
        faults += _add_layer(entries, layer.name, toml_file, table, overrides)
        read_layers.append((layer.name, toml_file, table))
    passages = passages_by_name(records)
    merged = Merged(sides, records)
    merged.authorities = authorities
    merged.overrides = overrides
    names = _assign_keys(merged, entries)
    if not faults:  # if a layer could not be read, references to its terms would look dangling
        is_whole = {*PACKAGED} <= {layer.name for layer in found}
        for layer_name, toml_file, table in read_layers:
            if is_whole or layer_name not in PACKAGED:  # the related terms of these layers may be in one that is off
                faults += unknown_related(toml_file, table, names.keys())
            faults += unknown_passages(toml_file, table, passages.keys())
            faults += unknown_authorities(toml_file, table, authorities.keys())
            faults += _unnamed(toml_file, table, entries)
    if faults:
        raise GlossaryError(faults)
    del read_layers
    if roots.layers:
        for entry in entries.values():
            entry.senses = {identity: sense for identity, sense in entry.senses.items() if sense[0] in roots.layers}
        _assign_keys(merged, entries)
    if cues:
        _add_cues(merged, found, entries, note)
    order = {side: number for number, side in enumerate(sides)}
    for key in sorted(entries):
        entry = entries.pop(key)
        senses = sorted(entry.senses.values(), key=lambda sense: order[sense[1].side])
        merged.terms[key] = _term(entry, senses, names, passages, authorities)
        merged.unscanned.update(text for text in map(fold, entry.unscanned) if merged.keys.get(text, (text,))[0] == key)
        for _, sense in senses:
            if sense.cues:
                add_cues(merged.sense_cues, {key: {sense.side: tuple(map(fold, sense.cues))}})
    return merged


def _read_packaged(path: str, shown: str, sides: Mapping[str, str]) -> tuple[TomlFile, GlossaryTable]:
    """Read a layer of the package, or return what was read if the file has not changed.

    A window that stays open reads all layers at every change of one: 80 ms, of which 70 went into these files and their cues.
    """
    return _packaged_layer(path, shown, tuple(sides), stamp(path))


@lru_cache(len(PACKAGED))
def _packaged_layer(path: str, shown: str, sides: tuple[str, ...], _: object) -> tuple[TomlFile, GlossaryTable]:
    return read_glossary(path, shown, sides)


@lru_cache(len(PACKAGED))
def _packaged_cues(path: str, _: object) -> Cues:
    return read_cues(path)


def _add_cues(merged: Merged, found: Iterable[Layer], entries: Mapping[str, _Entry], note: Callable[[str], None]) -> None:
    """Add the cues that the package has for these terms."""
    for layer in found:
        if layer.name in (BUILT_IN, FIELD):
            path = cue_file(layer.name)
            note(path)
            cues = _packaged_cues(path, stamp(path))
            add_cues(merged.cues, {key: of_term for key, of_term in cues.items() if key in entries})


def _add_layer(
    entries: dict[str, _Entry], layer: str, toml_file: TomlFile, table: GlossaryTable, overrides: list[Override]
) -> Iterator[Fault]:
    for index, term in enumerate(table.term):
        key = fold(term.name)
        entry = entries.get(key)
        if entry is None:
            entry = entries[key] = _Entry(term)
        else:
            entry.add(term)
        for number, sense in enumerate(term.sense):
            same = entry.senses.get(sense.identity)
            if layer == PROJECT and same is not None and same[0] != PROJECT:
                overrides.append(_override(toml_file.path, entry.name, *same, hidden=bool(sense.hide)))
            if sense.hide:
                if entry.senses.pop(sense.identity, None) is None:
                    place = ("term", index, "sense", number)
                    problem = f'hides "{sense.meaning}", which no earlier layer gives for {sense.side}'
                    yield toml_file.fault(place, problem, "correct side and meaning, or remove it")
            else:
                entry.senses[sense.identity] = layer, sense
        if not entry.senses and not any(sense.hide for sense in term.sense):
            yield toml_file.fault(("term", index), f'"{term.name}" has no sense', "add a [[term.sense]] below it")


def _override(file: str, term: str, layer: str, sense: SenseTable, *, hidden: bool) -> Override:
    return Override(file=file, term=term, side=sense.side, meaning=sense.meaning, layer=layer, hidden=hidden)


def _union(texts: list[str], more: list[str]) -> list[str]:
    return [*dict.fromkeys((*texts, *more))]


def _assign_keys(merged: Merged, entries: dict[str, _Entry]) -> dict[str, str]:
    """Give every key to one term: headwords first, then aliases, then forms; of two terms, the one of the later layer.

    Return the headword that each key finds. Terms without a sense are left out.
    """
    for key in [key for key, entry in entries.items() if not entry.senses]:
        del entries[key]
    merged.keys.clear()
    for kind in ("form", "alias"):
        for key, entry in entries.items():
            for text in entry.all_forms() if kind == "form" else entry.aliases:
                merged.keys[fold(text)] = key, kind
    for key in entries:
        merged.keys.pop(key, None)
    names = {key: entry.name for key, entry in entries.items()}
    return names | {key: names[owner] for key, (owner, _) in merged.keys.items()}


def _unnamed(toml_file: TomlFile, table: GlossaryTable, entries: Mapping[str, _Entry]) -> Iterator[Fault]:
    """Yield the `unscanned` names of a file that are not names of their term."""
    for index, term in enumerate(table.term):
        entry = entries.get(fold(term.name))
        if term.unscanned and entry is not None:
            names = {*map(fold, (entry.name, *entry.aliases, *entry.all_forms()))}
            for number, text in enumerate(term.unscanned):
                if fold(text) not in names:
                    place = ("term", index, "unscanned", number)
                    yield toml_file.fault(
                        place, f'"{text}" is not a name of "{term.name}"', "write the term, an alias or a form"
                    )


def _term(
    entry: _Entry,
    senses: Iterable[tuple[str, SenseTable]],
    names: Mapping[str, str],
    passages: Mapping[str, tuple[Source, Passage]],
    authorities: Mapping[str, Authority],
) -> Term:
    return Term(
        term=entry.name,
        aliases=tuple(entry.aliases),
        forms={slot: tuple(forms) for slot, forms in entry.forms.items()},
        senses=tuple(
            Sense(
                side=sense.side,
                meaning=sense.meaning,
                definition=sense.definition or "",
                say=sense.say.by_slot(),
                layer=layer,
                citations=tuple(_citation(cite, passages) for cite in sense.cites),
                authorities=tuple(replace(authorities[one.id], section=one.section) for one in sense.authorities),
                examples=tuple(sense.examples),
            )
            for layer, sense in senses
        ),
        clash=entry.clash,
        related=tuple(dict.fromkeys(names[key] for key in map(fold, entry.related) if key in names)),
    )


def _citation(cite: CitationTable, passages: Mapping[str, tuple[Source, Passage]]) -> Citation:
    source, passage = passages[cite.passage]
    return Citation(
        source=source.id,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        date=source.date,
        paragraph=passage.paragraph,
        basis=cite.basis,
    )
