"""The time zones that a calendar names: of the IANA, of Windows, or told in the file itself.

A time that the clocks show twice is the first one, and one that they skip is as if they had not
been set yet: so the format says (RFC 5545, 3.3.5), and nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.recurrences import days, read_rule
from timelog_cli.domain.time.zones import check_zone, utc_offset
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers.clock import DAY, Clock, check_year

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Lotus Notes has names of its own.
_OTHERS = {"Western/Central Europe": "Europe/Berlin"}
_MOST_PARTS = 3  # of the name of a zone: America/Argentina/Salta


class Zones:
    """The zones of a file.

    :param told: the text of each zone that the file tells itself, by its name
    :param floating: the zone of times that name none
    :param now: UTC seconds, behind which no change of the clocks matters
    """

    def __init__(self, told: Mapping[str, Sequence[str]], floating: str, now: int) -> None:
        self._told, self._floating, self._now = told, floating, now
        self._known: dict[str, _Iana | _Told] = {}

    def instant(self, wall: datetime, name: str | None) -> int:
        """When the clocks of a zone show a time.

        :param name: as the file has it; ``None`` for the zone of times without one
        :raises Unreadable: no such zone, or a year that is too far away
        """
        check_year(wall.year)
        return self._zone(name).instant(wall)

    def iana(self, name: str | None) -> str:
        """The name of a zone at the IANA; empty where it has none there.

        :raises Unreadable: no such zone
        """
        return self._zone(name).name

    def _zone(self, name: str | None) -> _Iana | _Told:
        key = name or ""
        if key not in self._known:
            self._known[key] = self._found(name)
        return self._known[key]

    def _found(self, name: str | None) -> _Iana | _Told:
        if name is None:
            return _Iana(self._floating)
        iana = _iana(name)
        if iana is None and name in self._told:
            return _Told(_changes(self._told[name], self._now))
        iana = iana or _iana(_elsewhere(name))
        if iana is None:
            raise Unreadable(
                f"the time zone '{shown(name[:60])}' is not known",
                "write one that is into the file, such as TZID=Europe/Rome",
            )
        return _Iana(iana)


def _iana(name: str) -> str | None:
    """The zone of the IANA that a name ends with, as ``/example.org/20260101/Europe/Rome`` does."""
    parts = [part for part in name.split("/") if part]
    for count in range(min(_MOST_PARTS, len(parts)), 0, -1):
        zone = "/".join(parts[-count:])
        try:
            check_zone(zone)
        except UsageError:
            continue
        return zone
    return None


def _elsewhere(name: str) -> str:
    """The zone that Windows, or another program, calls so."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name) or _OTHERS.get(name, ""))


class _Iana:
    """A zone of the IANA."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._clock = Clock(name)

    def instant(self, wall: datetime) -> int:
        """When its clocks show a time."""
        seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
        try:
            return self._clock.instants(wall.year, wall.month, wall.day, seconds)[0]
        except Unreadable:  # they skip it
            as_utc = _as_utc(wall)
            return as_utc - utc_offset(as_utc - DAY, self.name)


class _Told:
    """A zone that a file tells.

    :param changes: when its clocks are set, how far they are from UTC before and after, in order
    """

    name = ""

    def __init__(self, changes: Sequence[tuple[int, int, int]]) -> None:
        self._changes = changes
        self._instants = [at for at, _, _ in changes]

    def _offset(self, instant: int) -> int:
        at = bisect_right(self._instants, instant)
        return self._changes[at - 1][2] if at else self._changes[0][1]

    def instant(self, wall: datetime) -> int:
        """When its clocks show a time."""
        as_utc = _as_utc(wall)
        around = (self._offset(as_utc - DAY), self._offset(as_utc + DAY))
        found = [as_utc - one for one in around if self._offset(as_utc - one) == one]
        return min(found, default=as_utc - around[0])


def _as_utc(wall: datetime) -> int:
    return int(wall.replace(tzinfo=UTC).timestamp())


def _changes(lines: Sequence[str], now: int) -> list[tuple[int, int, int]]:
    """When the clocks of a zone are set.

    :raises Unreadable: it is not told in a way that is read
    """
    try:
        found = sorted(change for part in _parts(lines) for change in _of_part(part, now))
    except (UsageError, ValueError, KeyError, OverflowError):
        found = []
    if not found:
        raise Unreadable("its time zone is told in the file in a way that is not read")
    return found


def _parts(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """The values of each ``STANDARD`` and ``DAYLIGHT``."""
    part: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            part = {}
        elif name == "END" and "TZOFFSETTO" in part:
            yield part
            part = {}
        else:
            part[name] = f"{part[name]},{value}" if name == "RDATE" and name in part else value


def _of_part(part: dict[str, str], now: int) -> Iterator[tuple[int, int, int]]:
    before, after = _offset(part["TZOFFSETFROM"]), _offset(part["TZOFFSETTO"])
    first = datetime.strptime(part["DTSTART"][:15], "%Y%m%dT%H%M%S")
    walls = [first]
    if "RRULE" in part:
        walls += _again(part["RRULE"], first, now)
    walls += [
        datetime.strptime(one[:15], "%Y%m%dT%H%M%S")
        for one in part.get("RDATE", "").split(",")
        if one
    ]
    for wall in walls:
        yield _as_utc(wall) - before, before, after


def _again(text: str, first: datetime, now: int) -> Iterator[datetime]:
    rule = read_rule(text, first.date())
    if rule.frequency != "YEARLY":
        raise UsageError("clocks are not set by such a rule")
    last = date.fromordinal(datetime.fromtimestamp(now, UTC).toordinal() + 366)
    until = rule.until[:8] or "99999999"
    for count, day in enumerate(days(rule, first.date(), last), 1):
        if f"{day:%Y%m%d}" > until or (rule.times is not None and count > rule.times):
            return
        yield datetime.combine(day, first.time())


def _offset(text: str) -> int:
    """``+0530`` and ``-023000`` in seconds."""
    digits = text.strip()[1:].ljust(6, "0")
    if text.strip()[:1] not in {"+", "-"} or not (digits.isascii() and digits.isdigit()):
        raise UsageError("an offset is broken")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:6]))
    seconds = int(length.total_seconds())
    if seconds > DAY:
        raise UsageError("an offset is broken")
    return -seconds if text.strip().startswith("-") else seconds
