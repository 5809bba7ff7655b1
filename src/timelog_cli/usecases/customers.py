"""Customers: who is billed, and whose emails become cases."""

from __future__ import annotations

from timelog_cli.domain.parties.electronic import check_pairs
from timelog_cli.domain.parties.mailboxes import read_address
from timelog_cli.domain.records import PartyDetails
from timelog_cli.domain.text import many_lines, one_line, typed
from timelog_cli.domain.views import CustomerView
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import customers as stored
from timelog_cli.store.queries import records
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import documents, listed, new_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, TypedDict

    from timelog_cli.domain.budgets import Budget
    from timelog_cli.domain.documents.billable import Issuer, Terms
    from timelog_cli.domain.records import Customer
    from timelog_cli.usecases import Work

    class CustomerFields(TypedDict, total=False):
        """The given fields of a customer; a field that is not given is missing."""

        name: str
        emails: Sequence[str]
        address: str
        vat_id: str
        street: str
        street2: str
        postcode: str
        city: str
        region: str
        country: str
        contact: str
        phone: str
        tax_number: str
        legal_id: str
        legal_scheme: str
        electronic_address: str
        electronic_scheme: str
        buyer_reference: str
        currency: str | None
        terms_days: int | None
        terms_from: str | None
        early_payment: str | None
        tax_treatment: str
        locale: str | None
        increment_seconds: int | None
        rounding: str | None
        round_per: str | None
        minimum_seconds: int | None
        surcharge: str | None
        withholding: str | None
        tax_note: str
        exemption_code: str
        formats: str
        code: str | None
        budget: Budget | None
        warn_percent: int | None


_AS_SAID = (
    "currency",
    "terms_days",
    "terms_from",
    "early_payment",
    "tax_treatment",
    "locale",
    "increment_seconds",
    "rounding",
    "round_per",
    "minimum_seconds",
    "surcharge",
    "withholding",
)


class EditedCustomer(Frozen):
    """A customer before and after a change."""

    before: Customer
    after: Customer


def add(work: Work, name: str, fields: CustomerFields, *, force: bool = False) -> Customer:
    """Create a customer.

    :param force: take numbers and codes that fail their checks
    """
    with work.writing():
        return make(work, name, fields, force=force)


def make(work: Work, name: str, fields: CustomerFields, *, force: bool = False) -> Customer:
    """Create a customer inside the transaction of the caller."""
    name = _new_name(work, name)
    columns = _columns(fields, force=force)
    _check_exemption("standard", columns, name)
    _check_code(work, columns, None)
    check_pairs(PartyDetails(), columns, f"timelog customer add {typed(name[:60])}", force=force)
    columns |= _budget_columns(work, None, fields, f"timelog customer add {typed(name[:60])}")
    customer_id = stored.add_customer(work.store, name=name, **columns)
    _put_emails(work, customer_id, (), fields)
    return lookup.customer(work.store, name, parts=True)


def _new_name(work: Work, text: str, own: str = "") -> str:
    """A name that nobody else has and that files can be called by.

    :raises UsageError: no letter and no digit is in it, as in ``../``, or it leads elsewhere
    """
    name = new_name(text, stored.customer_names(work.store), "customer", own)
    if not any(char.isalnum() for char in name):
        raise UsageError(
            f"the customer name {name[:60]!r} must contain a letter or a digit",
            "use a name such as 'Acme'",
        )
    parts = name.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts:
        raise UsageError(
            f"the customer name {name[:60]!r} is a file path",
            f"use the name alone: {typed(parts[-1]) if parts[-1] else 'Acme'}",
        )
    return name


def edit(work: Work, name: str, fields: CustomerFields, *, force: bool = False) -> EditedCustomer:
    """Change a customer.

    :param force: take numbers and codes that fail their checks
    """
    with work.writing():
        before = lookup.customer(work.store, name, parts=True)
        columns = _columns(fields, force=force)
        _check_exemption(before.tax_treatment, columns, before.name)
        _check_code(work, columns, before.id)
        line = f"timelog customer edit {typed(before.name)}"
        check_pairs(before.details, columns, line, force=force)
        columns |= _budget_columns(work, before, fields, line)
        if "name" in fields:
            columns["name"] = _new_name(work, fields["name"], before.name)
        if columns:
            stored.change_customer(work.store, before.id, **columns)
        _put_emails(work, before.id, before.emails, fields)
        return EditedCustomer(before, lookup.customer(work.store, columns.get("name", before.name)))


def _columns(fields: CustomerFields, *, force: bool) -> dict[str, Any]:
    said: dict[str, Any] = dict(fields)
    columns = {name: said[name] for name in _AS_SAID if name in said}
    if "address" in fields:
        columns["address"] = many_lines(fields["address"], "the address", 2000)
    if "code" in fields:
        columns["code"] = fields["code"]
    if "formats" in fields:
        columns["formats"] = _formats(fields["formats"])
    if "tax_note" in fields:
        note = fields["tax_note"].strip()
        columns["tax_note"] = one_line(note, "the tax note") if note else ""
    return columns | _details(said, force=force)


