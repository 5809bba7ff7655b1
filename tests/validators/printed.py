"""What is inside a Factur-X document, and whether its pages say what the document says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pikepdf
from babel.numbers import format_decimal

WHOLE = ("discount", "surcharge", "total", "withheld", "prepaid", "payable")


def inside(pdf: bytes) -> bytes:
    """The XML that a Factur-X document has inside, which is all that it has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (name,) = document.attachments
        assert name == "factur-x.xml"
        return bytes(document.attachments[name].get_file().read_bytes())


def unprinted(document: Mapping[str, Any], text: str | None) -> list[str]:
    """The amounts of the JSON that are not in the text of the pages, in the document's language.

    :param text: none where it could not be read
    """
    if text is None:
        return []
    numbers = {number.rstrip(".,") for number in re.findall(r"\d[\d.,]*", text)}
    return [f"{key} {amount}" for key, amount in _amounts(document) if amount not in numbers]


def _amounts(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The amounts that are not zero, without signs."""
    found = [(key, document[key]) for key in WHOLE]
    found += [("amount", line["amount"]) for line in document["lines"]]
    for tax in document["taxes"]:
        found += [(key, tax[key]) for key in ("base", "tax") if Decimal(tax["tax"])]
    for key, text in found:
        places = len(text.partition(".")[2])
        form = f"#,##0.{'0' * places}" if places else "#,##0"
        if Decimal(text):
            yield key, format_decimal(abs(Decimal(text)), form, locale=document["locale"])
