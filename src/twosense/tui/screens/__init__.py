"""The screens: each fills the terminal, one per file."""
