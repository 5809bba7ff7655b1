"""Quotes, unbilled time, receivables and the summary of a run of invoices."""

from __future__ import annotations

from timelog_cli.domain.documents.receivables import BUCKETS
from timelog_cli.domain.money import sum_of, with_currency, written
from timelog_cli.render.listing import CURRENCY, Column
from timelog_cli.render.plain import clock, fields, of_amounts, of_seconds
from timelog_cli.render.plain.budgets import used_style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.budgets import BudgetUse
    from timelog_cli.domain.documents.billable import LeftToBill
    from timelog_cli.domain.documents.comparison import RecordQuote
    from timelog_cli.domain.documents.invoices import Aside, Batch, Written
    from timelog_cli.domain.documents.receivables import Ageing, Sums

    # What is used of the budgets of records, and of customers.
    BudgetsUsed = tuple[Mapping[str, BudgetUse], Mapping[str, BudgetUse]]


def quote_shape(quote: RecordQuote) -> dict[str, Any]:
    """What a quote offers for a record, and what is billed of the record so far."""
    line, billed = quote.line, quote.billed
    return {
        "number": line.quote,
        "status": quote.status,
        "valid_until": quote.valid_until.isoformat(),
        "currency": line.currency,
        "quoted_seconds": line.seconds,
        "quoted_amount": written(line.amount, line.currency),
        "billed_seconds": billed.seconds,
        "billed_amount": written(billed.amount, line.currency),
    }


def quote_text(quote: RecordQuote) -> str:
    """``Q2026-0001 (accepted): 10:00, 800.00 USD; billed 12:30, 1000.00 USD``.

    Fixed prices and items have no time.
    """
    line, billed = quote.line, quote.billed
    said = f"{line.quote} ({quote.status}): {_said(line.seconds, line.amount, line.currency)}"
    if quote.status != "accepted" or not (billed.seconds or billed.amount):
        return said
    return f"{said}; billed {_said(billed.seconds, billed.amount, line.currency)}"


def _said(seconds: int, amount: Decimal, currency: str) -> str:
    time = f"{clock(seconds)}, " if seconds else ""
    return f"{time}{with_currency(amount, currency)}"


_MOST_NAMED = 10


def amount(row: LeftToBill) -> str | None:
    """Its amount, or nothing if that is unknown."""
    price = row.record.price
    return None if row.net is None or price is None else written(row.net, price.currency)


def by_currency(rows: Sequence[LeftToBill]) -> dict[str, list[LeftToBill]]:
    """The rows with a rate, by its currency."""
    found: dict[str, list[LeftToBill]] = {}
    for row in rows:
        if row.record.price:
            found.setdefault(row.record.price.currency, []).append(row)
    return found


def total(rows: Sequence[LeftToBill], currency: str) -> str | None:
    """The amount of rows of one currency, or nothing if one of them is unknown."""
    nets = [row.net for row in rows if row.net is not None]
    return written(sum_of(nets, currency), currency) if len(nets) == len(rows) else None


def shape(row: LeftToBill, used: BudgetsUsed) -> dict[str, Any]:
    """The JSON of a row."""
    record, (own, shared) = row.record, used
    by_record, by_customer = own.get(row.record.ref), shared.get(row.record.customer or "")
    return {
        "record": record.ref,
        "title": record.title,
        "customer": record.customer,
        "status": record.status,
        "worked_seconds": row.worked_seconds,
        "non_billable_seconds": row.non_billable_seconds,
        "unbilled_seconds": row.unbilled_seconds,
        "billed_seconds": row.billed_seconds,
        "amount": amount(row),
        "currency": record.price and record.price.currency,
        "ready": not row.missing,
        "missing": [one._asdict() for one in row.missing],
        "budget_used_percent": by_record and by_record.percent,
        "customer_budget_used_percent": by_customer and by_customer.percent,
    }


def with_currencies(row: LeftToBill, used: BudgetsUsed) -> dict[str, Any]:
    """The row with its amount under its currency, and how much of its budget is used."""
    cells, use = shape(row, used), used[0].get(row.record.ref)
    said = "" if use is None else f"{use.percent}%{' over' * (use.left < 0)}"
    return {
        **cells,
        f"amount_{cells['currency']}": cells["amount"],
        "budget": said,
        "near": use and use.level,
    }


