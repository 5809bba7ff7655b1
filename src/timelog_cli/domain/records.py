"""Records: what time is logged on. Also the customers and services they are linked with."""

from __future__ import annotations

from timelog_cli.domain.logs import looks_like_ref
from timelog_cli.domain.text import one_line
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.money.lines import Increment

STATUSES = ("new", "open", "waiting", "resolved", "closed")
_HOUR = 3600
_KEY_LIMIT = 100
EXACT_SECONDS = 1  # the increment of time that is billed to the second
# What a tax rate of zero means where tax is due in principle.
TAX_CATEGORIES = ("zero-rated", "exempt")
TREATMENTS = (
    *("standard", "reverse-charge", "intra-community", "export", "exempt", "out-of-scope"),
)


class Price(Frozen):
    """An amount of one currency for each ``unit`` of ``unit_seconds`` seconds, tax in it or not.

    A flat price has no seconds.
    """

    amount: Decimal
    unit: str
    unit_seconds: int
    currency: str
    includes_tax: bool = False

    @property
    def flat(self) -> bool:
        """Whether it is for all the work, however long that takes."""
        return not self.unit_seconds

    @property
    def measure(self) -> str:
        """Currency and unit: ``EUR per hour``, ``EUR flat``."""
        return f"{self.currency} {self.unit if self.flat else f'per {self.unit}'}"


