"""Entries in time: those that occur twice, overlap others, or have hours but no start."""

from __future__ import annotations

from timelog_cli.domain.foreign import Problem
from timelog_cli.domain.gaps import joined, unlogged
from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.segments import around, clipped, touching, without
from timelog_cli.domain.time.durations import write_duration
from timelog_cli.domain.time.working_hours import working_times
from timelog_cli.domain.time.zones import day_and_time, span, start_of_day
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import locks, staged, staged_known, staged_logs
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases.imports.staging import digest
from timelog_cli.usecases.logs import keep_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timelog_cli.domain.logs import Taken
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.usecases import Work

    Refuse = Callable[[Problem], None]

_MORNING = 9 * 3600  # on days without working hours
_TWICE = "twice in the file"
_TAKEN = "its time is taken"


# Twins


def tell_twins_apart(work: Work, refuse: Refuse, place: str, *, have_ids: bool) -> None:
    """Give each of several entries that are the same a key of its own.

    Where the program has ids, the same entry twice counts once, and two with one id are refused.

    :param place: what the places of entries count
    :param have_ids: whether entries have the ids of their program
    """
    store = work.store
    for group in staged_known.twins(store):
        for at, (number, key, content) in enumerate(group[1:], 2):
            if not have_ids:
                staged_known.set_key(store, number, digest(f"{key.hex()}\0{at}"))
            elif content == group[0][2]:
                staged.set_status(store, number, "skipped", _TWICE)
            else:
                other = staged.place_of(store, group[0][0])[1]
                refuse_entry(work, number, f"it has the same id as that of {place} {other}", refuse)


def refuse_entry(
    work: Work, number: int, message: str, refuse: Refuse, hint: str | None = None
) -> None:
    """Refuse an entry that was staged."""
    refuse(Problem(*staged.place_of(work.store, number), None, message, hint))
    staged.set_status(work.store, number, "conflicting")


# Locked periods


def refuse_locked(work: Work, refuse: Refuse) -> None:
    """Refuse new entries that would start in the locked period."""
    lock = locks.find(work.store)
    if lock is None:
        return
    times = [(one[0], one[2]) for one in staged.new_times(work.store) if one[2] < lock.before]
    for number, start in times:
        error = lock.refusal(f"add a log that starts {day_and_time(start, work.zone)}")
        refuse_entry(work, number, error.message, refuse, error.hint)


# Overlaps


class _Span(Frozen):
    number: int
    segments: Sequence[Segment]


def overlapping(work: Work) -> dict[int, int | None]:
    """The new entries that overlap earlier ones, or what is logged, in the order of their start.

    Each with the entry that it overlaps, or ``None`` where that is logged already.
    """
    paused = staged.pauses(work.store)
    logged = dict.fromkeys(
        number for number in staged.touching(work.store) if _is_taken(work, number, paused)
    )
    found: dict[int, int | None] = {}
    whose, active = 0, list[_Span]()
    for number, owner, start, end in staged.new_times(work.store):
        if owner != whose:
            whose, active = owner, []
        active = [one for one in active if one.segments[-1].end > start]
        if number in logged:
            found[number] = None
            continue
        one = _Span(number, _segments(start, end, paused.get(number, ())))
        other = next((it for it in active if touches(it.segments, one.segments)), None)
        if other is None:
            active.append(one)
        else:
            found[number] = other.number
    return found


def touches(some: Sequence[Segment], others: Sequence[Segment]) -> bool:
    """Whether two entries have time in common."""
    return any(one.start < it.end and it.start < one.end for one in some for it in others)


def _segments(start: int, end: int, paused: Sequence[tuple[int, int]]) -> list[Segment]:
    return around(start, end, [Segment(*pause) for pause in paused])


