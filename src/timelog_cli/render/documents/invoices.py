"""Invoices, credit notes and quotes in every format, and the JSON shape of one."""

from __future__ import annotations

from timelog_cli.domain.cells import guarded
from timelog_cli.domain.documents.formats import XML
from timelog_cli.domain.documents.invoices import QUOTE
from timelog_cli.domain.documents.values import as_values
from timelog_cli.domain.money import ZERO, with_currency, written
from timelog_cli.domain.text import capitalized, shown
from timelog_cli.domain.time.zones import day_and_time, iso

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.documents.invoices import Document, InvoiceState, Payment
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.domain.documents.messages import SentMessage
    from timelog_cli.render.documents.templates import Documents

    Values = dict[str, Any]

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
_SAID = (
    *("buyer_reference", "order_reference", "document_note", "credits_date"),
    *("early_payment_days", "early_payment_percent", "exemption_code"),
    *("unit_code", "tax_category"),
)
COLUMNS = (*_OF_DOCUMENT, "currency", *_OF_LINE, *_FIGURES, *_OF_RATE, *_TOTALS, *_CHARGES, *_SAID)

# Text that others wrote; the rest are numbers and words of this program.
_TEXTS = {
    *("number", "credits", "customer", "record", "service", "description", "unit"),
    *("surcharge_name", "withholding_name", "buyer_reference", "order_reference", "document_note"),
}


def contents(
    document: Document,
    formats: Sequence[str],
    documents: Documents | None = None,
    logo: Logo | None = None,
) -> list[bytes]:
    """The bytes of a document in formats; those from templates with the built-in one, or another.

    :param logo: of the seller, for the formats that show it
    :raises Refused: the template is wrong, or what writes a format is not installed
    """
    values = as_values(document)
    return [_content(document, values, one, documents, logo) for one in formats]


def _content(
    document: Document,
    values: Values,
    format_name: str,
    documents: Documents | None,
    logo: Logo | None,
) -> bytes:
    if format_name in {"md", "html"}:
        if documents is None:
            from timelog_cli.render.documents.templates import Documents

            documents = Documents()
        return documents.written(document, format_name, values, logo).encode()
    if format_name == "csv":
        return csv_document(values).encode()
    if format_name == "json":
        return _json_document(document, values).encode()
    if format_name in XML:
        from timelog_cli.render.documents import xml

        return xml.content(document, format_name)
    from timelog_cli.render.documents import invoice_pdf

    write = invoice_pdf.factur_x if format_name == "facturx" else invoice_pdf.invoice_pdf
    return write(document, values, logo)


def _json_document(document: Document, values: Values) -> str:
    import json

    return json.dumps(_shape(document, values), ensure_ascii=False, indent=2) + "\n"


def invoice_shape(document: Document, status: str | None = None) -> Values:
    """A document as it was issued."""
    return _shape(document, as_values(document), status)


def _shape(document: Document, values: Values, status: str | None = None) -> Values:
    status = status or ("open" if document.kind == QUOTE else "issued")
    return {"number": values["number"], "status": status, **values}


def view_shape(
    document: Document,
    status: str,
    standing: InvoiceState,
    due_in_days: int | None,
    to_refund: Decimal = ZERO,
    zone: str = "UTC",
) -> dict[str, Any]:
    """A document with what has become of it.

    :param to_refund: what is owed to the customer, of a credit note on its invoice
    """
    currency = document.currency
    return {
        **invoice_shape(document, status),
        "sent_on": _day(standing.sent_on),
        "paid": written(standing.paid(currency), currency),
        "credited": written(standing.credited, currency),
        "amount_due": written(standing.due(document), currency),
        "due_in_days": due_in_days,
        "to_refund": written(to_refund, currency),
        "payments": [
            {
                "number": payment.number,
                "amount": written(payment.amount, currency),
                "paid_on": _day(payment.paid_on),
                "reverses": payment.reverses,
                "reason": payment.reason or None,
                "credit_from": payment.credit_from,
                "credit_for": payment.credit_for,
            }
            for payment in standing.payments
        ],
        "prepaid_by_credit": [
            {"number": number, "amount": written(amount, currency)}
            for number, amount in standing.prepaid_by_credit
        ],
        "credit_notes": list(standing.credit_notes),
        "answered_on": _day(standing.answered_on),
        "messages": [message_shape(one, zone) for one in standing.messages],
    }


def message_shape(message: SentMessage, zone: str) -> dict[str, Any]:
    """A message that was sent with a document."""
    return {
        "sent_at": iso(message.sent_at, zone),
        "message_id": message.message_id,
        "recipients": list(message.recipients),
        "level": message.level,
    }


def message_lines(standing: InvoiceState, zone: str) -> list[str]:
    """When a document was sent by mail, and payment was asked for."""
    return [
        f"{'Sent' if one.level is None else f'Reminder {one.level} sent'} to"
        f" {', '.join(one.recipients)}: {day_and_time(one.sent_at, zone)}"
        for one in standing.messages
    ]


def payment_lines(document: Document, standing: InvoiceState, to_refund: Decimal) -> list[str]:
    """The payments of a document, and what is outstanding; nothing where nothing has happened."""
    currency, due = document.currency, standing.due(document)
    if document.credits and to_refund:
        return [f"To refund on {document.credits}: {with_currency(to_refund, currency)}."]
    if not (standing.payments or standing.prepaid_by_credit or due < 0):
        return []
    lines = [
        *(
            f"Prepaid: {with_currency(amount, currency)}, credit from {number}"
            for number, amount in standing.prepaid_by_credit
        ),
        *(_payment_line(payment, currency) for payment in standing.payments),
    ]
    return [*lines, f"{capitalized(outstanding(due, currency))}."]


def _payment_line(payment: Payment, currency: str) -> str:
    amount = with_currency(payment.amount, currency)
    line = f"Payment {payment.number}: {amount} on {payment.paid_on}"
    if payment.reverses is not None:
        line += f", reverses payment {payment.reverses}"
    if payment.credit_from:
        line += f", credit from {payment.credit_from}"
    if payment.credit_for:
        line += f", used as credit for {payment.credit_for}"
    return f"{line} ({payment.reason})" if payment.reason else line


def outstanding(due: Decimal, currency: str) -> str:
    """``outstanding: 106.00 USD``, ``to refund: 70.00 EUR``, ``nothing outstanding``."""
    if not due:
        return "nothing outstanding"
    what = "outstanding" if due > 0 else "to refund"
    return f"{what}: {with_currency(abs(due), currency)}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


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
        "document_note": values["note"],
        **line,
        **{f"rate_{key}": tax[key] for key in ("base", "tax", "discount", "surcharge")},
        "prices_include_tax": "true" if values["prices_include_tax"] else "false",
    }


def _cell(column: str, value: Any) -> str:
    text = "" if value is None else str(value)
    return guarded(shown(text, lines=True)) if column in _TEXTS else text
