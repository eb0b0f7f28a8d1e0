"""The terminal window: search as you type, and read both senses side by side, with their sources.

Invariant: no lookup logic lives here; `glossary_service` asks the API for everything. Only the command that opens the window
imports this package, because importing Textual takes ten times as long as starting Python.
"""
