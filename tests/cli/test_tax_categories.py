"""Why no tax is charged: what a rate of zero means, treatments of customers, exemption codes."""

from __future__ import annotations

import pytest

from tests.cli.bills import done, issue, log, record, service, settings
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"
CATEGORIES = ("zero-rated", "exempt")


@pytest.fixture
@once
def acme(cli: Cli) -> Cli:
    cli.run("customer add Acme")
    service(cli, "--tax-rate 0 --tax-category exempt", name="Lessons", price="40 EUR")
    service(cli, "--tax-rate 22", price="100 EUR")
    return cli


def work(cli: Cli, more: str = "", when: str = "9:00-10:00") -> str:
    ref = record(cli, more)
    log(cli, ref, when)
    done(cli, ref)
    return ref


def shown(cli: Cli, what: str) -> tuple[str | None, str | None]:
    found = cli.run(f"{what} --json").json
    return found["tax_rate"], found["tax_category"]


# What a rate of zero means


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_a_rate_of_zero_means_is_on_the_line_of_the_invoice(cli: Cli, category: str) -> None:
    cli.run("customer add Acme")
    service(cli, f"--tax-rate 0 --tax-category {category}")
    ref = work(cli)
    (line,) = issue(cli, ref)["lines"]
    assert (line["tax_rate"], line["tax_category"]) == ("0", category)
    note = cli.at(LATE).run("billing credit 2026-0001 --json").json
    assert note["lines"][0]["tax_category"] == category


def test_a_service_says_it_and_it_goes_with_the_rate(acme: Cli) -> None:
    assert shown(acme, "service show Lessons") == ("0", "exempt")
    assert "tax category  exempt\n" in acme.run("service show Lessons").out
    acme.run("service edit Lessons --tax-category zero-rated")
    assert shown(acme, "service show Lessons") == ("0", "zero-rated")
    changed = acme.run("service edit Lessons --tax-rate 5")
    assert changed.err == "Changed Lessons: tax rate 5%, tax category removed.\n"
    assert shown(acme, "service show Lessons") == ("5", None)
    acme.run("undo")
    assert shown(acme, "service show Lessons") == ("0", "zero-rated")
    acme.run("service edit Lessons --tax-category ''")
    assert shown(acme, "service show Lessons") == ("0", None)


def test_a_record_copies_it_with_the_rate_and_may_say_otherwise(acme: Cli) -> None:
    acme.run("record add Talk --service Lessons")
    assert shown(acme, "record show 1") == ("0", "exempt")
    acme.run("service edit Lessons --tax-category zero-rated")
    assert shown(acme, "record show 1") == ("0", "exempt")
    acme.run("record edit 1 --tax-category zero-rated")
    assert "tax category  zero-rated\n" in acme.run("record show 1").out
    acme.run("record edit 1 --tax-rate 10")
    assert shown(acme, "record show 1") == ("10", None)
    acme.run("record edit 1 --tax-rate 0 --tax-category exempt")
    acme.run("record edit 1 --service Consulting")
    assert shown(acme, "record show 1") == ("22", None)
    acme.run("record edit 1 --service Lessons --tax-rate 0")
    assert shown(acme, "record show 1") == ("0", "zero-rated")
    acme.run("record edit 1 --no-service")
    assert shown(acme, "record show 1") == (None, None)


def test_an_item_has_its_own_or_that_of_its_record(acme: Cli) -> None:
    ref = record(acme)
    lessons = acme.run("record add Talk --service Lessons --customer Acme --billable --json").json
    acme.run(f"billing item add {ref} Stamps 9.50 --tax-rate 0 --tax-category exempt")
    acme.run(f"billing item add {lessons['ref']} Book 20")
    acme.run(f"billing item add {lessons['ref']} Room 30 --tax-rate 0")
    assert [one["tax_category"] for one in acme.run("billing item list --json").json] == [
        *("exempt", None, None)
    ]
    for one in (ref, lessons["ref"]):
        done(acme, one)
    lines = issue(acme, "--all")["lines"]
    assert [(line["title"], line["tax_category"]) for line in lines] == [
        *(("Stamps", "exempt"), ("Book", "exempt"), ("Room", "exempt")),
    ]


