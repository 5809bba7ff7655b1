"""Records for people."""

from __future__ import annotations

from timelog_cli.domain.logs import DONE
from timelog_cli.domain.money import plain, written_price
from timelog_cli.domain.text import shown
from timelog_cli.render.listing import Column
from timelog_cli.render.plain import (
    clock,
    day_and_time,
    fields,
    full_clock,
    of_seconds,
    span,
    styled,
)
from timelog_cli.render.plain.billing import amount, quote_shape, quote_text
from timelog_cli.render.plain.budgets import budget_facts, used_shape, used_styles, used_text
from timelog_cli.render.plain.items import ITEM_COLUMNS, item_shape
from timelog_cli.render.plain.tables import table
from timelog_cli.render.plain.timers import state_style
from timelog_cli.render.shapes import log_shape, message_shape, record_shape, timer_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from typing import Any

    from timelog_cli.domain.documents.billable import LeftToBill
    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.records import Message, Price, Record, Rounding
    from timelog_cli.domain.views import ReceivedMail, RecordView

    Facts = list[tuple[str, str | None]]


def clock_or_none(seconds: int | None) -> str:
    """A duration, or nothing."""
    return "" if seconds is None else clock(seconds)


def _worked_style(row: dict[str, Any]) -> str:
    worked, estimate = row["worked_seconds"], row["estimate_seconds"]
    if not worked:
        return "zero"
    return "" if estimate is None or worked <= estimate else "over_budget"


RECORD_COLUMNS = (
    Column("ref", "RECORD", style="reference"),
    Column("status", "STATUS"),
    Column("title", "TITLE", shrink=True),
    Column("customer", "CUSTOMER", shrink=True),
    Column("owner", "OWNER", shrink=True, style="repeated"),
    Column("billable", "BILLABLE"),
    Column("worked_seconds", "WORKED", right=True, show=clock, style=_worked_style),
    Column("estimate_seconds", "ESTIMATE", right=True, shrink=True, show=clock_or_none),
    Column("key", "KEY", shrink=True, spare=True),
)
_LOG_COLUMNS = (
    Column("id", "LOG", right=True),
    Column("when", "TIME"),
    Column("worked_seconds", "WORKED", right=True, show=clock, style=of_seconds("worked_seconds")),
    Column("owner", "OWNER", style="repeated"),
    Column("billable", "BILLABLE"),
    Column("invoice", "INVOICE", style="reference"),
    Column("tags", "TAGS", shrink=True),
    Column("note", "NOTE", shrink=True),
)
_ITEM_COLUMNS = tuple(column for column in ITEM_COLUMNS if column.key != "record")
_TIMER_COLUMNS = (
    Column("owner", "OWNER"),
    Column("state", "STATE", style=state_style),
    Column("elapsed_seconds", "ELAPSED", right=True, show=full_clock),
    Column("note", "NOTE", shrink=True),
)


def price_text(price: Price) -> str:
    """``60.00 USD per hour``, ``900.00 USD flat``."""
    tax = ", tax included" if price.includes_tax else ""
    return f"{written_price(price.amount, price.currency)} {price.measure}{tax}"


def rates_text(record: Record) -> str | None:
    """``70.00 USD per hour from 2026-07-01``, a line for each such day."""
    price = record.price
    if price is None:
        return None
    return "\n".join(
        f"{price_text(price._replace(amount=one.rate))} from {one.day}" for one in record.rates
    )


def percent_text(percentage: Decimal | None) -> str | None:
    """``22%``, or nothing."""
    return None if percentage is None else f"{plain(percentage)}%"


def rounding_text(rounding: Rounding) -> str | None:
    """``15m, up, per log, at least 30m``, as far as it is set."""
    step, minimum = rounding.increment_seconds, rounding.minimum_seconds
    parts = [
        "no increment" if rounding.exact else step and f"increments of {clock(step)}",
        rounding.rounding,
        rounding.round_per and f"per {rounding.round_per}",
        "no minimum" if minimum == 0 else minimum and f"at least {clock(minimum)}",
    ]
    return ", ".join(part for part in parts if part) or None


