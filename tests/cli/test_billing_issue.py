from __future__ import annotations

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli)
    return cli


def test_the_story_gives_its_invoice(cli: Cli) -> None:
    story(cli)
    invoice = issue(cli)
    assert {key: invoice[key] for key in ("number", "status", "customer", "currency")} == {
        "number": "2026-0001",
        "status": "issued",
        "customer": "Acme",
        "currency": "USD",
    }
    assert (invoice["issue_date"], invoice["due_date"]) == ("2026-11-30", "2026-12-30")
    (line,) = invoice["lines"]
    contract = ("record", "description", "quantity", "unit", "unit_price", "net", "tax_rate")
    assert {key: line[key] for key in contract} == {
        "record": "case-1",
        "description": "Login fails, 2026-11-02 to 2026-11-03",
        "quantity": "2.25",
        "unit": "hour",
        "unit_price": "60.00",
        "net": "135.00",
        "tax_rate": None,
    }
    figures = (invoice["subtotal"], invoice["tax_total"], invoice["total"])
    assert figures == ("135.00", "0.00", "135.00")


def test_one_invoice_is_printed_and_what_was_done_is_said(cli: Cli) -> None:
    story(cli)
    made = cli.at(LATE).run("billing issue case-1")
    assert made.out.startswith("# Invoice 2026-0001\n")
    assert made.err.splitlines() == [
        "Issued 2026-0001 to Acme: 135.00 USD, due 2026-12-30.",
        "0:30 more on case-1 is not billable. To bill it:"
        " timelog log mark all --record case-1 --billable",
    ]
    assert made.raw == cli.run("billing show 2026-0001").raw


def test_another_format_is_printed_if_asked_for(cli: Cli) -> None:
    story(cli)
    made = cli.at(LATE).run("billing issue case-1 --format csv,md")
    assert made.raw == cli.run("billing show 2026-0001 --format csv").raw


def test_logs_of_the_invoice_name_it(cli: Cli) -> None:
    story(cli)
    issue(cli)
    logs = cli.run("log list all --json").json
    assert [one["invoice"] for one in logs] == ["2026-0001", "2026-0001", None]


def test_a_closed_record_is_billed_too(cli: Cli) -> None:
    story(cli)
    cli.run("record close case-1")
    assert issue(cli)["total"] == "135.00"


def test_late_logs_come_on_the_next_invoice(cli: Cli) -> None:
    story(cli)
    issue(cli)
    before = cli.run("billing show 2026-0001").raw
    log(cli, "case-1", "2026-11-04 9:00-10:00")
    second = issue(cli)
    assert (second["number"], second["total"]) == ("2026-0002", "60.00")
    assert cli.run("billing show 2026-0001").raw == before


def test_the_rate_of_the_record_counts_not_the_price_of_the_day(cli: Cli) -> None:
    story(cli)
    cli.run("service edit Consulting --price 99")
    assert issue(cli)["total"] == "135.00"


def test_nothing_that_changes_later_changes_an_invoice(cli: Cli) -> None:
    settings(cli, seller_name="Ada Ltd")
    story(cli)
    issue(cli)
    formats = ("md", "csv", "json")
    before = [cli.run(f"billing show 2026-0001 --format {one}").raw for one in formats]
    for line in (
        "record edit case-1 --rate 99 --title Other --tax-rate 22 --discount 5%",
        "customer edit Acme --name Bell --address Elsewhere --terms 5d",
        "service edit Consulting --name Advice --price 99",
    ):
        cli.run(line)
    settings(cli, seller_name="Bob", billing_number="X{seq}")
    after = [cli.run(f"billing show 2026-0001 --format {one}").raw for one in formats]
    assert after == before


def test_only_logs_that_begin_in_the_period_are_billed(cli: Cli) -> None:
    story(cli)
    invoice = issue(cli, "case-1 --period 2026-11-03")
    assert invoice["total"] == "45.00"
    assert invoice["lines"][0]["description"] == "Login fails, 2026-11-03"
    assert issue(cli)["total"] == "90.00"


