"""Mail servers on this machine: a real one (aiosmtpd), and one that goes away or says nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

PASSWORD = "s3cret, with a blank"


@dataclass
class Received:
    """A message that a server took."""

    sender: str
    recipients: list[str]
    content: bytes


@dataclass
class MailServer:
    """What a server took.

    ``refused`` are recipients that it does not know; ``goodbyes`` how many messages it answers by
    hanging up.
    """

    port: int
    refused: Sequence[str] = ()
    answer: str = "250 OK"
    goodbyes: int = 0
    received: list[Received] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    async def handle_RCPT(  # noqa: N802 - named so by aiosmtpd
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such\tuser here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - named so by aiosmtpd
        self, server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.meanwhile:
            self.meanwhile()
        if self.goodbyes:
            self.goodbyes -= 1
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.3.2 shutting down"
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            assert envelope.mail_from is not None
            self.received.append(Received(envelope.mail_from, envelope.rcpt_tos, content))
        return self.answer


@contextlib.contextmanager
def mail_server(
    *,
    certificate: Path | None = None,
    tls: bool = False,
    user: str | None = None,
    refused: Sequence[str] = (),
    answer: str = "250 OK",
    most_bytes: int | None = None,
) -> Iterator[MailServer]:
    """A server with STARTTLS where there is a certificate, or encrypted from the start.

    :param user: who can log in, and has to, with ``PASSWORD``
    """
    server = MailServer(_free_port(), refused, answer)
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    login = {"auth_required": True, "authenticator": _only(user)} if user else {}
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=context if tls else None,
        tls_context=None if tls else context,
        require_starttls=bool(context and not tls),
        data_size_limit=most_bytes,
        **login,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _only(user: str) -> Callable[..., AuthResult]:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        is_known = data == LoginPassword(user.encode(), PASSWORD.encode())
        return AuthResult(success=is_known, handled=is_known)

    return authenticate


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextlib.contextmanager
def rude_server(until: str, then: Callable[[], object] = lambda: None) -> Iterator[int]:
    """The port of a server that speaks SMTP up to a point, calls a function, and hangs up.

    :param until: ``greeting``, before which it says nothing; ``data``, in the middle of which it
        goes; ``dot``, which it does not answer
    """
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listening, until, then))
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        thread.join(20)
        listening.close()


def _serve(listening: socket.socket, until: str, then: Callable[[], object]) -> None:
    listening.settimeout(20)
    with contextlib.suppress(OSError):
        connection, _ = listening.accept()
        connection.settimeout(20)
        with connection, connection.makefile("rb") as lines:
            if until != "greeting":
                _talk(connection, lines, until)
            then()


def _talk(connection: socket.socket, lines: Any, until: str) -> None:
    connection.sendall(b"220 mail.example\r\n")
    for line in lines:
        if line.upper().startswith(b"DATA"):
            connection.sendall(b"354 go on\r\n")
            lines.readline()
            while until == "dot" and lines.readline() != b".\r\n":
                pass
            return
        connection.sendall(b"250 OK\r\n")


def make_certificates(folder: Path) -> None:
    """A certificate authority of its own in ``ca.pem``, and ``localhost.pem`` and ``other.pem``."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30")
    authority = ("basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign")
    _openssl(folder, "ca", *key, *_added(*authority), "-subj", "/CN=Test")
    for name in ("localhost", "other"):
        host = "localhost" if name == "localhost" else "other.example"
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-subj", f"/CN={host}")
        added = _added(f"subjectAltName=DNS:{host}", "basicConstraints=critical,CA:FALSE")
        _openssl(folder, name, *key, *added, *signed)
        with (folder / f"{name}.pem").open("a") as file:
            file.write((folder / f"{name}.key").read_text())


def _added(*extensions: str) -> list[str]:
    return [word for one in extensions for word in ("-addext", one)]


def _openssl(folder: Path, name: str, *words: str) -> None:
    line = ["openssl", "req", "-x509", *words, "-keyout", f"{name}.key", "-out", f"{name}.pem"]
    subprocess.run(line, cwd=folder, check=True, capture_output=True)
