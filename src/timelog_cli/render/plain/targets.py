"""Days off and balances: as JSON, and for people."""

from __future__ import annotations

from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import clock, of_seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.domain.targets import Balance, BalanceRow, DayOff

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


def balance_columns(found: Balance, by: str) -> tuple[Column, ...]:
    """The columns of the table, with the totals below; days off and timers where there are any."""
    rows = found.rows
    timers = sum(one.timer_seconds for one in rows)
    off = sum(one.off_seconds for one in rows)
    return (
        Column("period", by.upper(), names=True),
        *((Column("weekday", "WEEKDAY", spare=True),) if by == "day" else ()),
        _time("worked_seconds", "WORKED", sum(one.worked_seconds for one in rows)),
        *((_time("timer_seconds", "TIMER", timers),) if timers else ()),
        _time("target_seconds", "TARGET", sum(one.target_seconds for one in rows)),
        *((_time("off_seconds", "OFF", off),) if off else ()),
        _signed("balance_seconds", "BALANCE", total=sum(one.balance_seconds for one in rows)),
        _signed("sum_seconds", "SUM"),
    )


def _time(key: str, title: str, total: int) -> Column:
    return Column(key, title, right=True, show=clock, total=(total,), style=of_seconds(key))


def _signed(key: str, title: str, total: int | None = None) -> Column:
    """What is more or less than the target; the sum, which has no total, is never left out."""
    return Column(
        key,
        title,
        right=True,
        show=signed,
        total=None if total is None else (total,),
        names=total is None,
        style=lambda row: _side(row[key]),
    )


def _side(seconds: int | None) -> str:
    """On which side of the target it is."""
    return ("ahead" if seconds > 0 else "behind") if seconds else "zero"


def signed(seconds: int | None) -> str:
    """A duration with its sign, as ``+1:30``; nothing where there is none."""
    if seconds is None:
        return ""
    return f"+{clock(seconds)}" if seconds > 0 else clock(seconds)


def balance_shape(row: BalanceRow) -> dict[str, Any]:
    """A row of a balance."""
    return {
        "period": row.label,
        "first_day": row.first.isoformat(),
        "last_day": row.last.isoformat(),
        "worked_seconds": row.worked_seconds,
        "timer_seconds": row.timer_seconds,
        "target_seconds": row.target_seconds,
        "off_seconds": row.off_seconds,
        "balance_seconds": row.balance_seconds,
        "sum_seconds": row.sum_seconds,
    }


def balance_row(row: BalanceRow) -> dict[str, Any]:
    """A row of a balance for people."""
    return {**balance_shape(row), "weekday": WEEKDAY_NAMES[row.first.weekday()]}
