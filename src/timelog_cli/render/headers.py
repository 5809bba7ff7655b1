"""The columns of each list in CSV and TSV, whatever rows it has."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# Keys of rows, and of what is nested in them, that are instants.
INSTANTS = frozenset(
    ("start", "end", "since", "started", "created", "changed", "at", "last_used", "synced")
)
_DOCUMENT = (
    *("number", "status", "kind", "credits", "customer", "currency", "issue_date", "due_date"),
    *("valid_until", "buyer_reference", "order_reference", "note", "early_payment_days"),
    *("early_payment_percent", "exemption_code", "credits_date"),
    *("tax_treatment", "prices_include_tax", "discount_percent", "surcharge_name"),
    *("surcharge_percent", "withholding_name", "withholding_percent", "subtotal", "discount"),
    *("surcharge", "net_total", "tax_total", "total", "withheld_on", "withheld", "prepaid"),
    *("payable", "locale", "template", "logo", "sent_on", "paid", "credited", "amount_due"),
    *("due_in_days", "to_refund", "answered_on"),
)
_DETAILS = (
    *("street", "street2", "postcode", "city", "region", "country", "contact", "phone"),
    *("tax_number", "legal_id", "legal_scheme", "electronic_address", "electronic_scheme"),
    "buyer_reference",
)
_BUDGET = ("budget_seconds", "budget_amount", "budget_currency", "budget_warn_percent")
_HEADERS = {
    "record list": (
        *("ref", "type", "title", "description", "status", "customer", "owner", "service"),
        *("rate", "rate_unit", "currency", "rates", "tax_rate", "prices_include_tax", "discount"),
        *("billable", "log_billable", "estimate_seconds", "worked_seconds", "billable_seconds"),
        *("increment_seconds", "rounding", "round_per", "minimum_seconds"),
        *("created", "changed", "key", *_BUDGET, "tax_category"),
    ),
    "timer list": (
        *("record", "title", "owner", "state", "since", "started", "elapsed_seconds", "note"),
        *("tags", "billable", "resumes"),
    ),
    "log list": (
        *("id", "record", "title", "owner", "start", "end", "worked_seconds", "segments", "note"),
        *("tags", "billable", "rate", "timed", "invoice", "created", "changed"),
        *("billed_elsewhere", "laid_out"),
    ),
    "log gaps": ("owner", "start", "end", "gap_seconds"),
    "tag list": ("tag", "logs", "worked_seconds", "timers", "invoiced_logs", "last_used"),
    "service list": (
        *("name", "price", "per", "per_seconds", "currency", "tax_rate", "prices_include_tax"),
        "tax_category",
    ),
    "customer list": (
        *("name", "email", "emails", "address", "vat_id", *_DETAILS, "currency", "terms_days"),
        *("tax_treatment", "tax_note", "surcharge", "withholding", "locale"),
        *("increment_seconds", "rounding", "round_per", "minimum_seconds", *_BUDGET),
        *("exemption_code", "formats", "code", "terms"),
    ),
    "billing item list": (
        *("id", "record", "title", "day", "description", "quantity", "unit", "unit_price"),
        *("currency", "discount", "tax_rate", "amount", "invoice", "tax_category", "unit_code"),
    ),
    "billing retainer list": (
        *("invoice", "customer", "issue_date", "seconds", "left_seconds", "amount", "left_amount"),
        *("currency", "tax_rate", "prices_include_tax"),
    ),
    "billing unbilled": (
        *("record", "title", "customer", "status", "worked_seconds", "non_billable_seconds"),
        *("unbilled_seconds", "billed_seconds", "amount", "currency", "ready", "missing"),
        *("budget_used_percent", "customer_budget_used_percent"),
    ),
    "billing list": _DOCUMENT,
    "billing quotes": _DOCUMENT,
    "billing ageing": (
        *("customer", "currency", "invoices", "not_due", "days_1_30", "days_31_60"),
        *("days_61_90", "days_over_90", "open"),
    ),
    "billing totals": (
        *("invoices", "net", "tax", "total", "credited", "deducted", "paid", "open", "currency"),
    ),
    "billing number list": (
        *("series", "kinds", "last_number", "next_number", "documents", "began_after"),
        "first_date",
    ),
    "billing template list": ("name", "used", "files"),
    "report": (*("worked_seconds", "billable_seconds", "internal_seconds", "currency", "amount"),),
    "balance": (
        *("period", "first_day", "last_day", "worked_seconds", "timer_seconds", "target_seconds"),
        *("off_seconds", "balance_seconds", "sum_seconds"),
    ),
    "dayoff list": ("day", "owner", "part", "off_seconds", "text"),
    "history": ("id", "at", "user", "command", "kind", "reverts", "undone", "state"),
    "hook list": ("hook", "after", "state", "path", "problem", "fix"),
    "sync conflicts": (
        *("number", "kind", "what", "said", "mine", "theirs", "kept", "by", "device", "at"),
        *("keep", "settle"),
    ),
    "sync member list": ("name", "role", "files", "synced"),
    "config list": ("key", "value", "source", "help"),
}
# By what the lists that group do so without ``--by``.
GROUPED = {"report": ("record",), "billing totals": ("customer", "month")}


def header(words: str, by: Iterable[str] = ()) -> tuple[str, ...]:
    """The columns of the list that a command prints; none where it prints no list.

    :param by: what it groups by, if it groups
    """
    keys = tuple(dict.fromkeys(by)) or GROUPED.get(words, ())
    titled = (("record", "title") if key == "record" else (key,) for key in keys)
    return (*(name for names in titled for name in names), *_HEADERS.get(words, ()))


def hours(name: str) -> str:
    """The name of a column of seconds where it is in hours."""
    return name.removesuffix("_seconds") + "_hours"


def choices(names: Iterable[str]) -> dict[str, str]:
    """What ``--columns`` takes, with the column of each: ``worked_hours`` is of seconds too."""
    known = tuple(names)
    return {
        **{name: name for name in known},
        **{hours(name): name for name in known if name.endswith("_seconds")},
    }