def test_an_item_loses_it_with_the_rate(acme: Cli) -> None:
    ref = record(acme)
    added = acme.run(f"billing item add {ref} Stamps 9.50 --tax-rate 0 --tax-category exempt")
    assert "0% tax, exempt, 2026-11-02.\n" in added.err
    assert acme.run("billing item edit 1 --tax-rate 22 --json").json["tax_category"] is None
    acme.run("billing item edit 1 --tax-rate 0 --tax-category zero-rated")
    assert acme.run("billing item edit 1 --tax-rate '' --json").json["tax_category"] is None


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("service add Talks --price 5 --currency EUR", "timelog service add Talks --price 5"),
        (
            "service add Talks --price 5 --currency EUR --tax-rate 22",
            "timelog service add Talks --price 5",
        ),
        ("service edit Consulting", "timelog service edit Consulting"),
        ("record add Talk --service Consulting", "timelog record add Talk"),
        ("record edit 1", "timelog record edit case-1"),
        ("record edit 1 --tax-rate 10", "timelog record edit case-1"),
        ("billing item add 1 Stamps 5", "timelog billing item add 1 …"),
        ("billing item edit 1 --tax-rate 10", "timelog billing item edit 1"),
    ],
)
@pytest.mark.parametrize("category", CATEGORIES)
def test_it_is_refused_beside_another_rate(acme: Cli, line: str, hint: str, category: str) -> None:
    ref = record(acme)
    acme.run(f"billing item add {ref} Parking 5")
    acme.at(LATE).refused(
        f"{line} --tax-category {category}",
        message=f"the tax category {category} needs a tax rate of 0",
        hint=f"{hint} --tax-rate 0 --tax-category {category}",
    )


def test_a_word_that_is_none_is_refused(acme: Cli) -> None:
    acme.at(LATE).refused(
        "service edit Lessons --tax-category free",
        code=2,
        message="'free' is not a tax category",
        hint="use one of zero-rated, exempt",
    )


def test_an_invoice_says_that_something_is_exempt(acme: Cli) -> None:
    ref = work(acme, "--tax-rate 0 --tax-category exempt")
    made = issue(acme, ref)
    assert made["sentences"] == ["This supply is exempt from tax."]
    settings(acme, billing_exempt_note="§ 4 Nr. 21 UStG")
    other = work(acme, "--tax-rate 0 --tax-category exempt", "10:00-11:00")
    assert issue(acme, other)["sentences"] == ["§ 4 Nr. 21 UStG"]


def test_where_only_some_of_it_is_exempt_its_tax_says_so(acme: Cli) -> None:
    work(acme, "--tax-rate 0 --tax-category exempt")
    work(acme, when="10:00-11:00")
    made = acme.at(LATE).run("billing issue --all").out
    assert "| Exempt from tax 0% on 100.00 |" in made
    assert "| Tax 22% on 100.00            |" in made
    assert "This supply is exempt" not in made


def test_a_zero_rate_is_printed_as_before(acme: Cli) -> None:
    ref = work(acme, "--tax-rate 0 --tax-category zero-rated")
    made = issue(acme, ref)
    assert made["sentences"] == []
    assert "| Tax 0% on 100.00 |" in acme.run("billing show 2026-0001").out


# Treatments


