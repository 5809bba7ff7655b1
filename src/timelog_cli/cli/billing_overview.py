"""``billing list``, ``ageing`` and ``totals``: what was invoiced, and what of it is open."""

from __future__ import annotations

from timelog_cli.cli.billing_choice import cutoff
from timelog_cli.cli.billing_common import CUSTOMER, day, group
from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.domain.invoices import STATUSES
from timelog_cli.domain.receivables import KEYS, ageing, sums
from timelog_cli.errors import Unreadable
from timelog_cli.render.invoices import view_shape
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.receivables import (
    ageing_columns,
    ageing_shape,
    list_columns,
    sums_columns,
    sums_flat,
    sums_shape,
)
from timelog_cli.usecases import billing_life

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.usecases.billing_life import View

PERIOD = arg(
    "period",
    "PERIOD",
    "Only those dated in it: 2026, last-month.",
    required=False,
    many=True,
    complete="periods",
)
CURRENCY = opt(
    "--currency", "CODE", "Only those in this currency.", complete="currencies", filled=True
)
AS_OF = opt(
    "--as-of",
    "DAY",
    "As on that day, with what had become of them until then; today if not given.",
    complete="periods",
    filled=True,
)


@group.command(
    "billing list",
    PERIOD,
    CUSTOMER,
    opt("--status", "STATUS", "Only those with this status.", choices=STATUSES),
    CURRENCY,
    flag("--open", "Only those with something left to pay, or to pay back."),
    flag("--overdue", "Only those past their due date; the same as --status overdue."),
    AS_OF,
    listing=True,
    examples=(
        "timelog billing list 2026",
        "timelog billing list --status overdue",
        "timelog billing list --open --as-of 2026-12-31",
    ),
)
def list_invoices(
    context: Context,
    period: list[str],
    customer: str | None,
    status: str | None,
    currency: str | None,
    open: bool,
    overdue: bool,
    as_of: str | None,
) -> Outcome:
    """List the invoices and credit notes with what has become of them.

    WHEN says in how many days what is open is due, or for how many it is overdue.
    """
    if overdue and status not in {None, "overdue"}:
        raise Unreadable(
            f"--overdue and --status {status} contradict each other", "leave one of them out"
        )
    wanted = wanted_of(context, period, customer, currency, as_of)
    wanted = wanted._replace(status="overdue" if overdue else status, open=open)
    rows = listed(context, billing_life.views(context.work, wanted, day(context, None)))
    return Outcome(listing=Listing(rows, list_columns(), "no invoices; timelog billing preview"))


def wanted_of(
    context: Context,
    period: list[str],
    customer: str | None,
    currency: str | None,
    as_of: str | None,
) -> billing_life.Wanted:
    """Which documents the options of a list ask for."""
    first, last = _days(context, " ".join(period))
    until = cutoff(context, as_of)
    return billing_life.Wanted(
        customer,
        first=first,
        last=last,
        currency=_code(currency),
        as_of=until.day if until else None,
    )


def _days(context: Context, period: str) -> tuple[date | None, date | None]:
    if not period:
        return None, None
    from timelog_cli.cli.filters import named_period

    reading = named_period(context, [period])
    return reading.first_day, reading.last_day


def _code(currency: str | None) -> str | None:
    if currency is None:
        return None
    from timelog_cli.domain.money import read_currency

    return read_currency(currency)


def listed(context: Context, views: Iterator[View]) -> Iterator[dict[str, Any]]:
    """The JSON shape; what is nested has no place in a table of CSV."""
    flat = context.options.format in {"csv", "tsv"}
    for view in views:
        shape = view_shape(*view)
        yield {
            key: value
            for key, value in shape.items()
            if not (flat and isinstance(value, list | dict))
        }


@group.command(
    "billing ageing",
    CUSTOMER,
    CURRENCY,
    AS_OF,
    opt(
        "--by",
        "KEY",
        "A row for each customer and currency, or for each currency; customer if not given.",
        choices=("customer", "currency"),
    ),
    listing=True,
    examples=(
        "timelog billing ageing",
        "timelog billing ageing --as-of 2026-12-31 --by currency",
    ),
)
def age(
    context: Context,
    customer: str | None,
    currency: str | None,
    as_of: str | None,
    by: str | None,
) -> Outcome:
    """Sum what is open by how many days it is overdue.

    What is owed to a customer counts as not due. Two currencies are never added.
    """
    wanted = wanted_of(context, [], customer, currency, as_of)._replace(open=True)
    by_customer = by != "currency"
    named = billing_life.views_by_customer(context.work, wanted, day(context, None))
    owed = ((name, view.document, view.standing, view.due_in_days) for name, view in named)
    found = ageing(owed, by_customer=by_customer)
    rows = [ageing_shape(row) for row in found]
    columns = ageing_columns(found, by_customer=by_customer)
    return Outcome(listing=Listing(rows, columns, "nothing is open; timelog billing list"))


@group.command(
    "billing totals",
    PERIOD,
    CUSTOMER,
    CURRENCY,
    AS_OF,
    opt(
        "--by",
        "KEY",
        "A row for each of these; repeated: of each pair; customer and month if not given.",
        many=True,
        choices=KEYS,
    ),
    listing=True,
    examples=(
        "timelog billing totals 2026",
        "timelog billing totals last-year --by currency",
        "timelog billing totals --by month --currency USD --format csv",
    ),
)
def totals(
    context: Context,
    period: list[str],
    customer: str | None,
    currency: str | None,
    as_of: str | None,
    by: list[str],
) -> Outcome:
    """Sum the invoices that are dated in a period, by customer and month unless said otherwise.

    Credit notes and payments count with the invoice they are for, whenever they were made. Every
    row is of one currency.
    """
    keys = tuple(dict.fromkeys(by or ("customer", "month")))
    wanted = wanted_of(context, period, customer, currency, as_of)
    named = billing_life.views_by_customer(context.work, wanted, day(context, None))
    found = sums(((name, view.document, view.standing) for name, view in named), keys)
    nested = context.options.json or context.options.format in {"json", "jsonl"}
    rows = [(sums_shape if nested else sums_flat)(row, keys) for row in found]
    empty = "no invoices; timelog billing list"
    return Outcome(listing=Listing(rows, sums_columns(found, keys), empty))
