"""Mail is handed to a program of the user, or over TLS to a server (SMTP, RFC 5321).

A server has a message when it has answered to the dot behind its last line: ``begin`` is called
just before that dot. What goes wrong earlier is ``NotSent``; without an answer, or where a program
does not end, nobody knows: ``Unclear``.
"""

from __future__ import annotations

import re

from timelog_cli.errors import OutputError
from timelog_cli.frozen import Frozen
from timelog_cli.runtime import hook_process

TYPE_CHECKING = False
if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    from timelog_cli.domain.documents.messages import Envelope

    class Courier(Protocol):
        """Takes messages to those who get them."""

        reads_bcc: bool

        def send(self, envelope: Envelope, content: bytes, begin: Callable[[], None], /) -> None:
            """Hand over a message.

            :raises NotSent: it was not taken
            :raises Unclear: it may have been
            """

        def close(self) -> None:
            """Say goodbye."""


PORTS = {"starttls": 587, "tls": 465, "none": 25}
# What the server is told of this machine: nothing.
_MYSELF = "[127.0.0.1]"
_PASSWORD_SECONDS = 120
_LONGEST_ANSWER = 200
# Answers of RFC 5321: the size that is said beforehand is too much, and the server hangs up.
_TOO_LARGE, _GOES = 552, 421


class NotSent(OutputError):
    """A message was not sent.

    :param stops: whether the next one would not be either
    """

    def __init__(self, message: str, hint: str | None = None, *, stops: bool = False) -> None:
        super().__init__(message, hint)
        self.stops = stops


class Unclear(NotSent):
    """It is not known whether a message was sent."""


class Server(Frozen):
    """A mail server, and how it is talked to; ``password`` is asked for when it is needed.

    :param timeout: how many seconds to wait for each answer
    """

    host: str
    port: int
    security: str
    user: str
    password: Callable[[], str]
    timeout: float


class Command:
    """Hands messages to a program, which reads in them who gets them."""

    reads_bcc = True

    def __init__(self, words: Sequence[str], env: Mapping[str, str], seconds: float) -> None:
        self._words, self._env, self._seconds = words, env, seconds

    def send(self, _: Envelope, content: bytes, begin: Callable[[], None], /) -> None:
        """Hand over a message."""
        begin()
        name = f"the command {self._words[0]} (mail.command)"
        try:
            ran = hook_process.run(self._words, content, self._env, self._seconds)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise NotSent(
                f"cannot start {name}: {why}", "timelog config set mail.command COMMAND", stops=True
            ) from error
        if ran.code:
            failed = NotSent if ran.code > 0 else Unclear
            how = hook_process.how_it_failed(ran)
            raise failed(f"{name} {how}{_said(ran.said)}")
        if ran.code is None:
            raise Unclear(
                f"{name} was stopped after {self._seconds:g} seconds",
                "timelog config set mail.timeout 2m",
                stops=True,
            )

    def close(self) -> None:
        """Nothing is left open."""


def _said(text: str) -> str:
    """What a program said last, behind a colon."""
    lines = [line for line in text.splitlines() if line.strip()]
    return f": {_one_line(lines[-1])}" if lines else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_ANSWER]


def password_of(words: Sequence[str], env: Mapping[str, str]) -> str:
    """The first line that a command prints. Nothing of what it prints is ever shown.

    :raises NotSent: it fails, or prints nothing
    """
    import subprocess

    name = f"the command {words[0]} (mail.password_command)"
    hint = "timelog config set mail.password_command COMMAND"
    try:
        ran = subprocess.run(
            words,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_PASSWORD_SECONDS,
            check=False,
        )
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NotSent(f"cannot start {name}: {why}", hint, stops=True) from error
    except subprocess.TimeoutExpired:
        message = f"{name} was stopped after {_PASSWORD_SECONDS} seconds"
        raise NotSent(message, hint, stops=True) from None
    if ran.returncode:
        raise NotSent(f"{name} failed with exit code {ran.returncode}", hint, stops=True)
    first = ran.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
    if not first:
        raise NotSent(f"{name} printed no password", hint, stops=True)
    return first


