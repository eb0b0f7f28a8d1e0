"""Stores: the one in a file and the one in memory give the same answers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from twosense.store.lmdb import MemoryStore, open_file, write_file

KEYS = st.binary(min_size=1, max_size=4)
SECTIONS = st.dictionaries(
    st.sampled_from([b"one", b"two", b"three"]),
    st.dictionaries(KEYS, st.binary(max_size=8), min_size=1, max_size=8),
    max_size=3,
)


@given(SECTIONS, KEYS, st.integers(1, 4))
def test_both_stores_give_the_same_answers(sections: dict[bytes, dict[bytes, bytes]], key: bytes, limit: int) -> None:
    rows = [(name, each, of_name[each]) for name, of_name in sections.items() for each in sorted(of_name)]
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.lmdb")
        write_file(str(path), rows)
        memory, file = MemoryStore(rows), open_file(str(path))
        for name in (b"one", b"two", b"three", b"four"):
            assert list(file.items(name)) == list(memory.items(name))
            assert file.count(name) == memory.count(name)
            for prefix in (key, key[:1]):
                assert file.section(name).get(prefix) == memory.section(name).get(prefix)
                assert file.prefix_scanner(name)(prefix, limit) == memory.prefix_scanner(name)(prefix, limit)


def test_a_key_that_is_too_long_for_a_file_is_not_found(tmp_path: Path) -> None:
    path = str(tmp_path / "x.lmdb")
    write_file(path, [(b"one", b"key", b"value")])
    assert open_file(path).section(b"one").get(b"x" * 600) is None
