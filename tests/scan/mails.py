"""E-mails for tests, and what a scan makes of them."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

from tests.conftest import Run
from twosense.scan.mail import extract

DR = "The DR is cut.\n"


def mail(
    body: str = DR, subject: str = "Plan", cte: str = "8bit", charset: str = "utf-8", subtype: str = "plain"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "DR Team <dr@b.example>"
    message["Subject"] = subject
    message.set_content(body, cte=cte, charset=charset, subtype=subtype)
    return message


def found(run: Run, message: EmailMessage | bytes, *arguments: str, name: str = "a.eml") -> list[str]:
    """Return the places of what a scan reports, and of a decoded part its words."""
    Path(name).write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    done = run("scan", name, "--level", "all", "--format", "json", *arguments)
    assert done.returncode in (0, 1), done.stderr.decode()
    return [f"{one['line']}:{one['column']} {one['place']}".strip() for one in json.loads(done.stdout)]


def author_wrote(text: str) -> str:
    return words_of(mail(text).as_bytes()).removeprefix("Plan").strip()


def words_of(message: bytes) -> str:
    return " ".join(extract(message).text.decode().split())
