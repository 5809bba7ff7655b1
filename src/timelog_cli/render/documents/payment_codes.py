"""Payment codes: what a banking app reads from an invoice, by EPC069-12 or as a Swiss QR-bill.

The library ``segno`` draws them; it is an extra of the distribution, imported only here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timelog_cli.domain.documents.invoices import INVOICE
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal

    from timelog_cli.domain.documents.invoices import Document, Party

EPC = "epc"
SWISS = "swiss"
# The countries and territories whose accounts take SEPA credit transfers, as in their IBANs.
_SEPA = (
    *("AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB"),
    *("GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK"),
    *("MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA"),
)
# Those outside the European Economic Area, where a code needs the BIC of the bank.
_WITH_BIC = ("AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA")
_SWISS_COUNTRIES = ("CH", "LI")
_SWISS_CURRENCIES = ("CHF", "EUR")
# Accounts of which a payment needs a reference that only the bank's customer number makes.
_QR_IBAN = re.compile("(CH|LI)..3[01]")
_SWISS_LETTERS = re.compile("[ -~\u00a0-\u017fȘșȚț€]*")
_MOST = 999_999_999
_MOST_BYTES = 331
_NAME_LIMIT = 70
_LIMITS = {"street": 70, "postcode": 16, "city": 35}
# The Swiss cross of 7 mm in the middle of a code of 46 mm; its own square has 19.8 units.
_CODE_WIDTH = 46
_CROSS_WIDTH = 7
_CROSS = (
    '<g transform="translate({at:.4f} {at:.4f}) scale({scale:.6f})">'
    '<path fill="#fff" d="M0 0h19.8v19.8h-19.8z"/><path d="M.72 .72h18.36v18.36h-18.36z"/>'
    '<path fill="#fff" d="M8.25 4.1h3.3v11.6h-3.3zM4.1 8.25h11.6v3.3h-11.6z"/></g>'
)


class PaymentCode(Frozen):
    """A payment code; ``kind`` is ``EPC`` or ``SWISS``, and ``text`` what it says."""

    kind: str
    text: str

    @property
    def svg(self) -> str:
        """The picture, without a margin."""
        return _svg(self.text, cross=self.kind == SWISS)


def payment_code(document: Document) -> PaymentCode | None:
    """The payment code of an invoice; none where nothing is due, or no standard has one for it.

    There is none either where ``segno`` is not installed.
    """
    if document.kind != INVOICE or not document.number or not document.seller.iban:
        return None
    if not 0 < document.totals.payable <= _MOST or not _is_installed():
        return None
    account = "".join(document.seller.iban.split()).upper()
    if not _is_iban(account):
        return None
    if account[:2] in _SWISS_COUNTRIES and document.currency in _SWISS_CURRENCIES:
        swiss = _swiss(document, account)
        if swiss is not None:
            return PaymentCode(SWISS, swiss)
    if document.currency == "EUR" and document.seller.name and _takes_sepa(document, account):
        text = _epc(document, account)
        return PaymentCode(EPC, text) if len(text.encode()) <= _MOST_BYTES else None
    return None


def _takes_sepa(document: Document, account: str) -> bool:
    country = account[:2]
    return country in _SEPA and (bool(document.seller.bic) or country not in _WITH_BIC)


def _is_installed() -> bool:
    from importlib.util import find_spec

    try:
        return find_spec("segno") is not None
    except ValueError:  # as where it is kept away
        return False


@lru_cache(8)
def _is_iban(account: str) -> bool:
    from stdnum import iban

    return account.isascii() and bool(iban.is_valid(account))


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _epc(document: Document, account: str) -> str:
    """The lines of EPC069-12, version 002, in UTF-8."""
    seller = document.seller
    lines = ("BCD", "002", "1", "SCT", "".join(seller.bic.split()).upper())
    to = (_short(seller.name), account, f"EUR{_amount(document.totals.payable)}")
    return "\n".join((*lines, *to, "", "", _short(document.number)))


def _short(text: str) -> str:
    return " ".join(text.split())[:_NAME_LIMIT].strip()


def _swiss(document: Document, account: str) -> str | None:
    """The lines of the Swiss implementation guidelines, version 2.3; none without an address."""
    creditor = swiss_address(document.seller)
    if creditor is None or _QR_IBAN.match(account):
        return None
    debtor = swiss_address(document.buyer) or ("",) * 7
    lines = (
        *("SPC", "0200", "1", account, *creditor, *("",) * 7),
        *(_amount(document.totals.payable), document.currency, *debtor),
        *("NON", "", _short(document.number), "EPD"),
    )
    return "\n".join(lines)


def swiss_address(party: Party) -> tuple[str, ...] | None:
    """A structured address, as a QR-bill has it; none where a part of it is not known."""
    parts = {name: _short(getattr(party, name)) for name in ("street", "postcode", "city")}
    name = _short(party.name)
    whole = name and parts["postcode"] and parts["city"] and party.country
    fits = all(len(text) <= _LIMITS[part] for part, text in parts.items())
    letters = "".join((name, *parts.values()))
    if not (whole and fits and _SWISS_LETTERS.fullmatch(letters)):
        return None
    return ("S", name, parts["street"], "", parts["postcode"], parts["city"], party.country)


@lru_cache(8)
def _svg(text: str, *, cross: bool) -> str:
    import io

    import segno

    out = io.BytesIO()
    code = segno.make(
        text, error="m", mode="byte", encoding="utf-8", micro=False, boost_error=False
    )
    code.save(out, kind="svg", xmldecl=False, nl=False, border=0, omitsize=True)
    svg = out.getvalue().decode()
    if not cross:
        return svg
    modules, _ = code.symbol_size(border=0)
    width = modules * _CROSS_WIDTH / _CODE_WIDTH
    drawn = _CROSS.format(at=(modules - width) / 2, scale=width / 19.8)
    return svg.replace("</svg>", f"{drawn}</svg>")
