"""The bytes and lines of a file of logs, of standard input or of a pipe."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from errno import ENOSPC

from timelog_cli.domain.logtext import LineError
from timelog_cli.domain.text import shown
from timelog_cli.errors import NotFound, OutputError, TimelogError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    Refuse = Callable[[LineError], None]

LINE_LIMIT = 1_000_000
FILE_LIMIT = 1_000_000_000
_IN_MEMORY = 8 << 20
_PIECE = 1 << 20
_BOM = "\ufeff"
_INSTEAD = "to read standard input, use --from -"
_AS_UTF8 = "save the file as UTF-8"


def open_file(path: str, stdin: BinaryIO) -> BinaryIO:
    """The bytes of a file, or for ``-`` of standard input; a pipe is read to its end first.

    So no transaction waits for whoever writes into the pipe.

    :raises NotFound: no such file
    :raises UsageError: a folder, larger than ``FILE_LIMIT``, or what cannot be read
    """
    with refusing(path, "logs.csv", _INSTEAD):
        if path == "-":
            return stdin if _is_regular(stdin) else _copy(stdin)
        file = open(path, "rb")  # noqa: SIM115 - whoever reads it closes it
        if _is_regular(file):
            return file
        with file:
            return _copy(file)


@contextmanager
def refusing(path: str, example: str, instead: str) -> Iterator[None]:
    """Refuse with a sentence what keeps a file from being read.

    :param path: of the file; ``-`` is standard input
    :param example: of the name of a file
    :param instead: what to type where there is no such file
    :raises NotFound: no such file
    :raises UsageError: a folder, or what cannot be read
    """
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound(f"no such file: {shown(path)}", instead) from None
    except IsADirectoryError:
        raise UsageError(f"{shown(path)} is a folder", f"give a file, such as {example}") from None
    except (OSError, ValueError) as error:
        raise _not_read(path, error) from None


def _is_regular(file: BinaryIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except OSError:  # not a file of the system
        return False


def _copy(source: Any) -> BinaryIO:
    """All that a pipe or terminal gives, beyond some megabytes on disk."""
    from tempfile import SpooledTemporaryFile

    copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    while piece := source.read1(_PIECE):  # a terminal ends once, and goes on if it is read again
        copy.write(piece)
        if copy.tell() > FILE_LIMIT:
            raise UsageError(f"the input is larger than {FILE_LIMIT // 10**9} GB")
    copy.seek(0)
    return copy  # type: ignore[return-value]


def _not_read(path: str, error: Exception) -> TimelogError:
    if isinstance(error, OSError) and error.errno == ENOSPC:
        return OutputError(
            "the disk with the temporary files is full; nothing was changed",
            "use another folder for them: export TMPDIR=FOLDER",
        )
    reason = error.strerror if isinstance(error, OSError) else None
    name = "standard input" if path == "-" else shown(path)
    return UsageError(
        f"cannot read {name}: {(reason or str(error)).lower()}",
        "check that you have permission to read the file",
    )


class Lines:
    """The lines of a file with their ends; one that is not text is told, and left out.

    ``number`` is that of the last line, ``first`` that of the first one since it was set to 0,
    and ``text`` its text.
    """

    def __init__(self, file: BinaryIO, path: str, refuse: Refuse) -> None:
        self._file, self._path, self._refuse = file, path, refuse
        self.number = self.first = 0
        self.text = ""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        text = None
        while text is None:
            try:
                raw = self._file.readline(LINE_LIMIT + 1)
            except OSError as error:
                raise _not_read(self._path, error) from None
            if not raw:
                raise StopIteration
            self.number += 1
            text = self._text(raw)
        if not self.first:
            self.first, self.text = self.number, text
        return text

    def _text(self, raw: bytes) -> str | None:
        if len(raw) > LINE_LIMIT:
            self._skip(raw)
            why = UsageError(f"the line is longer than {LINE_LIMIT // 10**6} MB")
        elif b"\0" in raw:
            why = UsageError("the line contains a NUL character, so it is not text", _AS_UTF8)
        else:
            try:
                text = raw.decode("utf-8")
                return text.removeprefix(_BOM) if self.number == 1 else text
            except UnicodeDecodeError:
                why = UsageError("the line is not UTF-8", _AS_UTF8)
        self._refuse(LineError(self.number, raw[:100].decode("utf-8", "replace").rstrip(), why))
        return None

    def _skip(self, raw: bytes) -> None:
        while raw and not raw.endswith(b"\n"):
            raw = self._file.readline(LINE_LIMIT)
