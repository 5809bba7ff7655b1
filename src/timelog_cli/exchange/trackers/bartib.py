"""bartib: a line for each activity, with its times, project and description between bars."""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers import lines_alone
from timelog_cli.exchange.trackers.clock import Clock, seconds_of
from timelog_cli.exchange.trackers.each import of_files, of_lines
from timelog_cli.exchange.trackers.texts import excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

_TIME = "([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?"
_LINE = re.compile(rf"{_TIME}(?: +- +{_TIME})? *\|(.*)")
_FIRST = re.compile(rf"^{_TIME}(?: +- +{_TIME})? *\|", re.MULTILINE)
_PART = re.compile(r"[^\\|]+|\\.?|\|")
_LIKE = "to read it, write it as in 2026-03-28 09:00 - 2026-03-28 10:30 | project | text"
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether times and a bar begin a line."""
    return not names and bool(_FIRST.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The activity of each line; one without an end is running."""
    return of_files(source, lambda file: _read(file, reading))


def _read(file: File, reading: Reading) -> Iterator[Entry]:
    clock = Clock(reading.zone)

    def activity(number: int, line: str) -> Entry | None:
        return _activity(number, line, clock) if line.strip() else None

    return of_lines(file, reading, activity)


def _activity(number: int, line: str, clock: Clock) -> Entry:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Unreadable(f"'{excerpt(line)}' is not an activity of bartib", _LIKE)
    *digits, rest = found.groups()
    project, *text = _fields(rest)
    if len(text) > 1:
        raise Unreadable(
            "it has more than a project and a text behind its times",
            "to read it, write bars inside a text with a backslash before them",
        )
    if digits[6] is None:
        start, end = clock.instant(*_moment(digits[:6])), None
    else:
        start, end = clock.span(_moment(digits[:6]), _moment(digits[6:]))
    return Entry(number, start, end, project, "".join(text), raw=line)


def _moment(digits: Sequence[str | None]) -> tuple[int, int, int, int]:
    year, month, day, *time = (int(one or 0) for one in digits)
    return year, month, day, seconds_of(*time)


def _fields(rest: str) -> list[str]:
    """What stands between bars that have no backslash before them."""
    if "\\" not in rest:
        return [one.strip() for one in rest.split("|")]
    fields = [""]
    for part in _PART.findall(rest):
        if part == "|":
            fields.append("")
        else:
            fields[-1] += part.removeprefix("\\") or part
    return [one.strip() for one in fields]
