"""Budgets of records and customers: what is given, refused, and put back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.bills import record, service
from tests.harness import Cli, once

BUDGET = ("budget_seconds", "budget_amount", "budget_currency", "budget_warn_percent")


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    """``case-1`` of Acme at 60 USD an hour; ``task-2`` without a rate; Abroad is in EUR."""
    cli.run("customer add Acme")
    service(cli)
    service(cli, name="Abroad", price="60 EUR")
    record(cli)
    cli.run("record add Plan")
    return cli


def budget(cli: Cli, line: str) -> list[Any]:
    """The budget in what a line prints."""
    found = cli.run(f"{line} --json").json
    return [found[key] for key in BUDGET]


def refused(cli: Cli, line: str, error: str, code: int = 1) -> None:
    """The line is refused in one sentence with a hint, and changes nothing."""
    before = cli.dump()
    first, second = cli.run(line, code=code).err.splitlines()
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("hint: ")
    assert cli.dump() == before


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("40h", [144_000, None, None, 80]),
        ("1h30m", [5400, None, None, 80]),
        ("40:30", [145_800, None, None, 80]),
        ("2000", [None, "2000.00", "USD", 80]),
        ("2000.50", [None, "2000.50", "USD", 80]),
        ("'2000 usd'", [None, "2000.00", "USD", 80]),
        ("40h --warn 75%", [144_000, None, None, 75]),
        ("2000 --warn 100", [None, "2000.00", "USD", 100]),
    ],
)
@pytest.mark.parametrize("what", ["record", "customer"])
def test_a_budget_is_time_or_money(acme: Cli, what: str, given: str, stored: list[Any]) -> None:
    name = "case-1" if what == "record" else "acme"
    assert budget(acme, f"{what} edit {name} --budget {given}") == stored
    assert budget(acme, f"{what} show {name}") == stored
    assert [stored] == [
        [row[key] for key in BUDGET]
        for row in acme.run(f"{what} list --json").json
        if row["budget_warn_percent"]
    ]
    assert acme.run("undo").code == 0
    assert budget(acme, f"{what} show {name}") == [None] * 4


@pytest.mark.parametrize("what", ["record", "customer"])
def test_a_new_record_or_customer_can_have_a_budget(acme: Cli, what: str) -> None:
    assert budget(acme, f"{what} add New --budget 3h --warn 50%") == [10_800, None, None, 50]


@pytest.mark.parametrize("what", ["record edit 1", "customer edit acme"])
def test_a_change_keeps_what_it_does_not_name(acme: Cli, what: str) -> None:
    acme.run(f"{what} --budget 40h --warn 50%")
    assert budget(acme, f"{what} --budget 20h") == [72_000, None, None, 50]
    assert budget(acme, f"{what} --warn 60%") == [72_000, None, None, 60]
    assert budget(acme, f"{what} --warn ''") == [72_000, None, None, 80]
    assert budget(acme, f"{what} --locale it_IT" if "cust" in what else f"{what} --title T") == [
        *(72_000, None, None, 80)
    ]
    assert budget(acme, f"{what} --budget ''") == [None] * 4


def test_a_record_loses_its_budget_with_its_warning_mark(acme: Cli) -> None:
    acme.run("record edit 1 --budget 2000 --warn 50%")
    done = acme.run("record edit 1 --no-budget")
    assert done.err == "Changed case-1: budget removed, budget warning removed.\n"


def test_a_change_is_said(acme: Cli) -> None:
    done = acme.run("record edit 1 --budget 2000 --warn 50%")
    assert done.err == "Changed case-1: budget 2000.00 USD, budget warning at 50%.\n"


REFUSED = [
    ("--budget 0", 2, "the budget '0' is zero"),
    ("--budget 0h", 2, "the budget '0h' is zero"),
    ("--budget=-5", 2, "the budget cannot have a sign: '-5'"),
    ("--budget=-5h", 2, "a duration cannot have a sign: '-5h'"),
    ("--budget 40h2000", 2, "the budget '40h2000' is neither a duration nor an amount"),
    ("--budget '40h 2000.00'", 2, "the budget '40h 2000.00' is neither a duration nor an amount"),
    ("--budget '2000 XYZ'", 2, "the budget '2000 XYZ' is neither a duration nor an amount"),
    ("--budget EUR", 2, "the budget 'EUR' is neither a duration nor an amount"),
    ("--budget $'\\x1b[31m'", 2, "the budget '$\\x1b[31m' is neither a duration nor an amount"),
    ("--budget 2000.005", 2, "the budget 2000.005 has too many decimal places for USD"),
    ("--budget '2000 EUR'", 1, "the budget is in EUR, but the "),
    ("--budget 40h --warn 0%", 2, "the warning mark '0%' is not a whole percentage from 1 to 100"),
    ("--budget 40h --warn 300%", 2, "the warning mark '300%' is not a whole percentage"),
    ("--budget 40h --warn 1.5", 2, "the warning mark '1.5' is not a whole percentage"),
    ("--warn 50%", 1, "a warning mark needs a budget"),
    ("--budget '' --warn 50%", 1, "a warning mark needs a budget"),
]


@pytest.mark.parametrize(("options", "code", "error"), REFUSED)
@pytest.mark.parametrize("what", ["record edit 1", "customer edit acme"])
def test_a_bad_budget_is_refused_with_a_hint(
    acme: Cli, what: str, options: str, code: int, error: str
) -> None:
    refused(acme, f"{what} {options}", error, code=code)


def test_a_budget_of_money_needs_a_currency(acme: Cli) -> None:
    refused(acme, "record edit 2 --budget 2000", "needs a rate on the record")
    refused(acme, "customer add Bell --budget 2000", "no record has a rate yet")
    assert budget(acme, "customer add Bell --budget 2000 --currency JPY")[2] == "JPY"
    acme.run("record add Third --customer Acme --service Abroad")
    refused(acme, "customer edit Acme --budget 2000", "are billed in EUR and USD")
    assert budget(acme, "customer edit Acme --budget '2000 EUR'")[2] == "EUR"


def test_a_record_is_not_billed_in_another_currency_than_its_budget(acme: Cli) -> None:
    acme.run("record edit 1 --budget 2000")
    refused(acme, "record edit 1 --service Abroad", "so it cannot be billed in EUR")
    assert budget(acme, "record edit 1 --service Abroad --budget 90")[1:3] == ["90.00", "EUR"]
    acme.run("record edit 1 --no-service")
    assert budget(acme, "record edit 1 --warn 10")[1:] == ["90.00", "EUR", 10]
    refused(acme, "record edit 1 --service Consulting", "so it cannot be billed in USD")
    acme.run("customer edit acme --budget '2000 USD'")
    refused(acme, "customer edit acme --currency EUR", "so it cannot be billed in EUR")
