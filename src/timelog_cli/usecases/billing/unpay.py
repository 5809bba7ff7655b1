"""Reversing a payment that was wrong or was returned: both it and its reversal stay visible."""

from __future__ import annotations

from timelog_cli.domain.money import with_currency, written
from timelog_cli.domain.text import one_line
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.store.queries import billing as stored
from timelog_cli.usecases.billing import lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timelog_cli.domain.documents.invoices import Document, Payment
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.lifecycle import InvoiceView

_REASON_LIMIT = 500


def unpay(
    work: Work, number: str, which: str | None, reason: str, day: date | None, today: date
) -> tuple[InvoiceView, Payment]:
    """Reverse the payment of that number, or the only one.

    :param day: when it was returned; else today, or the day of a payment that is still to come
    :raises NotFound: the invoice has no such payment
    :raises Refused: there is none or are several, it is reversed, or it was paid after that day
    """
    with work.writing():
        found = lifecycle.invoice(work, number, "paid")
        name = found.document.number
        standing = stored.standing(work.store, found.id)
        payment = (
            _only(found.document, standing.reversible())
            if which is None
            else _numbered(name, standing.payments, standing.reversible(), which)
        )
        returned = max(today, payment.paid_on) if day is None else day
        if returned < payment.paid_on:
            raise Refused(
                f"{returned} is before {payment.paid_on}, the date of the payment",
                f"use --date {payment.paid_on} or a later date",
            )
        said = one_line(reason, "the reason", _REASON_LIMIT) if reason else ""
        amount = written(-payment.amount, found.document.currency)
        stored.reverse_payment(work.store, found.id, payment, amount, returned, said)
        return lifecycle.view(work, name, today), payment


def _only(document: Document, left: Sequence[Payment]) -> Payment:
    number = document.number
    if not left:
        raise Refused(f"{number} has no payment to reverse", f"timelog billing show {number}")
    if len(left) > 1:
        listed = ", ".join(
            f"{one.number} ({with_currency(one.amount, document.currency)} on {one.paid_on})"
            for one in left
        )
        raise Refused(
            f"{number} has {len(left)} payments: {listed}",
            f"timelog billing unpay {number} --payment {left[-1].number}",
        )
    return left[0]


def _numbered(
    number: str, payments: Sequence[Payment], left: Sequence[Payment], which: str
) -> Payment:
    text = which.strip()
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"{which[:40]!r} is not the number of a payment", "use --payment 1")
    show = f"timelog billing show {number}"
    found = next((one for one in payments if str(one.number) == text.lstrip("0")), None)
    if found is None:
        raise NotFound(f"{number} has no payment {text[:20]}", show)
    if found.reverses is not None:
        raise Refused(
            f"payment {found.number} of {number} reverses payment {found.reverses}",
            f"to record the payment again: timelog billing pay {number}",
        )
    if found not in left:
        raise Refused(f"payment {found.number} of {number} is already reversed", show)
    return found
