"""Importing: the terms of a table or of JSON that other programs wrote, as those of a glossary."""
