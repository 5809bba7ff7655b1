"""Working hours in which nothing is logged, and how far a log can be stretched."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment
from timelog_cli.domain.time.zones import iso, local
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timelog_cli.domain.logs import Log, Taken
    from timelog_cli.domain.time.scan import Moment

    Stretch = Segment | Taken


class Edge(Frozen):
    """Where a log could end, or start, and what is there.

    :param what: ``taken`` by ``by``, the end of the ``hours`` or of the ``day``, ``now``; or
        ``nothing``, and the log stays as it is
    """

    at: int
    what: str
    by: Taken | None = None


def joined(stretches: Iterable[Stretch]) -> list[Segment]:
    """The same time in order and apart: what touches or overlaps becomes one."""
    found: list[Segment] = []
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if found and one.start <= found[-1].end:
            found[-1] = Segment(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(Segment(one.start, one.end))
    return found


def unlogged(times: Iterable[Segment], taken: Iterable[Stretch]) -> list[Segment]:
    """What of some times, in order and apart, nothing has taken."""
    covers = joined(taken)
    found, first = [], 0
    for one in times:
        while first < len(covers) and covers[first].end <= one.start:
            first += 1
        low, at = one.start, first
        while at < len(covers) and covers[at].start < one.end:
            found.append(Segment(low, covers[at].start))
            low, at = covers[at].end, at + 1
        found.append(Segment(low, one.end))
    return [gap for gap in found if gap.start < gap.end]


def edge_after(at: int, limit: int, taken: Sequence[Taken], hours: Iterable[Stretch]) -> Edge:
    """How far a log that ends at an instant can be stretched.

    :param limit: the end of its day
    :param taken: what else has taken time
    :param hours: the working hours around it
    """
    later = [one for one in taken if one.end > at and one.start < limit]
    if later:
        nearest = min(later, key=lambda one: one.start)
        return Edge(max(at, nearest.start), "taken", nearest)
    for one in joined(hours):
        if one.start < at <= one.end:
            return Edge(one.end, "hours") if one.end <= limit else Edge(limit, "day")
    return Edge(at, "nothing")


def edge_before(at: int, limit: int, taken: Sequence[Taken], hours: Iterable[Segment]) -> Edge:
    """How far a log that starts at an instant can be stretched back; ``limit`` starts its day."""
    mirrored = [one._replace(start=-one.end, end=-one.start) for one in taken]
    edge = edge_after(-at, -limit, mirrored, [Segment(-one.end, -one.start) for one in hours])
    by = edge.by and edge.by._replace(start=-edge.by.end, end=-edge.by.start)
    return Edge(-edge.at, edge.what, by)


def gap_words(gap: Segment, moment: Moment) -> str:
    """A gap as ``log add`` takes it: ``2026-11-02 9:00-9:30``."""
    from timelog_cli.domain.time.ranges import read_range

    plain = _plain_words(gap, moment.zone)
    try:
        reading = read_range(plain, moment)
    except UsageError:  # the clocks show it twice
        reading = None
    if reading is not None and (reading.start, reading.end) == gap:
        return plain
    return f"{iso(gap.start, moment.zone)} to {iso(gap.end, moment.zone)}"


def _plain_words(gap: Segment, zone: str) -> str:
    from timelog_cli.domain.time.clock import short_clock

    first, last = local(gap.start, zone), local(gap.end, zone)
    begins, ends = (one.hour * 3600 + one.minute * 60 + one.second for one in (first, last))
    return f"{first.date()} {short_clock(begins)}-{short_clock(ends) if ends else '24:00'}"


class Gaps(Frozen):
    """The gaps of an owner, those too short to count, and the working times they are in.

    :param later: whether there are working times in the period that are still to come
    :param never: whether the period was to begin with the first log, and there is none
    :param timed: whether some of them are not logged, but on a timer
    """

    owner: str
    found: list[Segment]
    short: list[Segment]
    times: list[Segment]
    later: bool
    never: bool = False
    timed: bool = False


class Filled(Frozen):
    """A log before and after it was stretched, and what there is on each side that was asked."""

    before: Log
    after: Log
    start: Edge | None
    end: Edge | None
