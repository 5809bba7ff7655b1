"""What must hold before time is logged, and two logs of one owner at the same time."""

from __future__ import annotations

from timelog_cli.domain.logs import Taken
from timelog_cli.domain.segments import bounds, clipped, touching, without
from timelog_cli.domain.time.zones import day_and_time, picture, pieces, span
from timelog_cli.errors import Overlap, Refused
from timelog_cli.store.queries import locks
from timelog_cli.store.queries import logs as stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.locks import PeriodLock
    from timelog_cli.domain.logs import Log, RecordSummary, Segment
    from timelog_cli.domain.time.zones import Stretch
    from timelog_cli.usecases import Work

LONGEST_DAYS = 366
_DAY = 86_400
_AT_ONCE = 8 * _DAY
_MOST_KEPT = 20_000
POLICIES = ("refuse", "trim", "split", "allow")
_MOST_SHOWN = 4


def check_billable(head: RecordSummary) -> None:
    """Refuse billable time on a record that is not billable."""
    if not head.billable:
        raise Refused(
            f"cannot mark time on {head.ref} as billable: the record is not billable",
            f"timelog record edit {head.ref} --service SERVICE --billable",
        )


def check_takes_logs(head: RecordSummary) -> None:
    """Refuse time on a closed record; a resolved one takes late logs."""
    if head.status == "closed":
        raise Refused(f"{head.ref} is closed", f"timelog record reopen {head.ref}")


def check_not_invoiced(log: Log, verb: str = "change") -> None:
    """Refuse any change of a log that is on an invoice."""
    if log.invoice is not None:
        raise Refused(
            f"cannot {verb} log {log.id}: it is on invoice {log.invoice}",
            f"timelog billing credit {log.invoice}",
        )


def check_may_change(work: Work, *logs: Log, verb: str = "change") -> None:
    """Refuse any change of logs that are on an invoice, or start in a locked period."""
    for log in logs:
        check_not_invoiced(log, verb)
    lock = locks.find(work.store)
    for log in logs:
        if lock is not None and log.start < lock.before:
            raise lock.refusal(f"{verb} log {log.id}")


def check_not_locked(work: Work, start: int, lock: PeriodLock | None) -> None:
    """Refuse a new log that would start in the locked period."""
    if lock is not None and start < lock.before:
        raise lock.refusal(f"add a log that starts {day_and_time(start, work.zone)}")


def check_not_billed_elsewhere(log: Log) -> None:
    """Refuse to bill again what another program has invoiced."""
    if log.billed_elsewhere:
        raise Refused(
            f"log {log.id} was invoiced by the program it was imported from,"
            " so it cannot be billable",
            f"timelog log show {log.id}",
        )


def check_bounds(
    work: Work,
    start: int,
    end: int,
    *,
    allow_future: bool,
    earlier: str | None = None,
    may_be_empty: bool = False,
) -> None:
    """Refuse a log that ends before it starts, in the future, or is absurdly long.

    :param earlier: what to type for the same time a day earlier, if that may be meant
    :param may_be_empty: whether it may end when it starts, as where a timer never ran
    """
    if end < start + (not may_be_empty):
        first, last = day_and_time(start, work.zone), day_and_time(end, work.zone)
        raise Refused(
            f"the end {last} must be after the start {first}",
            "give the date of both: --start 2026-11-02T22:00 --end 2026-11-03T01:30",
        )
    check_length(work, start, end)
    if end > work.now and not allow_future:
        last = day_and_time(end, work.zone)
        raise Refused(
            f"the end {last} is in the future; it is now {day_and_time(work.now, work.zone)}",
            f"use {earlier}, or add --allow-future"
            if earlier
            else "to log it anyway, add --allow-future",
        )


def check_length(work: Work, start: int, end: int) -> None:
    """Refuse a log that is absurdly long."""
    if end - start > LONGEST_DAYS * 86_400:
        first, last = day_and_time(start, work.zone), day_and_time(end, work.zone)
        raise Refused(
            f"{first} to {last} is longer than {LONGEST_DAYS} days",
            "log it in parts, or check the dates for a typing mistake",
        )


def made_free(
    work: Work,
    owner_id: int,
    segments: Sequence[Segment],
    policy: str,
    but_log: int = 0,
    calendar: Calendar | None = None,
) -> tuple[Sequence[Segment], list[Taken]]:
    """The segments that may be logged for an owner, and what was left out of them or given to them.

    :param policy: one of ``POLICIES``; ``split`` pauses the logs that have the time
    :param but_log: the log that is being changed
    :param calendar: what is known of taken time; without it the database is asked
    :raises Overlap: the time overlaps, or none of it is free
    """
    if policy == "allow" or not segments:
        return segments, []
    low, high = segments[0].start, segments[-1].end
    if calendar is None:
        taken = stored.taken(work.store, owner_id, low, high, now=work.now, but_log=but_log)
    else:
        taken = calendar.taken(owner_id, low, high)
    taken = touching(segments, taken)
    if not taken:
        return segments, []
    if policy == "split":
        return segments, _given(work, owner_id, segments, taken)
    left = without(segments, taken)
    if left:
        keeps = _trim_or_allow(left, taken, work.zone)
    else:
        keeps = keep_all(taken) if calendar else _split_or_allow(work, segments, taken)
    if policy == "refuse":
        raise _overlap(work.zone, segments, taken, keeps)
    if not left:
        raise Overlap(
            f"no free time is left in {span(low, high, work.zone)}:"
            f" already covered by {_named(taken)}",
            keeps,
        )
    return left, taken


