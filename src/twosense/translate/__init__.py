"""Translate: rewrite a text for readers of the other side, as edits that can be explained and taken back."""
