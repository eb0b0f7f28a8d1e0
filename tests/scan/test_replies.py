"""Replies: what its author wrote in an e-mail is scanned, and quotations, attributions and signatures are not."""

from __future__ import annotations

import base64

import pytest

from tests.conftest import Run
from tests.linear import QUICK_S, expect_linear
from tests.scan.mails import author_wrote, found, words_of
from tests.sweeps.growing import repeated
from twosense.scan.replies import not_of_the_author


@pytest.mark.parametrize(
    "reply",
    [
        "> The DR\n>> The DR\n",
        "On Mon, 1 Jan 2024 at 10:00, DR Team <a@b.example> wrote:\n> x\n",
        "On Mon, 1 Jan 2024 at 10:00, a man of the\nDR Team <a@b.example> wrote:\n\n> x\n",
        *(f"Le lun. 1 janv. 2024 \u00e0 10:00, DR Team a \u00e9crit{space}:\n> x\n" for space in (" ", "\u00a0", "\u202f")),
        "-----Original Message-----\nFrom: DR Team\n\nThe DR is cut.\n",
        "________________________________\nFrom: DR Team\nSent: now\n\nThe DR is cut.\n",
        "From: DR Team\nSent: Monday\nTo: DR\n\nThe DR is cut.\n",
        "-- \nBob\nDR Team\n",
        "--\nBob\nDR Team\n",
        "Regards\n--\nBob\nDR Team\n",
        "--\nWe plan the DR.\n",
        "-- \nBob\nDR Team\n\n-- \nOur mailing list: dr@b.example\n",
        "-----BEGIN PGP MESSAGE-----\nVersion: DR\n\nabc/DR+\n=abc\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE-----\nComment: the DR - http://b.example\n\nabc/DR+\n=abc\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE-----\nComment: the DR - the\nDR\n\nabc/DR+\n=abc\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE-----\nComment: the DR - http://b.example\n\nabc/DR+",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_others_wrote_is_left_out_unless_asked_for(run: Run, reply: str, line_end: str) -> None:
    text = ("Hello.\n\n" + reply).replace("\n", line_end).encode()
    assert found(run, b"Subject: x\n\n" + text) == []
    assert found(run, b"Subject: x\n\n" + text, "--quotations")


def test_a_signed_text_is_read_without_its_signature() -> None:
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nThe DR - is cut.\n"
    assert author_wrote(text + "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n") == "The DR - is cut."


def test_prose_that_looks_a_little_like_a_reply_is_read() -> None:
    for text in ("On Monday the DR is cut.", "From: the DR", "-- the DR", "a > b", "On it goes\nand so on, he wrote"):
        assert author_wrote(text + "\n") == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "My DR text.\n--\nSecond section: the DR site.",
        "My DR text.\n\n--\n\nSecond section: the DR site.",
        "My DR text.\n\n--\n" + "A line of the author.\n" * 25,
    ],
    ids=["no blank line", "two blank lines", "many lines"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("is_encoded", [False, True])
def test_two_hyphens_that_divide_a_text_are_not_a_signature(is_encoded: bool, line_end: str, text: str) -> None:
    for signature in ("", "-- \nJane Doe\nDR Manager\n" + "x\n" * 8):
        body = f"{text}\n{signature}".replace("\n", line_end).encode()
        if is_encoded:
            body = b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(body)
        assert words_of(body if is_encoded else b"\n" + body) == " ".join(text.split())


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", " 2."])
@pytest.mark.parametrize("attribution", ["On Tue, Jan 3 2022, Bob wrote:", "On Tue, Jan 3 2022, Bob\n<bob@b.example> wrote:"])
def test_a_sentence_above_an_attribution_is_read(attribution: str, end: str, line_end: str) -> None:
    own = f"On Monday we failed over to the DR site{end}"
    assert words_of(f"\n{own}\n{attribution}\n> The DR\n".replace("\n", line_end).encode()) == own
    assert words_of(f"\n{own}\nBob wrote:\n> The DR\n".replace("\n", line_end).encode()) == f"{own} Bob wrote:"


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["", "a-b ", "a-b\n", "A: b\n"])
def test_armour_that_is_not_closed_takes_linear_time(piece: str) -> None:
    armour = f"-----BEGIN PGP SIGNATURE-----\n{piece}"
    expect_linear(repeated(armour, ""), lambda text: list(not_of_the_author(text.encode(), is_html=False)), least_s=QUICK_S)
    expect_linear(
        repeated(piece or "-", armour), lambda text: list(not_of_the_author(text.encode(), is_html=False)), least_s=QUICK_S
    )


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<blockquote ", '<div id="divRplyFwdMsg ', "<div class=gmail_attr "])
def test_tags_that_are_not_closed_take_linear_time(piece: str) -> None:
    expect_linear(repeated(piece, ""), lambda text: list(not_of_the_author(text.encode(), is_html=True)), least_s=QUICK_S)