def _is_taken(work: Work, number: int, paused: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether an entry overlaps a log or a timer, not only the pause of one."""
    owner_id, start, end = staged.times_of(work.store, number)
    segments = _segments(start, end, paused.get(number, ()))
    return bool(touching(segments, stored.taken(work.store, owner_id, start, end, now=work.now)))


def refuse_overlaps(work: Work, found: dict[int, int | None], refuse: Refuse, place: str) -> None:
    """Refuse entries that overlap others.

    :param place: what the places of entries count
    """
    for number, other in found.items():
        owner_id, start, end = staged.times_of(work.store, number)
        said = span(start, end, work.zone)
        if other is None:
            taken = stored.taken(work.store, owner_id, start, end, now=work.now)
            by = f"{taken[0].named} ({span(taken[0].start, taken[0].end, work.zone)})"
            keep = keep_all(taken)
        else:
            _, first, last = staged.times_of(work.store, other)
            at = staged.place_of(work.store, other)[1]
            by = f"{place} {at} ({span(first, last, work.zone)})"
            keep = keep_all(())
        hint = f"{keep}; to keep only the free time, trim"
        refuse_entry(work, number, f"{said} overlaps {by}", refuse, hint)


def trim(work: Work, numbers: Sequence[int]) -> int:
    """Log of entries only the time that is free, once the others are logged.

    :param numbers: in the order of their start
    :returns: the seconds that were left out of entries of which some is logged
    """
    paused = staged.pauses(work.store)
    lost = 0
    for number in numbers:
        owner_id, start, end = staged.times_of(work.store, number)
        segments = _segments(start, end, paused.get(number, ()))
        taken = stored.taken(work.store, owner_id, start, end, now=work.now)
        left = without(segments, taken)
        if not left:
            staged.set_status(work.store, number, "skipped", _TAKEN)
            continue
        lost += worked(segments) - worked(left)
        staged.set_times(work.store, number, left)
        staged.set_status(work.store, number, "new")
        staged_logs.write_one(work.store, number)
    return lost


# Hours without a start


def lay_out(work: Work, hours: WorkingHours, refuse: Refuse) -> None:
    """Give entries that have hours of a day but no start the free working time of that day.

    Where that is too little, they get free time after the working hours, then before them, then in
    the breaks, and none after now.
    """
    days: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for number, owner_id, day, seconds in staged.hours(work.store):
        days.setdefault((owner_id, day), []).append((number, seconds))
    for (owner_id, day), entries in days.items():
        free = _free(work, hours, owner_id, day)
        for number, seconds in entries:
            taken, free = _taken_from(free, seconds)
            if taken:
                staged.set_times(work.store, number, joined(taken))
            else:
                left = write_duration(worked(free))
                message = f"{write_duration(seconds)} is more than the free time of {day}, {left}"
                refuse_entry(work, number, message, refuse)


def _free(work: Work, hours: WorkingHours, owner_id: int, day: str) -> list[Segment]:
    """The free time of a day, in the order in which it is given to entries."""
    from datetime import date, timedelta

    first = date.fromisoformat(day)
    start = start_of_day(first, work.zone)
    end = min(work.now, start_of_day(first + timedelta(days=1), work.zone))
    if start >= end:
        return []
    taken: list[Taken] = stored.taken(work.store, owner_id, start, end, now=work.now)
    times = working_times(hours, start, end, work.zone)
    free, in_hours = unlogged([Segment(start, end)], taken), unlogged(times, taken)
    if not times:
        morning = min(end, start + _MORNING)
        return [*clipped(free, morning, None), *reversed(clipped(free, start, morning))]
    opens, closes = times[0].start, times[-1].end
    breaks = without(clipped(free, opens, closes), in_hours)
    before = reversed(clipped(free, None, opens))
    return [*in_hours, *clipped(free, closes, None), *before, *breaks]


def _taken_from(free: Sequence[Segment], seconds: int) -> tuple[list[Segment], list[Segment]]:
    """So many seconds of some free time, and what is left; nothing where it is too little."""
    if worked(free) < seconds:
        return [], list(free)
    taken, left = [], []
    for one in free:
        part = min(seconds, one.seconds)
        seconds -= part
        if part:
            taken.append(Segment(one.start, one.start + part))
        if part < one.seconds:
            left.append(Segment(one.start + part, one.end))
    return taken, left
