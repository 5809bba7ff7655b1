"""Change one piece of a log: cut a pause out of it, close one, change or drop a segment."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, clipped, pauses, welded, without
from timelog_cli.domain.written import as_typed, span
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.usecases.checks import check_bounds, check_length

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log
    from timelog_cli.usecases.work import Work

    Parts = tuple[Sequence[Segment], Sequence[Segment]]


class Pieces(Frozen):
    """What is to become of the segments and pauses of a log, which count from 1.

    :param pauses: time that was not worked
    :param closed: the pauses that were worked
    :param segment: the segment that begins at ``start`` or ends at ``end``, or both
    :param dropped: the segments that go
    """

    pauses: tuple[Segment, ...] = ()
    closed: tuple[int, ...] = ()
    segment: int | None = None
    start: int | None = None
    end: int | None = None
    dropped: tuple[int, ...] = ()


NONE = Pieces()


def segment(log: Log, number: int) -> Segment:
    """The segment of that number.

    :raises NotFound: there is none
    """
    return _numbered(log, log.segments, number, "segment")


def changed(work: Work, log: Log, wanted: Pieces, *, allow_future: bool) -> Parts:
    """What of a log stays worked, and the time that comes to it."""
    if wanted.segment is not None:
        return _with_bounds(work, log, wanted, allow_future)
    if wanted.closed:
        paused = pauses(log.segments, log.start, log.end)
        closed = {_numbered(log, paused, number, "pause") for number in wanted.closed}
        return log.segments, sorted(closed)
    dropped = {segment(log, number) for number in wanted.dropped}
    for pause in wanted.pauses:
        _check_inside(work, log, pause)
    kept = [one for one in without(log.segments, wanted.pauses) if one not in dropped]
    if log.segments and not kept:
        raise Refused(f"nothing of log {log.id} would be left", f"timelog log delete {log.id}")
    return kept, []


def bounds(log: Log, segments: Sequence[Segment]) -> tuple[int, int]:
    """Start and end of a log with other segments: they move as its first and last segment do."""
    if not segments:
        return log.start, log.end
    first, last = segments[0].start, segments[-1].end
    same_first = log.segments and log.segments[0].start == first
    same_last = log.segments and log.segments[-1].end == last
    return (log.start if same_first else first, log.end if same_last else last)


def _with_bounds(work: Work, log: Log, wanted: Pieces, allow_future: bool) -> Parts:
    assert wanted.segment is not None  # noqa: S101 - asked for by the caller
    old = segment(log, wanted.segment)
    new = Segment(
        old.start if wanted.start is None else wanted.start,
        old.end if wanted.end is None else wanted.end,
    )
    check_bounds(work, new.start, new.end, allow_future=allow_future)
    check_length(work, min(log.start, new.start), max(log.end, new.end))
    _check_apart(work, log, wanted.segment, new)
    others = [one for one in log.segments if one != old]
    return welded(others, clipped([old], *new)), without([new], [old])


def _check_apart(work: Work, log: Log, number: int, new: Segment) -> None:
    for at, other in enumerate(log.segments, 1):
        if at != number and other.start < new.end and other.end > new.start:
            free = ("--end", other.start) if at > number else ("--start", other.end)
            raise Refused(
                f"segment {number} of log {log.id} would run into segment {at}"
                f" ({span(other.start, other.end, work.zone)})",
                f"{free[0]} {as_typed(free[1], work.zone)} is free",
            )


def _check_inside(work: Work, log: Log, pause: Segment) -> None:
    """Refuse a pause that is not in the log; one that reaches over its end makes it shorter."""
    if log.start <= pause.start and pause.end <= log.end:
        return
    whole = pause.start <= log.start and log.end <= pause.end
    way_out = f"timelog log {'delete' if whole else 'show'} {log.id}"
    if log.start < pause.start < log.end:
        way_out = f"timelog log edit {log.id} --end {as_typed(pause.start, work.zone)}"
    elif log.start < pause.end < log.end:
        way_out = f"timelog log edit {log.id} --start {as_typed(pause.end, work.zone)}"
    raise Refused(
        f"the pause {span(pause.start, pause.end, work.zone)} does not lie inside log {log.id}"
        f" ({span(log.start, log.end, work.zone)})",
        way_out,
    )


def _numbered(log: Log, pieces: Sequence[Segment], number: int, what: str) -> Segment:
    if not 1 <= number <= len(pieces):
        raise NotFound(f"log {log.id} has no {what} {number}", f"timelog log show {log.id}")
    return pieces[number - 1]
