"""Commands: one per file, each with what its help says, a `configure(parser)` and a `run(options)`.

The help says SUMMARY, USAGE, EXAMPLES, and OUTCOMES, which are the meanings of the exit codes 0 and 1.
"""

COMMANDS = (
    "add",
    "check",
    "completions",
    "config",
    "eval",
    "explain",
    "export",
    "help",
    "import",
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
