"""``billing item …``."""

from __future__ import annotations

from timelog_cli.cli.billing_common import CUSTOMER, day, group
from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import put, read_tax_rate
from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.render.items import ITEM_COLUMNS, item_sentence, item_shape
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.usecases import items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.usecases.items import ItemFields

_ID_HELP = "The item: 12, or @1 for the newest."
_DETAILS = (
    opt("--quantity", "NUMBER", "How many; 1 if not given.", filled=True),
    opt("--unit", "UNIT", "What is counted, as km or night.", filled=True),
    opt("--date", "DAY", "The day of it, if not today: 2026-11-30, yesterday.", filled=True),
    opt("--tax-rate", "PERCENT", "The tax rate, as 22, instead of that of the record."),
    opt("--discount", "PERCENT", "A discount on it, as 5%."),
)


@group.command(
    "billing item add",
    arg("ref", "REF", "The record: case-12, or 12.", complete="refs"),
    arg("description", "DESCRIPTION", "What it is, in one line."),
    arg("price", "PRICE", "The price of one unit, in the currency of the record."),
    *_DETAILS,
    examples=(
        'timelog billing item add case-1 "Travel to Turin" 120.00',
        'timelog billing item add case-1 "Own car" 0.42 --quantity 180 --unit km --tax-rate 0',
        'timelog billing item add case-1 "Licence" 300 --date yesterday --discount 10%',
    ),
)
def add(
    context: Context, ref: str, description: str, price: str, date: str | None, **options: Any
) -> Outcome:
    """Put a fixed price or an expense on a record.

    It gets a line of its own on the next invoice of the record.
    """
    said = _fields(options)
    said |= {"description": description, "unit_price": _price(price), "day": day(context, date)}
    item = items.add(context.work, ref, said)
    return Outcome(said=(item_sentence("Added", item),), name=str(item.id), data=item_shape(item))


@group.command(
    "billing item list",
    arg("ref", "REF", "Only this record: case-12, or 12.", required=False, complete="refs"),
    CUSTOMER,
    opt(
        "--period",
        "PERIOD",
        "Only items of its days: 2026-11, last-month, …",
        complete="periods",
        filled=True,
    ),
    flag("--invoiced/--uninvoiced", "Only items that are on an invoice, or are not."),
    listing=True,
    examples=("timelog billing item list", "timelog billing item list case-1 --uninvoiced"),
)
def list_items(
    context: Context,
    ref: str | None,
    customer: str | None,
    period: str | None,
    invoiced: bool | None,
) -> Outcome:
    """List what is billed beside time, by day."""
    first = last = None
    if period is not None:
        from timelog_cli.cli.filters import named_period

        reading = named_period(context, [period])
        first, last = reading.first_day, reading.last_day
    found = items.matching(context.work, items.Wanted(ref, customer, first, last, invoiced))
    empty = "no item is like that; timelog billing item add REF DESCRIPTION PRICE"
    return Outcome(listing=Listing((item_shape(item) for item in found), ITEM_COLUMNS, empty))


@group.command(
    "billing item edit",
    arg("item", "ID", _ID_HELP, complete="items"),
    opt("--description", "TEXT", "What it is, in one line."),
    opt("--price", "PRICE", "The price of one unit.", filled=True),
    *_DETAILS,
    opt("--record", "REF", "Put it on this record.", complete="refs", filled=True),
    examples=(
        "timelog billing item edit 3 --price 110.00",
        'timelog billing item edit @1 --quantity 200 --tax-rate ""',
    ),
)
def edit(
    context: Context,
    item: str,
    description: str | None,
    price: str | None,
    date: str | None,
    record: str | None,
    **options: Any,
) -> Outcome:
    """Change an item that is not invoiced. An empty tax rate or discount takes it away."""
    said = _fields(options)
    if description is not None:
        said["description"] = description
    if price is not None:
        said["unit_price"] = _price(price)
    if date is not None:
        said["day"] = day(context, date)
    if record is not None:
        said["ref"] = record
    done = items.edit(context.work, item, said)
    same = f"Item {done.after.id} is so already."
    sentence = same if done.before == done.after else item_sentence("Changed", done.after)
    return Outcome(said=(sentence,), data=item_shape(done.after))


@group.command(
    "billing item delete",
    arg("items", "ID", _ID_HELP, many=True, required=True, complete="items"),
    flag("--yes", "Do not ask."),
    examples=("timelog billing item delete 3",),
)
def delete(context: Context, items: list[str], yes: bool) -> Outcome:
    """Delete items that are not invoiced; undo brings them back. For several it asks first."""
    from timelog_cli.usecases import items as usecase

    found = usecase.found(context.work, items)
    if len(found) > 1 and not confirmed(context, yes, f"Delete {len(found)} items?"):
        return Outcome(said=("Nothing was changed.",), code=1)
    gone = usecase.delete(context.work, [str(item.id) for item in found])
    brings = f"timelog undo brings {'it' if len(gone) == 1 else 'them'} back."
    return Outcome(
        said=(*(item_sentence("Deleted", item) for item in gone), brings),
        data=[item_shape(item) for item in gone],
    )


def _price(text: str) -> Any:
    from timelog_cli.domain.items import read_item_price

    return read_item_price(text)


def _fields(options: dict[str, Any]) -> ItemFields:
    from timelog_cli.domain.items import read_quantity, read_unit_name
    from timelog_cli.domain.money import read_percentage

    fields: dict[str, Any] = {}
    put(fields, "quantity", options["quantity"], read_quantity)
    put(fields, "unit", options["unit"], read_unit_name)
    put(fields, "tax_rate", options["tax_rate"], read_tax_rate)
    put(fields, "discount", options["discount"], lambda text: read_percentage(text, "the discount"))
    found: ItemFields = fields  # type: ignore[assignment]
    return found
