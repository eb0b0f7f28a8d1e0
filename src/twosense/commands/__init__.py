"""Commands: one per file, each with a SUMMARY, a USAGE and EXAMPLES for its help, a `configure(parser)` and a `run(options)`.

A command for which the exit codes 0 and 1 do not mean "found" and "not found" has OUTCOMES.
"""

COMMANDS = (
    "check",
    "completions",
    "config",
    "eval",
    "explain",
    "help",
    "init",
    "list",
    "lookup",
    "paths",
    "pin",
    "scan",
    "schema",
    "search",
    "serve",
    "sources",
    "translate",
)
