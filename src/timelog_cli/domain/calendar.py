"""Days as they are looked at: who worked when on what, with sums and targets."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.segments import clipped
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.domain.reports import Interval
    from timelog_cli.domain.targets import DayOff, Targets


class Stint(Frozen):
    """Time of one log or timer on one day: from ``start`` to ``end``, of which ``segments`` are
    worked.

    :param state: of a timer, ``running`` or ``paused``; empty for a log
    """

    start: int
    end: int
    segments: tuple[Segment, ...]
    record_id: int
    ref: str
    title: str
    owner: str
    note: str
    billable: bool
    state: str = ""

    @property
    def seconds(self) -> int:
        """Its worked time."""
        return worked(self.segments)


class Sums(Frozen):
    """Seconds of some time: logged, how much of that is billable, and on timers still."""

    worked_seconds: int
    billable_seconds: int
    timer_seconds: int

    @property
    def seconds(self) -> int:
        """All of it, logged or not yet."""
        return self.worked_seconds + self.timer_seconds


class Day(Frozen):
    """A day between two instants, with its stints in order.

    :param target_seconds: what is to be worked; ``None`` where nothing says so
    :param off: the days off that lower it
    """

    day: date
    start: int
    end: int
    stints: list[Stint]
    sums: Sums
    target_seconds: int | None
    off: list[DayOff]


class RecordSums(Frozen):
    """A record with its time."""

    record_id: int
    ref: str
    title: str
    sums: Sums


class Calendar(Frozen):
    """Days side by side, and their logs and timers."""

    days: list[Day]
    logs: list[Log]
    timers: list[Timer]

    def at(self, now: int) -> Calendar:
        """The same days with running timers up to another moment."""
        parts = [_stints(self.logs, self.timers, now, day.start, day.end) for day in self.days]
        days = [
            day._replace(stints=stints, sums=summed(stints))
            for day, stints in zip(self.days, parts, strict=True)
        ]
        return self._replace(days=days)

    @property
    def stints(self) -> list[Stint]:
        """Those of all days."""
        return [stint for day in self.days for stint in day.stints]

    @property
    def sums(self) -> Sums:
        """The time of all days."""
        return Sums(*(sum(part) for part in zip(*(day.sums for day in self.days), strict=True)))

    @property
    def target_seconds(self) -> int | None:
        """What is to be worked on all days."""
        known = [day.target_seconds for day in self.days if day.target_seconds is not None]
        return sum(known) if known else None

    @property
    def off(self) -> list[DayOff]:
        """The days off of all days."""
        return [one for day in self.days for one in day.off]

    @property
    def records(self) -> list[RecordSums]:
        """The records in the order of their first stint."""
        of: dict[int, list[Stint]] = {}
        for stint in self.stints:
            of.setdefault(stint.record_id, []).append(stint)
        return [RecordSums(id, its[0].ref, its[0].title, summed(its)) for id, its in of.items()]


def summed(stints: Iterable[Stint]) -> Sums:
    """The time of some stints."""
    logged, billable, live = 0, 0, 0
    for stint in stints:
        seconds = stint.seconds
        if stint.state:
            live += seconds
        else:
            logged += seconds
            billable += seconds if stint.billable else 0
    return Sums(logged, billable, live)


def calendar(
    days: Iterable[Interval],
    logs: list[Log],
    timers: list[Timer],
    now: int,
    targets: Targets | None,
) -> Calendar:
    """Logs and timers cut at the bounds of days.

    :param now: up to where a running timer counts
    :param targets: what is to be worked; ``None`` where nothing says so
    """
    found = []
    for low, high, day in days:
        stints = _stints(logs, timers, now, low, high)
        target, off = (targets.of(day).seconds, targets.off(day)) if targets else (None, [])
        found.append(Day(day, low, high, stints, summed(stints), target, off))
    return Calendar(found, logs, timers)


def _stints(
    logs: Sequence[Log], timers: Sequence[Timer], now: int, low: int, high: int
) -> list[Stint]:
    return sorted((*_logged(logs, low, high), *_live(timers, now, low, high)), key=_moment)


def _moment(stint: Stint) -> tuple[int, int]:
    return stint.start, stint.end


def _logged(logs: Sequence[Log], low: int, high: int) -> Iterable[Stint]:
    for log in logs:
        if log.start < high and (log.end > low or log.start >= low):
            yield Stint(
                max(log.start, low),
                min(log.end, high),
                tuple(clipped(log.segments, low, high)),
                *(log.record_id, log.ref, log.title, log.owner, log.note, log.billable),
            )


def _live(timers: Sequence[Timer], now: int, low: int, high: int) -> Iterable[Stint]:
    for timer in timers:
        segments = tuple(clipped(timer.segments_until(now), low, high))
        if segments:
            yield Stint(
                segments[0].start,
                segments[-1].end,
                segments,
                *(timer.record_id, timer.ref, timer.title, timer.owner, timer.note),
                billable=timer.billable,
                state=timer.state,
            )
