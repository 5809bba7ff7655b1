"""``billing unpay``, and what is owed to a customer after a credit note."""

from __future__ import annotations

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import At, Cli, once

LATE = "2026-12-10 18:00"

RETURNED = 'billing unpay 2026-0001 --reason "Returned by the bank"'


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    return cli


def work(cli: Cli, when: str = "9:00-10:00") -> None:
    """A case of an hour, which comes to 122.00 EUR."""
    ref = record(cli)
    log(cli, ref, when)
    done(cli, ref)


@pytest.fixture
def paid(acme: Cli) -> At:
    """An invoice of 122.00 EUR that is paid, with another one issued since."""
    work(acme)
    issue(acme, "case-1")
    at = acme.at(LATE)
    at.run("billing pay 2026-0001")
    work(acme, when="10:00-11:00")
    issue(acme, "case-2")
    return at


def state(at: At, number: str = "2026-0001") -> tuple[str, str, str]:
    shown = at.run(f"billing show {number} --json").json
    return shown["status"], shown["paid"], shown["amount_due"]


def test_a_payment_is_reversed_after_other_invoices_were_issued(paid: At) -> None:
    assert state(paid) == ("paid", "122.00", "0.00")
    result = paid.run(f"{RETURNED} --json")
    day = LATE[:10]
    assert result.err == (
        f"Reversed payment 1 of 2026-0001, 122.00 EUR on {day}. Outstanding: 122.00 EUR.\n"
    )
    no_credit = {"credit_from": None, "credit_for": None}
    assert result.json["payments"] == [
        {"number": 1, "amount": "122.00", "paid_on": day, "reverses": None, "reason": None}
        | no_credit,
        {
            "number": 2,
            "amount": "-122.00",
            "paid_on": day,
            "reverses": 1,
            "reason": "Returned by the bank",
            **no_credit,
        },
    ]
    assert state(paid) == ("issued", "0.00", "122.00")
    assert paid.run("db check").code == 0


def test_both_are_shown_beside_the_document_whose_bytes_stay(paid: At) -> None:
    before = paid.run("billing show 2026-0001").out
    paid.run(RETURNED)
    shown = paid.run("billing show 2026-0001")
    day = LATE[:10]
    assert shown.out == before
    assert shown.err.splitlines() == [
        f"Payment 1: 122.00 EUR on {day}",
        f"Payment 2: -122.00 EUR on {day}, reverses payment 1 (Returned by the bank)",
        "Outstanding: 122.00 EUR.",
    ]


def test_the_invoice_can_be_paid_again_and_is_overdue_meanwhile(paid: At) -> None:
    paid.run(RETURNED)
    later = paid.cli.at("2027-03-01 09:00")
    assert state(later)[0] == "overdue"
    later.run("billing pay 2026-0001")
    assert state(later) == ("paid", "122.00", "0.00")
    assert later.run("billing unpay 2026-0001 --json").json["payments"][-1]["reverses"] == 3


def test_a_list_as_of_a_day_before_has_it_paid(paid: At) -> None:
    later = paid.cli.at("2027-03-01 09:00")
    later.run(RETURNED)
    rows = later.run(f"billing list --as-of {LATE[:10]} --json").json
    assert [row["amount_due"] for row in rows] == ["0.00", "122.00"]
    rows = later.run("billing list --json").json
    assert [row["amount_due"] for row in rows] == ["122.00", "122.00"]


def test_undo_takes_the_reversal_away_and_redo_brings_it(paid: At) -> None:
    before = paid.cli.dump()
    paid.run(RETURNED)
    after = paid.cli.dump()
    paid.run("undo")
    assert paid.cli.dump() == before
    paid.run("redo")
    assert paid.cli.dump() == after


class TestOfSeveralPayments:
    @pytest.fixture
    def parts(self, acme: Cli) -> At:
        work(acme)
        issue(acme, "case-1")
        at = acme.at(LATE)
        at.run("billing pay 2026-0001 --amount 50 --date 2026-12-05")
        at.run("billing pay 2026-0001 --amount 30 --date 2026-12-03")
        return at

    def test_one_is_named(self, parts: At) -> None:
        parts.refused(
            "billing unpay 2026-0001",
            message="2026-0001 has 2 payments:"
            " 2 (30.00 EUR on 2026-12-03), 1 (50.00 EUR on 2026-12-05)",
            hint="timelog billing unpay 2026-0001 --payment 1",
        )
        parts.run("billing unpay 2026-0001 --payment 2")
        assert state(parts) == ("issued", "50.00", "72.00")
        parts.run("billing unpay 2026-0001")
        assert state(parts) == ("issued", "0.00", "122.00")

    def test_what_is_none_is_refused(self, parts: At) -> None:
        parts.run("billing unpay 2026-0001 --payment 2")
        show = "timelog billing show 2026-0001"
        for number, code, message, hint in (
            ("2", 1, "payment 2 of 2026-0001 is already reversed", show),
            (
                "3",
                1,
                "payment 3 of 2026-0001 reverses payment 2",
                "to record the payment again: timelog billing pay 2026-0001",
            ),
            ("4", 3, "2026-0001 has no payment 4", show),
            ("9" * 5000, 3, f"2026-0001 has no payment {'9' * 20}", show),
            ("x", 2, "'x' is not the number of a payment", "use --payment 1"),
        ):
            line = f"billing unpay 2026-0001 --payment {number}"
            parts.refused(line, code=code, message=message, hint=hint)

    def test_a_day_before_the_payment_is_refused(self, parts: At) -> None:
        parts.refused(
            "billing unpay 2026-0001 --payment 1 --date 2026-12-04",
            message="2026-12-04 is before 2026-12-05, the date of the payment",
            hint="use --date 2026-12-05 or a later date",
        )


