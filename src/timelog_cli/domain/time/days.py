"""Days: the forms that name one, in words or in figures."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.time.dates import WRITTEN_DAYS, last_such_day, on
from timelog_cli.domain.time.durations import terms
from timelog_cli.domain.time.scan import (
    DayReading,
    Moment,
    checked_year,
    day_from_ordinal,
    digits,
    month_named,
    today,
    weekday_named,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.time.scan import Rows

_WEEK = 7
_MONTHS = 12


_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAYS_OF = {"d": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "wks": 7, "week": 7, "weeks": 7}
_MONTHS_OF = {"mo": 1, "month": 1, "months": 1, "y": 12, "yr": 12, "year": 12, "years": 12}
_COUNT_DIGITS = range(1, 6)


def _by_word(text: str, moment: Moment) -> DayReading | None:
    days = _WORDS.get(text)
    return None if days is None else _days_away(days, text, moment)


def _by_weekday(text: str, moment: Moment) -> DayReading | None:
    weekday = weekday_named(text)
    if weekday is None:
        return None
    if moment.ahead is not None:
        days = (weekday - moment.ahead.weekday()) % _WEEK
        return DayReading(day_from_ordinal(moment.ahead.toordinal() + days, text), relative=True)
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
    ("most recent weekday, today included", "monday", "2026-06-08", _by_weekday),
    ("weekday, abbreviated", "thu", "2026-06-04", _by_weekday),
    ("N days ago", "3 days ago", "2026-06-07", _ago),
    ("N weeks ago", "2 weeks ago", "2026-05-27", _ago),
    ("N months ago", "1mo ago", "2026-05-10", _ago),
    ("in N days", "in 3 days", "2026-06-13", _in),
    ("most recent day and month", "9 june", "2026-06-09", _by_month_name),
    ("month and day", "june 9", "2026-06-09", _by_month_name),
    ("day, month and year", "9 jun 2026", "2026-06-09", _by_month_name),
    ("month, day and year", "June 9th, 2026", "2026-06-09", _by_month_name),
)
DAYS: Rows[DayReading] = (*WRITTEN_DAYS, *WORD_DAYS)
LAST_RESORT: Rows[DayReading] = (
    ("a full date that python-dateutil reads", "9-Jun-2026", "2026-06-09", _last_resort),
)
DAYS_AND_LAST_RESORT: Rows[DayReading] = (*DAYS, *LAST_RESORT)
