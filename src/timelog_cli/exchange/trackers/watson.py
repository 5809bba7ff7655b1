"""Watson: its folder, the ``frames`` in it, and what ``watson log`` prints as JSON and CSV.

``frames`` and JSON have exact times and Watson's ids. CSV has neither: Watson writes all its times
with the offset from UTC of the day on which it was written, and cuts the ids.
"""

from __future__ import annotations

import csv
import re

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import ARRAY, Frame
from timelog_cli.exchange.trackers.clock import Clock, instant_of_iso, seconds_of
from timelog_cli.exchange.trackers.each import of_elements, of_files, of_lines, problem
from timelog_cli.exchange.trackers.sources import Source
from timelog_cli.exchange.trackers.texts import Elements, document, excerpt, first_character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

_HEADER = "id,start,stop,project,tags"
_FRAME = re.compile(r"\s*\[\s*\[\s*[0-9.]+,\s*[0-9.]+,\s*\"")
_LOGGED = re.compile(r'\s*\[\s*\{\s*"id":\s*"[^"]*",\s*"project":')
_LOCAL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")
_LATEST = 7_258_118_400  # 2200


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is Watson's folder, its frames, or what ``watson log`` prints."""
    if names:
        return "frames" in names
    return bool(_FRAME.match(head) or _LOGGED.match(head)) or head.startswith(_HEADER)


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The frames, and the timer that runs.

    :raises UsageError: a folder without frames, or a report, which has no frames
    """
    return of_files(_data(source), lambda file: _read(file, reading))


def frame(source: Source) -> Frame:
    """An array, or lines below a header."""
    if first_character(_data(source).files[0]) == "[":
        return ARRAY
    return Frame(before=_HEADER + "\n")


def _data(source: Source) -> Source:
    if not source.is_folder:
        return source
    files = [one for one in (source.file("frames"), source.file("state")) if one]
    if not files:
        raise UsageError(
            f"{shown(source.path)} has no file of Watson named frames",
            "give the folder of Watson, such as ~/.config/watson, or the file frames in it",
        )
    return Source(source.path, files)


def _read(file: File, reading: Reading) -> Iterator[Entry]:
    match first_character(file):
        case "[":
            return of_elements(Elements(file), reading, _element)
        case "{":
            return _running(file, reading)
        case _:
            return _table(file, reading)


def _element(number: int, value: Any, raw: str) -> Entry:
    """A frame of Watson's own file, or one of ``watson log --json``."""
    match value:
        case [start, stop, str(project), str(id_)]:
            return _entry(number, raw, (_instant(start), _instant(stop)), (project, id_, []))
        case [start, stop, str(project), str(id_), tags, *_]:
            return _entry(number, raw, (_instant(start), _instant(stop)), (project, id_, tags))
        case {"id": str(id_), "project": str(project), "start": str(start), "stop": str(stop)}:
            times = instant_of_iso(start), instant_of_iso(stop)
            return _entry(number, raw, times, (project, id_, value.get("tags")))
        case _:
            raise Unreadable("it is not a frame of Watson: [start, stop, project, id, tags]")


def _entry(
    number: int, raw: str, times: tuple[int, int | None], what: tuple[str, str, Any]
) -> Entry:
    project, id_, tags = what
    if not isinstance(tags, list | None) or not all(isinstance(one, str) for one in tags or ()):
        raise Unreadable("its tags are not a list of texts")
    return Entry(number, *times, project, tags=tuple(tags or ()), id=id_, raw=raw)


def _instant(value: Any) -> int:
    if isinstance(value, int | float) and 0 <= value < _LATEST:
        return int(value)
    raise Unreadable("its start or its stop is not a time in seconds since 1970")


def _running(file: File, reading: Reading) -> Iterator[Entry]:
    """The file named ``state``: what runs, or an empty object."""
    state = document(file)
    if not state:
        return
    try:
        match state:
            case {"project": str(project), "start": start}:
                tags = state.get("tags")
                yield _entry(1, "", (_instant(start), None), (project, "", tags))
            case _:
                raise Unreadable("it is not a state of Watson: it has no project or no start")
    except Unreadable as error:
        reading.refuse(problem(file, 1, "", error))


def _table(file: File, reading: Reading) -> Iterator[Entry]:
    clock = Clock(reading.zone)

    def row(number: int, line: str) -> Entry | None:
        if number == 1:
            _check_header(file, line)
            return None
        return _row(number, line, clock) if line else None

    reading.remark(
        "Watson writes all times of its CSV with the offset from UTC of the day on which it was"
        " written, so half of the year is an hour off; its file frames is exact."
    )
    return of_lines(file, reading, row)


def _check_header(file: File, line: str) -> None:
    if line != _HEADER:
        raise UsageError(
            f"{shown(file.name)} is not a list of Watson's frames",
            "give the file that watson log --json or watson log --csv prints",
        )


def _row(number: int, line: str, clock: Clock) -> Entry:
    cells = _cells(line)
    _, start, stop, project, tags = cells
    times = clock.span(_local(start, 2), _local(stop, 3))
    return Entry(number, *times, project, tags=tuple(tags.split(", ")) if tags else (), raw=line)


def _cells(line: str) -> list[str]:
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise Unreadable(f"it is not CSV: {error}") from None
    if len(cells) != 5:
        raise Unreadable(f"it has {len(cells)} cells instead of 5")
    return cells


def _local(text: str, column: int) -> tuple[int, int, int, int]:
    found = _LOCAL.fullmatch(text)
    if found is None:
        raise Unreadable(f"'{excerpt(text)}' is not a time of Watson", column=column)
    year, month, day, *time = map(int, found.groups())
    return year, month, day, seconds_of(*time)