class Rounding(Frozen):
    """Billing increments as far as they are set in one place; ``None`` leaves it to the next.

    An increment of ``EXACT_SECONDS`` and a minimum of 0 are none, whatever the next place has.
    """

    increment_seconds: int | None = None
    rounding: str | None = None
    round_per: str | None = None
    minimum_seconds: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it has no increment, whatever the next place has."""
        return self.increment_seconds == EXACT_SECONDS


def increment_of(*nearest_first: Rounding) -> Increment:
    """The increments that count: of each part the first that is set, else time is exact."""
    from timelog_cli.domain.money.lines import Increment

    seconds, rounding, per, minimum = (
        next((value for value in values if value is not None), None)
        for values in zip(*nearest_first, strict=True)
    )
    return Increment(seconds or 0, rounding or "up", per or "log", minimum or 0)


class DatedRate(Frozen):
    """The rate for the logs that begin on a day or later."""

    day: date
    rate: Decimal


class Record(Frozen):
    """A record as it is shown; worked and billable seconds are of all its logs.

    ``rates`` are those that take the place of the price from some day on, in the order of time.
    ``log_billable`` is what its new logs are unless they are told; ``None``: as in the settings.
    """

    id: int
    type: str
    title: str
    description: str
    status: str
    customer: str | None
    owner: str
    service: str | None
    price: Price | None
    tax_rate: Decimal | None
    discount: Decimal | None
    billable: bool
    estimate_seconds: int | None
    rounding: Rounding
    created_at: int
    worked_seconds: int
    billable_seconds: int
    rates: tuple[DatedRate, ...] = ()
    log_billable: bool | None = None
    changed_at: int = 0
    key: str | None = None
    budget: Budget | None = None
    tax_category: str | None = None

    @property
    def ref(self) -> str:
        """The reference a user types, such as ``case-12``."""
        return f"{self.type}-{self.id}"


def read_key(text: str) -> str:
    """A key for a record: the user's own name for it, such as ``JIRA-42``.

    :raises UsageError: it has blanks, is too long, or would be read as something else
    """
    key = one_line(text, "the key", _KEY_LIMIT)
    hint = "use a key such as JIRA-42"
    if " " in key or not key.isprintable():
        raise UsageError(f"the key {key!r} contains a blank or an invisible character", hint)
    if key.lower() == "none":
        raise UsageError(f"{key!r} cannot be a key", "to remove a key, use record edit --no-key")
    if key[0] in "-@#":
        raise UsageError(f"{key!r} cannot be a key: it begins with {key[0]}", hint)
    if looks_like_ref(key):
        raise UsageError(f"{key!r} cannot be a key: it could be a reference or a time", hint)
    return key


class Service(Frozen):
    """A service with its price; records copy it when they are linked."""

    id: int
    name: str
    price: Price
    tax_rate: Decimal | None
    tax_category: str | None = None


def zero_rate_category(
    rate: Decimal | None, category: str | None, *, given: bool, line: str
) -> str | None:
    """What a tax rate of zero means; nothing where the rate is another one.

    :param given: whether it was asked for, so that another rate is a mistake
    :param line: the command that the hint begins with
    :raises Refused: it is given for another rate
    """
    if rate is not None and not rate:
        return category
    if category and given:
        raise Refused(
            f"the tax category {category} needs a tax rate of 0",
            f"{line} --tax-rate 0 --tax-category {category}",
        )
    return None


class PartyDetails(Frozen):
    """What structured invoices need to know of a customer beside its name; empty if unknown.

    The schemes are codes: of ISO 6523 for the legal id, of the list EAS for the electronic address.
    """

    street: str = ""
    street2: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    contact: str = ""
    phone: str = ""
    tax_number: str = ""
    legal_id: str = ""
    legal_scheme: str = ""
    electronic_address: str = ""
    electronic_scheme: str = ""


class Customer(Frozen):
    """Who is billed. Without a currency of its own the records' currencies decide.

    ``surcharge`` and ``withholding`` are as ``charges.read_charge`` reads them; ``None`` leaves
    them to the settings. ``tax_note`` is printed instead of what is usual for the treatment.
    ``address`` is printed where ``details`` has no postal address. ``code`` stands in the numbers
    of its documents, ``formats`` are those that it gets. The days of its terms count to the end of
    a month where ``terms_from`` says so; ``early_payment`` is as ``14d 2%``, or ``none``.
    ``exemption_code`` is of the list VATEX.
    """

    id: int
    name: str
    emails: tuple[str, ...]
    address: str
    vat_id: str
    currency: str | None
    terms_days: int | None
    tax_treatment: str
    locale: str | None
    rounding: Rounding
    surcharge: str | None = None
    withholding: str | None = None
    tax_note: str = ""
    budget: Budget | None = None
    details: PartyDetails = PartyDetails()
    buyer_reference: str = ""
    code: str | None = None
    formats: tuple[str, ...] = ()
    terms_from: str | None = None
    early_payment: str | None = None
    exemption_code: str = ""

    @property
    def terms(self) -> str:
        """Its payment terms as they are typed; empty where it has none of its own."""
        from timelog_cli.domain.money.terms import DueTerms

        return str(DueTerms(self.terms_days, self.terms_from, self.early_payment))


class Message(Frozen):
    """An e-mail that came in for a record."""

    message_id: str
    sender_name: str
    sender_address: str | None
    subject: str
    body: str
    attachments: tuple[str, ...]
    sent_at: int | None
    received_at: int


def day_seconds(hours: str) -> int:
    """The seconds of a working day of so many hours, as ``7.5``.

    :raises UsageError: no number from 1 to 24, or no whole seconds
    """
    from timelog_cli.domain.money import ZERO, product, read_amount

    try:
        seconds = product(read_amount(hours, "the hours"), _HOUR)
    except UsageError:
        seconds = ZERO
    if seconds != int(seconds) or not _HOUR <= seconds <= 24 * _HOUR:
        raise UsageError(f"{hours[:40]!r} is not a number of hours from 1 to 24")
    return int(seconds)


def read_unit(text: str, seconds_of_day: int = 8 * _HOUR) -> tuple[str, int]:
    """``hour``, ``day``, ``flat`` or a duration such as ``15m``, as its name and its seconds.

    A day has ``seconds_of_day`` of work; a flat price is for no time at all.

    :raises UsageError: no interval, or longer than 31 days
    """
    word = text.strip().lower()
    named = {
        "hour": _HOUR,
        "h": _HOUR,
        "1h": _HOUR,
        "day": seconds_of_day,
        "minute": 60,
        "flat": 0,
    }
    if word in named:
        return ("hour" if word in {"h", "1h"} else word), named[word]
    from timelog_cli.domain.time.durations import read_duration

    seconds = read_duration(word)
    if seconds > 31 * 86_400:
        raise UsageError(
            f"{text!r} is too long a unit for a price",
            "use hour, day, or a duration of up to 31 days, such as --per 15m",
        )
    return word.replace(" ", ""), seconds
