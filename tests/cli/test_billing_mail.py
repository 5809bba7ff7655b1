"""``billing send --mail``: documents go to a server or command, once, or it is said why not."""

from __future__ import annotations

import email
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from email import policy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests import mailservers, processes
from tests.cli import bills
from tests.harness import At, Cli, Result, once
from tests.mailservers import PASSWORD, mail_server, rude_server
from timelog_cli.usecases.billing import mailing

NOW = "2026-12-01 09:00"
SEND = "billing send 2026-0001 --mail"
AGAIN = "to send it again: timelog billing send 2026-0001 --mail --again"
UNCLEAR = (
    "cannot send 2026-0001: it may already have arrived: the last attempt ended without an answer"
)
UNKNOWN = "to send it again if it has not arrived: timelog billing send 2026-0001 --mail --again"
SETTINGS = {"seller_name": "Ada Rossi", "seller_email": "ada@seller.example"}


@once
def _billed(cli: Cli) -> None:
    bills.story(cli)
    cli.run("customer edit Acme --email grace@acme.example")
    bills.issue(cli)


@pytest.fixture
def billed(cli: Cli) -> Cli:
    _billed(cli)
    return cli


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a certificate authority that only these tests trust."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("authority")
    mailservers.make_certificates(folder)
    return folder


