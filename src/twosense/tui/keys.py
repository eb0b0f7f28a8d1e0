"""The keys: every key of the window, declared once. Footer, help, palette and the user's own keys derive from this table.

Invariant: an id names one key, and within one context no two ids share a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from textual.binding import Binding

KeyContext = Literal[
    "window", "search", "entry", "evidence", "scan", "translate", "editor", "prompt", "choice", "help"
]  # fmt: skip
CONTEXT_LABELS: dict[KeyContext, str] = {
    "window": "Everywhere",
    "search": "Searching",
    "entry": "Reading an entry",
    "evidence": "Reading the evidence",
    "scan": "Scanning a document",
    "translate": "Translating a text",
    "editor": "Typing a text",
    "prompt": "Typing a path",
    "choice": "Choosing an answer",
    "help": "In this help",
}


_LABELS = {"escape": "Esc", "enter": "Enter", "tab": "Tab", "up": "↑", "down": "↓", "left": "←", "right": "→", "slash": "/"}
_LABELS |= {"question_mark": "?", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End", "space": "Space"}
_LABELS |= {"backspace": "Backspace", "shift+tab": "Shift-Tab"}


class Key(NamedTuple):
    """A key: its id in the configuration, the context it works in, and its texts for footer and help.

    The footer leaves out a key without a `hint`, and a narrow one those of a higher `rank` first; the last one always stays.
    Every word of the hint is in the help, so that it can be found there. A key of the search also works in the entry.
    """

    id: str
    context: KeyContext
    keys: str
    action: str
    hint: str
    help: str
    priority: bool = False
    rank: int = 0


KEYS = (
    Key("search.read", "search", "enter", "open_entry", "Read", "read the entry; with --pick, print the term and quit"),
    Key("search.entry", "search", "tab", "open_entry(True)", "", "move to the entry, and back"),
    Key(
        "search.leave",
        "search",
        "escape",
        "leave",
        "Clear",
        "go back over a link, leave the entry, clear the search, then quit or cancel",
    ),
    Key("search.down", "search", "down,ctrl+n", "move(1)", "", "next term"),
    Key("search.up", "search", "up,ctrl+p", "move(-1)", "", "previous term"),
    Key("search.page_down", "search", "pagedown", "move(10)", "", "ten terms down"),
    Key("search.page_up", "search", "pageup", "move(-10)", "", "ten terms up"),
    Key("search.evidence", "search", "ctrl+o", "evidence", "Evidence", "read the evidence: the sources behind this term"),
    Key(
        "search.copy",
        "search",
        "ctrl+y",
        "copy",
        "Copy",
        "copy the entry as text or Markdown, what one side means, or only a wording",
    ),
    Key("search.swap", "search", "ctrl+t", "swap", "Swap", "swap the sides; the choice is saved", rank=1),
    Key(
        "search.filter",
        "search",
        "ctrl+l",
        "filter(1)",
        "Filter",
        "next filter: your own terms, a side, what is cited",
        rank=1,
    ),
    Key("search.filter_back", "search", "alt+l", "filter(-1)", "", "previous filter"),
    Key("search.undo", "search", "ctrl+z", "undo", "", "undo what was typed"),
    Key("search.back", "search", "alt+left", "back", "", "go back to the term before"),
    Key("search.forward", "search", "alt+right", "forward", "", "go forward again"),
    Key("entry.follow", "entry", "enter", "follow", "Open link", "open the selected link"),
    Key("entry.search", "entry", "/,i,tab", "screen.search", "Search", "go back to the search"),
    Key("entry.next_link", "entry", "right,l", "link(1)", "Select link", "select the next link"),
    Key("entry.previous_link", "entry", "left,h", "link(-1)", "", "select the previous link"),
    Key("entry.next", "entry", "n", "screen.move(1)", "Next term", "read the next term"),
    Key("entry.previous", "entry", "p,N", "screen.move(-1)", "", "read the previous term"),
    Key("entry.down", "entry", "down,j", "scroll(1)", "", "one line down"),
    Key("entry.up", "entry", "up,k", "scroll(-1)", "", "one line up"),
    Key("entry.page_down", "entry", "space,pagedown,ctrl+d,ctrl+f", "page(1)", "", "one page down"),
    Key("entry.page_up", "entry", "pageup,ctrl+u", "page(-1)", "", "one page up"),
    Key("entry.top", "entry", "g,home", "top", "", "go to the top"),
    Key("entry.bottom", "entry", "G,end", "bottom", "", "go to the bottom"),
    Key("entry.evidence", "entry", "o", "screen.evidence", "", "read the evidence"),
    Key("entry.copy", "entry", "y", "screen.copy", "", "copy the entry or only a wording"),
    Key("entry.swap", "entry", "t", "screen.swap", "", "swap the sides"),
    Key("entry.back", "entry", "b,backspace", "screen.back", "", "go back to the term before"),
    Key("entry.forward", "entry", "f", "screen.forward", "", "go forward again"),
    Key("evidence.back", "evidence", "escape,b,backspace", "back", "Back", "go back to the entry"),
    Key("evidence.down", "evidence", "down,j,ctrl+n", "move(1)", "Next passage", "next passage"),
    Key("evidence.up", "evidence", "up,k,ctrl+p", "move(-1)", "", "previous passage"),
    Key(
        "evidence.next_link", "evidence", "right,l,tab", "link(1)", "Select term", "select the next term that cites the passage"
    ),
    Key("evidence.previous_link", "evidence", "left,h,shift+tab", "link(-1)", "", "select the previous term"),
    Key("evidence.follow", "evidence", "enter", "follow", "Open term", "open the selected term"),
    Key("evidence.next", "evidence", "n,ctrl+o", "cited(1)", "Next citation", "go to the next citation of the term"),
    Key("evidence.previous", "evidence", "N", "cited(-1)", "", "go to the previous citation"),
    Key("evidence.page_down", "evidence", "space,pagedown", "page(1)", "", "scroll the passage down"),
    Key("evidence.page_up", "evidence", "pageup", "page(-1)", "", "scroll the passage up"),
    Key("scan.next", "scan", "n,down,right,l", "mention(1)", "Next", "next mention"),
    Key("scan.previous", "scan", "N,p,up,left,h", "mention(-1)", "", "previous mention"),
    Key("scan.decide", "scan", "enter", "decide", "Decide", "decide what to do about the mention"),
    Key(
        "scan.say_safely",
        "scan",
        "s",
        "say_safely",
        "Reword",
        "reword the mention: take the first wording, unless it is unclear",
    ),
    Key("scan.take_1", "scan", "1", "take(0)", "", "take the first wording"),
    Key("scan.take_2", "scan", "2", "take(1)", "", "take the second wording"),
    Key("scan.take_3", "scan", "3", "take(2)", "", "take the third wording"),
    Key("scan.take_4", "scan", "4", "take(3)", "", "take the fourth wording"),
    Key("scan.next_warning", "scan", "w", "mention(1, 'warning')", "Warning", "next warning", rank=1),
    Key("scan.previous_warning", "scan", "W", "mention(-1, 'warning')", "", "previous warning"),
    Key("scan.mark", "scan", "m", "mark", "Mark", "mark the mention with the side that is meant", rank=1),
    Key("scan.switch_off", "scan", "x", "switch_off", "Skip term", "skip the term: a comment in the document says so", rank=1),
    Key("scan.undo", "scan", "u,ctrl+z", "undo", "Undo", "undo the last change", rank=1),
    Key("scan.redo", "scan", "U", "redo", "Redo", "redo the change that was undone", rank=2),
    Key("scan.save", "scan", "ctrl+s", "save", "Save", "save the document, over its file or in another one"),
    Key("scan.open", "scan", "o,ctrl+o", "open", "Open", "open a document"),
    Key("scan.readers", "scan", "r", "readers", "Readers", "choose the readers of the document"),
    Key("scan.leave", "scan", "escape", "app.switch_mode('browse')", "", "go to Browse; the document stays open"),
    Key("scan.look_up", "scan", "d", "look_up", "Look up", "look the term up", rank=1),
    Key("scan.copy", "scan", "y,ctrl+y", "copy", "Copy", "copy the reading of the mention, or only a wording", rank=1),
    Key("scan.down", "scan", "j", "view('scroll(1)')", "", "one line down"),
    Key("scan.up", "scan", "k", "view('scroll(-1)')", "", "one line up"),
    Key("scan.page_down", "scan", "space,pagedown", "view('page(1)')", "", "one page down"),
    Key("scan.page_up", "scan", "pageup", "view('page(-1)')", "", "one page up"),
    Key("scan.top", "scan", "g,home", "view('top')", "", "go to the top"),
    Key("scan.bottom", "scan", "G,end", "view('bottom')", "", "go to the bottom"),
    Key("translate.next", "translate", "n,down,right,l", "item(1)", "Next", "next edit or question"),
    Key("translate.previous", "translate", "N,p,up,left,h", "item(-1)", "", "previous edit or question"),
    Key("translate.reject", "translate", "space", "reject", "Accept/reject", "accept the edit, or reject it"),
    Key("translate.decide", "translate", "enter", "decide", "Answer", "answer the question"),
    Key("translate.answer_1", "translate", "1", "answer(0)", "", "give the first answer"),
    Key("translate.answer_2", "translate", "2", "answer(1)", "", "give the second answer"),
    Key("translate.answer_3", "translate", "3", "answer(2)", "", "give the third answer"),
    Key("translate.copy", "translate", "y,ctrl+y", "copy", "Copy", "copy the result"),
    Key("translate.readers", "translate", "r,ctrl+r", "readers", "Readers", "choose the readers of the text"),
    Key("translate.style", "translate", "s", "style", "Style", "choose the style: how words are explained", rank=1),
    Key(
        "translate.save", "translate", "ctrl+s", "save", "Save", "save the result, over the file of the text or in another one"
    ),
    Key("translate.open", "translate", "o,ctrl+o", "open", "Open", "open a file", rank=1),
    Key(
        "translate.type",
        "translate",
        "i,e",
        "type",
        "Type",
        "type or change the text; without one, any character types",
        rank=1,
    ),
    Key("translate.undo", "translate", "u,ctrl+z", "undo", "Undo", "undo the last decision", rank=1),
    Key("translate.redo", "translate", "U", "redo", "Redo", "redo the decision that was undone", rank=2),
    Key("translate.accept_all", "translate", "a", "accept_all(True)", "Accept all", "accept all edits", rank=2),
    Key("translate.reject_all", "translate", "x", "accept_all(False)", "Reject all", "reject all edits", rank=2),
    Key("translate.leave", "translate", "escape", "app.switch_mode('browse')", "", "go to Browse; the text stays open"),
    Key("translate.look_up", "translate", "d", "look_up", "Look up", "look the term up", rank=1),
    Key("translate.down", "translate", "j", "view('scroll(1)')", "", "one line down"),
    Key("translate.up", "translate", "k", "view('scroll(-1)')", "", "one line up"),
    Key("translate.page_down", "translate", "pagedown", "view('page(1)')", "", "one page down"),
    Key("translate.page_up", "translate", "pageup", "view('page(-1)')", "", "one page up"),
    Key("translate.top", "translate", "g,home", "view('top')", "", "go to the top"),
    Key("translate.bottom", "translate", "G,end", "view('bottom')", "", "go to the bottom"),
    Key("prompt.complete", "prompt", "tab", "complete", "", "complete the path"),
    Key("prompt.undo", "prompt", "ctrl+z", "undo", "", "undo what was typed"),
    Key("prompt.back", "prompt", "escape", "back", "", "go back"),
    Key("choice.take", "choice", "enter", "take", "", "take the selected answer; a number takes its own"),
    Key("choice.down", "choice", "down,j,ctrl+n", "move(1)", "", "next answer"),
    Key("choice.up", "choice", "up,k,ctrl+p", "move(-1)", "", "previous answer"),
    Key("choice.back", "choice", "escape,q", "back", "", "choose nothing"),
    Key("editor.done", "editor", "escape,ctrl+s", "done", "Translate", "translate the text"),
    Key("editor.readers", "editor", "ctrl+r", "readers", "Readers", "choose the readers of the text"),
    Key("editor.undo", "editor", "ctrl+z", "undo", "Undo", "undo what was typed", rank=1),
    Key("editor.redo", "editor", "ctrl+y", "redo", "Redo", "redo what was undone", rank=1),
    Key("help.back", "help", "escape,q,enter", "screen.back", "Back", "go back from the help"),
    Key("help.down", "help", "down,j", "scroll(1)", "", "one line down"),
    Key("help.up", "help", "up,k", "scroll(-1)", "", "one line up"),
    Key("help.page_down", "help", "space,pagedown", "page(1)", "", "one page down"),
    Key("help.page_up", "help", "pageup", "page(-1)", "", "one page up"),
    Key(
        "window.more", "window", "f2", "command_palette", "Commands", "all commands by name, and themes", priority=True, rank=1
    ),
    Key("window.browse", "window", "f3", "app.switch_mode('browse')", "Browse", "browse the glossary: look words up"),
    Key("window.scan", "window", "f4", "app.switch_mode('scan')", "Scan", "scan a document"),
    Key("window.translate", "window", "f5", "app.switch_mode('translate')", "Translate", "translate a text"),
    Key(
        "window.edit",
        "window",
        "ctrl+e",
        "screen.edit_term",
        "Edit term",
        "edit the term in your editor, or add it",
        priority=True,
        rank=1,
    ),
    Key("window.quit", "window", "ctrl+q", "leave", "", "quit", priority=True),
    Key("window.copy", "window", "ctrl+c", "copy_or_quit", "", "copy the selection; quit if there is none", priority=True),
    Key(
        "window.suspend",
        "window",
        "alt+z",
        "suspend_process",
        "Suspend",
        "suspend the window and go back to the shell; `fg` brings it back",
        priority=True,
        rank=3,
    ),
    Key(
        "window.help",
        "window",
        "f1,question_mark",
        "help",
        "Help",
        "help with all keys; ? opens it, too, where you do not type",
        rank=9,
    ),
)


def bindings(context: KeyContext) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return the `BINDINGS` of one context."""
    return [
        Binding(key.keys, key.action, key.help, show=False, id=key.id, priority=key.priority)
        for key in KEYS
        if key.context == context
    ]


