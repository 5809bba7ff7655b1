"""The worked cases, first against exact fractions and then through the command line."""

from __future__ import annotations

import csv
import io
import tempfile
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.cli.bills import done, service, settings
from tests.cli.html_pages import exact, page, rows
from tests.cli.test_billing_documents import tables
from tests.cli.worked_cases import CASES, Case, Row, summary
from tests.harness import Cli
from tests.oracle_billing import Figures, figures

LATE = "2026-11-30 18:00"
SUMS = ("subtotal", "discount", "surcharge", "net_total", "tax_total", "total")
AFTER = ("withheld", "prepaid", "payable")


def history(cli: Cli, case: Case) -> None:
    """All that the case says, by commands; each row is a record that is resolved."""
    charges = {"surcharge": case.surcharge, "withholding": case.withholding}
    kept = {f"billing_{key}": text for key, text in charges.items() if text}
    settings(cli, **kept, billing_withholding_base=case.on)
    cli.run("customer add Acme")
    service(cli, "--prices-include-tax" if case.included else "", price=f"1 {case.currency}")
    hours = count()
    for row in case.rows:
        cli.run(f"service edit Consulting --price {row.price} --per {row.per}")
        more = f"{row.more} --tax-rate '{row.rate}' --discount '{row.discount}'"
        line = "record add Work --customer Acme --service Consulting --billable"
        ref = cli.run(f"{line} {more} --json").json["ref"]
        for seconds in () if row.spans else row.logs or (row.seconds,):
            day, hour = divmod(next(hours) * 11, 22)
            span = f"2026-11-{day + 2:02} {hour}:00 for {seconds}s"
            cli.at(LATE).run(f"log add {ref} '{span}' --billable")
        for span in row.spans:
            cli.at(LATE).run(f"log add {ref} '{span}' --billable")
        done(cli, ref)


def issued(cli: Cli, case: Case) -> dict[str, Any]:
    """The invoice of the case."""
    words = f" --discount {case.discount}" if case.discount else ""
    words += f" --prepaid {case.prepaid}" if case.prepaid else ""
    (made,) = cli.at(LATE).run(f"billing issue --customer Acme{words} --json").json
    return dict(made)


def as_figures(made: dict[str, Any]) -> Figures:
    """What a document says, as the oracle says it."""
    lines = made["lines"]
    rate = {tax["tax_rate"]: tax for tax in made["taxes"]}
    return Figures(
        [Fraction(line["gross"]) for line in lines],
        [Fraction(line["amount"]) for line in lines],
        [Fraction(line["net"]) for line in lines],
        *(Fraction(made[key]) for key in ("subtotal", "discount", "surcharge")),
        {_rate(key): Fraction(tax["base"]) for key, tax in rate.items()},
        {_rate(key): Fraction(tax["tax"]) for key, tax in rate.items()},
        *(Fraction(made[key]) for key in ("net_total", "tax_total", "total", *AFTER)),
    )


