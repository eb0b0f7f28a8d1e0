"""Texts that grow without an end: each is a function from a size in bytes to a text of about that size.

A scan must take twice the time for twice the size, whatever is repeated.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, count, islice, product

Text = Callable[[int], str]

START = "The DR plan of the agile team. "
REWRITTEN = ("txt", "md", "html", "adoc", "org", "rst")  # what a translation takes
# What a file begins with, so that a text is read there: as a comment, or as the body of a message.
HEADS = {"csv": "", "py": "# ", "eml": "Subject: DR\n\n", "mbox": "From a 2020\nSubject: DR\n\n"}
MARKUPS = (*REWRITTEN, *HEADS)
# One character of each script and kind that text/fold.py, Unicode's normalisation or a word rule treats in its own way.
SCRIPTS = "éßﬁİΣжաאسन्กཀ한中あ𝔞😀ａ①½ℕ\u00a0\u200b\u00ad\u200d\u0301\u0316\u3099\ufeff\u2028\u0085\U000e0001"
# fmt: off
SEPARATORS = (
    " ", "  ", "   ", "\n", "\n\n", "\r", "\r\n", "\t", "\x0c", "\x0b", ", ", ". ", ".", "; ", ": ", " - ", "-", "–", "…",
    "?", "'", "'s ", "’s ", '"', "(", ") (", ")(", "/", " / ", "\\", "|", " | ", "=", "@", "#", "&", "&amp;", "&nbsp;", "*",
    "_", "**", " * ", " _", "`", "``", "~", "<", ">", "<b>", "</b>", "<br>", "\xa0", "\xad", "\u200b", " ́", "é", " é ", "中",
    "😀", "{it} ", "{marketing} ", "{", " {it", " (", " (disaster recovery) ", "\n> ", "\n- ", "\n1. ", "\n# ", "\n\n    ",
    "\n\t", "\n|",
)
# fmt: on
# What begins a construct of a markup and never ends it, or ends one that never began.
# fmt: off
PIECES = (
    "*", "**", "***", "_", "__", "*a", "*a ", "_a ", "**a ", "a*", "a**", "*a*", "**a**", "*a**", "~~", "~~a ", "~a ", "`",
    "``", "` ", "`a", "`a``", "\\`", "\\", "\\\\", "[", "]", "[]", "[a", "[a]", "[a](", "[a](b", "[a](b)", "[a]( ", "[a](<b",
    "[a][", "[a][b] ", "![", "![a](b", "[^a]", "[^a", "[[", "]]", "[](", "[a](b 'c", '[a](b "c', "<", "<a", "<a ", "<a>",
    "</a>", "<a b", "<a b=", "<a b='", '<a b="', "<!", "<!--", "<!-- ", "-->", "<!-- a -->", "<?", "<![CDATA[", "<!A",
    "<code>", "</code>", "<pre>", "<script>", "<style", "<div>", "&", "&a", "&amp", "&amp;", "&#", "&#1;", "&#x1;", "$", "$$",
    "$a", "$a$", "$$a$$", "{{", "}}", "{{a}}", "{%", "<%", "${", "->a", "::a", "a::", "a.", "a/", "a\\", "/", "//", "http://",
    "http://a ", "://", "www.", "a@b", "@", "#", "#a", "%a", "$a ", "a=", "a=b", "--a ", "A-1 ", "a()", "\n", "\r", "\r\n",
    " \n", "  \n", "\n ", "\n    ", "\n\t", "\\\n", "\n\n", "\na\n", "\na\n\n", "\n---\n", "\n===", "\na\n===\n", "\n***",
    "\n```\n", "\n```\na\n```\n", "\n~~~", "\n```", "\n#", "\n# a", "\n# a\n", "\n> ", "\n>", "\n> a\n", "> ", ">", "- ",
    "\n- ", "\n- a\n", "\n* a", "\n1. a", "1. ", "\n1) ", "\n- [ ] a", "\n+ a\n\n", "\n|", "\n| a ", "\n|a|b|",
    "\na|b\n-|-\n", "|", "\n|-|", "\n|a|\n|-|\n|b|", "\n[a]: b", "\n[a]: b 'c", "\n[a]:", "\n[^a]: b\n", "\n: a\n",
    "\n<div>\n", "\n<div>", "\n</div>\n\n", "\n<pre>\n", "\n<!--\n", "\n<!-- a -->\n", "\n<?a?>\n", "\n+++\n", "\n...\n",
    "\nX-a:", "\nSet-a: b", "\n=", "\n----", "\n::\n\n  a", "\n.. a::\n", "\n#+a\n", "'", '"', "''", "“", "”", "(", ")", "()",
    "(a) ", "...", "!", "?.", "\x1b[", "\x07", "\x7f", "a", "a ", "A", "A ", "1", "1 ", "_1", "'s", "a's", "s's ", "-", "- -",
)
# fmt: on
PREFIXES = {
    "front matter that never ends": ("---\n", "a: b\n"),
    "front matter of plus signs that never ends": ("+++\n", "a = 1\n"),
    "rules of front matter": ("---\n", "--- a\n"),
    "hunk that never ends": ("@@ -1,999999999 +1,999999999 @@\n", " a\n"),
    "hunks that end at once": ("\n", "@@ -1,9 +1,9 @@\na"),
    "list in list, then blank lines": ("- " * 1000, "\n"),
    "quote in quote, then text": ("> " * 1000, "\na"),
    "list in list, then text": ("- " * 1000, "\na b"),
    "list in list, then deep lines": ("- " * 500 + "a\n\n", " " * 1000 + "a\n\n"),
    "fence, then shorter fences": ("`" * 100 + "\n", "`" * 99 + "\n"),
    "long backticks, then shorter ones": ("`" * 5000 + "a", "`" * 99 + "a"),
    "footnote that is used again and again": ("[^a]: DR\n\n", "[^a] "),
    "reference that is used again and again": ("[a]: b 'c'\n\n", "[a] "),
    "long reference that is used again and again": (f"[a]: {'b' * 5000}\n\n", "[a] "),
    "definition, then mentions": ("DR (disaster recovery). ", "DR "),
    "two definitions, then mentions": ("DR (disaster recovery), DR (direct response). ", "DR "),
}
# fmt: off
SWITCHES = (
    "<!-- twosense off-next-line -->", "<!-- twosense off-next-line DR -->", "<!-- twosense off -->", "<!-- twosense on -->",
    "<!-- twosense off DR -->", "<!-- twosense on DR -->", "<!-- twosense off --><!-- twosense on -->", "<!-- twosense off",
    "<!-- twosense off DR --><!-- twosense off agile --><!-- twosense on -->", "<!-- twosense", "<!--twosense:off-->DR ",
    "twosense: off-next-line ", "twosense: off-next-line DR,", "twosense: off ", "twosense: on ", "twosense: off DR ",
    "twosense:", "twosense: off\nDR\ntwosense: on\n", "twosense: off-next-line\nDR\n", "twosense: off-next-line DR\nDR\n",
    "twosense: off DR\n", "<!-- twosense off-next-line -->\n", "<!-- twosense off-next-line DR -->\nDR\n",
    "DR <!-- twosense off DR -->\n",
)
# fmt: on
NESTING = (
    *(("[", "]"), ("(", ")"), ("![", "](a)"), ("[", "](a)"), ("*a ", " a*"), ("<b>", "</b>"), ("<div>\n", "</div>\n")),
    ("{{", "}}"),
)
NUMBERED = (
    *("[a{0}]: b\n", "[a{0}] ", "[^a{0}]: b\n\n", "[^a{0}] ", "<!-- twosense off a{0} -->", "twosense: off a{0}\n"),
    *("DR (a{0}) ", "a{0} DR ", "# a{0}\n"),
)
BEGINNINGS = (
    *(
        "a:",
        "a: ",
        "- a:",
        "if ",
        "class A",
        "return ",
        "@a",
        "a.",
        "a::",
        "a::[",
        ":a:",
        ".. ",
        ".. a::",
        "|",
        "#+a: ",
        "[[",
        "[a](",
        "<a ",
    ),
    *("\nFrom ", "\nOn ", "a=", '"', "'", "`", "(", "{", "\n\n  "),
)
RUNS = ("`", "*", "_", "[", "~", ">", "- ", " ", "\n", "#", "|", "&", "\u0301", "中", "$", "'", ".")


def repeated(piece: str, start: str = START) -> Text:
    """Return a text of a start and one piece again and again."""
    return lambda size: start + piece * (size // len(piece.encode("utf-8", "surrogatepass")))


def nested(opening: str, closing: str) -> Text:
    """Return a text in which constructs nest, all closed."""

    def text(size: int) -> str:
        times = size // len((opening + closing).encode())
        return f"{START}{opening * times}DR{closing * times}"

    return text


def counted(line: str) -> Text:
    """Return a text in which each piece has a number of its own."""

    def text(size: int) -> str:
        return START + "".join(islice(map(line.format, count()), size // (len(line) + 5)))

    return text


def runs_of_growing_length(piece: str) -> Text:
    """Return a text with a run of one, two, three ... pieces."""

    def text(size: int) -> str:
        return START + " a ".join(piece * length for length in range(1, int((2 * size / len(piece.encode())) ** 0.5)))

    return text


def one_of_each_category() -> Iterator[str]:
    """Yield the first character outside ASCII of each category of Unicode."""
    seen = {"Cs"}  # a surrogate has no bytes
    for character in map(chr, range(0x80, sys.maxunicode)):
        if unicodedata.category(character) not in seen:
            seen.add(unicodedata.category(character))
            yield character


def texts() -> Iterator[tuple[str, str, Text]]:
    """Yield for each text what is repeated in it, the suffix of its file, and the text."""
    for character in dict.fromkeys(chain(SCRIPTS, one_of_each_category())):
        name = f"U+{ord(character):04X}"
        yield f"run of {name}", "txt", repeated(character)
        yield f"{name} and a letter", "txt", repeated(f"{character}a")
        yield f"{name} and a mark", "txt", repeated(f"{character}\u0301\u0316")
        yield f"{name} and a mention", "md", repeated(f"DR{character}")
    for piece in PIECES:
        yield f"{piece!r} and a mention", "md", repeated(f"{piece}DR ")
    for markup, (name, text) in product(MARKUPS, _in_any_markup()):
        yield name, markup, _after(HEADS.get(markup, ""), text)


def _after(head: str, text: Text) -> Text:
    return lambda size: head + text(size)


def _in_any_markup() -> Iterator[tuple[str, Text]]:
    yield from ((f"mentions and {separator!r}", repeated(f"DR{separator}", "")) for separator in SEPARATORS)
    yield from ((repr(piece), repeated(piece)) for piece in (*PIECES, *SWITCHES))
    yield from ((name, repeated(piece, start)) for name, (start, piece) in PREFIXES.items())
    yield from ((f"{opening!r} in {opening!r}", nested(opening, closing)) for opening, closing in NESTING)
    yield from ((f"numbered {line!r}", counted(line)) for line in NUMBERED)
    yield from (
        (f"{start!r} and a run of {piece!r}", repeated(piece, START + start)) for start, piece in product(BEGINNINGS, RUNS)
    )
    yield from ((f"growing runs of {piece!r}", runs_of_growing_length(piece)) for piece in RUNS)
