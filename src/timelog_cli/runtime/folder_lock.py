"""A folder that documents are written into, by one process at a time.

The lock is the kernel's and ends with the process that holds it, however that ends; its file is
there only while it is held. Where a file system knows no locks, files are still written whole or
not at all and never over another.
"""

from __future__ import annotations

import os
import time
from stat import S_ISREG

from timelog_cli.errors import Busy, OutputError
from timelog_cli.runtime.files import PART, cannot_write, ensure_folder, part_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

LOCK = ".timelog.lock"
_OPENING = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_PAUSE = 0.05
_OLD = 86_400  # seconds after which a file of a process of that number is none of its


class Held:
    """A folder made, locked and cleared of what killed processes left in it.

    :param patience: how many seconds to wait for another process that writes there
    :raises OutputError: no file can be made in it
    :raises Busy: another process still writes there
    """

    def __init__(self, folder: str, patience: float) -> None:
        self._folder = folder
        self._patience = patience
        self._lock = os.path.join(folder, LOCK)
        self._made: list[str] = []
        self._handle = -1

    def __enter__(self) -> Held:
        until = time.monotonic() + self._patience
        try:
            while not self._taken():
                if time.monotonic() >= until:
                    raise Busy(
                        f"another timelog is writing to {self._folder} ({_holder(self._lock)})",
                        "try again when it has finished",
                    )
                time.sleep(_PAUSE)
            _sweep(self._folder)
        except (OSError, OutputError) as error:
            self._let_go()
            told = error if isinstance(error, OutputError) else cannot_write(self._folder, error)
            raise OutputError(told.message, "choose another folder with --out DIR") from error
        except BaseException:
            self._let_go()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._let_go()

    def _taken(self) -> bool:
        """Whether the lock is ours now; its file may have gone with the one who held it."""
        self._made = _missing(self._folder) or self._made
        ensure_folder(self._folder)
        handle = os.open(self._lock, _OPENING, 0o600)
        try:
            if not (locked(handle) and is_at(handle, self._lock)):
                os.close(handle)
                return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        return True

    def _let_go(self) -> None:
        """Leave nothing behind: not the lock, nor a folder that was made and stayed empty."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            _quietly(os.unlink, self._lock)
            os.close(handle)
        for folder in self._made:
            _quietly(os.rmdir, folder)


def _missing(folder: str) -> list[str]:
    """The folders of a path that are not there, the innermost first."""
    found = []
    path = os.path.abspath(folder)
    while not os.path.lexists(path):
        found.append(path)
        path = os.path.dirname(path)
    return found


def locked(handle: int) -> bool:
    """Whether the lock was free; where there are none, it is."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def is_at(handle: int, path: str) -> bool:
    """Whether the open file is the one that is there."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _holder(path: str) -> str:
    try:
        with open(path, "rb") as file:
            number = file.read(20).decode("ascii", "replace").strip()
    except OSError:
        number = ""
    return f"process {number}" if number.isascii() and number.isdigit() else "process unknown"


def _sweep(folder: str) -> None:
    """Remove the unfinished files of processes that were killed."""
    for name in os.listdir(folder):
        if name.startswith(PART) and _is_left_over(folder, name):
            _quietly(os.unlink, os.path.join(folder, name))


def _is_left_over(folder: str, name: str) -> bool:
    process = part_of(name)
    if process is None:
        return False
    try:
        found = os.lstat(os.path.join(folder, name))
    except OSError:
        return False
    old = time.time() - found.st_mtime > _OLD
    return S_ISREG(found.st_mode) and (old or process == os.getpid() or not _lives(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _quietly(action: Callable[[str], None], path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        action(path)
