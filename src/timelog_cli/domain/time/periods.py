"""Periods: whole days, from the start of the first to the end of the last, or between times."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.time.clock import TIMES
from timelog_cli.domain.time.dates import of_week, on
from timelog_cli.domain.time.days import DAYS, DAYS_AND_LAST_RESORT, LAST_RESORT
from timelog_cli.domain.time.instants import INSTANTS
from timelog_cli.domain.time.reading import reading
from timelog_cli.domain.time.scan import (
    Moment,
    Period,
    checked_year,
    day_from_ordinal,
    digits,
    first,
    impossible,
    month_named,
    named,
    today,
)
from timelog_cli.domain.time.zones import day_of, iso, start_of_day
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.domain.time.scan import Rows

_WEEK = 7
_QUARTER = 3
_MONTHS = 12
_COUNT_DIGITS = range(1, 6)


def read_period(text: str, moment: Moment) -> Period:
    """The period a text names.

    :raises UsageError: no form fits, or there is no such day, week, month or year
    """
    return reading("period", PERIODS, text, moment)


def _period(first_day: date, last_day: date, label: str, moment: Moment) -> Period:
    after = date.fromordinal(last_day.toordinal() + 1)
    start = start_of_day(first_day, moment.zone, moment.day_start)
    end = start_of_day(after, moment.zone, moment.day_start)
    return Period(start, end, label, first_day, last_day)


def _day(day: date, moment: Moment) -> Period:
    return _period(day, day, day.isoformat(), moment)


def _week(day: date, moment: Moment) -> Period:
    monday = date.fromordinal(day.toordinal() - day.weekday())
    sunday = date.fromordinal(monday.toordinal() + _WEEK - 1)
    iso = day.isocalendar()
    return _period(monday, sunday, f"{iso.year}-W{iso.week:02}", moment)


def _month(day: date, moment: Moment) -> Period:
    return _months(day.year, day.month, 1, f"{day.year}-{day.month:02}", moment)


def _quarter(day: date, moment: Moment) -> Period:
    number = (day.month - 1) // _QUARTER + 1
    start = (number - 1) * _QUARTER + 1
    return _months(day.year, start, _QUARTER, f"{day.year}-Q{number}", moment)


def _year(day: date, moment: Moment) -> Period:
    return _months(day.year, 1, _MONTHS, str(day.year), moment)


def _months(year: int, month: int, count: int, label: str, moment: Moment) -> Period:
    later, index = divmod(month - 1 + count, _MONTHS)
    after = date(year + later, index + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return _period(date(year, month, 1), last, label, moment)


_UNITS = {"day": _day, "week": _week, "month": _month, "quarter": _quarter, "year": _year}


def _all(text: str, _: Moment) -> Period | None:
    return Period(None, None, "all", None, None) if text == "all" else None


def _current(text: str, moment: Moment) -> Period | None:
    unit = _UNITS.get(text) or _unit_after("this", text)
    return unit(today(moment), moment) if unit else None


def _unit_after(word: str, text: str) -> Callable[[date, Moment], Period] | None:
    return _UNITS.get(text[len(word) :].lstrip(" -")) if text.startswith(word) else None


def _last(text: str, moment: Moment) -> Period | None:
    unit = _unit_after("last", text)
    if unit is None:
        return None
    current = unit(today(moment), moment).first_day
    assert current is not None
    return unit(day_from_ordinal(current.toordinal() - 1, text), moment)


def _last_days(text: str, moment: Moment) -> Period | None:
    match text.replace("-", " ").split():
        case ["last", count, "days" | "day"] if digits(count, *_COUNT_DIGITS):
            if int(count) == 0:
                raise impossible(
                    text,
                    "a period must have at least one day",
                    "use a period such as last 7 days",
                )
            end = today(moment)
            start = day_from_ordinal(end.toordinal() - int(count) + 1, text)
            return _period(start, end, f"{start}..{end}", moment)
        case _:
            return None


def _of_year(text: str, moment: Moment) -> Period | None:
    if not digits(text, 4):
        return None
    return _year(date(checked_year(int(text), text), 1, 1), moment)


def _of_year_and_month(text: str, moment: Moment) -> Period | None:
    match text.split("-"):
        case [year, month] if digits(year, 4) and digits(month, 1, 2):
            return _month(on(int(year), int(month), 1, text), moment)
        case _:
            return None


def _of_year_and_quarter(text: str, moment: Moment) -> Period | None:
    year, number = text[:4], text[4:].removeprefix("-")
    if not (digits(year, 4) and number[:1] == "q" and digits(number[1:], 1)):
        return None
    quarter = int(number[1:])
    if not 1 <= quarter <= _MONTHS // _QUARTER:
        raise impossible(text, "the quarters are Q1 to Q4", f"use a quarter such as {year}-Q2")
    return _quarter(on(int(year), quarter * _QUARTER, 1, text), moment)


def _of_year_and_week(text: str, moment: Moment) -> Period | None:
    year, number = text[:4], text[4:].removeprefix("-")
    if not (digits(year, 4) and number[:1] == "w" and digits(number[1:], 1, 2)):
        return None
    thursday = of_week(int(year), int(number[1:]), 4, text)
    return _week(thursday, moment)


def _by_month_name(text: str, moment: Moment) -> Period | None:
    match text.replace("-", " ").split():
        case [name]:
            year = None
        case [name, year] if digits(year, 4):
            pass
        case _:
            return None
    month = month_named(name)
    if month is None:
        return None
    named_year = _year_of_month(month, moment) if year is None else int(year)
    return _month(on(named_year, month, 1, text), moment)


def _year_of_month(month: int, moment: Moment) -> int:
    if moment.ahead is not None:
        return moment.ahead.year + (month < moment.ahead.month)
    now = today(moment)
    return now.year - (month > now.month)


def _between(text: str, moment: Moment) -> Period | None:
    left, separator, right = text.partition("..")
    if not separator:
        left, separator, right = text.removeprefix("from ").partition(" to ")
    if not (separator and left and right):
        return None
    start = _end(left, moment)
    if moment.ahead is not None and start is not None:
        moment = moment._replace(ahead=start.first_day)
    end = _end(right, moment, left)
    if start is None or end is None or start.first_day is None or end.last_day is None:
        return None
    if _is_instant(start) or _is_instant(end):
        return _stretch(start, end, text, moment)
    if end.last_day < start.first_day:
        raise impossible(text, "it ends before it starts", f"use {right}..{left}")
    label = f"{start.first_day}..{end.last_day}"
    return _period(start.first_day, end.last_day, label, moment)


def _since(text: str, moment: Moment) -> Period | None:
    found = _end(text.removesuffix(".."), moment) if text.endswith("..") else None
    if found is None or found.first_day is None:
        return None
    return Period(found.start, None, f"{_first_label(found)}..", found.first_day, None)


def _until(text: str, moment: Moment) -> Period | None:
    found = _end(text.removeprefix(".."), moment) if text.startswith("..") else None
    if found is None or found.last_day is None:
        return None
    return Period(None, found.end, f"..{_last_label(found)}", None, found.last_day)


def _end(text: str, moment: Moment, beginning: str = "") -> Period | None:
    """One end of a period: days or a longer period, or an instant, which has no length.

    A time of day alone is of the day that the ``beginning`` is on.
    """
    text = text.strip()
    found = first(SINGLE, text, moment)
    if found is not None or ".." in text:
        return found
    if beginning and first(TIMES, text) is not None:
        on_day = _end(beginning, moment)
        if on_day is not None and on_day.first_day is not None:
            text = f"{on_day.first_day} {text}"
    reading = first(INSTANTS, text, moment)
    return _last_resort(text, moment) if reading is None else _at(reading.instant, moment)


def _at(instant: int, moment: Moment) -> Period:
    day = day_of(instant, moment.zone, moment.day_start)
    return Period(instant, instant, _written(instant, moment), day, day)


def _is_instant(period: Period) -> bool:
    return period.start == period.end and period.start is not None


def _first_label(end: Period) -> str:
    return end.label if _is_instant(end) else f"{end.first_day}"


def _last_label(end: Period) -> str:
    return end.label if _is_instant(end) else f"{end.last_day}"


def _written(instant: int, moment: Moment) -> str:
    """An instant as local time, with its offset only where the time alone is another one."""
    full = iso(instant, moment.zone)
    short = full[:16] if full[16:19] == ":00" else full[:19]
    try:
        found = first(INSTANTS, short.lower(), moment)
    except UsageError:  # the clocks show it twice
        return full
    return short if found is not None and found.instant == instant else full


def _stretch(start: Period, end: Period, text: str, moment: Moment) -> Period:
    assert start.start is not None
    assert end.end is not None
    if end.end <= start.start:
        raise impossible(text, "it must end after it starts", "change one of the two times")
    last = day_of(end.end - 1, moment.zone, moment.day_start)
    label = f"{_first_label(start)}..{_last_label(end)}"
    return Period(start.start, end.end, label, start.first_day, last)


def _any_day(text: str, moment: Moment) -> Period | None:
    found = first(DAYS, text, moment)
    return None if found is None else _day(found.day, moment)


def _last_resort(text: str, moment: Moment) -> Period | None:
    found = first(LAST_RESORT, text, moment)
    return None if found is None else _day(found.day, moment)


def _after_colon(text: str, moment: Moment) -> Period | None:
    return first(PERIODS, text[1:].lstrip(": "), moment) if text.startswith(":") else None


SINGLE: Rows[Period] = (
    ("this week, from Monday", "week", "2026-W24: 2026-06-08 to 2026-06-14", _current),
    ("this month", "this month", "2026-06: 2026-06-01 to 2026-06-30", _current),
    ("this quarter", "quarter", "2026-Q2: 2026-04-01 to 2026-06-30", _current),
    ("this year", "year", "2026: 2026-01-01 to 2026-12-31", _current),
    ("the week before", "last week", "2026-W23: 2026-06-01 to 2026-06-07", _last),
    ("the month before", "last-month", "2026-05: 2026-05-01 to 2026-05-31", _last),
    ("a year", "2026", "2026: 2026-01-01 to 2026-12-31", _of_year),
    ("a month", "2026-06", "2026-06: 2026-06-01 to 2026-06-30", _of_year_and_month),
    ("a quarter", "2026-Q2", "2026-Q2: 2026-04-01 to 2026-06-30", _of_year_and_quarter),
    ("an ISO week", "2026-W24", "2026-W24: 2026-06-08 to 2026-06-14", _of_year_and_week),
    (
        *("most recent month by name", "june"),
        *("2026-06: 2026-06-01 to 2026-06-30", _by_month_name),
    ),
    (
        *("a month's name and a year", "june 2025"),
        *("2025-06: 2025-06-01 to 2025-06-30", _by_month_name),
    ),
    (
        *("the last N days, today included", "last 7 days"),
        *("2026-06-04..2026-06-10: 2026-06-04 to 2026-06-10", _last_days),
    ),
    ("any day", "yesterday", "2026-06-09: 2026-06-09 to 2026-06-09", _any_day),
)
PERIODS: Rows[Period] = (
    ("everything", "all", "all: no start to no end", _all),
    (
        *("from one date to another, inclusive", "2026-06-01..2026-06-09"),
        *("2026-06-01..2026-06-09: 2026-06-01 to 2026-06-09", _between),
    ),
    (
        *("from one time to another", "2026-06-09T09:00..2026-06-09T17:30"),
        *("2026-06-09T09:00..2026-06-09T17:30: 2026-06-09 to 2026-06-09", _between),
    ),
    (
        *("between times of one day", "yesterday 9:00..17:30"),
        *("2026-06-09T09:00..2026-06-09T17:30: 2026-06-09 to 2026-06-09", _between),
    ),
    (
        *("from a time on, no end", "2h ago.."),
        *("2026-06-10T13:00..: 2026-06-10 to no end", _since),
    ),
    (
        *("from a date on, no end", "2026-06-01.."),
        *("2026-06-01..: 2026-06-01 to no end", _since),
    ),
    (
        *("up to and including a date", "..2026-06-09"),
        *("..2026-06-09: no start to 2026-06-09", _until),
    ),
    ("any of these after a colon", ":week", "2026-W24: 2026-06-08 to 2026-06-14", _after_colon),
    *SINGLE,
    (
        *("a full date that python-dateutil reads", "9-Jun-2026"),
        *("2026-06-09: 2026-06-09 to 2026-06-09", _last_resort),
    ),
)


def read_day(text: str, moment: Moment) -> date:
    """The day a text names.

    :raises UsageError: no form fits, or there is no such day
    """
    return reading("day", DAYS_AND_LAST_RESORT, text, moment, explain=_explain_day).day


def _explain_day(text: str, moment: Moment) -> UsageError | None:
    found = first(SINGLE, text, moment)
    if found is None:
        return None
    return UsageError(
        f"{named(text)} is a period of several days, not a day",
        f"give one day, such as {found.first_day}",
    )
