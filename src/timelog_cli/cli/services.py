"""``service …``."""

from __future__ import annotations

from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import put, read_tax_rate, read_unit, tax_in_price_option
from timelog_cli.cli.spec import Group, arg, flag, opt
from timelog_cli.errors import Unreadable
from timelog_cli.render.customers import service_facts
from timelog_cli.render.outcome import Column, Listing, Outcome
from timelog_cli.render.records import changes, price_text
from timelog_cli.render.shapes import service_shape
from timelog_cli.render.text import fields as written_fields
from timelog_cli.usecases import services
from timelog_cli.usecases.naming import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.records import Service
    from timelog_cli.usecases.services import ServiceFields

group = Group("service", "What is billed: services with their prices.")

_NAME = arg("name", "NAME", "The service, or the beginning of its name.", complete="services")
_NEW_NAME = arg("name", "NAME", "Its name.")
_PRICE_HELP = "The price of one unit, as 60 or 66.50."
_DETAILS = (
    opt(
        "--currency",
        "CODE",
        "The currency, as USD; a new one has that of the settings if not given.",
        complete="currencies",
    ),
    opt(
        "--per",
        "UNIT",
        "What the price is for: hour, day, 15m, flat; a new one is for an hour if not given.",
        complete="units",
    ),
    opt("--tax-rate", "PERCENT", "The tax rate, as 22."),
    tax_in_price_option(),
)


@group.command(
    "service add",
    _NEW_NAME,
    opt("--price", "AMOUNT", _PRICE_HELP, required=True),
    *_DETAILS,
    examples=(
        "timelog service add Consulting --price 60 --currency USD",
        "timelog service add Training --price 900 --currency EUR --per day --tax-rate 22",
        "timelog service add Website --price 900 --currency EUR --per flat",
        "timelog service add Repair --price 61 --currency EUR --tax-rate 22 --prices-include-tax",
    ),
)
def add(context: Context, name: str, price: str, **options: Any) -> Outcome:
    """Make a service with its price."""
    said = _fields(context, options)
    service = services.add(
        context.work,
        name,
        price=price,
        currency=said.get("currency") or context.settings["currency"],
        unit=said.get("unit") or ("hour", 3600),
        tax_rate=said.get("tax_rate"),
        includes_tax=said.get("includes_tax", False),
    )
    return Outcome(
        said=(f"Added the service {service.name}: {price_text(service.price)}{_taxed(service)}.",),
        name=service.name,
        data=service_shape(service),
    )


def _taxed(service: Service) -> str:
    return "" if service.tax_rate is None else f", {service.tax_rate:f} % tax"


@group.command("service list", listing=True, examples=("timelog service list",))
def list_services(context: Context) -> Outcome:
    """List the services."""
    rows = [service_shape(service) for service in services.everything(context.work)]
    columns = (
        Column("name", "SERVICE", shrink=True),
        Column("price", "PRICE", right=True),
        Column("currency", "CURRENCY"),
        Column("per", "PER"),
        Column("tax_rate", "TAX %", right=True),
    )
    empty = "there are no services; timelog service add NAME --price 60 --currency EUR"
    return Outcome(listing=Listing(rows, columns, empty))


@group.command("service show", _NAME, examples=("timelog service show consulting",))
def show(context: Context, name: str) -> Outcome:
    """Show a service and the records that are linked to it."""
    found = services.view(context.work, name)
    facts = [*service_facts(found.service), ("records", "\n".join(found.refs))]
    data = {**service_shape(found.service), "records": found.refs}
    return Outcome(text=written_fields(facts), data=data)


@group.command(
    "service edit",
    _NAME,
    opt("--name", "NAME", "A new name.", name="new_name"),
    opt("--price", "AMOUNT", _PRICE_HELP),
    *_DETAILS,
    examples=(
        "timelog service edit consulting --price 66.50",
        'timelog service edit consulting --tax-rate ""',
    ),
)
def edit(context: Context, name: str, new_name: str | None, **options: Any) -> Outcome:
    """Change a service. Records that are linked to it keep the price they copied."""
    said = _fields(context, options)
    if new_name is not None:
        said["name"] = new_name
    if not said:
        raise Unreadable("there is nothing to change", "timelog service edit --help")
    done = services.edit(context.work, name, said)
    changed = changes(service_facts(done.before), service_facts(done.after))
    sentences = [f"Changed {done.before.name}: {changed}." if changed else "Nothing was changed."]
    if changed and done.refs:
        sentences.append(f"Records keep what they copied: {listed(done.refs)}.")
    return Outcome(said=tuple(sentences), data=service_shape(done.after))


@group.command(
    "service delete",
    _NAME,
    flag("--yes", "Do not ask."),
    examples=("timelog service delete consulting --yes",),
)
def delete(context: Context, name: str, yes: bool) -> Outcome:
    """Delete a service that nothing uses."""
    service = services.deletable(context.work, name)
    if not confirmed(context, yes, f"Delete the service {service.name}?"):
        return Outcome(said=("Nothing was changed.",), data=None, code=1)
    services.delete(context.work, service.name)
    return Outcome(
        said=(f"Deleted the service {service.name}; timelog undo brings it back.",),
        data=service_shape(service),
    )


def _fields(context: Context, options: dict[str, Any]) -> ServiceFields:
    from timelog_cli.domain.money import read_currency

    fields: dict[str, Any] = {}
    if options.get("price") is not None:
        fields["price"] = options["price"]
    if options["currency"] is not None:
        fields["currency"] = read_currency(options["currency"])
    if options["per"] is not None:
        fields["unit"] = read_unit(context, options["per"])
    put(fields, "tax_rate", options["tax_rate"], read_tax_rate)
    if options["prices_include_tax"] is not None:
        fields["includes_tax"] = options["prices_include_tax"]
    found: ServiceFields = fields  # type: ignore[assignment]
    return found
