"""The sizes of a terminal from which the window is laid out in another way."""

from __future__ import annotations

NARROW = 36  # columns: room for the number of terms
MEDIUM = 70  # columns: room for the name, and for the order of the sides
WIDE = 100  # columns: the list is left of the entry
ROOMY = 120  # columns: room for what the program is for, next to its name
BROAD = 150  # columns: a document and its reading each have room for long lines next to each other
VAST = 176  # columns: the passages have a pane of their own, right of the entry
TALL = 18  # lines: room for the filters, and for a list of more than three lines above the entry
SHORT = 9  # lines: with fewer, what is said about a document has one line
LOW = 8  # lines: with fewer, the list is one line and touches the entry
