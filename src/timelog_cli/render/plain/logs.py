"""Logs and gaps for people: a sentence, a page, a row of the table."""

from __future__ import annotations

from timelog_cli.domain.logs import worked
from timelog_cli.domain.money import plain
from timelog_cli.domain.segments import clipped, pauses
from timelog_cli.domain.time.zones import (
    day_and_time,
    day_number,
    day_of,
    iso,
    need_offsets,
    pieces,
    span,
    start_of_day,
    time_of_day,
    written,
)
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import clock, fields, of_seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.gaps import Edge, Filled, Gaps
    from timelog_cli.domain.logs import Log, Segment, Taken


_MINUTE = 60
_HALF_A_DAY = 12 * 3600


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
        Column("day", "DAY", names=True, style="repeated"),
        Column("time", "TIME", names=True),
        Column("gap_seconds", "GAP", right=True, show=clock, total=(total,)),
    )


def no_gap(gaps: Gaps, period: str, hours: str, least: str, has: str) -> str:
    """Why there is no gap.

    :param has: ``You have``, or ``bob has``
    """
    if gaps.never:
        return f"{has} no logs yet. To add one: timelog log add REF WHEN"
    if gaps.short:
        return f"No gaps of {least} or more in {period}."
    if gaps.times:
        done = clock(worked(gaps.times))
        timed = " or on a timer" * gaps.timed
        return f"No gaps in {period}: all {done} of working hours are logged{timed}."
    if gaps.later:
        return f"Working hours in {period} have not started yet ({hours})."
    return f"No working hours in {period} ({hours}). To use others, add --hours"


def left_short(gaps: Gaps, least: str) -> tuple[str, ...]:
    """What is not listed because it is short."""
    if not gaps.short:
        return ()
    count, total = len(gaps.short), clock(worked(gaps.short))
    some = "1 gap" if count == 1 else f"{count} gaps"
    return (f"Not shown: {some} shorter than {least} ({total}). To list all, add --min 1s",)


def filled(done: Filled, hours: str, now: int, zone: str) -> tuple[str, ...]:
    """How far each side was extended, or why it was not."""
    sides = (
        ("start", done.start, done.before.start, done.after.start),
        ("end", done.end, done.before.end, done.after.end),
    )
    return tuple(
        f"It {'starts' if name == 'start' else 'ends'} {_reached(name, edge)}."
        if before != after
        else f"The {name} is still {day_and_time(before, zone)}:"
        f" {_stopped(name, edge, hours, now)}."
        for name, edge, before, after in sides
        if edge is not None
    )


def _reached(name: str, edge: Edge) -> str:
    if edge.by is not None:
        return f"where {edge.by.named} {'ends' if name == 'start' else 'starts'}"
    if edge.what == "day":
        return f"where the day {'starts' if name == 'start' else 'ends'}"
    return "now" if edge.what == "now" else "with your working hours"


def _stopped(name: str, edge: Edge, hours: str, now: int) -> str:
    if edge.by is not None:
        inside = edge.by.start < edge.at < edge.by.end
        verb = "runs" if inside else "ends" if name == "start" else "starts"
        return f"{edge.by.named} {verb} there"
    if edge.what == "now":
        return "that is in the future" if edge.at > now else "that is the current time"
    verb = "start" if name == "start" else "end"
    if edge.what == "day":
        return f"the day {verb}s there"
    if edge.what == "hours":
        return f"your working hours {verb} there"
    side = "before" if name == "start" else "after"
    return (
        f"nothing else is logged {side} it that day, and it is outside your working hours ({hours})"
    )


def sentence(verb: str, log: Log, zone: str) -> str:
    """``Logged 1:30 on case-12 (Title): log 7, 2026-11-02 09:00–10:30, billable.``"""
    facts = [f"log {log.id}", span(log.start, log.end, zone)]
    if log.billable:
        facts.append("billable" if log.rate is None else f"billable at {plain(log.rate)}")
    worked = clock(log.worked_seconds)
    return f"{verb} {worked} on {log.ref} ({log.title}): {', '.join(facts)}."


