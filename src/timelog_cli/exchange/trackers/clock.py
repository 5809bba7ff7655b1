"""Local times without offsets as instants; what the clocks show twice is never guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.domain.time.durations import write_duration
from timelog_cli.domain.time.zones import candidates, utc_offset
from timelog_cli.exchange.trackers.texts import excerpt

DAY = 86_400
_OLDEST, _NEWEST = 1970, 2199
_MOST_DAYS = 5000
_EPOCH = datetime(1970, 1, 1)


def seconds_of(hours: int, minutes: int, seconds: int = 0) -> int:
    """How long after midnight the clocks show a time, from 00:00:00 to 24:00:00.

    :raises Unreadable: there is no such time
    """
    total = hours * 3600 + minutes * 60 + seconds
    if total > DAY or minutes > 59 or seconds > 59:
        rest = f":{seconds:02}" if seconds else ""
        raise Unreadable(f"there is no time {hours:02}:{minutes:02}{rest}")
    return total


def written_day(year: int, month: int, day: int) -> str:
    """A day as ``2026-03-28``.

    :raises Unreadable: there is no such day
    """
    return f"{_midnight(year, month, day):%Y-%m-%d}"


def instant_of_iso(text: str) -> int:
    """The instant of a time in ISO 8601 with its offset; parts of a second are cut off.

    :raises Unreadable: it is no such time
    """
    try:
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise Unreadable(f"'{excerpt(text)}' is not a time such as 2026-03-28T09:00:00Z") from None
    check_year(at.year)
    if at.tzinfo is None:
        raise Unreadable(f"'{excerpt(text)}' has no offset from UTC")
    return int(at.timestamp())


class Clock:
    """The clocks of a zone. Days without a change of the clocks cost no more than a sum.

    :param zone: an IANA name
    """

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._days: dict[tuple[int, int, int], int | None] = {}

    def instant(self, year: int, month: int, day: int, seconds: int) -> int:
        """The instant at which the clocks show a time of a day.

        :param seconds: since midnight on the clock; 24:00 and more is on the next days
        :raises Unreadable: no such day, or the clocks skipped that time, or showed it twice
        """
        found = self.instants(year, month, day, seconds)
        if len(found) > 1:
            raise Unreadable(
                f"{_shown(year, month, day, seconds)} exists twice: the clocks were set back",
                f"log it by hand, once with {_offsets(found, self.zone)}",
            )
        return found[0]

    def instants(self, year: int, month: int, day: int, seconds: int) -> tuple[int, ...]:
        """The one or two instants at which the clocks show a time of a day, in order.

        :raises Unreadable: no such day, or the clocks skipped that time
        """
        key = year, month, day
        if key not in self._days:
            self._keep(key)
        midnight = self._days[key]
        if midnight is not None and seconds < DAY:
            return (midnight + seconds,)
        naive = _midnight(year, month, day) + timedelta(seconds=seconds)
        found = candidates(naive, self.zone)
        if not found:
            raise Unreadable(
                f"{naive:%Y-%m-%d %H:%M:%S} does not exist in {self.zone}:"
                " the clocks were set forward",
                "add --timezone with the zone in which the times were written",
            )
        return found

    def span(
        self,
        start: tuple[int, int, int, int],
        end: tuple[int, int, int, int],
        duration: int | None = None,
        tolerance: int = 0,
    ) -> tuple[int, int]:
        """The instants of a start and an end; the duration settles what the clocks show twice.

        :param start: year, month, day and seconds since midnight
        :param duration: how long it was by the file, in seconds, exact to ``tolerance``
        :raises Unreadable: the times are ambiguous, or the duration contradicts them
        """
        starts, ends = self.instants(*start), self.instants(*end)
        pairs = [(one, other) for one in starts for other in ends]
        if duration is None:
            if len(pairs) > 1:
                self.instant(*(start if len(starts) > 1 else end))
            return pairs[0]
        fitting = [one for one in pairs if abs(one[1] - one[0] - duration) <= tolerance]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting:
            raise Unreadable(
                f"the duration {write_duration(duration)} contradicts the times,"
                f" which are {write_duration(pairs[0][1] - pairs[0][0])} apart"
            )
        self.instant(*(start if len(starts) > 1 else end))
        raise AssertionError("an ambiguous time is refused")

    def _keep(self, key: tuple[int, int, int]) -> None:
        """Note when a day begins, if the clocks are not changed around it."""
        midnight = int((_midnight(*key) - _EPOCH).total_seconds())
        offsets = {utc_offset(midnight + far, self.zone) for far in (-DAY, 0, DAY, 2 * DAY)}
        if len(self._days) > _MOST_DAYS:
            self._days.clear()
        self._days[key] = midnight - offsets.pop() if len(offsets) == 1 else None


def _midnight(year: int, month: int, day: int) -> datetime:
    check_year(year)
    try:
        return datetime(year, month, day)
    except ValueError:
        raise Unreadable(f"there is no day {year:04}-{month:02}-{day:02}") from None


def check_year(year: int) -> None:
    """Refuse a year in which nobody logged time.

    :raises Unreadable: it is too far away
    """
    if not _OLDEST <= year <= _NEWEST:
        raise Unreadable(f"the year {year} is not between {_OLDEST} and {_NEWEST}")


def _shown(year: int, month: int, day: int, seconds: int) -> str:
    return f"{_midnight(year, month, day) + timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"


def _offsets(found: tuple[int, ...], zone: str) -> str:
    """Both readings of an ambiguous time: ``+02:00 or +01:00``."""
    moments = (datetime.fromtimestamp(one, UTC) for one in found)
    offsets = (utc_offset(int(one.timestamp()), zone) for one in moments)
    return " or ".join(
        f"{'-' if one < 0 else '+'}{abs(one) // 3600:02}:{abs(one) // 60 % 60:02}"
        for one in offsets
    )
