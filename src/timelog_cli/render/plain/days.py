"""Days as JSON, and as the tables that a pipe gets."""

from __future__ import annotations

from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.domain.time.zones import day_and_time
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.tables import table
from timelog_cli.render.plain.targets import day_off_shape
from timelog_cli.render.shapes import log_shape, timer_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.calendar import Calendar, Sums


def day_shape(found: Calendar, now: int, zone: str) -> dict[str, Any]:
    """A day with its logs and timers."""
    (day,) = found.days
    return {
        "day": day.day.isoformat(),
        **_sums(day.sums),
        "target_seconds": day.target_seconds,
        "days_off": [day_off_shape(one) for one in found.off],
        "records": _records(found),
        "logs": [log_shape(log, zone) for log in found.logs],
        "timers": [timer_shape(timer, now, zone) for timer in found.timers],
    }


def week_shape(found: Calendar, label: str) -> dict[str, Any]:
    """A week with its days and records."""
    return {
        "week": label,
        **_sums(found.sums),
        "target_seconds": found.target_seconds,
        "days": [
            {
                "day": one.day.isoformat(),
                **_sums(one.sums),
                "target_seconds": one.target_seconds,
            }
            for one in found.days
        ],
        "days_off": [day_off_shape(one) for one in found.off],
        "records": _records(found),
    }


def calendar_shape(found: Calendar) -> dict[str, Any]:
    """The days of a period with their sums."""
    sums = found.sums
    return {
        "first_day": found.days[0].day.isoformat(),
        "last_day": found.days[-1].day.isoformat(),
        "worked_seconds": sums.worked_seconds,
        "billable_seconds": sums.billable_seconds,
        "days": [
            {
                "day": one.day.isoformat(),
                "worked_seconds": one.sums.worked_seconds,
                "billable_seconds": one.sums.billable_seconds,
            }
            for one in found.days
        ],
        "days_off": [day_off_shape(one) for one in found.off],
    }


def _sums(sums: Sums) -> dict[str, int]:
    return {
        "worked_seconds": sums.worked_seconds,
        "billable_seconds": sums.billable_seconds,
        "timer_seconds": sums.timer_seconds,
    }


def _records(found: Calendar) -> list[dict[str, Any]]:
    return [{"record": one.ref, "title": one.title, **_sums(one.sums)} for one in found.records]


def day_table(found: Calendar, zone: str) -> str:
    """The logs of a day with their time on it; nothing where there are none."""
    logged = [stint for stint in found.stints if not stint.state]
    rows = [
        {
            "start": day_and_time(stint.start, zone),
            "end": day_and_time(stint.end, zone),
            "worked_seconds": stint.seconds,
            "record": stint.ref,
            "title": stint.title,
            "owner": stint.owner,
            "billable": stint.billable,
            "note": stint.note,
        }
        for stint in logged
    ]
    columns = (
        Column("start", "START"),
        Column("end", "END"),
        _time("worked_seconds", "WORKED", found.sums.worked_seconds),
        Column("record", "RECORD"),
        Column("title", "TITLE"),
        Column("owner", "OWNER"),
        Column("billable", "BILLABLE"),
        Column("note", "NOTE"),
    )
    return table(rows, columns) if rows else ""


def days_table(found: Calendar) -> str:
    """The days, also those without time."""
    sums, target = found.sums, found.target_seconds
    rows = [
        {
            "day": one.day.isoformat(),
            "weekday": WEEKDAY_NAMES[one.day.weekday()],
            "worked_seconds": one.sums.worked_seconds,
            "billable_seconds": one.sums.billable_seconds,
            "internal_seconds": one.sums.worked_seconds - one.sums.billable_seconds,
            "target_seconds": one.target_seconds,
        }
        for one in found.days
    ]
    internal = sums.worked_seconds - sums.billable_seconds
    columns = (
        Column("day", "DAY"),
        Column("weekday", "WEEKDAY"),
        _time("worked_seconds", "WORKED", sums.worked_seconds),
        _time("billable_seconds", "BILLABLE", sums.billable_seconds),
        _time("internal_seconds", "INTERNAL", internal),
        *((_time("target_seconds", "TARGET", target),) if target is not None else ()),
    )
    return table(rows, columns)


def _time(key: str, title: str, total: int) -> Column:
    return Column(key, title, right=True, show=clock, total=(total,))
