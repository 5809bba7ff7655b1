from __future__ import annotations

import pytest

from tests.cli.bills import done, issue, log, record, service, settings, story
from tests.harness import Cli, once


@pytest.fixture
@once
def billed(cli: Cli) -> Cli:
    """The story's invoice 2026-0001 of 135.00 USD, dated 2026-11-30, due 2026-12-30."""
    story(cli)
    issue(cli)
    return cli


def standing(cli: Cli, number: str = "2026-0001", day: str = "2026-12-01") -> tuple[str, str]:
    """The status and what is due."""
    shown = cli.at(f"{day} 12:00").run(f"billing show {number} --json").json
    return shown["status"], shown["amount_due"]


def payment(number: int, amount: str, day: str) -> dict[str, object]:
    """A payment that reverses no other, as ``--json`` writes it."""
    unreversed = {"reverses": None, "reason": None, "credit_from": None, "credit_for": None}
    return {"number": number, "amount": amount, "paid_on": day, **unreversed}


def test_an_amount_may_name_its_currency(billed: Cli) -> None:
    paid = billed.run(["billing", "pay", "2026-0001", "--amount", "35 usd"])
    assert "Recorded a payment of 35.00 USD" in paid.err


def test_an_invoice_is_overdue_after_its_due_date(billed: Cli) -> None:
    assert standing(billed, day="2026-12-30") == ("issued", "135.00")
    assert standing(billed, day="2026-12-31") == ("overdue", "135.00")


def test_send_notes_the_day(billed: Cli) -> None:
    sent = billed.at("2026-12-01 09:00").run("billing send 2026-0001 --json")
    assert (sent.json["status"], sent.json["sent_on"]) == ("sent", "2026-12-01")
    assert sent.err == "Marked 2026-0001 as sent on 2026-12-01.\n"
    assert standing(billed) == ("sent", "135.00")
    assert standing(billed, day="2027-01-01")[0] == "overdue"


def test_what_cannot_be_sent_is_refused(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").refused(
        "billing send 2026-0001 --date 2026-11-29",
        message="2026-11-29 is before 2026-0001 was issued, on 2026-11-30",
        hint="use --date 2026-11-30 or later",
    )
    billed.at("2026-12-01 09:00").run("billing send 2026-0001")
    billed.at("2026-12-02 09:00").refused(
        "billing send 2026-0001",
        message="2026-0001 was already marked as sent on 2026-12-01",
        hint="timelog billing show 2026-0001",
    )


def test_an_invoice_is_paid_in_parts(billed: Cli) -> None:
    at = billed.at("2026-12-01 09:00")
    part = at.run("billing pay 2026-0001 --amount 35 --date 2026-11-30 --json")
    assert (part.json["status"], part.json["paid"], part.json["amount_due"]) == (
        "issued",
        "35.00",
        "100.00",
    )
    assert part.err == "Recorded a payment of 35.00 USD for 2026-0001: 100.00 USD outstanding.\n"
    rest = at.run("billing pay 2026-0001 --json")
    assert (rest.json["status"], rest.json["amount_due"]) == ("paid", "0.00")
    assert rest.json["payments"] == [
        payment(1, "35.00", "2026-11-30"),
        payment(2, "100.00", "2026-12-01"),
    ]
    assert rest.err == "Recorded a payment of 100.00 USD for 2026-0001: paid in full.\n"
    assert standing(billed, day="2027-02-01") == ("paid", "0.00")


def test_a_payment_before_the_invoice_is_a_pre_payment(billed: Cli) -> None:
    at = billed.at("2027-02-01 09:00")
    early = at.run("billing pay 2026-0001 --amount 35 --date 2026-11-29 --json")
    assert early.err == (
        "Recorded a payment of 35.00 USD for 2026-0001, a prepayment on 2026-11-29:"
        " 100.00 USD outstanding.\n"
    )
    assert (early.json["status"], early.json["due_in_days"]) == ("overdue", -33)
    assert early.json["payments"] == [payment(1, "35.00", "2026-11-29")]
    assert at.run("billing pay 2026-0001 --date 2026-11-30").err == (
        "Recorded a payment of 100.00 USD for 2026-0001: paid in full.\n"
    )


