from __future__ import annotations

import itertools
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.money import digits, written
from timelog_cli.domain.money.credits import Credit, Invoiced, credit, line_shares, negated
from timelog_cli.domain.money.lines import (
    NO_INCREMENT,
    Increment,
    PricedLine,
    billed_seconds,
    line_discount,
    line_gross,
    priced_line,
    quantity,
)
from timelog_cli.domain.money.terms import due_date
from timelog_cli.domain.money.totals import Discount, TaxLine, lines_by_rate, read_discount, totals
from timelog_cli.errors import Refused, TimelogError, UsageError

HOUR = 3_600
MINUTE = 60
DAY = 8 * HOUR


def line_net(
    seconds: int, price: Decimal, unit_seconds: int, currency: str, discount: Decimal | None = None
) -> Decimal:
    """What a line costs before tax, less its discount in percent."""
    gross = line_gross(seconds, price, unit_seconds, currency)
    return gross - line_discount(gross, discount, currency)


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """Independent oracle: half away from zero at a number of places."""
    units = floor(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**places)


def refused(call) -> TimelogError:
    with pytest.raises(TimelogError) as caught:
        call()
    return caught.value


def a_line(position: int, net: str | Decimal, tax_rate: str | None = "22") -> PricedLine:
    """A line of one unit at its price, as if one hour had been worked."""
    net = Decimal(net)
    return PricedLine(
        position=position,
        record=f"case-{position}",
        description="work",
        seconds=HOUR,
        worked_seconds=HOUR,
        quantity=Decimal("1.00"),
        unit="hour",
        unit_price=net,
        gross=net,
        discount=net - net,
        net=net,
        tax_rate=None if tax_rate is None else Decimal(tax_rate),
    )


def lines_of(*nets_and_rates: tuple[str, str | None]) -> list[PricedLine]:
    return [a_line(place, net, rate) for place, (net, rate) in enumerate(nets_and_rates, 1)]


def taxes_of(figures) -> list[tuple[str, str, str]]:
    return [(str(tax.rate), str(tax.base), str(tax.tax)) for tax in figures.taxes]


# Increments

WORKED = [1 * MINUTE, 7 * MINUTE, 15 * MINUTE, 15 * MINUTE + 1, 61 * MINUTE]
QUARTER = 15 * MINUTE


@pytest.mark.parametrize(
    ("increment", "net"),
    [
        (NO_INCREMENT, "132.02"),
        (Increment(QUARTER, "up", "log"), "200.00"),
        (Increment(QUARTER, "up", "line"), "140.00"),
        (Increment(QUARTER, "nearest", "log"), "120.00"),
        (Increment(QUARTER, "nearest", "log", QUARTER), "160.00"),
        (Increment(QUARTER, "down", "log"), "120.00"),  # 0 + 0 + 15 + 15 + 60 = 90 m
        (Increment(QUARTER, "nearest", "line"), "140.00"),  # 99 m 01 s, 6 m 01 s short of 105 m
        (Increment(QUARTER, "down", "line"), "120.00"),  # 90 m
        (Increment(6 * MINUTE, "up", "log"), "160.00"),  # 6 + 12 + 18 + 18 + 66 = 120 m
        (Increment(0, "up", "log", QUARTER), "161.36"),  # 15 + 15 + 15 + 15:01 + 61 = 121 m 01 s
        (Increment(0, "up", "line", 2 * HOUR), "160.00"),
    ],
)
def test_five_logs_at_eighty_an_hour(increment, net):
    seconds = billed_seconds(WORKED, increment)
    assert str(line_net(seconds, Decimal(80), HOUR, "EUR")) == net


@pytest.mark.parametrize(
    ("worked", "rounding", "expected"),
    [
        (449, "nearest", 0),
        (450, "nearest", 900),
        (451, "nearest", 900),
        (1349, "nearest", 900),
        (1350, "nearest", 1800),
        (1, "up", 900),
        (899, "down", 0),
        (901, "up", 1800),
        (901, "down", 900),
        (7 * 900, "up", 6300),
        (7 * 900, "nearest", 6300),
        (7 * 900, "down", 6300),
    ],
)
def test_one_log_rounded_to_a_quarter(worked, rounding, expected):
    assert billed_seconds([worked], Increment(900, rounding)) == expected


