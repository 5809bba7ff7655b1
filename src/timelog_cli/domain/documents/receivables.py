"""What is owed: how old it is, and what was invoiced, credited and paid, one currency at a time."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timelog_cli.domain.documents.invoices import Document, InvoiceState

# The bucket of an amount by how many days it is overdue: up to so many.
_BUCKETS = ((0, "not_due"), (30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))
_OLDEST = "days_over_90"
BUCKETS = (*(name for _, name in _BUCKETS), _OLDEST)
KEYS = ("customer", "month", "year", "currency")


class Ageing(Frozen):
    """What is open of a customer, or of all, in one currency, by how long it is overdue."""

    customer: str | None
    currency: str
    invoices: int
    open: Decimal
    buckets: dict[str, Decimal]


class Sums(Frozen):
    """What became of the invoices of a group in one currency.

    ``total - credited - deducted - paid = open``; deducted is what the customer withholds and what
    was paid before.
    """

    group: tuple[str, ...]
    currency: str
    invoices: int
    net: Decimal
    tax: Decimal
    total: Decimal
    credited: Decimal
    deducted: Decimal
    paid: Decimal
    open: Decimal


def bucket(due_in_days: int | None) -> str:
    """Where an open amount belongs; what is owed to the customer is not due."""
    late = -(due_in_days or 0)
    return next((name for days, name in _BUCKETS if late <= days), _OLDEST)


def ageing(
    found: Iterable[tuple[str, Document, InvoiceState, int | None]], *, by_customer: bool
) -> list[Ageing]:
    """The open amounts by customer and currency, or by currency.

    :param found: the name of the customer, the document, what became of it, when it is due
    """
    groups: dict[tuple[str | None, str], list[tuple[Decimal, str]]] = {}
    for customer, document, standing, due_in_days in found:
        due = standing.due(document)
        if due:
            key = customer if by_customer else None, document.currency
            groups.setdefault(key, []).append((due, bucket(due_in_days)))
    return [_aged(*key, groups[key]) for key in sorted(groups, key=_by_name)]


def _by_name(key: tuple[str | None, str]) -> tuple[str, str, str]:
    return (key[0] or "").casefold(), key[0] or "", key[1]


def _aged(customer: str | None, currency: str, parts: Sequence[tuple[Decimal, str]]) -> Ageing:
    nothing = parts[0][0] * 0
    sums = {name: sum((due for due, where in parts if where == name), nothing) for name in BUCKETS}
    return Ageing(customer, currency, len(parts), sum(sums.values(), nothing), sums)


def sums(found: Iterable[tuple[str, Document, InvoiceState]], keys: Sequence[str]) -> list[Sums]:
    """The invoices by the keys and by currency; credit notes count with their invoice."""
    groups: dict[tuple[tuple[str, ...], str], Sums] = {}
    for customer, document, standing in found:
        if document.kind == CREDIT_NOTE:
            continue
        one = _sums_of(customer, document, standing, keys)
        before = groups.get((one.group, one.currency))
        groups[one.group, one.currency] = _added(before, one) if before else one
    return [groups[key] for key in sorted(groups, key=_by_group)]


def _by_group(key: tuple[tuple[str, ...], str]) -> tuple[list[str], tuple[str, ...], str]:
    return [part.casefold() for part in key[0]], *key


def _sums_of(
    customer: str, document: Document, standing: InvoiceState, keys: Sequence[str]
) -> Sums:
    day, totals = document.issue_date.isoformat(), document.totals
    values = {
        "customer": customer,
        "month": day[:7],
        "year": day[:4],
        "currency": document.currency,
    }
    paid, due = standing.paid(document.currency), standing.due(document)
    credited = totals.total * 0 + standing.credited
    return Sums(
        group=tuple(values[key] for key in keys),
        currency=document.currency,
        invoices=1,
        net=totals.net_total,
        tax=totals.tax_total,
        total=totals.total,
        credited=credited,
        deducted=totals.total - credited - paid - due,
        paid=paid,
        open=due,
    )


def _added(one: Sums, other: Sums) -> Sums:
    amounts = (a + b for a, b in zip(one[3:], other[3:], strict=True))
    return Sums(one.group, one.currency, one.invoices + other.invoices, *amounts)
