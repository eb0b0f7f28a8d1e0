"""The matcher: every occurrence is found, by Hyperscan and by `re` alike."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TOP, Run
from twosense.glossary.merge import merge
from twosense.mentions.folded import Folded
from twosense.mentions.names import NAMES, compile_rows, decode
from twosense.paths import LayerPaths
from twosense.text import matcher as module
from twosense.text.matcher import HyperscanMatcher, Matcher, ReMatcher, matcher

LETTERS = st.sampled_from([b"a", b"b", b" ", b"\xc3\xa9", b"\x01", b"("])
STRINGS = st.lists(st.lists(LETTERS, min_size=1, max_size=5).map(b"".join), unique=True, max_size=8)
TEXTS = st.lists(LETTERS, max_size=60).map(b"".join)
PROGRAM_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [b"@", b"/", b"\\", b"()", b"::", b"tel:", b"#a", b"$_", b"%B", b"${", b".py", b"-1", b" -x", b"\n-X", b"a=", b".="]
        ),
        st.binary(max_size=3),
    ),
    max_size=30,
).map(b"".join)
BOTH = [HyperscanMatcher, ReMatcher]


def both(patterns: Sequence[bytes], text: bytes, *, literal: bool = True) -> tuple[list[tuple[int, int]], ...]:
    """Return what each implementation finds; the order of occurrences with the same end is not defined."""
    found = tuple(kind(patterns, literal=literal).ends(text) for kind in BOTH)
    for ends in found:
        assert [end for end, _ in ends] == sorted(end for end, _ in ends)
    return tuple(sorted(ends) for ends in found)


@pytest.mark.parametrize("kind", BOTH)
@given(patterns=STRINGS, text=TEXTS)
def test_every_occurrence_is_found_in_the_order_of_the_ends(
    kind: type[HyperscanMatcher | ReMatcher], patterns: list[bytes], text: bytes
) -> None:
    found = kind(patterns).ends(text)
    assert [end for end, _ in found] == sorted(end for end, _ in found)
    assert sorted(found) == sorted(
        (start + len(pattern), number)
        for number, pattern in enumerate(patterns)
        for start in range(len(text))
        if text.startswith(pattern, start)
    )


def test_both_find_the_names_of_the_glossary_in_the_readme() -> None:
    compiled = next(value for _, key, value in compile_rows(merge(LayerPaths())) if key == NAMES)
    patterns = decode(compiled).patterns
    text = Folded((TOP / "README.md").read_bytes()).data
    hyperscan, plain = both(patterns, text)
    assert hyperscan == plain
    assert len(plain) > 20


@cache
def expressions() -> list[bytes]:
    """Return the expressions by which plain text finds candidates, recorded while a second copy of the module is loaded."""
    recorded: list[bytes] = []

    def record(patterns: Sequence[bytes], packed: bytes | None = None, *, literal: bool = True) -> Matcher:
        assert not literal
        recorded.extend(patterns)
        return matcher(patterns, packed, literal=literal)

    spec = importlib.util.find_spec("twosense.markup.plaintext")
    assert spec is not None
    assert spec.loader is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "matcher", record)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert recorded
    return recorded


@given(PROGRAM_TEXTS)
def test_both_find_the_expressions_of_plain_text(text: bytes) -> None:
    hyperscan, plain = both(expressions(), text, literal=False)
    assert hyperscan == plain


def test_both_find_the_expressions_of_plain_text_in_the_readme() -> None:
    hyperscan, plain = both(expressions(), (TOP / "README.md").read_bytes(), literal=False)
    assert hyperscan == plain
    assert len(plain) > 50


def test_both_find_the_longest_name_that_a_glossary_may_have() -> None:
    longest = b" " + b"a" * 511 + b" "
    names = [longest, b" " + b"a" * 400 + b" ", b" ab "]
    text = b" x" + longest + b"ab " + b"a" * 400 + b" "
    assert ReMatcher(names).ends(text) == HyperscanMatcher(names).ends(text) != []


@pytest.mark.slow
def test_a_scan_without_hyperscan_gives_the_same_findings(run: Run) -> None:
    arguments = [
        "scan",
        str(TOP / "README.md"),
        str(TOP / "tests" / "documents" / "texts"),
        "--format",
        "ndjson",
        "--level",
        "note",
    ]
    code = "import sys; sys.modules['hyperscan'] = None; from twosense.cli import main; sys.exit(main(sys.argv[1:]))"
    without = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    assert without.stdout.count(b"\n") > 200
    assert without.stdout == run(*arguments).stdout


@given(TEXTS)
def test_a_stored_matcher_finds_the_same(text: bytes) -> None:
    patterns = [b"a", b"ab", b"b a"]
    packed = matcher(patterns).packed()
    assert matcher(patterns, packed).ends(text) == matcher(patterns).ends(text)


@pytest.mark.parametrize("packed", [b"", b"\0", b"garbage" * 100, None])
def test_bytes_that_are_not_a_stored_matcher_are_ignored(packed: bytes | None) -> None:
    assert matcher([b"a"], packed).ends(b"ba") == [(2, 0)]


def test_a_matcher_stored_by_another_version_of_hyperscan_is_ignored() -> None:
    packed = bytearray(HyperscanMatcher([b"b"]).packed())
    packed[4] ^= 1  # the version
    assert HyperscanMatcher([b"a"], bytes(packed)).ends(b"ba") == [(2, 0)]


@pytest.mark.parametrize("kind", BOTH)
def test_an_expression_is_found_where_it_ends(kind: type[HyperscanMatcher | ReMatcher]) -> None:
    assert kind([rb"[ab]c", rb"\."], literal=False).ends(b"ac.bc") == [(2, 0), (3, 1), (5, 0)]


def test_several_threads_may_use_one_matcher() -> None:
    text = b"dr it x " * 5_000
    shared = matcher([b"dr ", b"it "])
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: len(shared.ends(text)), range(20))) == {len(re.findall(b"dr |it ", text))}
