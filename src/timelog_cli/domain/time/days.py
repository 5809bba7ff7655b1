"""Days: the forms that name one, in words or in figures."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.time.durations import terms
from timelog_cli.domain.time.scan import (
    MONTHS,
    DayReading,
    Moment,
    checked_year,
    day_from_ordinal,
    digits,
    first,
    impossible,
    month_named,
    named,
    reading,
    today,
    weekday_named,
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
        raise impossible(text, f"there is no month {month}", "months go from 1 to 12")
    length = _days_in(year, month)
    if not 1 <= day <= length:
        name = MONTHS[month - 1].capitalize()
        nearest = date(year, month, min(max(day, 1), length))
        raise impossible(text, f"{name} {year} has {length} days", f"write {nearest}")
    return date(year, month, day)


def last_such_day(month: int, day: int, text: str, moment: Moment) -> DayReading:
    """The last day of that month and day that is not to come."""
    now = today(moment)
    year = now.year if (month, day) <= (now.month, now.day) else now.year - 1
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
                raise impossible(text, f"{year} has {length} days", f"write {year}-161")
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
        raise impossible(text, "the days of a week are 1 to 7", f"write {year}-W24-2")
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        raise impossible(text, f"{year} has {weeks} weeks", f"write {year}-W24")
    return date.fromisocalendar(year, week, weekday)


def _slashes(text: str, moment: Moment) -> DayReading | None:
    parts = text.split("/")
    if not all(digits(part, 1, 2) for part in parts[:-1]):
        return None
    lengths = {2: (1, 2), 3: (1, 2, 4)}.get(len(parts), ())
    if not digits(parts[-1], *lengths):
        return None
    if moment.date_order is None or (moment.date_order == "YMD" and digits(parts[-1], 4)):
        raise _ambiguous(text, parts, moment)
    return _ordered(text, parts, moment.date_order, moment)


def _ordered(text: str, parts: list[str], order: str, moment: Moment) -> DayReading:
    if len(parts) == len("MD"):
        order = order.replace("Y", "")
    by_letter = dict(zip(order, parts, strict=True))
    month, day = int(by_letter["M"]), int(by_letter["D"])
    if "Y" not in by_letter:
        return last_such_day(month, day, text, moment)
    return _exactly(on(_full_year(by_letter["Y"]), month, day, text))


def _ambiguous(text: str, parts: list[str], moment: Moment) -> UsageError:
    readings: dict[str, str] = {}
    for order in ("DMY", "MDY", "YMD"):
        try:
            day = _ordered(text, parts, order, moment).day.isoformat()
        except UsageError:
            continue
        readings.setdefault(day, order)
    if not readings:
        return impossible(text, "no order of its parts is a day", "write 2026-06-09")
    either = " or ".join(f"{day} ({order})" for day, order in readings.items())
    return UsageError(
        f"{named(text)} could be {either}",
        f"write {next(iter(readings))}, or choose with timelog config set date_order DMY",
    )


WRITTEN_DAYS: Rows[DayReading] = (
    ("year-month-day", "2026-06-09", "2026-06-09", _dashes),
    ("year/month/day", "2026/06/09", "2026-06-09", _year_first_slashes),
    ("yyyymmdd", "20260609", "2026-06-09", _compact),
    ("day.month.year", "9.6.2026", "2026-06-09", _dots),
    ("day.month.year, in short", "9.6.26", "2026-06-09", _dots),
    ("day.month., the last that is not to come", "9.6.", "2026-06-09", _dots),
    ("day of the year", "2026-161", "2026-06-10", _day_of_year),
    ("day of an ISO week", "2026-W24-2", "2026-06-09", _week_day),
    ("slashes, by the setting date_order (here DMY)", "9/6/26", "2026-06-09", _slashes),
)


_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAYS_OF = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7}
_MONTHS_OF = {"mo": 1, "month": 1, "months": 1, "y": 12, "yr": 12, "year": 12, "years": 12}
_COUNT_DIGITS = range(1, 6)


def read_day(text: str, moment: Moment) -> date:
    """The day a text names.

    :raises UsageError: no form fits, or there is no such day
    """
    return reading("day", DAYS_AND_LAST_RESORT, text, moment, explain=_explain).day


def _explain(text: str, moment: Moment) -> UsageError | None:
    from timelog_cli.domain.time.periods import SINGLE

    found = first(SINGLE, text, moment)
    if found is None:
        return None
    return UsageError(
        f"{named(text)} is more than a day", f"write one of its days, as in {found.first_day}"
    )


def _by_word(text: str, moment: Moment) -> DayReading | None:
    days = _WORDS.get(text)
    return None if days is None else _days_away(days, text, moment)


def _by_weekday(text: str, moment: Moment) -> DayReading | None:
    weekday = weekday_named(text)
    if weekday is None:
        return None
    back = (today(moment).weekday() - weekday) % _WEEK
    return _days_away(-back, text, moment)._replace(weekly=True)


def _ago(text: str, moment: Moment) -> DayReading | None:
    return _away(text.removesuffix(" ago"), -1, moment) if text.endswith(" ago") else None


def _in(text: str, moment: Moment) -> DayReading | None:
    return _away(text.removeprefix("in "), 1, moment) if text.startswith("in ") else None


def _away(text: str, sign: int, moment: Moment) -> DayReading | None:
    match terms(text):
        case [(count, unit)] if digits(count, *_COUNT_DIGITS):
            if unit in _DAYS_OF:
                return _days_away(sign * int(count) * _DAYS_OF[unit], text, moment)
            if unit in _MONTHS_OF:
                return _months_away(sign * int(count) * _MONTHS_OF[unit], text, moment)
    return None


def _days_away(days: int, text: str, moment: Moment) -> DayReading:
    day = day_from_ordinal(today(moment).toordinal() + days, text)
    return DayReading(day, relative=True, counted=True)


def _months_away(months: int, text: str, moment: Moment) -> DayReading:
    start = today(moment)
    year, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    checked_year(year, text)
    after = date(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1, 1)
    last = date.fromordinal(after.toordinal() - 1)
    return DayReading(last.replace(day=min(start.day, last.day)), relative=True)


def _by_month_name(text: str, moment: Moment) -> DayReading | None:
    words = [word for word in text.replace(",", " ").split() if word != "of"]
    year = words.pop() if words and _is_year(words[-1]) else None
    match words:
        case [one, other]:
            day, month = _ordinal(one), month_named(other)
            if day is None or month is None:
                day, month = _ordinal(other), month_named(one)
            if day is not None and month is not None:
                return _on_month_day(text, year, month, day, moment)
    return None


def _on_month_day(text: str, year: str | None, month: int, day: int, moment: Moment) -> DayReading:
    if year is None:
        return last_such_day(month, day, text, moment)
    return DayReading(on(int(year), month, day, text), relative=False)


def _is_year(text: str) -> bool:
    return digits(text, 4) and text[0] != "0"


def _ordinal(text: str) -> int | None:
    for ending in ("st", "nd", "rd", "th", "."):
        text = text.removesuffix(ending)
    return int(text) if digits(text, 1, 2) else None


def _last_resort(text: str, moment: Moment) -> DayReading | None:
    from timelog_cli.domain.time.last_resort import day

    return day(text, moment)


WORD_DAYS: Rows[DayReading] = (
    ("today", "today", "2026-06-10", _by_word),
    ("yesterday", "yesterday", "2026-06-09", _by_word),
    ("tomorrow", "tomorrow", "2026-06-11", _by_word),
    ("a weekday, the last that is not to come", "monday", "2026-06-08", _by_weekday),
    ("a weekday in short", "thu", "2026-06-04", _by_weekday),
    ("N days ago", "3 days ago", "2026-06-07", _ago),
    ("N weeks ago", "2 weeks ago", "2026-05-27", _ago),
    ("N months ago", "1mo ago", "2026-05-10", _ago),
    ("in N days", "in 3 days", "2026-06-13", _in),
    ("day and month, the last that is not to come", "9 june", "2026-06-09", _by_month_name),
    ("month and day", "june 9", "2026-06-09", _by_month_name),
    ("day, month and year", "9 jun 2026", "2026-06-09", _by_month_name),
    ("month, day and year", "June 9th, 2026", "2026-06-09", _by_month_name),
)
DAYS: Rows[DayReading] = (*WRITTEN_DAYS, *WORD_DAYS)
LAST_RESORT: Rows[DayReading] = (
    ("a full date that python-dateutil reads", "9-Jun-2026", "2026-06-09", _last_resort),
)
DAYS_AND_LAST_RESORT: Rows[DayReading] = (*DAYS, *LAST_RESORT)