def _rate(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 50
    assert {case.currency for case in CASES} == {"EUR", "USD", "JPY", "KWD"}
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_what_exact_fractions_say(case: Case) -> None:
    assert summary(figures(case.order), case.currency) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_invoice_is_what_the_case_says(cli: Cli, case: Case) -> None:
    history(cli, case)
    made = issued(cli, case)
    assert summary(as_figures(made), case.currency) == case.expected
    assert as_figures(made) == figures(case.order)
    check_sums(made)
    check_documents(cli, made)
    check_credits(cli, made, list(range(len(case.rows), 0, -1)))


def check_sums(made: dict[str, Any]) -> None:
    """What is printed adds up, from the quantities to what is to be paid."""
    digits = len(made["total"].partition(".")[2])
    cent = Fraction(1, 10**digits)
    values = {key: Fraction(made[key]) for key in (*SUMS, *AFTER)}
    lines = made["lines"]
    for line in lines:
        product = Fraction(line["quantity"]) * Fraction(line["unit_price"])
        assert abs(product - Fraction(line["gross"])) * 2 <= cent
        assert Fraction(line["gross"]) - Fraction(line["discount"]) == Fraction(line["amount"])
    assert sum(Fraction(line["amount"]) for line in lines) == values["subtotal"]
    for tax in made["taxes"]:
        base, share = Fraction(tax["base"]), Fraction(tax["tax_rate"] or 0)
        charged = base + Fraction(tax["tax"]) if made["prices_include_tax"] else base
        part = share / (100 + share) if made["prices_include_tax"] else share / 100
        assert abs(charged * part - Fraction(tax["tax"])) * 2 <= cent
        of_rate = [line for line in lines if line["tax_rate"] == tax["tax_rate"]]
        amounts = sum(Fraction(line["amount"]) for line in of_rate)
        assert amounts - Fraction(tax["discount"]) + Fraction(tax["surcharge"]) == charged
        if not (values["discount"] or values["surcharge"]):
            assert sum(Fraction(line["net"]) for line in of_rate) == base
    for key in ("discount", "surcharge"):
        assert sum(Fraction(tax[key]) for tax in made["taxes"]) == values[key]
    assert sum(Fraction(tax["base"]) for tax in made["taxes"]) == values["net_total"]
    assert sum(Fraction(tax["tax"]) for tax in made["taxes"]) == values["tax_total"]
    assert values["net_total"] + values["tax_total"] == values["total"]
    added = 0 if made["prices_include_tax"] else values["tax_total"]
    assert values["subtotal"] - values["discount"] + values["surcharge"] + added == values["total"]
    assert values["total"] - values["withheld"] - values["prepaid"] == values["payable"]
    share = Fraction(made["withholding_percent"] or 0)
    assert abs(Fraction(made["withheld_on"]) * share / 100 - values["withheld"]) * 2 <= cent


def check_documents(cli: Cli, made: dict[str, Any]) -> None:
    """CSV, Markdown and HTML carry the figures of the JSON."""
    show = f"billing show {made['number']} --format"
    found = list(csv.DictReader(io.StringIO(cli.run(f"{show} csv").out, newline="")))
    assert len(found) == len(made["lines"])
    for row, line in zip(found, made["lines"], strict=True):
        (tax,) = (tax for tax in made["taxes"] if tax["tax_rate"] == line["tax_rate"])
        for key in ("quantity", "unit_price", "gross", "discount", "amount", "net"):
            assert row[key] == line[key]
        for key in ("base", "tax", "discount", "surcharge"):
            assert row[f"rate_{key}"] == tax[key]
        for key in ("surcharge", "net_total", "tax_total", "total", "withheld_on", *AFTER):
            assert row[key] == made[key]
        assert row["document_discount"] == made["discount"]
        assert row["prices_include_tax"] == str(made["prices_include_tax"]).lower()
    expected = printed(made)
    markdown = tables(cli.run(f"{show} md").out)
    assert [cells[-1] for cells in markdown[1][1:]] == expected
    amounts = [line["amount"] for line in made["lines"]]
    assert [cells[-1] for cells in markdown[0][1:]] == amounts
    html = page(cli.run(f"{show} html").out).all("table")
    assert [exact(cells[-1]) for cells in rows(html[1])] == expected
    assert [exact(cells[-1]) for cells in rows(html[0])] == amounts


def printed(made: dict[str, Any]) -> list[str]:
    """The figures below the lines, in the order in which they are printed."""
    found = [made["subtotal"]]
    found += [_minus(made["discount"])] if Fraction(made["discount"]) else []
    found += [made["surcharge"]] if made["surcharge_name"] else []
    taxes = [tax["tax"] for tax in made["taxes"] if tax["tax_rate"] is not None]
    total = [made["total"]]
    found += [*total, *taxes] if made["prices_include_tax"] else [*taxes, *total]
    off = [_minus(made["withheld"])] if made["withholding_name"] else []
    off += [_minus(made["prepaid"])] if Fraction(made["prepaid"]) else []
    return found + ([*off, made["payable"]] if off else [])


def _minus(amount: str) -> str:
    if not Fraction(amount):
        return amount
    return amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"


def check_credits(cli: Cli, made: dict[str, Any], order: list[int]) -> None:
    """Line by line, in this order: each note adds up, and all of them end on every figure."""
    at = cli.at("2026-12-01 09:00")
    number, notes = made["number"], []
    for line in order:
        note = at.run(f"billing credit {number} --line {line} --json").json
        check_note(note)
        notes.append(note)
    for key in (*SUMS, "withheld_on", "withheld"):
        assert -sum(Fraction(note[key]) for note in notes) == Fraction(made[key]), key
    for tax in made["taxes"]:
        for key in ("base", "tax", "discount", "surcharge"):
            parts = [
                Fraction(part[key])
                for note in notes
                for part in note["taxes"]
                if part["tax_rate"] == tax["tax_rate"]
            ]
            assert -sum(parts) == Fraction(tax[key])
    shown = at.run(f"billing show {number} --json").json
    assert shown["status"] == "credited"
    assert Fraction(shown["amount_due"]) == -Fraction(made["prepaid"])
    assert shown["credited"] == made["total"]


def check_note(note: dict[str, Any]) -> None:
    """The sums of a credit note; its tax is less than two cents from that of its own base."""
    values = {key: Fraction(note[key]) for key in (*SUMS, *AFTER)}
    assert all(value <= 0 for value in values.values())
    assert sum(Fraction(line["amount"]) for line in note["lines"]) == values["subtotal"]
    assert sum(Fraction(tax["base"]) for tax in note["taxes"]) == values["net_total"]
    assert sum(Fraction(tax["tax"]) for tax in note["taxes"]) == values["tax_total"]
    added = 0 if note["prices_include_tax"] else values["tax_total"]
    assert values["net_total"] + values["tax_total"] == values["total"]
    assert values["subtotal"] - values["discount"] + values["surcharge"] + added == values["total"]
    assert values["total"] - values["withheld"] - values["prepaid"] == values["payable"]


ROWS = st.builds(
    Row,
    st.integers(1, 5 * 3600),
    st.sampled_from(["60", "33.33", "0.01", "999.99", "1234.5678"]),
    st.sampled_from(["", "0", "4", "10", "22", "8.875", "100"]),
    st.sampled_from(["", "5", "12.5", "100"]),
)
RANDOM = st.builds(
    Case,
    st.just("random"),
    st.sampled_from(["JPY", "USD", "KWD"]),
    st.lists(ROWS, min_size=1, max_size=4).map(tuple),
    st.just(""),
    st.booleans(),
    st.sampled_from(["", "7%", "33.3%", "100%"]),
    st.sampled_from(["", "4% Fund", "12.34% Fund"]),
    st.sampled_from(["", "20% Tax", "33.3% Tax", "100% Tax"]),
    st.sampled_from(["net", "net-and-surcharge"]),
    st.just(""),
)


@effort(max_examples=15, deadline=None)
@given(RANDOM, st.data())
def test_every_invoice_is_what_exact_fractions_say(case: Case, data: st.DataObject) -> None:
    expected = figures(case.order)
    most = int(max(expected.payable, Fraction(0)))
    case = Case(**{**vars(case), "prepaid": str(data.draw(st.integers(0, most)) or "")})
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(Path(folder))
        history(cli, case)
        made = issued(cli, case)
        assert as_figures(made) == figures(case.order)
        check_sums(made)
        check_documents(cli, made)
        order = data.draw(st.permutations(range(1, len(case.rows) + 1)))
        check_credits(cli, made, list(order))