def test_nearest_has_no_tie_in_an_odd_increment():
    assert [billed_seconds([s], Increment(15, "nearest")) for s in (7, 8)] == [0, 15]


def test_minimum_applies_to_each_log_or_to_the_line():
    assert billed_seconds([60, 60], Increment(0, "up", "log", 600)) == 1200
    assert billed_seconds([60, 60], Increment(0, "up", "line", 600)) == 600
    assert billed_seconds([60, 60], Increment(900, "up", "log", 600)) == 1800
    assert billed_seconds([60, 60], Increment(900, "down", "line", 600)) == 600


@pytest.mark.parametrize("per", ["log", "line"])
def test_zero_worked_seconds_are_not_lifted_to_the_minimum(per):
    assert billed_seconds([0], Increment(900, "up", per, 900)) == 0
    assert billed_seconds([], Increment(900, "up", per, 900)) == 0


def test_without_increment_every_second_counts():
    assert billed_seconds([1, 59, 3601], NO_INCREMENT) == 3661


increments = st.builds(
    Increment,
    st.integers(0, 7200),
    st.sampled_from(["up", "nearest", "down"]),
    st.sampled_from(["log", "line"]),
    st.integers(0, 7200),
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**5), increments)
def test_more_work_never_bills_less(worked, more, increment):
    assert billed_seconds([worked], increment) <= billed_seconds([worked + more], increment)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 200), increments)
def test_exact_multiples_never_change(count, increment):
    worked = count * increment.seconds
    assert billed_seconds([worked], increment._replace(minimum=0)) == worked


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 10**5), max_size=6), increments)
def test_rounding_moves_less_than_one_increment_in_its_direction(worked, increment):
    step = max(increment.seconds, 1)
    for seconds in worked:
        billed = billed_seconds([seconds], increment._replace(minimum=0))
        assert billed % step == 0
        moved = Fraction(billed - seconds, step)
        low, high = {"up": (0, 1), "down": (-1, 0), "nearest": (-0.5, 0.5)}[increment.rounding]
        assert low <= moved <= high
        assert abs(moved) < 1


# Lines


@pytest.mark.parametrize(
    ("seconds", "price", "unit", "currency", "net"),
    [
        (3 * 20 * MINUTE, "100", HOUR, "EUR", "100.00"),
        (50 * MINUTE, "120", HOUR, "EUR", "100.00"),
        (20 * MINUTE, "100", HOUR, "EUR", "33.33"),
        (2 * HOUR + 15 * MINUTE, "60", HOUR, "USD", "135.00"),
        (1, "60", HOUR, "EUR", "0.02"),  # 0.01666…
        (1, "18", HOUR, "EUR", "0.01"),  # 0.005, a tie
        (1, "17.99", HOUR, "EUR", "0.00"),
        (10 * MINUTE, "9.03", HOUR, "EUR", "1.51"),  # 1.505, a tie
        (50 * MINUTE, "60.03", HOUR, "EUR", "50.03"),  # 50.025, a tie
        (90 * MINUTE, "5001", HOUR, "JPY", "7502"),  # 7501.5, a tie
        (20 * MINUTE, "5000", HOUR, "JPY", "1667"),
        (20 * MINUTE, "10", HOUR, "KWD", "3.333"),
        (40 * MINUTE, "10", HOUR, "KWD", "6.667"),
        (7 * MINUTE, "20", QUARTER, "EUR", "9.33"),  # 9.333…
        (6 * HOUR, "480", DAY, "EUR", "360.00"),
        (3 * HOUR, "333.33", DAY, "EUR", "125.00"),  # 124.99875
        (0, "60", HOUR, "EUR", "0.00"),
        (HOUR, "0", HOUR, "EUR", "0.00"),
        (10**9, "999999.99", HOUR, "EUR", "277777775000.00"),
        (1, "0.00000001", HOUR, "EUR", "0.00"),
    ],
)
def test_line_is_rounded_once_from_exact_seconds(seconds, price, unit, currency, net):
    assert str(line_net(seconds, Decimal(price), unit, currency)) == net


