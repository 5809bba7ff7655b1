"""Invoices and credit notes as XML: what they say is what the document says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.cli.bills import done, log, record, service, settings
from tests.harness import Cli, once

LATE = "2026-11-30 18:00"


@pytest.fixture
@once
def cli(cli: Cli) -> Cli:
    """A seller and a customer of whom the norm knows enough."""
    settings(
        cli,
        seller_name="Ada",
        seller_country="IT",
        seller_vat_id="IT01234560587",
        seller_iban="IT60X0542811101000000123456",
        billing_surcharge="4% INPS",
        billing_withholding="20% Ritenuta",
    )
    cli.run("customer add Acme --country IT --locale it_IT")
    return cli


def invoiced(cli: Cli, price: str, rates: tuple[str, ...], words: str = "", more: str = "") -> None:
    """Invoice 2026-0001 over an hour at the price for each of the tax rates."""
    service(cli, more, price=price)
    refs = [record(cli, f"--tax-rate {rate}", title=f"Work at {rate}") for rate in rates]
    for day, ref in enumerate(refs, 1):
        log(cli, ref, f"2026-11-0{day} 9:00-10:00")
        done(cli, ref)
    cli.at(LATE).run(f"billing issue {' '.join(refs)} {words}")


def xml(cli: Cli, number: str, format_name: str = "ubl") -> ElementTree.Element:
    return ElementTree.fromstring(cli.run(f"billing show {number} --format {format_name}").out)


def texts(root: ElementTree.Element, *names: str) -> list[str]:
    """The texts of the elements of these names, in the order of the document."""
    return [str(one.text) for one in root.iter() if one.tag.partition("}")[2] in names]


SUMS = (
    *("TaxExclusiveAmount", "TaxInclusiveAmount", "AllowanceTotalAmount", "ChargeTotalAmount"),
    *("PrepaidAmount", "PayableAmount"),
)


def test_figures_are_those_of_the_document(cli: Cli) -> None:
    invoiced(cli, "99.99 EUR", ("22", "10"), "--discount 10% --prepaid 50")
    said = cli.run("billing show 2026-0001 --json").json
    ubl = xml(cli, "2026-0001")
    assert said["withheld"] == "36.00"
    assert texts(ubl, *SUMS) == [
        *(said["net_total"], said["total"], said["discount"], said["surcharge"]),
        *(said["prepaid"], "167.13"),
    ]
    assert said["total"] == "217.13"
    taxes = [(tax["base"], tax["tax"]) for tax in said["taxes"]]
    assert texts(ubl, "TaxableAmount") == [base for base, _ in taxes]
    assert texts(ubl, "TaxAmount") == [said["tax_total"], *(tax for _, tax in taxes)]
    (terms,) = [one for one in texts(ubl, "Note") if "Ritenuta" in one]
    assert terms == "20% Ritenuta su 179.98: -36.00 EUR. Netto a pagare: 131.13 EUR"


def test_prices_that_include_tax_are_written_without(cli: Cli) -> None:
    way = "--discount 10"
    invoiced(cli, "100 EUR", ("22", "10"), way, more="--prices-include-tax")
    ubl = xml(cli, "2026-0001")
    assert texts(ubl, "PriceAmount") == ["81.967213", "90.909091"]
    assert texts(ubl, "LineExtensionAmount") == ["172.88", "81.97", "90.91"]
    # 5.00 off each rate, and 3.80 more for the surcharge, of which the tax is taken out.
    assert texts(ubl, "TaxableAmount") == ["80.98", "89.82"]
    assert texts(ubl, "TaxAmount") == ["26.80", "17.82", "8.98"]
    assert texts(ubl, "PayableAmount") == ["197.60"]
    said = cli.run("billing show 2026-0001 --json").json
    assert [line["net"] for line in said["lines"]] == ["81.97", "90.91"]
    assert said["total"] == "197.60"


def test_a_credit_note_has_amounts_above_zero(cli: Cli) -> None:
    invoiced(cli, "33.33 EUR", ("22", "10"))
    cli.at(LATE).run("billing credit 2026-0001 --line 2")
    for format_name in ("ubl", "cii"):
        note = xml(cli, "CN-2026-0001", format_name)
        assert "381" in texts(note, "CreditNoteTypeCode", "TypeCode")
        assert texts(note, "LineTotalAmount", "LineExtensionAmount") == ["33.33", "33.33"]
        assert texts(note, "PayableAmount", "DuePayableAmount") == ["38.13"]
        assert texts(note, "CreditedQuantity", "BilledQuantity") == ["1"]
    assert cli.run("billing show CN-2026-0001 --json").json["total"] == "-38.13"


def test_an_incomplete_invoice_is_not_issued_in_the_format(cli: Cli) -> None:
    service(cli, "--tax-rate 22", price="60 EUR")
    log(cli, record(cli), "9:00-10:00")
    done(cli, "1")
    cli.run("customer edit Acme --country ''")
    cli.at(LATE).refused(
        "billing issue 1 --format ubl",
        message="cannot write the invoice to Acme as ubl: it lacks the buyer's country (BT-55)",
        hint="timelog billing check case-1 --format ubl",
    )
    previewed = cli.at(LATE).run("billing preview 1 --format ubl")
    assert previewed.err == (
        "warning: cannot write the invoice to Acme as ubl: it lacks the buyer's country (BT-55):"
        " timelog billing check case-1 --format ubl\n"
    )
    assert "<cbc:ID>ANTEPRIMA</cbc:ID>" in previewed.out
    cli.run("customer edit Acme --country IT")
    assert cli.at(LATE).run("billing preview 1 --format ubl").err == ""
    assert cli.at(LATE).run("billing issue 1 --format ubl").out.startswith("<?xml ")


def test_the_words_are_in_the_language_of_the_document(cli: Cli) -> None:
    invoiced(cli, "60 EUR", ("22",), "--discount 5%")
    assert texts(xml(cli, "2026-0001"), "AllowanceChargeReason") == ["Sconto", "INPS"]


def test_lines_without_tax_are_exempt_or_zero_rated_and_share_the_discount(cli: Cli) -> None:
    service(cli, price="60 EUR")
    cli.run("customer edit Acme --exemption-code VATEX-EU-132-1I")
    for day, tax in enumerate(("0 --tax-category exempt", "0 --tax-category zero-rated", "22"), 1):
        ref = record(cli, f"--tax-rate {tax}", title=f"Work {day}")
        log(cli, ref, f"2026-11-0{day} 9:00-{9 + day}:00")
        done(cli, ref)
    cli.at(LATE).run("billing issue 1 2 3 --discount 10%")
    said = cli.run("billing show 2026-0001 --json").json
    assert [(tax["tax_rate"], tax["base"]) for tax in said["taxes"]] == [
        ("22", "168.48"),
        ("0", "168.48"),
    ]
    ubl = xml(cli, "2026-0001")
    assert texts(ubl, "TaxableAmount") == ["168.48", "56.16", "112.32"]
    assert texts(ubl, "TaxExemptionReasonCode") == ["VATEX-EU-132-1I"]
    for place in ("TaxSubtotal", "AllowanceCharge"):
        found = [one for one in ubl.iter() if one.tag.endswith(f"}}{place}")]
        assert len(found) == (3 if place == "TaxSubtotal" else 6)


@pytest.mark.parametrize(
    ("treatment", "code"), [("intra-community", "VATEX-EU-IC"), ("export", "VATEX-EU-G")]
)
def test_what_goes_abroad_says_why_it_is_not_taxed(cli: Cli, treatment: str, code: str) -> None:
    cli.run(f"customer edit Acme --country AT --vat-id ATU13585627 --tax-treatment {treatment}")
    invoiced(cli, "60 EUR", ("22",))
    ubl = xml(cli, "2026-0001")
    assert texts(ubl, "TaxExemptionReasonCode") == [code]
    (sentence,) = cli.run("billing show 2026-0001 --json").json["sentences"]
    assert texts(ubl, "TaxExemptionReason") == [sentence]


def test_several_documents_are_not_previewed_as_one_xml(cli: Cli) -> None:
    service(cli, "--tax-rate 22", price="60 EUR")
    cli.run("customer add Bell --country IT")
    for day, customer in enumerate(("Acme", "Bell"), 1):
        ref = record(cli, customer=customer)
        log(cli, ref, f"2026-11-0{day} 9:00-10:00")
        done(cli, ref)
    cli.at(LATE).refused(
        "billing preview --format cii",
        code=2,
        message="only one document can be printed as cii, but there are 2",
    )
