"""What is left to bill, told before tax, where the prices of several records include it."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.cli.bills import done, log, record, service
from tests.harness import Cli

LATE = "2026-11-30 18:00"
# A record: minutes, price, tax rate, discount, currency, whether the price includes tax, an item.
RECORDS = st.lists(
    st.tuples(
        st.integers(1, 300),
        st.sampled_from(["33.33", "10", "0.07", "99.99"]),
        st.sampled_from(["22", "10", "5.5", "0"]),
        st.sampled_from([None, "5", "12.5"]),
        st.sampled_from(["EUR", "EUR", "JPY"]),
        st.sampled_from([True, True, False]),
        st.sampled_from([None, ("7", "22"), ("1", "4"), ("13", "")]),
    ),
    min_size=2,
    max_size=7,
)


def priced(cli: Cli, number: int, case: tuple[Any, ...]) -> None:
    """A resolved record of one log, and perhaps an item."""
    minutes, price, tax, discount, currency, included, item = case
    price = price if currency == "EUR" else str(max(1, round(float(price))))
    more = f"--rate {price} --tax-rate {tax} --prices-{'in' if included else 'ex'}clude-tax"
    more += f" --discount {discount}" if discount else ""
    line = f"record add Work --customer Acme --service {currency} --billable {more} --json"
    ref = cli.run(line).json["ref"]
    day, at = divmod(number, 4)
    log(cli, ref, f"2026-11-{day + 2:02} {at * 6}:00 for {minutes}m")
    if item:
        rate = f"--tax-rate {item[1]}" if item[1] else ""
        cli.run(f"billing item add {ref} Travel {item[0]} {rate}")
    done(cli, ref)


def sums(rows: list[tuple[str, str]]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for key, amount in rows:
        found[key] = found.get(key, Fraction(0)) + Fraction(amount)
    return found


@effort(max_examples=15, deadline=None)
@given(RECORDS)
def test_what_is_unbilled_is_to_the_cent_what_the_preview_bills(
    cases: list[tuple[Any, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        cli.run("customer add Acme")
        for name in ("EUR", "JPY"):
            service(cli, name=name, price=f"1 {name}")
        for number, case in enumerate(cases):
            priced(cli, number, case)
        at = cli.at(LATE)
        unbilled = at.run("billing unbilled --json").json
        previewed = at.run("billing preview --json").json
        lines = [(line, one["currency"]) for one in previewed for line in one["lines"]]
        assert all(row["ready"] for row in unbilled)
        assert sums([(row["record"], row["amount"]) for row in unbilled]) == sums(
            [(line["record"], line["net"]) for line, _ in lines]
        )
        for row in unbilled:
            record = at.run(f"record show {row['record']} --json").json
            assert record["unbilled_amount"] == row["amount"]
        left = at.run("customer show Acme --json").json["unbilled_amounts"]
        assert {key: Fraction(amount) for key, amount in left.items()} == sums(
            [(currency, line["net"]) for line, currency in lines]
        )


def thirds(cli: Cli) -> None:
    """Three records of 20 minutes at 1 EUR with 22% in it: 0.33 each, 0.27 each without."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22 --prices-include-tax", price="1 EUR")
    for number in range(3):
        ref = record(cli)
        log(cli, ref, f"{8 + number}:00 for 20m")
        done(cli, ref)


def test_records_together_lose_no_cent(cli: Cli) -> None:
    thirds(cli)
    at = cli.at(LATE)
    # 0.99 with tax is 0.81 and 0.18; a third of it, 0.33, is 0.27 and 0.06.
    amounts = [row["amount"] for row in at.run("billing unbilled --json").json]
    assert amounts == ["0.27", "0.27", "0.27"]
    assert at.run("customer show Acme --json").json["unbilled_amounts"] == {"EUR": "0.81"}
    for ref in ("1", "2", "3"):
        cli.run(f"record edit {ref} --rate 1.03")
    # 3 × 0.34 = 1.02 is 0.84 and 0.18, where 0.34 by itself is 0.28; 0.35: 1.05 is 0.86.
    assert [row["amount"] for row in at.run("billing unbilled --json").json] == ["0.28"] * 3
    for ref in ("1", "2", "3"):
        cli.run(f"record edit {ref} --rate 1.05")
    amounts = [row["amount"] for row in at.run("billing unbilled --json").json]
    assert amounts == ["0.29", "0.29", "0.28"]
    for ref, amount in enumerate(amounts, 1):
        assert at.run(f"record show {ref} --json").json["unbilled_amount"] == amount
    assert at.run("customer show Acme --json").json["unbilled_amounts"] == {"EUR": "0.86"}


def test_what_is_not_ready_stands_by_itself(cli: Cli) -> None:
    thirds(cli)
    for ref in ("1", "2", "3"):
        cli.run(f"record edit {ref} --rate 1.05")
    cli.run("record reopen case-2")
    rows = cli.at(LATE).run("billing unbilled --json").json
    # 0.70 with tax is 0.57; 0.35 is 0.29.
    assert [row["amount"] for row in rows] == ["0.29", "0.29", "0.28"]
    assert cli.at(LATE).run("billing preview --json").json[0]["net_total"] == "0.57"
