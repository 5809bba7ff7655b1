"""Instants and wall clocks: UTC seconds, the local time of a zone, and how both are written.

Only what needs a ``datetime`` imports it: it takes a sixth of what Python takes to start, and the
daily commands read and write their instants without.
"""

from __future__ import annotations

import os
from time import localtime, strftime, tzset

from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from time import struct_time

    from timelog_cli.domain.logs import Segment, Taken

    Stretch = Segment | Taken

DAY = 86_400
# The years that time is tracked in.
FIRST_YEAR, LAST_YEAR = 1970, 2200
_SUMMER_DATES = ",M3.2.0,M11.1.0"
_FOLDERS = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
PICTURE_WIDE = 24
_MOST_PIECES = 3


class _Library:
    zone: str | None = None


def local_time(instant: int, zone: str) -> struct_time:
    """The date and time in a zone: an IANA name, or what POSIX writes into ``TZ``.

    :raises UsageError: no such zone
    """
    if zone != _Library.zone:
        os.putenv("TZ", _for_library(zone))
        tzset()
        _Library.zone = zone
    return localtime(instant)


def utc_offset(instant: int, zone: str) -> int:
    """The seconds by which the clocks of an IANA zone are ahead of UTC.

    :raises UsageError: no such zone
    """
    return local_time(instant, zone).tm_gmtoff


def _for_library(zone: str) -> str:
    """The zone as the C library takes it.

    :raises UsageError: no such zone
    """
    path = _file(zone)
    found = f":{path}" if path else _posix(zone)
    if found is None:
        raise UsageError(
            f"unknown time zone {zone!r}",
            "timelog config set timezone Europe/Rome",
        )
    return found


def _posix(zone: str) -> str | None:
    """A zone that POSIX describes by its offset and its summer time, such as ``CET-1CEST``.

    Without dates, the summer time has those of the C library, which are said to it, as some
    systems have others in a file.
    """
    import re

    name, clock = "(?:[A-Za-z]{3,16}|<[A-Za-z0-9+-]{3,16}>)", "(?:2[0-3]|[01]?[0-9])"
    rest = "(?::[0-5][0-9]){0,2}"
    date = "(?:J?(?:36[0-5]|3[0-5][0-9]|[12]?[0-9]?[0-9])|M(?:1[0-2]|0?[1-9])[.][1-5][.][0-6])"
    hours = "(?:16[0-7]|1[0-5][0-9]|[0-9]?[0-9])"
    rule = f",{date}(?:/[+-]?{hours}{rest})?"
    offset = f"[+-]?{clock}{rest}"
    found = re.fullmatch(f"{name}{offset}({name}(?:{offset})?({rule}{rule})?)?", zone)
    if found is None:
        return None
    return zone + _SUMMER_DATES if found[1] and not found[2] else zone


def _file(zone: str) -> str | None:
    """The file of a zone (RFC 8536), in the folders where ``zoneinfo`` looks for it."""
    name = zone.removeprefix("right/")  # which would count leap seconds
    if {"", ".", ".."}.isdisjoint(name.split("/")):
        for folder in _folders():
            path = f"{folder}/{name}"
            if _is_zone_file(path):
                return path
    return None


def _folders() -> Iterator[str]:
    named = os.environ.get("PYTHONTZPATH", _FOLDERS).split(":")
    yield from (folder for folder in named if folder.startswith("/"))
    try:
        import tzdata
    except ImportError:  # distributions leave it out where the system has the zones
        return
    yield f"{tzdata.__path__[0]}/zoneinfo"


def _is_zone_file(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"TZif"
    except (OSError, ValueError):  # not there, a folder; no name of a file
        return False


def check_zone(name: str) -> None:
    """Refuse a name that no zone has.

    :raises UsageError: no such zone
    """
    utc_offset(0, name)


def local(instant: int, zone: str) -> datetime:
    """The wall clock of ``zone`` at an instant, with the offset it has then."""
    from datetime import datetime, timedelta, timezone

    offset = timedelta(seconds=utc_offset(instant, zone))
    return datetime.fromtimestamp(instant, timezone(offset))


def candidates(naive: datetime, zone: str) -> tuple[int, ...]:
    """The instants at which the clocks of ``zone`` show ``naive``: none, one or two, in order."""
    as_utc = _as_utc(naive)
    offsets = {utc_offset(near, zone) for near in (as_utc - DAY, as_utc + DAY)}
    found = (as_utc - offset for offset in offsets if utc_offset(as_utc - offset, zone) == offset)
    return tuple(sorted(found))


def _as_utc(naive: datetime) -> int:
    """The instant at which the clocks of UTC show ``naive``."""
    from datetime import UTC

    return int(naive.replace(tzinfo=UTC).timestamp())


def instant_of(naive: datetime, zone: str) -> int:
    """The one instant at which the clocks of ``zone`` show ``naive``.

    :raises UsageError: the clocks skipped that time, or showed it twice
    """
    found = candidates(naive, zone)
    if len(found) == 1:
        return found[0]
    written = naive.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if found:
        first, second = (local(instant, zone).isoformat() for instant in found)
        raise UsageError(
            f"{written} occurs twice in {zone}, because the clocks go back",
            f"use {first} or {second}",
        )
    before, after = (local(instant, zone) for instant in _around_gap(naive, zone))
    raise UsageError(
        f"{written} does not exist in {zone}, because the clocks go forward",
        f"use {before:%Y-%m-%d %H:%M:%S} or earlier, or {after:%Y-%m-%d %H:%M:%S} or later",
    )


def _around_gap(naive: datetime, zone: str) -> tuple[int, int]:
    """The last instant before the clocks skip ``naive``, and the first after that."""
    as_utc = _as_utc(naive)
    low, high = as_utc - DAY, as_utc + DAY
    while high - low > 1:
        middle = (low + high) // 2
        if middle + utc_offset(middle, zone) < as_utc:
            low = middle
        else:
            high = middle
    return low, high


def start_of_day(day: date, zone: str, day_start: int = 0) -> int:
    """The instant at which ``day`` begins: ``day_start`` seconds of wall clock after midnight.

    Where the clocks skip that time the day begins at the first instant after the gap; where
    they show it twice, at the first of the two.
    """
    from datetime import datetime, timedelta

    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=day_start)
    found = candidates(naive, zone)
    if found:
        return found[0]
    return _around_gap(naive, zone)[1]


