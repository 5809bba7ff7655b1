"""Days that are written in figures."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.time.scan import (
    MONTHS,
    DayReading,
    Moment,
    checked_year,
    digits,
    impossible,
    named,
    today,
)
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.time.scan import Rows

_CENTURY = 2000
_SHORT_YEAR = 2
_MONTHS = 12
_WEEK = 7


def on(year: int, month: int, day: int, text: str) -> date:
    """The day of a year, month and day of the month.

    :raises UsageError: the calendar has no such day
    """
    checked_year(year, text)
    if not 1 <= month <= _MONTHS:
        raise impossible(text, f"there is no month {month}", "use a month from 1 to 12")
    length = _days_in(year, month)
    if not 1 <= day <= length:
        name = MONTHS[month - 1].capitalize()
        nearest = date(year, month, min(max(day, 1), length))
        raise impossible(text, f"{name} {year} has {length} days", f"use {nearest}")
    return date(year, month, day)


def last_such_day(month: int, day: int, text: str, moment: Moment) -> DayReading:
    """The last day of that month and day that is not to come; the next one if sought ahead."""
    if moment.ahead is None:
        now = today(moment)
        year = now.year - ((month, day) > (now.month, now.day))
    else:
        year = moment.ahead.year + ((month, day) < (moment.ahead.month, moment.ahead.day))
    return DayReading(on(year, month, day, text), relative=True)


def _days_in(year: int, month: int) -> int:
    first = date(year, month, 1)
    after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (after - first).days


def _exactly(day: date) -> DayReading:
    return DayReading(day, relative=False)


def _dashes(text: str, _: Moment) -> DayReading | None:
    match text.split("-"):
        case [year, month, day] if digits(year, 4) and digits(month, 1, 2) and digits(day, 1, 2):
            return _exactly(on(int(year), int(month), int(day), text))
        case _:
            return None


def _year_first_slashes(text: str, _: Moment) -> DayReading | None:
    match text.split("/"):
        case [year, month, day] if digits(year, 4) and digits(month, 1, 2) and digits(day, 1, 2):
            return _exactly(on(int(year), int(month), int(day), text))
        case _:
            return None


def _compact(text: str, _: Moment) -> DayReading | None:
    if not digits(text, 8):
        return None
    return _exactly(on(int(text[:4]), int(text[4:6]), int(text[6:]), text))


def _dots(text: str, moment: Moment) -> DayReading | None:
    match text.split("."):
        case [day, month, ""] if digits(day, 1, 2) and digits(month, 1, 2):
            return last_such_day(int(month), int(day), text, moment)
        case [day, month, year] if digits(day, 1, 2) and digits(month, 1, 2):
            if digits(year, 2, 4):
                return _exactly(on(_full_year(year), int(month), int(day), text))
    return None


def _full_year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) == _SHORT_YEAR else 0)


def _day_of_year(text: str, _: Moment) -> DayReading | None:
    match text.split("-"):
        case [year, day] if digits(year, 4) and digits(day, 3):
            first = date(checked_year(int(year), text), 1, 1)
            length = 337 + _days_in(first.year, 2)
            if not 1 <= int(day) <= length:
                raise impossible(text, f"{year} has {length} days", f"use a day such as {year}-161")
            return _exactly(date.fromordinal(first.toordinal() + int(day) - 1))
        case _:
            return None


def _week_day(text: str, _: Moment) -> DayReading | None:
    match text.split("-"):
        case [year, week, day] if digits(year, 4) and week[:1] == "w" and digits(day, 1):
            if digits(week[1:], 1, 2):
                return _exactly(of_week(int(year), int(week[1:]), int(day), text))
    return None


def of_week(year: int, week: int, weekday: int, text: str) -> date:
    """The day of an ISO week, weekday 1 being its Monday.

    :raises UsageError: the year has no such week, the week no such day
    """
    checked_year(year, text)
    if not 1 <= weekday <= _WEEK:
        raise impossible(text, "a weekday must be from 1 to 7", f"use a day such as {year}-W24-2")
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        raise impossible(text, f"{year} has {weeks} weeks", f"use {year}-W01 to {year}-W{weeks}")
    return date.fromisocalendar(year, week, weekday)


def _slashes(text: str, moment: Moment) -> DayReading | None:
    parts = text.split("/")
    if not all(digits(part, 1, 2) for part in parts[:-1]):
        return None
    lengths = {2: (1, 2), 3: (1, 2, 4)}.get(len(parts), ())
    if not digits(parts[-1], *lengths):
        return None
    if moment.date_order is None or (moment.date_order == "YMD" and digits(parts[-1], 4)):
        return _only_order(text, parts, moment)
    return _ordered(text, parts, moment.date_order, moment)


def _ordered(text: str, parts: list[str], order: str, moment: Moment) -> DayReading:
    if len(parts) == len("MD"):
        order = order.replace("Y", "")
    by_letter = dict(zip(order, parts, strict=True))
    month, day = int(by_letter["M"]), int(by_letter["D"])
    if "Y" not in by_letter:
        return last_such_day(month, day, text, moment)
    return _exactly(on(_full_year(by_letter["Y"]), month, day, text))


def _only_order(text: str, parts: list[str], moment: Moment) -> DayReading:
    """The reading in the only order of the parts that is a day: ``13/4/2026``.

    :raises UsageError: there are several, or none
    """
    readings: dict[str, str] = {}
    found: list[DayReading] = []
    for order in ("DMY", "MDY", "YMD"):
        try:
            found.append(_ordered(text, parts, order, moment))
        except UsageError:
            continue
        readings.setdefault(found[-1].day.isoformat(), order)
    if len(readings) == 1:
        return found[0]._replace(relative=True)
    if not readings:
        raise impossible(
            text, "its parts do not make a date in any order", "use a date such as 2026-06-09"
        )
    either = " or ".join(f"{day} ({order})" for day, order in readings.items())
    raise UsageError(
        f"{named(text)} is ambiguous: {either}",
        f"use {next(iter(readings))}, or set the order: timelog config set date_order DMY",
    )


WRITTEN_DAYS: Rows[DayReading] = (
    ("year-month-day", "2026-06-09", "2026-06-09", _dashes),
    ("year/month/day", "2026/06/09", "2026-06-09", _year_first_slashes),
    ("yyyymmdd", "20260609", "2026-06-09", _compact),
    ("day.month.year", "9.6.2026", "2026-06-09", _dots),
    ("day.month.year, two-digit year", "9.6.26", "2026-06-09", _dots),
    ("day.month. (most recent)", "9.6.", "2026-06-09", _dots),
    ("day of the year", "2026-161", "2026-06-10", _day_of_year),
    ("day of an ISO week", "2026-W24-2", "2026-06-09", _week_day),
    ("with slashes, in the order set by date_order (here DMY)", "9/6/26", "2026-06-09", _slashes),
)
