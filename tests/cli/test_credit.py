"""More was paid than is due: the credit of a customer, wherever it comes from."""

from __future__ import annotations

import pytest

from tests.cli.bills import done, issue, log, record, service
from tests.harness import At, Cli, once

LATE = "2026-12-10 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    return cli


def work(cli: Cli, when: str = "9:00-10:00", more: str = "") -> str:
    """A resolved case of an hour, which comes to 122.00 EUR."""
    ref = record(cli, more)
    log(cli, ref, when)
    done(cli, ref)
    return ref


@pytest.fixture
def invoiced(acme: Cli) -> At:
    """An invoice of 122.00 EUR."""
    work(acme)
    issue(acme)
    return acme.at(LATE)


def figures(at: At) -> dict[str, object]:
    """What every place says of the balance of the only customer."""
    customer = at.run("customer show acme --json").json
    (ageing,) = at.run("billing ageing --json").json or [{"open": None}]
    (totals,) = at.run("billing totals --json").json
    return {
        "credit": customer["credit_amounts"],
        "outstanding": customer["outstanding_amounts"],
        "ageing": ageing["open"],
        "totals": totals["open"],
        "list": [row["amount_due"] for row in at.run("billing list --json").json],
        "open": [row["number"] for row in at.run("billing list --open --json").json],
    }


class TestAnOverpayment:
    def test_is_taken_and_stands_as_credit(self, invoiced: At) -> None:
        result = invoiced.run("billing pay 2026-0001 --amount 200 --allow-overpayment --json")
        assert result.err == (
            "Recorded a payment of 200.00 EUR for 2026-0001:"
            " 78.00 EUR too much, kept as credit for Acme.\n"
        )
        made = result.json
        assert (made["status"], made["amount_due"], made["to_refund"]) == (
            *("paid", "-78.00", "78.00"),
        )
        assert figures(invoiced) == {
            "credit": {"EUR": "78.00"},
            "outstanding": {"EUR": "-78.00"},
            "ageing": "-78.00",
            "totals": "-78.00",
            "list": ["-78.00"],
            "open": ["2026-0001"],
        }
        assert "credit         78.00 EUR\n" in invoiced.run("customer show acme").out
        assert invoiced.run("db check").code == 0

    def test_of_what_is_paid_already_is_all_credit(self, invoiced: At) -> None:
        invoiced.run("billing pay 2026-0001")
        invoiced.refused(
            "billing pay 2026-0001 --amount 122",
            message="nothing is due on 2026-0001",
            hint="to take it as credit: timelog billing pay 2026-0001 --amount 122"
            " --allow-overpayment",
        )
        invoiced.run("billing pay 2026-0001 --amount 122 --allow-overpayment")
        assert figures(invoiced)["credit"] == {"EUR": "122.00"}

    def test_within_what_is_due_is_a_payment_like_any_other(self, invoiced: At) -> None:
        paid = invoiced.run("billing pay 2026-0001 --amount 22 --allow-overpayment")
        assert paid.err == (
            "Recorded a payment of 22.00 EUR for 2026-0001: 100.00 EUR outstanding.\n"
        )
        assert figures(invoiced)["credit"] == {}

    def test_is_refunded_undone_or_reversed(self, invoiced: At) -> None:
        before = invoiced.cli.dump()
        invoiced.run("billing pay 2026-0001 --amount 200 --allow-overpayment")
        invoiced.run("billing pay 2026-0001 --refund")
        assert figures(invoiced)["credit"] == {}
        invoiced.run("undo")
        assert figures(invoiced)["credit"] == {"EUR": "78.00"}
        invoiced.run("undo")
        assert invoiced.cli.dump() == before
        invoiced.run("billing pay 2026-0001 --amount 200 --allow-overpayment")
        invoiced.run("billing unpay 2026-0001")
        assert figures(invoiced)["list"] == ["122.00"]

    def test_needs_its_amount_of_one_invoice_and_is_no_refund(self, invoiced: At) -> None:
        for options, message, hint in (
            (
                "--allow-overpayment",
                "--allow-overpayment needs the amount that was paid",
                "timelog billing pay 2026-0001 --amount AMOUNT --allow-overpayment",
            ),
            (
                "--allow-overpayment --refund --amount 5",
                "--allow-overpayment cannot be used with --refund",
                "use only one of them",
            ),
            (
                "2026-0002 --allow-overpayment --amount 5",
                "--amount can be used only with one invoice",
                "timelog billing pay 2026-0001 --amount 5",
            ),
        ):
            line = f"billing pay 2026-0001 {options}"
            invoiced.refused(line, code=2, message=message, hint=hint)
        invoiced.refused(
            "billing pay 2026-0001 --allow-overpayment --amount 0",
            message="the payment must be greater than 0",
        )


