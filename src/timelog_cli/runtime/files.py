"""Writing files so that each is there whole or not at all, and none is ever written over."""

from __future__ import annotations

import os

from timelog_cli.domain.text import shown
from timelog_cli.errors import OutputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import TextIO

PART = ".timelog-"
_END = ".part"


def ensure_folder(folder: str) -> None:
    """Make a folder that is not there.

    :raises OutputError: it cannot be made, or is a file
    """
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def put(folder: str, name: str, content: bytes, *, alone: bool = True, mode: int = 0o666) -> bool:
    """Write a new file of a folder; whether it was written, and not there already.

    The bytes go to a temporary file beside it first and reach the disk before the name does.

    :param mode: who may read and write it, as far as the umask allows
    :param alone: whether the name is to reach the disk now; ``sync`` does it for many
    :raises OutputError: a file of that name holds other bytes, or it cannot be written
    """
    if name in {"", ".", ".."} or "/" in name or "\0" in name or os.sep in name:
        raise OutputError(f"{name!r} is not a valid file name")
    path = os.path.join(folder, name)
    try:
        return False if _is_there(path, content) else _write(folder, path, content, alone, mode)
    except OSError as error:
        raise cannot_write(path, error) from error


def _is_there(path: str, content: bytes) -> bool:
    if not os.path.lexists(path):
        return False
    if not os.path.isfile(path):
        raise OutputError(
            f"cannot write {path}: it exists and is not a regular file; it was left unchanged"
        )
    with open(path, "rb") as file:
        if file.read() != content:
            raise OutputError(
                f"cannot write {path}: a different file is already there",
                "move that file, then run the command again",
            )
    return True


