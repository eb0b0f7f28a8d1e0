"""Completers: the suggestions of a shell for the value of an argument, written as shtab takes them for each shell.

Invariant: no text of a glossary is run by a shell. `compgen -W` in bash would run it: it expands `$(...)` in its word list.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself takes half the time of a bare interpreter start
if TYPE_CHECKING:
    Completer = str | dict[str, str | dict[str, str]]

FILE, FOLDER = "file", "directory"  # shtab's own
SIDES = ("marketing", "it")  # only the built-in sides: the completion script is static, and projects may add sides

TERM: Completer = {
    "bash": "_twosense_terms",
    "zsh": "_twosense_terms",
    "fish": "(twosense list 2>/dev/null)",
    "preamble": {
        "bash": """
_twosense_terms() {
  shopt -s nocasematch  # for this completion only, which runs in a process of its own
  local term start=${1//\\\\/}
  while IFS= read -r term; do
    [[ $term == "$start"* ]] && printf '%q\\n' "$term"
  done < <(twosense list 2>/dev/null)
}""",
        "zsh": """
_twosense_terms() {
  local expl
  local -a terms=("${(@f)$(twosense list 2>/dev/null)}")
  _wanted terms expl term compadd -M 'm:{a-zA-Z}={A-Za-z}' -a terms
}""",
    },
}


def words(*choices: str) -> Completer:
    """Return a completer that suggests these words without restricting the argument to them."""
    function = f"_twosense_{'_'.join(choices)}"
    return {
        "bash": function,
        "zsh": f"({' '.join(choices)})",
        "fish": " ".join(choices),
        "preamble": {"bash": f'{function}() {{ compgen -W "{" ".join(choices)}" -- "$1"; }}'},
    }
