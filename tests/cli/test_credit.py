"""More was paid than is due: the credit of a customer, wherever it comes from."""

from __future__ import annotations

from pathlib import Path

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


def work(cli: Cli, when: str = "9:00-10:00", more: str = "", customer: str = "Acme") -> str:
    """A resolved case of an hour, which comes to 122.00 EUR."""
    ref = record(cli, more, customer=customer)
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
            hint="to keep it as credit: timelog billing pay 2026-0001 --amount 122"
            " --allow-overpayment",
        )
        invoiced.run("billing pay 2026-0001 --amount 122 --allow-overpayment")
        assert figures(invoiced)["credit"] == {"EUR": "122.00"}

    def test_the_command_that_keeps_the_rest_has_the_date_that_was_typed(
        self, invoiced: At
    ) -> None:
        invoiced.refused(
            "billing pay 2026-0001 --amount 200 --date 2026-12-01",
            message="the payment of 200.00 EUR exceeds the 122.00 EUR due on 2026-0001",
            hint="to keep the rest as credit: timelog billing pay 2026-0001 --date 2026-12-01"
            " --amount 200.00 --allow-overpayment",
        )

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

    def test_is_offered_for_the_day_that_was_typed_and_never_of_credit(self, invoiced: At) -> None:
        pay = "billing pay 2026-0001 --amount 200.00"
        more = "the payment of 200.00 EUR exceeds the 122.00 EUR due on 2026-0001"
        dated = "timelog billing pay 2026-0001 --date 2026-12-02 --amount 200.00"
        dated += " --allow-overpayment"
        keep = f"to keep the rest as credit: {dated}"
        invoiced.refused(f"{pay} --date 2026-12-02", message=more, hint=keep)
        most = "timelog billing pay 2026-0001 --use-credit --amount 122.00"
        invoiced.refused(f"{pay} --use-credit", message=more, hint=most)
        invoiced.run("billing pay 2026-0001")
        none, show = "nothing is due on 2026-0001", "timelog billing show 2026-0001"
        invoiced.refused(f"{pay} --use-credit", message=none, hint=show)
        keep = f"to keep it as credit: {dated}"
        invoiced.refused(f"{pay} --date 2026-12-02", message=none, hint=keep)


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


@pytest.fixture
@once
def credit(cli: Cli) -> Cli:
    """78.00 EUR of credit on 2026-0001, from 2026-12-10 on; 122.00 EUR due on 2026-0002."""
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    work(cli)
    issue(cli)
    work(cli, when="10:00-11:00")
    issue(cli, "case-2")
    cli.at(LATE).run("billing pay 2026-0001 --amount 200 --allow-overpayment")
    return cli


def dues(at: At) -> dict[str, str]:
    return {row["number"]: row["amount_due"] for row in at.run("billing list --json").json}