def test_a_payment_still_to_come_is_reversed_on_its_day(acme: Cli) -> None:
    work(acme)
    issue(acme, "case-1")
    acme.at(LATE).run("billing pay 2026-0001 --date 2027-01-31")
    payments = acme.at(LATE).run("billing unpay 2026-0001 --json").json["payments"]
    assert [one["paid_on"] for one in payments] == ["2027-01-31", "2027-01-31"]
    acme.at(LATE).run("billing pay 2026-0001")
    told = acme.at(LATE).run("billing unpay 2026-0001 --date 2027-02-01").err
    assert "warning: 2027-02-01 is in the future, but the reversal counts from now on\n" in told


def test_a_refund_is_reversed_too(acme: Cli) -> None:
    work(acme)
    issue(acme, "case-1")
    at = acme.at(LATE)
    at.run("billing pay 2026-0001")
    at.run("billing credit 2026-0001")
    at.run("billing pay 2026-0001 --refund")
    assert state(at) == ("credited", "0.00", "0.00")
    assert at.run("billing unpay 2026-0001 --payment 2").err.endswith("To refund: 122.00 EUR.\n")


def test_without_a_payment_there_is_nothing_to_reverse(acme: Cli) -> None:
    work(acme)
    issue(acme, "case-1")
    acme.at(LATE).refused(
        "billing unpay 2026-0001",
        message="2026-0001 has no payment to reverse",
        hint="timelog billing show 2026-0001",
    )
    acme.run("billing unpay 2026-0009", code=3)


class TestThePrepaymentOfACreditedInvoice:
    """Of 122.00, 70.00 were prepaid: all of it is owed to the customer after a full credit."""

    @pytest.fixture
    def credited(self, acme: Cli) -> At:
        work(acme)
        issue(acme, "case-1 --prepaid 70")
        at = acme.at(LATE)
        said = at.run("billing credit 2026-0001").err
        assert (
            "To refund: 70.00 EUR. When it is refunded: timelog billing pay 2026-0001 --refund"
            in said
        )
        return at

    def test_is_on_the_invoice_and_in_the_lists(self, credited: At) -> None:
        shown = credited.run("billing show 2026-0001 --json").json
        assert (shown["status"], shown["amount_due"]) == ("credited", "-70.00")
        assert credited.run("billing show 2026-0001").err == "To refund: 70.00 EUR.\n"
        assert [row["open"] for row in credited.run("billing ageing --json").json] == ["-70.00"]
        assert [row["open"] for row in credited.run("billing totals --json").json] == ["-70.00"]
        rows = credited.run("billing list --open --json").json
        assert [(row["number"], row["amount_due"]) for row in rows] == [("2026-0001", "-70.00")]

    def test_is_no_part_of_the_credit_note(self, credited: At) -> None:
        note = credited.run("billing show CN-2026-0001 --json").json
        assert (note["total"], note["prepaid"], note["payable"]) == ("-122.00", "0.00", "-122.00")

    def test_is_on_the_customer(self, credited: At) -> None:
        assert credited.run("customer show acme --json").json["outstanding_amounts"] == {
            "EUR": "-70.00"
        }
        assert "to refund: 70.00 EUR" in credited.run("customer show acme").out

    def test_can_be_refunded(self, credited: At) -> None:
        credited.run("billing pay 2026-0001 --refund")
        assert state(credited) == ("credited", "-70.00", "0.00")
        assert credited.run("customer show acme --json").json["outstanding_amounts"] == {}


def test_the_database_reverses_a_payment_once_in_full_and_on_its_invoice(paid: At) -> None:
    reversing = "INSERT INTO payment (uuid, invoice_id, amount, paid_on, reverses_id) VALUES"
    rule = "a payment can be reversed only in full, on the same invoice and not earlier"
    for values in (
        "(zeroblob(16), 1, '-121.00', '2027-01-01', 1)",
        "(zeroblob(16), 2, '-122.00', '2027-01-01', 1)",
        "(zeroblob(16), 1, '-122.00', '2020-01-01', 1)",
        "(zeroblob(16), 1, '122.00', '2027-01-01', 1)",
    ):
        with pytest.raises(Exception, match=rule):
            paid.cli.rows(f"{reversing} {values}")
    with pytest.raises(Exception, match="a payment cannot be changed, only reversed"):
        paid.cli.rows("UPDATE payment SET amount = '1.00'")
    paid.cli.rows(f"{reversing} (zeroblob(16), 1, '-122.00', '2027-01-01', 1)")
    with pytest.raises(Exception, match="UNIQUE constraint failed"):
        paid.cli.rows(f"{reversing} (randomblob(16), 1, '-122.00', '2027-01-01', 1)")
