"""What one document says beside its lines: references, a note, its own due date."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.bills import done, issue, log, record, service, story
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"
GIVEN = "--order-reference PO-4711 --buyer-reference 'Cost centre 7' --note 'Thank you.' --due 14d"


@pytest.fixture
@once
def worked(cli: Cli) -> Cli:
    story(cli)
    return cli


def two_customers(cli: Cli) -> None:
    cli.run("customer add Bell")
    ref = record(cli, customer="Bell")
    log(cli, ref, "11:00-12:00")
    done(cli, ref)


def test_an_invoice_says_what_was_given_and_keeps_it(worked: Cli) -> None:
    made = issue(worked, f"case-1 {GIVEN}")
    said = {key: made[key] for key in ("order_reference", "buyer_reference", "note", "due_date")}
    assert said == {
        "order_reference": "PO-4711",
        "buyer_reference": "Cost centre 7",
        "note": "Thank you.",
        "due_date": "2026-12-14",
    }
    text = worked.run("billing show 2026-0001").out
    assert (
        "Date: 2026-11-30  \nDue: 2026-12-14  \nYour reference: Cost centre 7  \n"
        "Order reference: PO-4711\n"
    ) in text
    assert text.index("| **Total**") < text.index("\nThank you.\n") < text.index("Please pay")


def test_a_preview_shows_the_same_as_the_invoice_has(worked: Cli) -> None:
    (shown,) = worked.at(LATE).run(f"billing preview case-1 {GIVEN} --json").json
    made = issue(worked, f"case-1 {GIVEN}")
    keys = ("order_reference", "buyer_reference", "note", "due_date")
    assert [shown[key] for key in keys] == [made[key] for key in keys]


def test_the_picture_on_a_terminal_has_them_too(worked: Cli) -> None:
    drawn = worked.at(LATE).run(f"billing preview case-1 {GIVEN}", terminal=100).out
    assert "Order reference\x1b[0m  PO-4711\n" in drawn
    assert "\nThank you.\n" in drawn


def test_html_has_a_note_of_several_lines_and_escapes_it(worked: Cli) -> None:
    worked.at(LATE).run(["billing", "issue", "case-1", "--note", "Thanks.\n<b>Ada & Bob</b>"])
    page = worked.run("billing show 2026-0001 --format html").out
    note = "<bdi>Thanks.</bdi><br><bdi>&lt;b&gt;Ada &amp; Bob&lt;/b&gt;</bdi>"
    assert f'<p class="note">{note}</p>' in page


def test_csv_has_them_in_its_last_columns_without_formulas(worked: Cli) -> None:
    issue(worked, "case-1 --order-reference ==1 --note '=HYPERLINK(1)' --buyer-reference +7")
    text = worked.run("billing show 2026-0001 --format csv").out
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    said = (row["order_reference"], row["document_note"], row["buyer_reference"])
    assert said == ("'==1", "'=HYPERLINK(1)", "'+7")


def test_the_customers_reference_counts_where_none_is_given(worked: Cli) -> None:
    worked.run("customer edit acme --buyer-reference PO-7")
    (plain,) = worked.at(LATE).run("billing preview case-1 --json").json
    assert plain["buyer_reference"] == "PO-7"
    (own,) = worked.at(LATE).run("billing preview case-1 --buyer-reference PO-8 --json").json
    assert own["buyer_reference"] == "PO-8"


@pytest.mark.parametrize(
    ("option", "what"),
    [
        ("--order-reference PO-1", "an order reference"),
        ("--buyer-reference PO-1", "a buyer reference"),
        ("--note Thanks", "a note"),
        ("--due 14d", "a due date"),
    ],
)
@pytest.mark.parametrize("command", ["issue --all", "preview", "issue case-1 case-2"])
def test_what_is_of_one_invoice_is_refused_for_several(
    worked: Cli, command: str, option: str, what: str
) -> None:
    two_customers(worked)
    worked.at(LATE).refused(
        f"billing {command} {option}",
        message=f"{what} applies to one invoice, but this would make 2",
        hint="choose one customer's records",
    )
    worked.at(LATE).run(f"billing preview --customer Bell {option}")


@pytest.mark.parametrize(
    ("due", "day"),
    [("0d", "2026-11-30"), ("30", "2026-12-30"), ("2027-01-15", "2027-01-15")],
)
def test_it_is_due_in_so_many_days_or_on_a_day(worked: Cli, due: str, day: str) -> None:
    assert issue(worked, f"case-1 --due {due}")["due_date"] == day


def test_it_is_not_due_before_it_is_issued(worked: Cli) -> None:
    worked.at(LATE).refused(
        "billing issue case-1 --due 2026-11-29",
        message="an invoice dated 2026-11-30 cannot be due on 2026-11-29, which is earlier",
        hint="use --due 30d, or a later date",
    )
    worked.at(LATE).refused(
        "billing issue case-1 --due soon",
        code=2,
        message="--due 'soon' is not a number of days or a date",
        hint="use --due 30d, or --due 2026-12-31",
    )


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--order-reference", "a\x1bb"], "the order reference contains a character"),
        (["--order-reference", "a" * 201], "the order reference has 201 characters"),
        (["--buyer-reference", "a" * 201], "the buyer reference has 201 characters"),
        (["--buyer-reference", "a\nb"], "the buyer reference contains a character"),
        (["--buyer-reference", "04011000-12345-04"], "'04011000-12345-04' is not a Leitweg-ID"),
        (["--note", "a\x07b"], "the note contains a character"),
        (["--note", "a" * 2001], "the note has 2,001 characters"),
        (["--note", " "], "--note is empty"),
    ],
)
def test_what_no_document_can_say_is_refused(worked: Cli, option: list[str], message: str) -> None:
    result = worked.at(LATE).run(["billing", "issue", "case-1", *option], code=2)
    assert result.err.startswith(f"error: {message}")
    assert worked.rows("SELECT count(*) FROM invoice") == [(0,)]


def test_a_credit_note_says_when_the_invoice_was_issued_and_why_it_is_credited(
    worked: Cli,
) -> None:
    issue(worked, f"case-1 {GIVEN}")
    line = "billing credit 2026-0001 --note 'Two hours too many.' --json"
    note = worked.at("2026-12-02 09:00").run(line).json
    assert (note["credits_date"], note["note"]) == ("2026-11-30", "Two hours too many.")
    assert (note["order_reference"], note["buyer_reference"]) == ("PO-4711", "Cost centre 7")
    text = worked.run("billing show CN-2026-0001").out
    assert "For invoice: 2026-0001, 2026-11-30  \n" in text
    assert "Two hours too many." in text
    assert "Thank you." not in text


def test_a_note_can_stand_on_a_quote(worked: Cli) -> None:
    ref = record(worked, "--estimate 2h")
    line = f"billing quote {ref} --note 'Valid for new customers.'"
    assert "\nValid for new customers.\n" in worked.at(LATE).run(line).out


def test_the_service_period_is_printed_where_lines_are_of_several_days(cli: Cli) -> None:
    cli.run("customer add Acme --locale de_DE")
    service(cli)
    for when in ("9:00-10:00", "2026-11-04 9:00-10:00"):
        ref = record(cli)
        log(cli, ref, when)
        done(cli, ref)
    page = cli.at(LATE).run("billing preview").out
    assert "Leistungszeitraum: 02.11.2026 bis 04.11.2026" in page
    one = cli.at(LATE).run("billing preview case-1").out
    assert "Leistungszeitraum" not in one