class TestCreditThatIsUsed:
    def test_pays_what_it_can_and_is_named_on_both_invoices(self, credit: Cli) -> None:
        at = credit.at(LATE)
        paid = at.run("billing pay 2026-0002 --use-credit --json")
        assert paid.err == (
            "Used 78.00 EUR of credit from 2026-0001 for 2026-0002: 44.00 EUR outstanding.\n"
        )
        (payment,) = paid.json["payments"]
        assert (payment["amount"], payment["credit_from"], payment["credit_for"]) == (
            *("78.00", "2026-0001", None),
        )
        source = at.run("billing show 2026-0001 --json").json
        assert [(one["amount"], one["credit_for"]) for one in source["payments"]] == [
            ("200.00", None),
            ("-78.00", "2026-0002"),
        ]
        assert at.run("billing show 2026-0001").err == (
            "Payment 1: 200.00 EUR on 2026-12-10\n"
            "Payment 2: -78.00 EUR on 2026-12-10, used as credit for 2026-0002\n"
            "Nothing outstanding.\n"
        )
        assert at.run("billing show 2026-0002").err == (
            "Payment 1: 78.00 EUR on 2026-12-10, credit from 2026-0001\nOutstanding: 44.00 EUR.\n"
        )
        assert dues(at) == {"2026-0001": "0.00", "2026-0002": "44.00"}
        assert at.run("customer show acme --json").json["credit_amounts"] == {}
        assert at.run("db check").code == 0

    def test_is_undone_and_redone_as_one(self, credit: Cli) -> None:
        at, before = credit.at(LATE), credit.dump()
        at.run("billing pay 2026-0002 --use-credit")
        after = credit.dump()
        at.run("undo")
        assert credit.dump() == before
        at.run("redo")
        assert credit.dump() == after

    @pytest.mark.parametrize(
        ("line", "other"),
        [
            ("billing unpay 2026-0002", "2026-0001. To refund: 78.00 EUR"),
            ("billing unpay 2026-0001 --payment 2", "2026-0002. Outstanding: 122.00 EUR"),
        ],
    )
    def test_is_reversed_on_both_invoices_by_either(
        self, credit: Cli, line: str, other: str
    ) -> None:
        at = credit.at(LATE)
        at.run("billing pay 2026-0002 --use-credit")
        done = at.run(f"{line} --reason 'Wrong invoice'")
        assert done.err.splitlines()[-1] == f"Reversed the same credit on {other}."
        assert dues(at) == {"2026-0001": "-78.00", "2026-0002": "122.00"}
        for number, payments in (("2026-0001", 3), ("2026-0002", 2)):
            shown = at.run(f"billing show {number} --json").json["payments"]
            assert len(shown) == payments
            assert shown[-1]["reason"] == "Wrong invoice"
        at.run("billing unpay 2026-0002 --payment 1", code=1)
        at.run("billing pay 2026-0002 --use-credit")
        assert dues(at) == {"2026-0001": "0.00", "2026-0002": "44.00"}
        assert at.run("db check").code == 0
        at.run("undo")
        at.run("undo")
        assert dues(at) == {"2026-0001": "0.00", "2026-0002": "44.00"}

    def test_comes_from_the_oldest_invoices_and_as_much_as_is_asked_for(self, credit: Cli) -> None:
        at = credit.at(LATE)
        work(credit, when="11:00-12:00")
        issue(credit, "case-3 --prepaid 20", day="2026-12-10")
        at.run("billing credit 2026-0003")
        assert at.run("billing pay 2026-0002 --use-credit --amount 90").err == (
            "Used 90.00 EUR of credit from 2026-0001 and 2026-0003 for 2026-0002:"
            " 32.00 EUR outstanding.\n"
        )
        assert dues(at) == {
            **{"2026-0001": "0.00", "2026-0002": "32.00"},
            **{"2026-0003": "-8.00", "CN-2026-0001": "0.00"},
        }
        at.refused(
            "billing pay 2026-0002 --use-credit --amount 9",
            message="there is only 8.00 EUR of credit",
            hint="use --amount 8.00, or leave out --amount",
        )

    def test_is_that_of_the_day_of_the_customer_and_of_the_currency(self, credit: Cli) -> None:
        at = credit.at(LATE)
        at.refused(
            "billing pay 2026-0002 --use-credit --date 2026-12-09",
            message="Acme has no credit in EUR on 2026-12-09",
            hint="timelog billing list --open",
        )
        credit.run("customer add Bell")
        work(credit, when="11:00-12:00", customer="Bell")
        issue(credit, "case-3", day="2026-12-10")
        bell = "Bell has no credit in EUR on 2026-12-10"
        at.refused("billing pay 2026-0003 --use-credit", message=bell)
        at.refused("billing pay 2026-0002 2026-0003 --use-credit", message=bell)
        credit.run("service add Abroad --price 10 --currency USD")
        credit.run("record add Trip --type case --customer Acme --service Abroad --billable")
        log(credit, "case-4", "12:00-13:00")
        done(credit, "case-4")
        issue(credit, "case-4", day="2026-12-10")
        usd = "Acme has no credit in USD on 2026-12-10"
        at.refused("billing pay 2026-0004 --use-credit", message=usd)

    def test_is_no_money(self, credit: Cli) -> None:
        for option in ("--refund", "--allow-overpayment"):
            credit.at(LATE).refused(
                f"billing pay 2026-0002 {option} --use-credit",
                code=2,
                message=f"{option} cannot be used with --use-credit",
                hint="use only one of them",
            )