@pytest.fixture
def trusted(authority: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
    return authority


def by_server(cli: Cli, port: int, **more: str) -> At:
    """The program with a mail server on this machine."""
    values = {"mail_host": "localhost", "mail_port": str(port), "mail_security": "none", **more}
    bills.settings(cli, **SETTINGS, **values)
    return cli.at(NOW)


def by_command(cli: Cli, script: str, **more: str) -> At:
    """The program with a mail command of a few lines of shell."""
    path = cli.folder / "bin" / "mailer"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    bills.settings(cli, **SETTINGS, mail_command=f"{path} -t 'one word'", **more)
    return cli.at(NOW)


def kept(cli: Cli) -> At:
    """The program with a command that keeps each message: ``1.eml``, ``2.eml`` and so on."""
    return by_command(cli, f'cd {cli.folder}\ncat >"$(($(ls | grep -c eml) + 1)).eml"')


def parsed(content: bytes) -> Any:
    return email.message_from_bytes(content, policy=policy.default)


def text_of(message: Any) -> str:
    return str(message.get_body().get_content()).replace("\r\n", "\n")


def enlarge(cli: Cli, size: int) -> bytes:
    """Make the kept HTML of the document so large, as no invoice is; its bytes."""
    content = os.urandom(size)
    cli.rows("UPDATE customer SET formats = 'html'")
    cli.rows("DROP TRIGGER document_update_rules")
    cli.rows(
        "UPDATE document SET bytes = ?, sha256 = ? WHERE format = 'html'",
        *(content, sha256(content).hexdigest()),
    )
    return content


def standing(cli: Cli, number: str = "2026-0001") -> tuple[Any, int]:
    """The day a document was sent, and the number of its messages."""
    shown = cli.at(NOW).run(f"billing show {number} --json").json
    return shown["sent_on"], len(shown["messages"])


def not_sent(cli: Cli, result: Result, message: str, hint: str | None = None) -> None:
    """The command ended with code 6 and says why, the document is as it was, nothing is left."""
    assert result.code == 6
    assert result.err.splitlines()[0] == f"error: cannot send 2026-0001: {message}"
    assert hint is None or f"hint: {hint}" in result.err.splitlines()
    assert standing(cli) == (None, 0)
    assert not outbox(cli).exists()


def outbox(cli: Cli) -> Path:
    return cli.folder / "timelog.db.mail"


class TestAMessage:
    def test_is_sent_with_the_document_and_the_document_is_marked(self, billed: Cli) -> None:
        with mail_server() as server:
            sent = by_server(billed, server.port).run(SEND)
        assert sent.err == "Sent 2026-0001 to grace@acme.example.\n"
        (received,) = server.received
        assert received.sender == "ada@seller.example"
        assert received.recipients == ["grace@acme.example"]
        message = parsed(received.content)
        assert message["From"] == "Ada Rossi <ada@seller.example>"
        assert message["To"] == "Acme <grace@acme.example>"
        assert message["Subject"] == "Invoice 2026-0001, Ada Rossi"
        assert message["Date"].datetime.isoformat() == "2026-12-01T09:00:00+01:00"
        (attached,) = message.iter_attachments()
        assert attached.get_filename() == "2026-0001_Acme.pdf"
        assert attached.get_content_type() == "application/pdf"
        document = billed.run("billing show 2026-0001 --format pdf").raw
        assert attached.get_payload(decode=True) == document
        assert standing(billed) == ("2026-12-01", 1)
        assert not outbox(billed).exists()

    def test_says_what_is_to_be_paid(self, billed: Cli) -> None:
        kept(billed).run(SEND)
        text = text_of(parsed((billed.folder / "1.eml").read_bytes()))
        assert text == (
            "Hello,\n\nPlease find attached our invoice 2026-0001 of 2026-11-30.\n\n"
            "Invoice: 2026-0001\nDate: 2026-11-30\nDue: 2026-12-30\nAmount due: $135.00\n"
            "Reference: 2026-0001\n\nKind regards\nAda Rossi\n"
        )

    def test_is_shown_with_the_document(self, billed: Cli) -> None:
        with mail_server() as server:
            sent = by_server(billed, server.port).run(f"{SEND} --json").json
        (message,) = sent["messages"]
        identifier = parsed(server.received[0].content)["Message-ID"]
        assert message == {
            "sent_at": "2026-12-01T09:00:00+01:00",
            "message_id": identifier.strip("<>"),
            "recipients": ["grace@acme.example"],
            "level": None,
        }
        shown = billed.run("billing show 2026-0001")
        assert shown.err == "Sent to grace@acme.example: 2026-12-01 09:00\n"
        assert billed.run("billing show 2026-0001 --json").json["messages"] == [message]

    def test_goes_to_whom_one_says_with_copies(self, billed: Cli) -> None:
        words = '--to "Grace Hopper <grace@x.example>" --to b@x.example --cc c@x.example'
        with mail_server() as server:
            at = by_server(
                billed, server.port, mail_bcc="me@seller.example", mail_from="Billing <b@s.example>"
            )
            sent = at.run(f"{SEND} {words} --json").json
        (received,) = server.received
        everybody = ["grace@x.example", "b@x.example", "c@x.example", "me@seller.example"]
        assert received.recipients == everybody
        assert received.sender == "b@s.example"
        message = parsed(received.content)
        assert message["To"] == "Grace Hopper <grace@x.example>, b@x.example"
        assert message["Cc"] == "c@x.example"
        assert message["From"] == "Billing <b@s.example>"
        assert b"me@seller.example" not in received.content
        assert sent["messages"][0]["recipients"] == everybody[:3]

    def test_tells_a_command_who_gets_an_unseen_copy(self, billed: Cli) -> None:
        at = by_command(billed, f"cat >{billed.folder}/1.eml", mail_bcc="me@seller.example")
        at.run(SEND)
        assert parsed((billed.folder / "1.eml").read_bytes())["Bcc"] == "me@seller.example"

    def test_says_what_one_writes(self, billed: Cli) -> None:
        text = "Grüße aus Rom 🌍\n.\n..\nFrom here\n" + "word " * 400 + "\n"
        with mail_server() as server:
            at = by_server(billed, server.port)
            at.run(f"{SEND} --subject 'Für Sie: 🧾' --text -", stdin=text.encode())
        message = parsed(server.received[0].content)
        assert message["Subject"] == "Für Sie: 🧾"
        assert text_of(message) == text.rstrip() + "\n"

    def test_has_the_timesheet_if_that_is_asked_for(self, billed: Cli) -> None:
        kept(billed).run(f"{SEND} --with-timesheet")
        message = parsed((billed.folder / "1.eml").read_bytes())
        names = [one.get_filename() for one in message.iter_attachments()]
        assert names == ["2026-0001_Acme.pdf", "2026-0001_Acme_timesheet.pdf"]

    def test_is_in_the_language_and_the_formats_of_the_customer(self, billed: Cli) -> None:
        billed.run("customer edit Acme --locale de_DE --contact 'Grace Hopper'")
        billed.rows("UPDATE customer SET formats = 'csv,json,md'")
        billed.run("billing item add case-1 Train 45.00")
        bills.issue(billed)
        kept(billed).run("billing send 2026-0002 --mail")
        message = parsed((billed.folder / "1.eml").read_bytes())
        assert message["Subject"] == "Rechnung 2026-0002, Ada Rossi"
        text = text_of(message)
        assert text.startswith(
            "Guten Tag Grace Hopper,\n\nanbei erhalten Sie unsere Rechnung 2026-0002 vom 30."
        )
        types = [one.get_content_type() for one in message.iter_attachments()]
        assert types == ["text/csv", "application/json", "text/markdown"]

    def test_of_several_documents_each_is_its_own(self, billed: Cli) -> None:
        billed.at("2026-12-01 08:00").run("billing credit 2026-0001")
        bills.record(billed, "--estimate 3h")
        billed.at("2026-12-01 08:00").run("billing quote case-2")
        numbers = ["2026-0001", "CN-2026-0001", "Q2026-0001"]
        with mail_server() as server:
            sent = by_server(billed, server.port).run(
                ["billing", "send", *numbers, "--mail", "--json"]
            )
        assert [one["number"] for one in sent.json] == numbers
        subjects = [parsed(one.content)["Subject"] for one in server.received]
        kinds = ("Invoice", "Credit note", "Quote")
        pairs = zip(kinds, numbers, strict=True)
        assert subjects == [f"{kind} {number}, Ada Rossi" for kind, number in pairs]
        identifiers = {parsed(one.content)["Message-ID"] for one in server.received}
        assert len(identifiers) == 3

    def test_is_only_shown_by_a_dry_run(self, billed: Cli) -> None:
        bills.settings(billed, **SETTINGS)
        shown = billed.at(NOW).run(f"{SEND} --dry-run").out.splitlines()
        assert shown[:3] == [
            "From: Ada Rossi <ada@seller.example>",
            "To: Acme <grace@acme.example>",
            "Subject: Invoice 2026-0001, Ada Rossi",
        ]
        assert shown[-1].startswith("Attached: 2026-0001_Acme.pdf (application/pdf, ")
        before = billed.dump()  # the PDF is made, and kept, when it is first asked for
        (message,) = billed.at(NOW).run(f"{SEND} --dry-run --json").json
        assert message["to"] == ["Acme <grace@acme.example>"]
        assert [one["file"] for one in message["attachments"]] == ["2026-0001_Acme.pdf"]
        assert billed.dump() == before
        kept(billed).run(SEND)
        sent = parsed((billed.folder / "1.eml").read_bytes())
        assert sent["Message-ID"] == f"<{message['message_id']}>"

    def test_may_be_large(self, billed: Cli) -> None:
        content = enlarge(billed, 20_000_000)
        kept(billed).run(SEND)
        message = parsed((billed.folder / "1.eml").read_bytes())
        (attached,) = message.iter_attachments()
        assert attached.get_payload(decode=True) == content


class TestATemplate:
    def write(self, cli: Cli, text: str) -> Path:
        path = cli.folder / "templates" / "mail.txt.j2"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def test_of_the_user_writes_subject_and_text(self, billed: Cli) -> None:
        text = "Subject: {{ number }} for {{ buyer.name }}\n\n{{ message.level }} <&> {{ payable }}"
        self.write(billed, text)
        kept(billed).run(SEND)
        message = parsed((billed.folder / "1.eml").read_bytes())
        assert message["Subject"] == "2026-0001 for Acme"
        assert text_of(message) == "0 <&> $135.00\n"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("Hello\n\nText", "it must begin with a line such as 'Subject: Invoice'"),
            ("Subject: One\n\n", "it has no text below the subject"),
            ("Subject:\n\nText", "the subject is empty"),
        ],
    )
    def test_without_a_part_is_refused(self, billed: Cli, text: str, message: str) -> None:
        path = self.write(billed, text)
        result = kept(billed).run(SEND, code=1)
        assert f"error: cannot send 2026-0001: the template {path}: {message}\n" in result.err
        assert f"hint: timelog billing template check {path}\n" in result.err
        assert standing(billed) == (None, 0)

    def test_that_is_wrong_is_named_with_its_line(self, billed: Cli) -> None:
        path = self.write(billed, "Subject: One\n\n{{ nothing }}\n")
        result = kept(billed).run(SEND, code=1)
        assert f"the template {path}, line 3: 'nothing' is undefined\n" in result.err

    def test_is_copied_and_checked(self, billed: Cli) -> None:
        copied = billed.run("billing template copy mail").out.strip()
        assert copied == str(billed.folder / "templates" / "mail.txt.j2")
        before = billed.at(NOW)
        bills.settings(billed, **SETTINGS)
        shown = before.run(f"{SEND} --dry-run").out
        Path(copied).unlink()
        assert before.run(f"{SEND} --dry-run").out == shown
        path = self.write(billed, "Subject: One\n\n{{ nothing }}\n")
        for words in ("", str(path)):
            result = billed.run(f"billing template check {words}", code=1)
            assert f"the template {path}, line 3: 'nothing' is undefined\n" in result.err
        self.write(billed, "Subject: One\n\nText\n")
        assert f"{path}: OK\n" in billed.run("billing template check").err
        assert billed.run(f"billing template check {path}").err == f"{path}: OK\n"