@pytest.mark.parametrize(
    ("start", "end", "net"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:30", "60.00"),
        ("2026-10-25T01:30", "2026-10-25T03:30", "180.00"),
        ("2026-06-01T01:30", "2026-06-01T03:30", "120.00"),
    ],
)
def test_two_hours_on_the_clock_in_rome_bill_the_time_that_passed(start, end, net):
    rome = ZoneInfo("Europe/Rome")
    first, last = (datetime.fromisoformat(text).replace(tzinfo=rome) for text in (start, end))
    seconds = int(last.timestamp() - first.timestamp())
    assert str(line_net(seconds, Decimal(60), HOUR, "EUR")) == net


@pytest.mark.parametrize(
    ("gross", "percent", "taken_off"),
    [
        ("100.00", "5", "5.00"),
        ("133.00", "5", "6.65"),
        ("465.50", "5", "23.28"),  # 23.275, a tie
        ("33.33", "50", "16.67"),
        ("0.01", "50", "0.01"),
        ("99.99", "100", "99.99"),
        ("99.99", "0", "0.00"),
        ("80.00", "12.5", "10.00"),
    ],
)
def test_line_discount_is_rounded_as_printed(gross, percent, taken_off):
    assert str(line_discount(Decimal(gross), Decimal(percent), "EUR")) == taken_off


def test_line_net_is_gross_less_discount():
    assert str(line_net(7 * HOUR, Decimal("66.50"), HOUR, "EUR", Decimal(5))) == "442.22"
    assert str(line_net(HOUR, Decimal(60), HOUR, "EUR", None)) == "60.00"


@pytest.mark.parametrize(
    ("seconds", "unit", "price", "currency", "shown"),
    [
        (50 * MINUTE, HOUR, "120", "EUR", "0.8333"),
        (HOUR, HOUR, "60", "EUR", "1.00"),
        (2 * HOUR + 15 * MINUTE, HOUR, "60", "EUR", "2.25"),
        (20 * MINUTE, HOUR, "100", "EUR", "0.3333"),  # 0.333 × 100 = 33.30
        (20 * MINUTE, HOUR, "0.10", "EUR", "0.33"),
        (20 * MINUTE, HOUR, "5000", "JPY", "0.3333"),  # 0.333 → 1665, 0.3333 → 1666.5 → 1667
        (1, HOUR, "60", "EUR", "0.0003"),  # 0.018 → 0.02
        (10 * MINUTE, HOUR, "9.03", "EUR", "0.167"),
        (50 * MINUTE, HOUR, "60.03", "EUR", "0.8334"),  # 0.8333… stays below the tie at 50.025
        (1, HOUR, "1000000", "EUR", "0.00027778"),
        (1, HOUR, "10000000000", "IRR", "0.000277777778"),
        (0, HOUR, "60", "EUR", "0.00"),
        (HOUR // 2, HOUR, "0", "EUR", "0.50"),
        (7 * MINUTE, QUARTER, "20", "EUR", "0.4667"),  # 0.467 × 20 = 9.34
        (3 * HOUR, DAY, "333.33", "EUR", "0.375"),
    ],
)
def test_quantity_is_the_shortest_whose_product_is_the_net(seconds, unit, price, currency, shown):
    net = line_gross(seconds, Decimal(price), unit, currency)
    assert str(quantity(seconds, unit, Decimal(price), net, currency)) == shown


def test_quantity_of_a_net_that_is_not_its_own_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="are not 2"):
        quantity(HOUR, HOUR, Decimal(1), Decimal(2), "EUR")


prices = st.decimals(0, 10**6, places=2) | st.decimals(0, 10**6, places=8)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF"])
UNITS = st.sampled_from([HOUR, QUARTER, DAY, MINUTE])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**7), prices, UNITS, CURRENCIES)
def test_quantity_times_price_rounds_to_gross(seconds, price, unit, currency):
    gross = line_gross(seconds, price, unit, currency)
    assert Fraction(gross) == half_up(Fraction(price) * seconds / unit, digits(currency))
    shown = quantity(seconds, unit, price, gross, currency)
    assert half_up(Fraction(shown) * Fraction(price), digits(currency)) == Fraction(gross)
    places = -shown.as_tuple().exponent
    assert places >= 2
    assert abs(Fraction(shown) - Fraction(seconds, unit)) <= Fraction(1, 10**places)
    for fewer in range(2, min(places, 9)):
        nearest = half_up(Fraction(seconds, unit), fewer)
        if places <= 8 and abs(Fraction(shown) - Fraction(seconds, unit)) * 2 * 10**places <= 1:
            assert half_up(nearest * Fraction(price), digits(currency)) != Fraction(gross)


