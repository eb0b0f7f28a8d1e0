"""Prose: finding the terms in running text, and telling which sense is meant."""