class Smtp:
    """Hands messages to a server, all of them in one session."""

    reads_bcc = False

    def __init__(self, server: Server) -> None:
        self._server = server
        self._session: smtplib.SMTP | None = None

    @property
    def _name(self) -> str:
        return f"the mail server {self._server.host}"

    def send(self, envelope: Envelope, content: bytes, begin: Callable[[], None], /) -> None:
        """Hand over a message to all recipients or none."""
        from smtplib import SMTPException

        session = self._session = self._session or self._opened()
        lines = re.sub(rb"(?m)^\.", b"..", content)
        try:
            self._offer(session, envelope, len(lines))
            session.send(lines)
        except NotSent:
            self._reset(session)
            raise
        except (OSError, SMTPException) as error:
            self.close()
            raise NotSent(self._lost(error)) from error
        begin()
        try:
            session.send(b".\r\n")
            code, said = session.getreply()
        except (OSError, SMTPException) as error:
            self.close()
            raise Unclear(f"{self._lost(error)} after the message had been handed over") from error
        if code == _GOES:
            self.close()
        if code != 250:
            raise NotSent(f"{self._name} rejected the message: {_answer(code, said)}")

    def close(self) -> None:
        """End the session."""
        from contextlib import suppress
        from smtplib import SMTPException

        session, self._session = self._session, None
        if session is not None:
            with suppress(OSError, SMTPException):
                session.quit()
            session.close()

    def _offer(self, session: smtplib.SMTP, envelope: Envelope, size: int) -> None:
        sender = envelope.sender.address
        code, said = session.mail(sender, [f"size={size}"] if session.has_extn("size") else [])
        if code != 250:
            what = "message" if code == _TOO_LARGE else f"sender {sender}"
            raise NotSent(f"{self._name} rejected the {what}: {_answer(code, said)}")
        for one in envelope.everybody:
            code, said = session.rcpt(one)
            if code not in {250, 251}:
                raise NotSent(f"{self._name} rejected the recipient {one}: {_answer(code, said)}")
        code, said = session.docmd("data")
        if code != 354:
            raise NotSent(f"{self._name} rejected the message: {_answer(code, said)}")

    def _reset(self, session: smtplib.SMTP) -> None:
        from smtplib import SMTPException

        try:
            session.rset()
        except (OSError, SMTPException):
            self.close()

    def _opened(self) -> smtplib.SMTP:
        """A session that is encrypted and logged in.

        :raises NotSent: the server cannot be reached, is another one, or refuses the login
        """
        from smtplib import SMTPException

        try:
            session = self._connected()
            try:
                self._log_in(session)
            except BaseException:
                session.close()
                raise
        except (OSError, SMTPException) as error:
            where = f"{self._name}, port {self._server.port}"
            why, hint = _reason(error, self._server)
            raise NotSent(f"{where}: {why}", hint, stops=True) from None
        return session

    def _connected(self) -> smtplib.SMTP:
        import smtplib
        import ssl

        server = self._server
        where, told = (server.host, server.port), (_MYSELF, server.timeout)
        if server.security == "none":
            return smtplib.SMTP(*where, *told)
        trusted = ssl.create_default_context()
        if server.security == "tls":
            return smtplib.SMTP_SSL(*where, _MYSELF, timeout=server.timeout, context=trusted)
        session = smtplib.SMTP(*where, *told)
        try:
            session.starttls(context=trusted)
        except BaseException:
            session.close()
            raise
        return session

    def _log_in(self, session: smtplib.SMTP) -> None:
        session.ehlo_or_helo_if_needed()
        if not self._server.user:
            return
        try:
            session.login(self._server.user, self._server.password())
        except UnicodeError:
            raise NotSent(
                "mail.user or the password has characters that are not ASCII",
                "timelog config get mail.user",
                stops=True,
            ) from None

    def _lost(self, error: Exception) -> str:
        return f"{self._name}: {_reason(error, self._server)[0]}"


def _reason(error: Exception, server: Server) -> tuple[str, str | None]:
    """What an error of the connection means, and what to do about it."""
    import ssl

    if _is_timeout(error):
        return f"no answer within {server.timeout:g} seconds", "timelog config set mail.timeout 2m"
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message.rstrip(".").lower()
        return f"its certificate cannot be trusted: {why}", "timelog config get mail.host"
    if isinstance(error, ssl.SSLError):
        return "it does not offer TLS on this port", "timelog config set mail.security starttls"
    return _refusal(error)


def _refusal(error: Exception) -> tuple[str, str | None]:
    """What the server, or the way to it, has refused."""
    from smtplib import SMTPAuthenticationError, SMTPNotSupportedError, SMTPResponseException

    if isinstance(error, SMTPNotSupportedError):
        if "STARTTLS" in str(error):
            hint = "timelog config set mail.security tls (or none, for a server on this computer)"
            return "it does not offer STARTTLS", hint
        return "it offers no login", "timelog config unset mail.user"
    if isinstance(error, SMTPResponseException):
        answer = _answer(error.smtp_code, error.smtp_error)
        if isinstance(error, SMTPAuthenticationError):
            return f"the login was refused: {answer}", "timelog config set mail.user NAME"
        return answer, None
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower(), "timelog config get mail.host"
    return "it closed the connection", None


def _is_timeout(error: BaseException | None) -> bool:
    """Whether an error, or the one it comes from, is that of the clock."""
    while error is not None:
        if isinstance(error, TimeoutError):
            return True
        error = error.__context__
    return False


def _answer(code: int, said: bytes | str) -> str:
    """What the server said, in one line."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _one_line(f"{code} {text}")
