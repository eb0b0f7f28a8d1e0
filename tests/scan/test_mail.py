"""E-mail: what its author wrote is scanned, whatever the encoding, and what others wrote is not."""

from __future__ import annotations

import base64
import quopri
from email.policy import SMTP
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.linear import QUICK_S, expect_linear
from tests.scan.mails import DR, found, mail, words_of
from tests.sweeps.growing import repeated
from tests.sweeps.scale import share
from twosense import Glossary
from twosense.scan.mail import extract
from twosense.scan.mail_text import is_ascii_compatible

# Each is repeated in the body of a message.
NASTY = [
    b"a",
    b"=",
    b"=\n",
    b"=C3=A9",
    b"> ",
    b"-- \n",
    b"On a\n",
    b"From: a\n",
    b"--a\n",
    b"<blockquote>",
    b"\xe9",
    b"\n",
    b"__",
]
WORDS = st.lists(
    st.sampled_from(["The DR is cut.", "caf\u00e9", "a=b", "\u00fcber", "word " * 20, "\n", "\n\n", "\u20ac 5", "x" * 70]),
    max_size=8,
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable"])
@given(words=WORDS)
@settings(max_examples=8)
def test_places_are_those_of_the_file(encoding: str, charset: str, line_end: str, glossary: Glossary, words: list[str]) -> None:
    body = " ".join(words).replace("\n", line_end).encode(charset, "replace")
    if encoding == "quoted-printable":
        body = quopri.encodestring(body)
    head = f"Subject: Plan\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    data = head.replace("\n", line_end).encode() + body
    Path("a.eml").write_bytes(data)
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    findings = [one for one in glossary.scan(Path("a.eml"), level="all") if one.term == "DR"]
    assert len(findings) == words.count("The DR is cut.")
    for one in findings:
        assert quopri.decodestring(data[one.offset : one.offset + one.length]) == b"DR"
        assert lines[one.line - 1][one.column - 1 :].startswith(("DR", "D="))
        assert not one.place


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16", "utf-7", "iso-2022-jp", "koi8-r"])
def test_a_part_in_base64_has_lines_of_its_own(run: Run, charset: str) -> None:
    assert found(run, mail("Hello.\n\n" + DR, cte="base64", charset=charset)) == ["3:5 line 3 of part 1, decoded"]
    assert b"a.eml:3:5: warning: DR: line 3 of part 1, decoded: unclear" in run("scan", "-q", "a.eml").stdout
    assert b"DR" in run("explain", "a.eml:3:5").stdout


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable"])
@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("shift_jis", "\u8868\u793a \u30bd\u30d5\u30c8"),
        ("gbk", "\u4e02"),
        ("big5", "\u529f"),
        ("cp949", "\uac02"),
        ("cp037", "DR"),
    ],
)
def test_a_letter_that_ends_in_an_ascii_byte_is_decoded_as_a_whole(run: Run, charset: str, text: str, cte: str) -> None:
    body = f"{text}\n\n{text} DR is cut.\n".encode(charset)
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {cte}\n\n".encode()
    data = head + (quopri.encodestring(body) if cte == "quoted-printable" else body)
    assert extract(data).text.decode().split() == [*text.split(), *text.split(), "DR", "is", "cut."]
    assert found(run, data)[-1] == f"3:{len(text) + 2} line 3 of part 1, decoded"


@pytest.mark.parametrize(
    ("compatible", "charsets"),
    [
        (True, "utf-8 us-ascii iso-8859-1 windows-1252 koi8-r tis-620 euc-jp euc-kr gb2312 nosuch punycode unicode_escape"),
        (False, "shift_jis cp932 gbk gb18030 big5 big5hkscs cp949 johab utf-7 utf-16 iso-2022-jp iso-2022-kr hz cp037 cp864"),
    ],
)
def test_which_charsets_keep_ascii_bytes_for_ascii(compatible: bool, charsets: str) -> None:
    assert {charset: is_ascii_compatible(charset) for charset in charsets.split()} == dict.fromkeys(
        charsets.split(), compatible
    )


def test_a_word_that_the_encoding_broke_is_one_word(run: Run) -> None:
    body = b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\nThe agi=\nle one is late. The D=52 is.\n"
    assert found(run, body) == ["4:5", "5:21"]


