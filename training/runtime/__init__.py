"""Senses: which sense of a term a mention uses, worked out from weights that were learned from real text."""
