"""``customer …``."""

from __future__ import annotations

from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import (
    charge_fields,
    charge_option,
    increment_fields,
    increment_options,
    no_increment_option,
    put,
    settings_rounding,
)
from timelog_cli.cli.spec import Group, arg, flag, opt
from timelog_cli.domain.records import TREATMENTS
from timelog_cli.errors import Unreadable
from timelog_cli.locales import read_locale
from timelog_cli.render.customers import customer_facts, customer_text, customer_view_shape
from timelog_cli.render.outcome import Column, Listing, Outcome
from timelog_cli.render.records import changes
from timelog_cli.render.shapes import customer_shape
from timelog_cli.settings_checks import read_days
from timelog_cli.usecases import customers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.usecases.customers import CustomerFields

group = Group("customer", "Who is billed.")

_NAME = arg("name", "NAME", "The customer, or the beginning of the name.", complete="customers")
_DETAILS = (
    opt("--email", "ADDRESS", "An e-mail address; may be repeated.", many=True),
    opt("--address", "TEXT", "The postal address on invoices; may have several lines."),
    opt("--vat-id", "NUMBER", "The tax number on invoices."),
    opt("--currency", "CODE", "The currency that is billed, as EUR.", complete="currencies"),
    opt("--terms", "DAYS", "When invoices are due, as 30d."),
    opt("--tax-treatment", "HOW", "How tax is treated.", choices=TREATMENTS),
    opt("--locale", "LOCALE", "The language and country of documents: it_IT.", complete="locales"),
    opt("--tax-note", "TEXT", "The sentence on tax that its invoices print, instead of the usual."),
    charge_option("surcharge", "What invoices add to the work, and tax with it"),
    charge_option("withholding", "What the customer keeps back of the net, after tax"),
    *increment_options(),
)


@group.command(
    "customer add",
    arg("name", "NAME", "The name on invoices."),
    *_DETAILS,
    examples=(
        "timelog customer add Acme --email ada@acme.example --terms 30d",
        'timelog customer add "Bell & Co" --vat-id IT12345678901 --currency EUR',
        "timelog customer add Rossi --surcharge '4% INPS' --withholding \"20% Ritenuta d'acconto\"",
    ),
)
def add(context: Context, name: str, **options: Any) -> Outcome:
    """Make a customer."""
    customer = customers.add(context.work, name, _fields(options))
    return Outcome(
        said=(f"Added the customer {customer.name}.",),
        name=customer.name,
        data=customer_shape(customer),
    )


@group.command("customer list", listing=True, examples=("timelog customer list --format csv",))
def list_customers(context: Context) -> Outcome:
    """List the customers."""
    rows = [customer_shape(customer) for customer in customers.everything(context.work)]
    columns = (
        Column("name", "CUSTOMER", shrink=True),
        Column("emails", "E-MAIL", shrink=True),
        Column("vat_id", "TAX NUMBER"),
        Column("currency", "CURRENCY"),
        Column("terms_days", "TERMS", right=True, show=_days),
    )
    return Outcome(
        listing=Listing(rows, columns, "there are no customers; timelog customer add NAME")
    )


@group.command("customer show", _NAME, examples=("timelog customer show acme",))
def show(context: Context, name: str) -> Outcome:
    """Show a customer with its records and totals."""
    found = customers.view(context.work, name, settings_rounding(context))
    data = customer_view_shape(found.customer, found.records, found.unbilled, context.zone)
    data.update(invoices=found.invoices, quotes=found.quotes)
    text = customer_text(
        found.customer,
        found.records,
        found.unbilled,
        found.invoices,
        found.quotes,
        context.zone,
        color=context.color,
        columns_wide=context.world.width(),
    )
    return Outcome(text=text, data=data)


@group.command(
    "customer edit",
    _NAME,
    opt("--name", "NAME", "A new name.", name="new_name"),
    *_DETAILS,
    no_increment_option(),
    examples=(
        "timelog customer edit acme --terms 14d --locale it_IT",
        "timelog customer edit acme --email ada@acme.example --email bob@acme.example",
        'timelog customer edit acme --address ""',
    ),
)
def edit(context: Context, name: str, new_name: str | None, **options: Any) -> Outcome:
    """Change a customer. An empty text takes a value away; addresses replace those there are."""
    said = _fields(options)
    if new_name is not None:
        said["name"] = new_name
    if not said:
        raise Unreadable("there is nothing to change", "timelog customer edit --help")
    done = customers.edit(context.work, name, said)
    changed = changes(customer_facts(done.before), customer_facts(done.after))
    line = f"Changed {done.before.name}: {changed}." if changed else "Nothing was changed."
    return Outcome(said=(line,), data=customer_shape(done.after))


@group.command(
    "customer delete",
    _NAME,
    flag("--yes", "Do not ask."),
    examples=("timelog customer delete acme --yes",),
)
def delete(context: Context, name: str, yes: bool) -> Outcome:
    """Delete a customer without records, invoices and quotes."""
    customer = customers.deletable(context.work, name)
    if not confirmed(context, yes, f"Delete the customer {customer.name}?"):
        return Outcome(said=("Nothing was changed.",), data=None, code=1)
    customers.delete(context.work, customer.name)
    return Outcome(
        said=(f"Deleted the customer {customer.name}; timelog undo brings it back.",),
        data=customer_shape(customer),
    )


def _days(days: int | None) -> str:
    return "" if days is None else f"{days} days"


def _fields(options: dict[str, Any]) -> CustomerFields:
    from timelog_cli.domain.money import read_currency

    fields = {**increment_fields(options), **charge_fields(options)}
    if options["email"]:
        fields["emails"] = [email for email in options["email"] if email.strip()]
    for name in ("address", "vat_id", "tax_treatment", "tax_note"):
        if options[name] is not None:
            fields[name] = options[name]
    put(fields, "currency", options["currency"], read_currency)
    put(fields, "terms_days", options["terms"], read_days)
    put(fields, "locale", options["locale"], read_locale)
    found: CustomerFields = fields  # type: ignore[assignment]
    return found
