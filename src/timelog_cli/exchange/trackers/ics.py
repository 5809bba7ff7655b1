"""iCalendar (RFC 5545): the events of calendars, also those that repeat, as work that was done.

The calendar is the project, and what an event is called its text; our own exports say both apart.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from warnings import catch_warnings

from timelog_cli.domain.foreign import Entry, Problem, Unreadable
from timelog_cli.errors import UsageError
from timelog_cli.exchange.ical import BROKEN, escaped, library
from timelog_cli.exchange.trackers import Frame
from timelog_cli.exchange.trackers.calendar_series import times
from timelog_cli.exchange.trackers.calendar_text import events, name_of, told
from timelog_cli.exchange.trackers.calendar_values import (
    When,
    is_for_all_later,
    length,
    reason,
    text,
    when,
)
from timelog_cli.exchange.trackers.calendar_zones import Zones
from timelog_cli.exchange.trackers.clock import DAY, check_year
from timelog_cli.exchange.trackers.each import of_files, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.calendar_series import Time
    from timelog_cli.exchange.trackers.calendar_text import Event
    from timelog_cli.exchange.trackers.sources import File, Source

MOST_TIMES = 10_000  # of one event: each working day for forty years
MOST_ENTRIES = 2_000_000  # of a file, with all times of events that repeat
_OF_ALL = frozenset(("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"))
_OURS = "@timelog"  # which ends the UID of an event that is a log
_HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//timelog//timelog//EN\n"


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is a calendar, or a folder of some."""
    if names:
        return all(name.lower().endswith((".ics", ".ical")) for name in names)
    first = head.lstrip().partition("\n")[0]
    return first.rstrip().upper() in {"BEGIN:VCALENDAR", "BEGIN:VEVENT"}


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The events that are over, in the order of the file; all times of one that repeats together.

    :raises Refused: the library that reads them is not installed
    :raises UsageError: so many events that it is no calendar
    """
    parse = library().Event.from_ical
    return of_files(source, lambda file: _Calendar(file, reading, parse).entries())


def frame(source: Source) -> Frame:
    """A calendar with the time zones that the file tells."""
    from timelog_cli.domain.foreign import Reading

    quiet = Reading("UTC", 0, lambda _: None, lambda _: None)
    calendar, zones = told(source.files[0], quiet)
    name = f"X-WR-CALNAME:{calendar}\n" if calendar else ""
    each = "".join(
        "\n".join(("BEGIN:VTIMEZONE", *lines, "END:VTIMEZONE", "")) for lines in zones.values()
    )
    return Frame(_HEAD + name + each, "\n", "\nEND:VCALENDAR\n")


class _Calendar:
    """A file while it is read.

    :param parse: makes an event of the library from its text
    """

    def __init__(self, file: File, reading: Reading, parse: Any) -> None:
        self._file, self._reading, self._parse = file, reading, parse
        base = os.path.basename(file.name)
        self._name = os.path.splitext(base)[0]
        self._zones = Zones({}, reading.zone, reading.now)
        # By UID: which times of an event that repeats are changed, and from when on it is over.
        self._changed: dict[str, set[int]] = {}
        self._over: dict[str, int] = {}
        self._count = self._going_on = 0

    def entries(self) -> Iterator[Entry]:
        """What it says."""
        quiet = self._reading._replace(refuse=lambda _: None, remark=lambda _: None)
        _, zones = told(self._file, quiet)
        self._zones = Zones(zones, self._reading.zone, self._reading.now)
        self._look_for_changes(quiet)
        for found in events(self._file, self._reading):
            try:
                yield from map(self._counted, self._of_event(found))
            except Unreadable as error:
                self._reading.refuse(problem(self._file, found.line, found.raw, error))
        if self._going_on:
            self._reading.remark(
                "Left out the times that are still to come of"
                f" {self._going_on:,} repeating event{'' if self._going_on == 1 else 's'}."
            )

    def _counted(self, entry: Entry) -> Entry:
        self._count += 1
        if self._count > MOST_ENTRIES:
            raise UsageError(
                f"the calendar has more than {MOST_ENTRIES:,} events, with those that repeat",
                "export fewer years",
            )
        return entry

    def _look_for_changes(self, quiet: Reading) -> None:
        """Note which times of events that repeat have an event of their own."""
        for found in events(self._file, quiet):
            if "\nRECURRENCE-ID" not in found.text.upper():
                continue
            try:
                event = self._event(found)
                at = self._instant(when(event, "RECURRENCE-ID"))
            except Unreadable:
                continue
            uid = text(event, "UID")
            self._changed.setdefault(uid, set()).add(at)
            if is_for_all_later(event):
                self._over[uid] = min(at, self._over.get(uid, at))

    def _event(self, found: Event) -> Any:
        try:
            with catch_warnings(action="ignore"):  # of names of zones, which it need not know
                event = self._parse(found.text)
        except BROKEN:
            raise Unreadable("the event cannot be read") from None
        for name, _ in event.errors:
            raise Unreadable(f"its {name} is broken" if name else "one of its lines is broken")
        return event

    def _instant(self, when: When) -> int:
        if when.zone == "UTC":
            check_year(when.wall.year)
            return int(when.wall.replace(tzinfo=UTC).timestamp())
        return self._zones.instant(when.wall, when.zone)

    def _of_event(self, found: Event) -> Iterator[Entry]:
        event = self._event(found)
        start = when(event, "DTSTART")
        plain = self._plain(event, found)
        if start.is_day:
            check_year(start.wall.year)
            yield plain._replace(
                day=f"{start.wall:%Y-%m-%d}", skip=plain.skip or "an event of whole days"
            )
            return
        first = self._instant(start)
        seconds = self._length(event, first)
        zone = "" if start.zone == "UTC" else self._zones.iana(start.zone)
        plain = plain._replace(zone=zone if start.zone else "")
        if is_for_all_later(event):
            raise Unreadable("it changes an event and all its later times, which is not read")
        if "RRULE" in event or "RDATE" in event:
            every = times(event, start, seconds, self._instant, self._reading.now)
            yield from self._times(found, every, plain)
            return
        if "RECURRENCE-ID" in event and plain.id:
            plain = plain._replace(id=_of_time(plain.id, self._changed_time(event)))
        yield self._entry(plain, first, first + seconds)

    def _changed_time(self, event: Any) -> int:
        return self._instant(when(event, "RECURRENCE-ID"))

    def _plain(self, event: Any, found: Event) -> Entry:
        """The event without its times."""
        own = found.own
        title, described = text(event, "SUMMARY"), text(event, "DESCRIPTION")
        return Entry(
            found.line,
            None,
            None,
            project=own.get("RECORD") or found.calendar or self._name,
            text=described if "RECORD" in own else title,
            tags=found.tags,
            client=own.get("CUSTOMER", ""),
            billable=None if "BILLABLE" not in own else own["BILLABLE"] == "TRUE",
            user=own.get("OWNER", ""),
            id=text(event, "UID"),
            skip=reason(event),
            raw=found.raw,
        )

    def _length(self, event: Any, first: int) -> int:
        """How long it is, in seconds."""
        if "DTEND" not in event:
            return length(event)
        end = when(event, "DTEND")
        if end.is_day:
            raise Unreadable("it starts at a time of day, and ends with a day")
        return self._instant(end) - first

    def _entry(self, plain: Entry, start: int, end: int) -> Entry:
        skip = plain.skip
        if not skip and end - start > DAY and not plain.id.endswith(_OURS):
            skip = "an event of more than a day"
        if not skip and end > self._reading.now:
            skip = "still to come" if start > self._reading.now else "not over yet"
        return plain._replace(start=start, end=end, skip=skip)

    def _times(self, found: Event, every: Iterator[Time], plain: Entry) -> Iterator[Entry]:
        """The times of an event that repeats, up to now."""
        uid, now = plain.id, self._reading.now
        changed = self._changed.get(uid, set()) if uid else set()
        over = self._over.get(uid, now + 1) if uid else now + 1
        for count, one in enumerate(every, 1):
            if one.start > now:
                self._going_on += 1
                return
            if count > MOST_TIMES:
                self._too_often(plain)
                return
            if one.start < over and one.start not in changed:
                alone = plain._replace(id=_of_time(uid, one.start), raw=_alone(found, one))
                yield self._entry(alone, one.start, one.end)

    def _too_often(self, plain: Entry) -> None:
        self._reading.refuse(
            Problem(
                self._file.name,
                plain.line,
                None,
                f"it repeats more than {MOST_TIMES:,} times; the later ones were left out",
                "end it earlier in the calendar, or split it in two",
                plain.raw,
            )
        )


def _of_time(uid: str, at: int) -> str:
    """The id of one time of an event that repeats."""
    return f"{uid}/{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}" if uid else ""


def _alone(found: Event, one: Time) -> str:
    """One time of an event that repeats, as an event of its own."""
    kept = [line for line in found.text.split("\r\n") if line and name_of(line) not in _OF_ALL]
    seconds = one.end - one.start
    at = one.at.property
    length = f"DURATION:{'-' if seconds < 0 else ''}PT{abs(seconds)}S"
    kept[1:1] = [f"DTSTART{at}", length, f"RECURRENCE-ID{at}"]
    if found.tags:
        kept.insert(1, "CATEGORIES:" + ",".join(map(escaped, found.tags)))
    return "\n".join(kept)