def test_a_customer_gets_one_invoice_for_each_currency(acme: Cli) -> None:
    service(acme, name="Euros", price="50 EUR")
    for ref in (record(acme), record(acme, title="Second")):
        log(acme, ref, f"{8 + int(ref[-1])}:00-{9 + int(ref[-1])}:00")
        done(acme, ref)
    euros = acme.run(
        "record add Third --type case --customer Acme --service Euros --billable --json"
    ).json["ref"]
    log(acme, euros, "15:00-16:00")
    done(acme, euros)
    made = acme.at(LATE).run("billing issue --customer acme --json").json
    assert [(one["number"], one["currency"], one["total"]) for one in made] == [
        ("2026-0001", "USD", "120.00"),
        ("2026-0002", "EUR", "50.00"),
    ]
    assert [line["record"] for line in made[0]["lines"]] == ["case-1", "case-2"]


def test_of_several_invoices_the_numbers_are_printed(acme: Cli) -> None:
    acme.run("customer add Bell")
    for customer, hour in (("Acme", 9), ("Bell", 11)):
        ref = record(acme, customer=customer)
        log(acme, ref, f"{hour}:00-{hour + 1}:00")
        done(acme, ref)
    assert acme.at(LATE).run("billing issue 1 2").out == "2026-0001\n2026-0002\n"


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("record", [("case-1", "Login fails, 2026-11-02 to 2026-11-03", "3.00")]),
        (
            "log",
            [
                ("case-1", "Login fails, 2026-11-02", "1.00"),
                ("case-1", "Login fails, 2026-11-02", "0.50"),
                ("case-1", "Login fails, 2026-11-03", "1.50"),
            ],
        ),
        (
            "day",
            [
                ("case-1", "Login fails, 2026-11-02", "1.50"),
                ("case-1", "Login fails, 2026-11-03", "1.50"),
            ],
        ),
        (
            "owner",
            [
                ("case-1", "Login fails, ada, 2026-11-02 to 2026-11-03", "2.50"),
                ("case-1", "Login fails, bob, 2026-11-02", "0.50"),
            ],
        ),
    ],
)
def test_what_becomes_one_line_can_be_chosen(
    acme: Cli, key: str, expected: list[tuple[str, str, str]]
) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    log(acme, "case-1", "10:00-10:30", "--billable --owner bob")
    log(acme, "case-1", "2026-11-03 9:00-10:30")
    done(acme, "case-1")
    lines = issue(acme, f"case-1 --group-by {key}")["lines"]
    assert [(one["record"], one["description"], one["quantity"]) for one in lines] == expected


def test_a_line_of_a_service_bills_several_records_of_one_price(acme: Cli) -> None:
    for number, more in enumerate(("", "", "--rate 80"), 1):
        ref = record(acme, more, title=f"Part {number}")
        log(acme, ref, f"{8 + number}:00-{9 + number}:00")
        done(acme, ref)
    lines = issue(acme, "--customer Acme --group-by service")["lines"]
    assert [(one["record"], one["description"], one["net"]) for one in lines] == [
        ("case-1, case-2", "Consulting, Part 1; Part 2, 2026-11-02", "120.00"),
        ("case-3", "Part 3, 2026-11-02", "80.00"),
    ]


