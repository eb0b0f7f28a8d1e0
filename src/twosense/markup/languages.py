"""Languages: which programming languages have comments that a scan can read, by the suffix of the file.

Invariant: a language has the name that Pygments gives it.
"""

from __future__ import annotations

_BY_LANGUAGE = {
    "python": ".py .pyi",
    "javascript": ".js .mjs .cjs .jsx",
    "typescript": ".ts .mts .cts .tsx",
    "java": ".java",
    "kotlin": ".kt .kts",
    "scala": ".scala",
    "groovy": ".groovy .gradle",
    "dart": ".dart",
    "c": ".c .h",
    "cpp": ".cc .cpp .cxx .hh .hpp .hxx",
    "csharp": ".cs",
    "go": ".go",
    "rust": ".rs",
    "ruby": ".rb",
    "php": ".php",
    "swift": ".swift",
    "objective-c": ".m .mm",
    "zig": ".zig",
    "r": ".r",
    "julia": ".jl",
    "elixir": ".ex .exs",
    "haskell": ".hs",
    "clojure": ".clj .cljs .cljc",
    "emacs-lisp": ".el",
    "common-lisp": ".lisp",
    "scheme": ".scm .rkt",
    "sql": ".sql",
    "bash": ".sh .bash .zsh",
    "powershell": ".ps1 .psm1",
    "perl": ".pl .pm",
    "lua": ".lua",
    "yaml": ".yaml .yml",
    "toml": ".toml",
    "terraform": ".tf",
    "nix": ".nix",
    "protobuf": ".proto",
    "graphql": ".graphql .gql",
    "css": ".css",
    "scss": ".scss",
    "less": ".less",
}
LANGUAGES = tuple(_BY_LANGUAGE)
LANGUAGE_OF = {suffix: language for language, suffixes in _BY_LANGUAGE.items() for suffix in suffixes.split()}
