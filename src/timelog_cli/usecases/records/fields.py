"""From the options of a record to the columns of its row, and its rates by date."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.money import plain, read_rate
from timelog_cli.domain.records import zero_rate_category
from timelog_cli.domain.text import many_lines, one_line, owner_name, typed
from timelog_cli.errors import NotFound, Refused
from timelog_cli.store import queries
from timelog_cli.store.queries import customers
from timelog_cli.store.queries import items as stored_items
from timelog_cli.store.queries import rates as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any, TypedDict

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.records import Price, Record, Service
    from timelog_cli.store.connection import Store
    from timelog_cli.usecases import Work

    Columns = dict[str, Any]

    class RecordFields(TypedDict, total=False):
        """The given fields of a record: ``None`` removes, a field that is not given is missing.

        :param dated_rate: a rate, the day from which it holds, and when that begins
        """

        title: str
        key: str | None
        description: str
        customer: str | None
        service: str | None
        rate: str | None
        per: tuple[str, int]
        dated_rate: tuple[str, date, int]
        remove_rate_from: Sequence[date]
        billable: bool
        log_billable: bool | None
        owner: str
        estimate_seconds: int | None
        tax_rate: Decimal | None
        tax_category: str | None
        discount: Decimal | None
        includes_tax: bool
        increment_seconds: int | None
        rounding: str | None
        round_per: str | None
        minimum_seconds: int | None
        budget: Budget | None
        warn_percent: int | None


def check_unit_stays(work: Work, record: Record, columns: dict[str, Any]) -> None:
    """Refuse another unit or currency while logs and items are priced in the present one.

    :raises Refused: a log has its own rate, or an item is in the other currency
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
        raise Refused(
            f"cannot make {record.ref} non-billable: it has {len(left)}"
            f" item{'s' * (len(left) > 1)} not yet invoiced",
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
        f"cannot change the currency of {record.ref}:"
        f" item{'s' * (len(on_it) > 1)} {named} {verb} in {price.currency}",
        f"timelog billing item delete {' '.join(free)}"
        if len(free) == len(on_it)
        else "to use another currency, add a record: timelog record add TITLE",
    )


def _check_no_own_rates(work: Work, record: Record, price: Price) -> None:
    own = stored.of_logs(work.store, record.id)
    if not own:
        return
    named = listed([str(log) for log, _ in own])
    whose = (
        f"logs {named} have their own rates" if len(own) > 1 else f"log {named} has its own rate"
    )
    invoiced = any(invoice for _, invoice in own)
    raise Refused(
        f"cannot change the unit or currency of {record.ref}: {whose} in {price.measure}",
        "to use another unit or currency, add a record: timelog record add TITLE"
        if invoiced
        else f"timelog log edit {own[0][0]} --no-rate",
    )


def take_away(work: Work, record: Record, fields: RecordFields) -> None:
    """Remove the rates of the given days, or all if the price is removed or replaced.

    :raises NotFound: no rate starts on that day
    """
    if "service" in fields or "per" in fields or fields.get("rate", "") is None:
        stored.drop_all(work.store, record.id)
    for day in fields.get("remove_rate_from", ()):
        if not stored.drop(work.store, record.id, day):
            there = ", ".join(one.day.isoformat() for one in record.rates)
            raise NotFound(
                f"{record.ref} has no rate starting on {day}",
                f"choose one of {there}" if there else f"timelog record show {record.ref}",
            )


def give(work: Work, record: Record, fields: RecordFields) -> None:
    """Give a record a rate that starts on a day.

    :raises Refused: it has no rate yet, or a fixed price
    """
    if "dated_rate" not in fields:
        return
    text, day, at = fields["dated_rate"]
    price = record.price
    if price is None:
        raise Refused(
            f"{record.ref} needs a rate before a later rate can be added",
            f"timelog record edit {record.ref} --service SERVICE",
        )
    if price.flat:
        raise Refused(
            f"{record.ref} has a fixed price, so it cannot have dated rates",
            f"timelog record edit {record.ref} --rate {text}",
        )
    stored.put(work.store, record.id, day, at, f"{read_rate(text, price.currency):f}")


_AS_SAID = ("estimate_seconds", "increment_seconds", "rounding", "round_per", "minimum_seconds")
_NO_PRICE = {
    "rate": None,
    "unit": None,
    "unit_seconds": None,
    "currency": None,
    "includes_tax": 0,
}


def columns_of(store: Store, fields: RecordFields, before: Record | None, line: str) -> Columns:
    """The columns to write.

    :param before: the record that is changed; ``None`` for a new one
    :param line: the command that hints begin with, such as ``timelog record edit case-1``
    :raises Refused: billable or a rate, without a service; tax in a price, without a rate
    """
    said: Columns = dict(fields)
    columns = {name: said[name] for name in _AS_SAID if name in said}
    if "title" in fields:
        columns["title"] = one_line(fields["title"], "the title")
    if "key" in fields:
        columns["key"] = _free_key(store, fields["key"], before)
    if "description" in fields:
        columns["description"] = many_lines(fields["description"], "the description")
    if "customer" in fields:
        columns["customer_id"] = _customer_id(store, fields["customer"])
    if "owner" in fields:
        columns["owner_id"] = queries.ensure_owner(store, owner_name(fields["owner"]))
    columns |= _price_columns(store, fields, before, line)
    for name in ("tax_rate", "discount"):
        if name in said:
            columns[name] = None if said[name] is None else plain(said[name])
    columns |= _category_column(fields, before, columns, line)
    columns |= _budget_columns(fields, before, columns, line)
    columns |= _billable_column(fields, before, columns, line)
    return columns | _log_billable_column(fields, before, columns, line)


