"""Lines and JSON elements that are read one by one: what cannot be read is refused and left out."""

from __future__ import annotations

from timelog_cli.domain.foreign import Problem, Unreadable
from timelog_cli.exchange.trackers.texts import Elements, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.sources import File, Source

    Read = Callable[[int, str], Entry | None]
    ReadElement = Callable[[int, Any, str], Entry | None]


def of_files(source: Source, read: Callable[[File], Iterable[Entry]]) -> Iterator[Entry]:
    """The entries of all files, which say where they are from if there are several."""
    several = len(source.files) > 1
    for file in source.files:
        for entry in read(file):
            yield entry._replace(file=file.name) if several else entry


def of_lines(file: File, reading: Reading, read: Read) -> Iterator[Entry]:
    """What is read from each line.

    :param read: is given the number and the text of a line; gives an entry if it has one
    """
    for number, line in lines(file, reading):
        try:
            entry = read(number, line)
        except Unreadable as error:
            reading.refuse(problem(file, number, line, error))
        else:
            if entry is not None:
                yield entry


def of_elements(elements: Elements, reading: Reading, read: ReadElement) -> Iterator[Entry]:
    """What is read from each element of a JSON array.

    :param read: is given the number, the value and the text of an element
    """
    for number, value, text in elements:
        try:
            entry = read(number, value, text)
        except Unreadable as error:
            reading.refuse(problem(elements.file, number, text, error))
        else:
            if entry is not None:
                yield entry


def problem(file: File, number: int, raw: str, error: Unreadable) -> Problem:
    """What is wrong with an entry of a file."""
    return Problem(file.name, number, error.column, error.message, error.hint, raw)


def with_project(entry: Entry, mark: str) -> Entry:
    """An entry of a program without projects, whose project is that of a tag, if one has it.

    :param mark: how such a tag begins: ``project:``
    """
    for tag in entry.tags:
        if tag.startswith(mark) and tag != mark:
            others = tuple(one for one in entry.tags if one != tag)
            return entry._replace(project=tag.removeprefix(mark), tags=others)
    return entry
