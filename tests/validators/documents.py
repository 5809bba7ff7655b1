"""Good documents, written by hand, and how one is broken."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
PEPPOL = {
    "//cbc:CustomizationID": "urn:cen.eu:en16931:2017#compliant#"
    "urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    "//cbc:EndpointID/@schemeID": "0088",
    "//cbc:EndpointID": "4012345000009",
}


def good(profile: str) -> bytes:
    """A document of which no rule of the profile says anything."""
    syntax = "cii" if profile in {"cii", "facturx"} else "ubl"
    xml = (FOLDER / f"good.{syntax}.xml").read_bytes()
    for place, text in PEPPOL.items() if profile == "peppol" else ():
        xml = changed(xml, place, text)
    return xml


def changed(xml: bytes, place: str, text: str | None) -> bytes:
    """The document with this text at a place, in an XPath; without the element if it is none."""
    root = etree.fromstring(xml)
    places = root.xpath(place, namespaces=NAMES)
    assert places, f"nothing is at {place}"
    for one in places:
        if not isinstance(one, etree._Element):
            one.getparent().set(one.attrname, text)
        elif text is None:
            one.getparent().remove(one)
        else:
            one.text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
