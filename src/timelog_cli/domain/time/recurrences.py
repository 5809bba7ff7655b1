"""Rules by which events of calendars repeat (RFC 5545), on the days of a calendar.

However sparse a rule is, no day is looked at beyond the last one that is asked for.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEEKDAYS = {name: at for at, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_KNOWN = frozenset(
    (
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"),
        *("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY", "BYSETPOS"),
    )
)
_MOST_DIGITS = 6


class Rule(Frozen):
    """How an event repeats.

    :param interval: each, each second, each third period of the frequency
    :param times: how often it is in all
    :param until: the text of its end: a day, or an instant, in the form of the file
    :param weekdays: which one of its period, 0 for each, and the weekday from 0
    :param positions: which of the days that fit in a period; empty for all
    :param week_start: the weekday on which weeks begin
    """

    frequency: str
    interval: int
    times: int | None
    until: str
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    weekdays: frozenset[tuple[int, int]]
    positions: tuple[int, ...]
    week_start: int


def read_rule(text: str, start: date) -> Rule:
    """The rule of an event that is on a day first.

    :raises UsageError: it is none, or repeats in a way that is not read
    """
    parts = {
        name: value
        for name, _, value in (part.partition("=") for part in text.strip().upper().split(";"))
        if name
    }
    unknown = sorted(parts.keys() - _KNOWN)
    if parts.get("FREQ") not in _FREQUENCIES or unknown:
        what = unknown[0] if parts.get("FREQ") in _FREQUENCIES else text
        raise UsageError(f"a rule with '{shown(what[:60])}' is not read")
    rule = Rule(
        parts["FREQ"],
        _number(parts, "INTERVAL") or 1,
        _number(parts, "COUNT"),
        parts.get("UNTIL", ""),
        _numbers(parts, "BYMONTH", 12),
        _numbers(parts, "BYMONTHDAY", 31),
        _numbers(parts, "BYYEARDAY", 366),
        frozenset(map(_weekday, _listed(parts, "BYDAY"))),
        tuple(sorted(_numbers(parts, "BYSETPOS", 366))),
        _weekday(parts.get("WKST", "MO"))[1],
    )
    if rule.frequency in {"DAILY", "WEEKLY"} and any(which for which, _ in rule.weekdays):
        raise UsageError(f"a rule with '{shown(parts['BYDAY'][:60])}' is not read")
    return _completed(rule, start)


def _completed(rule: Rule, start: date) -> Rule:
    """The rule with what the first day says, where it says nothing itself."""
    if rule.month_days or rule.year_days or rule.weekdays or rule.frequency == "DAILY":
        return rule
    if rule.frequency == "WEEKLY":
        return rule._replace(weekdays=frozenset(((0, start.weekday()),)))
    months = rule.months
    if rule.frequency == "YEARLY":
        months = months or frozenset((start.month,))
    return rule._replace(months=months, month_days=frozenset((start.day,)))


def _listed(parts: Mapping[str, str], name: str) -> list[str]:
    return [one.strip() for one in parts.get(name, "").split(",") if one.strip()]


def _number(parts: Mapping[str, str], name: str) -> int | None:
    text = parts.get(name)
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text):
        return int(text)
    raise UsageError(f"{name} of a rule must be a number from 1, not '{shown(text[:20])}'")


def _numbers(parts: Mapping[str, str], name: str, most: int) -> frozenset[int]:
    found = set()
    for text in _listed(parts, name):
        digits = text.lstrip("+-")
        small = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
        if not small or len(text) - len(digits) > 1 or not 1 <= int(digits) <= most:
            raise UsageError(f"{name} of a rule must be from 1 to {most}, not '{shown(text[:20])}'")
        found.add(int(text))
    return frozenset(found)


def _weekday(text: str) -> tuple[int, int]:
    """``2TU``, the second Tuesday, as 2 and 1; without a number it is each."""
    which, name = text[:-2], text[-2:]
    if name not in _WEEKDAYS:
        raise UsageError(f"'{shown(text[:20])}' is not a weekday of a rule")
    (number,) = _numbers({"BYDAY": which}, "BYDAY", 53) or (0,)
    return number, _WEEKDAYS[name]


def days(rule: Rule, start: date, last: date) -> Iterator[date]:
    """The days on which it is, in order, from its first one up to another; ends are not counted.

    The caller knows the time of day, and so where ``times`` and ``until`` end it.
    """
    for period in _periods(rule, start, last):
        fitting = [day for day in period if _fits(rule, day)]
        if rule.positions:
            places = {at - 1 if at > 0 else len(fitting) + at for at in rule.positions}
            fitting = [day for at, day in enumerate(fitting) if at in places]
        yield from (day for day in fitting if start <= day <= last)


def _periods(rule: Rule, start: date, last: date) -> Iterator[list[date]]:
    """The days of each period in which it can be."""
    first, step = start.toordinal(), rule.interval
    if rule.frequency == "DAILY":
        for day in range(first, last.toordinal() + 1, step):
            yield [date.fromordinal(day)]
    elif rule.frequency == "WEEKLY":
        first -= (start.weekday() - rule.week_start) % 7
        for day in range(first, last.toordinal() + 1, 7 * step):
            yield [date.fromordinal(day + at) for at in range(7)]
    elif rule.frequency == "MONTHLY":
        for month in range(start.year * 12 + start.month - 1, last.year * 12 + last.month, step):
            yield _month(month // 12, month % 12 + 1)
    else:
        months = sorted(rule.months) or range(1, 13)
        for year in range(start.year, last.year + 1, step):
            yield [day for month in months for day in _month(year, month)]


def _month(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [first + timedelta(days=at) for at in range(monthrange(year, month)[1])]


def _fits(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = monthrange(day.year, day.month)[1]
        if rule.month_days.isdisjoint((day.day, day.day - length - 1)):
            return False
    if rule.year_days:
        at = day.timetuple().tm_yday
        length = date(day.year, 12, 31).timetuple().tm_yday
        if rule.year_days.isdisjoint((at, at - length - 1)):
            return False
    return not rule.weekdays or not rule.weekdays.isdisjoint(_weekdays(rule, day))


def _weekdays(rule: Rule, day: date) -> tuple[tuple[int, int], ...]:
    """What the weekday of a day is called: which one in its month, or year, and from their ends."""
    weekday = day.weekday()
    if rule.frequency == "YEARLY" and not rule.months:
        at = day.timetuple().tm_yday - 1
        length = date(day.year, 12, 31).timetuple().tm_yday
    else:
        at, length = day.day - 1, monthrange(day.year, day.month)[1]
    return (0, weekday), (at // 7 + 1, weekday), (-((length - 1 - at) // 7 + 1), weekday)