@pytest.mark.parametrize(
    ("treatment", "sentence", "label"),
    [
        (
            "intra-community",
            "Exempt intra-Community supply, Article 138 of Directive 2006/112/EC.",
            "Intra-Community supply",
        ),
        ("export", "Export exempt from VAT, Article 146 of Directive 2006/112/EC.", "Export"),
    ],
)
def test_a_supply_to_another_country_is_not_taxed_and_says_why(
    acme: Cli, treatment: str, sentence: str, label: str
) -> None:
    acme.run(f"customer edit acme --tax-treatment {treatment} --vat-id DE123456788 --country DE")
    made = issue(acme, work(acme))
    assert (made["tax_total"], made["total"]) == ("0.00", "100.00")
    assert (made["lines"][0]["tax_rate"], made["tax_treatment"]) == ("0", treatment)
    assert made["sentences"] == [sentence]
    note = acme.at(LATE).run("billing credit 2026-0001 --json").json
    assert note["sentences"] == [sentence]
    quoted = record(acme, "--estimate 2h")
    (offer,) = acme.at(LATE).run(f"billing quote {quoted} --preview --json").json
    assert offer["sentences"] == [sentence]
    key = treatment.replace("-", "_")
    settings(acme, **{f"billing_{key}_note": "As agreed."})
    (shown,) = acme.at(LATE).run("billing quote 2 --preview --json").json
    assert shown["sentences"] == ["As agreed."]
    text = acme.at(LATE).run("billing quote 2 --preview").out
    assert f"| {label} 0% on 200.00 |" in text


def test_an_intra_community_supply_needs_the_vat_id_and_the_country(acme: Cli) -> None:
    acme.run("customer edit acme --tax-treatment intra-community")
    ref = work(acme)
    acme.at(LATE).refused(
        f"billing issue {ref}",
        message="an intra-Community supply needs the VAT id of the customer 'Acme'",
        hint="timelog customer edit Acme --vat-id NUMBER",
    )
    acme.run("customer edit acme --vat-id DE123456788")
    acme.at(LATE).refused(
        f"billing issue {ref}",
        message="an intra-Community supply needs the country of the customer 'Acme'",
        hint="timelog customer edit Acme --country COUNTRY",
    )
    (missing,) = acme.at(LATE).run("billing unbilled --json").json[0]["missing"]
    assert missing["command"] == "timelog customer edit Acme --country COUNTRY"


# Exemption codes


def test_an_exemption_code_is_on_documents_with_something_exempt(acme: Cli) -> None:
    acme.run("customer edit acme --exemption-code vatex-eu-132-1i")
    assert acme.run("customer show acme --json").json["exemption_code"] == "VATEX-EU-132-1I"
    assert "exemption code  VATEX-EU-132-1I\n" in acme.run("customer show acme").out
    assert issue(acme, work(acme))["exemption_code"] is None
    exempt = work(acme, "--tax-rate 0 --tax-category exempt", "10:00-11:00")
    assert issue(acme, exempt)["exemption_code"] == "VATEX-EU-132-1I"
    acme.run("customer edit acme --tax-treatment exempt")
    assert issue(acme, work(acme, when="11:00-12:00"))["exemption_code"] == "VATEX-EU-132-1I"
    acme.run("customer edit acme --exemption-code ''")
    assert acme.run("customer show acme --json").json["exemption_code"] is None


def test_a_code_that_is_none_is_refused_unless_it_is_meant(acme: Cli) -> None:
    acme.at(LATE).refused(
        "customer edit acme --exemption-code VATEX-EU-999",
        code=2,
        message="'VATEX-EU-999' is not an exemption code",
        hint="use a VATEX code, such as VATEX-EU-132; to keep it anyway, add --force",
    )
    acme.at(LATE).refused(
        "customer edit acme --exemption-code VATEX-EU-AE",
        code=2,
        message="cannot set VATEX-EU-AE: invoices with the treatment reverse-charge get it"
        " automatically",
        hint="use --tax-treatment reverse-charge",
    )
    kept = acme.run("customer edit acme --exemption-code VATEX-EU-999 --force --json").json
    assert kept["exemption_code"] == "VATEX-EU-999"


def test_a_code_is_refused_where_nothing_can_be_exempt(acme: Cli) -> None:
    acme.at(LATE).refused(
        "customer edit acme --tax-treatment export --exemption-code VATEX-EU-132",
        message="an exemption code needs the tax treatment exempt or standard; Acme has export",
        hint="timelog customer edit Acme --tax-treatment exempt --exemption-code VATEX-EU-132",
    )
