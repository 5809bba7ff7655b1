"""What fits no form of the grammar: python-dateutil, kept from guessing.

It makes a date of nearly anything, ``30m june 2025 - thu`` included. So it is shown only texts
whose every word has one meaning and whose meanings do not repeat, and it supplies no part that
was not written.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo

from timelog_cli.domain.time.clock import TIMES
from timelog_cli.domain.time.dates import last_such_day
from timelog_cli.domain.time.scan import (
    WEEKDAY_NAMES,
    DayReading,
    InstantReading,
    Moment,
    at,
    at_offset,
    checked_instant,
    checked_year,
    day_for,
    digits,
    first,
    impossible,
    month_named,
    weekday_named,
)

_DEFAULT = datetime(2000, 1, 1)  # a leap year has every day of every month
_ORDINALS = ("st", "nd", "rd", "th", ".")
_LINKS = ("at", "on", "of")
_HALVES = ("am", "pm")
_UTC = ("utc", "gmt", "z")
_DATE = {"month", "day"}


def instant(text: str, moment: Moment) -> InstantReading | None:
    """The instant of a text that says a time, and a day or nothing about the day."""
    said = _meanings(text)
    if "time" not in said or said.keys() >= {"utc", "offset"}:
        return None  # GMT +0300 is east of Greenwich to some, west of it to POSIX
    found = _parsed(text)
    if found is None:
        return None
    seconds = found.hour * 3600 + found.minute * 60 + found.second
    offset = found.utcoffset()
    if said.keys() & {"month", "day", "year", "weekday"} or offset is not None:
        day = _said_day(text, said, found, moment)
    else:
        day = day_for(seconds, moment)
    if day is None:
        return None
    if offset is None:
        return InstantReading(at(day, seconds, moment.zone), relative=True)
    exact = at_offset(day, seconds, int(offset.total_seconds()))
    return InstantReading(checked_instant(exact, text), relative=True)


def day(text: str, moment: Moment) -> DayReading | None:
    """The day of a text that says one and no time."""
    said = _meanings(text)
    if not said or said.keys() & {"time", "half", "offset", "utc"}:
        return None
    found = _parsed(text)
    read = None if found is None else _said_day(text, said, found, moment)
    return None if read is None else DayReading(read, relative=True)


def _meanings(text: str) -> dict[str, str]:
    """Each word by what it means; empty when one means nothing, or two the same."""
    words = [word for word in text.replace(",", " ").split() if word not in _LINKS]
    found: dict[str, str] = {}
    for part in (part for word in words for part in _parts(word)):
        meaning = _meaning(part)
        if meaning is None or meaning in found:
            return {}
        found[meaning] = part
    return found


def _parts(word: str) -> list[str]:
    parts = word.split("-")
    return parts if any(month_named(part) is not None for part in parts) else [word]


def _meaning(word: str) -> str | None:
    if month_named(word) is not None:
        return "month"
    if weekday_named(word) is not None:
        return "weekday"
    if word in _HALVES:
        return "half"
    if word in _UTC:
        return "utc"
    return _meaning_of_figures(word)


def _meaning_of_figures(word: str) -> str | None:
    if digits(word, 4) and word[0] != "0":
        return "year"
    if digits(word[1:].replace(":", ""), 4) and word[0] in "+-":
        return "offset"
    for ending in ("", *_ORDINALS):
        if digits(word.removesuffix(ending), 1, 2):
            return "day"
    is_time = (":" in word or word.endswith(_HALVES)) and first(TIMES, word) is not None
    return "time" if is_time else None


def _parsed(text: str) -> datetime | None:
    for name in _UTC[:2]:
        text = text.replace(name, name.upper())  # it knows them in capitals only
    import warnings

    from dateutil import parser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found: datetime = parser.parse(text, default=_DEFAULT, tzinfos=_zone)
            return found
    except Exception:  # its parser fails with whatever its parts fail with
        return None


def _zone(_: str | None, offset: int | None) -> tzinfo | None:
    return None if offset is None else timezone(timedelta(seconds=offset))


def _said_day(text: str, said: dict[str, str], found: datetime, moment: Moment) -> date | None:
    if not said.keys() >= _DATE:
        return None
    if "year" in said:
        read = found.replace(year=checked_year(int(said["year"]), text)).date()
    else:
        read = last_such_day(found.month, found.day, text, moment).day
    _check_weekday(text, said, read)
    return read


def _check_weekday(text: str, said: dict[str, str], day: date) -> None:
    weekday = weekday_named(said.get("weekday", ""))
    if weekday is not None and weekday != day.weekday():
        name = WEEKDAY_NAMES[day.weekday()]
        raise impossible(text, f"{day} is a {name}", f"use {day}")
