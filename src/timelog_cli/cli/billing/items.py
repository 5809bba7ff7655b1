"""``billing item …``."""

from __future__ import annotations

from timelog_cli.cli.billing import app as billing
from timelog_cli.cli.billing import day
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed
from timelog_cli.cli.fields import put, read_tax_category, read_tax_rate
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.items import ITEM_COLUMNS, item_sentence, item_shape
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Force, ListOptions, Yes, filled
    from timelog_cli.cli.options.billing import (
        ItemDay,
        ItemDiscount,
        ItemQuantity,
        ItemTaxCategory,
        ItemTaxRate,
        ItemUnit,
        ItemUnitCode,
        OnlyCustomer,
    )
    from timelog_cli.cli.options.records import Ref
    from timelog_cli.usecases.billing.items import ItemFields

app = Commands("item", help="Items to bill in addition to time: expenses and one-off charges.")
billing.add_typer(app)


@app.command("add")
def add(
    context: Context,
    ref: Ref,
    description: Annotated[
        str, typer.Argument(metavar="DESCRIPTION", help="A one-line description.")
    ],
    price: Annotated[
        str,
        typer.Argument(metavar="PRICE", help="Price per unit, in the currency of the record."),
    ],
    *,
    quantity: ItemQuantity = None,
    unit: ItemUnit = None,
    unit_code: ItemUnitCode = None,
    date: ItemDay = None,
    tax_rate: ItemTaxRate = None,
    tax_category: ItemTaxCategory = None,
    discount: ItemDiscount = None,
    force: Force = False,
) -> Outcome:
    """Add an expense or a one-off charge to a record.

    It becomes a separate line on the record's next invoice.

    Examples:
        timelog billing item add case-1 "Travel to Turin" 120.00
        timelog billing item add case-1 "Own car" 0.42 --quantity 180 --unit km
        timelog billing item add case-1 "Stamps" 9.50 --tax-rate 0 --tax-category exempt
        timelog billing item add case-1 "Licence" 300 --date yesterday --discount 10%
    """
    from timelog_cli.domain.documents.einvoices.unit_codes import read_unit_code

    said = _fields(price, quantity, unit, tax_rate, tax_category, discount)
    put(said, "unit_code", unit_code, lambda code: read_unit_code(code, force=force))
    said |= {"description": description, "day": day(context, date)}
    fields: ItemFields = said  # type: ignore[assignment]
    item = items.add(context.work, ref, fields)
    return Outcome(said=(item_sentence("Added", item),), name=str(item.id), data=item_shape(item))


@app.command("list", reads=True)
def list_items(
    context: Context,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="REF",
            help="Only items of this record, such as case-12, 12, its key or title.",
            autocompletion=complete.refs,
        ),
    ] = None,
    *,
    customer: OnlyCustomer = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="Only items dated in this period, such as 2026-11 or last-month.",
            autocompletion=complete.periods,
            callback=filled,
        ),
    ] = None,
    invoiced: Annotated[
        bool | None,
        typer.Option("--invoiced/--uninvoiced", help="Only invoiced or only uninvoiced items."),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List expenses and one-off charges, by date.

    Examples:
        timelog billing item list
        timelog billing item list case-1 --uninvoiced
    """
    first = last = None
    if period is not None:
        from timelog_cli.cli.filters import named_period

        reading = named_period(context, [period])
        first, last = reading.first_day, reading.last_day
    found = items.matching(context.work, items.ItemFilters(ref, customer, first, last, invoiced))
    empty = "No items found. To add one: timelog billing item add REF DESCRIPTION PRICE"
    rows = (item_shape(item) for item in found)
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, ITEM_COLUMNS, empty, shown, header("billing item list")))


@app.command("edit")
def edit(
    context: Context,
    item: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The item's number, such as 12, or @1 for the newest.",
            autocompletion=complete.items,
        ),
    ],
    *,
    description: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A one-line description.")
    ] = None,
    price: Annotated[
        str | None, typer.Option(metavar="PRICE", help="Price per unit.", callback=filled)
    ] = None,
    quantity: ItemQuantity = None,
    unit: ItemUnit = None,
    unit_code: ItemUnitCode = None,
    date: ItemDay = None,
    tax_rate: ItemTaxRate = None,
    tax_category: ItemTaxCategory = None,
    discount: ItemDiscount = None,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="REF",
            help="Move the item to this record.",
            autocompletion=complete.refs,
            callback=filled,
        ),
    ] = None,
    force: Force = False,
) -> Outcome:
    """Change an item that is not yet invoiced.

    An empty value removes the unit code, the tax rate, its category or the discount.

    Examples:
        timelog billing item edit 3 --price 110.00
        timelog billing item edit @1 --quantity 200 --tax-rate ""
    """
    from timelog_cli.domain.documents.einvoices.unit_codes import read_unit_code

    said = _fields(price, quantity, unit, tax_rate, tax_category, discount)
    put(said, "unit_code", unit_code, lambda code: read_unit_code(code, force=force))
    if description is not None:
        said["description"] = description
    if date is not None:
        said["day"] = day(context, date)
    if record is not None:
        said["ref"] = record
    fields: ItemFields = said  # type: ignore[assignment]
    done = items.edit(context.work, item, fields)
    same = f"Item {done.after.id} is unchanged: it already has these values."
    sentence = same if done.before == done.after else item_sentence("Changed", done.after)
    return Outcome(said=(sentence,), data=item_shape(done.after))


@app.command("delete")
def delete(
    context: Context,
    items: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="The item's number, such as 12, or @1 for the newest.",
            autocompletion=complete.items,
        ),
    ],
    *,
    yes: Yes = False,
) -> Outcome:
    """Delete items that are not yet invoiced.

    Asks before deleting more than one. Can be undone.

    Examples:
        timelog billing item delete 3
    """
    from timelog_cli.usecases.billing import items as usecase

    found = usecase.found(context.work, items)
    if len(found) > 1 and not confirmed(context, yes, f"Delete {len(found)} items?"):
        return Outcome(said=("Nothing changed.",), code=1)
    gone = usecase.delete(context.work, [str(item.id) for item in found])
    brings = "To undo: timelog undo"
    return Outcome(
        said=(*(item_sentence("Deleted", item) for item in gone), brings),
        data=[item_shape(item) for item in gone],
    )


def _fields(
    price: str | None,
    quantity: str | None,
    unit: str | None,
    tax_rate: str | None,
    tax_category: str | None,
    discount: str | None,
) -> dict[str, Any]:
    from timelog_cli.domain.documents.billable import read_item_price, read_quantity, read_unit_name
    from timelog_cli.domain.money import read_percentage

    fields: dict[str, Any] = {}
    put(fields, "quantity", quantity, read_quantity)
    put(fields, "unit", unit, read_unit_name)
    put(fields, "tax_rate", tax_rate, read_tax_rate)
    put(fields, "tax_category", tax_category, read_tax_category)
    put(fields, "discount", discount, lambda text: read_percentage(text, "the discount"))
    if price is not None:
        fields["unit_price"] = read_item_price(price)
    return fields
