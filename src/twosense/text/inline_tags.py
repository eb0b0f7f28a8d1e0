"""Inline tags: the tags of HTML that neither separate words nor end a sentence.

Invariant: they hold no other tag, so that finding them takes linear time.
"""

from __future__ import annotations

INLINE_TAG = (
    r"</?(?:a|abbr|b|big|cite|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>"  # a regular expression
)
