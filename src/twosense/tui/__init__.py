"""The terminal's window: the search as you type, the two sides beside each other, the evidence one key away.

Invariant: no lookup logic stands here, everything is asked of `twosense.api`; and nothing outside imports this package but
the command that opens the window, since Textual alone costs ten bare interpreter starts.
"""
