"""Payments of invoices: recorded, refunded, and reversed."""

from __future__ import annotations

from timelog_cli.domain.money import read_money, sum_of, with_currency, written
from timelog_cli.domain.text import one_line, typed
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import payments
from timelog_cli.usecases.billing import customer_credit
from timelog_cli.usecases.billing.lifecycle import check_after_issue, invoice, view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import CustomerCredit
    from timelog_cli.domain.documents.invoices import Document, Payment
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.lifecycle import InvoiceView

_REASON_LIMIT = 500


class PaymentTerms(Frozen):
    """How much is paid, all that is due where no amount is typed, and on which day.

    ``refund``: it goes back to the customer, who paid more than is left after credit notes.
    ``overpay``: more than is due is taken, and what is above becomes the customer's credit.
    ``use_credit``: it is not money, but credit of the customer.
    ``typed_day``: the day as it was typed, for the hint of a command.
    """

    amount: str | None
    day: date
    refund: bool = False
    overpay: bool = False
    use_credit: bool = False
    typed_day: str | None = None

    def command(self, number: str, more: str = "") -> str:
        """What pays an invoice on that day."""
        dated = "" if self.typed_day is None else f" --date {typed(self.typed_day)}"
        return f"timelog billing pay {typed(number)}{dated}{more}"


class Paid(Frozen):
    """An invoice with what was paid now, and the credit that this was."""

    view: InvoiceView
    amount: Decimal
    credits: Sequence[CustomerCredit] = ()


def pay(work: Work, numbers: Sequence[str], terms: PaymentTerms, today: date) -> list[Paid]:
    """Record a payment of each invoice, or none.

    A payment may be of a day before the invoice: it was paid in advance.

    :raises Refused: nothing is due, or less than the amount; paid back before the invoice; or
        there is no credit
    """
    with work.writing():
        each = {one.id: one for one in (invoice(work, number, "paid") for number in numbers)}
        paid = [_pay(work, found, terms) for found in each.values()]
        views = [view(work, found.document.number, today) for found in each.values()]
        return [Paid(one, *how) for one, how in zip(views, paid, strict=True)]


def _pay(
    work: Work, found: IssuedDocument, terms: PaymentTerms
) -> tuple[Decimal, Sequence[CustomerCredit]]:
    due = stored.standing(work.store, found.id).due(found.document)
    if terms.use_credit:
        return _with_credit(work, found, due, terms)
    if terms.refund:
        paid = _repayment(found.document, due, terms)
        check_after_issue(found.document, terms.day)
    else:
        paid = _payment(found.document, due, terms)
    change = written(-paid if terms.refund else paid, found.document.currency)
    payments.add(work.store, found.id, change, terms.day)
    return paid, ()


def _with_credit(
    work: Work, found: IssuedDocument, due: Decimal, terms: PaymentTerms
) -> tuple[Decimal, Sequence[CustomerCredit]]:
    document = found.document
    wanted = _payment(document, due, terms)
    check_after_issue(document, terms.day)
    used = customer_credit.pay(work, found, wanted, terms.day)
    if terms.amount is not None:
        customer_credit.check_enough(document.currency, used, wanted)
    return sum_of([one.amount for one in used], document.currency), used


def _payment(document: Document, due: Decimal, terms: PaymentTerms) -> Decimal:
    amount, number = terms.amount, document.number
    if terms.overpay and amount is not None:
        return _read(document, amount, "payment", terms.command(number))
    if due < 0:
        much = with_currency(-due, document.currency)
        raise Refused(
            f"nothing is due on {number}; {much} is owed to the customer",
            terms.command(number, " --refund"),
        )
    if not due:
        hint = f"timelog billing show {typed(number)}"
        if amount and not terms.use_credit:
            more = f" --amount {typed(amount)} --allow-overpayment"
            hint = f"to keep it as credit: {terms.command(number, more)}"
        raise Refused(f"nothing is due on {number}", hint)
    return _part(document, due, terms, "due")


def _repayment(document: Document, due: Decimal, terms: PaymentTerms) -> Decimal:
    number = document.number
    if due >= 0:
        show = f"timelog billing show {typed(number)}"
        raise Refused(f"there is nothing to refund on {number}", show)
    return _part(document, -due, terms, "to refund")


def _part(document: Document, most: Decimal, terms: PaymentTerms, why: str) -> Decimal:
    """All of ``most``, or the amount of it that is typed.

    :param why: what the most of it is
    """
    if terms.amount is None:
        return most
    what = "refund" if terms.refund else "payment"
    option = " --refund" if terms.refund else " --use-credit" if terms.use_credit else ""
    currency, number = document.currency, document.number
    paid = _read(document, terms.amount, what, terms.command(number, option))
    if paid > most:
        least = terms.command(number, f"{option} --amount {written(most, currency)}")
        more = f" --amount {written(paid, currency)} --allow-overpayment"
        raise Refused(
            f"the {what} of {with_currency(paid, currency)} exceeds the"
            f" {with_currency(most, currency)} {why} on {number}",
            least if option else f"to keep the rest as credit: {terms.command(number, more)}",
        )
    return paid


def _read(document: Document, amount: str, what: str, pay: str) -> Decimal:
    paid = read_money(amount, f"the {what}", document.currency)
    if not paid:
        raise Refused(f"the {what} must be greater than 0", pay)
    return paid


def unpay(
    work: Work, number: str, which: str | None, reason: str, day: date | None, today: date
) -> tuple[InvoiceView, Payment]:
    """Reverse the payment of that number, or the only one.

    :param day: when it was returned; else today, or the day of a payment that is still to come
    What was paid with credit is reversed where the credit came from too, and the other way.

    :raises NotFound: the invoice has no such payment
    :raises Refused: there is none or are several, it is reversed, or it was paid after that day
    """
    with work.writing():
        found = invoice(work, number, "paid")
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
        row = payments.identified(work.store, found.id, payment.number)
        for one in payments.credit_pair(work.store, row) or (row,):
            payments.reverse(work.store, one, returned, said)
        return view(work, name, today), payment


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
    if found.prepays:
        raise Refused(
            f"payment {found.number} of {number} is credit that was used as a prepayment on"
            f" {found.credit_for}",
            f"to get the credit back: timelog billing credit {found.credit_for}",
        )
    if found not in left:
        raise Refused(f"payment {found.number} of {number} is already reversed", show)
    return found