def test_the_subject_is_read_and_other_headers_are_not(run: Run) -> None:
    assert found(run, mail("Hello.\n", subject="The DR is cut")) == ["2:14"]
    assert found(run, b"Subject: =?utf-8?q?Caf=C3=A9=3A_the_DR?=\nX-Note: the DR\nTo: DR\n\nHello.\n") == ["1:10"]
    assert found(run, b"Subject: =?nosuch?q?the_DR?=\n\nHello.\n") == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"=?utf-8?q?DR?= ", b"a=b; "])
def test_long_headers_are_read_in_linear_time(piece: bytes) -> None:
    start = "Content-Type: text/plain; " if b";" in piece else "Subject: "
    expect_linear(repeated(piece.decode(), start), lambda header: extract(f"{header}\n\nHello.\n".encode()))


def test_of_alternatives_the_plain_text_is_read(run: Run) -> None:
    message = mail(DR)
    message.add_alternative("<p>The agile one is late.</p>", subtype="html")
    assert len(found(run, message)) == 1
    assert b": DR: " in run("scan", "-q", "a.eml", "--level", "all").stdout


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("blank", ["", "\n", " \u00a0\n\n"])
def test_a_blank_plain_text_does_not_hide_the_page(run: Run, blank: str, cte: str) -> None:
    message = mail(blank, cte=cte)
    message.add_alternative(f"<p>{DR}</p>", subtype="html")
    assert len(found(run, message)) == 1


def test_html_is_read_without_tags_code_and_quotations(run: Run) -> None:
    page = (
        "<p title='DR'>The <b>DR</b> is cut.</p><code>DR</code><blockquote>The DR <blockquote>DR</blockquote> DR</blockquote>"
    )
    for encoding in ("quoted-printable", "8bit", "base64"):
        assert len(found(run, mail(page, subtype="html", cte=encoding))) == 1
        assert len(found(run, mail(page, subtype="html", cte=encoding), "--quotations")) == 4


def test_attachments_are_counted(run: Run) -> None:
    message = mail("Hello.\n")
    message.add_attachment(b"PK", maintype="application", subtype="x", filename="a.docx")
    message.add_attachment(b"x", maintype="image", subtype="png")
    message.add_attachment(DR, filename="notes.txt")
    message.add_attachment(DR, filename="fix.patch")
    assert len(found(run, message)) == 1
    assert b"1 warning in 1 file; 3 skipped: inside a file (attachment or page without text)" in run("scan", "a.eml").stderr


@pytest.mark.parametrize("boundary", ["", "; boundary=a"])
def test_parts_that_cannot_be_told_apart_are_counted(run: Run, boundary: str) -> None:
    assert found(run, f"Subject: the DR\nContent-Type: multipart/mixed{boundary}\n\n--b\n\n{DR}".encode()) == ["1:14"]
    assert b"; 1 skipped: inside a file" in run("scan", "a.eml").stderr


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b" \n\n"])
def test_blank_lines_above_the_headers_are_skipped(run: Run, blank: bytes) -> None:
    message = mail(DR, cte="base64")
    assert found(run, blank + message.as_bytes()) == ["1:5 line 1 of part 1, decoded"]
    assert found(run, b"Content-Type: message/rfc822\n\n" + blank + message.as_bytes()) == ["1:5 line 1 of part 1, decoded"]
    assert words_of(blank + b"No headers.\n\nText: the DR.\n") == "No headers. Text: the DR."


def test_a_message_in_a_message_is_read(run: Run) -> None:
    message = mail("See below.\n")
    message.add_attachment(mail(DR, cte="base64"))
    assert len(found(run, message)) == 1


