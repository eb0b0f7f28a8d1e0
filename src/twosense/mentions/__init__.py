"""Mentions: the terms of a glossary, found in running text."""
