"""Random documents as structured invoices: every sum of the norm holds to the digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_totals import ORDERS, decimal, lines_of, totals_of
from tests.oracle_billing import Order, Work
from timelog_cli.domain.documents.einvoices import PROFILES
from timelog_cli.domain.documents.einvoices.building import structured
from timelog_cli.domain.documents.einvoices.completeness import check_complete, missing
from timelog_cli.domain.documents.einvoices.semantics import Line, StructuredInvoice
from timelog_cli.domain.documents.invoices import CREDIT_NOTE, INVOICE, Document, Item, Party
from timelog_cli.domain.documents.units import coded
from timelog_cli.domain.money.credits import Credit, Invoiced, credit, negated
from timelog_cli.domain.money.totals import NamedPercent

SELLER = Party(
    *("Ada", ""),
    vat_id="DE136695976",
    email="ada@ada.example",
    iban="DE89370400440532013000",
    street="Hauptstraße 1",
    postcode="10115",
    city="Berlin",
    country="DE",
    contact="Ada",
    phone="+49 30 1234",
    electronic_address="ada@ada.example",
    electronic_scheme="EM",
)
BUYER = Party(
    *("Köln", ""),
    postcode="50667",
    city="Köln",
    country="DE",
    electronic_address="04011000-12345-67",
    electronic_scheme="0204",
)
DAY = date(2026, 11, 30)
# A line without any rate is in no tax category.
TAXED = ORDERS.map(
    lambda order: replace(
        order, lines=[replace(line, rate=line.rate or Fraction(0)) for line in order.lines]
    )
)


def document(order: Order) -> Document:
    """An invoice over the order; the lines without tax are exempt and zero-rated in turn."""
    items = tuple(
        Item(line, None, DAY, DAY, title="Work", tax_category=("exempt", "zero-rated")[place % 2])
        for place, line in enumerate(lines_of(order))
    )
    percent = order.discount_percent
    return Document(
        *(INVOICE, "2026-1", None, SELLER, BUYER, order.currency, DAY, DAY, "standard", ()),
        items=items,
        prices_include_tax=order.included,
        discount_percent=None if percent is None else decimal(percent),
        surcharge=NamedPercent(decimal(order.surcharge), "Fund"),
        withholding=NamedPercent(decimal(order.withholding), "Tax"),
        totals=totals_of(order),
        locale="en_GB",
        template="plain",
        buyer_reference="04011000-12345-67",
    )


def credit_notes(invoice: Document, data: st.DataObject) -> list[Document]:
    """Credit notes over all lines of an invoice, a few at a time."""
    withheld = invoice.withholding and invoice.withholding.percent
    whole = Invoiced(
        *(invoice.lines, invoice.totals, invoice.currency, invoice.prices_include_tax, withheld)
    )
    left = data.draw(st.permutations([line.position for line in invoice.lines]))
    notes: list[Credit] = []
    while left:
        size = data.draw(st.integers(1, len(left)))
        notes.append(credit(whole, notes, left[:size]))
        left = left[size:]
    return [
        invoice._replace(
            kind=CREDIT_NOTE,
            credits=invoice.number,
            totals=negated(note.totals),
            items=tuple(
                item._replace(
                    line=item.line._replace(
                        quantity=-item.line.quantity,
                        gross=-item.line.gross,
                        discount=-item.line.discount,
                        net=-item.line.net,
                    )
                )
                for item in invoice.items
                if item.line.position in note.positions
            ),
        )
        for note in notes
    ]


@settings(max_examples=60, deadline=None)
@given(TAXED, st.data())
def test_figures_are_those_of_the_document_and_add_up(order: Order, data: st.DataObject) -> None:
    invoice = document(order)
    for one in (invoice, *credit_notes(invoice, data)):
        found = structured(one, PROFILES["ubl"])
        _check_sums(found, one)
        for line in found.lines:
            _check_line(line, {"JPY": 0, "EUR": 2, "KWD": 3}[order.currency])


def _check_sums(found: StructuredInvoice, one: Document) -> None:
    totals, sums = one.totals, found.sums
    assert (sums.net, sums.tax, sums.total, sums.prepaid) == (
        *(abs(totals.net_total), abs(totals.tax_total), abs(totals.total)),
        abs(totals.prepaid),
    )
    assert sums.payable == sums.total - sums.prepaid
    assert sums.lines == sum(line.net for line in found.lines)
    if not found.is_credit_note:
        assert [line.net for line in found.lines] == [line.net for line in one.lines]
    assert sums.net == sums.lines - sums.allowances + sums.charges
    assert sums.tax == sum(tax.tax for tax in found.taxes)
    for tax in found.taxes:
        nets = sum(line.net for line in found.lines if line.category == tax.category)
        of_category = [one for one in found.adjustments if one.category == tax.category]
        signed = sum(one.amount if one.is_charge else -one.amount for one in of_category)
        assert tax.base == nets + signed, tax
    for rate in {tax.rate for tax in totals.taxes if tax.rate}:
        whole = next(tax for tax in totals.taxes if tax.rate == rate)
        assert [(tax.base, tax.tax) for tax in found.taxes if tax.category.rate == rate] == [
            (abs(whole.base), abs(whole.tax))
        ]


def _check_line(line: Line, digits: int) -> None:
    assert min(line.net, line.discount, line.quantity, line.price.amount) >= 0
    assert line.price.quantity > 0
    gross = Fraction(line.quantity) * Fraction(line.price.amount) / Fraction(line.price.quantity)
    assert abs(gross - Fraction(line.discount) - Fraction(line.net)) < Fraction(1, 100), line
    assert line.net == round(line.net, digits)


@settings(max_examples=40, deadline=None)
@given(TAXED)
def test_an_allowance_with_a_percentage_is_that_of_its_base(order: Order) -> None:
    for one in structured(document(order), PROFILES["peppol"]).adjustments:
        assert (one.percent is None) == (one.base is None)
        if one.percent is not None and one.base is not None:
            assert abs(one.base * one.percent / 100 - one.amount) < Decimal("0.02")


@pytest.mark.parametrize(
    ("unit", "code", "multiple"),
    [
        ("hour", "HUR", 1),
        ("day", "DAY", 1),
        ("minute", "MIN", 1),
        ("15m", "MIN", 15),
        ("1h30m", "MIN", 90),
        ("8h", "HUR", 8),
        ("90s", "C62", 1),
        ("flat", "LS", 1),
        ("Km", "KMT", 1),
        ("Stück", "C62", 1),
        ("Std.", "HUR", 1),
        ("mese", "MON", 1),
        ("année", "ANN", 1),
        ("night", "C62", 1),
        ("", "C62", 1),
    ],
)
def test_a_unit_has_the_code_that_its_word_says(unit: str, code: str, multiple: int) -> None:
    assert coded(unit) == (code, multiple)


def test_an_item_names_the_code_of_its_unit() -> None:
    assert coded("night", "XPK") == ("XPK", 1)


ONE_HOUR = document(Order("EUR", [Work(3600, Fraction(60), rate=Fraction(19))]))


def test_a_complete_document_lacks_nothing() -> None:
    for profile in ("ubl", "cii", "xrechnung", "facturx"):
        assert missing(ONE_HOUR, profile) == []
        check_complete(ONE_HOUR, profile)