@pytest.mark.parametrize("name", ["a.mbox", "a.MBX"])
def test_every_message_of_a_mailbox_is_read(name: str, run: Run) -> None:
    start = b"From a@b.example Mon Jan  1 10:00:00 2024\n"
    data = (
        start
        + mail(DR).as_bytes()
        + b"\n"
        + start
        + mail("One.\n" + DR, cte="base64").as_bytes()
        + b"\n>From here on: the DR\n"
    )
    assert found(run, data + b"\n" + start + mail(DR).as_bytes(), name=name) == [
        "8:5",
        "2:5 line 2 of part 2, decoded",
        "28:5",
    ]
    assert run("scan", ".").stdout


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_line_of_a_message_that_begins_with_from_does_not_end_it(run: Run, line_end: str) -> None:
    start = "From a@b.example Mon Jan  1 10:00:00 2024\nSubject: x\n\n"
    body = f"Hello.\nFrom 2019 on, the DR is cut.\nFrom 10:00:00 to 20:00:00 on 1 May 2024: the DR.\n\nFrom 2019 on,\n{DR}\n"
    data = (start + body + start + DR).replace("\n", line_end).encode()
    assert found(run, data, name="a.mbox") == ["5:19", "6:46", "9:5", "14:5"]


def test_a_baseline_knows_mails(run: Run) -> None:
    assert len(found(run, mail(DR, cte="base64"))) == 1
    Path("old.json").write_bytes(run("scan", "a.eml", "--format", "json").stdout)
    assert run("scan", "a.eml", "--baseline", "old.json").returncode == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"From ",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n",
        b"Content-Type: multipart/mixed\n\nx",
        b"Content-Type: multipart/mixed; boundary=\n\n--\n",
        b"Content-Type: text/plain; charset=nosuch\n\ncaf\xe9",
        b"Content-Transfer-Encoding: base64\n\n!!!!=",
        b"Content-Transfer-Encoding: nosuch\n\nDR",
        b"Content-Transfer-Encoding: uuencode\n\nbegin 644 x\n#0V%T\n`\nend\n",
        b"Content-Transfer-Encoding: quoted-printable\n\n=\xff=ZZ=C3\n=A9=",
        b"\xfe\x80: x\n\n\xff",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 50,
        b"Content-Type: message/rfc822\n\n" * 2000,
        b"Subject: =?utf-8?b?A?=\n\nDR",
        b"Subject: =?\xe9?q?DR?=\n\nDR",
        *(
            b"Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n4pi \xe9 =E9" % pair
            for pair in product((b"idna", b"undefined", b"punycode"), (b"8bit", b"quoted-printable", b"base64"))
        ),
        b"Content-Disposition: attachment; filename*=idna''%E9\n\nDR",
        b"Content-Type: multipart/mixed; boundary*=undefined''%E9\n\nDR",
        b"Content-Type: text/plain; charset*=utf-8''%00\n\ncaf\xe9",
        b"Content-Type: text/plain; name*=a; name*1*=b\n\nDR",
        b"Content-Type: text/plain; name*%s=a\n\nDR" % (b"9" * 5000),
    ],
    ids=lambda data: repr(data[:80]),
)
def test_a_broken_mail_is_no_obstacle(run: Run, data: bytes) -> None:
    Path("a.eml").write_bytes(data)
    done = run("scan", "a.eml")
    assert done.returncode in (0, 1), done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(("piece", "encoding"), share(product(NASTY, (b"8bit", b"quoted-printable", b"base64"))))
def test_the_time_is_linear(piece: bytes, encoding: bytes) -> None:
    def extracted(body: str) -> None:
        raw = base64.b64encode(body.encode("latin-1")) if encoding == b"base64" else body.encode("latin-1")
        data = b"Content-Type: text/html\nContent-Transfer-Encoding: " + encoding + b"\n\n" + raw
        extract(data)
        extract(data.replace(b"html", b"plain", 1))

    expect_linear(repeated(piece.decode("latin-1"), ""), extracted, least_s=QUICK_S)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("From ", "1"),
        ("From ", "From 1\n"),
        ("Content-Type: text/plain; charset=punycode\nContent-Transfer-Encoding: base64\n\n", "YTlh"),
    ],
)
def test_a_long_line_takes_linear_time(start: str, piece: str) -> None:
    expect_linear(repeated(piece, start), lambda text: extract(text.encode()), least_s=QUICK_S)


def test_a_mail_as_programs_send_it_is_read(run: Run) -> None:
    message = mail(DR, cte="quoted-printable")
    Path("a.eml").write_bytes(message.as_bytes(policy=SMTP))
    assert run("scan", "-q", "a.eml").stdout.startswith(b"a.eml:7:5: warning: DR: unclear")
