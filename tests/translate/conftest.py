"""A glossary for all tests of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosense import Glossary, load


@pytest.fixture(scope="module")
def glossary(shared: Path) -> Glossary:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(shared / "config"))
        patch.setenv("XDG_CACHE_HOME", str(shared / "cache"))
        return load(project=False)
