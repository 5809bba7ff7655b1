"""The discount for early payment of an invoice: how much, and until when."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from timelog_cli.domain.money import plain, product, rounded
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timelog_cli.domain.documents.invoices import Document


class EarlyDiscount(Frozen):
    """What can be taken off the amount due up to a day, that included; ``percent`` is as typed."""

    amount: Decimal
    last_day: date
    percent: str


def early_discount(document: Document) -> EarlyDiscount | None:
    """The discount of an invoice, or ``None`` where nothing can be taken off."""
    early, payable = document.early_payment, document.totals.payable
    if early is None or payable <= 0:
        return None
    part = product(payable, early.percent * Decimal("0.01"))
    last_day = document.issue_date + timedelta(days=early.days)
    return EarlyDiscount(rounded(part, document.currency), last_day, plain(early.percent))


def takes_discount(document: Document, left: Decimal, day: date) -> EarlyDiscount | None:
    """The discount that explains what a payment of that day leaves to pay, if one does."""
    found = early_discount(document)
    taken = found is not None and left == found.amount and day <= found.last_day
    return found if taken else None