class TestAServer:
    def test_takes_mail_over_starttls_after_a_login(self, billed: Cli, trusted: Path) -> None:
        certificate = trusted / "localhost.pem"
        with mail_server(certificate=certificate, user="ada") as server:
            at = by_server(
                billed,
                server.port,
                mail_security="starttls",
                mail_user="ada",
                mail_password_command=f"printf '%s\\nnot this' '{PASSWORD}'",
            )
            at.run(SEND)
        assert len(server.received) == 1

    def test_takes_mail_over_tls(self, billed: Cli, trusted: Path) -> None:
        with mail_server(certificate=trusted / "localhost.pem", tls=True) as server:
            by_server(billed, server.port, mail_security="tls").run(SEND)
        assert len(server.received) == 1

    def test_that_refuses_the_login_is_quoted_and_the_password_is_not(
        self, billed: Cli, trusted: Path
    ) -> None:
        wrong = "wr0ng-p4ssword"
        with mail_server(certificate=trusted / "localhost.pem", user="ada") as server:
            at = by_server(
                billed,
                server.port,
                mail_security="starttls",
                mail_user="ada",
                mail_password_command=f"echo {wrong}",
            )
            result = at.run(SEND, code=None)
        where = f"the mail server localhost, port {server.port}"
        refused = "535 5.7.8 Authentication credentials invalid"
        not_sent(
            billed,
            result,
            f"{where}: the login was refused: {refused}",
            "timelog config set mail.user NAME",
        )
        assert wrong not in result.err
        assert wrong.encode() not in billed.path.read_bytes()

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("other", "hostname mismatch, certificate is not valid for 'localhost'"),
            ("localhost", "unable to get local issuer certificate"),
        ],
    )
    def test_with_another_certificate_gets_nothing(
        self,
        billed: Cli,
        authority: Path,
        monkeypatch: pytest.MonkeyPatch,
        security: str,
        name: str,
        why: str,
    ) -> None:
        if name == "other":
            monkeypatch.setenv("SSL_CERT_FILE", str(authority / "ca.pem"))
        certificate = authority / f"{name}.pem"
        with mail_server(certificate=certificate, tls=security == "tls", user="ada") as server:
            at = by_server(
                billed,
                server.port,
                mail_security=security,
                mail_user="ada",
                mail_password_command=f"touch {billed.folder}/asked",
            )
            result = at.run(SEND, code=None)
        where = f"the mail server localhost, port {server.port}"
        not_sent(billed, result, f"{where}: its certificate cannot be trusted: {why}")
        assert not (billed.folder / "asked").exists()

    def test_without_starttls_gets_nothing(self, billed: Cli) -> None:
        with mail_server() as server:
            result = by_server(billed, server.port, mail_security="starttls").run(SEND, code=None)
        where = f"the mail server localhost, port {server.port}"
        hint = "timelog config set mail.security tls (or none, for a server on this computer)"
        not_sent(billed, result, f"{where}: it does not offer STARTTLS", hint)

    def test_without_tls_at_the_port_gets_nothing(self, billed: Cli) -> None:
        with mail_server() as server:
            result = by_server(billed, server.port, mail_security="tls").run(SEND, code=None)
        where = f"the mail server localhost, port {server.port}"
        hint = "timelog config set mail.security starttls"
        not_sent(billed, result, f"{where}: it does not offer TLS on this port", hint)

    def test_that_does_not_know_a_recipient_sends_to_nobody(self, billed: Cli) -> None:
        with mail_server(refused=["b@x.example"]) as server:
            at = by_server(billed, server.port)
            result = at.run(f"{SEND} --to a@x.example --to b@x.example", code=None)
        said = (
            "the mail server localhost rejected the recipient b@x.example: 550 5.1.1 no such user"
        )
        not_sent(billed, result, f"{said} here")
        assert server.received == []

    def test_that_refuses_the_message_is_quoted(self, billed: Cli) -> None:
        with mail_server(answer="552 too \x1b[31mlarge") as server:
            result = by_server(billed, server.port).run(SEND, code=None)
        said = r"the mail server localhost rejected the message: 552 too \x1b[31mlarge"
        not_sent(billed, result, said)

    def test_that_takes_no_message_of_this_size_is_quoted(self, billed: Cli) -> None:
        with mail_server(most_bytes=2000) as server:
            result = by_server(billed, server.port).run(SEND, code=None)
        said = "552 Error: message size exceeds fixed maximum message size"
        not_sent(billed, result, f"the mail server localhost rejected the message: {said}")

    def test_that_hangs_up_is_called_again_for_the_next_one(self, billed: Cli) -> None:
        billed.run("billing item add case-1 Train 45.00")
        bills.issue(billed)
        with mail_server() as server:
            server.goodbyes = 1
            at = by_server(billed, server.port)
            result = at.run("billing send 2026-0001 2026-0002 --mail", code=5)
        assert "rejected the message: 421 4.3.2 shutting down\n" in result.err
        assert [standing(billed, f"2026-000{seq}")[1] for seq in (1, 2)] == [0, 1]

    def test_that_is_not_there_is_named(self, billed: Cli) -> None:
        with mail_server() as server:
            pass
        result = by_server(billed, server.port).run(SEND, code=None)
        where = f"the mail server localhost, port {server.port}"
        not_sent(billed, result, f"{where}: connection refused", "timelog config get mail.host")

    def test_that_says_nothing_is_not_waited_for(self, billed: Cli) -> None:
        over = threading.Event()
        with rude_server("greeting", lambda: over.wait(20)) as port:
            result = by_server(billed, port, mail_timeout="1s").run(SEND, code=None)
            over.set()
        where = f"the mail server localhost, port {port}"
        hint = "timelog config set mail.timeout 2m"
        not_sent(billed, result, f"{where}: no answer within 1 seconds", hint)

    def test_that_goes_in_the_middle_of_the_message_leaves_it_unsent(self, billed: Cli) -> None:
        with rude_server("data") as port:
            at = by_server(billed, port)
            enlarge(billed, 8_000_000)  # more than the system takes for a connection that has gone
            result = at.run(SEND, code=None)
        assert result.err.startswith("error: cannot send 2026-0001: the mail server localhost: ")
        not_sent(billed, result, result.err.splitlines()[0].partition("2026-0001: ")[2])
        assert "may have been delivered" not in result.err

    def test_one_failure_does_not_keep_the_others(self, billed: Cli) -> None:
        billed.run("customer add Bell --email b@bell.example")
        bills.record(billed, customer="Bell")
        bills.log(billed, "case-2", "20:00-21:00")
        bills.done(billed, "case-2")
        bills.issue(billed, "case-2")
        with mail_server(refused=["grace@acme.example"]) as server:
            at = by_server(billed, server.port)
            result = at.run("billing send 2026-0001 2026-0002 --mail", code=5)
        assert "Sent 2026-0002 to b@bell.example.\n" in result.err
        assert "error: cannot send 1 of 2 documents: 2026-0001: the mail server" in result.err
        assert standing(billed) == (None, 0)
        assert standing(billed, "2026-0002") == ("2026-12-01", 1)

    def test_that_cannot_be_reached_is_tried_once(self, billed: Cli) -> None:
        billed.run("billing item add case-1 Train 45.00")
        bills.issue(billed)
        with mail_server() as server:
            pass
        at = by_server(billed, server.port)
        result = at.run("billing send 2026-0001 2026-0002 --mail", code=5)
        assert "error: cannot send 2 of 2 documents: 2026-0001: " in result.err
        assert "connection refused; not tried: 2026-0002\n" in result.err


