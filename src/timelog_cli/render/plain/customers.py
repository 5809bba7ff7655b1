"""Customers and services for people."""

from __future__ import annotations

from timelog_cli.domain.money import with_currency, written
from timelog_cli.render.documents.invoices import outstanding
from timelog_cli.render.plain import clock, fields
from timelog_cli.render.plain.billing import by_currency, total
from timelog_cli.render.plain.budgets import budget_facts, used_shape, used_styles, used_text
from timelog_cli.render.plain.records import (
    RECORD_COLUMNS,
    percent_text,
    price_text,
    rounding_text,
    unbilled_text,
)
from timelog_cli.render.plain.retainers import retainer_shape, retainer_text
from timelog_cli.render.plain.tables import table
from timelog_cli.render.shapes import customer_shape, record_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.documents.billable import LeftToBill
    from timelog_cli.domain.records import Customer, PartyDetails, Service
    from timelog_cli.domain.views import CustomerView
    from timelog_cli.render.plain.records import Facts


# What is shown of the details, where it is not the name of the field.
_DETAILS = {
    "street2": "second street line",
    "tax_number": "tax number",
    "legal_id": "legal id",
    "legal_scheme": "legal scheme",
    "electronic_address": "electronic address",
    "electronic_scheme": "electronic scheme",
}


def service_facts(service: Service) -> Facts:
    """The fields of a service."""
    return [
        ("name", service.name),
        ("price", price_text(service.price)),
        ("tax rate", percent_text(service.tax_rate)),
        ("tax category", service.tax_category),
    ]


def customer_facts(customer: Customer) -> Facts:
    """The fields of a customer."""
    return [
        ("name", customer.name),
        ("email", "\n".join(customer.emails)),
        ("address", customer.address),
        ("VAT id", customer.vat_id),
        *_detail_facts(customer.details),
        ("buyer reference", customer.buyer_reference),
        ("formats", ",".join(customer.formats)),
        ("code", customer.code),
        ("currency", customer.currency),
        ("terms", customer.terms),
        ("tax", customer.tax_treatment),
        ("tax note", customer.tax_note),
        ("exemption code", customer.exemption_code),
        ("surcharge", customer.surcharge),
        ("withholding", customer.withholding),
        ("locale", customer.locale),
        ("rounding", rounding_text(customer.rounding)),
        *budget_facts(customer.budget),
    ]


def _detail_facts(details: PartyDetails) -> Facts:
    return [(_DETAILS.get(name, name), text) for name, text in details._asdict().items()]


def customer_view_shape(view: CustomerView, zone: str) -> dict[str, Any]:
    """A customer with its records, documents and totals."""
    return {
        **customer_shape(view.customer),
        "worked_seconds": sum(record.worked_seconds for record in view.records),
        "billable_seconds": sum(record.billable_seconds for record in view.records),
        "unbilled_seconds": sum(row.unbilled_seconds for row in view.unbilled),
        "unbilled_amounts": {
            currency: total(rows, currency)
            for currency, rows in sorted(by_currency(view.unbilled).items())
        },
        "outstanding_amounts": _written(view.outstanding),
        "credit_amounts": _written(view.credit),
        **used_shape(view.budget),
        "retainers": [retainer_shape(one) for one in view.retainers],
        "records": [record_shape(record, zone) for record in view.records],
        "invoices": view.invoices,
        "quotes": view.quotes,
    }


def _written(amounts: dict[str, Decimal]) -> dict[str, str]:
    return {currency: written(amount, currency) for currency, amount in amounts.items()}


def customer_text(view: CustomerView, zone: str, *, color: bool, columns_wide: int | None) -> str:
    """A customer with its records, documents and totals, in blocks."""
    facts = [
        *{
            **dict(customer_facts(view.customer)),
            "budget": used_text(view.budget),
        }.items(),
        ("worked", clock(sum(record.worked_seconds for record in view.records))),
        ("billable time", clock(sum(record.billable_seconds for record in view.records))),
        ("unbilled", "\n".join(_unbilled_lines(view.unbilled))),
        ("balance", "\n".join(outstanding(due, code) for code, due in view.outstanding.items())),
        ("credit", "\n".join(with_currency(one, code) for code, one in view.credit.items())),
        ("retainers", "\n".join(retainer_text(one) for one in view.retainers if one.is_left)),
        ("invoices", "\n".join(view.invoices)),
        ("quotes", "\n".join(view.quotes)),
    ]
    blocks = [fields(facts, used_styles(view.budget) if color else {})]
    if view.records:
        rows = [record_shape(record, zone) for record in view.records]
        hidden = {"customer"} if any(row["key"] for row in rows) else {"customer", "key"}
        columns = tuple(column for column in RECORD_COLUMNS if column.key not in hidden)
        blocks.append(table(rows, columns, columns_wide=columns_wide, color=color))
    return "\n\n".join(blocks)


def _unbilled_lines(unbilled: Sequence[LeftToBill]) -> Iterator[str]:
    """Time and amount of each currency, and each record whose amount is unknown."""
    for currency, rows in sorted(by_currency(unbilled).items()):
        known = [row for row in rows if not row.unknown]
        if known:
            seconds = sum(row.unbilled_seconds for row in known)
            yield f"{clock(seconds)}, {total(known, currency)} {currency}"
    yield from (unbilled_text(row) or "" for row in unbilled if row.unknown)
