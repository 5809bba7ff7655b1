from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timelog_cli.domain.money import (
    allocate,
    digits,
    percent_of,
    plain,
    product,
    ratio_bounds,
    read_amount,
    read_currency,
    read_money,
    read_percentage,
    read_rate,
    rounded,
    rounded_ratio,
    sum_of,
    units_of,
    written,
    written_price,
)
from timelog_cli.domain.text import shown
from timelog_cli.errors import TimelogError, UsageError

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF"])
amounts = st.decimals(
    min_value=1 - 10**12, max_value=10**12 - 1, places=8, allow_nan=False, allow_infinity=False
)


def half_up(value: Fraction, places: int) -> Fraction:
    """Independent oracle: half away from zero at a number of places."""
    units = floor(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**places)


def refused(call) -> TimelogError:
    with pytest.raises(TimelogError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0),
        ("BHD IQD JOD KWD LYD OMR TND", 3),
        ("CLF UYW", 4),
        ("EUR USD GBP CHF HUF CZK TWD MRU MGA COP IDR MXV", 2),
    ],
)
def test_digits_follow_iso_4217(codes, expected):
    assert {digits(code) for code in codes.split()} == {expected}


@pytest.mark.parametrize("text", ["EUR", "eur", " Eur ", "eUR\n"])
def test_currency_is_read_in_any_letter_case(text):
    assert read_currency(text) == "EUR"


def test_currencies_in_use_are_known():
    codes = ["XCG", "ZWG", "SLE", "VED", "MRU", "STN", "CHE", "BOV", "COU", "UYW", "XAD"]
    assert [read_currency(code) for code in codes] == codes


@pytest.mark.parametrize(
    "text",
    [
        "ANG",
        "BGN",
        "HRK",
        "DEM",
        "ZWL",
        "CUC",
        "XAU",
        "XXX",
        "XTS",
        "XDR",
        "",
        "E",
        "EU",
        "EURO",
        "EUR USD",
        "12",
        "ıNR",
        "ЕUR",
        "\x1b[0m",
        "AED\nAFN",
        "\udc80",
    ],
)
def test_other_text_is_no_currency(text):
    error = refused(lambda: read_currency(text))
    assert (type(error), error.code) == (UsageError, 2)
    assert error.message.endswith("is not a currency in use")
    assert shown(error.message) == error.message
    assert error.hint and error.hint.startswith(("use ", "did you mean "))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("EUX", "did you mean EUR?"),
        ("euro", "did you mean EUR?"),
        ("USX", "did you mean USD or USN or UGX?"),
        ("€", "did you mean EUR?"),
        ("$", "did you mean USD or CAD or AUD?"),
        ("KR", "did you mean SEK or NOK or DKK?"),
        ("QQQ", "use a three-letter currency code, such as EUR"),
    ],
)
def test_unknown_currency_lists_near_ones(text, hint):
    assert refused(lambda: read_currency(text)).hint == hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60", "60"),
        ("66.50", "66.50"),
        ("66,50", "66.50"),
        (" 7 ", "7"),
        ("0", "0"),
        ("0.00000001", "1E-8"),
        ("007", "7"),
        ("999999999999.99999999", "999999999999.99999999"),
        ("1.200", "1.200"),
        ("0,125", "0.125"),
        ("1200,125", "1200.125"),
        ("1,20", "1.20"),
    ],
)
def test_amount_is_read_exactly(text, expected):
    assert str(read_amount(text, "the price")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "5.",
        ".5",
        "1.2.3",
        "1,2,3",
        "1'200",
        "1 200",
        "1.200,50",
        "1,200.50",
        "1e3",
        "1E3",
        "NaN",
        "Infinity",
        "inf",
        "sNaN",
        "0x10",
        "1_000",
        "60 EUR",
        "€60",
        "--5",
        "٣",
        "６０",
        "1٫5",
        "²",
        "−5",
        "5-",
        "6\x000",
        "\udc80",
        "1\u00a0000",
    ],
)
def test_what_is_no_plain_number_is_no_amount(text):
    error = refused(lambda: read_amount(text, "the price"))
    assert (type(error), error.code) == (UsageError, 2)
    assert error.message.startswith("the price '")
    assert error.message.endswith("is not an amount")
    assert shown(error.message) == error.message
    assert error.hint == "use digits and a decimal point, such as 66.50"


def test_long_nonsense_is_not_repeated_in_full():
    assert len(refused(lambda: read_amount("x" * 9_999, "the price")).message) < 80


@pytest.mark.parametrize("text", ["1234567890123", "0.123456789", "1" * 5_000])
def test_too_many_digits_are_refused(text):
    error = refused(lambda: read_amount(text, "the price"))
    assert error.message.endswith("has too many digits")
    assert error.hint == "use at most 12 digits before the point and 8 after it"


@pytest.mark.parametrize(
    ("text", "hint"),
    [("1,200", "use 1200 or 1.200"), ("12,500", "use 12500 or 12.500"), ("999,999", None)],
)
def test_comma_that_may_part_thousands_is_refused(text, hint):
    error = refused(lambda: read_amount(text, "the rate"))
    assert error.message == f"the rate '{text}' is ambiguous"
    assert hint in (None, error.hint)