def test_a_payment_to_come_is_warned_of(billed: Cli) -> None:
    paid = billed.at("2026-12-01 09:00").run("billing pay 2026-0001 --date 2026-12-02")
    assert paid.err == (
        "Recorded a payment of 135.00 USD for 2026-0001: paid in full.\n"
        "warning: 2026-12-02 is in the future, but the payment counts from now on\n"
    )


@pytest.mark.parametrize(
    ("amount", "code", "message", "hint"),
    [
        (
            "135.01",
            1,
            "the payment of 135.01 USD exceeds the 135.00 USD due on 2026-0001",
            "to keep the rest as credit: timelog billing pay 2026-0001 --amount 135.01"
            " --allow-overpayment",
        ),
        ("0", 1, "the payment must be greater than 0", "timelog billing pay 2026-0001"),
        ("1.005", 2, "the payment '1.005' has too many decimal places for USD", "use 1.01"),
        ("0.001", 2, "the payment '0.001' has too many decimal places for USD", "use 0.01"),
        ("10EUR", 2, "the payment '10EUR' is not in USD", "give the amount in USD"),
        (
            "lots",
            2,
            "the payment 'lots' is not an amount",
            "use digits and a decimal point, such as 66.50",
        ),
    ],
)
def test_what_cannot_be_paid_is_refused(
    billed: Cli, amount: str, code: int, message: str, hint: str
) -> None:
    billed.at("2026-12-01 09:00").refused(
        f"billing pay 2026-0001 --amount {amount}", code=code, message=message, hint=hint
    )


