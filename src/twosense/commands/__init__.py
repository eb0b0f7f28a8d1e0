"""Commands: one per file, each with what its help says, a `configure(parser)` and a `run(options)`.

The help says SUMMARY, USAGE, EXAMPLES, and OUTCOMES, the meanings of the exit codes that are not the same for all commands.
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
