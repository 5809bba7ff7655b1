"""The timer: running or paused on one record for one user, until it becomes a log."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_HALF_DAY = 43_200


class Timer(Frozen):
    """A live timer. ``changed_at`` is the instant of its last start, pause or resume.

    ``resumes`` is the record of the timer that it interrupted, which runs again when it ends.
    """

    id: int
    record_id: int
    ref: str
    title: str
    owner: str
    started_at: int
    changed_at: int
    running_since: int | None
    zone: str
    note: str
    billable: bool
    segments: tuple[Segment, ...]
    tags: tuple[str, ...]
    resumes_id: int | None = None
    resumes: str | None = None

    @property
    def state(self) -> str:
        """``running`` or ``paused``."""
        return "paused" if self.running_since is None else "running"

    def elapsed(self, now: int) -> int:
        """Worked seconds up to ``now``; paused time does not count. Never negative."""
        done = sum(segment.seconds for segment in self.segments)
        running = 0 if self.running_since is None else max(0, now - self.running_since)
        return done + running

    def segments_until(self, end: int) -> tuple[Segment, ...]:
        """The segments if it stopped at ``end``."""
        if self.running_since is None or end <= self.running_since:
            return self.segments
        return (*self.segments, Segment(self.running_since, end))


class Unlogged(Frozen):
    """A live timer, and its worked seconds in a period."""

    timer: Timer
    seconds: int


def check_moment(timer: Timer, at: int, now: int, written: Callable[[int], str]) -> None:
    """Refuse a change of the timer at an instant where it cannot be.

    :raises Refused: the clock went backwards, or ``at`` is in the future or before the last change
    """
    if now < timer.changed_at:
        raise Refused(
            f"the system clock has gone back: it shows {written(now)},"
            f" but the timer on {timer.ref} last changed at {written(timer.changed_at)}",
            "correct the system clock, then try again",
        )
    check_not_future(at, now, written)
    if at < timer.changed_at:
        earliest = written(timer.changed_at)
        raise Refused(
            f"{written(at)} is before the last change of the timer on {timer.ref}, at {earliest}",
            f"use --at {earliest.replace(' ', 'T')} or later",
        )


def check_not_future(at: int, now: int, written: Callable[[int], str]) -> None:
    """Refuse an instant after ``now``.

    :raises Refused: it is in the future
    """
    if at <= now:
        return
    hint = "give a time in the past, or leave out --at to use the current time"
    if at - now > _HALF_DAY and written(at)[:10] == written(now)[:10]:
        hint = f"use --at 'yesterday {written(at)[11:].removesuffix(':00')}'"
    raise Refused(f"{written(at)} is in the future; it is now {written(now)}", hint)
