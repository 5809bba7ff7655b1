"""Prices that include tax, surcharges, withholding, pre-payments and sentences on tax."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, settings
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"
ONE_HOUR = "9:00-10:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="100 EUR")
    return cli


def work(cli: Cli, more: str = "", customer: str = "Acme", when: str = ONE_HOUR) -> str:
    ref = record(cli, more, customer=customer)
    log(cli, ref, when)
    done(cli, ref)
    return ref


def previewed(cli: Cli, words: str = "") -> list[dict[str, Any]]:
    return list(cli.at(LATE).run(f"billing preview {words} --json").json)


# Prices that include tax


def test_a_service_says_whether_its_price_includes_tax(cli: Cli) -> None:
    service(cli, "--tax-rate 22 --prices-include-tax", price="122 EUR")
    shown = cli.run("service show consulting")
    assert "price     122.00 EUR per hour, tax included\n" in shown.out
    assert cli.run("service list --json").json[0]["prices_include_tax"] is True
    edited = cli.run("service edit consulting --prices-exclude-tax --json")
    assert edited.json["prices_include_tax"] is False
    assert edited.err == "Changed Consulting: price 122.00 EUR per hour.\n"
    cli.run("undo")
    assert cli.run("service show consulting --json").json["prices_include_tax"] is True


def test_a_record_copies_it_with_the_price_and_may_say_otherwise(cli: Cli) -> None:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22 --prices-include-tax", price="122 EUR")
    record(cli)
    cli.run("service edit consulting --prices-exclude-tax")
    shown = cli.run("record show 1 --json").json
    assert (shown["rate"], shown["prices_include_tax"]) == ("122", True)
    assert cli.run("record edit 1 --rate 61 --json").json["prices_include_tax"] is True
    off = cli.run("record edit 1 --prices-exclude-tax --json").json
    assert (off["rate"], off["prices_include_tax"]) == ("61", False)
    record(cli, "--prices-include-tax --rate 5")
    assert cli.run("record show 2 --json").json["prices_include_tax"] is True
    assert cli.run("record edit 2 --no-service --json").json["prices_include_tax"] is False


def test_tax_is_in_no_price_without_a_rate(cli: Cli) -> None:
    cli.run("record add Login --type case")
    cli.at(LATE).refused(
        "record edit 1 --prices-include-tax",
        message="cannot include tax in the price: the record has no rate",
        hint="timelog record edit case-1 --service SERVICE --prices-include-tax",
    )
    cli.at(LATE).refused(
        "record add Other --prices-include-tax",
        message="cannot include tax in the price: the record has no rate",
        hint="timelog record add Other --service SERVICE --prices-include-tax",
    )
    cli.at(LATE).refused(
        "record edit 1 --prices-include-tax --prices-exclude-tax",
        code=2,
        message="--prices-include-tax cannot be used with --prices-exclude-tax",
    )


def test_what_is_not_invoiced_is_told_before_tax(cli: Cli) -> None:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22 --prices-include-tax", price="122 EUR")
    work(cli)
    assert cli.run("record show 1 --json").json["unbilled_amount"] == "100.00"
    assert cli.run("customer show acme --json").json["unbilled_amounts"] == {"EUR": "100.00"}
    assert cli.run("report all --json").json[0]["amounts"] == {"EUR": "100.00"}


def test_prices_with_and_without_tax_make_two_invoices(acme: Cli) -> None:
    work(acme)
    work(acme, "--prices-include-tax", when="10:00-11:00")
    work(acme, when="11:00-12:00")
    made = acme.at(LATE).run("billing issue --all --json").json
    assert [(one["prices_include_tax"], one["total"]) for one in made] == [
        (False, "244.00"),
        (True, "100.00"),
    ]
    assert [line["record"] for line in made[0]["lines"]] == ["case-1", "case-3"]


def test_a_price_that_includes_a_tax_that_is_not_due_is_refused(acme: Cli) -> None:
    acme.run("customer edit acme --tax-treatment reverse-charge --vat-id IT01234560587")
    work(acme, "--prices-include-tax")
    acme.at(LATE).refused(
        "billing issue case-1",
        message="cannot invoice case-1: its price includes tax, but Acme is not charged tax"
        " (reverse-charge)",
        hint="timelog record edit case-1 --prices-exclude-tax --rate RATE",
    )
    acme.run("record edit 1 --tax-rate ''")
    assert issue(acme)["total"] == "100.00"


def test_an_invoice_of_such_prices_says_what_tax_is_in_it(acme: Cli) -> None:
    for hour in (9, 10, 11):
        work(acme, "--prices-include-tax --rate 33.33", when=f"{hour}:00-{hour + 1}:00")
    text = acme.at(LATE).run("billing preview").out
    assert "| Price | Tax | Amount EUR |\n" in text
    assert text.endswith(
        "|                           |       EUR |\n"
        "| ------------------------- | --------: |\n"
        "| Subtotal                  |     99.99 |\n"
        "| **Total**                 | **99.99** |\n"
        "| Included tax 22% on 81.96 |     18.03 |\n"
        "\n"
        "Please pay **99.99 EUR** by 2026-12-30.\n"
    )
    (made,) = previewed(acme)
    assert [line["net"] for line in made["lines"]] == ["27.32", "27.32", "27.32"]


# Surcharges and withholding


def test_surcharge_and_withholding_have_rows_of_their_own(acme: Cli) -> None:
    settings(
        acme,
        billing_surcharge="4% INPS contribution",
        billing_withholding="20% Ritenuta d'acconto",
        billing_withholding_base="net-and-surcharge",
    )
    work(acme)
    made = issue(acme, "case-1 --prepaid 6.08")
    assert (made["surcharge_name"], made["surcharge_percent"]) == ("INPS contribution", "4")
    assert (made["withholding_name"], made["withheld_on"]) == ("Ritenuta d'acconto", "104.00")
    assert acme.run("billing show 2026-0001").out.endswith(
        "|                                  |        EUR |\n"
        "| -------------------------------- | ---------: |\n"
        "| Subtotal                         |     100.00 |\n"
        "| 4% INPS contribution             |       4.00 |\n"
        "| Tax 22% on 104.00                |      22.88 |\n"
        "| **Total**                        | **126.88** |\n"
        "| 20% Ritenuta d'acconto on 104.00 |     -20.80 |\n"
        "| Paid before                      |      -6.08 |\n"
        "| **Amount due**                   | **100.00** |\n"
        "\n"
        "Please pay **100.00 EUR** by 2026-12-30, naming 2026-0001.\n"
    )


def test_the_charge_of_the_customer_counts_before_the_settings(acme: Cli) -> None:
    settings(acme, billing_surcharge="4% General", billing_withholding="20% General")
    work(acme)

    def names() -> tuple[str | None, str | None]:
        (made,) = previewed(acme)
        return made["surcharge_name"], made["withholding_name"]

    assert names() == ("General", "General")
    acme.run("customer edit acme --surcharge '2% Own' --withholding none")
    assert names() == ("Own", None)
    shown = acme.run("customer show acme --json").json
    assert (shown["surcharge"], shown["withholding"]) == ("2% Own", "none")
    acme.run("customer edit acme --surcharge '' --withholding ''")
    assert names() == ("General", "General")
    acme.run("undo")
    assert names() == ("Own", None)


@pytest.mark.parametrize("name", ["surcharge", "withholding"])
@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "4%",
            "the {} '4%' must be a percentage followed by a name",
            'give both, such as "4% Pension fund", or none',
        ),
        ("120% Tax", "the {} '120%' is more than 100%", "use a number from 0 to 100, such as 22%"),
        ("-1% Tax", "the {} '-1%' is not a percentage", "use a number from 0 to 100, such as 22%"),
    ],
)
def test_what_is_no_charge_is_refused(
    acme: Cli, name: str, text: str, message: str, hint: str
) -> None:
    acme.at(LATE).refused(
        ["customer", "edit", "acme", f"--{name}", text],
        code=2,
        message=message.format(name),
        hint=hint,
    )
    acme.at(LATE).refused(
        ["config", "set", f"billing.{name}", text],
        code=2,
        message=f"invalid setting billing.{name}: {message.format('text')}",
        hint=hint,
    )


def test_a_name_that_steers_a_terminal_or_a_spreadsheet_is_only_shown(acme: Cli) -> None:
    acme.run(["customer", "edit", "acme", "--surcharge", "4% =1+1|<b>*x*"])
    work(acme)
    issue(acme)
    assert ",'=1+1|<b>*x*,4,4.00," in acme.run("billing show 2026-0001 --format csv").out
    assert "| 4% =1+1\\|&lt;b&gt;\\*x\\* |" in acme.run("billing show 2026-0001").out
    assert '<th scope="row">4% =1+1|&lt;b&gt;*x*</th>' in (
        acme.run("billing show 2026-0001 --format html").out
    )


# Pre-payments


def test_what_is_prepaid_or_withheld_is_not_due(acme: Cli) -> None:
    acme.run("customer edit acme --withholding '20% Tax'")
    work(acme)
    made = acme.at(LATE).run("billing issue case-1 --prepaid 50 --json")
    assert made.err.startswith("Issued 2026-0001 to Acme: 122.00 EUR, amount due 52.00 EUR, due ")
    (row,) = acme.at(LATE).run("billing list --json").json
    assert (row["total"], row["payable"], row["amount_due"]) == ("122.00", "52.00", "52.00")
    acme.at(LATE).refused(
        "billing pay 2026-0001 --amount 52.01",
        message="the payment of 52.01 EUR exceeds the 52.00 EUR due on 2026-0001",
        hint="to keep the rest as credit:"
        " timelog billing pay 2026-0001 --amount 52.01 --allow-overpayment",
    )
    overdue = acme.at("2027-01-10 09:00").run("billing list --status overdue --json").json
    assert [one["amount_due"] for one in overdue] == ["52.00"]
    paid = acme.at(LATE).run("billing pay 2026-0001 --json")
    assert paid.err == "Recorded a payment of 52.00 EUR for 2026-0001: paid in full.\n"
    assert (paid.json["status"], paid.json["amount_due"]) == ("paid", "0.00")


def test_an_invoice_that_is_all_prepaid_is_paid(acme: Cli) -> None:
    work(acme)
    issue(acme, "case-1 --prepaid 122.00")
    shown = acme.at(LATE).run("billing show 2026-0001 --json").json
    assert (shown["status"], shown["payable"]) == ("paid", "0.00")
    assert "Please pay" not in acme.run("billing show 2026-0001").out


def test_a_credit_lowers_what_is_due_and_what_was_prepaid_beyond_is_owed(acme: Cli) -> None:
    for hour in (9, 10):
        work(acme, when=f"{hour}:00-{hour + 1}:00")
    issue(acme, "--customer Acme --prepaid 200")
    at = acme.at("2026-12-01 09:00")
    note = at.run("billing credit 2026-0001 --line 1 --json").json
    assert (note["total"], note["prepaid"], note["payable"]) == ("-122.00", "0.00", "-122.00")
    shown = at.run("billing show 2026-0001 --json").json
    assert (shown["status"], shown["amount_due"]) == ("paid", "-78.00")
    rest = at.run("billing credit 2026-0001 --json").json
    assert (rest["total"], rest["prepaid"], rest["payable"]) == ("-122.00", "0.00", "-122.00")
    shown = at.run("billing show 2026-0001 --json").json
    assert (shown["status"], shown["amount_due"]) == ("credited", "-200.00")


@pytest.mark.parametrize(
    ("prepaid", "code", "message", "hint"),
    [
        (
            "122.01",
            1,
            "the prepayment of 122.01 EUR exceeds the amount due of 122.00 EUR",
            "use --prepaid 122.00 or less",
        ),
        ("1.005", 2, "the prepayment '1.005' has too many decimal places for EUR", "use 1.01"),
        ("-5", 2, "the prepayment cannot have a sign: '-5'", "use 5"),
        (
            "10%",
            2,
            "the prepayment '10%' is not an amount",
            "use digits and a decimal point, such as 66.50",
        ),
    ],
)
def test_what_cannot_be_prepaid_is_refused(
    acme: Cli, prepaid: str, code: int, message: str, hint: str
) -> None:
    work(acme)
    for verb in ("issue", "preview"):
        acme.at(LATE).refused(
            f"billing {verb} case-1 --prepaid {prepaid}", code=code, message=message, hint=hint
        )


def test_one_pre_payment_is_not_taken_off_several_invoices(acme: Cli) -> None:
    acme.run("customer add Bell")
    work(acme)
    work(acme, customer="Bell", when="10:00-11:00")
    for words in ("issue --all", "issue case-1 case-2", "preview"):
        acme.at(LATE).refused(
            f"billing {words} --prepaid 10",
            message="a prepayment applies to one invoice, but this would make 2",
            hint="choose one customer's records",
        )


# Sentences on tax


def test_the_sentence_on_tax_is_of_the_customer_the_settings_or_the_law(acme: Cli) -> None:
    acme.run("customer edit acme --tax-treatment exempt")
    work(acme)

    def sentences() -> list[str]:
        return list(previewed(acme)[0]["sentences"])

    assert sentences() == ["This supply is exempt from tax."]
    settings(acme, billing_exempt_note="Kein Ausweis von Umsatzsteuer, § 19 UStG")
    assert sentences() == ["Kein Ausweis von Umsatzsteuer, § 19 UStG"]
    note = "Operazione senza IVA, art. 1 c. 54-89 L. 190/2014"
    acme.run(["customer", "edit", "acme", "--tax-note", note])
    assert sentences() == [note]
    assert acme.run("customer show acme --json").json["tax_note"] == note
    assert note in acme.at(LATE).run("billing preview").out
    acme.run("customer edit acme --tax-treatment standard")
    assert sentences() == [note]
    acme.run("customer edit acme --tax-note ''")
    assert sentences() == []


# What is out of bounds


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("record edit 1 --tax-rate=-1", "the tax rate '-1' is not a percentage"),
        ("record edit 1 --tax-rate 100.01", "the tax rate '100.01' is more than 100%"),
        ("service edit consulting --tax-rate=-0.5", "the tax rate '-0.5' is not a percentage"),
        ("record edit 1 --discount 101", "the discount '101' is more than 100%"),
        ("billing preview 1 --discount 101%", "the discount '101%' is more than 100%"),
        ("billing issue 1 --discount=-1%", "the discount '-1%' is not a percentage"),
    ],
)
def test_rates_below_0_and_above_100_are_refused(acme: Cli, line: str, message: str) -> None:
    work(acme)
    hint = "use a number from 0 to 100, such as 22%"
    acme.at(LATE).refused(line, code=2, message=message, hint=hint)
