"""Editing a term: which editor is opened where, what it is given, and what becomes of what was typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui.conftest import OpenWindow
from twosense import load
from twosense.errors import FileError
from twosense.glossary.draft import Draft
from twosense.paths import LayerPaths
from twosense.tui import external_editor

pytestmark = pytest.mark.usefixtures("own_config")

ENTRY = '[[term]]\nname = "{0}"\n[[term.sense]]\nside = "it"\nmeaning = "{0}"\ndefinition = "{0} it is."'


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vim", ["vim", "+7", "g.toml"]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+7", "g.toml"]),
        ("code", ["code", "--wait", "--goto", "g.toml:7"]),
        ("code -w", ["code", "-w", "--goto", "g.toml:7"]),
        ("hx", ["hx", "g.toml:7"]),
        ("subl", ["subl", "--wait", "g.toml:7"]),
        ("'my editor' -x", ["my editor", "-x", "g.toml"]),
        ("ed'", ["ed'", "g.toml"]),
    ],
)
def test_the_editor_opens_at_the_line_and_is_waited_for(
    editor: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "other")
    monkeypatch.setenv("VISUAL", editor)
    assert external_editor.command("g.toml", 7) == expected
    monkeypatch.delenv("VISUAL")
    assert external_editor.command("g.toml", 7) == ["other", "g.toml"]


@pytest.mark.parametrize(
    ("editor", "named"), [("/usr/bin/nvim -u NONE", "nvim"), ("sensible-editor", "your editor"), ("\x1b[31m", "\ufffd[31m")]
)
def test_an_editor_has_the_name_that_people_call_it_by(editor: str, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor)
    assert external_editor.name() == named


async def test_the_key_names_the_editor_before_it_opens(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "\x1b[31m")
    Path("brief.md").write_text("The DR site failed over.\n", encoding="utf-8")
    async with open_window((200, 30), mode="scan", path="brief.md") as window:
        named = "\ufffd[31m"
        assert f"^e Edit in {named}" in window.footer
        await window.press("f3")
        assert f"^e Edit in {named}" in window.footer
        assert f"Edit in {named}" in {command.title for command in window.app.get_system_commands(window.screen)}
        await window.type("zebra crossing ahead")
        assert f"^e adds it in {named}." in window.text


async def test_without_an_editor_the_key_says_what_to_set(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in "VISUAL", "EDITOR":
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", "")
    async with open_window((200, 30), query="DR") as window:
        assert "^e Edit term" in window.footer
        await window.press("ctrl+e")
        assert "No editor found; set EDITOR" in window.footer


async def test_adding_a_term_is_found_by_the_words_that_people_type(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "vi")
    async with open_window((200, 30), query="DR") as window:
        assert "^e Edit in vi" in window.footer
        for word in "add", "new":
            await window.press("f2")
            await window.pilot.press(*word, "enter")
            await window.until(lambda: "Add which term?" in window.text)
            await window.press(*"xqz", "enter")
            assert "No editor can be opened from here" in window.footer, "a test has no terminal for one"
        await window.type("xqz")
        assert "^e Add in vi" in window.footer


def filled(draft: Draft) -> None:
    path = Path(draft.path)
    text = path.read_text(encoding="utf-8")
    for meaning in ("one", "two"):
        text = text.replace('meaning = ""', f'meaning = "{meaning}"', 1)
    path.write_text(text.replace('definition = ""', 'definition = "What it is."'), encoding="utf-8")


def test_a_new_term_is_asked_for_by_both_sides_and_added_behind_the_others(user_glossary: Path) -> None:
    user_glossary.write_text(f"# mine\n{ENTRY.format('ABC')}", encoding="utf-8")
    draft = Draft(str(user_glossary))
    draft.begin('K"TLO', None, ["marketing", "it"])
    lines = Path(draft.path).read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# mine"
    assert lines[draft.line - 1 : draft.line + 1] == ["[[term]]", 'name = "K\\"TLO"']
    assert not draft.is_changed()
    faults = draft.faults(LayerPaths())
    assert faults
    assert {fault.file for fault in faults} == {str(user_glossary)}, "as the user knows it"
    assert draft.line_of(faults) > draft.line
    assert "KTLO" not in user_glossary.read_text(encoding="utf-8")
    filled(draft)
    assert draft.is_changed()
    assert draft.faults(LayerPaths()) == []
    draft.install()
    assert not draft.exists
    assert [sense.meaning for sense in load().lookup('K"TLO').senses] == ["one", "two"]
    assert load().lookup("ABC").found
    assert "stays blank" not in user_glossary.read_text(encoding="utf-8")


def test_a_draft_is_checked_without_a_folder_for_temporary_files(user_glossary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/dev/null/none")
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["it"])
    assert [fault.problem for fault in draft.faults(LayerPaths())] == ["is empty", "is empty"]


def test_a_side_that_stays_blank_is_left_out(user_glossary: Path) -> None:
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["marketing", "it"])
    path = Path(draft.path)
    template = path.read_text(encoding="utf-8")
    assert [str(fault).partition("glossary.toml")[2] for fault in draft.faults(LayerPaths())] == [
        f":{line}: term[0].sense[{sense}].{key}: is empty; write some text"
        for sense, line in enumerate((7, 12))
        for key, line in (("meaning", line), ("definition", line + 1))
    ]
    start, it = template.rsplit('meaning = ""', 1)
    path.write_text(f'{start}meaning = "upkeep"{it}', encoding="utf-8")
    (fault,) = draft.faults(LayerPaths())
    assert (fault.line, fault.problem, fault.fix) == (13, "is empty", "write some text")
    path.write_text(path.read_text(encoding="utf-8")[::-1].replace('""', '"peeK"', 1)[::-1], encoding="utf-8")
    assert draft.faults(LayerPaths()) == []
    draft.install()
    assert [sense.side for sense in load().lookup("KTLO").senses] == ["it"]
    assert '""' not in user_glossary.read_text(encoding="utf-8")


async def test_a_term_that_was_added_is_selected(
    open_window: OpenWindow, user_glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(_app: object, path: str, _line: int) -> str:
        text = Path(path).read_text(encoding="utf-8")
        Path(path).write_text(text.replace('""', '"A striped horse"'), encoding="utf-8")
        return ""

    monkeypatch.setattr("twosense.tui.term_editing._run_editor", edit)
    async with open_window() as window:
        await window.type("ransomware")
        assert window.browse.term == "campaign", "which is near by meaning"
        await window.press("ctrl+e")
        assert f"Saved what you wrote about “ransomware” in {user_glossary}" in window.footer
        assert window.browse.term == "ransomware", "at once, and not when the files are checked next"
        assert "A striped horse" in window.text


async def test_a_fault_names_the_side_and_the_editor_opens_at_its_line(
    open_window: OpenWindow, user_glossary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_glossary.write_text(ENTRY.format("ABC"), encoding="utf-8")
    opened_at = []

    def fill_the_last_meaning(_app: object, path: str, line: int) -> str:
        text = Path(path).read_text(encoding="utf-8")
        opened_at.append(text.split("\n")[line - 1].split("  #")[0])
        before, _, behind = text.rpartition('meaning = ""')
        Path(path).write_text(f'{before}meaning = "upkeep"{behind}', encoding="utf-8")
        return ""

    monkeypatch.setattr("twosense.tui.term_editing._run_editor", fill_the_last_meaning)
    async with open_window(query="xqz") as window:
        await window.press("ctrl+e")
        assert "IT: definition is empty in line " in window.text
        assert "sense[" not in window.text
        await window.press("1")
        assert "Marketing: definition is empty in line " in window.text
        assert "(and 1 more)" in window.text
    assert opened_at == ["[[term]]", 'definition = ""']


def test_an_editor_that_cannot_be_run_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "/opt/nano")
    error = FileNotFoundError(2, "No such file or directory")
    said = "nano cannot be run (EDITOR: No such file or directory); set EDITOR to another editor"
    assert external_editor.cannot_run(error) == said
    monkeypatch.setenv("VISUAL", "vi")
    assert external_editor.cannot_run(error).endswith("set VISUAL to another editor")


def test_an_entry_that_is_there_is_opened_at_its_line(user_glossary: Path) -> None:
    text = "\n\n".join(map(ENTRY.format, ("ABC", "Café")))
    user_glossary.write_text(text, encoding="utf-8")
    draft = Draft(str(user_glossary))
    draft.begin("café", None, ["it"])
    assert draft.line == text[: text.index('[[term]]\nname = "Café"')].count("\n") + 1
    assert Path(draft.path).read_text(encoding="utf-8") == text


def test_a_term_of_another_layer_comes_with_what_is_known_of_it(user_glossary: Path) -> None:
    draft = Draft(str(user_glossary))
    draft.begin("disaster recovery", load().lookup("DR"), ["marketing", "it"])
    text = Path(draft.path).read_text(encoding="utf-8")
    assert text.startswith('[[term]]\nname = "DR"\n')
    assert '# meaning = "disaster recovery"' in text
    assert draft.faults(LayerPaths()) == []


def test_a_file_that_changed_meanwhile_is_left_and_the_draft_kept(user_glossary: Path) -> None:
    user_glossary.write_text("# mine\n", encoding="utf-8")
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["it"])
    filled(draft)
    user_glossary.write_text("# theirs\n", encoding="utf-8")
    with pytest.raises(FileError, match="changed"):
        draft.install()
    assert user_glossary.read_text(encoding="utf-8") == "# theirs\n"
    assert draft.exists
    again = Draft(str(user_glossary))
    assert again.exists
    again.resume()
    assert again.is_changed()
    with pytest.raises(FileError, match="changed"):
        again.install()
    assert user_glossary.read_text(encoding="utf-8") == "# theirs\n"
    assert again.exists


def test_a_glossary_in_a_folder_that_cannot_be_made_is_named_and_the_draft_kept() -> None:
    Path("notes").write_text("A file, not a folder.\n", encoding="utf-8")
    draft = Draft(os.path.abspath("notes/team.toml"))
    draft.begin("KTLO", None, ["it"])
    filled(draft)
    with pytest.raises(FileError, match=r"team\.toml: cannot be written"):
        draft.install()
    assert draft.exists


def test_glossaries_with_names_alike_have_drafts_of_their_own() -> None:
    targets = ["/x/a-b/g.toml", "/x/a/b-g.toml", "/x/A/b-g.toml", f"/x/{'é' * 60}.toml", f"/y/{'é' * 60}.toml"]
    drafts = {Draft(target).path for target in targets}
    assert len(drafts) == len(targets)
    assert max(len(os.fsencode(os.path.basename(f"{path}.original"))) for path in drafts) < 256


@pytest.mark.parametrize("before", [None, "# mine\n"])
def test_a_draft_that_was_left_goes_on_where_it_was(user_glossary: Path, before: str | None) -> None:
    if before is not None:
        user_glossary.write_text(before, encoding="utf-8")
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["it"])
    filled(draft)
    again = Draft(str(user_glossary))
    again.resume()
    assert again.faults(LayerPaths()) == []
    again.install()
    assert user_glossary.read_text(encoding="utf-8").startswith(before or "[[term]]")
    assert load().lookup("KTLO").found
    assert list((user_glossary.parent / "drafts").iterdir()) == []


def test_a_glossary_that_somebody_has_begun_meanwhile_is_not_replaced(user_glossary: Path) -> None:
    Draft(str(user_glossary)).begin("KTLO", None, ["it"])
    user_glossary.write_text("# theirs\n", encoding="utf-8")
    again = Draft(str(user_glossary))
    again.resume()
    with pytest.raises(FileError, match="changed"):
        again.install()
    assert user_glossary.read_text(encoding="utf-8") == "# theirs\n"


def test_a_broken_glossary_can_be_mended(user_glossary: Path) -> None:
    user_glossary.write_text('[[term]]\nname = "ABC\n', encoding="utf-8")
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["it"])
    assert draft.line_of(draft.faults(LayerPaths())) == 2


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("is_used", [True, False])
def test_a_broken_glossary_of_a_project_can_be_mended(is_used: bool) -> None:
    target = Path("team.toml").resolve()
    broken = f"colour = 1\n{ENTRY.format('ABC')}\n"
    target.write_text(broken, encoding="utf-8")
    if is_used:
        Path(".twosense.toml").write_text('glossaries = ["team.toml"]\n', encoding="utf-8")
    draft = Draft(str(target))
    draft.begin("ABC", None, ["it"])
    layer_paths = LayerPaths()
    before = {name: getattr(layer_paths, name) for name in LayerPaths.__slots__}
    (fault,) = draft.faults(layer_paths)
    assert (fault.file, fault.line, fault.key) == (str(target), 1, "colour")
    assert draft.line_of([fault]) == 1
    Path(draft.path).write_text(broken.replace("colour = 1", "# none"), encoding="utf-8")
    assert draft.faults(layer_paths) == []
    assert draft.faults(layer_paths) == [], "a second call reads it once, too"
    Path(draft.path).unlink()
    with pytest.raises(FileError, match="cannot be read"):
        draft.faults(layer_paths)
    assert {name: getattr(layer_paths, name) for name in LayerPaths.__slots__} == before


async def test_a_window_that_cannot_be_suspended_says_so_and_loses_nothing(open_window: OpenWindow, home: Path) -> None:
    async with open_window() as window:
        await window.type("KTLO")
        await window.press("ctrl+e")
        assert "No editor can be opened from here" in window.footer
        assert window.query.value == "KTLO"
    assert not list((home / "config").rglob("*.toml"))


async def test_an_unfinished_draft_is_offered_again_and_kept(open_window: OpenWindow, user_glossary: Path) -> None:
    draft = Draft(str(user_glossary))
    draft.begin("KTLO", None, ["it"])
    filled(draft)
    text = Path(draft.path).read_text(encoding="utf-8")
    async with open_window((200, 30)) as window:
        await window.type("KTLO")
        await window.press("ctrl+e")
        assert "There is an unfinished draft" in window.text
        await window.press("escape")
        assert draft.exists
        await window.press("ctrl+e", "1")
        assert "No editor can be opened from here; your text is kept in " in window.footer
    assert Path(draft.path).read_text(encoding="utf-8") == text
