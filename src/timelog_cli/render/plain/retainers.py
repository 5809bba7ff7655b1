"""Retainers for people, and as JSON."""

from __future__ import annotations

from timelog_cli.domain.money import plain, with_currency, written
from timelog_cli.render.listing import CURRENCY, Column
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.records import clock_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.documents.billable import Retainer

RETAINER_COLUMNS = (
    Column("invoice", "INVOICE", names=True, style="reference"),
    Column("customer", "CUSTOMER", names=True, shrink=True),
    Column("issue_date", "DATE", spare=True),
    Column("seconds", "TIME", right=True, show=clock_or_none),
    Column("left_seconds", "TIME LEFT", right=True, show=clock_or_none),
    Column("amount", "AMOUNT", right=True),
    Column("left_amount", "AMOUNT LEFT", right=True),
    CURRENCY,
)


def retainer_shape(retainer: Retainer) -> dict[str, Any]:
    """A retainer, with what is left of it."""
    money, left = retainer.amount, retainer.left_amount
    return {
        "invoice": retainer.number,
        "customer": retainer.customer,
        "issue_date": retainer.issue_date.isoformat(),
        "seconds": retainer.seconds,
        "left_seconds": retainer.left_seconds,
        "amount": None if money is None else written(money, retainer.currency),
        "left_amount": None if left is None else written(left, retainer.currency),
        "currency": retainer.currency,
        "tax_rate": None if retainer.tax_rate is None else plain(retainer.tax_rate),
        "prices_include_tax": retainer.includes_tax,
    }


def retainer_text(retainer: Retainer) -> str:
    """``27:30 of 40:00 left (2026-0005)``."""
    if retainer.seconds is not None:
        said = f"{clock(retainer.left_seconds or 0)} of {clock(retainer.seconds)}"
    else:
        assert retainer.amount is not None
        assert retainer.left_amount is not None
        said = (
            f"{written(retainer.left_amount, retainer.currency)} of"
            f" {with_currency(retainer.amount, retainer.currency)}"
        )
    return f"{said} left ({retainer.number})"
