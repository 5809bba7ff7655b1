"""Retainers: an invoice in advance for time or money that later invoices draw on."""

from __future__ import annotations

from timelog_cli.domain.budgets import in_currency
from timelog_cli.domain.documents.billable import FLAT, Draft, DraftLine
from timelog_cli.domain.documents.drafts import drafted, due_on
from timelog_cli.domain.documents.invoices import INVOICE, Item
from timelog_cli.domain.documents.retainers import retainer_line
from timelog_cli.domain.documents.treatments import check_buyer
from timelog_cli.domain.documents.wording import words
from timelog_cli.domain.money import ZERO, plain, read_rate
from timelog_cli.domain.records import Price
from timelog_cli.domain.text import one_line, typed
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import retainers
from timelog_cli.usecases import lookup
from timelog_cli.usecases.billing import issuing, previews
from timelog_cli.usecases.sync.issuing import numbering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.documents.billable import Issuer, Retainer, Terms
    from timelog_cli.domain.documents.invoices import Document
    from timelog_cli.domain.records import Customer, Service
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.billing.keeping import Writer

_HOUR = 3600


class RetainerTerms(Frozen):
    """What a retainer is for: time or money, and its price; ``None`` leaves it to the service.

    Without a service, ``rate`` is the price of an hour; the currency is that of the amount, of
    the customer, or ``usual_currency``.
    """

    whole: Budget
    service: str | None = None
    rate: str | None = None
    currency: str | None = None
    tax_rate: Decimal | None = None
    title: str | None = None
    usual_currency: str | None = None


def everything(work: Work, customer: str | None) -> list[Retainer]:
    """The retainers of a customer, or of all, that are not credited."""
    found = lookup.customer(work.store, customer, parts=True) if customer else None
    return retainers.of_customer(work.store, found.id if found else None)


def add(
    work: Work, name: str, wanted: RetainerTerms, issuer: Issuer, terms: Terms, writer: Writer
) -> Document:
    """Issue the invoice in advance for a retainer of a customer.

    :raises Refused: time without a price, no currency, or what an invoice would be refused for
    """
    with numbering(work):
        customer = lookup.customer(work.store, name, parts=True)
        check_buyer(customer)
        draft, seconds, amount = _draft(work, customer, wanted, issuer, terms)
        previews.check_seller(issuer)
        issued = issuing.put(work, draft, issuer, writer)
        document = issued.document
        rate = document.lines[0].tax_rate
        retainers.add(
            work.store,
            customer_id=customer.id,
            invoice_id=issued.id,
            seconds=seconds,
            amount=None if amount is None else f"{amount:f}",
            currency=document.currency,
            tax_rate=None if rate is None else plain(rate),
            includes_tax=int(document.prices_include_tax),
        )
        return document


def _draft(
    work: Work, customer: Customer, wanted: RetainerTerms, issuer: Issuer, terms: Terms
) -> tuple[Draft, int | None, Decimal | None]:
    """The invoice, and how much time or money it is for."""
    service = lookup.service(work.store, wanted.service, parts=True) if wanted.service else None
    price = _price(customer, wanted, service)
    seconds = wanted.whole.seconds
    locale = terms.locale or customer.locale or issuer.locale
    title = one_line(wanted.title, "the title") if wanted.title else words(locale)["retainer"]
    line = retainer_line(seconds, price, _tax_rate(customer, wanted, service), title)
    category = (service and service.tax_category) or ""
    item = Item(line, service and service.name, None, None, title=title, tax_category=category)
    drawn = DraftLine(item, None, service and service.id, ())
    way = price.currency, price.includes_tax
    due = due_on(customer, issuer, terms)
    draft = drafted(customer, way, [drawn], issuer, terms, INVOICE, due)
    return draft, seconds, line.amount if seconds is None else None


def _tax_rate(customer: Customer, wanted: RetainerTerms, service: Service | None) -> Decimal | None:
    if customer.tax_treatment != "standard":
        return None if customer.tax_treatment == "out-of-scope" else ZERO
    own = wanted.tax_rate
    return own if own is not None or service is None else service.tax_rate


def _price(customer: Customer, wanted: RetainerTerms, service: Service | None) -> Price:
    """The price of a unit of time, or all of the money as a flat price.

    :raises Refused: there is none
    """
    currency = _currency(customer, wanted, service)
    includes_tax = bool(service and service.price.includes_tax)
    if wanted.whole.amount is not None:
        if wanted.rate is not None:
            raise UsageError(
                "--rate cannot be used with an amount, only with time",
                f"timelog billing retainer add {typed(customer.name)} 40h --rate {wanted.rate}",
            )
        whole = wanted.whole._replace(currency=currency)
        amount = in_currency(whole, currency, "retainer").whole
        return Price(amount, FLAT, 0, currency, includes_tax)
    if wanted.rate is not None:
        return Price(read_rate(wanted.rate, currency), "hour", _HOUR, currency, includes_tax)
    if service is None or service.price.flat:
        raise Refused(
            "a retainer of hours needs an hourly rate",
            f"timelog billing retainer add {typed(customer.name)} 40h --service SERVICE"
            " (or --rate 95)",
        )
    return service.price


def _currency(customer: Customer, wanted: RetainerTerms, service: Service | None) -> str:
    said = [wanted.whole.currency, wanted.currency, service and service.price.currency]
    named = [one for one in said if one]
    if len(set(named)) > 1:
        raise UsageError(
            f"the retainer cannot be in both {named[0]} and {named[1]}", "use only one currency"
        )
    found = next(iter([*named, customer.currency, wanted.usual_currency]), None)
    if not found:
        raise UsageError(
            "the retainer needs a currency",
            "add --service NAME, or --currency EUR (or timelog config set billing.currency EUR)",
        )
    return found
