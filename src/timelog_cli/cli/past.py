"""Times that must be past, where a day alone is typed: what the hint says can be typed."""

from __future__ import annotations

from timelog_cli.cli.context import checked_tags, instant
from timelog_cli.domain.time.zones import written
from timelog_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.context import Context
    from timelog_cli.domain.time.scan import DayOnly
    from timelog_cli.errors import TimelogError
    from timelog_cli.usecases.timers.control import Run

_LAST_EXAMPLE = 41_400  # 11:30, the latest time in the examples of hints


def run_of(
    context: Context,
    at: str | None,
    note: str | None,
    tags: list[str] | None,
    billable: bool | None,
) -> Run:
    """How to start a timer, from what is typed."""
    from timelog_cli.usecases.timers.control import Run

    return Run(
        at=past_instant(context, at), note=note or "", tags=checked_tags(tags), billable=billable
    )


def past_instant(context: Context, text: str | None) -> int | None:
    """The instant of ``--at``, where it cannot be in the future.

    :raises UsageError: it is no time, or a day that is not to come
    :raises Refused: it is a day that is to come
    """
    if text is None:
        return None
    from timelog_cli.domain.time.scan import DayOnly

    try:
        return instant(context, text)
    except DayOnly as error:
        raise _not_to_come(context, error) from None


def _not_to_come(context: Context, error: DayOnly) -> TimelogError:
    from timelog_cli.domain.logs import USE_PAST

    if error.day > context.day:
        now = written(context.now, context.zone)
        return Refused(f"{error.day} is in the future; it is now {now}", USE_PAST)
    if _is_early(context, error):
        error.hint = "give a time that is past, such as -30m"
    return error


def allowing_future(context: Context, error: DayOnly, example: str) -> DayOnly:
    """The refusal of a day without times for a log, which may be in the future if asked for."""
    if error.day > context.day:
        error.hint = f"{error.hint} --allow-future"
    elif _is_early(context, error):
        error.hint = f"give a time that is past, such as {example}"
    return error


def _is_early(context: Context, error: DayOnly) -> bool:
    """Whether the examples of times would be in the future today."""
    from timelog_cli.domain.time.scan import at

    return error.day == context.day and context.now < at(error.day, _LAST_EXAMPLE, context.zone)
