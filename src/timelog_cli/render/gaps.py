"""Gaps for people and programs, and what a log was stretched to."""

from __future__ import annotations

from timelog_cli.domain.clocks import iso, written
from timelog_cli.domain.logs import worked
from timelog_cli.domain.written import day_and_time
from timelog_cli.render.logs import times
from timelog_cli.render.outcome import Column
from timelog_cli.render.text import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.gaps import Edge
    from timelog_cli.domain.logs import Segment, Taken
    from timelog_cli.usecases.gaps import Filled, Gaps


def gap_shape(owner: str, gap: Segment, zone: str) -> dict[str, Any]:
    """A gap."""
    return {
        "owner": owner,
        "start": iso(gap.start, zone),
        "end": iso(gap.end, zone),
        "gap_seconds": gap.seconds,
    }


def gap_row(gap: Segment, zone: str) -> dict[str, Any]:
    """The row of a gap in the table."""
    return {
        "day": written(gap.start, zone)[:10],
        "time": times(gap.start, gap.end, zone),
        "gap_seconds": gap.seconds,
    }


def gap_columns(total: int) -> tuple[Column, ...]:
    """The columns of the table; ``total`` is the seconds of all rows."""
    return (
        Column("day", "DAY"),
        Column("time", "FROM–TO"),
        Column("gap_seconds", "GAP", right=True, show=clock, total=clock(total)),
    )


SHAPE_COLUMNS = tuple(Column(key, key.upper()) for key in ("owner", "start", "end", "gap_seconds"))


def no_gap(gaps: Gaps, period: str, hours: str, least: str) -> str:
    """Why there is no gap."""
    if gaps.never:
        return f"{gaps.owner} has logged nothing yet; timelog log add REF WHEN"
    if gaps.short:
        return f"no gap of {least} or more in {period}"
    if gaps.times:
        done = clock(worked(gaps.times))
        return f"no gap in {period}: all {done} of the working hours are logged"
    if gaps.later:
        return f"the working hours in {period} have not begun ({hours})"
    return f"there are no working hours in {period} ({hours}); --hours names others"


def left_short(gaps: Gaps, least: str) -> tuple[str, ...]:
    """What is not listed because it is short."""
    if not gaps.short:
        return ()
    count, total = len(gaps.short), clock(worked(gaps.short))
    some = "a gap" if count == 1 else f"{count} gaps"
    return (f"Left out {some} shorter than {least}, {total}; --min 1s lists all.",)


def filled(done: Filled, hours: str, now: int, zone: str) -> tuple[str, ...]:
    """What each side was stretched to, or why it stays."""
    sides = (
        ("start", done.start, done.before.start, done.after.start),
        ("end", done.end, done.before.end, done.after.end),
    )
    return tuple(
        f"It {'begins' if name == 'start' else 'ends'} {_reached(name, edge)}."
        if before != after
        else f"The {name} stays at {day_and_time(before, zone)}:"
        f" {_stopped(name, edge, hours, now)}."
        for name, edge, before, after in sides
        if edge is not None
    )


def _reached(name: str, edge: Edge) -> str:
    if edge.by is not None:
        return f"where {_named(edge.by)} {'ends' if name == 'start' else 'begins'}"
    if edge.what == "day":
        return f"where the day {'begins' if name == 'start' else 'ends'}"
    return "now" if edge.what == "now" else "with the working hours"


def _stopped(name: str, edge: Edge, hours: str, now: int) -> str:
    if edge.by is not None:
        inside = edge.by.start < edge.at < edge.by.end
        verb = "runs" if inside else "ends" if name == "start" else "begins"
        return f"{_named(edge.by)} {verb} there"
    if edge.what == "now":
        return "that is in the future" if edge.at > now else "it is now"
    verb = "begin" if name == "start" else "end"
    if edge.what == "day":
        return f"the day {verb}s there"
    if edge.what == "hours":
        return f"the working hours {verb} there"
    side = "before" if name == "start" else "after"
    return f"nothing is logged {side} it that day, and it lies outside the working hours ({hours})"


def _named(taken: Taken) -> str:
    return f"{'the timer' if taken.by == 'timer' else taken.by} on {taken.ref}"