def overnight_lines(log: Log, zone: str) -> tuple[str, ...]:
    """The warning about a log that goes past midnight and is suspiciously long."""
    past_midnight = day_number(log.end - 1, zone) > day_number(log.start, zone)
    if log.end - log.start <= _HALF_A_DAY or not past_midnight:
        return ()
    return (
        f"log {log.id} ends on the next day, at {day_and_time(log.end, zone)}. If you meant"
        f" another time: timelog log edit {log.id} --start TIME --end TIME",
    )


def left_out(taken: Sequence[Taken], zone: str) -> tuple[str, ...]:
    """What was not logged because it overlaps, or was paused for it: a sentence for each."""
    had: dict[tuple[str, bool], list[Taken]] = {}
    for one in taken:
        had.setdefault((one.named, one.given), []).append(one)
    return tuple(
        f"Paused {by}: {pieces(its, zone)}."
        if given
        else f"Trimmed {pieces(its, zone)}, already covered by {by}."
        for (by, given), its in had.items()
    )


def log_text(log: Log, zone: str) -> str:
    """A log with all that is known of it."""
    paused = pauses(log.segments, log.start, log.end)
    several = len(log.segments) > 1 or paused
    worked = _numbered(log.segments, zone) or "none (the timer did not run)"
    return fields(
        (
            ("log", str(log.id)),
            ("record", f"{log.ref}  {log.title}"),
            ("owner", log.owner),
            ("time", span(log.start, log.end, zone)),
            ("", "laid out by an import: only the hours are known" if log.laid_out else None),
            ("worked", clock(log.worked_seconds)),
            ("segments", worked if several else None),
            ("pauses", _numbered(paused, zone)),
            ("billable", _billable(log)),
            ("rate", None if log.rate is None else plain(log.rate)),
            ("invoice", log.invoice),
            ("tags", " ".join(log.tags)),
            ("note", log.note),
            ("entered", f"{'by timer' if log.timed else 'by hand'} ({log.zone})"),
        )
    )


def _billable(log: Log) -> str:
    if log.billed_elsewhere:
        return "no, invoiced elsewhere"
    return "yes" if log.billable else "no"


def _numbered(stretches: Sequence[Segment], zone: str) -> str:
    """A line each, with the numbers that ``log edit`` takes."""
    wide = len(str(len(stretches)))
    return "\n".join(
        f"{number:>{wide}}  {span(one.start, one.end, zone)}  {clock(one.seconds)}"
        for number, one in enumerate(stretches, 1)
    )


def log_row(log: Log, zone: str) -> dict[str, Any]:
    """The row of a log in the table."""
    row = _row(log, times(log.start, log.end, zone))
    return {**row, "day": written(log.start, zone)[:10]}


def _row(log: Log, time: str) -> dict[str, Any]:
    return {
        "id": log.id,
        "time": time,
        "worked_seconds": log.worked_seconds,
        "record": log.ref,
        "title": log.title,
        "owner": log.owner,
        "billable": log.invoice or log.billable,
        "tags": list(log.tags),
        "note": log.note,
    }


def times(start: int, end: int, zone: str) -> str:
    """From and to; an end on a later day says how many days later."""
    days = day_number(end, zone) - day_number(start, zone)
    later = f" +{days}" if days else ""
    if need_offsets(start, end, zone):
        return span(start, end, zone)[11:]
    return f"{time_of_day(start, zone)}–{time_of_day(end, zone)}{later}"


class Summed:
    """Logs as they come, and the worked seconds of those that came: in all, and in a period."""

    def __init__(self, logs: Iterable[Log], start: int | None, end: int | None) -> None:
        self._logs = logs
        self._period = start, end
        self.worked_seconds = 0
        self.seconds_within = 0

    def __iter__(self) -> Iterator[Log]:
        for log in self._logs:
            self.worked_seconds += log.worked_seconds
            self.seconds_within += worked(clipped(log.segments, *self._period))
            yield log

    def total(self) -> tuple[int, ...]:
        """The seconds; before them those in the period, where some are outside it."""
        every, within = self.worked_seconds, self.seconds_within
        return (every,) if within == every else (within, every)