def columns(rows: Sequence[LeftToBill], used: BudgetsUsed) -> tuple[Column, ...]:
    """The columns with their totals; an amount stands in the column of its currency."""
    budget = (Column("budget", "BUDGET", style=_near),) if used[0] else ()
    return (
        Column("record", "RECORD", style="reference"),
        Column("title", "TITLE", shrink=True),
        Column("customer", "CUSTOMER", shrink=True),
        Column("status", "STATUS", spare=True),
        _time("worked_seconds", "WORKED", [row.worked_seconds for row in rows]),
        _time("unbilled_seconds", "UNBILLED", [row.unbilled_seconds for row in rows]),
        _time("billed_seconds", "ROUNDED", [row.billed_seconds for row in rows]),
        *(_amounts(its, currency) for currency, its in by_currency(rows).items()),
        *budget,
        Column("missing", "MISSING", show=_words),
    )


def _near(cells: dict[str, Any]) -> str:
    level: str | None = cells["near"]
    return used_style(level)


def _time(key: str, title: str, seconds: Sequence[int]) -> Column:
    total = (sum(seconds),)
    return Column(key, title, right=True, show=clock, total=total, style=of_seconds(key))


def _amounts(rows: Sequence[LeftToBill], currency: str) -> Column:
    known = [row for row in rows if row.net is not None]
    summed = total(known, currency) if known else None
    return Column(f"amount_{currency}", currency, right=True, total=summed)


def _words(missing: Sequence[dict[str, str]]) -> str:
    return ", ".join(one["what"] for one in missing)


def aside_lines(left_aside: Sequence[Aside]) -> list[str]:
    """What records have beside the time that is billed, each with the command that adds it."""
    lines = [_aside_line(one) for one in left_aside]
    more = len(lines) - _MOST_NAMED
    return [
        *lines[:_MOST_NAMED],
        *([f"{more} more records have non-billable time."] if more > 0 else []),
    ]


def _aside_line(one: Aside) -> str:
    if one.overlaps:
        return (
            f"{clock(one.seconds)} more on {one.ref} overlaps other logs and is not billed."
            " To decide: timelog sync conflicts"
        )
    mark = f"timelog log mark all --record {one.ref} --billable"
    return f"{clock(one.seconds)} more on {one.ref} is not billable. To bill it: {mark}"


def ways_out(rows: Sequence[LeftToBill]) -> list[str]:
    """What is missing, each with the command that fixes it; the same thing once."""
    found = [f"{one.message}: {one.command}" for row in rows for one in row.missing]
    lines = list(dict.fromkeys(found))
    more = len(lines) - _MOST_NAMED
    return [
        *lines[:_MOST_NAMED],
        *([f"And {more} more. To see all, use --json"] if more > 0 else []),
    ]


_TITLES = ("NOT DUE", "1–30 DAYS", "31–60 DAYS", "61–90 DAYS", "90+ DAYS")
_AMOUNTS = ("net", "tax", "total", "credited", "deducted", "paid", "open")


def when_due(days: int | None) -> str:
    """``in 14 days``, ``today``, ``5 days overdue``; nothing when nothing is outstanding."""
    if days is None:
        return ""
    if not days:
        return "today"
    many = f"{abs(days)} day" if abs(days) == 1 else f"{abs(days)} days"
    return f"in {many}" if days > 0 else f"{many} overdue"


_SOON = 7  # days
_STATUS_STYLES = {
    **{"paid": "paid", "overdue": "overdue", "declined": "refused", "expired": "overdue"},
}


def status_style(row: dict[str, Any]) -> str:
    """The colour of the status of a document; most have none."""
    return _STATUS_STYLES.get(row["status"], "")


def _due_style(row: dict[str, Any]) -> str:
    days = row["due_in_days"]
    if days is None or days > _SOON:
        return ""
    return "overdue" if days < 0 else "due_soon"


