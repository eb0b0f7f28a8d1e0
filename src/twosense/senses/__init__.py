"""Senses: which sense of a term a mention uses, how sure that is, and why."""