@pytest.mark.parametrize("how", ["paid", "prepaid", "overpaid", "half paid, half prepaid"])
def test_what_a_full_credit_leaves_is_owed_everywhere(acme: Cli, how: str) -> None:
    work(acme)
    issue(acme, "case-1 --prepaid 70" if "prepaid" in how else "case-1")
    at = acme.at(LATE)
    if how != "prepaid":
        more = " --amount 130 --allow-overpayment" if how == "overpaid" else ""
        at.run(f"billing pay 2026-0001{more}")
    at.run("billing credit 2026-0001")
    owed = {"prepaid": "70.00", "overpaid": "130.00"}.get(how, "122.00")
    assert figures(at) == {
        "credit": {"EUR": owed},
        "outstanding": {"EUR": f"-{owed}"},
        "ageing": f"-{owed}",
        "totals": f"-{owed}",
        "list": [f"-{owed}", "0.00"],
        "open": ["2026-0001"],
    }
    note = at.run("billing show CN-2026-0001 --json").json
    assert (note["to_refund"], note["amount_due"]) == (owed, "0.00")
    assert at.run("billing show CN-2026-0001").err == f"To refund on 2026-0001: {owed} EUR.\n"
    at.run("billing pay 2026-0001 --refund")
    assert figures(at)["list"] == ["0.00", "0.00"]
    assert at.run("billing show CN-2026-0001").err == ""
    assert at.run("billing show CN-2026-0001 --json").json["to_refund"] == "0.00"


@pytest.mark.parametrize(
    ("issued", "paid", "owed", "left"),
    [
        ("", "", "122.00", "0.00"),
        ("", "--amount 200", "78.00", "0.00"),
        ("", "--amount 100", "0.00", "22.00"),
        ("--prepaid 150", "", "122.00", "0.00"),
        ("--prepaid 200", None, "78.00", "0.00"),
        ("--prepaid 100", None, "0.00", "22.00"),
    ],
)
def test_what_the_credit_of_one_of_two_lines_leaves(
    acme: Cli, issued: str, paid: str | None, owed: str, left: str
) -> None:
    """Of two lines of 122.00 one is credited: 122.00 are still to pay in all."""
    refs = f"{work(acme)} {work(acme, when='10:00-11:00')}"
    assert issue(acme, f"{refs} {issued}")["total"] == "244.00"
    at = acme.at(LATE)
    if paid is not None:
        at.run(f"billing pay 2026-0001 {paid}")
    at.run("billing credit 2026-0001 --line 1")
    due = left if owed == "0.00" else f"-{owed}"
    seen = figures(at)
    assert seen["list"] == [due, "0.00"]
    assert seen["credit"] == ({} if owed == "0.00" else {"EUR": owed})
    assert at.run("billing show CN-2026-0001 --json").json["to_refund"] == owed
    assert at.run("db check").code == 0


def test_credit_and_what_is_due_on_another_invoice_are_both_told(invoiced: At) -> None:
    invoiced.run("billing pay 2026-0001 --amount 200 --allow-overpayment")
    work(invoiced.cli, when="10:00-11:00")
    issue(invoiced.cli, "case-2")
    seen = figures(invoiced)
    assert (seen["credit"], seen["outstanding"]) == ({"EUR": "78.00"}, {"EUR": "44.00"})
    assert seen["list"] == ["-78.00", "122.00"]


def test_what_is_owed_on_a_credit_note_is_as_of_the_day(invoiced: At) -> None:
    invoiced.run("billing pay 2026-0001")
    invoiced.run("billing credit 2026-0001")
    later = invoiced.cli.at("2026-12-20 18:00")
    later.run("billing pay 2026-0001 --refund")
    rows = later.run("billing list --as-of 2026-12-15 --json").json
    assert [row["to_refund"] for row in rows] == ["122.00", "122.00"]
    rows = later.run("billing list --json").json
    assert [row["to_refund"] for row in rows] == ["0.00", "0.00"]
