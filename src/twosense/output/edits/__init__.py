"""Translations of texts, formatted."""
