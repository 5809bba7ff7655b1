"""Lines of text files, whatever they are encoded in, and elements of JSON arrays.

Both come one at a time, so that memory does not grow with the file.
"""

from __future__ import annotations

import codecs
from json import JSONDecodeError, JSONDecoder

from timelog_cli.domain.foreign import Problem
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.log_source import LINE_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO, TextIO

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

DOCUMENT_LIMIT = 50_000_000
ELEMENT_LIMIT = 10_000_000
_PIECE = 1 << 18
_EXCERPT = 40
_BLANKS = " \t\r\n"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SAVE = "save the file as UTF-8"
_DECODER = JSONDecoder()


def encoding_of(file: File) -> str:
    """The encoding of a text file: UTF-8, UTF-16 by its mark, else Windows-1252.

    :raises UsageError: the file is not text
    """
    head = file.head()
    for mark, name in _MARKS.items():
        if head.startswith(mark):
            return name
    if b"\0" in head:
        raise UsageError(f"{shown(file.name)} is not a text file", "give the file of an export")
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.opened() as stream:
        try:
            while piece := stream.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def lines(file: File, reading: Reading) -> Iterator[tuple[int, str]]:
    """The lines of a text file without their ends, each with its number, from 1.

    A line that is not text or longer than ``LINE_LIMIT`` is refused and left out.
    """
    encoding = encoding_of(file)
    if encoding == "cp1252":
        reading.remark(f"{shown(file.name)} is not UTF-8; it was read as Windows-1252.")
    with file.opened() as stream:
        from io import TextIOWrapper

        text = TextIOWrapper(stream, encoding, errors="replace", newline="\n")
        number = 0
        while line := text.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                _skip(text, line)
                message = f"the line is longer than {LINE_LIMIT // 10**6} MB"
                reading.refuse(Problem(file.name, number, None, message))
            elif "\0" in line:
                message = "the line contains a NUL character, so it is not text"
                reading.refuse(Problem(file.name, number, None, message, _SAVE))
            else:
                yield number, line.rstrip("\r\n")


def first_character(file: File) -> str:
    """The first character that is not blank; empty in an empty file."""
    return file.head().removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip()[:1]


def excerpt(text: str) -> str:
    """The beginning of a text of a file, as messages show it."""
    return shown(text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…")


def _skip(text: TextIO, line: str) -> None:
    while line and not line.endswith("\n"):
        line = text.readline(LINE_LIMIT)


def document(file: File) -> Any:
    """The value of a whole JSON file that is small, such as one with settings in it.

    :raises UsageError: larger than ``DOCUMENT_LIMIT``, or no JSON
    """
    with file.opened() as stream:
        content = stream.read(DOCUMENT_LIMIT + 1)
    if len(content) > DOCUMENT_LIMIT:
        raise UsageError(f"{shown(file.name)} is larger than {DOCUMENT_LIMIT // 10**6} MB")
    try:
        return _DECODER.decode(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{shown(file.name)} is not JSON: {_why(error)}") from None


class Elements:
    """The elements of the JSON array that a file consists of, or that follows some of its text.

    Each comes with which one it is, from 1, and its own text.

    :param after: the text behind which the array begins, such as ``"records":``; without it the
        array is the whole file
    :raises UsageError: the file is no such array
    """

    def __init__(self, file: File, after: str = "") -> None:
        self.file, self._after = file, after
        self._buffer, self._at = "", 0
        self._pieces: Iterator[str] = iter(())

    def __iter__(self) -> Iterator[tuple[int, Any, str]]:
        with self.file.opened() as stream:
            self._pieces = _pieces(stream)
            self._open()
            number = 0
            while not self._closed():
                number += 1
                value, text = self._element(number)
                yield number, value, text
                self._comma(number)

    def _more(self) -> bool:
        """Read on; whether there was something."""
        piece = next(self._pieces, "")
        self._buffer, self._at = self._buffer[self._at :] + piece, 0
        return piece != ""

    def _next(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANKS:
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _open(self) -> None:
        if self._after:
            while (found := self._buffer.find(self._after)) < 0:
                if len(self._buffer) > ELEMENT_LIMIT or not self._more():
                    raise self._wrong(f"it has no {self._after.rstrip(':')}")
            self._at = found + len(self._after)
        if self._next() != "[":
            raise self._wrong("it is not a JSON array")
        self._at += 1

    def _closed(self) -> bool:
        if self._next() == "]":
            return True
        if not self._next():
            raise self._wrong("the JSON array is not closed; the file may be incomplete")
        return False

    def _element(self, number: int) -> tuple[Any, str]:
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as error:
                cut = len(self._buffer) - self._at <= ELEMENT_LIMIT and not _nested(error)
                if cut and self._more():
                    continue
                raise self._wrong(f"element {number} is not JSON: {_why(error)}") from None
            if end == len(self._buffer) and self._more():  # a number may go on
                continue
            text = self._buffer[self._at : end]
            self._at = end
            return value, text

    def _comma(self, number: int) -> None:
        found = self._next()
        if found == ",":
            self._at += 1
        elif found and found != "]":
            raise self._wrong(f"there is no comma after element {number}")

    def _wrong(self, reason: str) -> UsageError:
        return UsageError(f"{shown(self.file.name)}: {reason}")


def _pieces(stream: BinaryIO) -> Iterator[str]:
    """The text of a file in pieces, none of them empty."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    while piece := stream.read(_PIECE):
        if text := decoder.decode(piece):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def _nested(error: Exception) -> bool:
    return isinstance(error, RecursionError)


def _why(error: Exception) -> str:
    if _nested(error):
        return "it is nested too deeply"
    if isinstance(error, JSONDecodeError):
        return str(error.msg).lower()
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else "a number is too long"