class TestACommand:
    def test_that_fails_is_quoted(self, billed: Cli) -> None:
        at = by_command(billed, "cat >/dev/null; echo first; echo 'no route\tto host' >&2; exit 75")
        name = f"the command {billed.folder}/bin/mailer (mail.command)"
        result = at.run(SEND, code=None)
        not_sent(billed, result, f"{name} failed with exit code 75: no route to host")

    def test_that_does_not_exist_is_named(self, billed: Cli) -> None:
        bills.settings(billed, **SETTINGS, mail_command="/nowhere/mailer -t")
        result = billed.at(NOW).run(SEND, code=None)
        name = "the command /nowhere/mailer (mail.command)"
        hint = "timelog config set mail.command COMMAND"
        not_sent(billed, result, f"cannot start {name}: no such file or directory", hint)

    def test_gets_its_words_without_a_shell(self, billed: Cli) -> None:
        by_command(billed, f"cat >/dev/null; printf '%s|' \"$@\" >{billed.folder}/words").run(SEND)
        assert (billed.folder / "words").read_text() == "-t|one word|"

    def test_may_be_in_the_home_folder(self, billed: Cli) -> None:
        by_command(billed, f"cat >/dev/null; printf '%s|' \"$@\" >{billed.folder}/words")
        bills.settings(billed, **SETTINGS, mail_command="~/bin/mailer ~/rc a~/b")
        billed.at(NOW).run(SEND)
        assert (billed.folder / "words").read_text() == f"{billed.folder}/rc|a~/b|"

    def test_that_never_ends_is_stopped_and_not_run_again(self, billed: Cli) -> None:
        at = by_command(billed, "cat >/dev/null; sleep 60", mail_timeout="1s")
        result = at.run(SEND, code=6)
        name = f"the command {billed.folder}/bin/mailer (mail.command)"
        assert result.err.splitlines() == [
            f"error: cannot send 2026-0001: {name} was stopped after 1 seconds; it may have been"
            " delivered",
            f"hint: {UNKNOWN}",
        ]
        refused = UNCLEAR
        at.refused(SEND, message=refused, hint=UNKNOWN)


