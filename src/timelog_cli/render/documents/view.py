"""What a template is given of a document: plain values, written as in the customer's country."""

from __future__ import annotations

from timelog_cli.domain.documents.invoices import CREDIT_NOTE, INVOICE, QUOTE
from timelog_cli.domain.documents.values import as_values
from timelog_cli.domain.documents.wording import sentences, words
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused
from timelog_cli.render.documents.early_payment import EARLY_PAYMENT_FIELDS, early_payment_view
from timelog_cli.render.documents.figures import PLAIN, Figures, figures
from timelog_cli.render.documents.party_view import (
    logo_view,
    on_one_line,
    party_view,
    payment_view,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from timelog_cli.domain.documents.comparison import Quoted
    from timelog_cli.domain.documents.invoices import Document, Item
    from timelog_cli.domain.documents.logos import Logo
    from timelog_cli.domain.money.totals import TaxLine

    View = dict[str, Any]

FIELDS = {
    "title": "Title of the document in its language: Invoice, Credit note or Quote.",
    "kind": "Kind of document, whatever the language: `invoice`, `credit-note` or `quote`.",
    "number": "Document number; in a preview, the word for preview.",
    "preview": "Whether it is a preview.",
    "locale": "The locale, such as `it_IT`.",
    "language": "Language tag for HTML, such as `it-IT`.",
    "currency": "The currency, such as `EUR`.",
    "facts[]": "Date, due date, invoice a credit note refers to, last day a quote is valid; then,"
    " if there are any, service period and references.",
    "facts[].kind": "`date`, `due`, `valid_until`, `for_invoice`, `service_period`,"
    " `buyer_reference` or `order_reference`.",
    "facts[].name": "The label.",
    "facts[].text": "The day, the number, the period or the reference.",
    "facts[].day": "The day, such as `2026-11-30`; empty if the fact is not a day.",
    "logo": "The logo of the sender, as a `data:` address; empty without one.",
    "seller.name": "The sender.",
    "seller.address[]": "A line of the postal address.",
    "seller.vat_id": "The VAT id.",
    "seller.email": "The email address.",
    "seller.iban": "The account number (IBAN).",
    "seller.bic": "The BIC of the bank.",
    "seller.details[]": "Tax number, company number, contact and phone, those that are set.",
    "seller.details[].name": "The label.",
    "seller.details[].text": "The text.",
    "buyer": "The recipient, with the same fields as `seller`.",
    "lines[].position": "The number of the line.",
    "lines[].description": "Title, days and note in one text.",
    "lines[].title": "What was done.",
    "lines[].period": "The day, or the first and last day; empty if the line has no days.",
    "lines[].note": "With `--with-notes`, the notes of the logs; on a quote, the description of the"
    " record.",
    "lines[].record": "The records.",
    "lines[].service": "The service; empty if there is none.",
    "lines[].quantity": "Number of units.",
    "lines[].unit": "The unit.",
    "lines[].unit_price": "Price per unit.",
    "lines[].discount": "Amount of the discount.",
    "lines[].tax_rate": "The tax rate; empty if there is none.",
    "lines[].amount": "Amount of the line, with tax if prices include tax.",
    "lines[].net": "Amount of the line before tax.",
    "lines[].exact": "The line as in the JSON document: `exact.net` is `1234.50`.",
    "amount_word": "Heading of the amount column: net, unless prices include tax.",
    "prices_include_tax": "Whether prices include tax.",
    "has_discounts": "Whether a line has a discount.",
    "has_taxes": "Whether a line has a tax rate.",
    "totals[]": "The rows below the lines, in order.",
    "totals[].kind": "`subtotal`, `discount`, `surcharge`, `tax`, `total`; and if something"
    " is deducted from the total, `withheld`, `prepaid`, `payable`.",
    "totals[].name": "The label of the row.",
    "totals[].amount": "The amount.",
    "totals[].exact": "The amount as in the JSON document.",
    "total": "The total with its currency.",
    "payable": "Amount due, with its currency.",
    "quotes[]": "For accepted quotes: amounts quoted and billed for the same records.",
    "quotes[].quote": "The number of the quote.",
    "quotes[].record": "The record.",
    "quotes[].unit": "The unit of the quantities.",
    "quotes[].quoted": "Number of units quoted,",
    "quotes[].quoted_amount": "and their amount.",
    "quotes[].billed": "Number of units billed on all invoices up to this one,",
    "quotes[].billed_amount": "and their amount.",
    "quotes[].above": "Whether more is billed than was quoted.",
    "quotes[].exact": "The same as in the JSON document.",
    "note[]": "A line of the text that was added to the document.",
    "sentences[]": "Statements required by law.",
    "payment": "Empty if there is nothing to pay.",
    "payment.amount": "Amount due, with its currency.",
    "payment.before": "The sentence that asks for payment: the part before the amount,",
    "payment.after": "and the part after it.",
    "payment.rows[]": "Payment details (due date, discount for early payment, account, bank,"
    " reference), each with `name` and `text`.",
    "payment.code": "The payment code of the banks; empty if there is none, and in Markdown.",
    "payment.code.name": "What it is for.",
    "payment.code.picture": "The picture, as a `data:` address.",
    **EARLY_PAYMENT_FIELDS,
    "words": "All words of documents in the language, by key: `words.invoice`.",
    "exact": "The whole document as printed by `--json`: `exact.total`, `exact.lines[0].net`.",
}


def view(
    document: Document,
    exact: Mapping[str, Any] | None = None,
    *,
    markdown: bool = False,
    logo: Logo | None = None,
) -> View:
    """The values of a document.

    Markdown without a country is read as plain text, and by programs: it keeps plain figures.

    :param exact: its plain values, if they are known
    :raises Refused: the locale does not exist
    """
    plain = markdown and document.locale == PLAIN
    exact = as_values(document) if exact is None else exact
    return _View(
        document,
        exact,
        figures_of(document.locale, document.customer, plain=plain),
        plain,
        pictures=not markdown,
    ).values() | {"logo": logo_view(logo)}


def figures_of(locale: str, name: str, *, plain: bool) -> Figures:
    """How the locale of a customer, or without a name of the settings, writes figures.

    :raises Refused: it is one that is known no more
    """
    try:
        return figures(locale, plain=plain)
    except LookupError as error:
        if not name:
            raise Refused(
                f"{error} (the setting billing.locale)", "timelog config set billing.locale en_GB"
            ) from error
        raise Refused(
            f"{error} (the locale of {name})",
            f"timelog customer edit {typed(name)} --locale en_GB",
        ) from error


class _View:
    def __init__(
        self,
        document: Document,
        exact: Mapping[str, Any],
        figures: Figures,
        plain: bool,
        *,
        pictures: bool,
    ) -> None:
        self.document = document
        self.figures = figures
        self.long = "medium" if plain else "long"
        self.words = words(document.locale)
        self.exact = exact
        self.pictures = pictures

    def values(self) -> View:
        document, exact = self.document, self.exact
        return {
            "title": self.words[document.kind],
            "kind": document.kind,
            "number": on_one_line(document.number) or self.words["preview"],
            "preview": not document.number,
            "locale": document.locale,
            "language": self.figures.tag,
            "currency": document.currency,
            "facts": self._facts(),
            "seller": party_view(document.seller, self.words),
            "buyer": party_view(document.buyer, self.words),
            "lines": [
                self._line(item, values)
                for item, values in zip(document.items, exact["lines"], strict=True)
            ],
            "amount_word": self.words["amount" if document.prices_include_tax else "net"],
            "prices_include_tax": document.prices_include_tax,
            "has_discounts": any(line.discount for line in document.lines),
            "has_taxes": any(line.tax_rate is not None for line in document.lines),
            "totals": self._totals(),
            "total": self.figures.money(exact["total"], document.currency),
            "payable": self.figures.money(exact["payable"], document.currency),
            "quotes": [
                self._quoted(one, values)
                for one, values in zip(document.quoted, exact["quotes"], strict=True)
            ],
            "note": _lines(document.note),
            "sentences": [on_one_line(sentence) for sentence in document.sentences],
            "payment": self._payment(),
            "early_payment": self._early_payment(),
            "words": self.words,
            "exact": exact,
        }

    def _facts(self) -> list[View]:
        document = self.document
        facts = [self._day("date", document.issue_date)]
        if document.kind == CREDIT_NOTE:
            facts.append(self._fact("for_invoice", self._credited()))
        else:
            last = "valid_until" if document.kind == QUOTE else "due"
            facts.append(self._day(last, document.due_date))
        others = {
            "service_period": self._service_period(),
            "buyer_reference": document.buyer_reference,
            "order_reference": document.order_reference,
        }
        return [*facts, *(self._fact(word, text) for word, text in others.items() if text)]

    def _credited(self) -> str:
        """The invoice that a credit note takes back, with its date; old ones do not know it."""
        number, day = self.document.credits or "", self.document.credits_date
        return number if day is None else f"{number}, {self.figures.day(day, self.long)}"

    def _service_period(self) -> str:
        """From the first to the last day, unless each line says it."""
        document = self.document
        if len({(item.first_day, item.last_day) for item in document.items}) < 2:
            return ""
        return days_text(document.first_day, document.last_day, self.figures, self.words)

    def _day(self, word: str, day: date) -> View:
        return self._fact(word, self.figures.day(day, self.long), day.isoformat())

    def _fact(self, word: str, text: str, day: str = "") -> View:
        return {"kind": word, "name": self.words[word], "text": on_one_line(text), "day": day}

    def _line(self, item: Item, exact: Mapping[str, Any]) -> View:
        figure, line = self.figures.figure, item.line
        period = self._period(item) if item.title else ""
        return {
            "position": line.position,
            "description": on_one_line(_described(item, period)),
            "title": on_one_line(item.title or line.description),
            "period": period,
            "note": on_one_line(item.note),
            "record": on_one_line(line.record),
            "service": on_one_line(item.service or ""),
            "quantity": figure(exact["quantity"]),
            "unit": self._unit(line.unit, exact["quantity"]),
            "unit_price": figure(exact["unit_price"]),
            "discount": figure(exact["discount"]),
            "tax_rate": self._rate(exact["tax_rate"]),
            "amount": figure(exact["amount"]),
            "net": figure(exact["net"]),
            "exact": exact,
        }

    def _unit(self, unit: str, quantity: str) -> str:
        return unit_word(unit, self.words, one=self.figures.is_one(quantity))

    def _period(self, item: Item) -> str:
        return days_text(item.first_day, item.last_day, self.figures, self.words)

    def _rate(self, rate: str | None) -> str:
        return "" if rate is None else self.figures.percent(rate)

    def _totals(self) -> list[View]:
        exact, document = self.exact, self.document
        rows = [self._total("subtotal", self.words["subtotal"], exact["subtotal"])]
        if document.totals.discount:
            rate = self._rate(exact["discount_percent"])
            name = f"{self.words['discount']} {rate}".rstrip()
            rows.append(self._total("discount", name, f"-{exact['discount']}"))
        if document.surcharge:
            rows.append(self._total("surcharge", self._charge("surcharge"), exact["surcharge"]))
        total = [self._total("total", self.words["total"], exact["total"])]
        taxes = self._taxes()
        rows += [*total, *taxes] if document.prices_include_tax else [*taxes, *total]
        return [*rows, *self._deductions()]

    def _taxes(self) -> list[View]:
        document = self.document
        return [
            self._total("tax", self._tax_name(tax, values), values["tax"])
            for tax, values in zip(document.totals.taxes, self.exact["taxes"], strict=True)
            if tax.rate is not None or document.treatment != "standard"
        ]

    def _deductions(self) -> list[View]:
        """What is taken off the total, and what is left to be paid; nothing where nothing is."""
        exact, rows = self.exact, []
        if self.document.withholding:
            on = self.figures.figure(exact["withheld_on"])
            name = self.words["no_tax_on"].format(tax=self._charge("withholding"), base=on)
            rows.append(self._total("withheld", name, f"-{exact['withheld']}"))
        if self.document.totals.prepaid:
            rows.append(self._total("prepaid", self.words["prepaid"], f"-{exact['prepaid']}"))
        left = self._total("payable", self.words["payable"], exact["payable"])
        return [*rows, left] if rows else []

    def _charge(self, key: str) -> str:
        name = on_one_line(self.exact[f"{key}_name"])
        return f"{self._rate(self.exact[f'{key}_percent'])} {name}"

    def _total(self, kind: str, name: str, exact: str) -> View:
        exact = _negated_once(exact)
        return {"kind": kind, "name": name, "amount": self.figures.figure(exact), "exact": exact}

    def _tax_name(self, tax: TaxLine, values: Mapping[str, Any]) -> str:
        """The tax of a rate; why there is none, unless the usual sentence says it below."""
        document, treatment = self.document, self._treatment(tax)
        said = set(sentences(treatment, document.locale)) & set(document.sentences)
        word = self.words["tax"] if said else self.words.get(treatment, self.words["tax"])
        base = self.figures.figure(values["base"])
        included = document.prices_include_tax and treatment == "standard"
        taxed = "included_tax_on" if included else "tax_on"
        pattern = self.words["no_tax_on" if tax.rate is None else taxed]
        return pattern.format(tax=word, rate=self._rate(values["tax_rate"]), base=base)

    def _treatment(self, tax: TaxLine) -> str:
        """That of the document, or exempt where all lines of a rate are."""
        treatment = self.document.treatment
        of_rate = [one for one in self.document.items if one.line.tax_rate == tax.rate]
        exempt = all(one.tax_category == "exempt" for one in of_rate)
        return "exempt" if treatment == "standard" and exempt else treatment

    def _quoted(self, quoted: Quoted, exact: Mapping[str, Any]) -> View:
        figure = self.figures.figure
        return {
            "quote": on_one_line(quoted.quote),
            "record": on_one_line(quoted.record),
            "unit": self._unit(quoted.unit, exact["quoted_quantity"]),
            "quoted": figure(exact["quoted_quantity"]),
            "quoted_amount": figure(exact["quoted_amount"]),
            "billed": figure(exact["billed_quantity"]),
            "billed_amount": figure(exact["billed_amount"]),
            "above": quoted.above,
            "exact": exact,
        }

    def _payment(self) -> View | None:
        document = self.document
        if document.kind != INVOICE or document.totals.payable <= 0:
            return None
        amount = self.figures.money(self.exact["payable"], document.currency)
        due = self._day("due", document.due_date)
        paid = payment_view(document, amount, due, self.words, pictures=self.pictures)
        early = self._early_payment()
        if early is not None:
            text = early["sentence"].removesuffix(".")
            paid["rows"].insert(1, {"name": self.words["discount"], "text": text})
        return paid

    def _early_payment(self) -> View | None:
        return early_payment_view(self.document, self.figures, self.words, self.long)


def days_text(
    first: date | None, last: date | None, figures: Figures, words: Mapping[str, str]
) -> str:
    """A day, or the first and the last of several; nothing where they are unknown."""
    if not (first and last):
        return ""
    if first == last:
        return figures.day(first)
    return words["period"].format(first=figures.day(first), last=figures.day(last))


def unit_word(unit: str, words: Mapping[str, str], *, one: bool) -> str:
    """A unit of time by its word; minutes as every language here has them: ``15 min``."""
    minutes = unit.removesuffix("m")
    shown = f"{minutes} min" if minutes.isdecimal() else unit
    single = words.get(f"unit-{unit}", shown)
    return on_one_line(single if one else words.get(f"units-{unit}", single))


def _negated_once(exact: str) -> str:
    """A figure with one sign: what is taken off is above zero on a credit note."""
    figure = exact.removeprefix("--")
    return figure.removeprefix("-") if not figure.strip("-0.") else figure


def _described(item: Item, period: str) -> str:
    if not item.title:
        return item.line.description
    titled = f"{item.title}, {period}" if period else item.title
    return f"{titled}: {item.note}" if item.note else titled


def _lines(text: str) -> list[str]:
    return [on_one_line(line) for line in text.splitlines()]