def test_priced_line_keeps_worked_time_beside_billed_time():
    line = priced_line(
        position=1,
        record="case-12",
        description="Mail server",
        worked=WORKED,
        increment=Increment(QUARTER, "up", "log"),
        price=Decimal(80),
        unit="hour",
        unit_seconds=HOUR,
        currency="EUR",
        discount=Decimal(5),
        tax_rate=Decimal(22),
    )
    assert (line.worked_seconds, line.seconds, str(line.quantity)) == (5941, 9000, "2.50")
    assert (line.gross, line.discount, line.net) == (200, 10, 190)
    assert (line.unit_price, line.tax_rate, line.record) == (80, 22, "case-12")


# Totals


def test_tax_is_taken_once_on_the_sum_of_a_rate():
    figures = totals(lines_of(*[("33.33", "22")] * 3), "EUR")
    assert taxes_of(figures) == [("22", "99.99", "22.00")]
    assert (str(figures.subtotal), str(figures.tax_total)) == ("99.99", "22.00")
    assert str(figures.total) == "121.99"


@pytest.mark.parametrize(
    ("nets_and_rates", "currency", "discount", "taxes", "total"),
    [
        ([("100.00", "22")], "EUR", None, [("22", "100.00", "22.00")], "122.00"),
        ([("100.00", None)], "EUR", None, [("None", "100.00", "0.00")], "100.00"),
        ([("100.00", "0")], "EUR", None, [("0", "100.00", "0.00")], "100.00"),
        (
            [("10.00", "4"), ("20.00", "22"), ("30.00", None), ("40.00", "22")],
            "EUR",
            None,
            [("22", "60.00", "13.20"), ("4", "10.00", "0.40"), ("None", "30.00", "0.00")],
            "113.60",
        ),
        ([("2.50", "5")], "EUR", None, [("5", "2.50", "0.13")], "2.63"),  # 0.125, a tie
        ([("1005", "10")], "JPY", None, [("10", "1005", "101")], "1106"),  # 100.5, a tie
        ([("3.333", "5")], "KWD", None, [("5", "3.333", "0.167")], "3.500"),
        ([("100.00", "5.5")], "EUR", None, [("5.5", "100.00", "5.50")], "105.50"),
        ([("99.99", "22")], "EUR", "10%", [("22", "89.99", "19.80")], "109.79"),
        ([("99.99", "22")], "EUR", "100%", [("22", "0.00", "0.00")], "0.00"),
        ([("99.99", "22")], "EUR", "99.99", [("22", "0.00", "0.00")], "0.00"),
        (
            [("60.00", "22"), ("40.00", "10")],
            "EUR",
            "10.00",
            [("22", "54.00", "11.88"), ("10", "36.00", "3.60")],
            "105.48",
        ),
        (  # one cent to spread over two equal halves: the higher rate takes it
            [("50.00", "10"), ("50.00", "22")],
            "EUR",
            "0.01",
            [("22", "49.99", "11.00"), ("10", "50.00", "5.00")],
            "115.99",
        ),
        (  # 3.333… each: the third cent goes to the highest rate
            [("100.00", None), ("100.00", "4"), ("100.00", "22")],
            "EUR",
            "10.00",
            [("22", "96.66", "21.27"), ("4", "96.67", "3.87"), ("None", "96.67", "0.00")],
            "315.14",
        ),
        (  # 6.666… and 3.333…: the larger remainder goes first, whatever the rate
            [("200.00", "4"), ("100.00", "22")],
            "EUR",
            "10.00",
            [("22", "96.67", "21.27"), ("4", "193.33", "7.73")],
            "319.00",
        ),
        ([], "EUR", None, [], "0.00"),
        ([("0.00", "22")], "EUR", "10%", [("22", "0.00", "0.00")], "0.00"),
    ],
)
def test_totals_of_worked_cases(nets_and_rates, currency, discount, taxes, total):
    given_discount = read_discount(discount, currency) if discount else None
    figures = totals(lines_of(*nets_and_rates), currency, given_discount)
    assert taxes_of(figures) == taxes
    assert str(figures.total) == total


def test_rates_that_are_equal_share_one_tax_line():
    figures = totals(lines_of(("10.00", "22.00"), ("10.00", "22")), "EUR")
    assert taxes_of(figures) == [("22", "20.00", "4.40")]


