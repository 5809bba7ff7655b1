"""Customers and services for people."""

from __future__ import annotations

from timelog_cli.domain.money import with_currency, written
from timelog_cli.render.records import RECORD_COLUMNS, percent_text, price_text, rounding_text
from timelog_cli.render.shapes import customer_shape, record_shape
from timelog_cli.render.text import clock, fields, table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.records import Customer, Record, Service
    from timelog_cli.render.records import Facts


def service_facts(service: Service) -> Facts:
    """What was said of a service."""
    return [
        ("name", service.name),
        ("price", price_text(service.price)),
        ("tax rate", percent_text(service.tax_rate)),
    ]


def customer_facts(customer: Customer) -> Facts:
    """What was said of a customer."""
    days = customer.terms_days
    return [
        ("name", customer.name),
        ("e-mail", "\n".join(customer.emails)),
        ("address", customer.address),
        ("tax number", customer.vat_id),
        ("currency", customer.currency),
        ("terms", None if days is None else f"{days} days"),
        ("tax", customer.tax_treatment),
        ("note on tax", customer.tax_note),
        ("surcharge", customer.surcharge),
        ("withholding", customer.withholding),
        ("locale", customer.locale),
        ("increments", rounding_text(customer.rounding)),
    ]


def customer_view_shape(
    customer: Customer,
    records: Sequence[Record],
    unbilled: Sequence[tuple[str, int, Decimal]],
    zone: str,
) -> dict[str, Any]:
    """A customer with its records and totals; ``unbilled`` is by currency."""
    return {
        **customer_shape(customer),
        "worked_seconds": sum(record.worked_seconds for record in records),
        "billable_seconds": sum(record.billable_seconds for record in records),
        "unbilled_seconds": sum(seconds for _, seconds, _ in unbilled),
        "unbilled_amounts": {
            currency: written(amount, currency) for currency, _, amount in unbilled
        },
        "records": [record_shape(record, zone) for record in records],
    }


def customer_text(
    customer: Customer,
    records: Sequence[Record],
    unbilled: Sequence[tuple[str, int, Decimal]],
    invoices: Sequence[str],
    quotes: Sequence[str],
    zone: str,
    *,
    color: bool,
    columns_wide: int | None,
) -> str:
    """A customer with its records and totals, in blocks."""
    left = [
        f"{clock(seconds)}, {with_currency(amount, currency)}"
        for currency, seconds, amount in unbilled
    ]
    facts = [
        *customer_facts(customer),
        ("worked", clock(sum(record.worked_seconds for record in records))),
        ("billable time", clock(sum(record.billable_seconds for record in records))),
        ("not invoiced", "\n".join(left)),
        ("invoices", "\n".join(invoices)),
        ("quotes", "\n".join(quotes)),
    ]
    blocks = [fields(facts)]
    if records:
        rows = [record_shape(record, zone) for record in records]
        columns = tuple(column for column in RECORD_COLUMNS if column.key != "customer")
        blocks.append(table(rows, columns, columns_wide=columns_wide, color=color))
    return "\n\n".join(blocks)