def test_what_is_paid_is_not_paid_again(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").run("billing pay 2026-0001")
    billed.at("2026-12-01 09:00").refused(
        "billing pay 2026-0001",
        message="nothing is due on 2026-0001",
        hint="timelog billing show 2026-0001",
    )


@pytest.fixture
def owed(billed: Cli) -> Cli:
    """The same invoice, paid in full and then credited: 135.00 USD are to be paid back."""
    billed.at("2026-12-01 09:00").run("billing pay 2026-0001")
    billed.at("2026-12-02 09:00").run("billing credit 2026-0001")
    return billed


def test_what_was_paid_and_credited_since_is_paid_back_in_parts(owed: Cli) -> None:
    at = owed.at("2026-12-03 09:00")
    part = at.run("billing pay 2026-0001 --refund --amount 35 --json")
    assert (part.json["paid"], part.json["amount_due"]) == ("100.00", "-100.00")
    assert part.json["payments"][-1] == payment(2, "-35.00", "2026-12-03")
    assert part.err == "Recorded a refund of 35.00 USD for 2026-0001: 100.00 USD still to refund.\n"
    rest = at.run("billing pay 2026-0001 --refund")
    assert rest.err == "Recorded a refund of 100.00 USD for 2026-0001: fully refunded.\n"
    assert standing(owed, day="2026-12-03") == ("credited", "0.00")
    assert at.run("billing list --open --json").json == []
    assert at.run("billing ageing --json").json == []
    assert at.run("billing totals --json").json[0]["paid"] == "0.00"


def test_a_repayment_can_be_undone(owed: Cli) -> None:
    at = owed.at("2026-12-03 09:00")
    at.run("billing pay 2026-0001 --refund")
    at.run("undo")
    assert standing(owed, day="2026-12-03") == ("credited", "-135.00")
    at.run("redo")
    assert standing(owed, day="2026-12-03") == ("credited", "0.00")


@pytest.mark.parametrize(
    ("options", "code", "message", "hint"),
    [
        (
            "",
            1,
            "nothing is due on 2026-0001; 135.00 USD is owed to the customer",
            "timelog billing pay 2026-0001 --refund",
        ),
        (
            "--refund --amount 135.01",
            1,
            "the refund of 135.01 USD exceeds the 135.00 USD to refund on 2026-0001",
            "timelog billing pay 2026-0001 --refund --amount 135.00",
        ),
        (
            "--refund --amount 0",
            1,
            "the refund must be greater than 0",
            "timelog billing pay 2026-0001 --refund",
        ),
        (
            "--refund --amount '5 EUR'",
            2,
            "the refund '5 EUR' is not in USD",
            "give the amount in USD",
        ),
    ],
)
def test_a_repayment_is_of_what_is_owed(
    owed: Cli, options: str, code: int, message: str, hint: str
) -> None:
    owed.at("2026-12-03 09:00").refused(
        f"billing pay 2026-0001 {options}", code=code, message=message, hint=hint
    )


def test_nothing_is_paid_back_before_the_invoice(owed: Cli) -> None:
    owed.at("2026-12-10 09:00").refused(
        "billing pay 2026-0001 --refund --date 2026-11-29",
        message="2026-11-29 is before 2026-0001 was issued, on 2026-11-30",
        hint="use --date 2026-11-30 or later",
    )


def test_nothing_is_paid_back_of_what_is_not_owed(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").refused(
        "billing pay 2026-0001 --refund",
        message="there is nothing to refund on 2026-0001",
        hint="timelog billing show 2026-0001",
    )


def test_payments_and_sending_can_be_undone(billed: Cli) -> None:
    at = billed.at("2026-12-01 09:00")
    at.run("billing send 2026-0001")
    at.run("billing pay 2026-0001")
    at.run("undo")
    assert standing(billed) == ("sent", "135.00")
    at.run("undo")
    assert standing(billed) == ("issued", "135.00")


def test_what_is_issued_is_not_undone(billed: Cli) -> None:
    before = billed.dump()
    refused = billed.at("2026-12-01 09:00").run("undo", code=1)
    assert "has been issued and can only be credited" in refused.err
    assert "hint: timelog billing credit 2026-0001\n" in refused.err
    assert billed.dump() == before


def test_the_list_shows_what_became_of_each(billed: Cli) -> None:
    billed.run("customer add Bell --terms 60d")
    record(billed, customer="Bell")
    log(billed, "case-2", "20:00-21:00")
    done(billed, "case-2")
    issue(billed, "case-2", day="2026-12-05")
    billed.at("2026-12-06 09:00").run("billing pay 2026-0002 --amount 20")
    at = billed.at("2027-01-10 09:00")
    assert at.run("billing list").out == (
        "NUMBER     DATE        CUSTOMER   TOTAL  BALANCE  CURRENCY  STATUS   DUE DATE    DUE\n"
        "2026-0001  2026-11-30  Acme      135.00   135.00  USD       overdue  2026-12-30"
        "  11 days overdue\n"
        "2026-0002  2026-12-05  Bell       60.00    40.00  USD       issued   2027-02-03"
        "  in 24 days\n"
    )

    def numbers(words: str) -> list[str]:
        return [one["number"] for one in at.run(f"billing list {words} --json").json]

    assert numbers("--customer bell") == ["2026-0002"]
    assert numbers("--status overdue") == ["2026-0001"]
    assert numbers("2026-11") == ["2026-0001"]
    assert numbers("2026-12") == ["2026-0002"]
    assert numbers("2025") == []


def test_rows_of_the_list_are_invoices(billed: Cli) -> None:
    at = billed.at("2026-12-01 09:00")
    assert at.run("billing list --json").json == [at.run("billing show 2026-0001 --json").json]
    csv = at.run("billing list --format csv").out.splitlines()
    assert csv[0].startswith("number,status,kind,")
    assert csv[1].startswith("2026-0001,issued,invoice,")
    assert "lines" not in csv[0]


def test_an_empty_list_is_no_error(cli: Cli) -> None:
    assert cli.run("billing list --json").json == []
    assert (
        "No invoices. To see what can be billed: timelog billing preview\n"
        in cli.run("billing list").err
    )


def test_an_unknown_number_names_the_near_ones(billed: Cli) -> None:
    for command in ("show", "send", "pay", "credit"):
        billed.at("2026-12-01 09:00").refused(
            f"billing {command} 2026-0002",
            code=3,
            message="no invoice '2026-0002'",
            hint="did you mean 2026-0001?",
        )


def test_a_number_is_typed_in_any_letter_case(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    assert billed.run("billing show cn-2026-0001 --json").json["number"] == "CN-2026-0001"


def test_a_document_that_was_tampered_with_is_not_shown(billed: Cli) -> None:
    billed.rows("DROP TRIGGER document_update_rules")
    billed.rows("UPDATE document SET bytes = CAST('x' AS BLOB) WHERE format = 'md'")
    billed.at("2026-12-01 09:00").refused(
        "billing show 2026-0001",
        code=7,
        message="the stored md document of 2026-0001 differs from what was issued",
        hint="timelog db check",
    )


def test_a_full_credit_note_frees_the_logs_to_be_billed_again(billed: Cli) -> None:
    made = billed.at("2026-12-01 09:00").run("billing credit 2026-0001 --json")
    assert made.err == (
        "Issued credit note CN-2026-0001 for invoice 2026-0001: -135.00 USD. 2 logs can"
        " be billed again.\n"
    )
    note = made.json
    assert (note["number"], note["kind"], note["credits"]) == (
        "CN-2026-0001",
        "credit-note",
        "2026-0001",
    )
    assert (note["subtotal"], note["total"]) == ("-135.00", "-135.00")
    assert note["lines"][0]["quantity"] == "-2.25"
    shown = billed.run("billing show 2026-0001 --json").json
    assert (shown["status"], shown["amount_due"]) == ("credited", "0.00")
    assert (shown["credited"], shown["credit_notes"]) == ("135.00", ["CN-2026-0001"])
    again = issue(billed, day="2026-12-02")
    assert (again["number"], again["total"]) == ("2026-0002", "135.00")


def test_credited_logs_of_a_record_that_is_no_longer_billable_are_not_either(billed: Cli) -> None:
    ((logs,),) = billed.rows("SELECT count(*) FROM log WHERE invoice_id IS NOT NULL")
    billed.run("record edit case-1 --no-billable --unmark-logs")
    said = billed.at("2026-12-01 09:00").run("billing credit 2026-0001").err
    assert f" {logs} logs are now non-billable, like their records.\n" in said
    assert "can be billed again" not in said
    assert billed.rows("SELECT 1 FROM log WHERE billable = 1 OR rate IS NOT NULL") == []
    billed.run("db check")


def test_a_credit_note_is_printed(billed: Cli) -> None:
    made = billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    assert made.out == (
        "# Credit note CN-2026-0001\n"
        "\n"
        "**To**  \n"
        "Acme\n"
        "\n"
        "Date: 2026-12-01  \n"
        "For invoice: 2026-0001, 2026-11-30\n"
        "\n"
        "|   # | Description                           | Record | Quantity | Unit  | Price |"
        " Net USD |\n"
        "| --: | ------------------------------------- | ------ | -------: | ----- | ----: |"
        " ------: |\n"
        "|   1 | Login fails, 2026-11-02 to 2026-11-03 | case-1 |    -2.25 | hours | 60.00 |"
        " -135.00 |\n"
        "\n"
        "|           |         USD |\n"
        "| --------- | ----------: |\n"
        "| Subtotal  |     -135.00 |\n"
        "| **Total** | **-135.00** |\n"
    )
    assert made.raw == billed.run("billing show CN-2026-0001").raw


def test_what_was_paid_before_the_credit_is_owed_back(billed: Cli) -> None:
    billed.at("2026-12-01 09:00").run("billing pay 2026-0001")
    billed.at("2026-12-01 09:00").run("billing credit 2026-0001")
    assert standing(billed) == ("credited", "-135.00")


@pytest.fixture
@once
def thirds(cli: Cli) -> Cli:
    """Three lines of 33.33 at 22%: 121.99 in all."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    for number in (1, 2, 3):
        ref = record(cli, title=f"Part {number}")
        log(cli, ref, f"{8 + number}:00 for 20m")
        done(cli, ref)
    assert issue(cli, "--customer Acme")["total"] == "121.99"
    return cli


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_crediting_line_by_line_ends_on_the_exact_total(
    thirds: Cli, order: tuple[int, ...]
) -> None:
    at = thirds.at("2026-12-01 09:00")
    notes = [at.run(f"billing credit 2026-0001 --line {line} --json").json for line in order]
    assert [note["total"] for note in notes] == ["-40.66", "-40.66", "-40.67"]
    assert [note["lines"][0]["credits_line"] for note in notes] == list(order)
    assert [note["number"][-1] for note in notes] == ["1", "2", "3"]
    assert standing(thirds) == ("credited", "0.00")


def test_a_credited_line_frees_only_its_own_logs(thirds: Cli) -> None:
    thirds.at("2026-12-01 09:00").run("billing credit 2026-0001 --line 2")
    assert standing(thirds) == ("issued", "81.33")
    invoices = [one["invoice"] for one in thirds.run("log list all --json").json]
    assert invoices == ["2026-0001", None, "2026-0001"]
    rest = thirds.at("2026-12-01 09:00").run("billing credit 2026-0001 --json").json
    assert [line["credits_line"] for line in rest["lines"]] == [1, 3]
    assert rest["total"] == "-81.33"


def test_the_document_discount_is_credited_with_its_lines(thirds: Cli) -> None:
    thirds.at("2026-12-01 09:00").run("billing credit 2026-0001")
    again = issue(thirds, "--customer Acme --discount 10", day="2026-12-02")
    at = thirds.at("2026-12-03 09:00")
    totals = [
        at.run(f"billing credit 2026-0002 --line {line} --json").json["total"] for line in (1, 2, 3)
    ]
    assert sum(round(float(total) * 100) for total in totals) == -round(float(again["total"]) * 100)


def test_what_cannot_be_credited_is_refused(thirds: Cli) -> None:
    at = thirds.at("2026-12-01 09:00")
    at.refused(
        "billing credit 2026-0001 --line 4",
        message="2026-0001 has no line 4",
        hint="choose the lines to credit, such as --line 1 --line 2 --line 3",
    )
    at.refused(
        "billing credit 2026-0001 --line one",
        code=2,
        message="'one' is not a line number",
        hint="use a line number, such as --line 1",
    )
    at.refused(
        "billing credit 2026-0001 --date 2026-11-29",
        message="2026-11-29 is before 2026-0001 was issued, on 2026-11-30",
        hint="use --date 2026-11-30 or later",
    )
    at.run("billing credit 2026-0001 --line 1")
    at.refused(
        "billing credit 2026-0001 --line 1",
        message="line 1 of 2026-0001 has already been credited",
        hint="choose the lines to credit, such as --line 2 --line 3",
    )
    at.run("billing credit 2026-0001")
    at.refused(
        "billing credit 2026-0001",
        message="every line of 2026-0001 has already been credited",
        hint="timelog billing list",
    )
    for verb, word in (("credit", "credited"), ("pay", "paid")):
        at.refused(
            f"billing {verb} CN-2026-0001",
            message=f"CN-2026-0001 is a credit note and cannot be {word}",
            hint="timelog billing show 2026-0001",
        )


def test_a_credit_note_of_the_future_is_warned_of(thirds: Cli) -> None:
    at = thirds.at("2026-12-01 09:00")
    warning = (
        "warning: 2026-12-02 is in the future;"
        " later documents in this series cannot have an earlier date"
    )
    assert warning in at.run("billing credit 2026-0001 --line 1 --date 2026-12-02").err
    assert "warning" not in thirds.at("2026-12-02 09:00").run("billing credit 2026-0001").err


def test_credit_notes_have_numbers_of_their_own(thirds: Cli) -> None:
    settings(thirds, billing_credit_number="{year}-{seq:04}")
    note = thirds.at("2026-12-01 09:00").run("billing credit 2026-0001 --json").json
    assert note["number"] == "2026-0002"
    log(thirds, "case-1", "15:00-16:00")
    assert issue(thirds, day="2026-12-02")["number"] == "2026-0003"


def test_several_invoices_are_paid_in_full_or_none_is(cli: Cli) -> None:
    story(cli)
    first = issue(cli)["number"]
    ref = record(cli, title="Second")
    log(cli, ref, "2026-11-05 9:00-10:00")
    done(cli, ref)
    second = issue(cli, ref)["number"]
    before = cli.dump()
    late = cli.at("2026-12-01 09:00")
    assert "--amount" in late.run(f"billing pay {first} {second} --amount 5", code=2).err
    late.run(f"billing pay {first} 2026-0099", code=3)
    assert cli.dump() == before
    paid = late.run(f"billing pay {first} {second} {first} --json").json
    assert [(one["number"], one["status"]) for one in paid] == [(first, "paid"), (second, "paid")]
    late.run("undo")
    assert cli.dump() == before
    assert late.run(f"billing pay {first} --json").json["number"] == first