class TestCreditOnANewInvoice:
    @pytest.fixture
    def third(self, credit: Cli) -> At:
        work(credit, when="11:00-12:00")
        return credit.at(LATE)

    def test_is_printed_as_a_prepayment_and_leaves_where_it_was(self, third: At) -> None:
        seen = third.run("billing preview case-3 --use-credit --json").json[0]
        assert (seen["prepaid"], seen["payable"]) == ("78.00", "44.00")
        issued = third.run("billing issue case-3 --use-credit")
        assert issued.err.splitlines()[:2] == [
            "Issued 2026-0003 to Acme: 122.00 EUR, amount due 44.00 EUR, due 2027-01-09.",
            "Used 78.00 EUR of credit from 2026-0001 for 2026-0003.",
        ]
        assert "78.00" in issued.out
        made = third.run("billing show 2026-0003 --json").json
        assert (made["prepaid"], made["payable"], made["amount_due"]) == (
            *("78.00", "44.00", "44.00"),
        )
        assert made["prepaid_by_credit"] == [{"number": "2026-0001", "amount": "78.00"}]
        assert third.run("billing show 2026-0003").err == (
            "Prepaid: 78.00 EUR, credit from 2026-0001\nOutstanding: 44.00 EUR.\n"
        )
        assert third.run("billing show 2026-0001").err.splitlines()[1:] == [
            "Payment 2: -78.00 EUR on 2026-12-10, used as credit for 2026-0003",
            "Nothing outstanding.",
        ]
        assert dues(third) == {"2026-0001": "0.00", "2026-0002": "122.00", "2026-0003": "44.00"}
        assert third.run("db check").code == 0

    def test_is_credit_again_where_the_invoice_is_credited(self, third: At) -> None:
        third.run("billing issue case-3 --use-credit")
        third.refused(
            "billing unpay 2026-0001 --payment 2",
            message="payment 2 of 2026-0001 is credit that was used as a prepayment on 2026-0003",
            hint="to get the credit back: timelog billing credit 2026-0003",
        )
        third.run("billing credit 2026-0003")
        assert dues(third)["2026-0003"] == "-78.00"
        assert third.run("billing pay 2026-0002 --use-credit").err == (
            "Used 78.00 EUR of credit from 2026-0003 for 2026-0002: 44.00 EUR outstanding.\n"
        )
        third.run("billing unpay 2026-0001")
        assert dues(third)["2026-0001"] == "200.00"

    def test_is_no_more_than_is_due_after_what_was_prepaid(self, third: At) -> None:
        third.run("billing issue case-3 --use-credit --prepaid 100")
        made = third.run("billing show 2026-0003 --json").json
        assert (made["prepaid"], made["payable"]) == ("122.00", "0.00")
        assert made["prepaid_by_credit"] == [{"number": "2026-0001", "amount": "22.00"}]
        assert dues(third)["2026-0001"] == "-56.00"

    def test_is_shared_by_the_invoices_of_one_command(self, third: At) -> None:
        prices = "--prices-include-tax --rate 50"
        work(third.cli, when="12:00-13:00", more=prices)
        lines = "case-3 case-4 --use-credit --json"
        previewed = [one["prepaid"] for one in third.run(f"billing preview {lines}").json]
        issued = [one["prepaid"] for one in third.run(f"billing issue {lines}").json]
        assert previewed == issued == ["78.00", "0.00"]

    def test_of_each_customer_is_used_with_all(self, third: At) -> None:
        third.run("billing issue --all --use-credit --summary")
        assert dues(third)["2026-0003"] == "44.00"

    def test_that_is_none_changes_nothing(self, third: At) -> None:
        third.run("billing pay 2026-0001 --refund")
        (made,) = third.run("billing issue case-3 --use-credit --json").json
        assert made["prepaid"] == "0.00"


def test_credit_that_was_used_is_in_an_export_of_everything(credit: Cli, tmp_path: Path) -> None:
    at = credit.at(LATE)
    at.run("billing pay 2026-0002 --use-credit --amount 8")
    work(credit, when="11:00-12:00")
    at.run("billing issue case-3 --use-credit")
    content = at.run("export --to jsonl").raw
    (tmp_path / "other").mkdir()
    other = Cli(tmp_path / "other")
    other.at(LATE).run("import -", stdin=content)
    assert dues(other.at(LATE)) == dues(at)
    for number in ("2026-0001", "2026-0002", "2026-0003"):
        line = f"billing show {number} --json"
        assert other.at(LATE).run(line).out == at.run(line).out
    assert other.run("db check").code == 0


def test_the_database_keeps_what_credit_is(credit: Cli) -> None:
    at = credit.at(LATE)
    at.run("billing pay 2026-0001 --amount 5 --allow-overpayment --date 2027-01-01")
    at.run("billing unpay 2026-0001 --payment 2 --date 2027-01-02")
    credit.rows(
        "INSERT INTO payment (uuid, invoice_id, amount, paid_on)"
        " VALUES (randomblob(16), 1, '-7.00', '2026-12-10')"
    )
    ((source,),) = credit.rows("SELECT max(id) FROM payment")
    using = "INSERT INTO payment (uuid, invoice_id, amount, paid_on, credit_id) VALUES"
    rule = "credit can be used only in full, on another invoice of the customer"
    for values in (
        f"(randomblob(16), 2, '6.00', '2026-12-10', {source})",
        f"(randomblob(16), 2, '7.00', '2026-12-09', {source})",
        f"(randomblob(16), 1, '7.00', '2026-12-10', {source})",
        "(randomblob(16), 2, '-200.00', '2026-12-10', 1)",
        "(randomblob(16), 2, '5.00', '2027-01-02', 3)",
    ):
        with pytest.raises(Exception, match=rule):
            credit.rows(f"{using} {values}")
    credit.rows(f"{using} (randomblob(16), 2, '7.00', '2026-12-10', {source})")
    with pytest.raises(Exception, match="credit must be reversed where it came from first"):
        credit.rows(
            "INSERT INTO payment (uuid, invoice_id, amount, paid_on, reverses_id)"
            " SELECT randomblob(16), 2, '-7.00', '2026-12-10', max(id) FROM payment"
        )
    with pytest.raises(Exception, match="only of an invoice that is being issued"):
        credit.rows(
            "INSERT INTO payment (uuid, invoice_id, amount, paid_on, prepays_id)"
            " VALUES (randomblob(16), 1, '-7.00', '2026-11-30', 2)"
        )
