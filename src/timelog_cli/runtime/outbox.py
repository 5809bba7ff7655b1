"""One process at a time sends mail for a database, and what it handed over is not sent twice.

A file beside the database is locked while mail is sent. It has a line for each message whose last
byte is about to be handed over, and another one when it is known what became of it. When all is
known it is removed. After a crash, or where a server went away without an answer, it stays.
"""

from __future__ import annotations

import os
import time

from timelog_cli.errors import Busy
from timelog_cli.runtime.files import cannot_write, sync
from timelog_cli.runtime.folder_lock import is_at, locked

_OPENING = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
_BEGUN, _ENDED = "begun", "ended"
_LONGEST = 10_000_000
_PAUSE = 0.05


class Outbox:
    """The file of a database, locked.

    :param patience: how many seconds to wait for another process that sends mail
    :raises Busy: it still sends
    :raises OutputError: the file cannot be made
    """

    def __init__(self, database: str, patience: float) -> None:
        self.path = f"{os.path.realpath(database)}.mail"
        self._patience = patience
        self._handle = -1
        self._open: set[str] = set()

    def __enter__(self) -> Outbox:
        until = time.monotonic() + self._patience
        try:
            while not self._taken():
                if time.monotonic() >= until:
                    raise Busy("another timelog is sending mail", "try again when it has finished")
                time.sleep(_PAUSE)
            self._open = self._read()
        except OSError as error:
            self._let_go()
            raise cannot_write(self.path, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        if not self._open:
            from contextlib import suppress

            with suppress(OSError):
                os.unlink(self.path)
        self._let_go()

    def is_open(self, key: str) -> bool:
        """Whether a message was handed over, and it is not known what became of it."""
        return key in self._open

    def begin(self, key: str) -> None:
        """Note, before its last byte is handed over, that a message is.

        :raises OutputError: that cannot be written
        """
        self._write(_BEGUN, key)
        sync(os.path.dirname(self.path))
        self._open.add(key)

    def end(self, key: str) -> None:
        """Note that it is known what became of a message; it may have had no beginning."""
        if key in self._open:
            self._write(_ENDED, key)
            self._open.discard(key)

    def _taken(self) -> bool:
        """Whether the lock is ours now; its file may have gone with the one who held it."""
        handle = os.open(self.path, _OPENING, 0o600)
        try:
            if locked(handle) and is_at(handle, self.path):
                self._handle = handle
                return True
        finally:
            if self._handle != handle:
                os.close(handle)
        return False

    def _read(self) -> set[str]:
        found: set[str] = set()
        lines = os.pread(self._handle, _LONGEST, 0).decode("utf-8", "replace").splitlines()
        for word, _, key in (line.partition(" ") for line in lines):
            (found.add if word == _BEGUN else found.discard)(key)
        return found

    def _write(self, word: str, key: str) -> None:
        try:
            # A line of its own, also behind one that a full disk cut off.
            os.write(self._handle, f"\n{word} {key}\n".encode())
            os.fsync(self._handle)
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def _let_go(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)
