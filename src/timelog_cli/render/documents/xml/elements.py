"""Elements of XML, written in the order in which they are added."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from timelog_cli.domain.money import digits, plain, rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_PLACES = 2  # BR-DEC-01 and those after it


class Node:
    """An element whose children have names with prefixes, as ``cbc:ID``."""

    def __init__(self, element: Element, namespaces: Mapping[str, str]) -> None:
        self.element = element
        self._namespaces = namespaces

    def add(self, name: str) -> Node:
        """A child that holds others."""
        return Node(SubElement(self.element, _qualified(name, self._namespaces)), self._namespaces)

    def put(self, path: str, text: str, **attributes: str) -> None:
        """A child with a text, below others along the path; nothing where the text is empty."""
        text = xml_text(text)
        if not text.strip():
            return
        node = self
        for name in path.split("/"):
            node = node.add(name)
        node.element.text = text
        for name, value in attributes.items():
            if value:
                node.element.set(name, value)


def root(name: str, namespaces: Mapping[str, str]) -> Node:
    """The outermost element."""
    for prefix, uri in namespaces.items():
        register_namespace(prefix, uri)
    return Node(Element(_qualified(name, namespaces)), namespaces)


def _qualified(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{namespaces[prefix]}}}{local}"


def document_bytes(node: Node) -> bytes:
    """The document in UTF-8, with its declaration, a child to a line."""
    indent(node.element)
    text = tostring(node.element, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def xml_text(text: str) -> str:
    """The text without what XML cannot hold: control characters of old documents, halves."""
    if text.isprintable():
        return text
    return "".join(one for one in text if one in "\n\t" or _is_character(ord(one)))


def _is_character(code: int) -> bool:
    return (
        0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or (code >= 0xE000 and code & 0xFFFE != 0xFFFE)
    )


def amount(value: Decimal, currency: str) -> str:
    """An amount with the digits of the currency, two at most."""
    if digits(currency) <= _MOST_PLACES:
        return format(rounded(value, currency), "f")
    return format(value.quantize(Decimal("0.01")), "f")


def price(value: Decimal) -> str:
    """A price with at least two digits after the point, and no digit rounded away."""
    exact = plain(value)
    places = len(exact.partition(".")[2])
    return exact if places >= _MOST_PLACES else f"{Decimal(exact):.2f}"
