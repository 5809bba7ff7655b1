"""The figures of invoices, through the command line, against hand and exact fractions."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.cli.bills import done, issue, log, record, service
from tests.harness import Cli

LATE = "2026-11-30 18:00"


def rounded(value: Fraction, digits: int) -> Fraction:
    """Half up, away from zero."""
    units = abs(value) * 10**digits
    whole = (2 * units.numerator + units.denominator) // (2 * units.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def bill(cli: Cli, spans: list[str], price: str, more: str = "", words: str = "case-1") -> dict:  # type: ignore[type-arg]
    """The invoice of one case with these logs."""
    cli.run("customer add Acme")
    service(cli, price=price)
    record(cli, more)
    for span in spans:
        log(cli, "case-1", span)
    done(cli, "case-1")
    return dict(issue(cli, words))


def test_hours_are_never_rounded_before_the_multiplication(cli: Cli) -> None:
    spans = ["9:00 for 20m", "10:00 for 20m", "11:00 for 20m"]
    invoice = bill(cli, spans, "100 EUR")
    assert (invoice["lines"][0]["quantity"], invoice["total"]) == ("1.00", "100.00")


def test_the_quantity_shown_gives_the_net(cli: Cli) -> None:
    (line,) = bill(cli, ["9:00 for 50m"], "120 EUR")["lines"]
    assert (line["quantity"], line["net"]) == ("0.8333", "100.00")


def test_tax_is_computed_once_for_each_rate(cli: Cli) -> None:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    for number in (1, 2, 3):
        ref = record(cli)
        log(cli, ref, f"{8 + number}:00 for 20m")
        done(cli, ref)
    invoice = issue(cli, "--customer Acme")
    figures = (invoice["subtotal"], invoice["tax_total"], invoice["total"])
    assert figures == ("99.99", "22.00", "121.99")


@pytest.mark.parametrize(
    ("rule", "total"),
    [
        ("", "132.02"),
        ("--increment 15m --rounding up --round-per log", "200.00"),
        ("--increment 15m --rounding up --round-per line", "140.00"),
        ("--increment 15m --rounding nearest", "120.00"),
        ("--increment 15m --rounding nearest --minimum 15m", "160.00"),
    ],
)
def test_increments(cli: Cli, rule: str, total: str) -> None:
    spans = [
        "9:00 for 1m",
        "10:00 for 7m",
        "11:00 for 15m",
        "12:00-12:15:01",
        "13:00 for 61m",
    ]
    invoice = bill(cli, spans, "80 EUR", rule)
    assert invoice["total"] == total
    assert invoice["lines"][0]["worked_seconds"] == 5941


@pytest.mark.parametrize(("day", "total"), [("2026-03-29", "60.00"), ("2026-10-25", "180.00")])
def test_elapsed_time_is_real_time(cli: Cli, day: str, total: str) -> None:
    assert bill(cli, [f"{day} 1:30-3:30"], "60 EUR")["total"] == total


@pytest.mark.parametrize(
    ("price", "span", "unit_price", "total"),
    [
        ("1000 JPY", "9:00 for 50m", "1000", "833"),
        ("20 KWD", "9:00 for 50m", "20.000", "16.667"),
        ("0 USD", "9:00 for 50m", "0.00", "0.00"),
    ],
)
def test_each_currency_has_its_own_digits(
    cli: Cli, price: str, span: str, unit_price: str, total: str
) -> None:
    invoice = bill(cli, [span], price)
    assert (invoice["lines"][0]["unit_price"], invoice["total"]) == (unit_price, total)


@pytest.mark.parametrize(
    ("per", "quantity", "total"), [("15m", "3.00", "60.00"), ("day", "0.09375", "1.88")]
)
def test_prices_are_for_other_intervals_too(cli: Cli, per: str, quantity: str, total: str) -> None:
    cli.run("customer add Acme")
    service(cli, f"--per {per}", price="20 EUR")
    record(cli)
    log(cli, "case-1", "9:00 for 45m")
    done(cli, "case-1")
    invoice = issue(cli)
    (line,) = invoice["lines"]
    assert (line["unit"], invoice["total"]) == (per, total)
    assert rounded(Fraction(line["quantity"]) * 20, 2) == Fraction(total)


CASES = st.lists(
    st.tuples(
        st.lists(st.integers(1, 5 * 3600), min_size=1, max_size=3),
        st.sampled_from(["60", "33.33", "0.01", "999.99"]),
        st.sampled_from([None, "22", "10", "5.5"]),
        st.sampled_from([None, "5", "12.5"]),
    ),
    min_size=1,
    max_size=3,
)


@effort(max_examples=15, deadline=None)
@given(CASES, st.sampled_from(["", "--discount 7%", "--discount 0.01"]), st.booleans())
def test_every_invoice_adds_up_and_its_credits_end_on_it(
    cases: list[tuple[list[int], str, str | None, str | None]], discount: str, by_log: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        _history(cli, cases)
        words = f"--customer Acme {discount} --group-by {'log' if by_log else 'record'}"
        made = cli.at(LATE).run(f"billing issue {words} --json", code=None)
        if made.code:
            assert "exceeds the subtotal of 0.00 EUR" in made.err
            return
        (invoice,) = made.json
        _check(invoice, cases, by_log)
        _check_credits(cli, invoice)


def _history(cli: Cli, cases: list[tuple[list[int], str, str | None, str | None]]) -> None:
    cli.run("customer add Acme")
    service(cli, price="60 EUR")
    hour = 0
    for logs, rate, tax, off in cases:
        more = f"--rate {rate}" + (f" --tax-rate {tax}" if tax else "")
        ref = record(cli, more + (f" --discount {off}" if off else ""))
        for seconds in logs:
            day, at = divmod(hour, 24)
            log(cli, ref, f"2026-11-{day + 2:02} {at}:00 for {seconds}s")
            hour += 5
        done(cli, ref)


def _check(
    invoice: dict,  # type: ignore[type-arg]
    cases: list[tuple[list[int], str, str | None, str | None]],
    by_log: bool,
) -> None:
    nets: dict[str | None, Fraction] = {}
    expected = []
    for logs, rate, tax, off in cases:
        for seconds in logs if by_log else [sum(logs)]:
            gross = rounded(Fraction(seconds) * Fraction(rate) / 3600, 2)
            net = gross - rounded(gross * Fraction(off or 0) / 100, 2)
            expected.append(net)
            nets[tax] = nets.get(tax, Fraction(0)) + net
    lines = invoice["lines"]
    assert [Fraction(line["net"]) for line in lines] == expected
    for line in lines:
        shown = Fraction(line["quantity"]) * Fraction(line["unit_price"])
        assert rounded(shown, 2) == Fraction(line["gross"])
    subtotal, off = Fraction(invoice["subtotal"]), Fraction(invoice["discount"])
    assert subtotal == sum(expected)
    bases = {tax["tax_rate"]: Fraction(tax["base"]) for tax in invoice["taxes"]}
    assert sum(bases.values()) == subtotal - off
    for rate, base in bases.items():
        share = off * nets[rate] / subtotal if subtotal else 0
        assert abs(nets[rate] - base - share) < Fraction(1, 100)
    taxes = {tax["tax_rate"]: Fraction(tax["tax"]) for tax in invoice["taxes"]}
    for rate, base in bases.items():
        assert taxes[rate] == rounded(base * Fraction(rate or 0) / 100, 2)
    assert Fraction(invoice["tax_total"]) == sum(taxes.values())
    assert Fraction(invoice["total"]) == subtotal - off + sum(taxes.values())


def _check_credits(cli: Cli, invoice: dict) -> None:  # type: ignore[type-arg]
    """All but the last line one by one, then what is left, in one note."""
    at = cli.at("2026-12-01 09:00")
    lines = [f"--line {line['position']}" for line in invoice["lines"][:-1]]
    notes = [
        at.run(f"billing credit {invoice['number']} {one} --json").json for one in (*lines, "")
    ]
    for key in ("subtotal", "discount", "tax_total", "total"):
        assert -sum(Fraction(note[key]) for note in notes) == Fraction(invoice[key])
    assert cli.rows("SELECT count(*) FROM log WHERE invoice_id IS NOT NULL") == [(0,)]
