"""Logs and timers, their segments, and records in short."""

from __future__ import annotations

from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

TYPES = ("task", "case", "ticket", "work-order")
DONE = ("resolved", "closed")


class RecordSummary(Frozen):
    """What the timer needs to know of a record.

    ``log_billable`` is what its new logs are unless they are told; ``None``: as in the settings.
    """

    id: int
    type: str
    title: str
    status: str
    billable: bool
    log_billable: int | None = None
    key: str | None = None

    @property
    def ref(self) -> str:
        """The reference a user types, such as ``case-12``."""
        return f"{self.type}-{self.id}"

    @property
    def done(self) -> bool:
        """Whether the record is resolved or closed."""
        return self.status in DONE

    def marks_logs(self, by_default: bool) -> bool:
        """Whether a new log on it is billable, where the command does not say so.

        :param by_default: what the settings say
        """
        marked = by_default if self.log_billable is None else bool(self.log_billable)
        return self.billable and marked


def looks_like_ref(text: str) -> bool:
    """Whether a text is meant as a reference, be it misspelt: ``case-12``, ``12``, ``case-``.

    A title or key has more than digits and signs, also behind the name of a type.
    """
    word = text.strip().lower()
    for kind in TYPES:
        word = word.removeprefix(f"{kind}-")
    return all(char.isdigit() or (char.isascii() and not char.isalpha()) for char in word)


def read_ref(text: str) -> tuple[str | None, int]:
    """``case-12``, any letter case, or ``12`` alone, as type (or ``None``) and number.

    :raises UsageError: no reference
    """
    word = text.strip().lower()
    kind, dash, number = word.rpartition("-")
    if not dash:
        kind = ""
    readable = number.isascii() and number.isdigit() and len(number) <= 15
    if not readable or (dash and kind not in TYPES) or int(number) == 0:
        raise UsageError(
            f"{text[:60]!r} is not a record reference",
            "use a reference such as case-12, or 12 alone; to list them: timelog record list",
        )
    return kind or None, int(number)


class Segment(Frozen):
    """Worked time from ``start`` up to ``end``, instants in UTC seconds."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start


class Log(Frozen):
    """A log as it is shown; ``rate`` is its own, instead of that of the record.

    ``budgeted`` is whether its time counts for a budget, where it was read alone;
    ``billed_elsewhere`` that another program has invoiced it, and ``laid_out`` that only its hours
    are known, and an import gave it its times.
    """

    id: int
    record_id: int
    ref: str
    title: str
    owner: str
    start: int
    end: int
    zone: str
    note: str
    billable: bool
    timed: bool
    invoice: str | None
    segments: tuple[Segment, ...]
    tags: tuple[str, ...]
    rate: Decimal | None = None
    created_at: int = 0
    changed_at: int = 0
    budgeted: bool = False
    billed_elsewhere: bool = False
    laid_out: bool = False

    @property
    def worked_seconds(self) -> int:
        """The sum of the segments."""
        return worked(self.segments)


class Taken(Frozen):
    """A stretch of time that is not free, and what covers it: ``log 12``, ``line 3`` or ``timer``.

    A line is one of several that are read together, where its log has no number for good yet.
    ``given`` says that it is free now, as that was paused for it.
    """

    start: int
    end: int
    by: str
    ref: str
    given: bool = False

    @property
    def named(self) -> str:
        """``log 12 on case-3``, ``the timer on case-3``."""
        return f"{'the timer' if self.by == 'timer' else self.by} on {self.ref}"

    @property
    def log_id(self) -> int | None:
        """The number of the log, if it is one that is stored."""
        kind, _, number = self.by.partition(" ")
        return int(number) if kind == "log" else None


def worked(segments: Iterable[Segment]) -> int:
    """The seconds of all segments."""
    return sum(segment.seconds for segment in segments)


_HALF_DAY = 43_200


class Timer(Frozen):
    """A live timer. ``changed_at`` is the instant of its last start, pause or resume.

    ``resumes`` is the record of the timer that it interrupted, which runs again when it ends.
    ``budgeted`` is whether its time counts for a budget, of the record or of its customer.
    ``uuid`` is what the log that it becomes is known by, whichever machine it is stopped on.
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
    budgeted: bool = False
    uuid: bytes | None = None

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


class TimerRefused(Refused):
    """The timers are not in the state that a command needs.

    :param kind: one of ``TIMER_KINDS``
    :param timer: the timer that is in this state already, if the command would change nothing
    """

    def __init__(self, kind: str, message: str, hint: str, timer: Timer | None = None) -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.timer = timer


TIMER_KINDS = ("no-timer", "several-timers", "already-running", "already-paused", "other-running")


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


USE_PAST = "give a time in the past, or leave out --at to use the current time"


def check_not_future(at: int, now: int, written: Callable[[int], str]) -> None:
    """Refuse an instant after ``now``.

    :raises Refused: it is in the future
    """
    if at <= now:
        return
    hint = USE_PAST
    if at - now > _HALF_DAY and written(at)[:10] == written(now)[:10]:
        hint = f"use --at 'yesterday {written(at)[11:].removesuffix(':00')}'"
    raise Refused(f"{written(at)} is in the future; it is now {written(now)}", hint)
