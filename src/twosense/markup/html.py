"""HTML: prose is the text between tags, without scripts, styles and code.

A tokenizer of one regular expression, because the standard library's parser gives no byte offsets and takes quadratic time for
unclosed comments. Invariant: the spans are in order and do not overlap; the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPAQUE = ("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "template", "textarea", "tt", "var")

# An unclosed construct runs to the end, as in browsers.
_MARKUP = re.compile(
    rb"""
      <!--(?:.*?-->|.*+)
    | <!\[CDATA\[(?:.*?\]\]>|.*+)
    | <(?P<close>/)?(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*+)(?:[^>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)
    | <[!?/][^>]*+(?:>|\Z)
    | &(?:\#[0-9]{1,8}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});
    """,
    re.VERBOSE | re.DOTALL,
)


def spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans that are not prose, in byte offsets."""
    at = 0
    while found := _MARKUP.search(data, at):
        start, at = found.span()
        tag = (found["tag"] or b"").lower().decode()
        if tag in OPAQUE and not found["close"] and not found[0].endswith(b"/>"):
            # `re` caches the expression; to compile all twelve when the module is imported took 2 ms.
            end = re.compile(rb"</%b\b[^>]*+(?:>|\Z)|\Z" % tag.encode(), re.IGNORECASE).search(data, at)
            if end is not None:
                at = end.end()
        yield start, at
        if at == start:
            break
