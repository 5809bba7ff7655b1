"""The filters of logs: the same on every command that takes some."""

from __future__ import annotations

from timelog_cli.domain.filters import Filters, LogSelection
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import FilterOptions
    from timelog_cli.domain.time.scan import Moment, Period

DEFAULT_PERIOD = "week"


def read_filters(
    context: Context,
    period: Sequence[str] | None,
    filters: FilterOptions,
    billable: bool | None = None,
    changed_since: int | None = None,
) -> Filters:
    """The filters that a command line gives; a period that depends on the clock is echoed."""
    return filters_within(context, named_period(context, period), filters, billable, changed_since)


def filters_within(
    context: Context,
    meant: Period,
    filters: FilterOptions,
    billable: bool | None = None,
    changed_since: int | None = None,
) -> Filters:
    """The filters that a command line gives, in a period."""
    tags = [*(filters["tag"] or ()), *(filters["not_tag"] or ())]
    if tags:
        from timelog_cli.usecases.names import unused_tags

        context.notices += unused_tags(context.work.store, tags)
    return Filters(
        start=meant.start,
        end=meant.end,
        period=meant.label,
        record=_choice(filters["record"], filters["not_record"]),
        type=_choice(filters["type"], filters["not_type"]),
        customer=_choice(filters["customer"], filters["not_customer"]),
        service=_choice(filters["service"], filters["not_service"]),
        owner=_choice(filters["owner"], filters["not_owner"]),
        tag=_choice(filters["tag"], filters["not_tag"]),
        note=_choice(filters["note"], filters["not_note"]),
        text=_choice(filters["text"], filters["not_text"]),
        billable=billable,
        invoiced=filters["invoiced"],
        changed_since=changed_since,
    )


def since(context: Context, text: str | None) -> int | None:
    """The instant that a time means, or at which a day or a longer period begins.

    :raises UsageError: it is neither, or the period has no start
    """
    from timelog_cli.cli.context import instant
    from timelog_cli.domain.time.periods import read_period

    try:
        return instant(context, text)
    except UsageError as error:
        try:
            start = read_period(text or "", context.moment).start
        except UsageError:
            start = None
        if start is None:
            raise error from None
        return start


def _choice(wanted: list[str] | None, unwanted: list[str] | None) -> LogSelection:
    return LogSelection(tuple(wanted or ()), tuple(unwanted or ()))


def nothing(what: str, filters: Filters, command: str) -> str:
    """The sentence for an empty result, with the command that looks further."""
    if filters.start is None and filters.end is None:
        return f"No matching {what}."
    return f"No {what} in {filters.period}. To look further: timelog {command} all"


def looking_ahead(context: Context) -> Moment:
    """Where a day without a year is the coming one, from today on."""
    return context.moment._replace(ahead=context.day)


def named_period(
    context: Context,
    words: Sequence[str] | None,
    default: str = DEFAULT_PERIOD,
    *,
    ahead: bool = False,
) -> Period:
    """The period of some words, this week without any; one that depends on the clock is echoed.

    :param ahead: whether a day without a year is the coming one, not the most recent
    """
    from timelog_cli.domain.time.periods import read_period

    text = " ".join(words or ())
    period = read_period(text or default, looking_ahead(context) if ahead else context.moment)
    if text.casefold() != period.label.casefold():
        read = f"Read {text} as" if text else f"This {default}:"
        context.notices.append(f"{read} {period.label}{_days(period)}.")
    return period


def _days(period: Period) -> str:
    first, last = period.first_day, period.last_day
    if first is None or last is None or first == last or ".." in period.label:
        return ""
    return f", {first} to {last}"


def check_whole_days(period: Period) -> None:
    """Refuse a period that begins or ends within a day.

    :raises UsageError: it does
    """
    if "T" in period.label:
        raise UsageError(
            f"{period.label} is not a range of whole days",
            "give a day or a range, such as 2026-12-24..2027-01-01",
        )