class TestNothingIsSentTwice:
    def test_what_was_sent(self, billed: Cli) -> None:
        at = kept(billed)
        at.run(SEND)
        at.refused(SEND, message="2026-0001 was already sent to grace@acme.example", hint=AGAIN)
        at.run(f"{SEND} --again")
        assert standing(billed) == ("2026-12-01", 2)
        first, second = (parsed((billed.folder / f"{n}.eml").read_bytes()) for n in (1, 2))
        assert first["Message-ID"] != second["Message-ID"]

    def test_what_was_marked_as_sent(self, billed: Cli) -> None:
        at = kept(billed)
        billed.at("2026-11-30 20:00").run("billing send 2026-0001")
        message = "2026-0001 was already marked as sent on 2026-11-30"
        at.refused(SEND, message=message, hint=AGAIN)
        at.run(f"{SEND} --again")
        assert standing(billed) == ("2026-11-30", 1)

    def test_what_a_server_did_not_answer_to(self, billed: Cli) -> None:
        with rude_server("dot") as port:
            result = by_server(billed, port).run(SEND, code=6)
        assert result.err.splitlines() == [
            "error: cannot send 2026-0001: the mail server localhost: it closed the connection"
            " after the message had been handed over; it may have been delivered",
            f"hint: {UNKNOWN}",
        ]
        assert standing(billed) == (None, 0)
        assert outbox(billed).exists()
        message = UNCLEAR
        at = kept(billed)
        at.refused(SEND, message=message, hint=UNKNOWN)
        at.run(f"{SEND} --again")
        assert standing(billed) == ("2026-12-01", 1)
        assert not outbox(billed).exists()

    def test_what_is_marked_by_hand_after_it_arrived(self, billed: Cli) -> None:
        with rude_server("dot") as port:
            by_server(billed, port).run(SEND, code=6)
        billed.at(NOW).run("billing send 2026-0001")
        assert standing(billed) == ("2026-12-01", 0)
        message = "2026-0001 was already marked as sent on 2026-12-01"
        kept(billed).refused(SEND, message=message)

    def test_what_a_killed_process_had_handed_over(self, billed: Cli) -> None:
        started: list[subprocess.Popen[bytes]] = []
        with rude_server("dot", lambda: started[0].send_signal(signal.SIGKILL)) as port:
            by_server(billed, port)
            line = processes.command([*SEND.split()])
            started.append(subprocess.Popen(line, env=processes.environment(billed, NOW)))
            assert started[0].wait(30) == -signal.SIGKILL
        assert standing(billed) == (None, 0)
        with mail_server() as server:
            at = by_server(billed, server.port)
            at.run(SEND, code=1)
            assert server.received == []
            at.run(f"{SEND} --again")
        assert len(server.received) == 1
        assert not outbox(billed).exists()

    def test_what_another_process_is_sending(self, billed: Cli) -> None:
        taken, over = threading.Event(), threading.Event()

        def meanwhile() -> None:
            taken.set()
            over.wait(30)

        with mail_server() as server:
            server.meanwhile = meanwhile
            at = by_server(billed, server.port)
            line = processes.command([*SEND.split()])
            with subprocess.Popen(line, env=processes.environment(billed, NOW)) as first:
                assert taken.wait(30)
                second = at.run(SEND, code=4, env={"TIMELOG_BUSY_SECONDS": "0"})
                at.run("record add Meanwhile")  # a slow server keeps nobody from writing
                over.set()
                assert first.wait(30) == 0
        assert second.err == (
            "error: another timelog is sending mail\nhint: try again when it has finished\n"
        )
        assert len(server.received) == 1
        assert standing(billed) == ("2026-12-01", 1)

    def test_what_could_not_be_marked(self, billed: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mailing, "_MARK_SECONDS", 0)
        other: list[sqlite3.Connection] = []

        def lock() -> None:
            other.append(
                sqlite3.connect(billed.path, isolation_level=None, check_same_thread=False)
            )
            other[0].execute("BEGIN IMMEDIATE")

        with mail_server() as server:
            server.meanwhile = lock
            at = by_server(billed, server.port)
            result = at.run(SEND, code=6)
            with closing(other[0]):
                pass
            said = "error: cannot send 2026-0001: it was sent, but cannot be marked as sent: "
            assert result.err.startswith(said)
            server.meanwhile = None
            at.run(SEND, code=1)
        assert len(server.received) == 1

    def test_what_was_sent_cannot_be_undone(self, billed: Cli) -> None:
        kept(billed).run(SEND)
        message = f"cannot undo 'timelog {SEND}': the message with 2026-0001 has been sent"
        billed.at(NOW).refused("undo", message=message, hint="timelog billing show 2026-0001")
        for sql in ("DELETE FROM sent_message", "UPDATE sent_message SET level = 1"):
            with pytest.raises(sqlite3.IntegrityError, match="a message that was sent cannot be"):
                billed.rows(sql)