def log_columns(summed: Summed | None) -> tuple[Column, ...]:
    """The columns of the table; the total is that of the logs that were listed, in the period."""
    return (
        Column("id", "ID", right=True),
        Column("day", "DAY", style="repeated"),
        Column("time", "TIME"),
        Column(
            "worked_seconds",
            "WORKED",
            right=True,
            show=clock,
            style=of_seconds("worked_seconds"),
            total=None if summed is None else summed.total,
        ),
        Column("record", "RECORD", style="reference"),
        Column("title", "TITLE", shrink=True, style="repeated"),
        Column("owner", "OWNER", shrink=True, style="repeated"),
        Column("billable", "BILLABLE"),
        Column("tags", "TAGS", shrink=True),
        Column("note", "NOTE", shrink=True),
    )


class ByDay:
    """Rows of logs as they stand under their days on a terminal.

    :param day_start: seconds after midnight at which days begin
    :param seconds: whether times are shown to the second, also where that tells little
    """

    def __init__(self, zone: str, day_start: int, *, seconds: bool) -> None:
        self._zone = zone
        self._day_start = day_start
        self._seconds = seconds
        self._low, self._high, self._label = 0, 0, ""

    def row(self, log: Log) -> dict[str, Any]:
        """The row, with the day under which it stands, such as ``Mon 2026-11-02``."""
        start, end = log.start, log.end
        if not self._seconds and not 0 < log.worked_seconds < _MINUTE:
            start, end = start - start % _MINUTE, end - end % _MINUTE
        return {**_row(log, times(start, end, self._zone)), "under": self._day(log.start)}

    def _day(self, instant: int) -> str:
        if not self._low <= instant < self._high:
            from timelog_cli.domain.time.scan import WEEKDAY_NAMES

            day = day_of(instant, self._zone, self._day_start)
            after = day.fromordinal(day.toordinal() + 1)
            self._low, self._high = (
                start_of_day(one, self._zone, self._day_start) for one in (day, after)
            )
            self._label = f"{WEEKDAY_NAMES[day.weekday()][:3]} {day}"
        return self._label

    def columns(self, summed: Summed, owners: Collection[str]) -> tuple[Column, ...]:
        """The columns; the owner has one only where there are several, or others than these."""
        changed: dict[str, dict[str, Any]] = {
            "owner": {"alike": owners.__contains__},
            "worked_seconds": {} if self._seconds else {"show": _short_clock},
        }
        return tuple(
            column._replace(**changed.get(column.key, {}))
            for column in log_columns(summed)
            if column.key != "day"
        )


def _short_clock(seconds: int) -> str:
    """A duration without its seconds, unless it has no minutes."""
    return clock(seconds if seconds < _MINUTE else seconds - seconds % _MINUTE)


def changes(before: Log, after: Log, zone: str) -> str:
    """What an edit changed: ``Changed log 7: time 2026-11-02 09:00–10:00, billable.``"""
    facts = []
    if (before.start, before.end) != (after.start, after.end):
        facts.append(f"time {span(after.start, after.end, zone)}")
    if before.worked_seconds != after.worked_seconds:
        facts.append(f"worked {clock(after.worked_seconds)} (was {clock(before.worked_seconds)})")
    paused = pauses(after.segments, after.start, after.end)
    if pauses(before.segments, before.start, before.end) != paused:
        facts.append(f"paused {pieces(paused, zone)}" if paused else "no pauses")
    if before.ref != after.ref:
        facts.append(f"record {after.ref}")
    if before.owner != after.owner:
        facts.append(f"owner {after.owner}")
    if before.billable != after.billable:
        facts.append("billable" if after.billable else "non-billable")
    if before.rate != after.rate:
        facts.append("rate removed" if after.rate is None else f"rate {plain(after.rate)}")
    if before.tags != after.tags:
        facts.append(f"tags {' '.join(after.tags) or 'none'}")
    if before.note != after.note:
        facts.append("note changed" if after.note else "note removed")
    if not facts:
        return f"Log {after.id} is unchanged: it already has these values."
    return f"Changed log {after.id}: {', '.join(facts)}."
