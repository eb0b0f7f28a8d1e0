"""Tokens: the one rule for what a word is.

Invariant: a word is a run of letters and digits of any script; an underscore separates words.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+")