class TestSettings:
    @pytest.mark.parametrize(
        ("values", "message", "hint"),
        [
            (
                SETTINGS,
                "cannot send email: neither mail.command nor mail.host is set",
                "timelog config set mail.command 'msmtp -t'"
                " (or, for a mail server: timelog config set mail.host HOST)",
            ),
            (
                {"mail_command": "true"},
                "email has no sender: neither mail.from nor seller.email is set",
                "timelog config set seller.email ADDRESS",
            ),
            (
                {**SETTINGS, "mail_host": "mail.example", "mail_security": "none"},
                "mail.security none sends mail unencrypted, so it cannot be used with mail.example",
                "timelog config set mail.security starttls",
            ),
            (
                {**SETTINGS, "mail_host": "mail.example", "mail_user": "ada"},
                "mail.user is set, but not mail.password_command",
                "timelog config set mail.password_command COMMAND",
            ),
        ],
    )
    def test_that_are_missing_are_named(
        self, billed: Cli, values: dict[str, str], message: str, hint: str
    ) -> None:
        bills.settings(billed, **values)
        billed.at(NOW).refused(SEND, code=2, message=message, hint=hint)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("mail.from", "Ada"),
            ("mail.from", "Ada <ada@x.example"),
            ("mail.bcc", "a@b@c.example"),
            ("mail.from", "jösé@x.example"),
            ("mail.host", "smtp.example.com:25"),
            ("mail.host", "smtp://example.com"),
            ("mail.host", "two words"),
            ("mail.port", "0"),
            ("mail.port", "65536"),
            ("mail.command", "msmtp 'open"),
            ("mail.security", "ssl"),
            ("mail.timeout", "soon"),
            ("mail.remind_after", "-1"),
        ],
    )
    def test_that_cannot_be_used_are_refused(self, cli: Cli, key: str, value: str) -> None:
        result = cli.run(["config", "set", key, "--", value], code=2)
        assert f"invalid setting {key}: " in result.err

    @pytest.mark.parametrize(
        ("command", "why"),
        [
            ("/nowhere/pass", "cannot start {}: no such file or directory"),
            ("sh -c 'echo hidden; echo hidden >/dev/null; exit 3'", "{} failed with exit code 3"),
            ("true", "{} printed no password"),
        ],
    )
    def test_a_password_command_that_fails_is_named(
        self, billed: Cli, command: str, why: str
    ) -> None:
        with mail_server() as server:
            at = by_server(billed, server.port, mail_user="ada", mail_password_command=command)
            result = at.run(SEND, code=None)
        name = f"the command {command.split(maxsplit=1)[0]} (mail.password_command)"
        not_sent(
            billed, result, why.format(name), "timelog config set mail.password_command COMMAND"
        )
        assert "hidden" not in result.err

    def test_a_customer_without_an_address_is_named(self, billed: Cli) -> None:
        billed.run("customer edit Acme --email ''", code=None)
        billed.rows("DELETE FROM customer_email")
        result = kept(billed).run(SEND, code=1)
        assert "error: cannot send 2026-0001: Acme has no email address\n" in result.err
        assert "hint: timelog customer edit Acme --email ADDRESS\n" in result.err

    @pytest.mark.parametrize("option", ["--to a@x.example", "--dry-run", "--text -", "--again"])
    def test_options_of_mail_need_mail(self, billed: Cli, option: str) -> None:
        name = option.split(maxsplit=1)[0]
        billed.at(NOW).refused(
            f"billing send 2026-0001 {option}",
            code=2,
            message=f"{name} can be used only with --mail",
            hint="add --mail",
        )

    @pytest.mark.parametrize(
        "end", ["\nBcc: eve@x.example", "\r\n\r\nHello", "\x00", ">, <eve@x.example"]
    )
    def test_an_address_from_another_program_begins_no_header(self, billed: Cli, end: str) -> None:
        billed.rows("UPDATE customer_email SET address = ?", f"grace@acme.example{end}")
        result = kept(billed).run(SEND, code=2)
        assert result.err.startswith("error: cannot send 2026-0001: ")
        assert not list(billed.folder.glob("*.eml"))
        assert standing(billed) == (None, 0)

    def test_a_customer_gets_the_formats_that_were_agreed_or_nothing(self, billed: Cli) -> None:
        billed.rows("UPDATE customer SET formats = 'xrechnung'")
        result = kept(billed).run(SEND, code=1)
        assert result.err.startswith("error: cannot send 2026-0001: ")
        assert not list(billed.folder.glob("*.eml"))