def test_no_tax_is_kept_apart_from_a_rate_of_zero():
    figures = totals(lines_of(("10.00", "0"), ("20.00", None)), "EUR")
    assert figures.taxes == (TaxLine(Decimal(0), 10, 0), TaxLine(None, 20, 0))


def test_discount_is_a_percentage_or_an_amount():
    assert read_discount("10%", "EUR") == Discount(percent=Decimal(10))
    assert read_discount(" 2,5 % ", "EUR") == Discount(percent=Decimal("2.5"))
    assert read_discount("100.00", "EUR") == Discount(amount=Decimal(100))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("120%", "the discount '120%' is more than 100%", "from 0 to 100"),
        ("-5%", "the discount '-5%' is not a percentage", "from 0 to 100"),
        ("-5", "the discount cannot have a sign: '-5'", "use 5"),
        ("ten", "the discount 'ten' is not an amount", "66.50"),
        ("1.005", "the discount '1.005' has too many decimal places for EUR", "use 1.01"),
        ("", "the discount '' is not an amount", "66.50"),
    ],
)
def test_what_is_no_discount_is_refused(text, message, hint):
    error = refused(lambda: read_discount(text, "EUR"))
    assert (type(error), error.code, error.message) == (UsageError, 2, message)
    assert error.hint and hint in error.hint


def test_discount_above_the_subtotal_is_refused():
    discount = read_discount("100.01", "EUR")
    error = refused(lambda: totals(lines_of(("100.00", "22")), "EUR", discount))
    assert (type(error), error.code) == (Refused, 1)
    assert error.message == ("the discount of 100.01 EUR exceeds the subtotal of 100.00 EUR")
    assert error.hint == "use --discount 100.00 or less, or a percentage such as --discount 10%"


@st.composite
def invoices(draw):
    """Lines of one currency, and a discount that is not above their sum."""
    currency = draw(CURRENCIES)
    places = digits(currency)
    rates = st.sampled_from([None, "0", "4", "5.5", "10", "22", "100"])
    parts = draw(st.lists(st.tuples(st.integers(0, 50_000), rates), min_size=1, max_size=7))
    lines = lines_of(*[(str(Decimal(units).scaleb(-places)), rate) for units, rate in parts])
    most = sum(units for units, _ in parts)
    discount = draw(
        st.none()
        | st.builds(
            lambda units: Discount(amount=Decimal(units).scaleb(-places)), st.integers(0, most)
        )
        | st.builds(lambda percent: Discount(percent=percent), st.decimals(0, 100, places=2))
    )
    return lines, currency, discount


@settings(max_examples=200, deadline=None)
@given(invoices())
def test_totals_add_up_and_taxes_follow_from_their_bases(invoice):
    lines, currency, discount = invoice
    figures = totals(lines, currency, discount)
    places = digits(currency)
    assert figures.subtotal == sum(line.net for line in lines)
    assert figures.total == figures.subtotal - figures.discount + figures.tax_total
    assert figures.tax_total == sum(tax.tax for tax in figures.taxes)
    assert sum(tax.base for tax in figures.taxes) == figures.subtotal - figures.discount
    for tax in figures.taxes:
        exact = Fraction(tax.base) * Fraction(tax.rate or 0) / 100
        assert Fraction(tax.tax) == half_up(exact, places)
        assert tax.base >= 0
    for amount in (figures.subtotal, figures.discount, figures.tax_total, figures.total):
        assert str(amount) == written(amount, currency)


@settings(max_examples=200, deadline=None)
@given(invoices())
def test_document_discount_is_spread_within_a_cent_of_proportion(invoice):
    lines, currency, discount = invoice
    figures = totals(lines, currency, discount)
    cent = Fraction(1, 10 ** digits(currency))
    groups = lines_by_rate(lines)
    for tax in figures.taxes:
        net = sum((Fraction(line.net) for line in groups[tax.rate]), Fraction(0))
        share = net - Fraction(tax.base)
        if figures.subtotal:
            exact = Fraction(figures.discount) * net / Fraction(figures.subtotal)
            assert abs(share - exact) < cent


# Credits


def credited_one_by_one(lines, figures, order, currency) -> list[Credit]:
    notes: list[Credit] = []
    for position in order:
        notes.append(credit(Invoiced(lines, figures, currency), notes, [position]))
    return notes


