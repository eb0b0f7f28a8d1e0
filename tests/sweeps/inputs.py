"""Random inputs that look like what people write, with every kind of fault: seeded, so that a failure can be repeated."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Mapping, Sequence

from tests.conftest import HEADWORDS

# Text that has misled some program: markup, controls, bidi, other scripts, combining marks, bytes that are not UTF-8.
ODD = [
    *("\x00", "\x07", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b2J", "\u202e", "\u2066", "\u2028", "\u200d", "\ufeff"),
    *(
        "\r",
        "\r\n",
        "\n\n",
        "\t",
        "\v",
        "\f",
        "\u00a0",
        "\u3000",
        "\u00ad",
        "\u0301",
        "\u0301" * 50,
        "\U0001f600",
        "\U0001f468",
    ),
    *(
        "e\u0301",
        "\u00e9",
        "\u4e2d\u6587",
        "\u05d0\u05d1",
        "\u0130",
        "\u00df",
        "\ufb01",
        "\u1e9e",
        "\u2126",
        "\uffff",
        "\U0010ffff",
    ),
    *("*", "**", "_", "`", "```\n", "~~~", "# ", "> ", "- ", "1. ", "|", "---\n", "[a](b)", "![", "](", "<b>", "</b>", "<!--"),
    *("-->", "<pre>", "<script>", "</script>", "<a href='", "&amp;", "&#0;", "&#x1b;", "&", "<", ">", "$x$", "\\", "{it}", "{"),
    *("<!-- twosense off -->", "<!-- twosense on -->", "<!-- twosense off DR -->", "twosense: off", "twosense: off-next-line"),
    *("::error::", "##[command]", "=1+1", '"', "'", "''", '"""', "@x", "http://x.y/DR?z", "a@b.c", "%", "%41", "`DR`", "<DR>"),
]
WORDS = [
    *HEADWORDS,
    *"the a of and to in is we that cut plan site campaign server spots failover sales budget it be not for".split(),
]
PATTERNS = [
    *("*", "**", "?", "/", "!", "#", "\\", "\\#", "\\!", " ", "[", "]", "[a-z]", "[!a]", "[^a]", "[z-a]", "[]]", "[[:alpha:]]"),
    *(
        "[[:x:]]",
        "(",
        ")",
        "+",
        "{",
        "}",
        "|",
        "^",
        "$",
        ".",
        "a",
        "md",
        ".md",
        "a/",
        "**/",
        "/**",
        "***",
        "\t",
        "\x00",
        "\r",
        "\u00e9",
    ),
]


def words(rng: random.Random, most: int = 40) -> str:
    """Return a text of words and odd pieces."""
    pieces = [rng.choice(ODD) if rng.random() < 0.2 else rng.choice(WORDS) for _ in range(rng.randint(0, most))]
    return "".join(piece + rng.choice((" ", " ", " ", "", "\n", ", ", ". ")) for piece in pieces)


def as_bytes(rng: random.Random, text: str) -> bytes:
    """Return a text as UTF-8, one in five times with bytes that are not."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if rng.random() < 0.2:
        for _ in range(rng.randint(1, 5)):
            position = rng.randint(0, len(data))
            data[position:position] = rng.choice((b"\xff", b"\xc3", b"\xe4\xb8", b"\xed\xa0\x80", b"\xf8\x88", b"\xc0\x80"))
    return bytes(data)


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Return bytes with a few of them deleted, doubled, moved or replaced."""
    result = bytearray(data)
    for _ in range(rng.randint(0, 4)):
        first, last = sorted((rng.randint(0, len(result)), rng.randint(0, len(result))))
        last = min(last, first + rng.choice((1, 3, 30)))
        kind = rng.randrange(4)
        if kind == 0:
            del result[first:last]
        elif kind == 1:
            result[first:first] = result[first:last] * rng.choice((1, 2, 40))
        elif kind == 2:
            result[first:last] = rng.choice(ODD).encode("utf-8", "surrogatepass")
        else:
            result[first:last] = rng.randbytes(last - first)
    return bytes(result)


def quoted(rng: random.Random, text: str) -> str:
    """Return a text as a TOML string of some kind, which may be wrong."""
    kind = rng.randrange(6)
    if kind == 0:
        return f"'{text}'"
    if kind == 1:
        return f'"""{text}"""'
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c) & 0xFFFF:04x}" for c in safe) + '"'


def value(rng: random.Random, depth: int = 0) -> str:
    """Return a TOML value of some type."""
    kind = rng.randrange(8)
    if kind < 4:
        return quoted(rng, words(rng, 3))
    if kind == 4 and depth < 3:
        return f"[{', '.join(value(rng, depth + 1) for _ in range(rng.randint(0, 3)))}]"
    if kind == 5 and depth < 3:
        return f"{{ passage = {value(rng, depth + 1)}, basis = 'stated' }}"
    return rng.choice(("1", "true", "1979-05-27", "-inf", "0x1F", "1e999", "[]", "{}", "9" * 5000, "07:32:00"))