def test_notes_are_printed_if_asked_for(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00", "--billable --note 'Found\nit'")
    log(acme, "case-1", "10:00-11:00", "--billable --note Mended")
    log(acme, "case-1", "11:00-12:00", "--billable --note Mended")
    done(acme, "case-1")
    (line,) = issue(acme, "case-1 --with-notes")["lines"]
    assert line["description"] == "Login fails, 2026-11-02: Found it; Mended"


@pytest.mark.parametrize(
    ("discount", "taken", "total"), [("10%", "13.50", "148.23"), ("35.00", "35.00", "122.00")]
)
def test_a_discount_is_taken_before_tax(acme: Cli, discount: str, taken: str, total: str) -> None:
    record(acme, "--tax-rate 22")
    log(acme, "case-1", "9:00-11:15")
    done(acme, "case-1")
    invoice = issue(acme, f"case-1 --discount {discount}")
    assert (invoice["subtotal"], invoice["discount"]) == ("135.00", taken)
    assert invoice["total"] == total


def test_the_discount_of_a_record_is_taken_off_its_line(acme: Cli) -> None:
    record(acme, "--discount 5%")
    log(acme, "case-1", "9:00-11:15")
    done(acme, "case-1")
    (line,) = issue(acme)["lines"]
    assert (line["gross"], line["discount"], line["net"]) == ("135.00", "6.75", "128.25")


@pytest.mark.parametrize(
    ("treatment", "rate", "sentence"),
    [
        ("reverse-charge", "0", "Reverse charge: the recipient is liable for the tax."),
        ("exempt", "0", "This supply is exempt from tax."),
        ("out-of-scope", None, "This supply is outside the scope of tax."),
    ],
)
def test_an_invoice_without_tax_says_why(
    acme: Cli, treatment: str, rate: str | None, sentence: str
) -> None:
    acme.run(f"customer edit Acme --tax-treatment {treatment} --vat-id DE123456788")
    record(acme, "--tax-rate 22")
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    invoice = issue(acme)
    (tax,) = invoice["taxes"]
    assert (tax["tax_rate"], tax["base"], tax["tax"]) == (rate, "60.00", "0.00")
    assert (invoice["lines"][0]["tax_rate"], invoice["total"]) == (rate, "60.00")
    assert f"\n{sentence}\n" in acme.run("billing show 2026-0001").out


def test_the_nearest_increment_counts_part_by_part(acme: Cli) -> None:
    settings(acme, billing_increment="60m", billing_minimum="2h")
    acme.run("customer edit Acme --increment 30m --rounding nearest")
    record(acme, "--minimum 10m --round-per line")
    log(acme, "case-1", "9:00-9:20")
    log(acme, "case-1", "10:00-10:20")
    done(acme, "case-1")
    (line,) = issue(acme)["lines"]
    assert (line["worked_seconds"], line["billed_seconds"]) == (2400, 1800)


def test_terms_are_the_customers_or_those_of_the_settings(acme: Cli) -> None:
    settings(acme, billing_terms="14d")
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    assert issue(acme)["due_date"] == "2026-12-14"
    acme.run("customer edit Acme --terms 0d")
    log(acme, "case-1", "10:00-11:00")
    assert issue(acme)["due_date"] == "2026-11-30"


def test_the_date_can_be_said(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    invoice = issue(acme, "case-1 --date 2026-01-31")
    assert (invoice["number"], invoice["due_date"]) == ("2026-0001", "2026-03-02")


def test_each_year_counts_for_itself_by_the_pattern(acme: Cli) -> None:
    ref = record(acme)
    done(acme, ref)
    numbers = []
    for hour, day in ((9, "2026-12-30"), (10, "2026-12-31"), (11, "2027-01-01")):
        log(acme, ref, f"{hour}:00-{hour + 1}:00")
        numbers.append(issue(acme, f"case-1 --date {day}")["number"])
    settings(acme, billing_number="R{seq:03}/{yy}")
    log(acme, ref, "12:00-13:00")
    numbers.append(issue(acme, "case-1 --date 2027-01-02")["number"])
    assert numbers == ["2026-0001", "2026-0002", "2027-0001", "R001/27"]


def test_customers_in_other_letters_have_files_of_their_own(acme: Cli) -> None:
    for customer in ("株式会社", "Студия", "Łódź"):
        acme.run(["customer", "add", customer])
        ref = record(acme, customer=customer)
        log(acme, ref, f"{8 + int(ref.partition('-')[2])}:00 for 1h")
        done(acme, ref)
    out = acme.folder / "out"
    acme.at("2026-11-30 18:00").run(f"billing issue --all --out {out}")
    acme.at("2026-11-30 18:00").run("billing credit 2026-0001")
    acme.run(f"billing export --out {out}")
    assert sorted(path.name for path in out.iterdir()) == [
        "2026-0001_customer-2.md",
        "2026-0002_customer-3.md",
        "2026-0003_Lodz.md",
        "CN-2026-0001_customer-2.md",
    ]


def test_a_preview_writes_nothing(cli: Cli) -> None:
    story(cli)
    before = cli.dump()
    shown = cli.at(LATE).run("billing preview case-1")
    assert shown.out.startswith("# Invoice PREVIEW\n")
    assert "| Login fails, 2026-11-02 to 2026-11-03 | case-1 |     2.25 | hours |" in shown.out
    assert cli.dump() == before
    (made,) = cli.at(LATE).run("billing preview --json").json
    assert (made["number"], made["status"], made["total"]) == (None, "preview", "135.00")


def test_a_preview_is_what_is_issued(cli: Cli) -> None:
    story(cli)
    preview = cli.at(LATE).run("billing preview --group-by day --json").json[0]
    issued = issue(cli, "case-1 --group-by day")
    assert preview.pop("non_billable_seconds") == 1800
    assert preview | {"number": "2026-0001", "status": "issued"} == issued


def test_a_record_that_is_not_done_is_previewed_with_a_warning(acme: Cli) -> None:
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    found = acme.at(LATE).run("billing preview case-1 --json")
    assert found.json[0]["total"] == "60.00"
    warning = "case-1 is open; resolve it before you invoice it: timelog record resolve case-1"
    assert f"warning: {warning}\n" in found.err
    found = acme.at(LATE).run("billing preview --json")
    assert found.json == []
    assert f"warning: {warning}\n" in found.err


def test_a_preview_of_everything_names_what_is_in_the_way(acme: Cli) -> None:
    acme.run("record add Nobody --type task --service Consulting --billable")
    log(acme, "task-1", "9:00-10:00")
    done(acme, "task-1")
    found = acme.at(LATE).run("billing preview --json")
    assert found.json == []
    assert "warning: cannot invoice task-1: task-1 has no customer\n" in found.err


def test_what_cannot_be_billed_is_refused_by_name(acme: Cli) -> None:
    at = acme.at(LATE)
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    at.refused(
        "billing issue case-1",
        message="cannot invoice case-1: it is open, not resolved or closed",
        hint="timelog record resolve case-1",
    )
    at.refused(
        "billing issue --customer Acme",
        message="cannot invoice case-1: it is open, not resolved or closed",
        hint="timelog record resolve case-1",
    )
    acme.run("record add 'No rate' --type task --customer Acme")
    at.refused(
        "billing issue task-2",
        message="task-2 has no rate",
        hint="timelog record edit task-2 --service SERVICE --billable",
    )
    acme.run("record add 'Not billable' --type task --customer Acme --service Consulting")
    at.refused(
        "billing issue task-3",
        message="task-3 is not billable",
        hint="timelog record edit task-3 --billable",
    )
    acme.run("record add Nobody --type task --service Consulting --billable")
    log(acme, "task-4", "11:00-12:00")
    done(acme, "task-4")
    at.refused(
        "billing issue task-4",
        message="task-4 has no customer",
        hint="timelog record edit task-4 --customer CUSTOMER",
    )
    record(acme)
    log(acme, "case-5", "12:00-13:00", "")
    done(acme, "case-5")
    at.refused(
        "billing issue case-5",
        message="nothing to bill on case-5: it has no unbilled time",
        hint="timelog log list all --record case-5",
    )
    acme.run("customer add Bell")
    at.refused(
        "billing issue --customer Bell",
        message="nothing to bill for Bell",
        hint="timelog billing unbilled",
    )
    at.refused(
        "billing issue case-1 --customer Bell",
        message="case-1 does not belong to the customer 'Bell'",
        hint="timelog record show case-1",
    )
    at.refused("billing issue case-9", code=3, message="no record case-9")
    assert acme.rows("SELECT count(*) FROM counter") == [(0,)]


def test_what_is_invoiced_is_not_invoiced_again(cli: Cli) -> None:
    story(cli)
    issue(cli)
    cli.at(LATE).refused(
        "billing issue case-1",
        message="nothing to bill on case-1: it has no unbilled time",
    )


def test_what_lies_outside_of_the_period_is_not_said_to_be_invoiced(cli: Cli) -> None:
    story(cli)
    at = cli.at(LATE)
    at.refused(
        "billing issue case-1 --period 2026-10",
        message="nothing to bill on case-1: it has no unbilled time in this period",
        hint="timelog log list all --record case-1",
    )
    at.refused(
        "billing issue --customer Acme --as-of 2026-10-31",
        message="nothing to bill for Acme in this period",
        hint="timelog billing unbilled",
    )


def test_of_several_records_all_are_billed_or_none(cli: Cli) -> None:
    story(cli)
    record(cli, title="Second")
    log(cli, "case-2", "17:00-18:00")
    cli.at(LATE).refused(
        "billing issue case-1 case-2",
        message="cannot invoice case-2: it is open, not resolved or closed",
        hint="timelog record resolve case-2",
    )


def test_reverse_charge_needs_the_tax_number_of_the_buyer(acme: Cli) -> None:
    acme.run("customer edit Acme --tax-treatment reverse-charge")
    record(acme)
    log(acme, "case-1", "9:00-10:00")
    done(acme, "case-1")
    acme.at(LATE).refused(
        "billing issue case-1",
        message="reverse charge needs the VAT id of the customer 'Acme'",
        hint="timelog customer edit Acme --vat-id NUMBER",
    )


def test_a_preview_warns_of_a_date_that_nothing_can_be_issued_with(cli: Cli) -> None:
    story(cli)
    issue(cli)
    log(cli, "case-1", "16:00-17:00")
    at = cli.at("2026-11-30 18:00")
    early = at.run("billing preview case-1 --date 2026-11-29")
    assert early.err.splitlines()[1] == (
        "warning: cannot issue with the date 2026-11-29: 2026-0001 is already dated 2026-11-30"
    )
    assert "cannot issue" not in at.run("billing preview case-1").err
    assert "cannot issue" not in at.run("billing preview case-1 --date 2025-11-29").err


@pytest.mark.parametrize("verb", ["preview", "issue"])
def test_a_date_in_the_future_is_pointed_at(cli: Cli, verb: str) -> None:
    story(cli)
    settings(cli, seller_name="Ada")
    late = cli.at("2026-11-30 18:00").run(f"billing {verb} case-1 --date 2026-12-01 --json")
    assert late.err.splitlines()[-1] == (
        "warning: 2026-12-01 is in the future; later documents in this series cannot have"
        " an earlier date"
    )


def test_a_date_before_the_last_invoice_of_the_series_is_refused(cli: Cli) -> None:
    story(cli)
    issue(cli)
    log(cli, "case-1", "2026-11-04 9:00-10:00")
    cli.at(LATE).refused(
        "billing issue case-1 --date 2026-11-29",
        message="cannot use the date 2026-11-29: the latest document in the series, 2026-0001,"
        " is dated 2026-11-30",
        hint="use --date 2026-11-30 or later",
    )
    assert issue(cli)["number"] == "2026-0002"


def test_a_number_that_another_pattern_gave_is_refused(cli: Cli) -> None:
    story(cli)
    settings(cli, billing_number="1{seq}")
    assert issue(cli)["number"] == "11"
    settings(cli, billing_number="{seq}1")
    log(cli, "case-1", "2026-11-04 9:00-10:00")
    cli.at(LATE).refused(
        "billing issue case-1",
        message="the number 11 was already used with another number pattern",
        hint="timelog config get billing.number",
    )


@pytest.mark.parametrize(
    ("words", "code", "message", "hint"),
    [
        (
            "case-1 --discount 135.01",
            1,
            "the discount of 135.01 USD exceeds the subtotal of 135.00 USD",
            "use --discount 135.00 or less, or a percentage such as --discount 10%",
        ),
        (
            "case-1 --discount 101%",
            2,
            "the discount '101%' is more than 100%",
            "use a number from 0 to 100, such as 22%",
        ),
        (
            "case-1 --discount 1.001",
            2,
            "the discount '1.001' has too many decimal places for USD",
            "use 1.00",
        ),
        (
            "case-1 --format md,docx",
            2,
            "'docx' is not a document format",
            "use one or more of md,csv,json,html,pdf,ubl,cii,xrechnung,peppol,facturx",
        ),
        (
            "case-1 --group-by title",
            2,
            "invalid value for --group-by: 'title'",
            "use one of record, log, day, owner, service",
        ),
        (
            "",
            2,
            "nothing selected to bill: give a REF, --customer, --period or --all",
            "to see what can be billed: timelog billing preview",
        ),
        (
            "case-1 --all",
            2,
            "--all cannot be used with case-1",
            "use only one of them",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    cli: Cli, words: str, code: int, message: str, hint: str
) -> None:
    story(cli)
    cli.at(LATE).refused(f"billing issue {words}", code=code, message=message, hint=hint)


def test_an_amount_is_not_taken_off_several_invoices(cli: Cli) -> None:
    story(cli)
    cli.run("customer add Bell")
    record(cli, customer="Bell")
    log(cli, "case-2", "16:00-17:00")
    done(cli, "case-2")
    for words in ("1 2", "--all"):
        cli.at(LATE).refused(
            f"billing issue {words} --discount 10",
            message="a fixed discount applies to one invoice, but this would make 2",
            hint="use a percentage such as --discount 10%, or choose one customer's records",
        )


def test_a_date_before_the_work_is_warned_of(cli: Cli) -> None:
    story(cli)
    warning = (
        "warning: the invoice to Acme is dated 2026-11-02, but it bills work up to 2026-11-03\n"
    )
    at = cli.at("2026-11-30 18:00")
    assert warning in at.run("billing preview case-1 --date 2026-11-02").err
    assert "was done until" not in at.run("billing preview case-1 --date 2026-11-03").err
    assert "was done until" not in at.run("billing preview --as-of 2026-11-02").err
    assert warning in at.run("billing issue case-1 --date 2026-11-02").err
