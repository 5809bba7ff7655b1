"""The credit of a customer: what is owed to it on its invoices, and what it is used for.

A payment of an issued invoice with credit is a pair of payments: the amount leaves the invoice
where it was credit, and arrives on the other. What a new invoice takes is printed on it as a
prepayment (BT-113 of EN 16931), so that the amount due is right in print and for the software of
the customer; it leaves where it was credit by a payment that names the new invoice. As the new
invoice never changes, that payment is never reversed: a credit note of the new invoice makes the
prepayment credit again.
"""

from __future__ import annotations

from timelog_cli.domain.documents.billable import CustomerCredit
from timelog_cli.domain.money import ZERO, sum_of, with_currency, written
from timelog_cli.errors import Refused
from timelog_cli.store.queries import billing as stored
from timelog_cli.store.queries import payments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.billable import Draft
    from timelog_cli.store.connection import Store
    from timelog_cli.store.queries.billing import IssuedDocument
    from timelog_cli.usecases import Work


def available(store: Store, customer_id: int, currency: str, day: date) -> list[CustomerCredit]:
    """What is owed to a customer on a day and still now, the oldest invoice first."""
    found = []
    for one in stored.owing(store, customer_id, currency):
        states = stored.standing(store, one.id), stored.standing(store, one.id, day)
        owed = -max(state.due(one.document) for state in states)
        if owed > 0 and one.document.issue_date <= day:
            found.append(CustomerCredit(one.id, one.document.number, owed))
    return found


def taken(found: Iterable[CustomerCredit], most: Decimal) -> Iterator[CustomerCredit]:
    """What of the credit is used: one after the other, until nothing more is due."""
    for one in found:
        amount = min(one.amount, most)
        if amount > 0:
            most -= amount
            yield one._replace(amount=amount)


def pay(work: Work, found: IssuedDocument, amount: Decimal, day: date) -> list[CustomerCredit]:
    """Pay an invoice with credit of its customer, as far as that goes.

    :raises Refused: the customer has none in the currency of the invoice
    """
    document, store = found.document, work.store
    credits = available(store, found.customer_id, document.currency, day)
    used = list(taken(credits, amount))
    if not used:
        raise Refused(
            f"{document.customer} has no credit in {document.currency} on {day}",
            "timelog billing list --open",
        )
    for one in used:
        much = written(one.amount, document.currency)
        source = payments.add(store, one.invoice_id, f"-{much}", day)
        payments.add(store, found.id, much, day, credit_id=source)
    return used


def check_enough(document_currency: str, used: Iterable[CustomerCredit], amount: Decimal) -> None:
    """Refuse to pay less than the amount that was asked for.

    :raises Refused: there is less credit
    """
    have = sum_of([one.amount for one in used], document_currency)
    if have < amount:
        raise Refused(
            f"there is only {with_currency(have, document_currency)} of credit",
            f"use --amount {written(have, document_currency)}, or leave out --amount",
        )


def with_credit(work: Work, draft: Draft, before: dict[int, Decimal]) -> Draft:
    """A draft with the credit of its customer in what is prepaid.

    :param before: what earlier drafts of the command use of invoices; this one is added
    """
    document = draft.document
    found = available(work.store, draft.customer_id, document.currency, document.issue_date)
    left = [one._replace(amount=one.amount - before.get(one.invoice_id, ZERO)) for one in found]
    used = tuple(taken(left, document.totals.payable))
    for one in used:
        before[one.invoice_id] = before.get(one.invoice_id, ZERO) + one.amount
    amount = sum_of([one.amount for one in used], document.currency)
    totals = document.totals._replace(prepaid=document.totals.prepaid + amount)
    return draft._replace(document=document._replace(totals=totals), credits=used)


def move(store: Store, draft: Draft, invoice_id: int) -> None:
    """Take the credit of a draft, which is being issued, from where it was."""
    document = draft.document
    for one in draft.credits:
        amount = written(-one.amount, document.currency)
        payments.add(*(store, one.invoice_id, amount, document.issue_date), prepays_id=invoice_id)
