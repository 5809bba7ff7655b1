"""Running a hook or another program of the user: in a session of its own, for a limited time.

Nothing that a hook does changes what the command before it has done, or its exit code.
"""

from __future__ import annotations

import errno
import os
import selectors
import signal
import subprocess
import time
from contextlib import contextmanager, suppress

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import IO

SECONDS = 5
MOST_OUTPUT = 10_000
_A_MOMENT = 0.02


class Ran(Frozen):
    """A hook that has run.

    :param said: what it wrote to standard output and standard error, its beginning if ``cut``
    :param code: its exit code; the negative number of the signal that ended it; ``None`` if it
        took too long
    """

    said: str
    code: int | None
    cut: bool = False


def run(
    words: Sequence[str], told: bytes, env: Mapping[str, str], seconds: float | None = None
) -> Ran:
    """Run a program with text on its standard input, until it ends or its time is over.

    What it leaves in the background goes on after it has ended, but not after its time is over.

    :raises OSError: it cannot be started
    """
    talk = None
    try:
        with _undisturbed():
            talk = _Talk(_started(words, env), told)
        code = talk.go_on(time.monotonic() + (SECONDS if seconds is None else seconds))
    finally:
        if talk is not None:
            talk.end()
    return Ran(talk.said.decode("utf-8", "replace").expandtabs().rstrip("\n"), code, talk.cut)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait while a process is started: it would go on if it was not known yet.

    A handler of Python's own is, unlike ``SIG_IGN``, not passed on to the process.
    """
    came: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)


def _started(words: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(env),
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS)


class _Talk:
    """What a hook is told and what it says, while it runs."""

    def __init__(self, process: subprocess.Popen[bytes], told: bytes) -> None:
        self.said = bytearray()
        self.cut = False
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self._left = memoryview(told)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._stdin, selectors.EVENT_WRITE)
        self._selector.register(self._stdout, selectors.EVENT_READ)
        os.set_blocking(self._stdin.fileno(), False)

    def go_on(self, until: float) -> int | None:
        """Talk until the hook has ended, or until an instant of the monotonic clock.

        Its exit code, if it has ended.
        """
        while not (self._stdin.closed and self._stdout.closed):
            left = until - time.monotonic()
            ended = self._process.poll() is not None
            ready = self._selector.select(0 if ended else max(0, min(left, _A_MOMENT)))
            for key, _ in ready:
                self._write() if key.fileobj is self._stdin else self._read()
            if left <= 0 or (ended and (self.cut or not ready)):
                return self._process.poll()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0, until - time.monotonic()))
        return self._process.poll()

    def end(self) -> None:
        """Kill the hook if it still runs, and close what is still open."""
        if self._process.poll() is None:
            _kill(self._process)
        self._close(self._stdin)
        self._close(self._stdout)
        self._selector.close()

    def _write(self) -> None:
        try:
            self._left = self._left[os.write(self._stdin.fileno(), self._left) :]
        except BlockingIOError:
            return
        except OSError:  # it does not read
            self._left = self._left[:0]
        if not self._left:
            self._close(self._stdin)

    def _read(self) -> None:
        part = os.read(self._stdout.fileno(), 1 << 16)
        if not part:
            self._close(self._stdout)
        self.cut = self.cut or len(self.said) + len(part) > MOST_OUTPUT
        self.said += part[: MOST_OUTPUT - len(self.said)]

    def _close(self, stream: IO[bytes]) -> None:
        if not stream.closed:
            self._selector.unregister(stream)
            with suppress(OSError):
                stream.close()


def why_not_started(error: OSError) -> str:
    """Why a hook that can be read cannot be started, as a part of a sentence."""
    if error.errno == errno.ENOEXEC:
        return "its first line does not name a program, as in #!/bin/sh"
    if error.errno == errno.ENOENT:
        return "the program that its first line names does not exist"
    return (error.strerror or str(error)).lower()


def how_it_failed(ran: Ran) -> str | None:
    """What happened to a hook that did not end with code 0, as a part of a sentence."""
    if ran.code is None:
        return f"was stopped after {SECONDS} seconds"
    if ran.code > 0:
        return f"failed with exit code {ran.code}"
    if ran.code < 0:
        return f"was ended by the signal {_signal(-ran.code)}"
    return None


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
