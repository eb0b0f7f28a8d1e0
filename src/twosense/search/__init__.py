"""Search: find terms by name, spelling, initials or meaning."""
