"""Prose: running text, the terms found in it, and what each of them means there.

`masks` tells what is prose, `mentions` finds the terms, `senses` tells them apart, `findings` says what to do about it.
"""
