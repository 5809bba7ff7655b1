"""Items: add, list, change and delete expenses and one-off charges."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.documents.billable import FLAT, PIECE, read_item_number
from timelog_cli.domain.money import plain
from timelog_cli.domain.records import zero_rate_category
from timelog_cli.domain.text import one_line, typed
from timelog_cli.errors import NotFound, Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import items as stored
from timelog_cli.store.queries import records
from timelog_cli.usecases import lookup
from timelog_cli.usecases.logs import check_takes_logs
from timelog_cli.usecases.records.fields import known_customers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from typing import Any, TypedDict

    from timelog_cli.domain.documents.billable import RecordItem
    from timelog_cli.usecases import Work

    class ItemFields(TypedDict, total=False):
        """The given fields of an item: ``None`` removes, a field that is not given is missing."""

        ref: str
        description: str
        day: date
        quantity: Decimal
        unit: str
        unit_code: str | None
        unit_price: Decimal
        tax_rate: Decimal | None
        tax_category: str | None
        discount: Decimal | None


class EditedItem(Frozen):
    """An item before and after a change."""

    before: RecordItem
    after: RecordItem


class ItemFilters(Frozen):
    """Which items are asked for; ``None`` is no condition."""

    ref: str | None = None
    customer: str | None = None
    first: date | None = None
    last: date | None = None
    invoiced: bool | None = None


def add(work: Work, ref: str, fields: ItemFields) -> RecordItem:
    """Put an item on a record.

    :raises Refused: the record is closed, or not billable, or a tax category without a zero rate
    """
    with work.writing():
        several = "quantity" in fields
        unit = fields.get("unit") or (PIECE if several else FLAT)
        said: dict[str, Any] = {"quantity": Decimal(1), **fields, "unit": unit}
        columns = _place(work, ref) | _columns(said)
        columns |= _category_column(said, None, f"timelog billing item add {typed(ref)} …")
        item_id = stored.add(work.store, **columns)
        return _again(work, item_id)


def _place(work: Work, ref: str) -> dict[str, Any]:
    """The record that an item goes on, and the currency of it."""
    head = lookup.named(work, ref)
    check_takes_logs(head)
    record = records.find(work.store, head.id)
    if not head.billable or record is None or record.price is None:
        raise Refused(
            f"cannot add an item to {head.ref}: the record is not billable",
            f"timelog record edit {head.ref} --service SERVICE --billable",
        )
    return {"record_id": head.id, "currency": record.price.currency}


def _columns(said: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if "description" in said:
        columns["description"] = one_line(said["description"], "the description")
    if "day" in said:
        columns["day"] = said["day"].isoformat()
    if "unit" in said:
        columns |= {"unit": said["unit"], "unit_code": None}  # the code was that of the other one
    if "unit_code" in said:
        columns["unit_code"] = said["unit_code"]
    for name in ("quantity", "unit_price"):
        if name in said:
            columns[name] = plain(said[name])
    for name in ("tax_rate", "discount"):
        if name in said:
            columns[name] = None if said[name] is None else plain(said[name])
    return columns


def _category_column(said: dict[str, Any], before: RecordItem | None, line: str) -> dict[str, Any]:
    """What the item's own tax rate of zero means; nothing where it has another or none."""
    if not said.keys() & {"tax_rate", "tax_category"}:
        return {}
    category = zero_rate_category(
        said.get("tax_rate", before and before.tax_rate),
        said.get("tax_category", before and before.tax_category),
        given="tax_category" in said,
        line=line,
    )
    return {"tax_category": category}


def found(work: Work, texts: Sequence[str]) -> list[RecordItem]:
    """The items of some numbers, each once.

    :raises UsageError: no number
    :raises NotFound: no such item
    """
    items = (_found(work, text) for text in texts)
    return list({item.id: item for item in items}.values())


def _found(work: Work, text: str) -> RecordItem:
    number, from_newest = read_item_number(text)
    item_id = stored.nth_newest(work.store, number) if from_newest else number
    item = None if item_id is None else stored.find(work.store, item_id)
    if item is None:
        raise NotFound(f"no item {text.strip()}", "timelog billing item list")
    return item


def matching(work: Work, wanted: ItemFilters) -> Iterator[RecordItem]:
    """The items that are asked for, by day."""
    store = work.store
    customer = known_customers(store, [wanted.customer])[0] if wanted.customer else None
    return stored.matching(
        store,
        record_id=None if wanted.ref is None else lookup.named(work, wanted.ref).id,
        customer=customer,
        first=wanted.first,
        last=wanted.last,
        invoiced=wanted.invoiced,
    )


def edit(work: Work, text: str, fields: ItemFields) -> EditedItem:
    """Change an item.

    :raises Refused: it is on an invoice, or the other record is not billable in its currency
    """
    if not fields:
        raise UsageError("no changes given", "timelog billing item edit --help")
    with work.writing():
        before = _found(work, text)
        _check_not_invoiced(before)
        columns = _columns(dict(fields))
        columns |= _category_column(dict(fields), before, f"timelog billing item edit {before.id}")
        if "ref" in fields:
            columns |= _moved(work, before, fields["ref"])
        stored.change(work.store, before.id, **columns)
        return EditedItem(before, _again(work, before.id))


def _moved(work: Work, item: RecordItem, ref: str) -> dict[str, Any]:
    place = _place(work, ref)
    if place["currency"] != item.currency:
        raise Refused(
            f"cannot move item {item.id} to {ref}: the item is in {item.currency},"
            f" the record in {place['currency']}",
            f"timelog billing item add {ref} DESCRIPTION PRICE",
        )
    return place


def delete(work: Work, texts: Sequence[str]) -> list[RecordItem]:
    """Delete items.

    :raises Refused: one is on an invoice
    """
    with work.writing():
        gone = found(work, texts)
        for item in gone:
            _check_not_invoiced(item)
        for item in gone:
            stored.drop(work.store, item.id)
        return gone


def _check_not_invoiced(item: RecordItem) -> None:
    if item.invoice is not None:
        raise Refused(
            f"cannot change item {item.id}: it is on invoice {item.invoice}",
            f"timelog billing credit {item.invoice}",
        )


def _again(work: Work, item_id: int) -> RecordItem:
    item = stored.find(work.store, item_id)
    assert item is not None
    return item
