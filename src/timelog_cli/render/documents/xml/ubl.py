"""Invoices and credit notes as UBL 2.1, elements in the order of its schemas."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.semantics import DISCOUNT_CODE
from timelog_cli.domain.money import ZERO, plain
from timelog_cli.render.documents.xml.elements import Node, amount, document_bytes, price, root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.documents.einvoices import Profile
    from timelog_cli.domain.documents.einvoices.semantics import (
        Address,
        AllowanceOrCharge,
        Line,
        PaymentMeans,
        StructuredInvoice,
        TaxBreakdown,
        TaxCategory,
        Trader,
    )

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd"
_COMMON = {
    "cac": f"{_SCHEMA}:CommonAggregateComponents-2",
    "cbc": f"{_SCHEMA}:CommonBasicComponents-2",
}
_INVOICE, _CREDIT_NOTE = "380", "381"


def write(invoice: StructuredInvoice, profile: Profile) -> bytes:
    """The invoice or credit note in a profile."""
    kind = "CreditNote" if invoice.is_credit_note else "Invoice"
    node = root(kind, {"": f"{_SCHEMA}:{kind}-2", **_COMMON})
    _head(node, invoice, profile)
    _references(node, invoice)
    _party(node.add("cac:AccountingSupplierParty"), invoice.seller)
    _party(node.add("cac:AccountingCustomerParty"), invoice.buyer)
    _delivery(node, invoice)
    if invoice.payment:
        _payment(node, invoice, invoice.payment)
    node.put("cac:PaymentTerms/cbc:Note", invoice.terms)
    for adjustment in invoice.adjustments:
        _adjustment(node, adjustment, invoice.currency)
    _taxes(node, invoice)
    _sums(node, invoice)
    for line in invoice.lines:
        _line(node, line, invoice)
    return document_bytes(node)


def _head(node: Node, invoice: StructuredInvoice, profile: Profile) -> None:
    node.put("cbc:CustomizationID", profile.specification)
    node.put("cbc:ProfileID", profile.process)
    node.put("cbc:ID", invoice.number)
    node.put("cbc:IssueDate", _day(invoice.issue_date))
    if not invoice.is_credit_note:
        node.put("cbc:DueDate", _day(invoice.due_date))
        node.put("cbc:InvoiceTypeCode", _INVOICE)
    else:
        node.put("cbc:CreditNoteTypeCode", _CREDIT_NOTE)
    node.put("cbc:Note", _note(invoice.note))
    node.put("cbc:DocumentCurrencyCode", invoice.currency)
    node.put("cbc:BuyerReference", invoice.buyer_reference)


def _note(text: str) -> str:
    """The note, with the code of its subject where a ``#`` in it could be taken for that of one."""
    return f"#AAI#{text}" if "#" in text else text


def _references(node: Node, invoice: StructuredInvoice) -> None:
    _period(node, invoice.first_day, invoice.last_day)
    node.put("cac:OrderReference/cbc:ID", invoice.order_reference)
    if invoice.credits:
        credited = node.add("cac:BillingReference").add("cac:InvoiceDocumentReference")
        credited.put("cbc:ID", invoice.credits)
        credited.put("cbc:IssueDate", _day(invoice.credits_date))


def _period(node: Node, first: date | None, last: date | None) -> None:
    if first or last:
        period = node.add("cac:InvoicePeriod")
        period.put("cbc:StartDate", _day(first))
        period.put("cbc:EndDate", _day(last))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _party(node: Node, trader: Trader) -> None:
    party = node.add("cac:Party")
    party.put("cbc:EndpointID", trader.electronic_address, schemeID=trader.electronic_scheme)
    party.put("cac:PartyIdentification/cbc:ID", trader.identifier)
    _address(party, "PostalAddress", trader.address)
    for number, scheme in ((trader.vat_id, "VAT"), (trader.tax_number, "FC")):
        if number:
            registered = party.add("cac:PartyTaxScheme")
            registered.put("cbc:CompanyID", number)
            registered.put("cac:TaxScheme/cbc:ID", scheme)
    entity = party.add("cac:PartyLegalEntity")
    entity.put("cbc:RegistrationName", trader.name)
    entity.put("cbc:CompanyID", trader.legal_id, schemeID=trader.legal_scheme)
    if trader.contact or trader.phone or trader.email:
        contact = party.add("cac:Contact")
        contact.put("cbc:Name", trader.contact)
        contact.put("cbc:Telephone", trader.phone)
        contact.put("cbc:ElectronicMail", trader.email)


def _address(node: Node, name: str, address: Address) -> None:
    found = node.add(f"cac:{name}")
    found.put("cbc:StreetName", address.street)
    found.put("cbc:AdditionalStreetName", address.street2)
    found.put("cbc:CityName", address.city)
    found.put("cbc:PostalZone", address.postcode)
    found.put("cbc:CountrySubentity", address.region)
    found.put("cac:AddressLine/cbc:Line", address.line3)
    found.put("cac:Country/cbc:IdentificationCode", address.country)