class Calendar:
    """The time that is taken while many logs are added, read some days at a time.

    What is added meanwhile is known by its line, as its number is for good only at the end.

    :param queue: logs that were added and are not written yet
    """

    def __init__(self, work: Work, queue: stored.Queue) -> None:
        self._work, self._queue = work, queue
        self._days: dict[tuple[int, int], list[Taken]] = {}
        self._lines: dict[int, int] = {}
        self._kept = 0

    def taken(self, owner_id: int, start: int, end: int) -> list[Taken]:
        """As ``store.queries.logs.taken``."""
        found = {
            one: None
            for day in range(start // _DAY, (end - 1) // _DAY + 1)
            for one in self._day(owner_id, day)
            if one.start < end and one.end > start
        }
        return sorted(found)

    def add(
        self, owner_id: int, log_id: int, ref: str, line: int, segments: Sequence[Segment]
    ) -> None:
        """Take the time of a log that was stored."""
        self._lines[log_id] = line
        for start, end in segments:
            self._keep(owner_id, Taken(start, end, f"line {line}", ref, False))

    def _day(self, owner_id: int, day: int) -> list[Taken]:
        if (owner_id, day) not in self._days:
            if self._kept > _MOST_KEPT:
                self._days.clear()
                self._kept = 0
            self._read(owner_id, day * _DAY // _AT_ONCE * _AT_ONCE)
        return self._days[owner_id, day]

    def _read(self, owner_id: int, start: int) -> None:
        self._queue.write()
        end = start + _AT_ONCE
        self._days |= {(owner_id, day): [] for day in range(start // _DAY, end // _DAY)}
        work = self._work
        for one in stored.taken(work.store, owner_id, start, end, now=work.now):
            line = self._lines.get(one.log_id or 0)
            self._keep(owner_id, one if line is None else one._replace(by=f"line {line}"))

    def _keep(self, owner_id: int, one: Taken) -> None:
        """Note it on each of its days that was read."""
        for day in range(one.start // _DAY, (one.end - 1) // _DAY + 1):
            known = self._days.get((owner_id, day))
            if known is not None:
                known.append(one)
                self._kept += 1


def _split_or_allow(work: Work, segments: Sequence[Segment], taken: Sequence[Taken]) -> str:
    """The hint where nothing of the time is free."""
    logs = _logs(work, taken)
    if len(logs) != 1 or logs[0].invoice or not without(logs[0].segments, segments):
        return keep_all(taken)
    split = f"to pause log {logs[0].id} for that time, add --on-overlap split"
    return f"{split}; {keep_all(taken)}"


def _trim_or_allow(left: Sequence[Segment], taken: Sequence[Taken], zone: str) -> str:
    trim = f"to keep {pieces(left, zone)} only, add --on-overlap trim; " if left else ""
    return f"{trim}{keep_all(taken)}"


def keep_all(taken: Sequence[Taken]) -> str:
    """How to log time although it is taken."""
    many = len({(one.by, one.ref) for one in taken}) > 1
    return f"to keep {'them all' if many else 'both'}, add --on-overlap allow"


def _given(
    work: Work, owner_id: int, segments: Sequence[Segment], taken: Sequence[Taken]
) -> list[Taken]:
    """Pause the logs that have the time of the segments; their time that is free now.

    :raises Refused: it is the time of a timer, is invoiced, or all that a log has
    """
    for one in taken:
        if one.by == "timer":
            raise Refused(
                f"cannot split the timer on {one.ref}: it is not a log yet", keep_all(taken)
            )
    logs = _logs(work, taken)
    check_may_change(work, *logs)
    for log in logs:
        kept = without(log.segments, segments)
        if not kept:
            raise Refused(f"nothing of log {log.id} would be left", keep_all(taken))
        start, end = bounds(log, kept)
        stored.clear_segments(work.store, log.id)
        stored.change(work.store, log.id, start_at=start, end_at=end)
        stored.put_segments(work.store, log.id, owner_id, kept)
    return [
        one._replace(start=part.start, end=part.end, given=True)
        for one in taken
        for part in clipped(segments, one.start, one.end)
    ]


def _logs(work: Work, taken: Sequence[Taken]) -> list[Log]:
    """The logs that have taken time; none if a timer, or a line, has some of it."""
    numbers = dict.fromkeys(one.log_id for one in taken)
    found = (stored.find(work.store, number or 0) for number in numbers)
    return [] if None in numbers else [log for log in found if log is not None]


def refuse_taken(work: Work, segments: Sequence[Segment], taken: Sequence[Taken]) -> None:
    """Refuse segments that overlap other logs or timers.

    :raises Overlap: showing both sides
    """
    touched = touching(segments, taken)
    if touched:
        left = without(segments, touched)
        raise _overlap(work.zone, segments, touched, _trim_or_allow(left, touched, work.zone))


def _overlap(zone: str, segments: Sequence[Segment], taken: Sequence[Taken], keeps: str) -> Overlap:
    new = span(segments[0].start, segments[-1].end, zone)
    other = span(taken[0].start, taken[0].end, zone)
    message = f"{new} overlaps {_named(taken[:1])} ({other})"
    more = len({(one.by, one.ref) for one in taken}) - 1
    if more:
        message += f" and {more} more"
    rows: list[tuple[str, Sequence[Stretch]]] = [("new", segments), *_rows(taken)]
    return Overlap(message, keeps, picture(rows))


def _rows(taken: Sequence[Taken]) -> Sequence[tuple[str, Sequence[Taken]]]:
    rows: dict[str, list[Taken]] = {}
    for one in taken:
        label = one.by.removeprefix("log ") if one.by != "timer" else f"timer on {one.ref}"
        rows.setdefault(label, []).append(one)
    return list(rows.items())[:_MOST_SHOWN]


def _named(taken: Sequence[Taken]) -> str:
    return " and ".join(dict.fromkeys(one.named for one in taken))
