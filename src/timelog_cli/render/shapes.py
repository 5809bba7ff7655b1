"""The JSON shapes of the contract: keys and types that scripts rely on."""

from __future__ import annotations

from timelog_cli.domain.time.zones import iso

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.logs import Log, Timer
    from timelog_cli.domain.records import Customer, Message, Record, Rounding, Service
    from timelog_cli.domain.tags import TagUse


def plain(number: Decimal | None) -> str | None:
    """A decimal as text without exponent."""
    return None if number is None else f"{number:f}"


def timer_shape(timer: Timer, now: int, zone: str) -> dict[str, Any]:
    """A live timer; ``since`` is when it got its present state."""
    return {
        "record": timer.ref,
        "title": timer.title,
        "owner": timer.owner,
        "state": timer.state,
        "since": iso(timer.changed_at, zone),
        "started": iso(timer.started_at, zone),
        "elapsed_seconds": timer.elapsed(now),
        "note": timer.note,
        "tags": list(timer.tags),
        "billable": timer.billable,
        "resumes": timer.resumes,
    }


def idle_shape(owner: str) -> dict[str, Any]:
    """The status of a user without a timer."""
    return {
        "record": None,
        "title": None,
        "owner": owner,
        "state": "idle",
        "since": None,
        "started": None,
        "elapsed_seconds": 0,
        "note": "",
        "tags": [],
        "billable": False,
        "resumes": None,
    }


def log_shape(log: Log, zone: str) -> dict[str, Any]:
    """A log with its segments."""
    start, end = iso(log.start, zone), iso(log.end, zone)
    bounds = {log.start: start, log.end: end}  # of most logs those of their only segment
    return {
        "id": log.id,
        "record": log.ref,
        "title": log.title,
        "owner": log.owner,
        "start": start,
        "end": end,
        "worked_seconds": log.worked_seconds,
        "segments": [
            {
                "start": bounds.get(segment.start) or iso(segment.start, zone),
                "end": bounds.get(segment.end) or iso(segment.end, zone),
            }
            for segment in log.segments
        ],
        "note": log.note,
        "tags": list(log.tags),
        "billable": log.billable,
        "rate": plain(log.rate),
        "timed": log.timed,
        "invoice": log.invoice,
        "created": iso(log.created_at, zone),
        "changed": iso(log.changed_at, zone),
        "billed_elsewhere": log.billed_elsewhere,
        "laid_out": log.laid_out,
    }


def tag_shape(use: TagUse, zone: str) -> dict[str, Any]:
    """A tag with what has it."""
    return {**use._asdict(), "last_used": iso(use.last_used, zone)}


def event_shape(event: str, command: str, user: str, at: str, data: Any) -> dict[str, Any]:
    """What a hook is told: who did what when, and the JSON of it."""
    return {"event": event, "command": command, "user": user, "at": at, "data": data}


def rounding_shape(rounding: Rounding) -> dict[str, Any]:
    """Billing increments as far as they are set."""
    return {
        "increment_seconds": 0 if rounding.exact else rounding.increment_seconds,
        "rounding": rounding.rounding,
        "round_per": rounding.round_per,
        "minimum_seconds": rounding.minimum_seconds,
    }


def budget_shape(budget: Budget | None) -> dict[str, Any]:
    """A budget of time or of money."""
    amount = budget and budget.amount
    return {
        "budget_seconds": budget and budget.seconds,
        "budget_amount": plain(amount),
        "budget_currency": budget and budget.currency,
        "budget_warn_percent": budget and budget.warns_at,
    }


def record_shape(record: Record, zone: str) -> dict[str, Any]:
    """A record with its totals, without its logs."""
    price = record.price
    return {
        "ref": record.ref,
        "type": record.type,
        "title": record.title,
        "description": record.description,
        "status": record.status,
        "customer": record.customer,
        "owner": record.owner,
        "service": record.service,
        "rate": plain(price.amount) if price else None,
        "rate_unit": price.unit if price else None,
        "currency": price.currency if price else None,
        "rates": [{"from": one.day.isoformat(), "rate": plain(one.rate)} for one in record.rates],
        "tax_rate": plain(record.tax_rate),
        "prices_include_tax": bool(price and price.includes_tax),
        "discount": plain(record.discount),
        "billable": record.billable,
        "log_billable": record.log_billable,
        "estimate_seconds": record.estimate_seconds,
        "worked_seconds": record.worked_seconds,
        "billable_seconds": record.billable_seconds,
        **rounding_shape(record.rounding),
        "created": iso(record.created_at, zone),
        "changed": iso(record.changed_at, zone),
        "key": record.key,
        **budget_shape(record.budget),
        "tax_category": record.tax_category,
    }


def message_shape(message: Message, zone: str) -> dict[str, Any]:
    """An email of a record."""
    return {
        "message_id": message.message_id,
        "from": message.sender_name,
        "address": message.sender_address,
        "subject": message.subject,
        "body": message.body,
        "attachments": list(message.attachments),
        "sent": None if message.sent_at is None else iso(message.sent_at, zone),
        "received": iso(message.received_at, zone),
    }


def service_shape(service: Service) -> dict[str, Any]:
    """A service with its price."""
    return {
        "name": service.name,
        "price": plain(service.price.amount),
        "per": service.price.unit,
        "per_seconds": service.price.unit_seconds or None,
        "currency": service.price.currency,
        "tax_rate": plain(service.tax_rate),
        "prices_include_tax": service.price.includes_tax,
        "tax_category": service.tax_category,
    }


def customer_shape(customer: Customer) -> dict[str, Any]:
    """A customer."""
    return {
        "name": customer.name,
        "email": customer.emails[0] if customer.emails else None,
        "emails": list(customer.emails),
        "address": customer.address,
        "vat_id": customer.vat_id or None,
        **{name: text or None for name, text in customer.details._asdict().items()},
        "buyer_reference": customer.buyer_reference or None,
        "currency": customer.currency,
        "terms_days": customer.terms_days,
        "tax_treatment": customer.tax_treatment,
        "tax_note": customer.tax_note or None,
        "surcharge": customer.surcharge,
        "withholding": customer.withholding,
        "locale": customer.locale,
        **rounding_shape(customer.rounding),
        **budget_shape(customer.budget),
        "exemption_code": customer.exemption_code or None,
        "formats": list(customer.formats),
        "code": customer.code,
        "terms": customer.terms or None,
    }