def day_of(instant: int, zone: str, day_start: int = 0) -> date:
    """The day an instant belongs to, with days that begin ``day_start`` seconds after midnight."""
    from datetime import timedelta

    day = local(instant, zone).date()
    while instant < start_of_day(day, zone, day_start):
        day -= timedelta(days=1)
    return day


def day_number(instant: int, zone: str) -> int:
    """Which day it is: the days since 1970 on the calendar of the zone."""
    return (instant + utc_offset(instant, zone)) // DAY


def written(instant: int, zone: str) -> str:
    """``2026-11-02 09:00:00``."""
    return strftime("%Y-%m-%d %H:%M:%S", local_time(instant, zone))


def iso(instant: int, zone: str) -> str:
    """ISO 8601 with the zone's offset at that instant, as in ``2026-11-02T09:00:00+01:00``."""
    return local(instant, zone).isoformat()


def is_shown_twice(instant: int, zone: str) -> bool:
    """Whether the clocks show the same time at another instant too, as they go back in between."""
    return len(candidates(local(instant, zone).replace(tzinfo=None), zone)) > 1


def day_and_time(instant: int, zone: str) -> str:
    """``2026-11-02 09:00``, with seconds where there are some."""
    return written(instant, zone).removesuffix(":00")


def as_typed(instant: int, zone: str) -> str:
    """``2026-11-02T09:00``, one word to type; with the offset where the clocks show it twice."""
    if is_shown_twice(instant, zone):
        return iso(instant, zone)
    return day_and_time(instant, zone).replace(" ", "T")


def time_of_day(instant: int, zone: str) -> str:
    """``09:00``, with seconds where there are some."""
    return written(instant, zone)[11 : None if instant % 60 else 16]


def need_offsets(start: int, end: int, zone: str) -> bool:
    """Whether a stretch between two instants cannot be read without the offsets of the clocks."""
    around = (start - DAY, start, end, end + DAY)
    if len({utc_offset(instant, zone) for instant in around}) == 1:
        return False
    if utc_offset(start, zone) != utc_offset(end, zone):
        return True
    return is_shown_twice(start, zone) or is_shown_twice(end, zone)


def span(start: int, end: int, zone: str) -> str:
    """``2026-11-02 09:00–10:30``; an end on another day is written out.

    Offsets are written where the two differ, and where the clocks show one of the times twice.
    """
    same_day = day_number(start, zone) == day_number(end, zone)
    ends = time_of_day(end, zone) if same_day else day_and_time(end, zone)
    if need_offsets(start, end, zone):
        first, last = local(start, zone), local(end, zone)
        return f"{day_and_time(start, zone)}{first:%z}–{ends}{last:%z}"
    return f"{day_and_time(start, zone)}–{ends}"


def pieces(stretches: Sequence[Stretch], zone: str) -> str:
    """Some stretches in a row; the day is named where it is another than that of the first."""
    day = day_and_time(stretches[0].start, zone)[:11]
    spans = [span(one.start, one.end, zone).removeprefix(day) for one in stretches]
    more = len(spans) - _MOST_PIECES
    return ", ".join(spans[:_MOST_PIECES]) + (f" and {more} more" if more > 0 else "")


def picture(rows: Sequence[tuple[str, Sequence[Stretch]]]) -> list[str]:
    """A line for each row: its label, and where its stretches lie among those of all rows."""
    every = [stretch for _, stretches in rows for stretch in stretches]
    low = min(stretch.start for stretch in every)
    high = max(stretch.end for stretch in every)
    widest = max(len(label) for label, _ in rows)
    return [f"{label:<{widest}}  {_bar(stretches, low, high)}" for label, stretches in rows]


def _bar(stretches: Iterable[Stretch], low: int, high: int) -> str:
    cells = ["░"] * PICTURE_WIDE
    for stretch in stretches:
        first = (stretch.start - low) * PICTURE_WIDE // (high - low)
        last = -((low - stretch.end) * PICTURE_WIDE // (high - low))
        cells[first:last] = "█" * (last - first)
    return "".join(cells)
