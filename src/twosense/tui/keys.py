"""Keys: every key of the window, declared once. Footer, help and the user's own keys are made from this table.

Invariant: an id names one key, and within one place no two ids share a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from textual.binding import Binding

Place = Literal["window", "search", "entry", "evidence", "help"]
PLACES: dict[Place, str] = {
    "window": "Everywhere",
    "search": "Searching",
    "entry": "Reading an entry",
    "evidence": "Reading the evidence",
    "help": "In this help",
}


_SHOWN = {"escape": "Esc", "enter": "Enter", "tab": "Tab", "up": "↑", "down": "↓", "left": "←", "right": "→", "slash": "/"}


class Key(NamedTuple):
    """One key: what it is called in the config, where it works, and what it says in footer and help.

    Without a `hint` it is not in the footer. A key that works in the search works in the entry, too.
    """

    id: str
    place: Place
    keys: str
    action: str
    hint: str
    help: str
    priority: bool = False


KEYS = (
    Key("search.read", "search", "enter", "read", "Read", "read the entry; with --pick, print the term and leave"),
    Key("search.entry", "search", "tab", "read(True)", "", "go into the entry, and back"),
    Key("search.down", "search", "down,ctrl+n", "move(1)", "", "the next term"),
    Key("search.up", "search", "up,ctrl+p", "move(-1)", "", "the term before"),
    Key("search.page_down", "search", "pagedown", "move(10)", "", "ten terms on"),
    Key("search.page_up", "search", "pageup", "move(-10)", "", "ten terms back"),
    Key("search.evidence", "search", "ctrl+o", "evidence", "Evidence", "the passages that bear the term out"),
    Key("search.copy", "search", "ctrl+y", "copy_card", "Copy", "copy the entry as plain text"),
    Key("search.swap", "search", "ctrl+t", "swap", "Swap sides", "swap the sides; the choice is remembered"),
    Key("search.back", "search", "alt+left,ctrl+b", "back", "", "back to where the last link was followed"),
    Key("search.leave", "search", "escape", "leave", "", "leave the entry, clear the search, then quit"),
    Key("entry.follow", "entry", "enter", "follow", "Open link", "open the marked link"),
    Key("entry.search", "entry", "/,i,tab", "screen.search", "Search", "back to the search"),
    Key("entry.next_link", "entry", "right,l,n", "link(1)", "Next link", "mark the next link"),
    Key("entry.previous_link", "entry", "left,h,p", "link(-1)", "", "mark the link before"),
    Key("entry.down", "entry", "down,j", "scroll(1)", "", "a line down"),
    Key("entry.up", "entry", "up,k", "scroll(-1)", "", "a line up"),
    Key("entry.page_down", "entry", "space,pagedown,ctrl+d,ctrl+f", "page(1)", "", "a page down"),
    Key("entry.page_up", "entry", "pageup,ctrl+u", "page(-1)", "", "a page up"),
    Key("entry.top", "entry", "g,home", "top", "", "the top"),
    Key("entry.bottom", "entry", "G,end", "bottom", "", "the bottom"),
    Key("entry.evidence", "entry", "o", "screen.evidence", "", "the passages that bear the term out"),
    Key("entry.copy", "entry", "y", "screen.copy_card", "", "copy the entry as plain text"),
    Key("entry.swap", "entry", "t", "screen.swap", "", "swap the sides"),
    Key("entry.back", "entry", "b,backspace", "screen.back", "", "back to where the last link was followed"),
    Key("evidence.down", "evidence", "down,j,ctrl+n", "move(1)", "Passages", "the next passage"),
    Key("evidence.up", "evidence", "up,k,ctrl+p", "move(-1)", "", "the passage before"),
    Key("evidence.next_link", "evidence", "right,l,tab", "link(1)", "Next link", "mark the next term that cites it"),
    Key("evidence.previous_link", "evidence", "left,h,shift+tab", "link(-1)", "", "mark the one before"),
    Key("evidence.follow", "evidence", "enter", "follow", "Open term", "open the marked term"),
    Key("evidence.next", "evidence", "n,ctrl+o", "cited(1)", "Next citation", "the next citation of the term"),
    Key("evidence.previous", "evidence", "N", "cited(-1)", "", "the citation before"),
    Key("evidence.page_down", "evidence", "space,pagedown", "page(1)", "", "scroll the passage down"),
    Key("evidence.page_up", "evidence", "pageup", "page(-1)", "", "scroll the passage up"),
    Key("evidence.back", "evidence", "escape,b,backspace", "back", "Back", "back to the entry"),
    Key("help.back", "help", "escape,q,enter", "back", "Back", "close the help"),
    Key("help.down", "help", "down,j", "scroll(1)", "", "a line down"),
    Key("help.up", "help", "up,k", "scroll(-1)", "", "a line up"),
    Key("help.page_down", "help", "space,pagedown", "scroll(10)", "", "a page down"),
    Key("help.page_up", "help", "pageup", "scroll(-10)", "", "a page up"),
    Key("window.more", "window", "f2", "command_palette", "More", "every command by name; themes", priority=True),
    Key("window.quit", "window", "ctrl+q", "leave", "", "quit", priority=True),
    Key(
        "window.copy", "window", "ctrl+c", "copy_or_quit", "", "copy the selected text; quit when there is none", priority=True
    ),
    Key("window.help", "window", "f1", "help", "Help", "all keys"),
)


def bindings(place: Place) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """The bindings of one place, for a `BINDINGS`."""
    return [
        Binding(key.keys, key.action, key.help, show=False, id=key.id, priority=key.priority)
        for key in KEYS
        if key.place == place
    ]


def hints(places: tuple[Place, ...], keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the footer shows of these places: a key and its hint. A key of an earlier place hides that of a later one."""
    taken: set[str] = set()
    for place in places:
        for key in KEYS:
            if key.place == place:
                keys = [one for one in keymap.get(key.id, key.keys).split(",") if one not in taken]
                taken.update(keys)
                if key.hint and keys:
                    yield keys[0], key.hint


def shown(key: str) -> str:
    """A key as people write it: `^t` for ctrl+t, `F1` for f1."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if key.startswith("f") and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)