def list_columns() -> tuple[Column, ...]:
    """The columns of ``billing list``."""
    return (
        Column("number", "NUMBER", names=True, style="reference"),
        Column("issue_date", "DATE", spare=True),
        Column("customer", "CUSTOMER", names=True, shrink=True),
        Column("total", "TOTAL", right=True),
        Column("amount_due", "BALANCE", right=True, style=of_amounts("amount_due")),
        CURRENCY,
        Column("status", "STATUS", style=status_style),
        Column("due_date", "DUE DATE", spare=True),
        Column("due_in_days", "DUE", show=when_due, style=_due_style),
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
    customer = (Column("customer", "CUSTOMER", names=True, shrink=True),) if by_customer else ()
    totals = {
        **{name: _total(rows, [row.buckets[name] for row in rows]) for name in BUCKETS},
        "open": _total(rows, [row.open for row in rows]),
    }
    return (
        *customer,
        Column("invoices", "INVOICES", right=True),
        *(
            Column(name, title, right=True, total=totals[name], style=_bucket_style(name))
            for name, title in zip((*BUCKETS, "open"), (*_TITLES, "BALANCE"), strict=True)
        ),
        CURRENCY if by_customer else CURRENCY._replace(names=True),
    )


def _bucket_style(name: str) -> Callable[[dict[str, Any]], str]:
    """What is overdue is red, and nothing dim."""
    zero = of_amounts(name)
    if not name.startswith("days_"):
        return zero
    return lambda row: zero(row) or "overdue"


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
        *(
            Column(key, key.upper(), shrink=key == "customer", names=True)
            for key in keys
            if key != "currency"
        ),
        Column("invoices", "INVOICES", right=True),
        *(
            Column(
                name,
                "BALANCE" if name == "open" else name.upper(),
                right=True,
                style=of_amounts(name),
                total=_total(rows, [getattr(row, name) for row in rows]),
            )
            for name in shown
        ),
        CURRENCY._replace(names="currency" in keys),
    )


def _total(rows: Sequence[Ageing] | Sequence[Sums], amounts: Sequence[Decimal]) -> str | None:
    """The sum below a column: only where all rows have one currency, and there are several."""
    if len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return None
    return written(sum(amounts, amounts[0] * 0), rows[0].currency)


def in_one_line(batch: Batch, files: Written | None) -> str:
    """``Issued 3 invoices to 3 customers: 405.00 USD; 1 could not be issued; 6 files written.``"""
    parts = [_issued(batch), _failed(batch), _files(files)]
    return "; ".join(part for part in parts if part) + "."


def in_fields(batch: Batch, files: Written | None) -> str:
    """The same with a line for each thing, and each failure with its reason."""
    return fields(
        (
            ("Issued", _count(batch) if batch.issued else "nothing"),
            ("Amount", _batch_amounts(batch)),
            ("Failed", "\n".join(f"{one.customer}: {one.error}" for one in batch.failed)),
            ("Files", _files(files)),
        )
    )


def summary_shape(batch: Batch, files: Written | None) -> dict[str, Any]:
    """The JSON of ``--summary``; ``files`` is ``None`` when no folder was named."""
    return {
        "invoices": [one.number for one in batch.issued],
        "customers": _customers(batch),
        "totals": {
            currency: written(total, currency) for currency, total in _totals(batch).items()
        },
        "failed": [
            {"customer": one.customer, "message": one.error.message, "hint": one.error.hint}
            for one in batch.failed
        ],
        "files": files
        and {"written": files.new, "there": len(files.there), "failed": files.failed},
    }


def _issued(batch: Batch) -> str:
    if batch.issued:
        return f"Issued {_count(batch)}: {_batch_amounts(batch)}"
    return "No invoices issued" if batch.failed else "Nothing to bill"


def _count(batch: Batch) -> str:
    return f"{_many(len(batch.issued), 'invoice')} to {_many(_customers(batch), 'customer')}"


def _customers(batch: Batch) -> int:
    return len({one.customer for one in batch.issued})


def _batch_amounts(batch: Batch) -> str:
    return ", ".join(with_currency(total, currency) for currency, total in _totals(batch).items())


def _totals(batch: Batch) -> dict[str, Decimal]:
    """The sum of each currency; two are never mixed."""
    found: dict[str, Decimal] = {}
    for one in batch.issued:
        before = found.get(one.currency)
        found[one.currency] = one.total if before is None else before + one.total
    return found


def _failed(batch: Batch) -> str:
    return f"{len(batch.failed)} could not be issued" if batch.failed else ""


def _files(files: Written | None) -> str:
    if not files:
        return ""
    parts = [
        f"{_many(len(files.new), 'file')} written" if files.new else "",
        f"{_many(len(files.there), 'file')} already existed" if files.there else "",
        f"{_many(len(files.failed), 'file')} not written" if files.failed else "",
    ]
    return ", ".join(part for part in parts if part)


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