class Hint(NamedTuple):
    """A key in the footer, what it does, the id of its action, and how soon a narrow footer leaves it out."""

    key: str
    label: str
    id: str
    rank: int


def footer_hints(
    contexts: Iterable[KeyContext], keymap: Mapping[str, str], without: str = "", *, typing: bool = False
) -> Iterator[Hint]:
    """Return the hints for the footer, by rank, without that of one id. A key of an earlier context hides that of a later one.

    While the user is `typing`, a key that is a character only types it.
    """
    return iter(sorted(_hints(contexts, keymap, without, typing=typing), key=lambda hint: hint.rank))


def _hints(contexts: Iterable[KeyContext], keymap: Mapping[str, str], without: str, *, typing: bool) -> Iterator[Hint]:
    taken: set[str] = set()
    for context in contexts:
        for key in KEYS:
            if key.context == context:
                keys = [name for name in keymap.get(key.id, key.keys).split(",") if name not in taken]
                taken.update(keys)
                keys = [name for name in keys if not (typing and _is_character(name))]
                if key.hint and keys and key.id != without:
                    yield Hint(keys[0], key.hint, key.id, key.rank)


def _is_character(key: str) -> bool:
    return len(key) == 1 or key in ("question_mark", "slash", "space")


def key_of(id_: str, keymap: Mapping[str, str]) -> str:
    """Return the label of the key of an action, "" if there is no such action."""
    return next((key_label(keymap.get(key.id, key.keys).split(",")[0]) for key in KEYS if key.id == id_), "")


def key_label(key: str) -> str:
    """Return a key as people write it: `^t` for ctrl+t, `F1` for f1."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if key.startswith("alt+"):
        return "Alt-" + key_label(key.removeprefix("alt+"))
    if key.startswith("f") and key[1:].isdecimal():
        return key.upper()
    return _LABELS.get(key, key)
