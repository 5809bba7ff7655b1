"""A run of ``billing issue`` in one line, as fields, and as JSON."""

from __future__ import annotations

from timelog_cli.domain.money import with_currency
from timelog_cli.domain.money import written as amount_written
from timelog_cli.render.text import fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from timelog_cli.usecases.billing_files import Written
    from timelog_cli.usecases.billing_issue import Batch


def in_one_line(batch: Batch, written: Written | None) -> str:
    """``Issued 3 invoices to 3 customers: 405.00 USD; 1 could not be issued; 6 files written.``"""
    parts = [_issued(batch), _failed(batch), _files(written)]
    return "; ".join(part for part in parts if part) + "."


def in_fields(batch: Batch, written: Written | None) -> str:
    """The same with a line for each thing, and each failure with its reason."""
    return fields(
        (
            ("Issued", _count(batch) if batch.issued else "nothing"),
            ("Amount", _amounts(batch)),
            ("Failed", "\n".join(f"{one.customer}: {one.error}" for one in batch.failed)),
            ("Files", _files(written)),
        )
    )


def summary_shape(batch: Batch, written: Written | None) -> dict[str, Any]:
    """The JSON of ``--summary``; ``files`` is ``None`` when no folder was named."""
    return {
        "invoices": [one.number for one in batch.issued],
        "customers": _customers(batch),
        "totals": {
            currency: amount_written(total, currency) for currency, total in _totals(batch).items()
        },
        "failed": [
            {"customer": one.customer, "message": one.error.message, "hint": one.error.hint}
            for one in batch.failed
        ],
        "files": written
        and {"written": written.new, "there": len(written.there), "failed": written.failed},
    }


def _issued(batch: Batch) -> str:
    if batch.issued:
        return f"Issued {_count(batch)}: {_amounts(batch)}"
    return "Issued nothing" if batch.failed else "Nothing to bill"


def _count(batch: Batch) -> str:
    return f"{_many(len(batch.issued), 'invoice')} to {_many(_customers(batch), 'customer')}"


def _customers(batch: Batch) -> int:
    return len({one.customer for one in batch.issued})


def _amounts(batch: Batch) -> str:
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


def _files(written: Written | None) -> str:
    if not written:
        return ""
    parts = [
        f"{_many(len(written.new), 'file')} written" if written.new else "",
        f"{_many(len(written.there), 'file')} there already" if written.there else "",
        f"{_many(len(written.failed), 'file')} not written" if written.failed else "",
    ]
    return ", ".join(part for part in parts if part)


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
