"""Answers: how the answer to a lookup is written. One file for each format."""
