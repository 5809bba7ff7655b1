"""Documents as plain values, and back: what is kept of them, and what JSON says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from timelog_cli.domain.documents.comparison import quoted_of, quoted_values
from timelog_cli.domain.documents.invoices import QUOTE, Document, EarlyPayment, Item, Party
from timelog_cli.domain.money import plain, written, written_price
from timelog_cli.domain.money.lines import PricedLine
from timelog_cli.domain.money.totals import NamedPercent, TaxLine, Totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def as_values(document: Document) -> dict[str, Any]:
    """The document as plain values for JSON, money as text: what is kept, and the contract."""
    currency = document.currency
    is_quote, last_day = document.kind == QUOTE, document.due_date.isoformat()
    return {
        "number": document.number or None,
        "kind": document.kind,
        "credits": document.credits,
        "customer": document.buyer.name,
        "currency": currency,
        "issue_date": document.issue_date.isoformat(),
        "due_date": None if is_quote else last_day,
        "valid_until": last_day if is_quote else None,
        "seller": document.seller._asdict(),
        "buyer": document.buyer._asdict(),
        "buyer_reference": document.buyer_reference or None,
        "order_reference": document.order_reference or None,
        "note": document.note or None,
        **_early_values(document.early_payment),
        "exemption_code": document.exemption_code or None,
        "credits_date": document.credits_date and document.credits_date.isoformat(),
        "tax_treatment": document.treatment,
        "sentences": list(document.sentences),
        "prices_include_tax": document.prices_include_tax,
        "lines": [_item_values(item, currency) for item in document.items],
        "discount_percent": _percentage(document.discount_percent),
        **_charge_values("surcharge", document.surcharge),
        **_charge_values("withholding", document.withholding),
        **_totals_values(document.totals, currency),
        "locale": document.locale,
        "template": document.template,
        "logo": document.logo or None,
        "quotes": [quoted_values(one, currency) for one in document.quoted],
    }


def _percentage(rate: Decimal | None) -> str | None:
    return None if rate is None else plain(rate)


def _early_values(early: EarlyPayment | None) -> dict[str, Any]:
    return {
        "early_payment_days": early and early.days,
        "early_payment_percent": _percentage(early and early.percent),
    }


def _charge_values(key: str, charge: NamedPercent | None) -> dict[str, str | None]:
    return {
        f"{key}_name": charge and charge.name,
        f"{key}_percent": _percentage(charge and charge.percent),
    }


def _item_values(item: Item, currency: str) -> dict[str, Any]:
    line = item.line
    return {
        "position": line.position,
        "record": line.record or None,
        "service": item.service,
        "description": line.description,
        "first_day": item.first_day and item.first_day.isoformat(),
        "last_day": item.last_day and item.last_day.isoformat(),
        "worked_seconds": line.worked_seconds,
        "billed_seconds": line.seconds,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": written_price(line.unit_price, currency),
        "gross": written(line.gross, currency),
        "discount": written(line.discount, currency),
        "amount": written(line.amount, currency),
        "net": written(line.net, currency),
        "tax_rate": _percentage(line.tax_rate),
        "credits_line": item.credits_line,
        "title": item.title,
        "note": item.note,
        "unit_code": item.unit_code or None,
        "tax_category": item.tax_category or None,
    }


def _totals_values(totals: Totals, currency: str) -> dict[str, Any]:
    return {
        "subtotal": written(totals.subtotal, currency),
        "discount": written(totals.discount, currency),
        "surcharge": written(totals.surcharge, currency),
        "taxes": [
            {
                "tax_rate": _percentage(tax.rate),
                "base": written(tax.base, currency),
                "tax": written(tax.tax, currency),
                "discount": written(tax.discount, currency),
                "surcharge": written(tax.surcharge, currency),
            }
            for tax in totals.taxes
        ],
        "net_total": written(totals.net_total, currency),
        "tax_total": written(totals.tax_total, currency),
        "total": written(totals.total, currency),
        "withheld_on": written(totals.withheld_on, currency),
        "withheld": written(totals.withheld, currency),
        "prepaid": written(totals.prepaid, currency),
        "payable": written(totals.payable, currency),
    }


def from_values(values: Mapping[str, Any]) -> Document:
    """The document that ``as_values`` wrote down."""
    return Document(
        kind=values["kind"],
        number=values["number"] or "",
        credits=values["credits"],
        seller=Party(**values["seller"]),
        buyer=Party(**values["buyer"]),
        currency=values["currency"],
        issue_date=date.fromisoformat(values["issue_date"]),
        due_date=date.fromisoformat(values["due_date"] or values["valid_until"]),
        treatment=values["tax_treatment"],
        sentences=tuple(values["sentences"]),
        items=tuple(_item(item) for item in values["lines"]),
        prices_include_tax=values["prices_include_tax"],
        discount_percent=_decimal(values["discount_percent"]),
        surcharge=_charge(values, "surcharge"),
        withholding=_charge(values, "withholding"),
        totals=_totals(values),
        locale=values["locale"],
        template=values["template"],
        quoted=tuple(quoted_of(one) for one in values["quotes"]),
        buyer_reference=values.get("buyer_reference") or "",
        order_reference=values.get("order_reference") or "",
        note=values.get("note") or "",
        early_payment=_early(values),
        exemption_code=values.get("exemption_code") or "",
        credits_date=_day(values.get("credits_date")),
        logo=values.get("logo") or "",
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _early(values: Mapping[str, Any]) -> EarlyPayment | None:
    percent = _decimal(values.get("early_payment_percent"))
    return None if percent is None else EarlyPayment(values["early_payment_days"], percent)


def _charge(values: Mapping[str, Any], key: str) -> NamedPercent | None:
    percent, name = values[f"{key}_percent"], values[f"{key}_name"]
    return None if percent is None else NamedPercent(Decimal(percent), name)


def _item(values: Mapping[str, Any]) -> Item:
    line = PricedLine(
        position=values["position"],
        record=values["record"] or "",
        description=values["description"],
        seconds=values["billed_seconds"],
        worked_seconds=values["worked_seconds"],
        quantity=Decimal(values["quantity"]),
        unit=values["unit"],
        unit_price=Decimal(values["unit_price"]),
        gross=Decimal(values["gross"]),
        discount=Decimal(values["discount"]),
        net=Decimal(values["net"]),
        tax_rate=_decimal(values["tax_rate"]),
    )
    return Item(
        line,
        values["service"],
        _day(values["first_day"]),
        _day(values["last_day"]),
        values["credits_line"],
        values.get("title", ""),
        values.get("note", ""),
        values.get("unit_code") or "",
        values.get("tax_category") or "",
    )


def _totals(values: Mapping[str, Any]) -> Totals:
    names = [name for name in Totals._fields if name != "taxes"]
    taxes = tuple(
        TaxLine(_decimal(tax["tax_rate"]), *(Decimal(tax[name]) for name in TaxLine._fields[1:]))
        for tax in values["taxes"]
    )
    return Totals(taxes=taxes, **{name: Decimal(values[name]) for name in names})
