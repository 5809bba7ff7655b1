"""What few documents have is as the official rules want it, and says what was meant."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from lxml import etree

from tests.domain.test_einvoices import BUYER, ONE_HOUR, SELLER, document
from tests.harness import Cli
from tests.oracle_billing import Order, Work
from tests.validators import corpus
from tests.validators.documents import NAMES
from tests.validators.rules import PROFILES, Finding, findings
from tests.validators.test_corpus import snapshot
from timelog_cli.domain.documents.einvoices.completeness import missing
from timelog_cli.domain.documents.invoices import CREDIT_NOTE, Document, EarlyPayment, Party
from timelog_cli.domain.documents.values import from_values
from timelog_cli.domain.money.credits import negated
from timelog_cli.render.documents.xml import content

NORM = ("ubl", "cii", "facturx")
ZERO = Work(3600, Fraction(60), rate=Fraction(0))
FREE = document(Order("EUR", [ZERO]))
MIXED = Order(
    "EUR",
    [ZERO, Work(1800, Fraction(33), rate=Fraction(0)), Work(3600, Fraction(99), rate=Fraction(19))],
    discount_percent=Fraction(10),
    surcharge=Fraction(4),
)
ABROAD = BUYER._replace(
    country="AT", vat_id="ATU13585627", electronic_address="ATU13585627", electronic_scheme="9914"
)
PEPPOL = SELLER._replace(electronic_address="DE136695976", electronic_scheme="9930")
DANE = PEPPOL._replace(
    country="DK",
    vat_id="DK13585628",
    legal_id="13585628",
    legal_scheme="0184",
    iban="DK5000400440116243",
)


def credited(invoice: Document) -> Document:
    """A credit note over all of an invoice."""
    return invoice._replace(
        kind=CREDIT_NOTE,
        number="CN-1",
        credits=invoice.number,
        credits_date=date(2026, 11, 1),
        totals=negated(invoice.totals),
        items=tuple(
            item._replace(
                line=item.line._replace(
                    quantity=-item.line.quantity, gross=-item.line.gross, net=-item.line.net
                )
            )
            for item in invoice.items
        ),
    )


def passed(one: Document, *formats: str) -> dict[str, etree._Element]:
    """The XML in each format, of which the rules say nothing; Peppol knows no email address."""
    found = {}
    for name in formats:
        document = one
        if name == "peppol" and one.seller.electronic_scheme == "EM":
            document = one._replace(seller=PEPPOL)
        assert missing(document, name) == []
        xml = content(document, name)
        assert findings(xml, name) == []
        found[name] = etree.fromstring(xml)
    return found


def texts(xml: etree._Element, place: str) -> list[str]:
    """The texts at a place."""
    return [str(one.text) for one in xml.xpath(place, namespaces=NAMES)]


def test_lines_without_tax_are_zero_rated_or_exempt_and_share_the_discount() -> None:
    for included in (False, True):
        order = Order(**{**vars(MIXED), "included": included})
        found = passed(document(order), *PROFILES)
        ubl = found["ubl"]
        assert texts(ubl, "//cac:TaxSubtotal/cac:TaxCategory/cbc:ID") == ["S", "E", "Z"]
        assert texts(ubl, "//cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason") == [
            "Exempt from tax"
        ]
        assert texts(ubl, "//cac:TaxSubtotal/cbc:TaxableAmount")[1:] == ["56.16", "15.44"]
        assert texts(ubl, "/*/cac:AllowanceCharge[cbc:ChargeIndicator='false']/cbc:Amount")[1:] == [
            "6.00",
            "1.65",
        ]


@pytest.mark.parametrize(
    ("treatment", "category", "code"),
    [
        ("reverse-charge", "AE", "VATEX-EU-AE"),
        ("intra-community", "K", "VATEX-EU-IC"),
        ("export", "G", "VATEX-EU-G"),
        ("exempt", "E", "VATEX-EU-132-1I"),
    ],
)
def test_a_treatment_has_its_category_and_reason(treatment: str, category: str, code: str) -> None:
    invoice = FREE._replace(
        treatment=treatment,
        sentences=("For this reason.",),
        buyer=ABROAD,
        exemption_code="VATEX-EU-132-1I",
    )
    for one in (invoice, credited(invoice)):
        found = passed(one, *PROFILES)
        ubl, cii = found["ubl"], found["cii"]
        assert set(texts(ubl, "//cac:ClassifiedTaxCategory/cbc:ID")) == {category}
        assert texts(ubl, "//cbc:TaxExemptionReasonCode") == [code]
        assert texts(cii, "//ram:ExemptionReason") == ["For this reason."]
    delivered = texts(found["ubl"], "//cac:DeliveryLocation//cbc:IdentificationCode")
    assert delivered == (["AT"] if treatment == "intra-community" else [])


def test_what_is_not_subject_to_tax_names_no_vat_id() -> None:
    line = FREE.items[0].line._replace(tax_rate=None)
    totals = FREE.totals._replace(taxes=(FREE.totals.taxes[0]._replace(rate=None),))
    one = FREE._replace(
        treatment="out-of-scope",
        sentences=("Not subject to tax.",),
        items=(FREE.items[0]._replace(line=line),),
        totals=totals,
    )
    found = passed(one, *PROFILES)
    assert texts(found["ubl"], "//cac:PartyTaxScheme") == []
    assert texts(found["ubl"], "//cac:PartyIdentification/cbc:ID") == [SELLER.vat_id]
    assert texts(found["cii"], "//ram:SpecifiedTaxRegistration/ram:ID") == []


def test_a_seller_without_a_vat_id_is_known_by_its_tax_number() -> None:
    one = ONE_HOUR._replace(seller=SELLER._replace(vat_id="", tax_number="12/345/67890"))
    found = passed(one, *NORM, "xrechnung")
    assert texts(found["ubl"], "//cac:PartyIdentification/cbc:ID") == ["12/345/67890"]
    assert texts(found["ubl"], "//cac:PartyTaxScheme/cbc:CompanyID") == ["12/345/67890"]


def test_the_discount_for_early_payment_is_in_the_terms() -> None:
    order = Order("EUR", [Work(3600, Fraction(60), rate=Fraction(19))], withholding=Fraction(20))
    one = document(order)._replace(early_payment=EarlyPayment(14, Decimal("2.5")))
    found = passed(one, *PROFILES)
    assert texts(found["ubl"], "//cbc:PayableAmount") == ["71.40"]
    withheld = "20% Tax on 60.00: -12.00 EUR. Amount due: 59.40 EUR"
    (terms,) = texts(found["xrechnung"], "//cac:PaymentTerms/cbc:Note")
    assert terms == f"{withheld}\n#SKONTO#TAGE=14#PROZENT=2.50#\n"
    for name, place in (
        ("peppol", "//cac:PaymentTerms/cbc:Note"),
        ("cii", "//ram:SpecifiedTradePaymentTerms/ram:Description"),
    ):
        assert texts(found[name], place) == [f"{withheld}\n2.5% discount if paid within 14 days"]


def test_a_hash_in_a_note_is_not_taken_for_a_code() -> None:
    note = "Thank you!\nYour ticket #ABC#, and #1"
    found = passed(ONE_HOUR._replace(note=note), *PROFILES)
    assert texts(found["ubl"], "/*/cbc:Note") == [f"#AAI#{note}"]
    assert texts(found["cii"], "//ram:IncludedNote/ram:Content") == [note]


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    item = ONE_HOUR.items[0]._replace(title="One \x1b[31m\x00\ud800\ufffe <two> & ü\U0001f600")
    found = passed(ONE_HOUR._replace(items=(item,)), *PROFILES)
    assert texts(found["ubl"], "//cac:Item/cbc:Name") == ["One [31m <two> & ü\U0001f600"]
    assert texts(found["facturx"], "//ram:SpecifiedTradeProduct/ram:Name") == [
        "One [31m <two> & ü\U0001f600"
    ]


def test_a_credit_note_names_its_invoice_and_is_paid_nowhere() -> None:
    found = passed(credited(ONE_HOUR), *PROFILES)
    ubl = found["ubl"]
    assert texts(ubl, "//cbc:CreditNoteTypeCode") == ["381"]
    assert texts(ubl, "//cac:BillingReference//cbc:ID") == [ONE_HOUR.number]
    assert texts(ubl, "//cac:BillingReference//cbc:IssueDate") == ["2026-11-01"]
    assert texts(ubl, "//cbc:PayableAmount") == ["71.40"]
    assert texts(ubl, "//cac:PaymentTerms/cbc:Note") == [f"Credited to invoice {ONE_HOUR.number}"]
    assert texts(ubl, "//cac:PaymentMeans") == []
    assert texts(found["xrechnung"], "//cac:PaymentMeans/*") == ["1"]


def test_an_order_has_its_reference() -> None:
    one = ONE_HOUR._replace(order_reference="PO-1", buyer_reference="", buyer=ABROAD)
    found = passed(one, *NORM, "peppol")
    assert texts(found["peppol"], "//cac:OrderReference/cbc:ID") == ["PO-1"]
    assert texts(found["cii"], "//ram:BuyerOrderReferencedDocument/*") == ["PO-1"]


@pytest.mark.parametrize(
    ("seller", "currency", "code", "account"),
    [
        (SELLER, "EUR", "58", SELLER.iban),
        (SELLER, "USD", "30", SELLER.iban),
        (DANE, "EUR", "58", DANE.iban),
        (DANE, "DKK", "42", "0440116243"),
        (DANE._replace(iban=SELLER.iban), "DKK", "1", SELLER.iban),
    ],
)
def test_the_payment_is_a_transfer(seller: Party, currency: str, code: str, account: str) -> None:
    one = ONE_HOUR._replace(seller=seller, currency=currency)
    if seller.country == "DK":
        one = one._replace(buyer=ABROAD._replace(country="DK"))
    (found,) = passed(one, "peppol").values()
    assert texts(found, "//cbc:PaymentMeansCode") == [code]
    assert texts(found, "//cac:PayeeFinancialAccount/cbc:ID") == [account]


def test_without_an_account_there_is_no_payment() -> None:
    found = passed(ONE_HOUR._replace(seller=SELLER._replace(iban="", bic="")), *NORM)
    assert texts(found["ubl"], "//cac:PaymentMeans") == []


def test_a_free_address_is_written_line_by_line() -> None:
    buyer = BUYER._replace(address="Weg 1\nHof 2\n28195 Bremen\nDeutschland", postcode="", city="")
    found = passed(ONE_HOUR._replace(buyer=buyer), *NORM)
    address = "//cac:AccountingCustomerParty//cac:PostalAddress"
    assert texts(found["ubl"], f"{address}/cbc:*") == ["Weg 1", "Hof 2"]
    assert texts(found["ubl"], f"{address}/cac:AddressLine/cbc:Line") == [
        "28195 Bremen, Deutschland"
    ]


def test_dinars_are_written_where_they_need_no_third_decimal() -> None:
    found = passed(document(Order("KWD", [Work(3600, Fraction(60), rate=Fraction(5))])), *NORM)
    assert texts(found["ubl"], "//cbc:PayableAmount") == ["63.00"]


def test_a_unit_has_the_code_that_its_item_names() -> None:
    item = ONE_HOUR.items[0]._replace(unit_code="XPK")
    found = passed(ONE_HOUR._replace(items=(item,)), *PROFILES)
    assert found["ubl"].xpath("string(//@unitCode)") == "XPK"


def test_the_bytes_are_the_same_again() -> None:
    for name in PROFILES:
        assert content(ONE_HOUR, name) == content(ONE_HOUR, name)
        assert content(ONE_HOUR, name).startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<')


@pytest.mark.parametrize("included", [False, True])
def test_what_was_paid_in_advance_is_a_line_below_zero(cli: Cli, included: bool) -> None:
    for key, value in corpus.SELLER.items():
        cli.run(["config", "set", key, value])
    cli.run(f"customer add Acme {corpus.AT_HOME}")
    way = "--prices-include-tax" if included else ""
    cli.run(f"service add Consulting --price 33.33 --currency EUR --tax-rate 19 {way}")
    at = cli.at("2026-11-30 18:00")
    at.run("billing retainer add Acme 2h --service consulting")
    cli.run("record add Work --customer Acme --service Consulting --billable")
    at.run("log add 1 '2026-11-02 9:00-12:20' --billable")
    at.run("record resolve 1")
    at.run("billing issue 1 --discount 10%")
    at.run("billing credit 2026-0002")
    for number in ("2026-0001", "2026-0002", "CN-2026-0001"):
        one = from_values(json.loads(snapshot(cli, number)))
        for name in PROFILES:
            assert missing(one, name) == []
            found = [one for one in findings(content(one, name), name) if not is_early(one)]
            assert found == []
    ubl = etree.fromstring(content(one, "ubl"))
    assert texts(ubl, "//cbc:CreditedQuantity")[1:] == ["-1"]
    assert texts(ubl, "//cbc:PriceAmount")[1] != texts(ubl, "//cbc:LineExtensionAmount")[1]


def is_early(one: Finding) -> bool:
    """That no day of delivery is known, which is so of an invoice in advance."""
    return one.rule == "BR-DE-TMP-32" and one.severity == "information"