_NEW_LOGS = {None: None, True: "billable", False: "non-billable"}


def edited_facts(record: Record) -> Facts:
    """The same, with what holds where nothing is said of its new logs."""
    facts = dict(record_facts(record))
    return list({**facts, "new logs": facts["new logs"] or "as log.billable says"}.items())


def record_facts(record: Record) -> Facts:
    """The fields of a record."""
    return [
        ("title", record.title),
        ("key", record.key),
        ("customer", record.customer),
        ("owner", record.owner),
        ("service", record.service),
        ("rate", price_text(record.price) if record.price else None),
        ("later rates", rates_text(record)),
        ("billable", "yes" if record.billable else None),
        ("new logs", _NEW_LOGS[record.log_billable]),
        ("tax rate", percent_text(record.tax_rate)),
        ("tax category", record.tax_category),
        ("discount", percent_text(record.discount)),
        ("rounding", rounding_text(record.rounding)),
        ("estimate", clock_or_none(record.estimate_seconds)),
        *budget_facts(record.budget),
        ("description", record.description),
    ]


def counted(number: int, word: str) -> str:
    """``1 log``, ``2 logs``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def with_counts(record: Record, counts: dict[str, int]) -> str:
    """``case-1 (Login) with 2 logs, 1 timer``."""
    parts = [counted(number, word) for word, number in counts.items() if number]
    name = f"{record.ref} ({record.title})"
    return f"{name} with {', '.join(parts)}" if parts else name


def changes(before: Facts, after: Facts) -> str:
    """What differs, as ``rate 66.50 USD per hour, customer removed``; empty when nothing does."""
    return ", ".join(
        _change(name, value)
        for (name, value), (_, old) in zip(after, before, strict=True)
        if (value or None) != (old or None)
    )


def _change(name: str, value: str | None) -> str:
    if not value:
        return f"non-{name}" if name == "billable" else f"{name} removed"
    if name in {"billable", "description"}:
        return name
    return f"{name} {', '.join(' '.join(line.split()) for line in value.splitlines())}"


def used_percent(record: Record) -> int | None:
    """How much of the estimate is worked, in whole percent, rounded down."""
    if record.estimate_seconds is None:
        return None
    return record.worked_seconds * 100 // record.estimate_seconds


def estimate_text(record: Record) -> str | None:
    """Estimated against actual time."""
    estimate, percent = record.estimate_seconds, used_percent(record)
    if estimate is None:
        return None
    left = estimate - record.worked_seconds
    rest = f"{clock(left)} left" if left >= 0 else f"{clock(-left)} over"
    return f"{clock(estimate)}, {percent}% used, {rest}"


def view_shape(view: RecordView, now: int, zone: str) -> dict[str, Any]:
    """A record with its logs, items and timers, what was quoted, and what is left to bill."""
    record = view.record
    return {
        **record_shape(record, zone),
        "estimate_used_percent": used_percent(record),
        **used_shape(view.budget),
        "unbilled_seconds": view.left.unbilled_seconds,
        "unbilled_amount": amount(view.left),
        "quotes": [quote_shape(one) for one in view.quotes],
        "logs": [log_shape(log, zone) for log in view.logs],
        "items": [item_shape(item) for item in view.items],
        "timers": [timer_shape(timer, now, zone) for timer in view.timers],
        "messages": [message_shape(message, zone) for message in view.messages],
    }


def view_text(
    view: RecordView, now: int, zone: str, *, color: bool, columns_wide: int | None
) -> str:
    """A record with its logs, items and timers, in blocks."""
    record = view.record
    head = styled(f"{record.ref}  {shown(record.title)}", "bold", color)
    facts = fields(_view_facts(view, zone), used_styles(view.budget) if color else {})
    blocks = [head + "\n" + facts]
    logs = [_log_row(log, zone) for log in view.logs]
    items = [item_shape(item) for item in view.items]
    timers = [timer_shape(timer, now, zone) for timer in view.timers]
    for rows, columns in ((logs, _LOG_COLUMNS), (items, _ITEM_COLUMNS), (timers, _TIMER_COLUMNS)):
        if rows:
            blocks.append(table(rows, columns, columns_wide=columns_wide, color=color))
    blocks.extend(_message_text(message, record, zone, color) for message in view.messages)
    return "\n\n".join(blocks)


def _log_row(log: Log, zone: str) -> dict[str, Any]:
    when = span(log.start, log.end, zone)
    return {**log._asdict(), "when": when, "worked_seconds": log.worked_seconds}


def _view_facts(view: RecordView, zone: str) -> Facts:
    record = view.record
    facts = {**dict(record_facts(record)), "estimate": estimate_text(record)}
    facts["budget"] = used_text(view.budget)
    del facts["title"]
    description = facts.pop("description")
    return [
        ("status", record.status),
        *facts.items(),
        ("worked", clock(record.worked_seconds)),
        ("billable time", clock(record.billable_seconds) if record.billable_seconds else None),
        ("unbilled", unbilled_text(view.left)),
        ("quotes", "\n".join(quote_text(one) for one in view.quotes)),
        ("created", day_and_time(record.created_at, zone)),
        ("description", description),
    ]


def unbilled_text(left: LeftToBill) -> str | None:
    """Time, items, the fixed price, and their amount, or why it is unknown."""
    price = left.record.price
    if price is None or not (left.unbilled_seconds or left.anything):
        return None
    if left.unknown:
        return f"{left_text(left)}; {left.unknown}"
    return f"{left_text(left)}, {amount(left)} {price.currency}"


def left_text(left: LeftToBill) -> str:
    """``2:00, 1 item``; ``the fixed price``."""
    parts = [clock(left.unbilled_seconds)] if left.unbilled_seconds else []
    parts += [counted(left.items, "item")] if left.items else []
    parts += ["the fixed price"] if left.flat else []
    return ", ".join(parts)


def _message_text(message: Message, record: Record, zone: str, color: bool) -> str:
    name, address = message.sender_name, message.sender_address
    sender = f"{name} <{address}>" if name and address else name or address or "unknown sender"
    at = day_and_time(message.sent_at or message.received_at, zone)
    lines = [styled(shown(f"{at}  {sender}  {message.subject}"), "bold", color)]
    if message.attachments:
        lines.append(shown("  attachments: " + ", ".join(message.attachments)))
    if message.body != record.description:
        lines.extend(f"  {line}".rstrip() for line in shown(message.body, lines=True).split("\n"))
    return "\n".join(lines)


def arrived_line(record: Record, address: str | None, how: str) -> str:
    """What happened to a message: a new case, a reply on one, or nothing new."""
    sender = address or "an unknown sender"
    if how == "new":
        return f"Added {record.ref} ({record.title}) from {sender}."
    done = f", which is {record.status}" if record.status in DONE else ""
    if how == "answered":
        return f"Added a reply from {sender} to {record.ref} ({record.title}){done}."
    return f"{record.ref} ({record.title}) already has this message."


def foreign_lines(arrived: Sequence[ReceivedMail], own: str | None) -> list[str]:
    """The warnings about replies whose sender is neither the customer nor the user."""
    found = [
        _foreign_line(one.record, one.sender)
        for one in arrived
        if one.foreign and (one.sender or "") != (own or "").lower()
    ]
    return list(dict.fromkeys(found))


def _foreign_line(record: Record, address: str | None) -> str:
    answer = f"the reply on {record.ref} came from {address or 'an unknown sender'}"
    if record.customer is None:
        return f"{answer}, but {record.ref} has no customer"
    return f"{answer}, which is not an address of {record.customer}"