class TestTheNextStepAfterAnIssue:
    HINT = "To send it by email: timelog billing send 2026-0001 --mail"

    @pytest.fixture
    def resolved(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
        monkeypatch.chdir(cli.folder)
        bills.story(cli)
        bills.settings(cli, **SETTINGS, mail_command="cat")
        return cli

    def issued(self, cli: Cli, line: str = "case-1 --out out", **more: Any) -> list[str]:
        return cli.at(NOW).run(f"billing issue {line}", **more).err.splitlines()

    def test_is_said_on_a_terminal(self, resolved: Cli) -> None:
        first, *_, last = self.issued(resolved, terminal=100)
        assert first == "Issued 2026-0001 to Acme: 135.00 USD, due 2026-12-31."
        assert last == self.HINT

    @pytest.mark.parametrize("server", ["mail_host", "mail_command"])
    def test_needs_a_way_to_send(self, resolved: Cli, server: str) -> None:
        bills.settings(resolved, **SETTINGS, **{server: "localhost"})
        assert self.HINT in self.issued(resolved, terminal=100)
        resolved.at(NOW).run("billing credit 2026-0001 --out out")
        bills.settings(resolved, **SETTINGS)
        assert "--mail" not in "".join(self.issued(resolved, terminal=100))

    @pytest.mark.parametrize("more", ["", "--quiet", "--json"])
    def test_is_not_said_to_scripts(self, resolved: Cli, more: str) -> None:
        terminal = 100 if more else None
        said = self.issued(resolved, f"case-1 --out out {more}", terminal=terminal)
        assert "--mail" not in "".join(said)

    def test_names_several_documents(self, resolved: Cli) -> None:
        resolved.run("customer add Bell")
        bills.record(resolved, customer="Bell")
        bills.log(resolved, "case-2", "2026-11-05 9:00-10:00")
        bills.done(resolved, "case-2")
        said = self.issued(resolved, "case-1 case-2 --out out", terminal=100)
        numbers = "2026-0001 2026-0002"
        assert said[-1] == f"To send them by email: timelog billing send {numbers} --mail"

    def test_is_said_of_credit_notes_quotes_and_retainers_too(self, resolved: Cli) -> None:
        self.issued(resolved)
        at = resolved.at(NOW)
        for line, number in (
            ("credit 2026-0001", "CN-2026-0001"),
            ("retainer add Acme 10h --service Consulting", "2026-0002"),
        ):
            said = at.run(f"billing {line} --out out", terminal=100).err
            assert f"To send it by email: timelog billing send {number} --mail\n" in said
        bills.record(resolved, "--estimate 3h")
        said = at.run("billing quote case-2 --out out", terminal=100).err
        hint = "To send it by email: timelog billing send Q2026-0001 --mail"
        assert said.splitlines()[-1] == hint
        assert at.run("billing send Q2026-0001 --mail --dry-run --to a@x.example").code == 0
