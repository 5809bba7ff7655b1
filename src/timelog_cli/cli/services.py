"""``service …``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed
from timelog_cli.cli.fields import put, read_tax_category, read_tax_rate, read_unit
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import CURRENCY, Column, Listing
from timelog_cli.render.plain import fields as written_fields
from timelog_cli.render.plain.customers import service_facts
from timelog_cli.render.plain.records import changes, price_text
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import service_shape
from timelog_cli.usecases import services
from timelog_cli.usecases.names import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, Yes
    from timelog_cli.cli.options.customers import FirstPrice, NewPrice, ServiceDetails, ServiceName
    from timelog_cli.domain.records import Service
    from timelog_cli.usecases.services import ServiceFields

app = Commands("service", help="Manage services and their prices.")


@app.command("add")
def add(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the service.")],
    *,
    price: FirstPrice,
    **details: Unpack[ServiceDetails],
) -> Outcome:
    """Add a service with its price.

    Examples:
        timelog service add Consulting --price 60 --currency USD
        timelog service add Training --price 900 --currency EUR --per day --tax-rate 22
        timelog service add Website --price 900 --currency EUR --per flat
        timelog service add Repair --price 61 --currency EUR --tax-rate 22 --prices-include-tax
        timelog service add Lessons --price 40 --currency EUR --tax-rate 0 --tax-category exempt
    """
    said = _fields(context, details)
    service = services.add(
        context.work,
        name,
        price=price,
        currency=said.get("currency") or context.settings["billing.currency"],
        unit=said.get("unit") or ("hour", 3600),
        tax_rate=said.get("tax_rate"),
        tax_category=said.get("tax_category"),
        includes_tax=said.get("includes_tax", False),
    )
    return Outcome(
        said=(f"Added the service {service.name}: {price_text(service.price)}{_taxed(service)}.",),
        name=service.name,
        data=service_shape(service),
    )


def _taxed(service: Service) -> str:
    if service.tax_rate is None:
        return ""
    what = f", {service.tax_category}" if service.tax_category else ""
    return f", {service.tax_rate:f}% tax{what}"


@app.command("list", reads=True)
def list_services(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List services.

    Examples:
        timelog service list
    """
    rows = [service_shape(service) for service in services.everything(context.work)]
    columns = (
        Column("name", "SERVICE", shrink=True),
        Column("price", "PRICE", right=True),
        CURRENCY,
        Column("per", "PER"),
        Column("tax_rate", "TAX %", right=True),
    )
    empty = "No services. To add one: timelog service add NAME --price 60 --currency EUR"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, columns, empty, shown, header("service list")))


@app.command("show", reads=True)
def show(context: Context, name: ServiceName) -> Outcome:
    """Show a service and the records that use it.

    Examples:
        timelog service show consulting
    """
    found = services.view(context.work, name)
    facts = [*service_facts(found.service), ("records", "\n".join(found.refs))]
    data = {**service_shape(found.service), "records": found.refs}
    return Outcome(text=written_fields(facts), data=data)


@app.command("edit")
def edit(
    context: Context,
    name: ServiceName,
    *,
    new_name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="A new name.")
    ] = None,
    price: NewPrice = None,
    **details: Unpack[ServiceDetails],
) -> Outcome:
    """Change a service. Existing records keep the price they took over.

    Examples:
        timelog service edit consulting --price 66.50
        timelog service edit consulting --tax-rate ""
    """
    said = _fields(context, details)
    if price is not None:
        said["price"] = price
    if new_name is not None:
        said["name"] = new_name
    if not said:
        raise UsageError("no changes given", "timelog service edit --help")
    done = services.edit(context.work, name, said)
    changed = changes(service_facts(done.before), service_facts(done.after))
    sentences = [f"Changed {done.before.name}: {changed}." if changed else "Nothing changed."]
    if changed and done.refs:
        sentences.append(f"Existing records keep their rate: {listed(done.refs)}.")
    return Outcome(said=tuple(sentences), data=service_shape(done.after))


@app.command("delete")
def delete(context: Context, name: ServiceName, *, yes: Yes = False) -> Outcome:
    """Delete an unused service.

    Examples:
        timelog service delete consulting --yes
    """
    service = services.deletable(context.work, name)
    if not confirmed(context, yes, f"Delete the service {service.name}?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    services.delete(context.work, service.name)
    return Outcome(
        said=(f"Deleted the service {service.name}. To undo: timelog undo",),
        data=service_shape(service),
    )


def _fields(context: Context, details: ServiceDetails) -> ServiceFields:
    from timelog_cli.domain.money import read_currency

    fields: dict[str, Any] = {}
    if details["currency"] is not None:
        fields["currency"] = read_currency(details["currency"])
    if details["per"] is not None:
        fields["unit"] = read_unit(context, details["per"])
    put(fields, "tax_rate", details["tax_rate"], read_tax_rate)
    put(fields, "tax_category", details["tax_category"], read_tax_category)
    if details["prices_include_tax"] is not None:
        fields["includes_tax"] = details["prices_include_tax"]
    found: ServiceFields = fields  # type: ignore[assignment]
    return found
