"""Exports: a glossary for other programs and people, one module a format."""
