"""Whole days of an iCalendar file (RFC 5545): public holidays, with what they are called."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from timelog_cli.domain.text import shown, tidied
from timelog_cli.errors import UsageError
from timelog_cli.exchange.ical import BROKEN, library
from timelog_cli.exchange.log_source import refusing
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

BYTES_LIMIT = 1_000_000
EVENTS_LIMIT = 5_000
DAYS_LIMIT = 3_660  # of all events
YEARS_LIMIT = 5_000  # in which a rule is looked at
_OLDEST = 1583  # before, no calendar of holidays counts as it does now
_LONGEST_TITLE = 500
_YEARLY = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST")
)


class CalendarDays(Frozen):
    """The days of a file, in order, each once with its text.

    :param outside: how many days are not in the range
    :param not_days: how many events are not of whole days, such as meetings
    :param other_rules: how many events repeat in a way that is not read
    """

    days: list[tuple[date, str]]
    outside: int
    not_days: int
    other_rules: int


class _Found:
    """What was found so far."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days: dict[date, list[str]] = {}
        self.outside: set[date] = set()
        self.not_days = self.other_rules = self.years = 0

    def add(self, day: date, title: str) -> None:
        if not self.first <= day <= self.last:
            self.outside.add(day)
        elif title not in self.days.setdefault(day, []):
            self.days[day].append(title)
        if len(self.days) + len(self.outside) > DAYS_LIMIT:
            raise _too_much(f"more than {DAYS_LIMIT:,} days")


def read_days(path: str, stdin: BinaryIO, first: date, last: date) -> CalendarDays:
    """The whole days of a calendar from one day to another.

    Events that repeat each year are on each of these days; other rules are left out, and so are
    events with a time of day.

    :param path: of the file; ``-`` is standard input
    :raises Refused: the library is not installed
    :raises NotFound: no such file
    :raises UsageError: it is no calendar, cannot be read, or is larger than any of holidays
    """
    found = _Found(first, last)
    for event in _events(_content(path, stdin)):
        _read_event(event, found)
    days = [
        (day, ", ".join(titles)[:_LONGEST_TITLE].strip())
        for day, titles in sorted(found.days.items())
    ]
    return CalendarDays(days, len(found.outside), found.not_days, found.other_rules)


