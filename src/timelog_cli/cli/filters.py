"""The filters of logs: the same on every command that takes some."""

from __future__ import annotations

from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.domain.filters import Choice, Filters
from timelog_cli.domain.heads import TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.times import Period

DEFAULT_PERIOD = "week"

PERIOD = arg(
    "period",
    "PERIOD",
    "Which time: today, week, 2026-06, 2026-06-01..2026-06-09, all; this week if not given.",
    required=False,
    many=True,
    complete="periods",
)
_BILLABLE = flag("--billable/--no-billable", "Only billable logs, or only the others.")
_INVOICED = flag("--invoiced/--uninvoiced", "Only logs on an invoice, or only the others.")
_NAMED = (
    ("record", "REF", "on this record", "refs", ()),
    ("type", "TYPE", "on records of this type", None, TYPES),
    ("customer", "NAME", "of this customer", "customers", ()),
    ("service", "NAME", "of this service", "services", ()),
    ("owner", "OWNER", "of this user or group", "owners", ()),
    ("tag", "TAG", "with this tag", "tags", ()),
    ("note", "TEXT", "whose note holds this, in any letter case", None, ()),
)
_WANTED = tuple(
    opt(
        f"--{name}",
        metavar,
        f"Logs {what}; repeated: any of them.",
        many=True,
        choices=choices,
        complete=complete,
    )
    for name, metavar, what, complete, choices in _NAMED
)
_UNWANTED = tuple(
    opt(
        f"--not-{name}",
        metavar,
        f"No logs {what}.",
        many=True,
        choices=choices,
        complete=complete,
    )
    for name, metavar, what, complete, choices in _NAMED
)
FILTERS = (*_WANTED, _BILLABLE, _INVOICED, *_UNWANTED)
# Where --billable says what is to be done, it cannot say what is looked for.
FILTERS_WITHOUT_BILLABLE = tuple(param for param in FILTERS if param is not _BILLABLE)


def read_filters(context: Context, given: dict[str, Any]) -> Filters:
    """The filters that a command line gives; a period that depends on the clock is echoed."""
    period = named_period(context, given["period"])
    choices = {name: Choice(tuple(given[name]), tuple(given[f"not_{name}"])) for name, *_ in _NAMED}
    return Filters(
        start=period.start,
        end=period.end,
        period=period.label,
        billable=given.get("billable"),
        invoiced=given["invoiced"],
        **choices,
    )


def nothing(what: str, filters: Filters, command: str) -> str:
    """The sentence for an empty result, with the command that looks further."""
    if filters.start is None and filters.end is None:
        return f"there is no {what} of that kind"
    return f"no {what} in {filters.period}; timelog {command} all"


def named_period(context: Context, words: Sequence[str]) -> Period:
    """The period of some words, this week without any; one that depends on the clock is echoed."""
    from timelog_cli.domain.times import read_period

    text = " ".join(words)
    period = read_period(text or DEFAULT_PERIOD, context.moment)
    if text.casefold() != period.label.casefold():
        typed = text or f"this {DEFAULT_PERIOD}"
        context.notices.append(f"{typed} is {period.label}{_days(period)}.")
    return period


def _days(period: Period) -> str:
    first, last = period.first_day, period.last_day
    if first is None or last is None or first == last or ".." in period.label:
        return ""
    return f", {first} to {last}"