def _check_code(work: Work, columns: dict[str, Any], own_id: int | None) -> None:
    """Refuse a code that another customer has.

    :raises Refused: naming it
    """
    code = columns.get("code")
    owner = None if code is None else stored.customer_of_code(work.store, code)
    if owner and owner[0] != own_id:
        raise Refused(
            f"the code {code} is already used by {owner[1]!r}",
            f"timelog customer show {typed(owner[1])}",
        )


def _check_exemption(treatment: str, columns: dict[str, Any], name: str) -> None:
    """Refuse to say why something is exempt where nothing can be.

    :param treatment: that of before
    :raises Refused: the treatment is neither exempt nor standard, where lines can be
    """
    treatment = columns.get("tax_treatment", treatment)
    if columns.get("exemption_code") and treatment not in {"exempt", "standard"}:
        raise Refused(
            f"an exemption code needs the tax treatment exempt or standard; {name} has {treatment}",
            f"timelog customer edit {typed(name)} --tax-treatment exempt"
            f" --exemption-code {columns['exemption_code']}",
        )


def _formats(text: str) -> str:
    from timelog_cli.domain.documents.formats import read_formats

    return ",".join(read_formats(text)) if text.strip() else ""


def _details(said: dict[str, Any], *, force: bool) -> dict[str, str]:
    others = ("vat_id", "buyer_reference", "exemption_code")
    names = [name for name in (*PartyDetails._fields, *others) if name in said]
    if not names:
        return {}
    from timelog_cli.domain.parties.details import read_detail

    return {name: read_detail(name, said[name], force=force) for name in names}


def _budget_columns(
    work: Work, before: Customer | None, fields: CustomerFields, line: str
) -> dict[str, Any]:
    """The budget, in the currency that the customer is billed in after the change."""
    present, number = (before.budget, before.id) if before else (None, None)
    if not (fields.keys() & {"budget", "warn_percent"} or present):
        return {}
    from timelog_cli.usecases import budgets

    own = fields.get("currency", before and before.currency)
    if "budget" not in fields:
        budgets.check_currency_stays(present, own, line)

    def currency(budget: Budget) -> str:
        return budgets.currency_of_customer(work.store, budget, number, own, line)

    return budgets.columns_of(fields, present, currency, line)


def _put_emails(
    work: Work, customer_id: int, present: Sequence[str], fields: CustomerFields
) -> None:
    if "emails" not in fields:
        return
    addresses = tuple(dict.fromkeys(read_address(email) for email in fields["emails"]))
    for address in addresses:
        owner = stored.customer_of_address(work.store, address)
        if owner and owner[0] != customer_id:
            raise Refused(
                f"{address} is already used by {owner[1]!r}",
                f"timelog customer show {typed(owner[1])}",
            )
    if addresses != tuple(present):
        stored.put_emails(work.store, customer_id, addresses)


def everything(work: Work) -> list[Customer]:
    """All customers by name."""
    return stored.customers(work.store)


def view(work: Work, name: str, issuer: Issuer, terms: Terms) -> CustomerView:
    """A customer with its records, its documents and what is left to bill."""
    from timelog_cli.store.queries import retainers, unbilled
    from timelog_cli.usecases import budgets
    from timelog_cli.usecases.billing.lifecycle import balances
    from timelog_cli.usecases.billing.previews import BillingSelection
    from timelog_cli.usecases.billing.unbilled import left_to_bill

    customer = lookup.customer(work.store, name, parts=True)
    found = list(records.listed(work.store, customers=(customer.name,)))
    billable = unbilled.records(work.store, [record.id for record in found])
    rows = left_to_bill(work, billable, BillingSelection(), issuer, terms)
    left = [row for row in rows if row.unbilled_seconds or row.anything]
    numbers = stored.documents_of_customer(work.store, customer.id)
    invoices = [number for number, kind in numbers if kind != "quote"]
    quotes = [number for number, kind in numbers if kind == "quote"]
    due, credit = balances(work.store, customer.id)
    budget = budgets.of_customer(work, customer, (record.id for record in found), rows)
    paid = retainers.of_customer(work.store, customer.id)
    return CustomerView(customer, found, invoices, quotes, left, due, budget, credit, paid)


def deletable(work: Work, name: str) -> Customer:
    """The customer if it can be deleted.

    :raises Refused: records are linked to it, or it has invoices or quotes
    """
    customer = lookup.customer(work.store, name, parts=True)
    found = stored.documents_of_customer(work.store, customer.id)
    if found:
        raise Refused(
            f"cannot delete the customer {customer.name!r}: it is on {documents(found)}",
            f"to rename it: timelog customer edit {typed(customer.name)} --name NAME",
        )
    refs = stored.records_of(work.store, "customer_id", customer.id)
    if refs:
        raise Refused(
            f"cannot delete the customer {customer.name!r}: it is used by {listed(refs)}",
            f"timelog record edit {refs[0]} --customer OTHER (or --no-customer)",
        )
    return customer


def delete(work: Work, name: str) -> Customer:
    """Delete a customer that nothing is linked to."""
    with work.writing():
        customer = deletable(work, name)
        stored.drop_customer(work.store, customer.id)
        return customer