def _content(path: str, stdin: BinaryIO) -> bytes:
    with refusing(path, "holidays.ics", "to read standard input, use -"):
        if path == "-":
            content = stdin.read(BYTES_LIMIT + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(BYTES_LIMIT + 1)
    if len(content) > BYTES_LIMIT:
        raise UsageError(
            f"the calendar is larger than {BYTES_LIMIT // 10**6} MB",
            "use a file of public holidays only",
        )
    return content


def _events(content: bytes) -> list[Any]:
    """The events of all calendars in a file."""
    calendar = library().Calendar
    if b"BEGIN:VCALENDAR" not in content.upper():
        raise UsageError("this is not an iCalendar file", "give a file, such as holidays.ics")
    if content.upper().count(b"BEGIN:") > EVENTS_LIMIT:
        raise _too_much(f"more than {EVENTS_LIMIT:,} events")
    try:
        calendars: Any = calendar.from_ical(content, multiple=True)
        return [event for one in calendars for event in one.walk("VEVENT")]
    except BROKEN as error:
        reason = shown(str(error).split("\n")[0][:100])
        raise UsageError(
            f"the calendar cannot be read: {reason}", "use a file that another program can open"
        ) from None


def _read_event(event: Any, found: _Found) -> None:
    start = _day(event, "DTSTART")
    if start is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        found.not_days += start is None
        return
    length = _length(event, start)
    title = tidied(str(event.get("SUMMARY", "")), _LONGEST_TITLE).strip()
    if "RRULE" not in event and "RDATE" not in event:
        for at in range(length):
            found.add(start + timedelta(days=at), title)
        return
    begins = None if "RDATE" in event else _yearly(event["RRULE"], start, found)
    if begins is None:
        found.other_rules += 1
        return
    left_out = _left_out(event)
    for first in begins:
        days = (first + timedelta(days=at) for at in range(0 if first in left_out else length))
        for day in days:
            if found.first <= day <= found.last:
                found.add(day, title)


def _value(event: Any, name: str) -> Any:
    """The value of a property; ``None`` where there is none that can be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except (ValueError, TypeError, KeyError):
        return None


def _day(event: Any, name: str) -> date | None:
    """The day of a property that is no instant."""
    value = _value(event, name)
    if not isinstance(value, date) or isinstance(value, datetime):
        return None
    return value if _OLDEST <= value.year <= 9000 else None


def _length(event: Any, start: date) -> int:
    """The days of an event; it ends before the day of DTEND."""
    end = _day(event, "DTEND")
    duration = _value(event, "DURATION")
    if end is None and isinstance(duration, timedelta):
        end = start + timedelta(days=min(max(duration.days, 1), DAYS_LIMIT + 1))
    days = 1 if end is None else max(1, (end - start).days)
    if days > DAYS_LIMIT:
        raise _too_much(f"more than {DAYS_LIMIT:,} days")
    return days


def _yearly(rule: Any, start: date, found: _Found) -> Iterator[date] | None:
    """The days on which an event begins again, in the range or before; ``None`` for a rule that
    is not of days each year.
    """
    if isinstance(rule, list):  # several rules
        return None
    parts = dict(part.partition("=")[::2] for part in rule.to_ical().decode().upper().split(";"))
    if parts.get("FREQ") != "YEARLY" or not parts.keys() <= _YEARLY:
        return None
    numbers = [parts.get(name, "1") for name in ("INTERVAL", "COUNT")]
    if not all(one.isascii() and one.isdigit() and 0 < len(one) < 5 for one in numbers):
        return None
    interval, count = int(numbers[0]), int(numbers[1]) if "COUNT" in parts else None
    if not interval:
        return None
    until = parts.get("UNTIL", "")[:8]
    return _from_year_to_year(parts, start, found, interval, count, until)


def _from_year_to_year(
    parts: dict[str, str], start: date, found: _Found, interval: int, count: int | None, until: str
) -> Iterator[date]:
    first, last = start.year, found.last.year
    if count is None:  # else each has to be counted
        first += max(0, found.first.year - 1 - first) // interval * interval
    left = count
    for year in range(first, last + 1, interval):
        for day in _of_year(parts, start, year, found):
            if day < start:
                continue
            if left == 0 or (until and f"{day:%Y%m%d}" > until):
                return
            left = None if left is None else left - 1
            yield day


def _of_year(parts: dict[str, str], start: date, year: int, found: _Found) -> list[date]:
    """The days that a rule gives in one year; to look for the next one could take for ever."""
    found.years += 1
    if found.years > YEARS_LIMIT:
        raise _too_much(f"more than {YEARS_LIMIT:,} yearly events")
    kept = {name: value for name, value in parts.items() if name.startswith("BY")}
    if "BYDAY" not in kept:
        kept.setdefault("BYMONTHDAY", str(start.day))
        kept.setdefault("BYMONTH", str(start.month))
    from dateutil.rrule import rrulestr

    rule = ";".join(f"{name}={value}" for name, value in kept.items())
    try:
        every = rrulestr(f"FREQ=YEARLY;INTERVAL=9999;{rule}", dtstart=datetime(year, 1, 1))
        return [moment.date() for moment in every]
    except (ValueError, TypeError, IndexError, AttributeError):
        return []


def _left_out(event: Any) -> set[date]:
    """The days of EXDATE."""
    found = event.get("EXDATE", [])
    lists = found if isinstance(found, list) else [found]
    return {one.dt for some in lists for one in getattr(some, "dts", ())}


def _too_much(what: str) -> UsageError:
    return UsageError(f"the calendar has {what}", "use a file of public holidays only")
