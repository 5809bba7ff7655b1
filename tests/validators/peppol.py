"""Rules of Peppol BIS Billing 3 that no package brings, by the names they were published under.

Peppol publishes its rules for use with its network only. XRechnung took some of them over; of the
others, these are about what timelog writes. Each has a place, and what must hold there.
"""

from __future__ import annotations

from lxml import etree

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
BILLING = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
CODE = "cbc:TaxExemptionReasonCode"
RULES = {
    "PEPPOL-EN16931-R002": ("/*", "count(cbc:Note) <= 1"),
    "PEPPOL-EN16931-R003": ("/*", "cbc:BuyerReference or cac:OrderReference/cbc:ID"),
    "PEPPOL-EN16931-R004": ("/*", f"cbc:CustomizationID = '{BILLING}'"),
    "PEPPOL-EN16931-R007": (
        "/*",
        "starts-with(cbc:ProfileID, 'urn:fdc:peppol.eu:2017:poacc:billing:')",
    ),
    "PEPPOL-EN16931-R051": (
        "//*[@currencyID][not(parent::cac:TaxTotal)]",
        "@currencyID = string(/*/cbc:DocumentCurrencyCode)",
    ),
    "PEPPOL-EN16931-P0100": ("/*/cbc:InvoiceTypeCode", ". = '380'"),
    "PEPPOL-EN16931-P0101": ("/*/cbc:CreditNoteTypeCode", ". = '381'"),
    "PEPPOL-EN16931-P0104": (f"//*[{CODE} = 'VATEX-EU-G']", "cbc:ID = 'G'"),
    "PEPPOL-EN16931-P0105": (f"//*[{CODE} = 'VATEX-EU-O']", "cbc:ID = 'O'"),
    "PEPPOL-EN16931-P0106": (f"//*[{CODE} = 'VATEX-EU-IC']", "cbc:ID = 'K'"),
    "PEPPOL-EN16931-P0107": (f"//*[{CODE} = 'VATEX-EU-AE']", "cbc:ID = 'AE'"),
    # The address of a participant is never an email address there.
    "PEPPOL-EN16931-CL008": ("//cbc:EndpointID", "@schemeID != 'EM'"),
    "PEPPOL-EN16931-F001": (
        "//cbc:IssueDate | //cbc:DueDate | //cbc:StartDate | //cbc:EndDate",
        "string-length(.) = 10",
    ),
}


def broken(xml: bytes) -> list[dict[str, str]]:
    """What is not as these rules say."""
    root = etree.fromstring(xml)
    return [
        {
            "rule": rule,
            "severity": "fatal",
            "text": test,
            "location": root.getroottree().getpath(one),
        }
        for rule, (place, test) in RULES.items()
        for one in root.xpath(place, namespaces=NAMES)
        if not one.xpath(f"boolean({test})", namespaces=NAMES)
    ]
