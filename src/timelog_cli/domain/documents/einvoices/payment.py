"""How and on which terms a structured invoice is to be paid."""

from __future__ import annotations

from timelog_cli.domain.documents.einvoices.semantics import PaymentMeans
from timelog_cli.domain.documents.invoices import CREDIT_NOTE
from timelog_cli.domain.documents.wording import words
from timelog_cli.domain.money import plain, with_currency, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.documents.einvoices import Profile
    from timelog_cli.domain.documents.invoices import Document

# UNTDID 4461
_UNDEFINED, _TRANSFER, _ACCOUNT, _SEPA_TRANSFER = "1", "30", "42", "58"


def means(document: Document, profile: Profile) -> PaymentMeans | None:
    """The transfer to the seller's account, if it is known.

    A credit note is not paid to it; it says nothing of payment but where the profile wants that.
    """
    account, bic = "".join(document.seller.iban.split()), document.seller.bic
    if document.kind == CREDIT_NOTE:
        return PaymentMeans(_UNDEFINED) if needs_means(document, profile) else None
    if not account:
        return None
    if document.currency == "EUR":
        return PaymentMeans(_SEPA_TRANSFER, account, bic)
    if is_within(document, "DK") and profile.name == "peppol":  # which takes no 30 there
        return _danish(account, bic)
    return PaymentMeans(_TRANSFER, account, bic)


def _danish(iban: str, bic: str) -> PaymentMeans:
    """A Danish IBAN has the number of the branch in four digits, and that of the account."""
    if iban.startswith("DK"):
        return PaymentMeans(_ACCOUNT, iban[8:], "", iban[4:8])
    return PaymentMeans(_UNDEFINED, iban, bic)


def needs_means(document: Document, profile: Profile) -> bool:
    """Whether an invoice has to say how it is paid (BR-DE-1, DE-R-001)."""
    german = profile.name == "peppol" and is_within(document, "DE")
    return german or profile.name == "xrechnung"


def is_within(document: Document, country: str) -> bool:
    """Whether both parties are in a country."""
    return document.seller.country == document.buyer.country == country


def terms(document: Document, profile: Profile) -> str:
    """The terms in words, and for XRechnung the discount for early payment in its own notation."""
    said = words(document.locale)
    if document.kind == CREDIT_NOTE:
        return said["credited_to"].format(number=document.credits)
    found, early = _withheld(document, said), document.early_payment
    if early and profile.name == "xrechnung":
        # BR-DE-18: a line that ends with a line break
        found.append(f"#SKONTO#TAGE={early.days}#PROZENT={early.percent:.2f}#\n")
    elif early:
        percent = f"{plain(early.percent)}%"
        found.append(said["early_payment"].format(percent=percent, days=early.days))
    return "\n".join(found)


def _withheld(document: Document, said: dict[str, str]) -> list[str]:
    """What the customer keeps back, which is no part of the norm's totals."""
    charge, totals, currency = document.withholding, document.totals, document.currency
    if charge is None:
        return []
    base = written(totals.withheld_on, currency)
    name = said["no_tax_on"].format(tax=str(charge), base=base)
    withheld = with_currency(-totals.withheld, currency)
    return [f"{name}: {withheld}. {said['payable']}: {with_currency(totals.payable, currency)}"]
