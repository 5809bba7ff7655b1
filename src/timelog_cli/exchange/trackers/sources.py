"""Where foreign time comes from: a file, a folder of files, or standard input."""

from __future__ import annotations

import os
from contextlib import contextmanager
from stat import S_ISDIR, S_ISREG

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.log_source import FILE_LIMIT, open_file, refusing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

HEAD_BYTES = 65_536
_MOST_FILES = 10_000
_INSIDE = ("data",)  # where timewarrior has its files


class File:
    """A file that can be read from its beginning as often as it takes.

    :param name: as messages show it
    :param opener: gives its bytes, from the beginning, until they are closed
    """

    def __init__(self, name: str, opener: Callable[[], BinaryIO]) -> None:
        self.name = name
        self._opener = opener

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes, from the beginning."""
        with refusing(self.name, "export.csv", _INSTEAD):
            stream = self._opener()
        with stream:
            try:
                yield stream
            except OSError:
                with refusing(self.name, "export.csv", _INSTEAD):
                    raise

    def head(self) -> bytes:
        """The first bytes, from which its format is told."""
        with self.opened() as stream:
            return stream.read(HEAD_BYTES)


class Source:
    """The files that an import reads.

    :param path: as it was given; ``-`` is standard input
    :param files: in the order of their names
    :param stream: what is open until ``close``
    """

    def __init__(self, path: str, files: Sequence[File], stream: BinaryIO | None = None) -> None:
        self.path = path
        self.files = files
        self._stream = stream

    def close(self) -> None:
        """Give up what was read of a pipe."""
        if self._stream is not None:
            self._stream.close()

    @property
    def is_folder(self) -> bool:
        """Whether a folder was given."""
        return os.path.isdir(self.path)

    def file(self, *names: str) -> File | None:
        """The first file of one of these names, without its folder; ``None`` if there is none."""
        found = {os.path.basename(one.name): one for one in self.files}
        return next((found[name] for name in names if name in found), None)


_INSTEAD = "to read standard input, use - as the file"


def opened(path: str, stdin: BinaryIO) -> Source:
    """The files of a path, which are there, can be read and are not too large.

    :param path: of a file or folder; ``-`` is standard input, which is read to its end
    :raises NotFound: no such file
    :raises UsageError: too large, or what cannot be read
    """
    if path != "-" and os.path.isdir(path):
        with refusing(path, "export.csv", _INSTEAD):
            return Source(path, _inside(path))
    if path != "-":
        with refusing(path, "export.csv", _INSTEAD):
            status = os.stat(path)
        if S_ISREG(status.st_mode):
            _check_size(path, status.st_size)
            return Source(path, [File(path, lambda: open(path, "rb"))])
    stream = open_file(path, stdin)
    name = "standard input" if path == "-" else path
    return Source(path, [File(name, _again(stream))], stream)


def _again(stream: BinaryIO) -> Callable[[], BinaryIO]:
    """Opens what was read once, from the beginning each time."""
    begin = stream.tell()

    def opener() -> BinaryIO:
        copy = os.fdopen(os.dup(stream.fileno()), "rb")
        copy.seek(begin)
        return copy

    return opener


def _inside(folder: str) -> list[File]:
    """The files of a folder, and of those below it that trackers have their data in."""
    paths = []
    for below in (folder, *(os.path.join(folder, name) for name in _INSIDE)):
        if os.path.isdir(below):
            paths += [os.path.join(below, name) for name in sorted(os.listdir(below))]
    files = [path for path in paths if not S_ISDIR(os.stat(path).st_mode)]
    if len(files) > _MOST_FILES:
        raise UsageError(
            f"{shown(folder)} has more than {_MOST_FILES:,} files", "give the file to import"
        )
    if not files:
        raise UsageError(f"{shown(folder)} has no files", "give a file, such as export.csv")
    for path in files:
        _check_size(path, os.stat(path).st_size)
    return [File(path, _opener(path)) for path in files]


def _opener(path: str) -> Callable[[], BinaryIO]:
    return lambda: open(path, "rb")


def _check_size(path: str, size: int) -> None:
    if size > FILE_LIMIT:
        raise UsageError(
            f"{shown(path)} is larger than {FILE_LIMIT // 10**9} GB",
            "export it in several parts, such as one for each year",
        )
