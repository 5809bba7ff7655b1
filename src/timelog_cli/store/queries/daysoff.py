"""Days off: of an owner, or of everybody."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.targets import DayOff
from timelog_cli.store.connection import Store, new_uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SELECT = (
    "SELECT day_off.id, day, owner.name, half, seconds, title"
    " FROM day_off LEFT JOIN owner ON owner.id = owner_id"
)


def between(
    store: Store, first: date | None, last: date | None, owners: Iterable[int], everybody: bool
) -> list[DayOff]:
    """The days off of some owners, by number, and of everybody where that is asked for, by day.

    :param first: the first day; ``None`` for no bound
    """
    numbers = list(owners)
    whose = f"owner_id IN ({', '.join('?' * len(numbers))})"
    if everybody:
        whose = f"({whose} OR owner_id IS NULL)"
    # A date that is no date sorts behind all others: db check names it.
    bounds = (first or date.min).isoformat(), (last or date.max).isoformat()
    rows = store.rows(
        f"{_SELECT} WHERE {whose} AND day BETWEEN ? AND ?"
        " ORDER BY day, owner_id IS NOT NULL, owner.name",
        (*numbers, *bounds),
    )
    return [_day_off(row) for row in rows]


def _day_off(row: tuple[int, str, str | None, int, int | None, str]) -> DayOff:
    number, day, owner, half, seconds, title = row
    return DayOff(number, date.fromisoformat(day), owner, bool(half), seconds, title)


def add(store: Store, owner_id: int | None, found: DayOff) -> None:
    """Add a day off."""
    store.insert(
        "day_off",
        uuid=new_uuid(),
        owner_id=owner_id,
        day=found.day.isoformat(),
        half=int(found.half),
        seconds=found.seconds,
        title=found.title,
    )


def drop(store: Store, found: Iterable[DayOff]) -> None:
    """Delete days off."""
    store.run_many("DELETE FROM day_off WHERE id = ?", [(one.id,) for one in found])
