"""The events in the text of a calendar, one at a time, and what else the file tells about them."""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Problem
from timelog_cli.exchange.ical import unescaped
from timelog_cli.exchange.log_source import LINE_LIMIT
from timelog_cli.exchange.trackers.texts import ELEMENT_LIMIT, lines
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

# The properties of an event that say something of it as work.
_USED = frozenset(
    (
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"),
    )
)
_OWN = "X-TIMELOG-"
_PART = re.compile(r"(?:[^\\,]|\\.)+")  # between commas
_MOST_ZONES = 500
_MOST_ZONE_LINES = 2000


class Event(Frozen):
    """The text of an event.

    :param line: where it begins in its file, from 1
    :param text: the properties that are used, each on one line
    :param tags: its categories; old versions of the library cut those with commas in two
    :param own: those that only our exports have, by the rest of their names
    :param calendar: what the calendar is called that it is in
    :param raw: the event in the form of the file
    """

    line: int
    text: str
    tags: tuple[str, ...]
    own: dict[str, str]
    calendar: str
    raw: str


class _Open:
    """An event whose end is still to come."""

    def __init__(self, line: int) -> None:
        self.line, self.depth, self.size = line, 0, 0
        self.used: list[str] = []
        self.tags: list[str] = []
        self.own: dict[str, str] = {}
        self.raw: list[str] = []

    def add(self, name: str, line: str) -> None:
        """Keep a property if it is used, and not one of an alarm inside the event."""
        if self.depth:
            return
        if name in _USED or ":" not in line:  # what is broken is told
            self.used.append(line)
        elif name == "CATEGORIES":
            self.tags += (unescaped(one) for one in _PART.findall(line.partition(":")[2]))
        elif name.startswith(_OWN):
            self.own[name.removeprefix(_OWN)] = unescaped(line.partition(":")[2])

    def event(self, calendar: str) -> Event:
        """The event, complete."""
        text = "\r\n".join(("BEGIN:VEVENT", *self.used, "END:VEVENT", ""))
        tags = dict.fromkeys(one.strip() for one in self.tags if one.strip())
        return Event(self.line, text, tuple(tags), self.own, calendar, "\n".join(self.raw))


def events(file: File, reading: Reading) -> Iterator[Event]:
    """The events of all calendars in a file."""
    calendar, found = "", None
    for number, parts in _unfolded(file, reading):
        line = _joined(parts)
        name, value = name_of(line), line.partition(":")[2]
        begins = (name, value.strip().upper())
        if found is None:
            if begins == ("BEGIN", "VCALENDAR"):
                calendar = ""
            elif name == "X-WR-CALNAME":
                calendar = unescaped(value)
            elif begins == ("BEGIN", "VEVENT"):
                found = _Open(number)
                found.raw += parts
            continue
        found.size += sum(map(len, parts))
        if found.size <= ELEMENT_LIMIT:
            found.raw += parts
            found.add(name, line)
        if name == "BEGIN":
            found.depth += 1
        elif name == "END" and found.depth:
            found.depth -= 1
        elif name == "END":
            if _is_whole(found, begins[1], file, reading):
                yield found.event(calendar)
            found = None
    if found is not None:
        reading.refuse(Problem(file.name, found.line, None, "the event is not closed", _CUT))


_CUT = "the file may be incomplete: export it again"


def _is_whole(found: _Open, closed: str, file: File, reading: Reading) -> bool:
    """Whether an event is closed as it was opened, and small enough."""
    message = ""
    if found.size > ELEMENT_LIMIT:
        message = f"the event is larger than {ELEMENT_LIMIT // 10**6} MB"
    elif closed != "VEVENT":
        message = "the event is not closed"
    if message:
        reading.refuse(Problem(file.name, found.line, None, message, None, "\n".join(found.raw)))
    return not message


def told(file: File, reading: Reading) -> tuple[str, dict[str, list[str]]]:
    """What the first calendar is called, and the lines of each time zone that the file tells."""
    calendar, name = "", ""
    zones: dict[str, list[str]] = {}
    inside: list[str] | None = None
    for _, parts in _unfolded(file, reading):
        line = _joined(parts)
        if line.upper().startswith("BEGIN:VTIMEZONE") and len(zones) < _MOST_ZONES:
            inside, name = [], ""
        elif line.upper().startswith("END:VTIMEZONE") and inside is not None:
            zones.setdefault(name, inside)
            inside = None
        elif inside is not None and len(inside) < _MOST_ZONE_LINES:
            inside.append(line)
            if name_of(line) == "TZID":
                name = line.partition(":")[2]
        elif not calendar and name_of(line) == "X-WR-CALNAME":
            calendar = line.partition(":")[2]
    return calendar, zones


def _unfolded(file: File, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Lines with those that continue them, which begin with a blank, and the number of the first.

    Of more than a megabyte together, the rest is left out.
    """
    number, parts, size = 0, [""], 0
    for at, line in lines(file, reading):
        if line[:1] in {" ", "\t"} and number:
            size += len(line)
            if size <= LINE_LIMIT:
                parts.append(line)
        elif line.strip():
            if number:
                yield number, parts
            number, parts, size = at, [line], len(line)
    if number:
        yield number, parts


def _joined(parts: list[str]) -> str:
    return parts[0] + "".join(part[1:] for part in parts[1:])


def name_of(line: str) -> str:
    """The name of a property: ``DTSTART`` of ``DTSTART;TZID=Europe/Rome:20260302T090000``."""
    return line[:40].partition(":")[0].partition(";")[0].strip().upper()
