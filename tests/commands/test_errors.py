"""Errors that nobody raised on purpose: one line, and a status that does not say "findings"."""

from __future__ import annotations

import pytest

from tests.conftest import Run

LINE = (
    "twosense: internal error: ZeroDivisionError: no \ufffd[31mway; "
    "please report it with the command, run with TWOSENSE_TRACEBACK=1\n"
)


@pytest.fixture(autouse=True)
def _fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("no \x1b[31mway")

    monkeypatch.setattr("twosense.commands.scan.open_layers", fail)  # which imports it from the other, and must do so before
    monkeypatch.setattr("twosense.build.open_layers", fail)


@pytest.mark.parametrize("arguments", [("DR",), ("scan", "-")], ids=" ".join)
def test_a_fault_of_ours_is_one_line_and_exits_with_2(
    arguments: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TWOSENSE_TRACEBACK")
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", LINE)


def test_its_traceback_is_shown_on_request(run: Run) -> None:
    done = run("DR", TWOSENSE_TRACEBACK="1")
    assert done.returncode == 2
    assert done.stderr.startswith(b"twosense: Traceback (most recent call last):\n")
    assert done.stderr.decode().endswith(LINE)