def _write(folder: str, path: str, content: bytes, alone: bool, mode: int) -> bool:
    part = os.path.join(folder, _part_name())
    try:
        with open(part, "xb", opener=_opener(mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written = _name(part, path, content)
    finally:
        if os.path.lexists(part):
            os.unlink(part)
    if alone:
        _sync(folder)
    return written


def _opener(mode: int) -> Callable[[str, int], int]:
    return lambda path, flags: os.open(path, flags, mode)


def _part_name() -> str:
    return f"{PART}{os.getpid()}-{os.urandom(4).hex()}{_END}"


def part_of(name: str) -> int | None:
    """The process that an unfinished file of this program is of; ``None`` for any other file."""
    middle = name.removeprefix(PART).removesuffix(_END)
    process, dash, chance = middle.partition("-")
    hexadecimal = len(chance) == 8 and not set(chance) - set("0123456789abcdef")
    mine = name == f"{PART}{process}-{chance}{_END}" and dash and hexadecimal
    return int(process) if mine and process.isascii() and process.isdigit() else None


def _name(part: str, path: str, content: bytes) -> bool:
    """Give the temporary file its name, which another process may have taken meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        return not _is_there(path, content)
    except OSError:  # a file system without links
        if _is_there(path, content):
            return False
        os.rename(part, path)
    return True


def sync(folder: str) -> None:
    """Have the names of new files reach the disk.

    :raises OutputError: they cannot
    """
    try:
        _sync(folder)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _sync(folder: str) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: str, error: OSError) -> OutputError:
    """The error of a file or folder that cannot be written."""
    return OutputError(f"cannot write {path}: {(error.strerror or str(error)).lower()}")


def check_new(path: str) -> None:
    """Refuse a path at which there is anything.

    :raises OutputError: there is
    """
    if os.path.lexists(path):
        raise OutputError(
            f"cannot write {shown(path)}: a file is already there", "give it another name"
        )


def _check_replaceable(path: str) -> None:
    """Refuse a folder or a device, of which a file would take the place.

    :raises OutputError: it is one
    """
    if os.path.isdir(path):
        from errno import EISDIR

        raise cannot_write(path, IsADirectoryError(EISDIR, os.strerror(EISDIR)))
    if os.path.lexists(path) and not os.path.isfile(path):
        raise OutputError(f"cannot write {path}: it is not a regular file")


def replace(path: str, content: bytes, *, mode: int = 0o666) -> bool:
    """Write a file of the program's own, whatever was in it; whether that changed anything.

    :param mode: who may read and write a file that is new; one that is there keeps its own

    :raises OutputError: it cannot be written
    """
    path = os.path.realpath(path)
    folder = os.path.dirname(path)
    _check_replaceable(path)
    ensure_folder(folder)
    part = os.path.join(folder, _part_name())
    try:
        if os.path.isfile(path) and _content(path) == content:
            return False
        with open(part, "xb", opener=_opener(mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        keep(part, path)
        os.replace(part, path)
    except OSError as error:
        if os.path.lexists(part):
            os.unlink(part)
        raise cannot_write(path, error) from error
    return True


class Writing:
    """A text that takes the place of the file at a path once all of it is written, in UTF-8.

    :param mode: who may read and write a file that is new; one that is there keeps its own
    :raises OutputError: it cannot be written; what was there is as it was
    """

    def __init__(self, path: str, *, mode: int = 0o666) -> None:
        self._path, self._mode = os.path.realpath(path), mode
        self._part = os.path.join(os.path.dirname(self._path), _part_name())

    def __enter__(self) -> TextIO:
        _check_replaceable(self._path)
        try:
            self._file = open(
                self._part, "x", encoding="utf-8", newline="", opener=_opener(self._mode)
            )
        except OSError as error:
            raise cannot_write(self._path, error) from error
        return self._file

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._end(whole=error is None)
        except OSError as wrong:
            error = wrong
        if isinstance(error, OSError):
            raise cannot_write(self._path, error) from error

    def _end(self, *, whole: bool) -> None:
        try:
            if whole:
                self._place()
        finally:
            if os.path.lexists(self._part):
                os.unlink(self._part)
            self._file.close()

    def _place(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        keep(self._part, self._path)
        os.replace(self._part, self._path)
        _sync(os.path.dirname(self._path))


def append(path: str, content: bytes, unless: bytes) -> bool:
    """Add lines to the end of a user's file; whether they were added.

    In one write, so that the file keeps its mode, its owner and the links to it, and another
    program that reads it sees all of it or none.

    :param unless: what the file holds when it has been done already
    :raises OutputError: it cannot be written
    """
    try:
        before = _content(path) if os.path.exists(path) else b""
        if unless in before:
            return False
        if before and not before.endswith(b"\n"):
            content = b"\n" + content
        with open(path, "ab", buffering=0) as file:
            file.write(content)
    except OSError as error:
        raise cannot_write(path, error) from error
    return True


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def keep(part: str | int, path: str, *, mode: bool = True) -> None:
    """Give a new file the owner and the mode of the one it replaces, else the folder's owner."""
    try:
        found = os.stat(path)
    except OSError:
        give_to_folder(part, path)
        return
    _give(part, found)
    if mode:
        os.chmod(part, found.st_mode & 0o777)


def give_to_folder(made: str | int, path: str) -> None:
    """Give what root made at a path to the owner of the folder."""
    if os.geteuid() == 0:
        _give(made, os.stat(os.path.dirname(os.path.abspath(path))))


def make_folders(folder: str) -> list[str]:
    """Make a folder, and those that it lies in, for the user alone; those made, innermost first.

    :raises OSError: it cannot be made
    """
    missing = []
    path = os.path.abspath(folder)
    while not os.path.lexists(path):
        missing.append(path)
        path = os.path.dirname(path)
    os.makedirs(path, exist_ok=True)  # refuses a file
    for made in reversed(missing):
        os.makedirs(made, mode=0o700, exist_ok=True)
        give_to_folder(made, made)
    return missing


def _give(made: str | int, found: os.stat_result) -> None:
    now = os.stat(made)
    if (now.st_uid, now.st_gid) != (found.st_uid, found.st_gid):
        # Only root may; another user may at most keep the group.
        for owner, group in ((-1, found.st_gid), (found.st_uid, -1)):
            try:
                os.chown(made, owner, group)
            except PermissionError:
                continue
