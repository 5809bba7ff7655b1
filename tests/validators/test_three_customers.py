"""The page about three customers: what it issues, sends and records is what they can use."""

from __future__ import annotations

import email
import shutil
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.docs import pages
from tests.validators.rules import findings

PAGE = next(page for page in pages.pages() if page.name == "three-customers.md")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder after everything on the page was typed."""
    home = tmp_path_factory.mktemp("home")
    pages.play(pages.commands(PAGE.read_text("utf-8")), home)
    return home / "timelog"


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("2026-0001_Stadtwerke.xrechnung.xml", "xrechnung"),
        ("2026-0002_Bianchi-Srl.peppol.xml", "peppol"),
    ],
)
def test_the_official_rules_find_nothing(played: Path, name: str, profile: str) -> None:
    assert findings((played / "invoices" / name).read_bytes(), profile) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-0001_Stadtwerke.pdf", ["Rechnung", "04011000-12345-03", "395,83", "471,04 €"]),
        ("2026-0002_Bianchi-Srl.pdf", ["Fattura", "PO-2026-118", "Inversione", "951,25 €"]),
        ("2026-0003_Sakura-K.K.pdf", ["Invoice", "scope of tax", "45,000"]),
    ],
)
def test_the_pdf_has_the_words_and_figures_of_its_reader(
    played: Path, name: str, said: list[str]
) -> None:
    pdf = played / "invoices" / name
    text = subprocess.check_output(["pdftotext", "-layout", str(pdf), "-"], text=True)
    assert [one for one in said if one not in text] == []


def test_each_customer_with_email_is_sent_its_files(played: Path) -> None:
    sent = (played / "outbox.eml").read_bytes()
    parts = [b"From: " + one for one in sent.split(b"From: ")[1:]]
    found = {}
    for one in parts:
        message = email.message_from_bytes(one, policy=default)
        assert isinstance(message, EmailMessage)
        for attached in message.iter_attachments():
            found[attached.get_filename()] = attached.get_content()
    paths = [path for path in (played / "invoices").iterdir() if "Bianchi" not in path.name]
    files = {path.name: path.read_bytes() for path in paths}
    assert {name: _bytes(content) for name, content in found.items()} == files


def _bytes(content: object) -> bytes:
    return content.encode() if isinstance(content, str) else bytes(content)  # type: ignore[call-overload]
