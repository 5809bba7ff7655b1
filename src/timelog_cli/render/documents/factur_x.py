"""What makes a PDF with an invoice in XML inside a Factur-X, which ZUGFeRD 2 is too.

The library ``pikepdf`` writes it; it is an extra of the distribution, imported only here.
"""

from __future__ import annotations

from timelog_cli.errors import Refused
from timelog_cli.extras import not_installed
from timelog_cli.render.documents.pdf import PACKAGES, Attachment

FILE_NAME = "factur-x.xml"
_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_PROPERTIES = {
    "DocumentFileName": (FILE_NAME, "The name of the embedded XML document"),
    "DocumentType": ("INVOICE", "The type of the hybrid document"),
    "Version": ("1.0", "The version of the standard"),
    "ConformanceLevel": ("EN 16931", "The conformance level of the embedded XML document"),
}
# What PDF/A knows of properties that are not its own, and where they stand in the metadata.
_PROPERTY = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{}</pdfaProperty:name>'
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
    "<pdfaProperty:category>external</pdfaProperty:category>"
    "<pdfaProperty:description>{}</pdfaProperty:description></rdf:li>"
)
_SCHEMA = (
    '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema'
    f"</pdfaSchema:schema><pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>{}</rdf:Seq>"
    "</pdfaSchema:property></rdf:li>"
)
_END_OF_SCHEMAS = "</rdf:Bag></pdfaExtension:schemas>"
_END_OF_METADATA = "</rdf:RDF>"


def attachment(xml: bytes) -> Attachment:
    """The invoice in CII, as the standard wants it inside."""
    return Attachment(FILE_NAME, xml, "text/xml", "Factur-X/ZUGFeRD invoice", "alternative")


def marked(content: bytes) -> bytes:
    """The PDF, which has the invoice inside, with the metadata that say so; always the same bytes.

    :raises Refused: the library is not installed
    """
    import io

    try:
        import pikepdf
    except ImportError:
        raise not_installed("write facturx", "pikepdf", *PACKAGES) from None
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        metadata = document.Root.Metadata
        metadata.write(_with_properties(metadata.read_bytes().decode()).encode())
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _with_properties(xmp: str) -> str:
    if xmp.count(_END_OF_SCHEMAS) != 1 or xmp.count(_END_OF_METADATA) != 1:
        raise Refused(
            "cannot write facturx: this version of the package typst writes other metadata",
            "use --format pdf",
        )
    known = "".join(_PROPERTY.format(name, what) for name, (_, what) in _PROPERTIES.items())
    said = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, (value, _) in _PROPERTIES.items())
    added = f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">{said}</rdf:Description>'
    xmp = xmp.replace(_END_OF_SCHEMAS, _SCHEMA.format(known) + _END_OF_SCHEMAS)
    return xmp.replace(_END_OF_METADATA, added + _END_OF_METADATA)
