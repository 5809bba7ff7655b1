"""``billing check``: what an invoice lacks for a structured format, and what fills it in."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.bills import done, issue, log, record, service, settings
from tests.harness import Cli, once
from timelog_cli.domain.documents.einvoices import PROFILES

VALUES = {
    "seller.name": "Ada",
    "seller.street": "Hauptstr. 1",
    "seller.city": "Berlin",
    "seller.postcode": "10115",
    "seller.country": "DE",
    "seller.contact": "Ada",
    "seller.phone": "030 1234",
    "seller.email": "ada@ada.example",
    "seller.vat_id": "DE136695976",
    "seller.electronic_address": "4012345000009",
    "seller.electronic_scheme": "0088",
    "seller.iban": "DE89370400440532013000",
    "--city": "Köln",
    "--postcode": "50667",
    "--country": "DE",
    "--vat-id": "DE123456788",
    "--electronic-address": "04011000-12345-03",
    "--electronic-scheme": "0204",
    "--buyer-reference": "04011000-12345-03",
    "--tax-rate": "19",
}


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """An hour for a customer, and nothing known of anyone."""
    service(cli, price="60 EUR")
    cli.run("customer add Acme")
    record(cli)
    log(cli, "case-1", "9:00-10:00")
    done(cli, "case-1")
    return cli


def missing(cli: Cli, format_name: str, what: str = "case-1") -> list[dict[str, str]]:
    checked = cli.at("2026-11-30 18:00").run(
        f"billing check {what} --format {format_name} --json", code=None
    )
    found: list[dict[str, str]] = checked.json["missing"]
    assert checked.code == (1 if found else 0)
    return found


def filled(command: str) -> list[str]:
    """The command with a value for the word that stands for it."""
    *words, placeholder = shlex.split(command)
    assert placeholder.isupper(), command
    return [*words[1:], VALUES[words[-1]]]


def complete(cli: Cli, format_name: str) -> None:
    """Run what is said to fill in what is missing, until nothing is."""
    while found := missing(cli, format_name):
        for one in found:
            cli.run(filled(one["command"]))


@pytest.mark.parametrize("format_name", PROFILES)
def test_the_commands_that_are_listed_complete_an_invoice(cli: Cli, format_name: str) -> None:
    complete(cli, format_name)
    done = cli.at("2026-11-30 18:00").run(f"billing check case-1 --format {format_name}")
    title = PROFILES[format_name].title
    assert (done.out, done.err) == ("", f"The invoice to Acme has everything that {title} needs.\n")
    issue(cli)
    assert missing(cli, format_name, "2026-0001") == []


def test_every_missing_field_has_its_term_and_a_command(cli: Cli) -> None:
    settings(cli, seller_name="Ada", seller_country="DE", seller_vat_id="DE136695976")
    cli.run("customer edit Acme --country DE --city Köln")
    cli.run("record edit 1 --tax-rate 19")
    shown = cli.at("2026-11-30 18:00").run("billing check case-1 --format xrechnung", code=1)
    assert shown.err == ""
    assert shown.out.splitlines()[:4] == [
        "the seller's electronic address (BT-34): XRechnung needs it",
        "    timelog config set seller.electronic_address ADDRESS",
        "the seller's electronic address scheme (BT-34-1): XRechnung needs it",
        "    timelog config set seller.electronic_scheme SCHEME",
    ]
    terms = [one["term"] for one in missing(cli, "xrechnung")]
    assert " ".join(terms) == (
        "BT-34 BT-34-1 BT-49 BT-49-1 BT-37 BT-38 BT-41 BT-42 BT-43 BT-53 BT-10 BT-84"
    )


def test_an_issued_invoice_is_checked_as_it_was_issued(cli: Cli) -> None:
    settings(cli, seller_name="Ada")
    issue(cli)
    before = missing(cli, "ubl", "2026-0001")
    cli.run("config set seller.country DE")
    assert missing(cli, "ubl", "2026-0001") == before
    checked = cli.run("billing check 2026-0001 --format ubl", code=1)
    assert checked.err == (
        "2026-0001 was issued without this. Credit it, fill in what is missing, and issue it again:"
        " timelog billing credit 2026-0001\n"
    )


# What is typed once an invoice is complete, and the term that is wrong then.
CONTRADICTIONS = [
    ("customer edit Acme --electronic-scheme ''", "ubl", "BT-49-1"),
    ("config unset seller.electronic_address", "ubl", "BT-34"),
    ("config set seller.legal_scheme 0088", "ubl", "BT-30"),
    ("customer edit Acme --vat-id 123 --force", "ubl", "BT-48"),
    ("customer edit Acme --electronic-scheme 0001 --force", "ubl", "BT-49-1"),
    ("record edit 1 --tax-rate 0", "ubl", "BT-151"),
    ("record edit 1 --tax-rate ''", "cii", "BT-152"),
    ("config unset seller.vat_id", "facturx", "BT-31, BT-32"),
    ("config set seller.phone 12", "xrechnung", "BT-42"),
    ("config set seller.email ada@localhost", "xrechnung", "BT-43"),
    ("config set seller.phone 12", "peppol", "BT-42"),
    ("customer edit Acme --buyer-reference ''", "peppol", "BT-10"),
    ("customer edit Acme --electronic-scheme EM --force", "peppol", "BT-49-1"),
    ("config set seller.electronic_address 4012345000008 --force", "peppol", "BT-34"),
]


@pytest.fixture
@once
def ready(cli: Cli) -> Cli:
    """The same, complete for every format."""
    for format_name in PROFILES:
        complete(cli, format_name)
    return cli


@pytest.mark.parametrize(("line", "format_name", "term"), CONTRADICTIONS)
def test_what_contradicts_itself_is_found(
    ready: Cli, line: str, format_name: str, term: str
) -> None:
    ready.run(line)
    assert [one["term"] for one in missing(ready, format_name)] == [term]


def test_a_line_without_tax_is_completed_where_it_comes_from(ready: Cli) -> None:
    ready.run("record edit 1 --tax-rate 0")
    ready.run("billing item add 1 Journey 0.30 --unit km")
    assert [one["command"] for one in missing(ready, "ubl")] == [
        "timelog record edit case-1 --tax-category CATEGORY",
        "timelog billing item edit 1 --tax-category CATEGORY",
    ]
    ready.run("record edit 1 --rate 500 --per flat --tax-rate 19")
    ready.run("billing item edit 1 --tax-rate 19")
    assert missing(ready, "ubl") == []


def test_the_commands_for_an_issued_invoice_fill_in_what_it_lacks(ready: Cli) -> None:
    ready.run("billing item add 1 Journey 5 --tax-rate 0")
    ready.run("billing item add 1 Night 5 --quantity 2 --unit-code QQ --force")
    ready.run("customer edit Acme --country ''")
    number = issue(ready)["number"]
    ready.run("customer edit Acme --name 'Acme & Co'")
    found = missing(ready, "ubl", number)
    assert [one["command"] for one in found] == [
        "timelog customer edit 'Acme & Co' --country COUNTRY",
        "timelog billing item edit 1 --tax-category CATEGORY",
        "timelog billing item edit 2 --unit-code CODE",
    ]
    ready.at("2026-11-30 18:00").run(f"billing credit {number}")
    noted = ready.run(f"billing check CN-{number} --format ubl", code=1).err
    assert noted == f"CN-{number} was issued without this, and a credit note cannot be changed.\n"
    for one, value in zip(found, ("DE", "exempt", "XPK"), strict=True):
        ready.run([*shlex.split(one["command"])[1:-1], value])
    assert missing(ready, "ubl") == []


def test_peppol_takes_an_order_reference_instead(ready: Cli) -> None:
    ready.run("customer edit Acme --buyer-reference '' --country AT")
    (found,) = missing(ready, "peppol")
    assert found["field"] == "the buyer reference or the order reference"


# Sellers of some countries, without a street, with what Peppol wants of them there.
NATIONAL = [
    ("NL", "seller.legal_id=12 seller.legal_scheme=0002", "BT-35 BT-30-1"),
    ("DK", "seller.legal_id", "BT-30"),
    ("IT", "seller.vat_id=IT01234560587 seller.tax_number=1234", "BT-35 BT-32"),
    (
        *("SE", "seller.vat_id=SE556188840401 seller.legal_id=12 seller.tax_number=1"),
        "BT-30 BT-32 BT-152",
    ),
    ("IS", "seller.postcode seller.legal_id", "BT-30 BT-35 BT-38"),
]


@pytest.mark.parametrize(("country", "changes", "terms"), NATIONAL)
def test_peppol_wants_more_in_some_countries(
    ready: Cli, country: str, changes: str, terms: str
) -> None:
    ready.run(f"config set seller.country {country}")
    ready.run("config unset seller.street", code=None)
    for change in changes.split():
        key, _, value = change.partition("=")
        ready.run(f"config set {key} {value}" if value else f"config unset {key}", code=None)
    assert [one["term"] for one in missing(ready, "peppol")] == terms.split()


def test_a_quote_has_no_structured_format(ready: Cli) -> None:
    ready.run("record add Plan --customer Acme --service Consulting --estimate 3h --billable")
    ready.at("2026-11-30 18:00").run("billing quote 2")
    ready.at("2026-11-30 18:00").refused(
        "billing check Q2026-0001 --format peppol",
        message="cannot write Q2026-0001 as peppol: quotes cannot be written in this format",
        hint="write it in another format, such as --format pdf",
    )


def test_a_third_decimal_place_has_no_room_in_the_norm(ready: Cli) -> None:
    ready.run("service edit Consulting --currency KWD")
    ready.run("record add Dinar --service Consulting --customer Acme --billable --tax-rate 19")
    log(ready, "2", "11:00-11:07")
    at = ready.at("2026-11-30 18:00")
    at.run("billing check 2 --format ubl")
    ready.run("record edit 2 --rate 60.5")
    at.refused(
        "billing check 2 --format ubl",
        message="cannot write the invoice to Acme as ubl: it has amounts with three decimal places,"
        " such as 7.058 KWD",
    )


def test_without_a_format_that_of_the_customer_is_checked(cli: Cli) -> None:
    at = cli.at("2026-11-30 18:00")
    at.refused(
        "billing check case-1",
        code=2,
        message="billing check: missing --format, as Acme gets no structured format",
        hint="timelog billing check case-1 --format xrechnung",
    )
    cli.run("customer edit Acme --formats pdf,peppol,ubl")
    assert at.run("billing check case-1 --json", code=1).json["format"] == "peppol"


def test_a_currency_that_the_norm_does_not_know_is_refused(ready: Cli) -> None:
    ready.run("service edit Consulting --currency STN")
    ready.run("record add Dobra --service Consulting --customer Acme --billable --tax-rate 19")
    log(ready, "2", "11:00-12:00")
    ready.at("2026-11-30 18:00").refused(
        "billing check 2 --format ubl",
        message="cannot write the invoice to Acme as ubl: the standard has no code for the currency"
        " STN",
        hint="write it in another format, such as --format pdf",
    )


def test_one_invoice_is_checked_at_a_time(ready: Cli) -> None:
    at = ready.at("2026-11-30 18:00")
    issue(ready)
    at.refused(
        "billing check 2026-0001 1 --format ubl",
        code=2,
        message="only one document can be checked at a time",
    )
    at.refused(
        "billing check 2026-0009 --format ubl",
        code=3,
        message="no invoice '2026-0009'",
        hint="did you mean 2026-0001?",
    )
    at.refused("billing check 1 --format ubl", message="nothing to bill on 1")
    at.refused("billing check 1 --format pdf", code=2, message="invalid value for --format: 'pdf'")
    for day, customer in enumerate(("Bell", "Cole"), 3):
        ready.run(f"customer add {customer}")
        log(ready, record(ready, customer=customer), f"2026-11-0{day} 9:00-10:00")
    at.refused("billing check 2 3 --format ubl", message="these records would make 2 invoices")