def test_sign_is_refused_unless_asked_for():
    error = refused(lambda: read_amount("-5.00", "the amount"))
    assert error.message == "the amount cannot have a sign: '-5.00'"
    assert error.hint == "use 5.00"
    assert read_amount("-5.00", "the amount", signed=True) == Decimal("-5.00")
    assert read_amount("+5", "the amount", signed=True) == Decimal(5)
    assert str(read_amount("-0", "the amount", signed=True)) == "0"


def test_money_must_fit_the_currency():
    assert str(read_money("100", "the payment", "EUR")) == "100.00"
    assert str(read_money("1.5000", "the payment", "KWD")) == "1.500"
    error = refused(lambda: read_money("10.5", "the payment", "JPY"))
    assert (error.message, error.code) == (
        "the payment '10.5' has too many decimal places for JPY",
        2,
    )
    assert error.hint == "use 11"


def test_rate_is_zero_or_more_and_not_absurd():
    assert read_rate("0") == 0
    assert str(read_rate("66.50")) == "66.50"
    assert read_rate("1000000") == 1_000_000
    error = refused(lambda: read_rate("1000000.01"))
    assert (error.message, error.code) == ("the rate '1000000.01' is too high", 2)
    assert error.hint == "use 1000000 or less"
    assert refused(lambda: read_rate("-1")).message == "the rate cannot have a sign: '-1'"


def test_rate_in_a_currency_of_small_units_may_pass_a_million():
    assert read_rate("1500000", "VND") == 1_500_000
    assert refused(lambda: read_rate("1500000", "EUR")).code == 2
    assert refused(lambda: read_rate("10000000001", "IRR")).hint == "use 10000000000 or less"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22", "22"),
        ("22%", "22"),
        ("5.5 %", "5.5"),
        (" 5,50 % ", "5.5"),
        ("22.00", "22"),
        ("0", "0"),
        ("0.00%", "0"),
        ("100", "100"),
        ("10,125", "10.125"),
    ],
)
def test_percentage_is_read_in_one_spelling(text, expected):
    assert str(read_percentage(text, "the tax rate")) == expected


@pytest.mark.parametrize("text", ["", "%", "22%%", "%22", "-1", "+5%", "1e1", "٢٢", "x", "2 2"])
def test_what_is_no_number_is_no_percentage(text):
    error = refused(lambda: read_percentage(text, "the tax rate"))
    assert (type(error), error.code) == (UsageError, 2)
    assert error.message == f"the tax rate '{text}' is not a percentage"
    assert error.hint == "use a number from 0 to 100, such as 22%"


def test_more_than_the_whole_is_no_percentage():
    error = refused(lambda: read_percentage("100.01%", "the tax rate"))
    assert error.message == "the tax rate '100.01%' is more than 100%"
    assert error.code == 2


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("0.005", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("0.015", "EUR", "0.02"),
        ("2.665", "EUR", "2.67"),
        ("2.675", "USD", "2.68"),
        ("1.0049999999999999999999999999999999999999", "EUR", "1.00"),
        ("-0.004", "EUR", "0.00"),
        ("0.5", "JPY", "1"),
        ("1.5", "JPY", "2"),
        ("2.5", "JPY", "3"),
        ("-2.5", "JPY", "-3"),
        ("1.0005", "KWD", "1.001"),
        ("1.00005", "CLF", "1.0001"),
        ("999999999999.995", "EUR", "1000000000000.00"),
    ],
)
def test_rounding_is_half_up_to_the_digits_of_the_currency(value, currency, expected):
    assert str(rounded(Decimal(value), currency)) == expected


def test_rounding_up_and_down_stop_at_exact_amounts():
    assert [str(one) for one in ratio_bounds(Decimal("29.33"), 2, "EUR")] == ["14.66", "14.67"]
    assert [str(one) for one in ratio_bounds(Decimal("29.32"), 2, "EUR")] == ["14.66", "14.66"]
    assert [str(one) for one in ratio_bounds(Decimal("-0.5"), 3, "JPY")] == ["-1", "0"]


def test_rounding_ignores_the_precision_of_the_context():
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_DOWN)):
        assert str(rounded(Decimal("123456.785"), "EUR")) == "123456.79"
        assert str(rounded_ratio(Decimal("370370.355"), 3, "EUR")) == "123456.79"
        assert product(Decimal("12345678.9"), 3) == Decimal("37037036.7")
        assert percent_of(Decimal(22), Decimal("99999.99")) == Decimal("21999.9978")
        assert str(sum_of([Decimal("99999.99"), Decimal("0.01")], "EUR")) == "100000.00"


def test_quotient_just_below_a_tie_is_not_lifted():
    almost = 15 * 10**40 - 1
    assert str(rounded_ratio(almost, 10**43, "EUR")) == "0.01"
    assert str(rounded_ratio(almost + 1, 10**43, "EUR")) == "0.02"


