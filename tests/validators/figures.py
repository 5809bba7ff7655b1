"""The figures of a document, read from its XML and from its JSON, to be compared.

What is read of the XML is by the paths that the norm gives for its terms; nothing of the program
is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from lxml import etree

from tests.validators.documents import NAMES

TREATMENTS = {
    "reverse-charge": "AE",
    "exempt": "E",
    "intra-community": "K",
    "export": "G",
    "out-of-scope": "O",
}
ZERO = {"zero-rated": "Z", "exempt": "E"}

ROUNDED = {"discount", "surcharge"}
Tax = tuple[Decimal, Decimal]


@dataclass
class Figures:
    """What a document says of money: by line, by tax rate, and of the whole; whose it is, when."""

    texts: dict[str, str]
    lines: dict[str, tuple[Decimal, str, Decimal]]
    taxes: dict[Decimal, Tax]
    discount: Decimal
    surcharge: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    prepaid: Decimal
    payable: Decimal


NAME = "cac:Party/cac:PartyLegalEntity/cbc:RegistrationName"
UBL_TEXTS = {
    "number": "cbc:ID",
    "currency": "cbc:DocumentCurrencyCode",
    "issue_date": "cbc:IssueDate",
    "due_date": "cbc:DueDate",
    "seller": f"cac:AccountingSupplierParty/{NAME}",
    "buyer": f"cac:AccountingCustomerParty/{NAME}",
    "buyer_reference": "cbc:BuyerReference",
    "order_reference": "cac:OrderReference/cbc:ID",
    "credits": "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID",
}
UBL = {
    "line": "cac:InvoiceLine | cac:CreditNoteLine",
    "position": "cbc:ID",
    "line net": "cbc:LineExtensionAmount",
    "line category": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
    "line rate": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "tax": "cac:TaxTotal/cac:TaxSubtotal",
    "base": "cbc:TaxableAmount",
    "tax amount": "cbc:TaxAmount",
    "rate": "cac:TaxCategory/cbc:Percent",
    "discounts": "cac:AllowanceCharge[cbc:ChargeIndicator = 'false']/cbc:Amount",
    "surcharges": "cac:AllowanceCharge[cbc:ChargeIndicator = 'true']/cbc:Amount",
    "net": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
    "tax total": "cac:TaxTotal/cbc:TaxAmount",
    "total": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
    "prepaid": "cac:LegalMonetaryTotal/cbc:PrepaidAmount",
    "payable": "cac:LegalMonetaryTotal/cbc:PayableAmount",
}
_TRADE = "rsm:SupplyChainTradeTransaction"
_SETTLED = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLED}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_LINE_TAX = "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
_AGREED = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
CII_TEXTS = {
    "number": "rsm:ExchangedDocument/ram:ID",
    "currency": f"{_SETTLED}/ram:InvoiceCurrencyCode",
    "issue_date": "rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
    "due_date": f"{_SETTLED}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString",
    "seller": f"{_AGREED}/ram:SellerTradeParty/ram:Name",
    "buyer": f"{_AGREED}/ram:BuyerTradeParty/ram:Name",
    "buyer_reference": f"{_AGREED}/ram:BuyerReference",
    "order_reference": f"{_AGREED}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
    "credits": f"{_SETTLED}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID",
}
CII = {
    "line": f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem",
    "position": "ram:AssociatedDocumentLineDocument/ram:LineID",
    "line net": "ram:SpecifiedLineTradeSettlement"
    "/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "line category": f"{_LINE_TAX}/ram:CategoryCode",
    "line rate": f"{_LINE_TAX}/ram:RateApplicablePercent",
    "tax": f"{_SETTLED}/ram:ApplicableTradeTax",
    "base": "ram:BasisAmount",
    "tax amount": "ram:CalculatedAmount",
    "rate": "ram:RateApplicablePercent",
    "discounts": f"{_SETTLED}/ram:SpecifiedTradeAllowanceCharge"
    "[ram:ChargeIndicator/udt:Indicator = 'false']/ram:ActualAmount",
    "surcharges": f"{_SETTLED}/ram:SpecifiedTradeAllowanceCharge"
    "[ram:ChargeIndicator/udt:Indicator = 'true']/ram:ActualAmount",
    "net": f"{_SUMS}/ram:TaxBasisTotalAmount",
    "tax total": f"{_SUMS}/ram:TaxTotalAmount",
    "total": f"{_SUMS}/ram:GrandTotalAmount",
    "prepaid": f"{_SUMS}/ram:TotalPrepaidAmount",
    "payable": f"{_SUMS}/ram:DuePayableAmount",
}


def of_xml(xml: bytes) -> Figures:
    """The figures of UBL or CII."""
    root = etree.fromstring(xml)
    is_cii = etree.QName(root).localname == "CrossIndustryInvoice"
    paths, named = (CII, CII_TEXTS) if is_cii else (UBL, UBL_TEXTS)

    def text(place: str, within: etree._Element = root) -> str:
        (found,) = within.xpath(paths[place], namespaces=NAMES)
        return str(found.text)

    def amounts(place: str, within: etree._Element = root) -> Decimal:
        found = within.xpath(paths[place], namespaces=NAMES)
        return sum((Decimal(one.text) for one in found), Decimal(0))

    def found(place: str) -> Any:
        return root.xpath(paths[place], namespaces=NAMES)

    lines = {
        text("position", one): (
            Decimal(text("line net", one)),
            text("line category", one),
            amounts("line rate", one),
        )
        for one in found("line")
    }
    taxes: dict[Decimal, Tax] = {}
    for one in found("tax"):
        base, tax = taxes.get(amounts("rate", one), (Decimal(0), Decimal(0)))
        more = amounts("base", one), amounts("tax amount", one)
        taxes[amounts("rate", one)] = base + more[0], tax + more[1]
    texts = {
        name: str(root.xpath(f"string({path})", namespaces=NAMES)) for name, path in named.items()
    }
    for name in ("issue_date", "due_date") if is_cii else ():
        texts[name] = texts[name] and f"{datetime.strptime(texts[name], '%Y%m%d'):%Y-%m-%d}"
    return Figures(
        texts,
        lines,
        taxes,
        discount=amounts("discounts"),
        surcharge=amounts("surcharges"),
        net=Decimal(text("net")),
        tax=Decimal(text("tax total")),
        total=Decimal(text("total")),
        prepaid=amounts("prepaid"),
        payable=Decimal(text("payable")),
    )


def of_json(document: Mapping[str, Any]) -> Figures:
    """The figures of the JSON: those of a credit note are counted upwards."""
    sign = -1 if document["kind"] == "credit-note" else 1

    def money(key: str, within: Mapping[str, Any] = document) -> Decimal:
        return sign * Decimal(within[key])

    treatment = document["tax_treatment"]
    lines = {
        str(line["position"]): (
            money("net", line),
            _category(treatment, line),
            Decimal(line["tax_rate"] or 0),
        )
        for line in document["lines"]
    }
    taxes = {
        Decimal(tax["tax_rate"] or 0): (money("base", tax), money("tax", tax))
        for tax in document["taxes"]
    }
    texts = {name: document[name] or "" for name in UBL_TEXTS}
    texts |= {party: document[party]["name"] for party in ("seller", "buyer")}
    # A credit note is never due, and what is withheld is no part of the norm's sums.
    texts["due_date"] = "" if sign < 0 else texts["due_date"]
    return Figures(
        texts,
        lines,
        taxes,
        discount=money("discount"),
        surcharge=money("surcharge"),
        net=money("net_total"),
        tax=money("tax_total"),
        total=money("total"),
        prepaid=money("prepaid"),
        payable=money("total") - money("prepaid"),
    )


def _category(treatment: str, line: Mapping[str, Any]) -> str:
    if treatment != "standard":
        return TREATMENTS[treatment]
    return "S" if Decimal(line["tax_rate"]) else ZERO[line["tax_category"]]


def differences(document: Mapping[str, Any], xml: bytes) -> list[str]:
    """What the XML says otherwise than the JSON.

    Where prices include tax, so do discount and surcharge in the JSON: the XML has them without,
    rounded for each rate.
    """
    said, found = of_json(document), of_xml(xml)
    near = Decimal(0)
    if document["prices_include_tax"]:
        near = len(found.taxes) * Decimal(1).scaleb(Decimal(document["total"]).as_tuple().exponent)
        said.discount = _net(document, "discount")
        said.surcharge = _net(document, "surcharge")
    wrong = []
    for one in fields(Figures):
        here, there = getattr(said, one.name), getattr(found, one.name)
        same = abs(here - there) <= near if one.name in ROUNDED else here == there
        wrong += [] if same else [f"{one.name} is {here}, in the XML {there}"]
    lines = sum(line[0] for line in found.lines.values())
    if lines - found.discount + found.surcharge != found.net:
        wrong.append(f"{lines} - {found.discount} + {found.surcharge} is not {found.net}")
    return wrong


def _net(document: Mapping[str, Any], key: str) -> Decimal:
    """What of the discount or of the surcharge is not tax, as exactly as can be."""
    return sum(
        (
            abs(Decimal(tax[key])) * 100 / (100 + Decimal(tax["tax_rate"] or 0))
            for tax in document["taxes"]
        ),
        Decimal(0),
    )
