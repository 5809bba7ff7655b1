"""Lists of what is owed: ageing and totals, as JSON rows and as columns; when something is due."""

from __future__ import annotations

from timelog_cli.domain.money import written
from timelog_cli.domain.receivables import BUCKETS
from timelog_cli.render.outcome import Column

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.receivables import Ageing, Sums

_TITLES = ("NOT DUE", "1–30 DAYS", "31–60 DAYS", "61–90 DAYS", "OVER 90")
_AMOUNTS = ("net", "tax", "total", "credited", "deducted", "paid", "open")


def when_due(days: int | None) -> str:
    """``in 14 days``, ``today``, ``5 days overdue``; nothing when nothing is to be paid."""
    if days is None:
        return ""
    if not days:
        return "today"
    many = f"{abs(days)} day" if abs(days) == 1 else f"{abs(days)} days"
    return f"in {many}" if days > 0 else f"{many} overdue"


def list_columns() -> tuple[Column, ...]:
    """The columns of ``billing list``."""
    return (
        Column("number", "NUMBER"),
        Column("issue_date", "DATE", spare=True),
        Column("customer", "CUSTOMER", shrink=True),
        Column("total", "TOTAL", right=True),
        Column("amount_due", "TO PAY", right=True),
        Column("currency", "CURRENCY"),
        Column("status", "STATUS"),
        Column("due_date", "DUE", spare=True),
        Column("due_in_days", "WHEN", show=when_due),
    )


def ageing_shape(row: Ageing) -> dict[str, Any]:
    """The JSON of a row of ``billing ageing``."""
    return {
        "customer": row.customer,
        "currency": row.currency,
        "invoices": row.invoices,
        **{name: written(row.buckets[name], row.currency) for name in BUCKETS},
        "open": written(row.open, row.currency),
    }


def ageing_columns(rows: Sequence[Ageing], *, by_customer: bool) -> tuple[Column, ...]:
    """The columns, with the total below where there is one currency."""
    customer = (Column("customer", "CUSTOMER", shrink=True),) if by_customer else ()
    totals = {
        **{name: _total(rows, [row.buckets[name] for row in rows]) for name in BUCKETS},
        "open": _total(rows, [row.open for row in rows]),
    }
    return (
        *customer,
        Column("invoices", "INVOICES", right=True),
        *(
            Column(name, title, right=True, total=totals[name])
            for name, title in zip((*BUCKETS, "open"), (*_TITLES, "TO PAY"), strict=True)
        ),
        Column("currency", "CURRENCY"),
    )


def sums_shape(row: Sums, keys: Sequence[str]) -> dict[str, Any]:
    """The JSON of a row of ``billing totals``."""
    return {"group": dict(zip(keys, row.group, strict=True)), **_sums_cells(row)}


def sums_flat(row: Sums, keys: Sequence[str]) -> dict[str, Any]:
    """The row with a cell for each key."""
    return {**dict(zip(keys, row.group, strict=True)), **_sums_cells(row)}


def _sums_cells(row: Sums) -> dict[str, Any]:
    amounts = {name: written(getattr(row, name), row.currency) for name in _AMOUNTS}
    return {"invoices": row.invoices, **amounts, "currency": row.currency}


def sums_columns(rows: Sequence[Sums], keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns, with the total below where there is one currency."""
    shown = [name for name in _AMOUNTS if name != "deducted" or any(row.deducted for row in rows)]
    return (
        *(Column(key, key.upper(), shrink=key == "customer") for key in keys if key != "currency"),
        Column("invoices", "INVOICES", right=True),
        *(
            Column(
                name,
                "TO PAY" if name == "open" else name.upper(),
                right=True,
                total=_total(rows, [getattr(row, name) for row in rows]),
            )
            for name in shown
        ),
        Column("currency", "CURRENCY"),
    )


def _total(rows: Sequence[Ageing] | Sequence[Sums], amounts: Sequence[Decimal]) -> str | None:
    """The sum below a column: only where all rows have one currency, and there are several."""
    if len(rows) < 2 or len({row.currency for row in rows}) > 1:  # noqa: PLR2004
        return None
    return written(sum(amounts, amounts[0] * 0), rows[0].currency)