def _delivery(node: Node, invoice: StructuredInvoice) -> None:
    if invoice.last_day or invoice.deliver_to:
        delivery = node.add("cac:Delivery")
        delivery.put("cbc:ActualDeliveryDate", _day(invoice.last_day))
        if invoice.deliver_to:
            _address(delivery.add("cac:DeliveryLocation"), "Address", invoice.deliver_to)


def _payment(node: Node, invoice: StructuredInvoice, payment: PaymentMeans) -> None:
    means = node.add("cac:PaymentMeans")
    means.put("cbc:PaymentMeansCode", payment.code)
    if payment.account:
        means.put("cbc:PaymentID", invoice.number)
        account = means.add("cac:PayeeFinancialAccount")
        account.put("cbc:ID", payment.account)
        account.put("cac:FinancialInstitutionBranch/cbc:ID", payment.bic or payment.branch)


def _adjustment(node: Node, adjustment: AllowanceOrCharge, currency: str) -> None:
    found = node.add("cac:AllowanceCharge")
    found.put("cbc:ChargeIndicator", "true" if adjustment.is_charge else "false")
    found.put("cbc:AllowanceChargeReasonCode", adjustment.code)
    found.put("cbc:AllowanceChargeReason", adjustment.reason)
    if adjustment.percent is not None:
        found.put("cbc:MultiplierFactorNumeric", plain(adjustment.percent))
    _amount(found, "cbc:Amount", adjustment.amount, currency)
    if adjustment.base is not None:
        _amount(found, "cbc:BaseAmount", adjustment.base, currency)
    _category(found.add("cac:TaxCategory"), adjustment.category)


def _amount(node: Node, name: str, value: Decimal, currency: str) -> None:
    node.put(name, amount(value, currency), currencyID=currency)


def _category(node: Node, category: TaxCategory, tax: TaxBreakdown | None = None) -> None:
    """The category; the breakdown has a rate where others have none (BR-O-05, BR-DE-14)."""
    node.put("cbc:ID", category.code)
    if category.rate is not None or tax:
        node.put("cbc:Percent", plain(category.rate or ZERO))
    if tax:
        node.put("cbc:TaxExemptionReasonCode", tax.reason_code)
        node.put("cbc:TaxExemptionReason", tax.reason)
    node.put("cac:TaxScheme/cbc:ID", "VAT")


def _taxes(node: Node, invoice: StructuredInvoice) -> None:
    total = node.add("cac:TaxTotal")
    _amount(total, "cbc:TaxAmount", invoice.sums.tax, invoice.currency)
    for tax in invoice.taxes:
        part = total.add("cac:TaxSubtotal")
        _amount(part, "cbc:TaxableAmount", tax.base, invoice.currency)
        _amount(part, "cbc:TaxAmount", tax.tax, invoice.currency)
        _category(part.add("cac:TaxCategory"), tax.category, tax)


def _sums(node: Node, invoice: StructuredInvoice) -> None:
    sums, total = invoice.sums, node.add("cac:LegalMonetaryTotal")
    for name, value, always in (
        ("LineExtensionAmount", sums.lines, True),
        ("TaxExclusiveAmount", sums.net, True),
        ("TaxInclusiveAmount", sums.total, True),
        ("AllowanceTotalAmount", sums.allowances, False),
        ("ChargeTotalAmount", sums.charges, False),
        ("PrepaidAmount", sums.prepaid, False),
        ("PayableAmount", sums.payable, True),
    ):
        if value or always:
            _amount(total, f"cbc:{name}", value, invoice.currency)


def _line(node: Node, line: Line, invoice: StructuredInvoice) -> None:
    kind, quantity = ("Invoice", "Invoiced")
    if invoice.is_credit_note:
        kind, quantity = ("CreditNote", "Credited")
    found, currency = node.add(f"cac:{kind}Line"), invoice.currency
    found.put("cbc:ID", str(line.position))
    found.put(f"cbc:{quantity}Quantity", plain(line.quantity), unitCode=line.unit_code)
    _amount(found, "cbc:LineExtensionAmount", line.net, currency)
    _period(found, line.first_day, line.last_day)
    if line.discount:
        discount = found.add("cac:AllowanceCharge")
        discount.put("cbc:ChargeIndicator", "false")
        discount.put("cbc:AllowanceChargeReasonCode", DISCOUNT_CODE)
        _amount(discount, "cbc:Amount", line.discount, currency)
    item = found.add("cac:Item")
    item.put("cbc:Description", line.description)
    item.put("cbc:Name", line.name)
    _category(item.add("cac:ClassifiedTaxCategory"), line.category)
    cost = found.add("cac:Price")
    cost.put("cbc:PriceAmount", price(line.price.amount), currencyID=currency)
    if line.price.quantity != 1:
        cost.put("cbc:BaseQuantity", plain(line.price.quantity), unitCode=line.unit_code)
