"""Documents: random texts of real structure, whose sentences hold headwords with a sense.

Invariant: the same source of random numbers gives the same document.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from tests.translate.cases import cases

SENTENCES = [
    *(case.before for _, case in cases() if case.file == "x.md" and "\n" not in case.before),
    "What about the DR?",
    "Who owns the data?",
    "It is, in my view, late.",
    "We changed the agile view.",
    "Our naïve café — Zoë’s — sold e\u0301clairs. 🎉",
    "R&D asks: is A < B? See {this} and [that].",
    "“We cut the DR,” he said.",
]
MARKUPS = [
    *(("**", "**"), ("*", "*"), ("`", "`"), ("~~", "~~"), ("(", ")")),
    *(("[", "](https://example.com/DR)"), ("<b>", "</b>")),
]
ENDS = ("\n", "\r\n")


def sentences(rng: Random) -> str:
    """Return up to three sentences; a word may be marked up."""
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 3)))


def sentence(rng: Random) -> str:
    words = rng.choice(SENTENCES).split(" ")
    if rng.random() < 0.4:
        at = rng.randrange(len(words))
        before, behind = rng.choice(MARKUPS)
        words[at] = f"{before}{words[at]}{behind}"
    return " ".join(words)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line if line else by.rstrip() for line in text.split("\n"))


def _table(rng: Random) -> str:
    rows = [f"| {sentence(rng)} | {rng.randint(1, 99)} |" for _ in range(rng.randint(1, 3))]
    return "\n".join(["| What | DR |", "|:--|--:|", *rows])


def _list(rng: Random) -> str:
    marker = rng.choice(["- ", "* ", "+ ", "1. ", "- [ ] ", "2) "])
    rest = " " * len(marker.replace("[ ] ", ""))
    items = []
    for _ in range(rng.randint(1, 3)):
        items.append(marker + sentence(rng))
        if rng.random() < 0.3:
            items.append(_indented(rng.choice([_list, _quote, sentences])(rng), rest))
    return "\n".join(items)


def _quote(rng: Random) -> str:
    return _indented(rng.choice(BLOCKS)(rng) if rng.random() < 0.3 else sentences(rng), "> ")


def _wrapped(rng: Random) -> str:
    return "".join(rng.choice([" ", " ", " ", "\n", "  \n"]) if letter == " " else letter for letter in sentences(rng))


BLOCKS: list[Callable[[Random], str]] = [
    *(sentences, sentences, _wrapped, _list, _quote, _table),
    lambda rng: f"{'#' * rng.randint(1, 4)} {sentence(rng)}",
    lambda rng: f"{sentence(rng)}\n===",
    lambda rng: f"```\n{sentence(rng)}\n```",
    lambda rng: f"    {sentence(rng)}",
    lambda rng: f"{sentence(rng)}[^1]\n\n[^1]: {sentence(rng)}",
    lambda rng: f'See [{sentence(rng)[:30]}][ref] and [ref].\n\n[ref]: https://example.com/ "DR"',
    lambda rng: f'<div title="DR">\n{sentence(rng)}\n</div>',
    lambda rng: f"{sentence(rng)} &amp; {sentence(rng)} &#8217; <!-- {sentence(rng)} -->",
    lambda rng: "---",
]


def markdown(rng: Random) -> str:
    """Return a Markdown text of one to five blocks, maybe with front matter, CR LF or a byte order mark."""
    text = "\n\n".join(rng.choice(BLOCKS)(rng) for _ in range(rng.randint(1, 5)))
    if rng.random() < 0.1:
        text = f"---\ntitle: {rng.choice(SENTENCES)!r}\n---\n\n{text}"
    return _saved(rng, text)


def _saved(rng: Random, text: str) -> str:
    text += rng.choice(["", "\n", "\n\n"])
    return ("\ufeff" if rng.random() < 0.15 else "") + text.replace("\n", rng.choice(ENDS))


def _element(rng: Random, depth: int = 0) -> str:
    text = escape(rng.choice(SENTENCES), quote=rng.random() < 0.5)
    if rng.random() < 0.3:
        words = text.split(" ")
        at = rng.randrange(len(words))
        tag = rng.choice(["b", "em", "code", "a", "span"])
        words[at] = f"<{tag} title='DR'>{words[at]}</{tag}>"
        text = " ".join(words)
    tag = rng.choice(["p", "p", "li", "td", "div", "h2", "blockquote", "pre", "dd", "script", "textarea"])
    if tag == "script":
        return "<script>if (1 < 2) { DR('The DR site failed over in four hours.'); }</script>"
    inner = _element(rng, depth + 1) if depth < 2 and tag == "div" and rng.random() < 0.5 else ""
    comment = "<!-- The DR site failed over -->" if rng.random() < 0.1 else ""
    return f'<{tag} class="DR">{text}{comment}{inner}</{tag}>'


def html(rng: Random) -> str:
    """Return an HTML text of one to five elements, maybe with CR LF or a byte order mark."""
    body = rng.choice(["\n", "", "<br>\n"]).join(_element(rng) for _ in range(rng.randint(1, 5)))
    if rng.random() < 0.3:
        body = f"<!DOCTYPE html>\n<html><head><title>The DR site</title></head><body>{body}</body></html>"
    return _saved(rng, body)


LINES = (
    *("{}", "* {}", "== {}", "> {}", "- {}\n- {}", "|===\n|{}\n|===", "#+begin_quote\n{}\n#+end_quote", ".. note::\n\n   {}"),
    "{}\n" + "=" * 300,
    "====  ====\nDR    {}\n====  ====",
)


def lines(rng: Random) -> str:
    """Return a text of paragraphs, lists, titles and tables of all the other markups."""
    blocks = (rng.choice(LINES).replace("{}", rng.choice(SENTENCES)) for _ in range(rng.randint(1, 5)))
    return _saved(rng, "\n\n".join(blocks))