def test_three_lines_credited_one_by_one_end_on_the_total():
    lines = lines_of(*[("33.33", "22")] * 3)
    notes = credited_one_by_one(lines, totals(lines, "EUR"), [1, 2, 3], "EUR")
    assert [str(note.totals.total) for note in notes] == ["40.66", "40.66", "40.67"]
    assert [str(note.totals.tax_total) for note in notes] == ["7.33", "7.33", "7.34"]


def test_whole_invoice_is_credited_at_its_own_figures():
    lines = lines_of(("33.33", "22"), ("33.33", "22"), ("10.00", None), ("5.55", "4"))
    figures = totals(lines, "EUR", read_discount("10%", "EUR"))
    assert credit(Invoiced(lines, figures, "EUR"), [], None) == Credit((1, 2, 3, 4), figures)


def test_what_is_left_is_credited_when_no_line_is_named():
    lines = lines_of(*[("33.33", "22")] * 3)
    figures = totals(lines, "EUR")
    first = credit(Invoiced(lines, figures, "EUR"), [], [2])
    rest = credit(Invoiced(lines, figures, "EUR"), [first], None)
    assert (rest.positions, str(rest.totals.total)) == ((1, 3), "81.33")


def test_credited_lines_take_their_share_of_the_document_discount():
    lines = lines_of(("60.00", "22"), ("40.00", "22"))
    figures = totals(lines, "EUR", read_discount("10.01", "EUR"))
    # 6.006 and 4.004: the cent left over goes to the larger remainder
    shares = line_shares(Invoiced(lines, figures, "EUR"))
    assert [share.discount for share in shares.values()] == [Decimal("6.01"), Decimal("4.00")]
    note = credit(Invoiced(lines, figures, "EUR"), [], [1]).totals
    assert (str(note.subtotal), str(note.discount)) == ("60.00", "6.01")
    assert taxes_of(note) == [("22", "53.99", "11.88")]
    assert str(note.total) == "65.87"


@pytest.mark.parametrize(("net", "tax"), [("0.03", "0.66"), ("0.02", "0.44")])
def test_many_small_lines_do_not_drift_from_the_tax_of_the_invoice(net, tax):
    lines = lines_of(*[(net, "22")] * 100)  # 0.0066 and 0.0044 each
    notes = credited_one_by_one(lines, totals(lines, "EUR"), range(1, 101), "EUR")
    running = list(itertools.accumulate(note.totals.tax_total for note in notes))
    for count, given_back in enumerate(running, 1):
        exact = Fraction(net) * count * 22 / 100
        assert abs(Fraction(given_back) - exact) < Fraction(1, 100)
    assert str(running[-1]) == tax
    assert all(note.totals.tax_total >= 0 for note in notes)


def test_last_credit_note_never_takes_tax_back():
    lines = lines_of(("0.06", "9"), ("0.06", "9"), ("0.01", "9"))  # 0.0054 twice, 0.0117 in all
    notes = credited_one_by_one(lines, totals(lines, "EUR"), [1, 2, 3], "EUR")
    assert [str(note.totals.tax_total) for note in notes] == ["0.01", "0.00", "0.00"]


def test_line_of_nothing_credited_last_gives_nothing_back():
    lines = lines_of(("33.33", "22"), ("0.00", "22"), ("33.33", "22"))
    notes = credited_one_by_one(lines, totals(lines, "EUR"), [1, 3, 2], "EUR")
    assert [str(note.totals.total) for note in notes] == ["40.66", "40.67", "0.00"]


def test_same_line_named_twice_is_credited_once():
    lines = lines_of(("33.33", "22"), ("10.00", "22"))
    assert credit(Invoiced(lines, totals(lines, "EUR"), "EUR"), [], [2, 2]).positions == (2,)


@pytest.mark.parametrize(
    ("chosen", "message", "hint"),
    [
        (
            [1],
            "line 1 of the invoice has already been credited",
            "choose the lines to credit, such as --line 2 --line 3",
        ),
        ([4], "the invoice has no line 4", "choose the lines to credit, such as --line 2 --line 3"),
        (
            [2, 0],
            "the invoice has no line 0",
            "choose the lines to credit, such as --line 2 --line 3",
        ),
        (
            [],
            "no line to credit was given",
            "choose the lines to credit, such as --line 2 --line 3",
        ),
    ],
)
def test_lines_that_cannot_be_credited_are_refused(chosen, message, hint):
    lines = lines_of(*[("33.33", "22")] * 3)
    figures = totals(lines, "EUR")
    done = [credit(Invoiced(lines, figures, "EUR"), [], [1])]
    error = refused(lambda: credit(Invoiced(lines, figures, "EUR"), done, chosen))
    assert (type(error), error.code) == (Refused, 1)
    assert (error.message, error.hint) == (message, hint)


