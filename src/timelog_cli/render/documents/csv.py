"""An invoice as CSV (RFC 4180): a row for each line, the totals beside each of them."""

from __future__ import annotations

from timelog_cli.domain.cells import guarded
from timelog_cli.domain.text import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_OF_DOCUMENT = ("number", "kind", "credits", "issue_date", "due_date", "customer")
_OF_LINE = ("position", "record", "service", "description", "first_day", "last_day")
_FIGURES = ("quantity", "unit", "unit_price", "gross", "discount", "net", "tax_rate")
_OF_RATE = ("rate_base", "rate_tax")
_TOTALS = ("subtotal", "document_discount", "tax_total", "total")
_CHARGES = (
    *("amount", "prices_include_tax", "surcharge_name", "surcharge_percent", "surcharge"),
    *("rate_discount", "rate_surcharge", "net_total", "withholding_name", "withholding_percent"),
    *("withheld_on", "withheld", "prepaid", "payable", "valid_until"),
)
COLUMNS = (*_OF_DOCUMENT, "currency", *_OF_LINE, *_FIGURES, *_OF_RATE, *_TOTALS, *_CHARGES)

# Text that others wrote; the rest are numbers and words of this program.
_TEXTS = {
    *("number", "credits", "customer", "record", "service", "description", "unit"),
    *("surcharge_name", "withholding_name"),
}


def csv_document(values: Mapping[str, Any]) -> str:
    """The values of a document with fixed columns, ``.`` in decimals, and lines that end in CRLF.

    ``rate_base``, ``rate_tax``, ``rate_discount`` and ``rate_surcharge`` are of the whole
    document, for the tax rate of the line. New columns come last.
    """
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in values["lines"]:
        row = _row(values, line)
        writer.writerow([_cell(column, row[column]) for column in COLUMNS])
    return out.getvalue()


def _row(values: Mapping[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    tax = next(tax for tax in values["taxes"] if tax["tax_rate"] == line["tax_rate"])
    return {
        **values,
        "document_discount": values["discount"],
        **line,
        **{f"rate_{key}": tax[key] for key in ("base", "tax", "discount", "surcharge")},
        "prices_include_tax": "true" if values["prices_include_tax"] else "false",
    }


def _cell(column: str, value: Any) -> str:
    text = "" if value is None else str(value)
    return guarded(shown(text, lines=True)) if column in _TEXTS else text
