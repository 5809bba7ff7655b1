"""Which records and logs a billing command means, and up to when."""

from __future__ import annotations

from datetime import timedelta

from timelog_cli.domain.text import shown
from timelog_cli.domain.zones import start_of_day
from timelog_cli.errors import Unreadable
from timelog_cli.frozen import Frozen
from timelog_cli.usecases.billing import Choice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.context import Context


class Cutoff(Frozen):
    """The day something is looked at, and the instant by which a log has to begin."""

    day: date
    before: int


def cutoff(context: Context, text: str | None) -> Cutoff | None:
    """What ``--as-of`` means: a day to its end, a period to its last day, a time to the second.

    :raises Unreadable: none of these
    """
    if text is None:
        return None
    day = _last_day(context, text)
    if day is None:
        from timelog_cli.cli.common import instant
        from timelog_cli.domain.zones import day_of

        before = instant(context, text) or 0
        return Cutoff(day_of(before, context.zone, context.day_start), before)
    return Cutoff(day, start_of_day(day + timedelta(1), context.zone, context.day_start))


def _last_day(context: Context, text: str) -> date | None:
    from timelog_cli.domain.times import read_day, read_period

    try:
        return read_day(text, context.moment)
    except Unreadable:
        try:
            return read_period(text, context.moment).last_day
        except Unreadable:
            return None


def choice(
    context: Context,
    refs: Sequence[str] | None,
    customer: str | None,
    period: str | None,
    until: Cutoff | None,
    *,
    all: bool = False,
) -> Choice:
    """The records that are named, and of them the logs of the period that began by then.

    :raises Unreadable: records are named and all are asked for, or the period begins after it
    """
    if all and refs:
        raise Unreadable(
            f"--all and {shown(refs[0][:40])} contradict each other", "leave one of them out"
        )
    end = until.before if until else None
    if period is None:
        return Choice(tuple(refs or ()), customer, None, end, None, until and until.day)
    from timelog_cli.cli.filters import named_period

    reading = named_period(context, [period])
    if until and reading.start is not None and reading.start >= until.before:
        raise Unreadable(
            f"--period {reading.label} begins after --as-of {until.day}", "leave one of them out"
        )
    ends = [one for one in (reading.end, end) if one is not None]
    lasts = [one for one in (reading.last_day, until and until.day) if one is not None]
    span = (reading.start, min(ends, default=None), reading.first_day, min(lasts, default=None))
    return Choice(tuple(refs or ()), customer, *span)


def dated(date: str | None, until: Cutoff | None) -> str | None:
    """The date of issue as it is typed, else the day that is looked at."""
    return until.day.isoformat() if until and date is None else date
