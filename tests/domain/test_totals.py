"""Totals and credits of random documents, against exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle_billing import DIGITS, Order, Work, figures
from timelog_cli.domain.money.credits import Credit, Invoiced, credit, negated
from timelog_cli.domain.money.lines import NO_INCREMENT, PricedLine, priced_line
from timelog_cli.domain.money.totals import (
    Charges,
    Discount,
    NamedPercent,
    Totals,
    charge_text,
    read_charge,
    totals,
    without_tax,
)
from timelog_cli.errors import UsageError

PERCENT = st.sampled_from(["0", "0.01", "4", "10.21", "20", "33.333", "100"])
WORKS = st.builds(
    Work,
    st.integers(0, 40_000),
    st.sampled_from(["0", "0.01", "1", "33.33", "60", "999.99", "12345.678"]).map(Fraction),
    st.sampled_from([60, 900, 3600, 28_800]),
    st.sampled_from(["0", "5", "33.3", "100"]).map(Fraction),
    st.sampled_from([None, "0", "4", "5.5", "10", "22", "100"]).map(
        lambda rate: None if rate is None else Fraction(rate)
    ),
)
ORDERS = st.builds(
    Order,
    st.sampled_from(["JPY", "EUR", "KWD"]),
    st.lists(WORKS, min_size=1, max_size=6),
    st.booleans(),
    st.none() | PERCENT.map(Fraction),
    st.just(Fraction(0)),
    PERCENT.map(Fraction),
    PERCENT.map(Fraction),
    st.booleans(),
)


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / value.denominator


def lines_of(order: Order) -> list[PricedLine]:
    lines = [
        priced_line(
            position=place,
            record=f"case-{place}",
            description="work",
            worked=[work.seconds],
            increment=NO_INCREMENT,
            price=decimal(work.price),
            unit="unit",
            unit_seconds=work.unit,
            currency=order.currency,
            discount=decimal(work.discount),
            tax_rate=None if work.rate is None else decimal(work.rate),
        )
        for place, work in enumerate(order.lines, 1)
    ]
    return without_tax(lines, order.currency) if order.included else lines


def totals_of(order: Order, prepaid: Decimal = Decimal(0)) -> Totals:
    percent = order.discount_percent
    charges = Charges(
        NamedPercent(decimal(order.surcharge), "Fund"),
        NamedPercent(decimal(order.withholding), "Tax"),
        order.withheld_on_surcharge,
        prepaid,
    )
    discount = None if percent is None else Discount(percent=decimal(percent))
    lines = lines_of(order)
    return totals(lines, order.currency, discount, charges, includes_tax=order.included)


@settings(max_examples=300, deadline=None)
@given(ORDERS)
def test_totals_are_what_exact_fractions_say(order: Order) -> None:
    made, expected = totals_of(order), figures(order)
    assert [Fraction(line.net) for line in lines_of(order)] == expected.net
    assert [Fraction(tax.base) for tax in made.taxes] == list(expected.bases.values())
    assert [Fraction(tax.tax) for tax in made.taxes] == list(expected.taxes.values())
    for key in ("subtotal", "discount", "surcharge", "net_total", "total", "withheld", "payable"):
        assert Fraction(getattr(made, key)) == getattr(expected, key), key


@settings(max_examples=300, deadline=None)
@given(ORDERS, st.data())
def test_credits_end_on_every_figure_in_any_order_and_grouping(
    order: Order, data: st.DataObject
) -> None:
    cent = Fraction(1, 10 ** DIGITS[order.currency])
    most = int(Fraction(totals_of(order).payable) / cent)
    made = totals_of(order, decimal(data.draw(st.integers(0, max(most, 0))) * cent))
    lines = lines_of(order)
    invoice = Invoiced(lines, made, order.currency, order.included, decimal(order.withholding))
    left = data.draw(st.permutations([line.position for line in lines]))
    notes: list[Credit] = []
    while left:
        size = data.draw(st.integers(1, len(left)))
        notes.append(credit(invoice, notes, left[:size]))
        left = left[size:]
    figured = [note.totals for note in notes]
    for key in (*Totals._fields, "net_total"):
        if key not in ("taxes", "prepaid"):
            assert sum(getattr(note, key) for note in figured) == getattr(made, key), key
    assert all(note.prepaid == 0 for note in figured)
    assert made.payable - sum(note.payable for note in figured) == -made.prepaid
    for tax in made.taxes:
        parts = [part for note in figured for part in note.taxes if part.rate == tax.rate]
        for column in range(1, len(tax)):
            assert sum(part[column] for part in parts) == tax[column]
    for note in figured:
        _check(note, order, cent)
        assert negated(negated(note)) == note


def _check(note: Totals, order: Order, cent: Fraction) -> None:
    for amount in (value for value in note if isinstance(value, Decimal)):
        assert amount >= 0
    assert note.payable >= 0
    added = Decimal(0) if order.included else note.tax_total
    assert note.subtotal - note.discount + note.surcharge + added == note.total
    for tax in note.taxes:
        rate = Fraction(tax.rate or 0)
        part = rate / (100 + rate) if order.included else rate / 100
        assert tax.base >= 0
        assert abs(Fraction(tax.charged(order.included)) * part - Fraction(tax.tax)) < 2 * cent


@pytest.mark.parametrize(
    ("text", "percent", "name", "kept"),
    [
        ("4% INPS contribution", "4", "INPS contribution", "4% INPS contribution"),
        (" 4,50 %  Fund ", "4.5", "Fund", "4.5% Fund"),
        ("0% x", "0", "x", "0% x"),
        ("2% of 100%", "2", "of 100%", "2% of 100%"),
    ],
)
def test_a_charge_is_a_percentage_with_a_name(
    text: str, percent: str, name: str, kept: str
) -> None:
    assert read_charge(text, "the surcharge") == NamedPercent(Decimal(percent), name)
    assert charge_text(text, "the surcharge") == kept
    assert charge_text(kept, "the surcharge") == kept


def test_none_is_no_charge() -> None:
    assert read_charge(" None ", "the surcharge") is None
    assert charge_text("NONE", "the surcharge") == "none"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4%", "the surcharge '4%' must be a percentage followed by a name"),
        ("INPS", "the surcharge 'INPS' must be a percentage followed by a name"),
        ("", "the surcharge '' must be a percentage followed by a name"),
        ("101% x", "the surcharge '101%' is more than 100%"),
        ("-4% x", "the surcharge '-4%' is not a percentage"),
        ("four% x", "the surcharge 'four%' is not a percentage"),
    ],
)
def test_what_is_no_charge_is_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_charge(text, "the surcharge")
    assert caught.value.message == message
