"""Widgets: the parts of a screen, one a file. They show what they are given and tell what was chosen; they look up nothing."""