def glossary(rng: random.Random) -> bytes:
    """Return a glossary, mostly valid."""
    lines = ["[sides.marketing]", 'label = "Marketing"', "[sides.it]", 'label = "IT"']
    for _ in range(rng.randint(0, 3)):
        name = rng.choice((rng.choice(HEADWORDS), words(rng, 3)))
        lines += ["[[term]]", f"name = {quoted(rng, name)}", *_some(rng, ("aliases", "forms", "related", "unscanned"), 0.2)]
        lines += [f"{key} = {quoted(rng, words(rng))}" for key in ("clash", "title") if rng.random() < 0.1]
        for side in rng.choices(("marketing", "it", "sales", "\x1b"), (8, 8, 1, 1), k=rng.randint(0, 3)):
            lines += ["[[term.sense]]", f"side = {quoted(rng, side)}", f"meaning = {quoted(rng, words(rng, 4))}"]
            lines += [f"{key} = {quoted(rng, words(rng))}" for key in ("definition", "say") if rng.random() < 0.8]
            lines += _some(rng, ("examples", "cues", "cites", "hide"), 0.15)
    return _finished(rng, lines)


def configuration(rng: random.Random) -> bytes:
    """Return a project's configuration, mostly valid."""
    lines = [f"glossaries = {rng.choice(('[]', '[1]', '[&]', value(rng)))}"] if rng.random() < 0.3 else []
    lines.append("[scan]")
    for key in ("include", "exclude", "ignore"):
        if rng.random() < 0.5:
            patterns = [quoted(rng, pattern(rng)) for _ in range(rng.randint(0, 3))]
            lines.append(f"{key} = [{', '.join(patterns)}]")
    sides = ("'it'", "'mixed'", "'cfo'")
    keys = {"for": sides, "from": sides, "level": ("'note'", "'all'", "'x'"), "baseline": ("'old'", "'.'", "'../x'", "'a.md'")}
    lines += _chosen(rng, keys, 0.3)
    if rng.random() < 0.3:
        lines.append("[translate]")
        lines += _chosen(rng, {"to": sides, "from": sides, "style": ("'gloss'", "'x'"), "headings": ("true", "1")}, 0.5)
    if rng.random() < 0.3:
        lines.append("[layers]")
        lines += _chosen(rng, {"built-in": ("true", "false", "'x'"), "user": ("true", "false"), "team": ("false",)}, 0.5)
    return _finished(rng, lines)


def _chosen(rng: random.Random, keys: Mapping[str, Sequence[str]], share: float) -> list[str]:
    """Return lines that give some of these keys one of their values, or any other."""
    return [f"{key} = {rng.choice((*values, value(rng)))}" for key, values in keys.items() if rng.random() < share]


def _some(rng: random.Random, keys: Sequence[str], share: float) -> list[str]:
    """Return lines that give some of these keys a list of texts, or a value of some other type."""
    chosen = [key for key in keys if rng.random() < share]
    return [f"{key} = {value(rng) if rng.random() < 0.3 else f'[{quoted(rng, words(rng, 2))}]'}" for key in chosen]


def _finished(rng: random.Random, lines: Sequence[str]) -> bytes:
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    return damaged(rng, data) if rng.random() < 0.4 else data


def pattern(rng: random.Random) -> str:
    """Return one line of a `.gitignore`."""
    return "".join(rng.choice(PATTERNS) for _ in range(rng.randint(0, 6)))


def table(rng: random.Random) -> bytes:
    """Return a table of terms, or the same as JSON, in some encoding."""
    names = ["Term", "Definition", "Side", "Meaning", "Synonyms", "Examples", "IT", "Marketing meaning", "Related", "say", "x"]
    header = rng.sample(names, rng.randint(2, 8))
    rows = []
    for _ in range(rng.randint(0, 12)):
        cells = [rng.choice((words(rng, 4), rng.choice(WORDS), "it", "Marketing", "", "=1", "'-x", "a; b")) for _ in header]
        rows.append(cells + ["more"] * (rng.random() < 0.05))
    if rng.random() < 0.3:
        return as_bytes(
            rng, json.dumps([dict(zip(header, row, strict=False)) for row in rows], ensure_ascii=rng.random() < 0.5)
        )
    text = io.StringIO()
    csv.writer(text, delimiter=rng.choice(",;\t|")).writerows([header, *rows])
    return text.getvalue().encode("utf-16") if rng.random() < 0.1 else as_bytes(rng, text.getvalue())
