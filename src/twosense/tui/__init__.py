"""The terminal window: search as you type, both senses side by side, the evidence one key away.

Invariant: no lookup logic lives here; `glossary_service` asks the API for everything. Only the command that opens the window
imports this package, because importing Textual takes ten times as long as starting Python.
"""