@pytest.mark.parametrize("chosen", [None, [1]])
def test_credited_invoice_is_not_credited_again(chosen):
    lines = lines_of(("33.33", "22"))
    figures = totals(lines, "EUR")
    done = [credit(Invoiced(lines, figures, "EUR"), [], None)]
    error = refused(lambda: credit(Invoiced(lines, figures, "EUR"), done, chosen))
    assert (error.code, error.message) == (1, "every line of the invoice has already been credited")
    assert error.hint == "timelog billing list"


def test_negated_totals_have_no_minus_before_zero():
    figures = negated(totals(lines_of(("33.33", "22"), ("1.00", None)), "EUR"))
    assert taxes_of(figures) == [("22", "-33.33", "-7.33"), ("None", "-1.00", "0.00")]
    assert (str(figures.discount), str(figures.total)) == ("0.00", "-41.66")
    assert negated(negated(figures)) == figures


@settings(max_examples=200, deadline=None)
@given(invoices(), st.data())
def test_credits_sum_to_the_invoice_in_any_order_and_grouping(invoice, data):
    lines, currency, discount = invoice
    figures = totals(lines, currency, discount)
    order = data.draw(st.permutations([line.position for line in lines]))
    notes: list[Credit] = []
    while order:
        size = data.draw(st.integers(1, len(order)))
        notes.append(credit(Invoiced(lines, figures, currency), notes, order[:size]))
        order = order[size:]
    for name in ("subtotal", "discount", "tax_total", "total"):
        assert sum(getattr(note.totals, name) for note in notes) == getattr(figures, name)
    for tax in figures.taxes:
        parts = [part for note in notes for part in note.totals.taxes if part.rate == tax.rate]
        assert sum(part.base for part in parts) == tax.base
        assert sum(part.tax for part in parts) == tax.tax


@settings(max_examples=200, deadline=None)
@given(invoices(), st.data())
def test_every_credit_note_adds_up_and_gives_back_close_to_its_own_tax(invoice, data):
    lines, currency, discount = invoice
    figures = totals(lines, currency, discount)
    order = data.draw(st.permutations([line.position for line in lines]))
    cent = Fraction(1, 10 ** digits(currency))
    for note in credited_one_by_one(lines, figures, order, currency):
        given_back = note.totals
        assert given_back.total == (
            given_back.subtotal - given_back.discount + given_back.tax_total
        )
        assert given_back.total >= 0
        for tax in given_back.taxes:
            exact = Fraction(tax.base) * Fraction(tax.rate or 0) / 100
            assert tax.tax >= 0
            assert abs(Fraction(tax.tax) - exact) < 2 * cent


# Due dates


@pytest.mark.parametrize(
    ("issued", "terms", "due"),
    [
        ("2026-01-31", 30, "2026-03-02"),
        ("2028-01-31", 30, "2028-03-01"),
        ("2026-11-30", 0, "2026-11-30"),
        ("2026-12-15", 60, "2027-02-13"),
        ("2028-02-28", 1, "2028-02-29"),
    ],
)
def test_due_date_counts_calendar_days(issued, terms, due):
    assert due_date(date.fromisoformat(issued), terms) == date.fromisoformat(due)


def test_negative_terms_are_refused():
    error = refused(lambda: due_date(date(2026, 1, 31), -1))
    assert (error.code, error.message) == (1, "payment terms cannot be negative: -1 days")
    assert error.hint == "use fewer days, such as --terms 30d"


@pytest.mark.parametrize("terms", [366, 10**10, 10**30])
def test_due_date_past_the_calendar_is_refused(terms):
    error = refused(lambda: due_date(date(9999, 1, 1), terms))
    assert error.code == 1
    assert (
        error.message
        == f"the due date, {terms} days after 9999-01-01, is past the end of the calendar"
    )
    assert error.hint == "use fewer days, such as --terms 30d"
