"""What values at the hub may be: what every file can take, so that nobody harms a colleague's."""

from __future__ import annotations

from timelog_cli.domain.sync import Column
from timelog_cli.store.hub.schema.writing import hub_name

_KINDS = {
    # NaN and infinity are greater than all numbers.
    "number": "{0} BETWEEN -1e30 AND 1e30 AND length({0}::text) <= 40",
    "integer": "{0} BETWEEN -1e15 AND 1e15",
    "instant": "{0} BETWEEN '1969-12-31 10:00Z' AND '2200-12-31 13:59:57Z'",
    "day": "{0} BETWEEN '0001-01-01' AND '9999-12-31'",
    "text": "length({0}) <= 100000",
    "json": "{0}::jsonb IS NOT NULL",
}
_CURRENCY = "{0} ~ '^[A-Z]{{3}}$'"
_COLUMNS = {
    "currency": _CURRENCY,
    "budget_currency": _CURRENCY,
    "tax_category": "{0} IN ('zero-rated', 'exempt')",
    "rounding": "{0} IN ('up', 'nearest', 'down')",
    "round_per": "{0} IN ('log', 'line')",
    "increment_seconds": "{0} > 0",
    "minimum_seconds": "{0} >= 0",
    "estimate_seconds": "{0} > 0",
    "budget_seconds": "{0} > 0",
    "budget_amount": "{0} > 0",
    "budget_warn": "{0} BETWEEN 1 AND 100",
    "rate": "{0} >= 0",
    "discount": "{0} >= 0",
    "tax_rate": "{0} >= 0",
    "name": "length({0}) BETWEEN 1 AND 500",
    "title": "length({0}) <= 500",
    "zone": "length({0}) BETWEEN 1 AND 100",
}
_BUDGET = (
    "budget_seconds IS NULL OR budget_amount IS NULL",
    "(budget_amount IS NULL) = (budget_currency IS NULL)",
    "budget_warn IS NULL OR budget_seconds IS NOT NULL OR budget_amount IS NOT NULL",
)
_DETAILS = (
    "street",
    "street2",
    "postcode",
    "city",
    "region",
    "contact",
    "phone",
    "tax_number",
    "legal_id",
    "legal_scheme",
    "electronic_address",
    "electronic_scheme",
    "buyer_reference",
)
_TABLES: dict[str, tuple[str, ...]] = {
    "customer": (
        *_BUDGET,
        *(f"length({one}) <= 200" for one in _DETAILS),
        "country ~ '^([A-Z]{2})?$'",
        "code ~ '^[0-9A-Za-z]{1,20}$'",
        "terms_days BETWEEN 0 AND 3650",
        "terms_from IN ('before-month-end', 'after-month-end')",
        "tax_treatment IN ('standard', 'reverse-charge', 'intra-community', 'export', 'exempt',"
        " 'out-of-scope')",
        "length(exemption_code) <= 40",
        "length(locale) > 0",
        "length(early_payment) > 0",
        "length(surcharge) > 0",
        "length(withholding) > 0",
        "timelog.are_addresses(emails)",
    ),
    "service": ("unit_seconds > 0 OR unit = 'flat'", "price >= 0"),
    "record": (
        *_BUDGET,
        "number > 0",
        "type IN ('task', 'case', 'ticket', 'work-order')",
        "status IN ('new', 'open', 'waiting', 'resolved', 'closed')",
        "length(title) > 0",
        "NOT billable OR (service_id IS NOT NULL AND rate IS NOT NULL)",
        "rate IS NULL OR (unit IS NOT NULL AND unit_seconds IS NOT NULL AND currency IS NOT NULL)",
        "unit_seconds > 0 OR unit = 'flat'",
        "key ~ '^[^@[:space:][:cntrl:]][^[:space:][:cntrl:]]{0,99}$'"
        " AND key !~* '^(task-|case-|ticket-|work-order-)?[0-9]*$'",
        "timelog.are_rates(rates)",
    ),
    "log": (
        "end_at > start_at OR (timed AND end_at = start_at)",
        "rate IS NULL OR billable",
        "NOT billed_elsewhere OR NOT billable",
        "invoice_id IS NULL OR billable",
        "timelog.are_segments(segments, start_at, end_at)",
        "timelog.are_tags(tags)",
    ),
    "timer": (
        "changed_at >= started_at",
        "running_since IS NULL OR running_since = changed_at",
        "timelog.are_segments(segments, '1970-01-01Z', '2200-12-31Z')",
        "timelog.are_tags(tags)",
    ),
    "item": ("length(description) BETWEEN 1 AND 500", "quantity > 0", "unit_price >= 0",
             "length(unit) BETWEEN 1 AND 50", "unit_code ~ '^[0-9A-Z]{2,3}$'"),
    "day_off": ("seconds BETWEEN 1 AND 86400", "NOT half OR seconds IS NULL"),
    "imported": ("length(source) BETWEEN 1 AND 50", "length(entry_key) = 16",
                 "length(content) = 16"),
    "message": ("length(digest) = 64", "timelog.are_parents(parents)"),
    "logo": ("length(bytes) BETWEEN 1 AND 1000000",),
    "invoice": ("kind IN ('invoice', 'credit-note', 'quote')", "invoice.seq > 0",
                "(kind = 'credit-note') = (credits_id IS NOT NULL)",
                "kind = 'quote' OR answer IS NULL", "(answer IS NULL) = (answered_on IS NULL)",
                "answered_on >= issue_date", "answer IN ('accepted', 'declined')"),
    "counter": ("last > 0", "began_after BETWEEN 0 AND last"),
}  # fmt: skip


def column_checks(column: Column) -> list[str]:
    """The conditions on one column, alone."""
    found = [_KINDS[column.kind]] if column.kind in _KINDS else []
    if column.name in _COLUMNS:
        found.append(_COLUMNS[column.name])
    return [one.format(hub_name(column)) for one in found]


def table_checks(table: str) -> tuple[str, ...]:
    """The conditions on several columns of one group, and on parts."""
    return _TABLES.get(table, ())