def _free_key(store: Store, key: str | None, before: Record | None) -> str | None:
    """The key, which no other record may have.

    :raises Refused: another one has it
    """
    other = None if key is None else lookup.of_key(store, key)
    if other is not None and (before is None or other.id != before.id):
        raise Refused(
            f"{other.ref} ({other.title}) already has the key {other.key!r}",
            f"timelog record show {other.ref}",
        )
    return key


def _customer_id(store: Store, name: str | None) -> int | None:
    if name is None:
        return None
    return lookup.customer(store, name, f"timelog customer add {typed(name)}", parts=True).id


def _price_columns(store: Store, fields: RecordFields, before: Record | None, line: str) -> Columns:
    columns: Columns = {}
    service = _service(store, fields, before)
    if "service" in fields:
        columns = {"service_id": None, "tax_rate": None, "tax_category": None, **_NO_PRICE}
        if service is not None:
            columns |= {"service_id": service.id, **_price(service.price)}
            columns["tax_category"] = service.tax_category
            columns["tax_rate"] = None if service.tax_rate is None else plain(service.tax_rate)
    rate = fields.get("rate")
    if rate is not None:
        if service is None:
            raise Refused(
                "a rate needs a service, which gives its unit and currency",
                f"{line} --service SERVICE --rate {typed(rate)}",
            )
        kept = before.price if before and "service" not in fields else None
        price = kept or service.price
        if "per" in fields:
            unit, unit_seconds = fields["per"]
            price = price._replace(unit=unit, unit_seconds=unit_seconds)
        columns |= _price(_with_amount(price, rate))
    elif "rate" in fields:
        columns |= _NO_PRICE
    if "includes_tax" in fields:
        columns |= _tax_in_price(fields["includes_tax"], before, columns, line)
    return columns


def _category_column(
    fields: RecordFields, before: Record | None, columns: Columns, line: str
) -> Columns:
    """What a tax rate of zero means: as given, else as the service or the record says.

    :raises Refused: it is given for another rate
    """
    given = "tax_category" in fields
    if not given and "tax_rate" not in columns:
        return {}
    rate = Decimal(columns["tax_rate"]) if columns.get("tax_rate") else None
    if "tax_rate" not in columns:
        rate = before and before.tax_rate
    kept = columns.get("tax_category", before and before.tax_category)
    category = fields["tax_category"] if given else kept
    return {"tax_category": zero_rate_category(rate, category, given=given, line=line)}


def _tax_in_price(
    includes_tax: bool, before: Record | None, columns: Columns, line: str
) -> Columns:
    if includes_tax and columns.get("rate", before and before.price) is None:
        raise Refused(
            "cannot include tax in the price: the record has no rate",
            f"{line} --service SERVICE --prices-include-tax",
        )
    return {"includes_tax": int(includes_tax)}


def _service(store: Store, fields: RecordFields, before: Record | None) -> Service | None:
    name = before.service if before else None
    if "service" in fields:
        name = fields["service"]
    if name is None:
        return None
    add = f"timelog service add {typed(name)} --price 60 --currency EUR"
    return lookup.service(store, name, add, parts=True)


def _with_amount(price: Price, rate: str) -> Price:
    return price._replace(amount=read_rate(rate, price.currency))


def _price(price: Price) -> Columns:
    return {
        "rate": f"{price.amount:f}",
        "unit": price.unit,
        "unit_seconds": price.unit_seconds,
        "currency": price.currency,
        "includes_tax": int(price.includes_tax),
    }


def _budget_columns(
    fields: RecordFields, before: Record | None, columns: Columns, line: str
) -> Columns:
    """The budget, in the currency that the record is billed in after the change."""
    price, present = (before.price, before.budget) if before else (None, None)
    if not (fields.keys() & {"budget", "warn_percent"} or present):
        return {}
    from timelog_cli.usecases import budgets

    currency = columns.get("currency", price and price.currency)
    if "budget" not in fields:
        budgets.check_currency_stays(present, currency, line)
    return budgets.columns_of(
        fields, present, lambda one: budgets.currency_of_record(one, currency, line), line
    )


def _billable_column(
    fields: RecordFields, before: Record | None, columns: Columns, line: str
) -> Columns:
    """The flag: as asked, refused without service and rate, and gone when one of them goes."""
    service = columns.get("service_id", before and before.service)
    rate = columns.get("rate", before and before.price)
    if fields.get("billable"):
        for lacking, what in ((service, "service"), (rate, "rate")):
            if lacking is None:
                raise Refused(
                    f"a record without a {what} cannot be billable",
                    f"{line} --{what} {'SERVICE' if what == 'service' else '60'} --billable",
                )
        return {"billable": 1}
    if fields.get("billable") is False:
        return {"billable": 0}
    gone = before is not None and before.billable and (service is None or rate is None)
    return {"billable": 0} if gone else {}


def _log_billable_column(
    fields: RecordFields, before: Record | None, columns: Columns, line: str
) -> Columns:
    """What its new logs are by default; refused where none of them can be billable."""
    if "log_billable" not in fields:
        return {}
    if fields["log_billable"] and not columns.get("billable", before and before.billable):
        raise Refused(
            "the logs of a record that is not billable cannot be billable",
            f"{line} --service SERVICE --billable --log-billable",
        )
    told = fields["log_billable"]
    return {"log_billable": None if told is None else int(told)}


def known_customers(store: Store, names: list[str]) -> list[str]:
    """The full names of customers.

    :raises NotFound: one does not exist
    """
    from timelog_cli.domain.names import pick

    known = customers.customer_names(store)
    return [pick(name, known, "customer", "timelog customer list", parts=True) for name in names]