@settings(max_examples=200, deadline=None)
@given(amounts, st.integers(1, 10**9), CURRENCIES)
def test_ratio_rounds_as_fractions_do(numerator, denominator, currency):
    got = rounded_ratio(numerator, denominator, currency)
    assert Fraction(got) == half_up(Fraction(numerator) / denominator, digits(currency))
    assert rounded(numerator, currency) == rounded_ratio(numerator, 1, currency)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("135", "EUR", "135.00"),
        ("-40.66", "EUR", "-40.66"),
        ("1200", "JPY", "1200"),
        ("1.2E+3", "JPY", "1200"),
        ("-0.00", "EUR", "0.00"),
        ("-0.001", "EUR", "0.00"),
        ("1E-9", "KWD", "0.000"),
        ("5", "KWD", "5.000"),
        ("999999999999", "EUR", "999999999999.00"),
    ],
)
def test_amounts_are_written_with_the_digits_of_the_currency(amount, currency, expected):
    assert written(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("price", "currency", "expected"),
    [
        ("60", "EUR", "60.00"),
        ("0.125", "EUR", "0.125"),
        ("66.500", "EUR", "66.50"),
        ("12.50", "JPY", "12.5"),
    ],
)
def test_unit_prices_keep_every_digit(price, currency, expected):
    assert written_price(Decimal(price), currency) == expected


def test_plain_numbers_have_no_exponent_and_no_idle_zeros():
    cases = {"22.00": "22", "1E+2": "100", "5.50": "5.5", "-0.0": "0", "100": "100"}
    assert {text: plain(Decimal(text)) for text in cases} == cases


@settings(max_examples=200, deadline=None)
@given(amounts, CURRENCIES)
def test_what_is_written_reads_back_as_the_rounded_amount(amount, currency):
    text = written(amount, currency)
    assert read_amount(text, "it", signed=True) == rounded(amount, currency)
    assert not text.startswith("-0") or any(char in "123456789" for char in text)
    assert len(text.partition(".")[2]) == digits(currency)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20) | st.from_regex(r"[-+]?[0-9.,'eE ]{0,14}%?", fullmatch=True))
def test_any_text_is_read_or_refused(text):
    for read in (
        lambda: read_amount(text, "it", signed=True),
        lambda: read_percentage(text, "it"),
        lambda: read_rate(text),
    ):
        try:
            assert read().is_finite()
        except UsageError as error:
            assert error.hint and shown(error.message) == error.message


@pytest.mark.parametrize(
    ("total", "weights", "currency", "ties", "expected"),
    [
        ("10.00", ["1", "1", "1"], "EUR", [3, 2, 1], ["3.34", "3.33", "3.33"]),
        ("10.00", ["1", "1", "1"], "EUR", [1, 2, 3], ["3.33", "3.33", "3.34"]),
        ("10.00", ["1", "1", "1"], "EUR", [0, 0, 0], ["3.34", "3.33", "3.33"]),
        ("-10.00", ["1", "1", "1"], "EUR", [0, 0, 0], ["-3.34", "-3.33", "-3.33"]),
        ("100.00", ["60", "40"], "EUR", [0, 0], ["60.00", "40.00"]),
        ("0.01", ["1", "2"], "EUR", [9, 0], ["0.00", "0.01"]),
        ("0.05", ["1", "0", "1"], "EUR", [0, 9, 1], ["0.02", "0.00", "0.03"]),
        ("100", ["1", "1", "1"], "JPY", [0, 0, 0], ["34", "33", "33"]),
        ("0.100", ["0.5", "0.25"], "KWD", [0, 0], ["0.067", "0.033"]),
        ("0.00", ["0", "0"], "EUR", [0, 0], ["0.00", "0.00"]),
        ("0.00", [], "EUR", [], []),
    ],
)
def test_allocation_gives_leftover_cents_to_the_largest_remainders(
    total, weights, currency, ties, expected
):
    shares = allocate(Decimal(total), [Decimal(weight) for weight in weights], currency, ties)
    assert list(map(str, shares)) == expected


def test_nothing_to_allocate_over_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="nothing to spread"):
        allocate(Decimal("0.01"), [Decimal(0)], "EUR", [0])


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 10**12),
    st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=9),
    CURRENCIES,
)
def test_allocation_is_exact_and_within_one_unit_of_proportion(units, weights, currency):
    weights[0] += 1
    cent = Fraction(1, 10 ** digits(currency))
    total = rounded_ratio(units, 10 ** digits(currency), currency)
    shares = allocate(total, weights, currency, [0] * len(weights))
    assert sum(map(Fraction, shares)) == Fraction(total)
    whole = sum(map(Fraction, weights))
    for share, weight in zip(shares, weights, strict=True):
        assert abs(Fraction(share) - Fraction(total) * Fraction(weight) / whole) < cent
        assert weight or not share


def test_units_count_the_smallest_coin():
    assert [units_of(Decimal("135.00"), code) for code in ("EUR", "JPY", "KWD")] == [
        13_500,
        135,
        135_000,
    ]
