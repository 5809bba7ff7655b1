"""What was invoiced, what of it is open and for how long, and what could be invoiced now."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, story
from tests.drawn import uncoloured
from tests.harness import Cli, once


@pytest.fixture
@once
def owed(cli: Cli) -> Cli:
    """Acme owes 60.00 USD due 2026-12-01 and 120.00 due 2027-01-01, Bell 1000 JPY due 2027-02-01;
    30.00 of Acme's first are paid, Citta's 60.00 are paid in full.
    """
    service(cli, "--tax-rate 20", price="50 USD")
    service(cli, name="Support", price="1000 JPY")
    for name, terms in (("Acme", 30), ("Bell", 60), ("Citta", 0)):
        cli.run(f"customer add {name} --terms {terms}d")
    record(cli, customer="Acme")
    cli.run("record add Chat --type case --customer Bell --service Support --billable")
    record(cli, customer="Citta")
    for ref, when, day in (
        ("case-1", "2026-11-01 9:00-10:00", "2026-11-01"),
        ("case-1", "10:00-12:00", "2026-12-02"),
        ("case-2", "12:00-13:00", "2026-12-03"),
        ("case-3", "13:00-14:00", "2026-12-04"),
    ):
        log(cli, ref, when)
        done(cli, ref)
        issue(cli, ref, day=day)
    cli.at("2026-12-10 09:00").run("billing pay 2026-0001 --amount 30")
    cli.at("2026-12-10 09:00").run("billing pay 2026-0004")
    return cli


def at(cli: Cli, words: str, day: str = "2026-12-31") -> Any:
    return cli.at(f"{day} 12:00").run(f"billing {words} --json").json


# The list


def test_each_row_says_when_it_is_due(owed: Cli) -> None:
    assert owed.at("2027-01-01 12:00").run("billing list").out == (
        "NUMBER     DATE        CUSTOMER   TOTAL  BALANCE  CURRENCY  STATUS   DUE DATE    DUE\n"
        "2026-0001  2026-11-01  Acme       60.00    30.00  USD       overdue  2026-12-01"
        "  31 days overdue\n"
        "2026-0002  2026-12-02  Acme      120.00   120.00  USD       issued   2027-01-01  today\n"
        "2026-0003  2026-12-03  Bell        1000     1000  JPY       issued   2027-02-01"
        "  in 31 days\n"
        "2026-0004  2026-12-04  Citta      60.00     0.00  USD       paid     2026-12-04\n"
    )
    days = [one["due_in_days"] for one in at(owed, "list", "2027-01-02")]
    assert days == [-32, -1, 30, None]
    assert "1 day overdue" in owed.at("2027-01-02 12:00").run("billing list").out
    assert "in 1 day\n" in owed.at("2026-12-31 12:00").run("billing list").out


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", "1 2 3 4"),
        ("--open", "1 2 3"),
        ("--overdue", "1"),
        ("--status overdue", "1"),
        ("--overdue --status overdue", "1"),
        ("--status paid", "4"),
        ("--currency jpy", "3"),
        ("--currency EUR", ""),
        ("--currency USD --open", "1 2"),
        ("--customer acme 2026-12", "2"),
        ("2026-11", "1"),
        ("--as-of 2026-12-02", "1 2"),
        ("--as-of 2026-11", "1"),
        ("--as-of last-month", "1"),
        ("--as-of 2026-12-02 2026-12", "2"),
        ("--open --as-of 2026-12-09", "1 2 3 4"),
        ("--overdue --as-of 2027-02-02", "1 2 3"),
    ],
)
def test_the_list_is_filtered(owed: Cli, words: str, numbers: str) -> None:
    found = [one["number"] for one in at(owed, f"list {words}")]
    assert found == [f"2026-000{number}" for number in numbers.split()]


def test_as_of_a_day_is_what_was_so_on_that_day(owed: Cli) -> None:
    owed.at("2026-12-11 09:00").run("billing send 2026-0001")
    owed.at("2026-12-12 09:00").run("billing credit 2026-0002")

    def seen(day: str) -> list[tuple[str, str, str]]:
        found = at(owed, f"list --customer acme --as-of {day}", "2027-06-01")
        return [(one["number"], one["status"], one["amount_due"]) for one in found]

    assert seen("2026-12-01") == [("2026-0001", "issued", "60.00")]
    assert seen("2026-12-09") == [
        ("2026-0001", "overdue", "60.00"),
        ("2026-0002", "issued", "120.00"),
    ]
    assert seen("2026-12-11") == [
        ("2026-0001", "overdue", "30.00"),
        ("2026-0002", "issued", "120.00"),
    ]
    assert seen("2026-12-12") == [
        ("2026-0001", "overdue", "30.00"),
        ("2026-0002", "credited", "0.00"),
        ("CN-2026-0001", "issued", "0.00"),
    ]
    (first,) = at(owed, "list --as-of 2026-11-30", "2027-06-01")
    assert (first["sent_on"], first["payments"], first["due_in_days"]) == (None, [], 1)


def test_a_narrow_terminal_has_room_for_the_list(owed: Cli) -> None:
    owed.run("customer edit Acme --name 'Acme Rockets and Anvils of the Southwest'")
    for columns in (80, 90, 100):
        out = owed.at("2027-01-01 12:00").run("billing list", terminal=columns).out
        plain = uncoloured(out)
        assert max(len(line) for line in plain.splitlines()) <= columns
        assert "CUSTOMER" in plain
        assert "31 days overdue" in plain


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            "list --overdue --status paid",
            "--overdue cannot be used with --status paid",
            "use only one of them",
        ),
        ("list --as-of soon", "'soon' is not a time", None),
        ("ageing --by month", "invalid value for --by: 'month'", "use one of customer, currency"),
        ("totals --by week", "invalid value for --by: 'week'", None),
        ("list --as-of ''", "--as-of is empty", "timelog billing list --help"),
        ("ageing --currency ''", "--currency is empty", "timelog billing ageing --help"),
    ],
)
def test_what_cannot_be_read_is_refused(
    owed: Cli, words: str, message: str, hint: str | None
) -> None:
    owed.at("2026-12-31 12:00").refused(f"billing {words}", code=2, message=message, hint=hint)


@pytest.mark.parametrize("command", ["list", "ageing", "totals"])
def test_what_does_not_exist_is_refused(owed: Cli, command: str) -> None:
    owed.at("2026-12-31 12:00").refused(
        f"billing {command} --customer Acne",
        code=3,
        message="no customer 'Acne'",
        hint="did you mean Acme?",
    )
    assert owed.run(f"billing {command} --currency euros", code=2).err.startswith("error: ")


# Ageing


def test_open_amounts_are_summed_by_age(owed: Cli) -> None:
    assert owed.at("2027-01-01 12:00").run("billing ageing").out == (
        "CUSTOMER  INVOICES  NOT DUE  1–30 DAYS  31–60 DAYS  61–90 DAYS  90+ DAYS  BALANCE"
        "  CURRENCY\n"
        "Acme             2   120.00       0.00       30.00        0.00      0.00   150.00  USD\n"
        "Bell             1     1000          0           0           0         0     1000  JPY\n"
    )
    assert at(owed, "ageing --by currency", "2027-01-01") == [
        {
            "customer": None,
            "currency": "JPY",
            "invoices": 1,
            "not_due": "1000",
            "days_1_30": "0",
            "days_31_60": "0",
            "days_61_90": "0",
            "days_over_90": "0",
            "open": "1000",
        },
        {
            "customer": None,
            "currency": "USD",
            "invoices": 2,
            "not_due": "120.00",
            "days_1_30": "0.00",
            "days_31_60": "30.00",
            "days_61_90": "0.00",
            "days_over_90": "0.00",
            "open": "150.00",
        },
    ]


@pytest.mark.parametrize(
    ("day", "bucket"),
    [
        ("2026-12-01", "not_due"),
        ("2026-12-02", "days_1_30"),
        ("2026-12-31", "days_1_30"),
        ("2027-01-01", "days_31_60"),
        ("2027-01-30", "days_31_60"),
        ("2027-01-31", "days_61_90"),
        ("2027-03-01", "days_61_90"),
        ("2027-03-02", "days_over_90"),
    ],
)
def test_the_bounds_of_the_ages(owed: Cli, day: str, bucket: str) -> None:
    owed.at("2026-12-10 09:00").run("billing pay 2026-0002")
    (row,) = at(owed, "ageing --customer acme", day)
    names = ("not_due", "days_1_30", "days_31_60", "days_61_90", "days_over_90")
    assert {name: row[name] for name in names if row[name] != "0.00"} == {bucket: "30.00"}


def test_one_currency_has_a_total_and_two_have_none(owed: Cli) -> None:
    log(owed, "case-3", "20:00-21:00")
    issue(owed, "case-3 --date 2026-12-05", day="2026-12-05")
    last = owed.at("2026-12-31 12:00").run("billing ageing --currency USD").out.splitlines()[-1]
    assert last.split() == ["120.00", "90.00", "0.00", "0.00", "0.00", "210.00"]
    assert "─" not in owed.at("2026-12-31 12:00").run("billing ageing").out


def test_what_is_owed_to_a_customer_is_not_due(owed: Cli) -> None:
    owed.at("2026-12-12 09:00").run("billing credit 2026-0004")
    (row,) = at(owed, "ageing --customer citta", "2027-12-31")
    assert (row["open"], row["not_due"], row["days_over_90"]) == ("-60.00", "-60.00", "0.00")


def test_nothing_open_is_said(cli: Cli) -> None:
    assert cli.run("billing ageing").err.endswith(
        "Nothing is outstanding. To list all invoices: timelog billing list\n"
    )
    assert cli.run("billing totals").err.endswith(
        "No invoices. To list all of them: timelog billing list\n"
    )
    assert cli.run("billing ageing --json").json == cli.run("billing totals --json").json == []


# Totals


def test_totals_of_each_customer_and_month(owed: Cli) -> None:
    assert owed.at("2026-12-31 12:00").run("billing totals --currency usd").out == (
        "CUSTOMER  MONTH    INVOICES     NET    TAX   TOTAL  CREDITED   PAID  BALANCE  CURRENCY\n"
        "Acme      2026-11         1   50.00  10.00   60.00      0.00  30.00    30.00  USD\n"
        "Acme      2026-12         1  100.00  20.00  120.00      0.00   0.00   120.00  USD\n"
        "Citta     2026-12         1   50.00  10.00   60.00      0.00  60.00     0.00  USD\n"
        "                             ──────  ─────  ──────  ────────  ─────  ───────\n"
        "                             200.00  40.00  240.00      0.00  90.00   150.00\n"
    )


def test_totals_of_each_currency_are_never_mixed(owed: Cli) -> None:
    assert at(owed, "totals 2026-12 --by currency") == [
        {
            "group": {"currency": "JPY"},
            "invoices": 1,
            "net": "1000",
            "tax": "0",
            "total": "1000",
            "credited": "0",
            "deducted": "0",
            "paid": "0",
            "open": "1000",
            "currency": "JPY",
        },
        {
            "group": {"currency": "USD"},
            "invoices": 2,
            "net": "150.00",
            "tax": "30.00",
            "total": "180.00",
            "credited": "0.00",
            "deducted": "0.00",
            "paid": "60.00",
            "open": "120.00",
            "currency": "USD",
        },
    ]


def test_totals_by_what_is_asked_for(owed: Cli) -> None:
    groups = [one["group"] for one in at(owed, "totals --by year --by customer")]
    assert groups == [
        {"year": "2026", "customer": "Acme"},
        {"year": "2026", "customer": "Bell"},
        {"year": "2026", "customer": "Citta"},
    ]
    months = [(one["group"]["month"], one["currency"]) for one in at(owed, "totals --by month")]
    assert months == [("2026-11", "USD"), ("2026-12", "JPY"), ("2026-12", "USD")]


def test_credit_notes_and_payments_count_with_their_invoice(owed: Cli) -> None:
    owed.at("2027-01-12 09:00").run("billing credit 2026-0001")
    (row,) = at(owed, "totals 2026-11", "2027-02-01")
    amounts = (row["total"], row["credited"], row["paid"], row["open"])
    assert amounts == ("60.00", "60.00", "30.00", "-30.00")
    assert at(owed, "totals 2027", "2027-02-01") == []
    (row,) = at(owed, "totals 2026-11 --as-of 2026-11-30", "2027-02-01")
    assert (row["credited"], row["paid"], row["open"]) == ("0.00", "0.00", "60.00")


def test_what_is_withheld_and_what_was_paid_before_is_deducted(cli: Cli) -> None:
    story(cli)
    cli.run("customer edit Acme --withholding '20% Tax'")
    made = cli.at("2026-11-30 18:00").run("billing issue case-1 --prepaid 8.00 --json").json[0]
    (row,) = at(cli, "totals")
    assert (made["total"], made["payable"]) == ("135.00", "100.00")
    assert (row["total"], row["deducted"], row["paid"], row["open"]) == (
        "135.00",
        "35.00",
        "0.00",
        "100.00",
    )
    assert "DEDUCTED" in cli.at("2026-12-01 09:00").run("billing totals").out


def test_a_customer_is_one_whatever_the_invoices_say(owed: Cli) -> None:
    owed.run("customer edit Acme --name Zeta")
    log(owed, "case-1", "20:00-21:00")
    issue(owed, "case-1", day="2026-12-05")
    assert [row["customer"] for row in at(owed, "ageing")] == ["Bell", "Zeta"]
    totals = at(owed, "totals --by customer --currency USD")
    assert [row["group"]["customer"] for row in totals] == ["Citta", "Zeta"]


# What could be invoiced


@pytest.fixture
@once
def waiting(cli: Cli) -> Cli:
    """``case-1`` can be invoiced, ``case-2`` is open, ``case-3`` lacks a customer,
    ``case-4`` is open and its customer lacks the VAT id.
    """
    service(cli)
    service(cli, name="Support", price="1000 JPY")
    cli.run("customer add Acme")
    cli.run("customer add Bell --tax-treatment reverse-charge")
    record(cli, "--increment 15m --discount 10%", title="Login")
    record(cli, title="Audit")
    cli.run("record add Nobody --type case --service Consulting --billable")
    cli.run("record add Chat --type case --customer Bell --service Support --billable")
    log(cli, "case-1", "9:00-9:50")
    log(cli, "case-1", "9:50-10:00", more="")
    log(cli, "case-2", "10:00-11:00")
    log(cli, "case-3", "11:00-12:00")
    log(cli, "case-4", "2026-11-03 12:00-13:30")
    for ref in ("case-1", "case-3"):
        done(cli, ref)
    return cli


def test_each_record_is_listed_with_what_it_lacks(waiting: Cli) -> None:
    shown = waiting.at("2026-11-30 18:00").run("billing unbilled")
    assert shown.out == (
        "RECORD  TITLE   CUSTOMER  STATUS    WORKED  UNBILLED  ROUNDED     USD   JPY  MISSING\n"
        "case-1  Login   Acme      resolved    1:00      0:50     1:00   54.00\n"
        "case-2  Audit   Acme      open        1:00      1:00     1:00   60.00        status\n"
        "case-3  Nobody            resolved    1:00      1:00     1:00   60.00        customer\n"
        "case-4  Chat    Bell      open        1:30      1:30     1:30          1500"
        "  status, tax-number\n"
        "                                    ──────  ────────  ───────  ──────  ────\n"
        "                                      4:30      4:20     4:30  174.00  1500\n"
    )
    assert shown.err.splitlines() == [
        "cannot invoice case-2: it is open, not resolved or closed: timelog record resolve case-2",
        "case-3 has no customer: timelog record edit case-3 --customer CUSTOMER",
        "cannot invoice case-4: it is open, not resolved or closed: timelog record resolve case-4",
        "reverse charge needs the VAT id of the customer 'Bell':"
        " timelog customer edit Bell --vat-id NUMBER",
        "0:10 more on case-1 is not billable. To bill it:"
        " timelog log mark all --record case-1 --billable",
    ]


def test_a_row_of_what_could_be_invoiced(waiting: Cli) -> None:
    rows = at(waiting, "unbilled")
    assert rows[0] == {
        "record": "case-1",
        "title": "Login",
        "customer": "Acme",
        "status": "resolved",
        "worked_seconds": 3600,
        "non_billable_seconds": 600,
        "unbilled_seconds": 3000,
        "billed_seconds": 3600,
        "amount": "54.00",
        "currency": "USD",
        "ready": True,
        "missing": [],
        "budget_used_percent": None,
        "customer_budget_used_percent": None,
    }
    assert rows[2]["missing"] == [
        {
            "what": "customer",
            "message": "case-3 has no customer",
            "command": "timelog record edit case-3 --customer CUSTOMER",
        }
    ]


def test_the_amounts_are_those_of_the_invoices(waiting: Cli) -> None:
    before = {row["record"]: row["amount"] for row in at(waiting, "unbilled")}
    waiting.run("customer edit Bell --vat-id DE123456788")
    waiting.run("record edit case-3 --customer Acme")
    for ref in ("case-2", "case-4"):
        done(waiting, ref)
    assert at(waiting, "unbilled --not-ready") == []
    made = waiting.at("2026-11-30 18:00").run("billing issue --all --json").json
    nets = {line["record"]: line["net"] for one in made for line in one["lines"]}
    assert nets == before
    assert at(waiting, "unbilled") == []


def test_every_command_mends_what_it_says(waiting: Cli) -> None:
    for row in at(waiting, "unbilled"):
        for one in row["missing"]:
            line = one["command"].removeprefix("timelog ")
            line = line.replace("CUSTOMER", "Acme").replace("NUMBER", "DE123456788")
            waiting.at("2026-11-30 18:00").run(line)
    assert all(row["ready"] for row in at(waiting, "unbilled"))


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("--ready", "1"),
        ("--not-ready", "2 3 4"),
        ("--customer acme", "1 2"),
        ("--period 2026-11-03", "4"),
        ("--as-of 2026-11-02", "1 2 3"),
        ("--as-of '2026-11-02 10:00'", "1"),
        ("--period 2025", ""),
    ],
)
def test_what_could_be_invoiced_is_filtered(waiting: Cli, words: str, refs: str) -> None:
    found = [row["record"] for row in at(waiting, f"unbilled {words}")]
    assert found == [f"case-{number}" for number in refs.split()]


def test_a_price_with_a_tax_that_is_not_due_has_no_amount(cli: Cli) -> None:
    story(cli)
    cli.run("record edit case-1 --prices-include-tax --tax-rate 22")
    cli.run("customer edit Acme --tax-treatment exempt")
    (row,) = at(cli, "unbilled")
    assert (row["amount"], [one["what"] for one in row["missing"]]) == (None, ["price"])
    assert "includes tax, but Acme is not charged tax" in row["missing"][0]["message"]


def test_many_ways_out_are_cut_and_each_is_said_once(cli: Cli) -> None:
    service(cli)
    cli.run("customer add Acme --tax-treatment reverse-charge")
    for number in range(12):
        log(cli, record(cli), f"{8 + number}:00-{9 + number}:00")
    lines = cli.at("2026-11-30 18:00").run("billing unbilled").err.splitlines()
    assert sum("needs the VAT id" in line for line in lines) == 1
    assert (len(lines), lines[-1]) == (11, "And 3 more. To see all, use --json")


def test_nothing_that_could_be_invoiced_is_said(cli: Cli) -> None:
    assert cli.run("billing unbilled").err.endswith(
        "Nothing to bill. To see unbilled logs: timelog log list all --billable --uninvoiced\n"
    )
    cli.at("2026-12-31 12:00").refused(
        "billing unbilled --period 2026-11 --as-of 2026-10-31",
        code=2,
        message="--period 2026-11 starts after --as-of 2026-10-31",
    )
    cli.at("2026-12-31 12:00").refused(
        "billing unbilled --customer Acme", code=3, message="no customer 'Acme'"
    )


@pytest.mark.parametrize(
    "words", ["list last-month", "item list --period last-month", "preview --period last-month"]
)
def test_a_period_is_said_in_full(owed: Cli, words: str) -> None:
    shown = owed.at("2026-12-31 12:00").run(f"billing {words}")
    assert "Read last-month as 2026-11, 2026-11-01 to 2026-11-30.\n" in shown.err
