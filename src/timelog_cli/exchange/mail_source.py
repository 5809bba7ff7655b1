"""Where mail comes from: a file, an mbox, a Maildir, a directory of files, standard input."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from timelog_cli.domain.text import shown
from timelog_cli.errors import NotFound, UsageError

MESSAGE_LIMIT = 50 << 20

_PIECE = 64 << 10
_TIME, _YEAR = re.compile(rb"\d:\d\d"), re.compile(rb"\b\d{4}\b")
_HEADER_LINE = re.compile(rb">?[!-9;-~]+[ \t]*:|>From ")
_ESCAPED = re.compile(rb">+From ")
_MAILDIR = ("cur", "new")
_READS = "give a message, an mbox file, a Maildir (with cur and new), or a folder of .eml files"


def read_source(path: str | None, stdin: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Each message with a label that names where it lies.

    Of a message above ``MESSAGE_LIMIT`` one byte more is given, which ``parse`` refuses.

    :raises NotFound: nothing is there
    :raises UsageError: a directory without mail, or what the system does not let us read
    """
    if path is None or path == "-":
        return _messages(stdin, "standard input")
    if _is_directory(path):
        return _files(_listed(path))
    return _file(path)


def _is_directory(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(f"no such file: {shown(path)}", _READS) from None
    except (OSError, ValueError) as error:
        raise _not_read(path, error) from None


def _not_read(label: str, error: Exception) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) else None
    return UsageError(
        f"cannot read {shown(label)}: {(reason or str(error)).lower()}",
        "check that you have permission to read it",
    )


def _listed(path: str) -> list[Path]:
    place = Path(path)
    try:
        folders = [place / name for name in _MAILDIR if (place / name).is_dir()]
        found = [name for folder in folders or [place] for name in folder.iterdir()]
        mails = [name for name in found if _is_mail(name)]
    except OSError as error:
        raise _not_read(path, error) from None
    if not folders:
        mails = [name for name in mails if name.suffix.lower() == ".eml"]
    if not folders and not mails:
        raise UsageError(f"{shown(path)} does not contain any email", _READS)
    return sorted(mails, key=lambda name: name.name)


def _is_mail(name: Path) -> bool:
    return not name.name.startswith(".") and name.is_file()


def _files(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            with path.open("rb") as file:
                raw = file.read(MESSAGE_LIMIT + 1)
        except FileNotFoundError:
            continue  # a mail program has moved it since the directory was listed
        except OSError as error:
            raise _not_read(str(path), error) from None
        yield shown(str(path)), raw


def _file(path: str) -> Iterator[tuple[str, bytes]]:
    try:
        with Path(path).open("rb") as file:
            yield from _messages(file, path)
    except OSError as error:
        raise _not_read(path, error) from None


def _messages(file: BinaryIO, label: str) -> Iterator[tuple[str, bytes]]:
    """One message, or those of an mbox: it begins with a postmark ("From someone at a time")."""
    try:
        head = _first_line(file)
        if _is_postmark(head):
            yield from _split(file, head, label)
        else:
            yield shown(label), head + file.read(MESSAGE_LIMIT + 1 - len(head))
    except OSError as error:
        raise _not_read(label, error) from None


def _is_postmark(line: bytes) -> bool:
    """Whether a line is ``From``, somebody, a time, a year; searched for one after the other."""
    time = _TIME.search(line, 5) if line.startswith(b"From ") else None
    return time is not None and _YEAR.search(line, time.end()) is not None


def _first_line(file: BinaryIO) -> bytes:
    line = b"\n"
    while line and not line.strip():
        line = file.readline(_PIECE)
    return line


def _split(file: BinaryIO, postmark: bytes, label: str) -> Iterator[tuple[str, bytes]]:
    number = 1
    message = _Message(postmark)
    before, line = postmark, file.readline(_PIECE)
    while line:
        after = file.readline(_PIECE)
        if _begins(before, line, after):
            yield f"{shown(label)}, message {number}", message.whole()
            number, message = number + 1, _Message(line)
        else:
            message.add(line[1:] if _is_escaped(before, line) else line)
        before, line = line, after
    yield f"{shown(label)}, message {number}", message.whole()


def _begins(before: bytes, line: bytes, after: bytes) -> bool:
    """A postmark stands between an empty line and a header; text that looks like one does not."""
    return (
        before in {b"\n", b"\r\n"}
        and _is_postmark(line)
        and (not after or bool(_HEADER_LINE.match(after)))
    )


def _is_escaped(before: bytes, line: bytes) -> bool:
    return before.endswith(b"\n") and bool(_ESCAPED.match(line))


class _Message:
    """The lines of one message, of which no more than the limit and one byte is kept."""

    def __init__(self, line: bytes) -> None:
        self._data = bytearray(line)

    def add(self, line: bytes) -> None:
        self._data += line[: MESSAGE_LIMIT + 1 - len(self._data)]

    def whole(self) -> bytes:
        """Without the empty line that parts it from the next."""
        ends = (b"\r\n", b"\n") if len(self._data) <= MESSAGE_LIMIT else ()
        for end in ends:
            if self._data.endswith(end * 2):
                return bytes(self._data[: -len(end)])
        return bytes(self._data)
