"""Payment terms of customers and of the settings, and the discount for early payment."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.cli.bills import done, issue, log, record, service, settings
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 22", price="50 EUR")
    ref = record(cli)
    log(cli, ref, "9:00-10:00")
    done(cli, ref)
    return cli


def previewed(cli: Cli, words: str = "") -> Any:
    (found,) = cli.at(LATE).run(f"billing preview {words} --json").json
    return found


def early(document: Any) -> tuple[int | None, str | None]:
    return document["early_payment_days"], document["early_payment_percent"]


def test_terms_are_shown_back_the_same_way_everywhere(acme: Cli) -> None:
    changed = acme.run("customer edit acme --terms '30 days EOM , 10d 3 %'")
    assert changed.err == "Changed Acme: terms 30d eom, 10d 3%.\n"
    found = acme.run("customer show acme --json").json
    assert (found["terms"], found["terms_days"]) == ("30d eom, 10d 3%", 30)
    assert "30d eom, 10d 3%\n" in acme.run("customer show acme").out
    assert "30d eom, 10d 3%" in acme.run("customer list").out
    assert "30d eom, 10d 3%" in acme.run("customer list --format csv").out
    acme.run("customer edit acme --terms eom+30d")
    assert acme.run("customer show acme --json").json["terms"] == "eom+30d"
    acme.run("undo")
    assert acme.run("customer show acme --json").json["terms"] == "30d eom, 10d 3%"
    acme.run("customer edit acme --terms ''")
    found = acme.run("customer show acme --json").json
    assert (found["terms"], found["terms_days"]) == (None, None)


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("10d", "2026-12-10"),
        ("30d eom", "2026-12-31"),
        ("eom+30d", "2026-12-30"),
        ("eom", "2026-11-30"),
        ("10d 2%", "2026-12-30"),
    ],
)
def test_an_invoice_is_due_as_the_customers_terms_say(acme: Cli, terms: str, due: str) -> None:
    acme.run(["customer", "edit", "acme", "--terms", terms])
    assert issue(acme)["due_date"] == due


def test_without_terms_of_the_customer_the_settings_count(acme: Cli) -> None:
    acme.run("config set billing.terms 'eom+14d, 7d 1%'")
    assert acme.run("config get billing.terms").out == "eom+14d, 7d 1%\n"
    found = previewed(acme)
    assert (found["due_date"], early(found)) == ("2026-12-14", (7, "1"))
    acme.run("customer edit acme --terms 30d")
    assert early(previewed(acme)) == (7, "1")
    acme.run("customer edit acme --terms '30d, none'")
    assert early(previewed(acme)) == (None, None)
    acme.run("customer edit acme --terms '10d 3%'")
    found = previewed(acme)
    assert (found["due_date"], early(found)) == ("2026-12-14", (10, "3"))


def test_the_settings_need_the_days_until_it_is_due(acme: Cli) -> None:
    acme.at(LATE).refused(
        "config set billing.terms '14d 2%'",
        code=2,
        message="invalid setting billing.terms: '14d 2%' do not say when an invoice is due",
        hint="use terms such as 30d, 14d 2%",
    )


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en_GB", "2% discount (€1.22) if paid by 14 December 2026."),
        ("it_IT", "Sconto del 2% (1,22 €) per pagamento entro il 14 dicembre 2026."),
        ("de_DE", "2 % Skonto (1,22 €) bei Zahlung bis zum 14. Dezember 2026."),
        ("fr_FR", "Escompte de 2 % (1,22 €) pour un paiement au plus tard le 14 décembre 2026."),
        ("es_ES", "Descuento del 2 % (1,22 €) por pago a más tardar el 14 de diciembre de 2026."),
    ],
)
def test_an_invoice_says_the_discount_its_amount_and_its_day(
    acme: Cli, locale: str, sentence: str
) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2%'")
    moment, spaces = acme.at(LATE), str.maketrans("\u00a0\u202f", "  ")
    for more, said in (("--format md", sentence), ("--format html", sentence.rstrip("."))):
        text = moment.run(f"billing preview --locale {locale} {more}").out.translate(spaces)
        assert text.count(said) == 1
    drawn = moment.run(f"billing preview --locale {locale}", terminal=120).out
    assert sentence in drawn.translate(spaces)


def test_the_discount_is_of_the_amount_due_rounded_half_up(acme: Cli) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2.5%' --withholding '20% Tax'")
    made = issue(acme, "case-1 --prepaid 0.40")
    assert made["payable"] == "50.60"
    assert "2.5% discount (1.27 EUR) if paid" in acme.run("billing show 2026-0001").out


def test_a_discount_does_not_outlast_the_due_date(acme: Cli) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2%'")
    assert early(previewed(acme, "--due 14d")) == (14, "2")
    assert early(previewed(acme, "--due 13d")) == (None, None)
    acme.at(LATE).refused(
        "customer edit acme --terms '10d, 14d 2%'",
        code=2,
        message="'10d, 14d 2%': the discount period is longer than the payment terms",
        hint="use fewer days for the discount, such as 10d, 10d 2%",
    )
    acme.run("customer edit acme --terms 'eom, 30d 2%'")
    acme.at(LATE).refused(
        "customer edit acme --terms 'eom, 31d 2%'",
        code=2,
        message="'eom, 31d 2%': the discount period is longer than the payment terms",
        hint="use fewer days for the discount, such as eom, 14d 2%",
    )


def test_a_payment_less_the_discount_is_accounted_for_by_the_commands_that_are_shown(
    acme: Cli,
) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2%'")
    due = Decimal(issue(acme)["payable"])
    much = due - (due * 2 / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    table = f"Date;Amount;Text\n2026-12-14;{much};2026-0001\n2026-12-15;{much};2026-0001\n"
    at = acme.at("2026-12-15 09:00")
    read = at.run("billing pay --from-bank - --json", stdin=table.encode()).json
    note = f"{due} EUR is due"
    assert [one["note"] for one in read] == [f"{note}, less the discount for early payment", note]
    late = at.run(f"billing pay 2026-0001 --amount {much}").err.splitlines()
    at.run("undo")
    said = at.run(read[0]["command"].removeprefix("timelog ")).err.splitlines()
    assert late == said[:1]
    why, commands = said[1].split(" To invoice less: ")
    assert why == "The rest is the discount for early payment."
    for line in commands.split(", then "):
        at.run(line.removeprefix("timelog "))
    rows = at.run("billing list --json").json
    assert [row["amount_due"] for row in rows] == ["0.00"] * 3
    assert Decimal(rows[-1]["total"]) == much


def test_quotes_and_credit_notes_have_no_discount_for_early_payment(acme: Cli) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2%'")
    assert early(issue(acme)) == (14, "2")
    note = acme.at(LATE).run("billing credit 2026-0001 --json").json
    assert early(note) == (None, None)
    ref = record(acme, "--estimate 2h")
    (offer,) = acme.at(LATE).run(f"billing quote {ref} --json").json
    assert early(offer) == (None, None)
    assert "discount" not in acme.run(f"billing show {offer['number']}").out


def test_an_issued_invoice_keeps_its_terms(acme: Cli) -> None:
    acme.run("customer edit acme --terms '30d, 14d 2%'")
    before = issue(acme)
    settings(acme, billing_terms="5d")
    acme.run("customer edit acme --terms ''")
    after = acme.run("billing show 2026-0001 --format json").json
    assert (after["due_date"], early(after)) == (before["due_date"], (14, "2"))
