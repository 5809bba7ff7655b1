"""Documents that a template is tried on: between them they have all that documents can have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.billable import (
    BillableLog,
    BillableRecord,
    Issuer,
    Terms,
    Unbilled,
)
from timelog_cli.domain.documents.comparison import Quoted
from timelog_cli.domain.documents.drafts import draft
from timelog_cli.domain.documents.invoices import CREDIT_NOTE, QUOTE, Document, Item, Party
from timelog_cli.domain.money.terms import read_terms
from timelog_cli.domain.money.totals import NamedPercent
from timelog_cli.domain.records import Customer, Price, Rounding

_NOON = 1793617200
_SELLER = Party(
    *("Ada Lovelace", "1 Engine Street\nLondon", "GB123456789", "ada@example.com"),
    *("GB33BUKB20201555555555",),
    bic="BUKBGB22",
    phone="+44 20 7946 0000",
)
_ISSUER = Issuer(
    seller=_SELLER,
    number="{seq}",
    credit_number="CN-{seq}",
    terms=read_terms("30d, 14d 2%"),
    rounding=Rounding(),
    locale="en",
    zone="UTC",
    day_start=0,
    surcharge=NamedPercent(Decimal(4), "Pension fund"),
    withholding=NamedPercent(Decimal(20), "Withholding tax"),
    template="sample",
)
_BARE = _ISSUER._replace(seller=Party(""), locale="de_DE", surcharge=None, withholding=None)
_RATE = Decimal(1200)
_QUOTED = Quoted(
    *("Q2026-0001", "case-1", "hour"),
    *(3000, Decimal("0.83"), Decimal(1000)),
    *(3600, Decimal("1.00"), _RATE),
)
_TERMS = Terms(
    *(date(2026, 11, 2), "5%", "100"),
    with_notes=True,
    buyer_reference="04011000-12345-03",
    order_reference="PO-4711",
    note="Thank you for your order.\nWe are *glad* to help.",
)


def samples() -> tuple[Document, ...]:
    """A full invoice, two of other treatments and prices, a bare preview, and a credit note.

    And a quote; the full invoice shows what was quoted, too.
    """
    full = _sample(_ISSUER, _TERMS)._replace(number="2026-0001", quoted=(_QUOTED,))
    untaxed = _sample(_ISSUER._replace(locale="it_IT"), _TERMS, treatment="reverse-charge")
    gross = _sample(_ISSUER._replace(locale="ja_JP"), _TERMS, currency="JPY", gross=True)
    bare = _sample(_BARE, Terms(_TERMS.day), treatment="out-of-scope", count=1)
    back = full._replace(kind=CREDIT_NOTE, number="CN-2026-0001", credits="2026-0001", quoted=())
    back = back._replace(credits_date=_TERMS.day)
    offer = full._replace(kind=QUOTE, number="Q2026-0001", quoted=(), items=_undated(full))
    return full, untaxed, gross, bare, back, offer


def _undated(document: Document) -> tuple[Item, ...]:
    return tuple(one._replace(first_day=None, last_day=None, note="") for one in document.items)


def _sample(
    issuer: Issuer,
    terms: Terms,
    *,
    treatment: str = "standard",
    currency: str = "EUR",
    gross: bool = False,
    count: int = 3,
) -> Document:
    address = "" if issuer is _BARE else "2 Road Runner Way\nSanta Fe"
    customer = Customer(
        1, "Acme & Co <Ltd>", (), address, "US1", None, None, treatment, None, Rounding()
    )
    records = [_record(number, currency, gross) for number in range(1, count + 1)]
    logs = {
        one.id: [
            BillableLog(one.id, one.id, "ada", _NOON, _NOON + 3000 * one.id, "Called", 3000, _RATE)
        ]
        for one in records
    }
    return draft(customer, records, Unbilled(logs), issuer, terms).document


def _record(number: int, currency: str, gross: bool) -> BillableRecord:
    return BillableRecord(
        id=number,
        type="case",
        title=f"Part {number} | *of* <it>",
        status="resolved",
        billable=True,
        customer_id=1,
        customer="Acme",
        service_id=1,
        service="Consulting",
        price=Price(_RATE, "hour" if number > 1 else "15m", 3600, currency, gross),
        tax_rate=Decimal(10 * number) if number < 3 else None,
        discount=Decimal(10) if number > 1 else None,
        rounding=Rounding(),
    )
