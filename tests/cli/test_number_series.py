"""Series of numbers: where another program ended, and one for each customer."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.cli.test_completion import offered
from tests.faults.test_overlaps_at_once import at_once
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def billable(cli: Cli) -> Cli:
    story(cli)
    return cli


def code(cli: Cli, customer: str, text: str) -> None:
    cli.rows("UPDATE customer SET code = ? WHERE name = ?", text, customer)


@pytest.fixture
@once
def coded(cli: Cli) -> Cli:
    """Two customers with a code and one without, each with something to bill."""
    service(cli)
    for hour, customer in enumerate(("Acme", "Bell", "Cole"), 8):
        cli.run(f"customer add {customer}")
        ref = record(cli, customer=customer)
        log(cli, ref, f"{hour}:00-{hour + 1}:00")
        done(cli, ref)
    code(cli, "Acme", "acme")
    code(cli, "Bell", "B2")
    settings(cli, billing_number="{customer}/{year}-{seq:03}")
    return cli


def set_to(cli: Cli, words: str) -> Any:
    return cli.at(LATE).run(f"billing number set {words} --json").json


def series(cli: Cli) -> dict[str, tuple[Any, ...]]:
    """Of each series the last and next number and how many documents it has."""
    rows = cli.at(LATE).run("billing number list --json").json
    found = ("last_number", "next_number", "documents", "began_after", "first_date")
    return {row["series"]: tuple(row[name] for name in found) for row in rows}


# Where another program ended


def test_a_series_goes_on_where_another_program_ended(billable: Cli) -> None:
    said = billable.at(LATE).run("billing number set invoice 331")
    assert said.err == (
        "Set the last number of the series 2026-{seq} to 2026-0331."
        " The next invoice is 2026-0332.\n"
    )
    assert series(billable)["2026-{seq}"] == ("2026-0331", "2026-0332", 0, 331, None)
    assert issue(billable)["number"] == "2026-0332"
    assert series(billable)["2026-{seq}"] == ("2026-0332", "2026-0333", 1, 331, "2026-11-30")
    log(billable, "case-1", "2026-11-05 9:00-10:00")
    assert issue(billable, day="2026-12-01")["number"] == "2026-0333"
    assert billable.run("db check --json").json["ok"]


@pytest.mark.parametrize(
    ("kind", "next_number"), [("credit-note", "CN-2026-0018"), ("quote", "Q2026-0018")]
)
def test_each_kind_of_document_has_its_own(billable: Cli, kind: str, next_number: str) -> None:
    assert set_to(billable, f"{kind} 17")["next_number"] == next_number
    assert issue(billable)["number"] == "2026-0001"
    billable.at(LATE).run("billing credit 2026-0001")
    record(billable, "--estimate 3h", title="Audit")
    billable.at(LATE).run("billing quote case-2")
    assert next_number in {row[0] for row in billable.rows("SELECT number FROM invoice")}
    assert billable.run("db check --json").json["ok"]


def test_the_series_of_another_year_begins_there(billable: Cli) -> None:
    assert set_to(billable, "invoice 5 --date 2027-01-01")["next_number"] == "2027-0006"
    assert issue(billable)["number"] == "2026-0001"
    log(billable, "case-1", "2026-11-05 9:00-10:00")
    assert issue(billable, day="2027-01-02")["number"] == "2027-0006"


def test_a_series_is_named_by_its_key_too(billable: Cli) -> None:
    assert set_to(billable, "2026-{seq} 0041")["next_number"] == "2026-0042"
    set_to(billable, "invoice 5 --date 2027-01-01")
    assert set_to(billable, "2027-{seq} 6")["next_number"] == "2027-0007"
    billable.at(LATE).refused(
        "billing number set 2028-{seq} 6",
        code=3,
        message="no number series '2028-{seq}'",
        hint="use invoice, credit-note or quote, or see timelog billing number list",
    )
    for option in ("--date 2027-01-01", "--customer Acme"):
        billable.at(LATE).refused(
            f"billing number set 2027-{{seq}} 9 {option}",
            code=2,
            message=f"{option.split()[0]} cannot be used with the key of a series",
            hint="timelog billing number set '2027-{seq}' NUMBER",
        )


def test_a_series_goes_only_upwards(billable: Cli) -> None:
    set_to(billable, "invoice 331")
    for number in ("331", "330", "1"):
        billable.at(LATE).refused(
            f"billing number set invoice {number}",
            message=f"cannot set the series 2026-{{seq}} to {number}: it already continues after"
            " 331",
            hint="give a number above 331, or undo the earlier change with timelog undo",
        )
    assert set_to(billable, "invoice 400")["next_number"] == "2026-0401"


def test_a_series_with_a_document_stays(billable: Cli) -> None:
    issue(billable)
    for which in ("invoice", "2026-{seq}"):
        billable.at(LATE).refused(
            f"billing number set {which} 331",
            message="cannot set the series 2026-{seq}: 2026-0001 has already been issued in it",
            hint="to start another series, change the pattern: timelog config set billing.number"
            " PATTERN",
        )


@pytest.mark.parametrize("text", ["0", "000", "x", " ", "1.5", "1000000000000", "٣", "2026-0331"])
def test_what_is_no_number_is_refused(billable: Cli, text: str) -> None:
    billable.at(LATE).refused(
        ["billing", "number", "set", "invoice", text],
        code=2,
        message=f"{text!r} is not the counter of a number",
        hint="give only the counter of the last number that was used, such as 331 for 2026-0331",
    )


def test_the_next_number_must_be_free(billable: Cli) -> None:
    issue(billable)
    billable.run("config set billing.number '202{seq}-0001'")
    billable.at(LATE).refused(
        "billing number set invoice 5",
        message="the number 2026-0001 was already used with another number pattern",
        hint="timelog config get billing.number",
    )


def test_it_can_be_undone_and_redone_until_a_document_is_issued(billable: Cli) -> None:
    before = billable.dump()
    set_to(billable, "invoice 331")
    first = billable.dump()
    set_to(billable, "invoice 400")
    second = billable.dump()
    for line, then in (("undo", first), ("undo", before), ("redo", first), ("redo", second)):
        billable.at(LATE).run(line)
        assert billable.dump() == then
    assert billable.run("db check --json").json["ok"]
    assert issue(billable)["number"] == "2026-0401"
    refused = billable.at(LATE).run("undo", code=1)
    assert "2026-0401 has been issued and can only be credited" in refused.err


def test_it_cannot_be_undone_under_the_document_of_somebody_else(billable: Cli) -> None:
    set_to(billable, "invoice 331")
    billable.at(LATE).run("billing issue case-1", user="bob")
    before = billable.dump()
    refused = billable.at(LATE).run("undo", code=1)
    assert "bob has since run 'timelog billing issue case-1" in refused.err
    assert billable.dump() == before


WRITES = [
    "UPDATE counter SET last = 500",
    "UPDATE counter SET last = 330, began_after = 330",
    "UPDATE counter SET last = 331, began_after = 0",
    "UPDATE counter SET began_after = 12",
    "UPDATE counter SET series = 'x'",
    "DELETE FROM counter",
    "INSERT OR REPLACE INTO counter VALUES ('2026-{seq}', 500, 500)",
    "INSERT INTO counter VALUES ('x', 2, 0)",
    "INSERT INTO counter VALUES ('x', 9, 5)",
    "INSERT INTO counter VALUES ('x', 2, 1)",
]


@pytest.mark.parametrize("is_issued", [False, True])
@pytest.mark.parametrize("sql", WRITES)
def test_no_program_can_leave_a_gap(billable: Cli, sql: str, is_issued: bool) -> None:
    set_to(billable, "invoice 331")
    if is_issued:
        issue(billable)
    before = billable.dump()
    with pytest.raises(sqlite3.IntegrityError, match=r"^rule:"):
        billable.rows(sql)
    assert billable.dump() == before


def test_no_program_can_set_a_series_with_documents(billable: Cli) -> None:
    set_to(billable, "invoice 331")
    billable.rows("UPDATE counter SET last = 400, began_after = 400")
    issue(billable)
    for last in (401, 402, 500):
        with pytest.raises(sqlite3.IntegrityError, match="must increase by one"):
            billable.rows("UPDATE counter SET last = ?, began_after = ?", last, last)


# One for each customer


def test_each_customer_has_a_series(coded: Cli) -> None:
    result = coded.at(LATE).run("billing issue --all --json", code=5)
    assert [one["number"] for one in result.json] == ["acme/2026-001", "B2/2026-001"]
    assert (
        "cannot number the invoice: billing.number contains {customer}, but Cole has no code"
        in result.err
    )
    log(coded, "case-1", "2026-11-05 9:00-10:00")
    assert issue(coded, day="2026-12-01")["number"] == "acme/2026-002"
    assert list(series(coded)) == ["ACME/2026-{seq}", "B2/2026-{seq}", *list(series(coded))[2:]]
    assert series(coded)["B2/2026-{seq}"][:2] == ("B2/2026-001", "B2/2026-002")
    assert coded.run("db check --json").json["ok"]


def test_a_customer_without_a_code_is_refused_by_name(coded: Cli) -> None:
    refusal = "cannot number the {}: billing.{} contains {{customer}}, but Cole has no code"
    hint = "timelog customer edit Cole --code CODE"
    message = refusal.format("invoice", "number")
    coded.at(LATE).refused("billing issue case-3", message=message, hint=hint)
    preview = coded.at(LATE).run("billing preview --json").err
    assert message in preview
    settings(
        coded, billing_credit_number="CN-{customer}-{seq}", billing_quote_number="{customer}-{seq}"
    )
    coded.at(LATE).run("billing issue case-3")
    record(coded, "--estimate 3h", title="Audit", customer="Cole")
    credit, quote = (
        refusal.format(*one)
        for one in (("credit note", "credit_number"), ("quote", "quote_number"))
    )
    coded.at(LATE).refused("billing credit 2026-0001", message=credit, hint=hint)
    coded.at(LATE).refused("billing quote case-4", message=quote, hint=hint)
    coded.at(LATE).refused("billing number set quote 3 --customer Cole", message=quote, hint=hint)


def test_credit_notes_and_quotes_have_it_too(coded: Cli) -> None:
    settings(
        coded, billing_credit_number="CN-{customer}-{seq}", billing_quote_number="{customer}-{seq}"
    )
    coded.at(LATE).run("billing issue case-1")
    coded.at(LATE).run("billing credit 2026-0001")
    record(coded, "--estimate 3h", title="Audit", customer="Bell")
    coded.at(LATE).run("billing quote case-4")
    numbers = [row[0] for row in coded.rows("SELECT number FROM invoice ORDER BY id")]
    assert numbers == ["2026-0001", "CN-acme-1", "B2-1"]


def test_another_code_begins_another_series_and_other_letters_do_not(coded: Cli) -> None:
    assert issue(coded)["number"] == "acme/2026-001"
    texts = ("ACME", "A1", "acme")
    numbers = ("ACME/2026-002", "A1/2026-001", "acme/2026-003")
    for day, (text, number) in enumerate(zip(texts, numbers, strict=True), 10):
        code(coded, "Acme", text)
        log(coded, "case-1", f"2026-11-{day} 9:00-10:00")
        assert issue(coded, day="2026-12-01")["number"] == number


def test_the_series_of_a_customer_goes_on_where_another_program_ended(coded: Cli) -> None:
    words = "invoice 41 --customer"
    assert set_to(coded, f"{words} acme")["next_number"] == "acme/2026-042"
    assert issue(coded)["number"] == "acme/2026-042"
    code(coded, "Acme", "ACme")
    rows = coded.at(LATE).run("billing number list --json").json
    assert next(one for one in rows if one["documents"])["next_number"] == "ACme/2026-043"
    assert issue(coded, "case-2")["number"] == "B2/2026-001"
    coded.at(LATE).refused(
        "billing number set invoice 41",
        code=2,
        message="billing.number is {customer}/{year}-{seq:03}, so each customer has a series",
        hint="timelog billing number set invoice NUMBER --customer NAME",
    )
    coded.at(LATE).refused(
        "billing number set quote 41 --customer acme",
        code=2,
        message="--customer cannot be used: billing.quote_number is Q{year}-{seq:04}, a series"
        " for all customers",
        hint="timelog billing number set quote NUMBER",
    )


# The list


def test_the_list_says_where_each_series_is(billable: Cli) -> None:
    set_to(billable, "invoice 331")
    issue(billable)
    set_to(billable, "quote 9 --date 2027-01-01")
    settings(billable, billing_number="A{seq}")
    assert billable.at(LATE).run("billing number list").out == (
        "SERIES         KIND         LAST        NEXT          DOCUMENTS  SINCE\n"
        "2026-{seq}     invoice      2026-0332   2026-0333             1  2026-11-30\n"
        "A{seq}         invoice                  A1                    0\n"
        "CN-2026-{seq}  credit note              CN-2026-0001          0\n"
        "Q2026-{seq}    quote                    Q2026-0001            0\n"
        "Q2027-{seq}    quote        Q2027-0009  Q2027-0010            0\n"
    )


def test_what_can_be_set_is_completed(billable: Cli) -> None:
    set_to(billable, "invoice 331")
    issue(billable)
    set_to(billable, "quote 9")
    assert offered(billable, "billing", "number", "set", "") == [
        *("invoice", "credit-note", "quote"),
        "Q2026-{seq}",
    ]


# At once


def test_of_a_set_and_an_issue_at_once_no_number_is_left_out_or_given_twice(billable: Cli) -> None:
    found = at_once(billable, "billing number set invoice 331", "billing issue case-1 --no-seller")
    (number,), (counter,) = (
        billable.rows("SELECT number, seq FROM invoice"),
        billable.rows("SELECT last, began_after FROM counter"),
    )
    assert found[1][0] == 0
    expected = ("2026-0332", (332, 331)) if found[0][0] == 0 else ("2026-0001", (1, 0))
    assert (number[0], counter) == expected, found
    assert billable.run("db check --json").json["ok"]


def test_of_two_that_set_a_series_at_once_the_higher_counts(billable: Cli) -> None:
    found = at_once(billable, "billing number set invoice 331", "billing number set invoice 400")
    assert found[1][0] == 0
    assert billable.rows("SELECT last, began_after FROM counter") == [(400, 400)]
    assert len(billable.rows("SELECT 1 FROM change WHERE tbl = 'counter'")) == 2 - found[0][0]
