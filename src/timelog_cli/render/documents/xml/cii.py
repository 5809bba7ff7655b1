"""Invoices and credit notes as UN/CEFACT CII D16B, elements in the order of its schemas."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.semantics import DISCOUNT_CODE
from timelog_cli.domain.money import ZERO, plain
from timelog_cli.render.documents.xml.elements import Node, amount, document_bytes, price, root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

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

_SCHEMA = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "rsm": f"{_SCHEMA}:CrossIndustryInvoice:100",
    "ram": f"{_SCHEMA}:ReusableAggregateBusinessInformationEntity:100",
    "qdt": f"{_SCHEMA}:QualifiedDataType:100",
    "udt": f"{_SCHEMA}:UnqualifiedDataType:100",
}
_INVOICE, _CREDIT_NOTE = "380", "381"
_DATE = "102"  # UNTDID 2379: year, month and day


def write(invoice: StructuredInvoice, profile: Profile) -> bytes:
    """The invoice or credit note in a profile."""
    node = root("rsm:CrossIndustryInvoice", _NAMESPACES)
    context = node.add("rsm:ExchangedDocumentContext")
    context.put("ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", profile.process)
    context.put("ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", profile.specification)
    head = node.add("rsm:ExchangedDocument")
    head.put("ram:ID", invoice.number)
    head.put("ram:TypeCode", _CREDIT_NOTE if invoice.is_credit_note else _INVOICE)
    _day(head, "ram:IssueDateTime", invoice.issue_date)
    head.put("ram:IncludedNote/ram:Content", invoice.note)
    trade = node.add("rsm:SupplyChainTradeTransaction")
    for line in invoice.lines:
        _line(trade.add("ram:IncludedSupplyChainTradeLineItem"), line, invoice)
    _agreement(trade, invoice)
    _delivery(trade, invoice)
    _settlement(trade.add("ram:ApplicableHeaderTradeSettlement"), invoice)
    return document_bytes(node)


def _day(node: Node, name: str, day: date | None, prefix: str = "udt") -> None:
    if day:
        node.put(f"{name}/{prefix}:DateTimeString", f"{day:%Y%m%d}", format=_DATE)


def _period(node: Node, first: date | None, last: date | None) -> None:
    if first or last:
        period = node.add("ram:BillingSpecifiedPeriod")
        _day(period, "ram:StartDateTime", first)
        _day(period, "ram:EndDateTime", last)


def _line(node: Node, line: Line, invoice: StructuredInvoice) -> None:
    node.put("ram:AssociatedDocumentLineDocument/ram:LineID", str(line.position))
    product = node.add("ram:SpecifiedTradeProduct")
    product.put("ram:Name", line.name)
    product.put("ram:Description", line.description)
    cost = node.add("ram:SpecifiedLineTradeAgreement").add("ram:NetPriceProductTradePrice")
    cost.put("ram:ChargeAmount", price(line.price.amount))
    if line.price.quantity != 1:
        cost.put("ram:BasisQuantity", plain(line.price.quantity), unitCode=line.unit_code)
    node.put(
        "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
        *(plain(line.quantity),),
        unitCode=line.unit_code,
    )
    settled, currency = node.add("ram:SpecifiedLineTradeSettlement"), invoice.currency
    _category(settled.add("ram:ApplicableTradeTax"), line.category)
    _period(settled, line.first_day, line.last_day)
    if line.discount:
        discount = settled.add("ram:SpecifiedTradeAllowanceCharge")
        discount.put("ram:ChargeIndicator/udt:Indicator", "false")
        discount.put("ram:ActualAmount", amount(line.discount, currency))
        discount.put("ram:ReasonCode", DISCOUNT_CODE)
    settled.put(
        "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
        amount(line.net, currency),
    )


def _category(node: Node, category: TaxCategory) -> None:
    node.put("ram:TypeCode", "VAT")
    node.put("ram:CategoryCode", category.code)
    if category.rate is not None:
        node.put("ram:RateApplicablePercent", plain(category.rate))


def _agreement(trade: Node, invoice: StructuredInvoice) -> None:
    node = trade.add("ram:ApplicableHeaderTradeAgreement")
    node.put("ram:BuyerReference", invoice.buyer_reference)
    _party(node.add("ram:SellerTradeParty"), invoice.seller)
    _party(node.add("ram:BuyerTradeParty"), invoice.buyer)
    node.put("ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID", invoice.order_reference)


def _party(node: Node, trader: Trader) -> None:
    node.put("ram:ID", trader.identifier)
    node.put("ram:Name", trader.name)
    if trader.legal_id:
        legal = node.add("ram:SpecifiedLegalOrganization")
        legal.put("ram:ID", trader.legal_id, schemeID=trader.legal_scheme)
    if trader.contact or trader.phone or trader.email:
        contact = node.add("ram:DefinedTradeContact")
        contact.put("ram:PersonName", trader.contact)
        contact.put("ram:TelephoneUniversalCommunication/ram:CompleteNumber", trader.phone)
        contact.put("ram:EmailURIUniversalCommunication/ram:URIID", trader.email)
    _address(node, trader.address)
    node.put(
        "ram:URIUniversalCommunication/ram:URIID",
        *(trader.electronic_address,),
        schemeID=trader.electronic_scheme,
    )
    for number, scheme in ((trader.vat_id, "VA"), (trader.tax_number, "FC")):
        node.put("ram:SpecifiedTaxRegistration/ram:ID", number, schemeID=scheme)


def _address(node: Node, address: Address) -> None:
    found = node.add("ram:PostalTradeAddress")
    found.put("ram:PostcodeCode", address.postcode)
    found.put("ram:LineOne", address.street)
    found.put("ram:LineTwo", address.street2)
    found.put("ram:LineThree", address.line3)
    found.put("ram:CityName", address.city)
    found.put("ram:CountryID", address.country)
    found.put("ram:CountrySubDivisionName", address.region)


def _delivery(trade: Node, invoice: StructuredInvoice) -> None:
    node = trade.add("ram:ApplicableHeaderTradeDelivery")
    if invoice.deliver_to:
        _address(node.add("ram:ShipToTradeParty"), invoice.deliver_to)
    elif not invoice.last_day:  # the schema wants the element, and Factur-X something in it
        node.put("ram:ShipToTradeParty/ram:Name", invoice.buyer.name)
    _day(node, "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime", invoice.last_day)


def _settlement(node: Node, invoice: StructuredInvoice) -> None:
    payment = invoice.payment
    if payment and payment.account:
        node.put("ram:PaymentReference", invoice.number)
    node.put("ram:InvoiceCurrencyCode", invoice.currency)
    if payment:
        _payment(node.add("ram:SpecifiedTradeSettlementPaymentMeans"), payment)
    for tax in invoice.taxes:
        _tax(node.add("ram:ApplicableTradeTax"), tax, invoice.currency)
    _period(node, invoice.first_day, invoice.last_day)
    for adjustment in invoice.adjustments:
        _adjustment(node.add("ram:SpecifiedTradeAllowanceCharge"), adjustment, invoice.currency)
    if invoice.terms or invoice.due_date:
        terms = node.add("ram:SpecifiedTradePaymentTerms")
        terms.put("ram:Description", invoice.terms)
        _day(terms, "ram:DueDateDateTime", invoice.due_date)
    _sums(node.add("ram:SpecifiedTradeSettlementHeaderMonetarySummation"), invoice)
    if invoice.credits:
        credited = node.add("ram:InvoiceReferencedDocument")
        credited.put("ram:IssuerAssignedID", invoice.credits)
        _day(credited, "ram:FormattedIssueDateTime", invoice.credits_date, "qdt")


def _payment(node: Node, payment: PaymentMeans) -> None:
    node.put("ram:TypeCode", payment.code)
    if payment.account:
        kind = "ProprietaryID" if payment.branch else "IBANID"
        node.put(f"ram:PayeePartyCreditorFinancialAccount/ram:{kind}", payment.account)
        node.put("ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID", payment.bic)


def _tax(node: Node, tax: TaxBreakdown, currency: str) -> None:
    node.put("ram:CalculatedAmount", amount(tax.tax, currency))
    node.put("ram:TypeCode", "VAT")
    node.put("ram:ExemptionReason", tax.reason)
    node.put("ram:BasisAmount", amount(tax.base, currency))
    node.put("ram:CategoryCode", tax.category.code)
    node.put("ram:ExemptionReasonCode", tax.reason_code)
    node.put("ram:RateApplicablePercent", plain(tax.category.rate or ZERO))


def _adjustment(node: Node, adjustment: AllowanceOrCharge, currency: str) -> None:
    node.put("ram:ChargeIndicator/udt:Indicator", "true" if adjustment.is_charge else "false")
    if adjustment.percent is not None and adjustment.base is not None:
        node.put("ram:CalculationPercent", plain(adjustment.percent))
        node.put("ram:BasisAmount", amount(adjustment.base, currency))
    node.put("ram:ActualAmount", amount(adjustment.amount, currency))
    node.put("ram:ReasonCode", adjustment.code)
    node.put("ram:Reason", adjustment.reason)
    _category(node.add("ram:CategoryTradeTax"), adjustment.category)


def _sums(node: Node, invoice: StructuredInvoice) -> None:
    sums, currency = invoice.sums, invoice.currency
    node.put("ram:LineTotalAmount", amount(sums.lines, currency))
    if sums.charges:
        node.put("ram:ChargeTotalAmount", amount(sums.charges, currency))
    if sums.allowances:
        node.put("ram:AllowanceTotalAmount", amount(sums.allowances, currency))
    node.put("ram:TaxBasisTotalAmount", amount(sums.net, currency))
    node.put("ram:TaxTotalAmount", amount(sums.tax, currency), currencyID=currency)
    node.put("ram:GrandTotalAmount", amount(sums.total, currency))
    if sums.prepaid:
        node.put("ram:TotalPrepaidAmount", amount(sums.prepaid, currency))
    node.put("ram:DuePayableAmount", amount(sums.payable, currency))
