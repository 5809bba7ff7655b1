"""The files inside a zip archive, read with limits so that no small archive becomes a large one."""

from __future__ import annotations

import struct
import zlib
from contextlib import ExitStack
from functools import partial
from io import BufferedReader, RawIOBase
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.log_source import FILE_LIMIT
from timelog_cli.exchange.trackers.sources import File

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, BinaryIO
    from zipfile import ZipInfo

MOST_MEMBERS = 1000
MOST_TIMES_LARGER = 200
_DIRECTORY_LIMIT = 1_000_000
_ALWAYS_ALLOWED = 1_000_000
_ENCRYPTED = 1
# The end of the directory: where it is looked for, and what it has (APPNOTE 4.3.16).
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
_LARGE_END, _LARGE_END_SIZE = b"PK\x06\x07", 20
_DAMAGED = (BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError)
_AGAIN = "export it again"


def files(archive: File) -> list[File]:
    """The files inside an archive, without their folders.

    :raises UsageError: it is damaged, encrypted, or more than it should be
    """
    with archive.opened() as stream:
        _check_directory(archive.name, stream)
        try:
            with ZipFile(stream) as opened:
                members = [one for one in opened.infolist() if not one.filename.endswith("/")]
        except _DAMAGED:
            raise _damaged(archive.name) from None
    for member in members:
        _check(archive.name, member)
    if sum(member.file_size for member in members) > FILE_LIMIT:
        raise UsageError(f"{shown(archive.name)} has more than {FILE_LIMIT // 10**9} GB inside")
    return [
        File(f"{archive.name}/{one.filename.rpartition('/')[2]}", partial(_opened, archive, one))
        for one in members
    ]


def _check_directory(name: str, stream: BinaryIO) -> None:
    """Refuse a directory that takes much memory before it is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LARGE_END_SIZE))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _damaged(name)
    count, length = struct.unpack_from("<HL", tail, at + 10)
    is_large = tail[max(0, at - _LARGE_END_SIZE) : at].startswith(_LARGE_END)
    if is_large or count > MOST_MEMBERS or length > _DIRECTORY_LIMIT:
        raise UsageError(
            f"{shown(name)} has more than {MOST_MEMBERS:,} files inside", "give the file to import"
        )
    stream.seek(0)


def _check(name: str, member: ZipInfo) -> None:
    """Refuse what cannot be read, and what grows as no export does.

    :raises UsageError: with the reason
    """
    if member.flag_bits & _ENCRYPTED:
        raise UsageError(f"{shown(name)} is encrypted", "give the folder it is unpacked to")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise UsageError(
            f"{shown(name)} is compressed in an unusual way", "give the folder it is unpacked to"
        )
    allowed = _ALWAYS_ALLOWED + MOST_TIMES_LARGER * member.compress_size
    if member.file_size > allowed:
        raise UsageError(
            f"{shown(name)}: {shown(member.filename[:80])} would be more than"
            f" {MOST_TIMES_LARGER} times as large as in the archive",
            "to import it, unpack it and give the folder",
        )


def _damaged(name: str) -> UsageError:
    return UsageError(f"{shown(name)} is not an intact zip archive", _AGAIN)


def _opened(archive: File, member: ZipInfo) -> BinaryIO:
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(archive.opened())
            opened = stack.enter_context(ZipFile(stream))
            content = stack.enter_context(opened.open(member))
        except _DAMAGED:
            raise _damaged(archive.name) from None
        return BufferedReader(_Member(content, archive.name, stack.pop_all()))


class _Member(RawIOBase):
    """The bytes of a member, which are never more than the directory says."""

    def __init__(self, content: IO[bytes], name: str, stack: ExitStack) -> None:
        self._content, self._name, self._stack = content, name, stack

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._content.read(len(buffer))
        except _DAMAGED:
            raise _damaged(self._name) from None
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stack.close()
        super().close()
