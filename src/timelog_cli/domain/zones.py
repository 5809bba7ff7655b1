"""Instants and wall clocks: UTC integer seconds on one side, a zone's local time on the other.

An instant is a whole number of seconds since 1970-01-01T00:00:00Z. Zones are IANA names.
Differences are never taken between local times.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from timelog_cli.domain.offsets import content
from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_known: dict[str, ZoneInfo] = {}


def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    :raises Unreadable: no such zone
    """
    found = _known.get(name)
    if found is None:
        from io import BytesIO
        from zoneinfo import ZoneInfo

        try:
            file = content(name)
            found = ZoneInfo.from_file(BytesIO(file), key=name) if file else ZoneInfo(name)
        except (ValueError, OSError, KeyError) as error:
            raise Unreadable(
                f"there is no time zone {name!r}",
                "timelog config set timezone Europe/Rome",
            ) from error
        _known[name] = found
    return found


def local(instant: int, zone: str) -> datetime:
    """The wall clock of ``zone`` at an instant, as an aware datetime."""
    return datetime.fromtimestamp(instant, UTC).astimezone(zone_info(zone))


def candidates(naive: datetime, zone: str) -> tuple[int, ...]:
    """The instants at which the clocks of ``zone`` show ``naive``: none, one or two, in order."""
    info = zone_info(zone)
    found = []
    for fold in (0, 1):
        aware = naive.replace(tzinfo=info, fold=fold)
        instant = int(aware.timestamp())
        if local(instant, zone).replace(tzinfo=None) == naive and instant not in found:
            found.append(instant)
    return tuple(sorted(found))


def instant_of(naive: datetime, zone: str) -> int:
    """The one instant at which the clocks of ``zone`` show ``naive``.

    :raises Unreadable: the clocks skipped that time, or showed it twice
    """
    found = candidates(naive, zone)
    if len(found) == 1:
        return found[0]
    written = naive.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if found:
        first, second = (local(instant, zone).isoformat() for instant in found)
        raise Unreadable(
            f"{written} exists twice in {zone}, the clocks go back", f"write {first} or {second}"
        )
    before, after = _around_gap(naive, zone)
    raise Unreadable(
        f"{written} does not exist in {zone}, the clocks go forward",
        f"the times around it are {before:%Y-%m-%d %H:%M:%S} and {after:%Y-%m-%d %H:%M:%S}",
    )


def _around_gap(naive: datetime, zone: str) -> tuple[datetime, datetime]:
    info = zone_info(zone)
    low = int(naive.replace(tzinfo=info, fold=1).timestamp()) - 86_400
    high = low + 2 * 86_400
    while high - low > 1:
        middle = (low + high) // 2
        if local(middle, zone).replace(tzinfo=None) < naive:
            low = middle
        else:
            high = middle
    return local(low, zone), local(high, zone)


def start_of_day(day: date, zone: str, day_start: int = 0) -> int:
    """The instant at which ``day`` begins: ``day_start`` seconds of wall clock after midnight.

    Where the clocks skip that time the day begins at the first instant after the gap; where
    they show it twice, at the first of the two.
    """
    naive = datetime(day.year, day.month, day.day) + timedelta(seconds=day_start)
    found = candidates(naive, zone)
    if found:
        return found[0]
    return int(_around_gap(naive, zone)[1].timestamp())


def day_of(instant: int, zone: str, day_start: int = 0) -> date:
    """The day an instant belongs to, with days that begin ``day_start`` seconds after midnight."""
    day = local(instant, zone).date()
    while instant < start_of_day(day, zone, day_start):
        day -= timedelta(days=1)
    return day
