"""Screens: what fills the terminal, one a file."""
