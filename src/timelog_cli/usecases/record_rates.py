"""Rates of a record that hold from a day on, and what ties rates to their unit and currency."""

from __future__ import annotations

from timelog_cli.domain.money import read_rate
from timelog_cli.errors import NotFound, Refused
from timelog_cli.store import items as stored_items
from timelog_cli.store import rates as stored
from timelog_cli.usecases.naming import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.domain.records import Price, Record
    from timelog_cli.usecases.record_fields import RecordFields
    from timelog_cli.usecases.work import Work


def check_unit_stays(work: Work, record: Record, columns: dict[str, Any]) -> None:
    """Refuse another unit or currency while logs and items are priced in the one there is.

    :raises Refused: a log has a rate of its own, or an item is in the other currency
    """
    price = record.price
    if price is None:
        return
    if columns.get("currency", price.currency) != price.currency:
        _check_no_items(work, record, price)
    after = (
        columns.get("unit", price.unit),
        columns.get("unit_seconds", price.unit_seconds),
        columns.get("currency", price.currency),
    )
    if after != (price.unit, price.unit_seconds, price.currency):
        _check_no_own_rates(work, record, price)


def check_items_stay(work: Work, record: Record) -> None:
    """Refuse to make a record non-billable while items on it are not invoiced.

    :raises Refused: there are some
    """
    left = [item for item in stored_items.of_record(work.store, record.id) if not item.invoice]
    if left:
        several = len(left) > 1
        raise Refused(
            f"{record.ref} has {len(left)} item{'s' * several} that {'are' if several else 'is'}"
            " not invoiced",
            f"timelog billing item delete {' '.join(str(item.id) for item in left)}",
        )


def _check_no_items(work: Work, record: Record, price: Price) -> None:
    on_it = stored_items.of_record(work.store, record.id)
    if not on_it:
        return
    verb = "is" if len(on_it) == 1 else "are"
    named = listed([str(item.id) for item in on_it])
    free = [str(item.id) for item in on_it if item.invoice is None]
    raise Refused(
        f"item{'s' * (len(on_it) > 1)} {named} of {record.ref} {verb} in {price.currency}",
        f"timelog billing item delete {' '.join(free)}"
        if len(free) == len(on_it)
        else "what is invoiced keeps its currency: timelog record add TITLE",
    )


def _check_no_own_rates(work: Work, record: Record, price: Price) -> None:
    own = stored.of_logs(work.store, record.id)
    if not own:
        return
    named = listed([str(log) for log, _ in own])
    several = len(own) > 1
    verb = "have rates" if several else "has a rate"
    invoiced = any(invoice for _, invoice in own)
    raise Refused(
        f"log{'s' * several} {named} {verb} of {'their' if several else 'its'} own"
        f" in {price.measure}",
        "what is invoiced keeps its rate: timelog record add TITLE"
        if invoiced
        else f"timelog log edit {own[0][0]} --no-rate",
    )


def take_away(work: Work, record: Record, fields: RecordFields) -> None:
    """Take away the rates of days that are named, or all where the price goes or is another one.

    :raises NotFound: there is no rate from that day on
    """
    if "service" in fields or "per" in fields or fields.get("rate", "") is None:
        stored.drop_all(work.store, record.id)
    for day in fields.get("no_rate_from", ()):
        if not stored.drop(work.store, record.id, day):
            there = ", ".join(one.day.isoformat() for one in record.rates)
            raise NotFound(
                f"{record.ref} has no rate from {day} on",
                f"it has one from {there}" if there else f"timelog record show {record.ref}",
            )


def give(work: Work, record: Record, fields: RecordFields) -> None:
    """Give a record a rate from a day on.

    :raises Refused: it has no rate yet, or its price is flat
    """
    if "dated_rate" not in fields:
        return
    text, day, at = fields["dated_rate"]
    price = record.price
    if price is None:
        raise Refused(
            f"{record.ref} has no rate that another could follow",
            f"timelog record edit {record.ref} --service SERVICE",
        )
    if price.flat:
        raise Refused(
            f"the price of {record.ref} is flat, for all of its time",
            f"timelog record edit {record.ref} --rate {text}",
        )
    stored.put(work.store, record.id, day, at, f"{read_rate(text, price.currency):f}")
