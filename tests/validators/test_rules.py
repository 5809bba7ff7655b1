"""The official rules find nothing in a good document, and what is wrong in a broken one."""

from __future__ import annotations

import pytest

from tests.validators.documents import changed, good
from tests.validators.rules import PROFILES, findings

BUYER = "//cac:AccountingCustomerParty"
TOTAL = "//cac:LegalMonetaryTotal"
LINE = "//cac:InvoiceLine[1]"
UBL = [
    ("BR-05", "/*/cbc:DocumentCurrencyCode", None),
    ("BR-07", f"{BUYER}//cbc:RegistrationName", None),
    ("BR-11", f"{BUYER}//cbc:IdentificationCode", None),
    ("BR-CL-04", "//cbc:DocumentCurrencyCode", "XXY"),
    ("BR-CL-23", "//cbc:InvoicedQuantity/@unitCode", "hours"),
    ("BR-CO-10", f"{TOTAL}/cbc:LineExtensionAmount", "291.00"),
    ("BR-CO-11", f"{TOTAL}/cbc:AllowanceTotalAmount", "18.00"),
    ("BR-CO-12", f"{TOTAL}/cbc:ChargeTotalAmount", "28.00"),
    ("BR-CO-13", f"{TOTAL}/cbc:TaxExclusiveAmount", "301.00"),
    ("BR-CO-14", "//cac:TaxTotal/cbc:TaxAmount", "45.01"),
    ("BR-CO-15", f"{TOTAL}/cbc:TaxInclusiveAmount", "345.01"),
    ("BR-CO-16", f"{TOTAL}/cbc:PayableAmount", "345.00"),
    ("BR-CO-17", "//cac:TaxSubtotal[1]/cbc:TaxAmount", "37.00"),
    ("BR-DEC-23", f"{LINE}/cbc:LineExtensionAmount", "190.001"),
    ("BR-S-02", "//cac:AccountingSupplierParty//cac:PartyTaxScheme", None),
    ("BR-S-08", "//cac:TaxSubtotal[2]/cbc:TaxableAmount", "101.00"),
    ("BR-33", "//cac:AllowanceCharge/cbc:AllowanceChargeReason", None),
    ("XSD", "//cbc:IssueDate", "30.11.2026"),
]
CII = [
    ("BR-02", "//rsm:ExchangedDocument/ram:ID", None),
    ("BR-07", "//ram:BuyerTradeParty/ram:Name", None),
    ("BR-CL-23", "//ram:BilledQuantity/@unitCode", "hours"),
    ("BR-CO-10", "//ram:ApplicableHeaderTradeSettlement//ram:LineTotalAmount", "291.00"),
    ("BR-CO-15", "//ram:GrandTotalAmount", "345.01"),
    ("BR-CO-16", "//ram:DuePayableAmount", "345.00"),
    ("BR-CO-17", "//ram:ApplicableTradeTax[ram:BasisAmount][1]/ram:CalculatedAmount", "30.00"),
    ("BR-S-08", "//ram:ApplicableTradeTax/ram:BasisAmount", "101.00"),
    ("XSD", "//rsm:ExchangedDocument", None),
]
OWN = {
    "ubl": UBL,
    "cii": CII,
    "xrechnung": [
        ("BR-CO-15", f"{TOTAL}/cbc:TaxInclusiveAmount", "345.01"),
        ("BR-DE-2", "//cac:Contact", None),
        ("BR-DE-3", "//cac:AccountingSupplierParty//cbc:CityName", None),
        ("BR-DE-7", "//cac:Contact/cbc:ElectronicMail", None),
        ("BR-DE-15", "//cbc:BuyerReference", None),
        ("BR-DE-19", "//cac:PayeeFinancialAccount/cbc:ID", "DE00370400440532013000"),
        ("BR-DE-21", "//cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
        ("PEPPOL-EN16931-R020", "//cac:AccountingSupplierParty//cbc:EndpointID", None),
    ],
    "peppol": [
        ("BR-CO-15", f"{TOTAL}/cbc:TaxInclusiveAmount", "345.01"),
        ("PEPPOL-EN16931-CL008", "//cbc:EndpointID/@schemeID", "EM"),
        ("PEPPOL-EN16931-F001", "//cbc:DueDate", "2026-12-30Z"),
        ("PEPPOL-EN16931-P0100", "//cbc:InvoiceTypeCode", "82"),
        ("PEPPOL-EN16931-R003", "//cbc:BuyerReference", None),
        ("PEPPOL-EN16931-R004", "//cbc:CustomizationID", "urn:cen.eu:en16931:2017"),
        ("PEPPOL-EN16931-R007", "//cbc:ProfileID", "billing"),
        ("PEPPOL-EN16931-R010", f"{BUYER}//cbc:EndpointID", None),
        ("PEPPOL-EN16931-R040", "/*/cac:AllowanceCharge[1]/cbc:BaseAmount", "191.00"),
        ("PEPPOL-EN16931-R051", "//cbc:PriceAmount/@currencyID", "USD"),
        ("PEPPOL-EN16931-R120", "//cbc:PriceAmount", "100.50"),
    ],
    "facturx": [
        ("BR-CO-15", "//ram:GrandTotalAmount", "345.01"),
        ("BR-CL-23", "//ram:BilledQuantity/@unitCode", "hours"),
        ("XSD", "//ram:SellerTradeParty", None),
    ],
}
BROKEN = [(profile, *one) for profile, broken in OWN.items() for one in broken]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_good_document_is_found_good(profile: str) -> None:
    assert findings(good(profile), profile) == []


@pytest.mark.parametrize(("profile", "rule", "place", "text"), BROKEN)
def test_what_is_wrong_is_found(profile: str, rule: str, place: str, text: str | None) -> None:
    found = findings(changed(good(profile), place, text), profile)
    assert rule in {one.rule for one in found}, "\n".join(map(str, found))


def test_a_document_that_is_none_of_the_profile_is_no_good_one() -> None:
    with pytest.raises(KeyError):
        findings(good("cii"), "ubl")
