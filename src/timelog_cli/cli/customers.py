"""``customer …``."""

from __future__ import annotations

from timelog_cli.cli.budgets import budget_fields
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed
from timelog_cli.cli.fields import charge_fields, increment_fields, put
from timelog_cli.domain.documents.wording import read_locale
from timelog_cli.domain.records import PartyDetails
from timelog_cli.domain.text import typed
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.plain.customers import customer_facts, customer_text, customer_view_shape
from timelog_cli.render.plain.records import changes
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import customer_shape
from timelog_cli.usecases import customers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, Yes
    from timelog_cli.cli.options.customers import CustomerDetails, CustomerName
    from timelog_cli.cli.options.records import NoIncrement
    from timelog_cli.domain.records import Customer
    from timelog_cli.usecases.customers import CustomerFields

_AS_GIVEN = (
    *("address", "vat_id", *PartyDetails._fields, "buyer_reference"),
    *("formats", "tax_treatment", "tax_note", "exemption_code"),
)

app = Commands("customer", help="Manage customers.")


@app.command("add")
def add(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name on invoices.")],
    **details: Unpack[CustomerDetails],
) -> Outcome:
    """Add a customer.

    Examples:
        timelog customer add Acme --email ada@acme.example --terms 30d
        timelog customer add "Bell & Co" --vat-id IT01234560587 --currency EUR
        timelog customer add Stadt --country DE --buyer-reference 04011000-12345-03
        timelog customer add Stadt --formats pdf,xrechnung
        timelog customer add Rossi --surcharge '4% INPS' --withholding "20% Ritenuta d'acconto"
    """
    customer = customers.add(context.work, name, _fields(details), force=details["force"])
    return Outcome(
        said=(f"Added the customer {customer.name}.",),
        name=customer.name,
        warned=_warnings(customer),
        data=customer_shape(customer),
    )


@app.command("list", reads=True)
def list_customers(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List customers.

    Examples:
        timelog customer list --format csv
    """
    rows = [customer_shape(customer) for customer in customers.everything(context.work)]
    columns = (
        Column("name", "CUSTOMER", shrink=True),
        Column("emails", "EMAIL", shrink=True),
        Column("vat_id", "VAT ID"),
        Column("currency", "CURRENCY", spare=True, style="repeated"),
        Column("terms", "TERMS"),
    )
    empty = "No customers. To add one: timelog customer add NAME"
    shown = context.layout(layout)
    return Outcome(listing=Listing(rows, columns, empty, shown, header("customer list")))


@app.command("show", reads=True)
def show(context: Context, name: CustomerName) -> Outcome:
    """Show a customer with its records and totals.

    Examples:
        timelog customer show acme
    """
    from timelog_cli.cli.billing import issued_today

    found = customers.view(context.work, name, *issued_today(context))
    data = customer_view_shape(found, context.zone)
    text = customer_text(
        found, context.zone, color=context.color, columns_wide=context.world.width()
    )
    return Outcome(text=text, data=data)


@app.command("edit")
def edit(
    context: Context,
    name: CustomerName,
    *,
    new_name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="A new name.")
    ] = None,
    no_increment: NoIncrement = False,
    **details: Unpack[CustomerDetails],
) -> Outcome:
    """Change a customer.

    An empty value removes the field; new addresses replace all old ones.

    Examples:
        timelog customer edit acme --terms '30d eom, 10d 3%' --locale it_IT
        timelog customer edit acme --email ada@acme.example --email bob@acme.example
        timelog customer edit acme --budget 2000.00 --warn 75%
        timelog customer edit acme --address ""
    """
    said = _fields(details, no_increment=no_increment)
    if new_name is not None:
        said["name"] = new_name
    if not said:
        raise UsageError("no changes given", "timelog customer edit --help")
    done = customers.edit(context.work, name, said, force=details["force"])
    changed = changes(customer_facts(done.before), customer_facts(done.after))
    line = f"Changed {done.before.name}: {changed}." if changed else "Nothing changed."
    return Outcome(said=(line,), warned=_warnings(done.after), data=customer_shape(done.after))


def _warnings(customer: Customer) -> tuple[str, ...]:
    """What structured invoices cannot do with what is there."""
    details = customer.details
    if not details.electronic_address or details.electronic_scheme:
        return ()
    line = f"timelog customer edit {typed(customer.name)} --electronic-scheme SCHEME"
    kinds = "such as 0204 for a Leitweg-ID or EM for email"
    return (f"the electronic address has no scheme, which says what kind it is, {kinds}: {line}",)


@app.command("delete")
def delete(context: Context, name: CustomerName, *, yes: Yes = False) -> Outcome:
    """Delete a customer that has no records, invoices or quotes.

    Examples:
        timelog customer delete acme --yes
    """
    customer = customers.deletable(context.work, name)
    if not confirmed(context, yes, f"Delete the customer {customer.name}?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    customers.delete(context.work, customer.name)
    return Outcome(
        said=(f"Deleted the customer {customer.name}. To undo: timelog undo",),
        data=customer_shape(customer),
    )


def _fields(details: CustomerDetails, *, no_increment: bool = False) -> CustomerFields:
    from timelog_cli.domain.money import read_currency
    from timelog_cli.domain.money.terms import DueTerms, read_terms
    from timelog_cli.domain.parties.codes import read_code

    fields = {
        **increment_fields(details, no_increment=no_increment),
        **charge_fields(details),
        **budget_fields(details),
    }
    if details["email"]:
        fields["emails"] = [email for email in details["email"] if email.strip()]
    given: dict[str, Any] = dict(details)
    fields |= {name: given[name] for name in _AS_GIVEN if given[name] is not None}
    put(fields, "currency", details["currency"], read_currency)
    if details["terms"] is not None:
        terms = read_terms(details["terms"]) if details["terms"].strip() else DueTerms()
        names = ("terms_days", "terms_from", "early_payment")
        fields |= dict(zip(names, terms, strict=True))
    put(fields, "locale", details["locale"], read_locale)
    put(fields, "code", details["code"], read_code)
    found: CustomerFields = fields  # type: ignore[assignment]
    return found
