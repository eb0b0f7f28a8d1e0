"""Plain mode: the prompt that replaces the window for screen readers, and on terminals that cannot move the cursor.

A prompt asks for a word, and the answer follows below it, in one column, without frames, colours or symbols. The prompt
names the last term. Invariant: every line is written once and never changed, so that it can be read aloud.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

from twosense.api import Glossary, open_glossary
from twosense.output import diagnostics, stdout
from twosense.output.citations import article, authority
from twosense.output.diagnostics import ExitCode
from twosense.paths import LayerPaths
from twosense.search.query import unknown_words
from twosense.text.sanitize import replace_surrogates, sanitize

_HITS = 9  # of a search, so that each number is a single digit
_SYMBOLS = re.compile(r"^[◆●▲■★] ", re.MULTILINE)
_NAME_MATCHES = ("exact", "alias", "form")  # the tiers in which the query is one of the term's names
_WELCOME = """\
twosense, plain. Words that mean one thing to Marketing and another to IT.
Type a word, or describe it. Type ? for help.
"""
_HELP = """\
a word or a description: look it up
a number: show the term with this number in the last list
/sources: show what the sources of the last term say, or where to read them
/say: show only what to say instead of the last term
/back: return to the previous term
/quit, or an empty line: leave
"""


def run(layer_paths: LayerPaths, query: str, pick: bool) -> int:
    """Ask for words and answer them until the user leaves; with `pick`, print the first term that is chosen.

    Raises GlossaryError.
    """
    prompt = Conversation(open_glossary(layer_paths), diagnostics.show if pick else stdout.write, pick)
    term = prompt.run(query)
    if term:
        stdout.write(f"{term}\n")
    return ExitCode.INTERRUPTED if pick and not term else ExitCode.SUCCESS


class Conversation:
    """The conversation. `write` writes what the user reads; with `pick`, the first chosen term ends it."""

    def __init__(self, glossary: Glossary, write: Callable[[str], None], pick: bool) -> None:
        self._glossary, self._write, self._pick = glossary, write, pick
        self._visited: list[str] = []
        self._listed: Sequence[str] = ()

    def run(self, line: str) -> str:
        """Answer `line`, then each line that is typed, and return the picked term, "" if there is none."""
        if not line:
            self._write(_WELCOME)
        while True:
            if line and (picked := self._answer(line)):
                return picked
            self._write(f"{self._visited[-1] if self._visited else 'Search'}> ")
            stdout.flush()
            line = replace_surrogates(sys.stdin.readline()).strip()
            if line in ("", "/quit"):
                return ""

    def _answer(self, line: str) -> str:
        """Answer one line; return the term if it picks one."""
        last = self._visited[-1] if self._visited else ""
        if line == "?":
            self._write(_HELP)
        elif line == "/sources":
            self._write(self._sources(last))
        elif line == "/say":
            self._write(self._glossary.card(last, "say") or "Nothing to say instead.\n")
        elif line == "/back":
            del self._visited[-1:]
            self._write(self._visit(self._visited.pop()) if self._visited else "No earlier term.\n")
        elif line.isdecimal() and 0 < int(line[:4]) <= len(self._listed):
            return self._choose(self._listed[int(line[:4]) - 1])
        elif line.startswith("/"):
            self._write("No such command; ? lists them.\n")
        else:
            return self._search(line)
        return ""

    def _choose(self, term: str) -> str:
        if self._pick:
            return term
        self._write(self._visit(term))
        return ""

    def _search(self, query: str) -> str:
        hits = self._glossary.search(query, limit=_HITS)
        if hits and hits[0].tier in _NAME_MATCHES:
            return self._choose(hits[0].term)
        self._listed = [hit.term for hit in hits]
        unknown = unknown_words(query, hits)
        if not hits or unknown:
            self._write(f'"{sanitize(unknown or query)}" is not in the glossary.{" Nearest by meaning:" if hits else ""}\n')
        for number, term in enumerate(self._listed, 1):
            meanings = "; ".join(
                f"{self._glossary.sides[sense.side]}, {sense.meaning}" for sense in self._glossary.lookup(term).senses
            )
            self._write(f"{number}. {term}: {meanings}\n")
        if hits:
            self._write("Type a number to read one of them.\n")
        return ""

    def _visit(self, term: str) -> str:
        """Return the text of a term; remember it as visited, and its related terms as the numbered list."""
        self._visited.append(term)
        self._listed = self._glossary.lookup(term).related
        related = ", ".join(f"{number} {name}" for number, name in enumerate(self._listed, 1))
        text = _SYMBOLS.sub("", self._glossary.card(term)).replace("¶", "paragraph ")
        return re.sub(r"^Related: .*$", lambda _: f"Related: {related}", text, flags=re.MULTILINE)

    def _sources(self, term: str) -> str:
        senses = self._glossary.lookup(term).senses if term else ()
        cites = [cite for sense in senses for cite in sense.citations]
        passages = {(source.id, one.paragraph): one.says for source in self._glossary.sources for one in source.passages}
        said = [
            f"{article(cite)}, paragraph {cite.paragraph}: {passages[cite.source, cite.paragraph]}\n"
            for cite in {(cite.source, cite.paragraph): cite for cite in cites}.values()
        ]
        said += dict.fromkeys(f"{authority(one)}: {one.url}\n" for sense in senses for one in sense.authorities)
        return "".join(said) or "No source is cited.\n"
