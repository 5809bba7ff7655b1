"""Days off for people, and the JSON shape of one."""

from __future__ import annotations

from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.render.plain import clock
from timelog_cli.render.result import Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.targets import DayOff

DAY_OFF_COLUMNS = (
    Column("day", "DAY"),
    Column("weekday", "WEEKDAY", spare=True),
    Column("off", "OFF"),
    Column("owner", "OWNER", shrink=True),
    Column("text", "TEXT", shrink=True),
)
EVERYBODY = "everybody"


def day_off_shape(off: DayOff) -> dict[str, Any]:
    """A day off; without an owner it is everybody's."""
    return {
        "day": off.day.isoformat(),
        "owner": off.owner,
        "part": off.part,
        "off_seconds": off.seconds,
        "text": off.title,
    }


def day_off_row(off: DayOff) -> dict[str, Any]:
    """A day off as a row for people."""
    return {
        **day_off_shape(off),
        "weekday": WEEKDAY_NAMES[off.day.weekday()],
        "off": part_text(off),
        "owner": EVERYBODY if off.owner is None else off.owner,
    }


def part_text(off: DayOff) -> str:
    """How much of the day is off: ``day``, ``half`` or a duration."""
    return off.part if off.seconds is None else clock(off.seconds)


def day_off_sentence(verb: str, found: Sequence[DayOff]) -> str:
    """``Added half a day off: Thursday, 2026-12-24 (Christmas Eve).``"""
    first, last = found[0], found[-1]
    count = len(found)
    much = {
        "day": "a day off" if count == 1 else f"{count} days off",
        "half": "half a day off" if count == 1 else f"{count} half days off",
        "hours": f"{clock(first.seconds or 0)} off" + (f" on {count} days" if count > 1 else ""),
    }[first.part]
    if len({(one.half, one.seconds) for one in found}) > 1:
        much = f"{count} days off"
    days = f"{WEEKDAY_NAMES[first.day.weekday()]}, {first.day}"
    if count > 1:
        days = f"{first.day} to {last.day}"
    titles = {one.title for one in found}
    text = f" ({first.title})" if len(titles) == 1 and first.title else ""
    whose = f" for {EVERYBODY}" if first.owner is None else ""
    return f"{verb} {much}{whose}: {days}{text}."
