"""Customers and services."""

from __future__ import annotations

from decimal import Decimal

from timelog_cli.domain.records import Customer, PartyDetails, Price, Rounding, Service
from timelog_cli.store.connection import Store, new_uuid
from timelog_cli.store.queries.records import budget_or_none, decimal_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_CUSTOMER = """
SELECT id, name, address, vat_id, currency, terms_days, tax_treatment, locale,
       increment_seconds, rounding, round_per, minimum_seconds, surcharge, withholding, tax_note,
       budget_seconds, budget_amount, budget_currency, budget_warn, street, street2, postcode,
       city, region, country, contact, phone, tax_number, legal_id, legal_scheme,
       electronic_address, electronic_scheme, buyer_reference, code, formats, terms_from,
       early_payment, exemption_code
FROM customer
"""
_SERVICE = """
SELECT id, name, price, unit, unit_seconds, currency, includes_tax, tax_rate, tax_category
FROM service
"""


def names_by_id(store: Store) -> dict[int, str]:
    """The name of each customer by its number."""
    return dict(store.rows("SELECT id, name FROM customer"))


def names_of_records(store: Store) -> dict[int, str]:
    """The name of the customer of each record that has one, by the number of the record."""
    sql = "SELECT record.id, name FROM record JOIN customer ON customer.id = customer_id"
    return dict(store.rows(sql))


def customer_names(store: Store) -> list[str]:
    """All customers by name."""
    return [row[0] for row in store.rows("SELECT name FROM customer ORDER BY name")]


def service_names(store: Store) -> list[str]:
    """All services by name."""
    return [row[0] for row in store.rows("SELECT name FROM service ORDER BY name")]


def customers(store: Store) -> list[Customer]:
    """All customers by name."""
    return [_customer(store, row) for row in store.rows(_CUSTOMER + "ORDER BY name")]


def customer(store: Store, name: str) -> Customer | None:
    """The customer of exactly that name, any letter case, or ``None``."""
    row = store.row(_CUSTOMER + "WHERE name = ?", (name,))
    return None if row is None else _customer(store, row)


def customer_of(store: Store, customer_id: int) -> Customer:
    """The customer of that number."""
    return _customer(store, store.row(_CUSTOMER + "WHERE id = ?", (customer_id,)))


def customer_of_address(store: Store, address: str) -> tuple[int, str] | None:
    """Number and name of the customer with that e-mail address, or ``None``."""
    row = store.row(
        "SELECT id, name FROM customer JOIN customer_email ON customer_id = id WHERE"
        " customer_email.address = ?",
        (address,),
    )
    return None if row is None else (int(row[0]), str(row[1]))


def codes(store: Store) -> dict[str, str]:
    """The codes of all customers that have one, by what they are in capitals."""
    rows = store.rows("SELECT code FROM customer WHERE code IS NOT NULL")
    return {row[0].upper(): row[0] for row in rows}


def customer_of_code(store: Store, code: str) -> tuple[int, str] | None:
    """Number and name of the customer with that code, in any letter case, or ``None``."""
    row = store.row("SELECT id, name FROM customer WHERE code = ?", (code,))
    return None if row is None else (int(row[0]), str(row[1]))


def _customer(store: Store, row: Sequence[Any]) -> Customer:
    sql = "SELECT address FROM customer_email WHERE customer_id = ? ORDER BY position, address"
    emails = tuple(email for (email,) in store.rows(sql, (row[0],)))
    *details, buyer_reference, code, formats, terms_from, early_payment, exemption = row[19:]
    formats = tuple(formats.split(",")) if formats else ()
    of_documents = (buyer_reference, code, formats, terms_from, early_payment, exemption)
    budget = budget_or_none(row[15:19])
    rest = (*row[12:15], budget, PartyDetails._make(details), *of_documents)
    return Customer._make([row[0], row[1], emails, *row[2:8], Rounding(*row[8:12]), *rest])


def add_customer(store: Store, **columns: Any) -> int:
    """Insert a customer and return its number."""
    return store.insert("customer", uuid=new_uuid(), **columns)


def put_emails(store: Store, customer_id: int, addresses: Sequence[str]) -> None:
    """Give the customer exactly these addresses."""
    store.run("DELETE FROM customer_email WHERE customer_id = ?", (customer_id,))
    for position, address in enumerate(addresses):
        store.run(
            "INSERT INTO customer_email (address, customer_id, position) VALUES (?, ?, ?)",
            (address, customer_id, position),
        )


def change_customer(store: Store, customer_id: int, **columns: Any) -> None:
    """Change columns of a customer."""
    store.update("customer", customer_id, **columns)


def documents_of_customer(store: Store, customer_id: int) -> list[tuple[str, str]]:
    """The numbers and kinds of the customer's invoices, credit notes and quotes."""
    sql = "SELECT number, kind FROM invoice WHERE customer_id = ? ORDER BY id"
    return [(row[0], row[1]) for row in store.rows(sql, (customer_id,))]


def drop_customer(store: Store, customer_id: int) -> None:
    """Delete a customer with its addresses."""
    put_emails(store, customer_id, ())
    store.delete("customer", customer_id)


def records_of(store: Store, column: str, row_id: int) -> list[str]:
    """The references of the records linked to a customer or service."""
    sql = f"SELECT type || '-' || id FROM record WHERE {column} = ? ORDER BY id"
    return [row[0] for row in store.rows(sql, (row_id,))]


def services(store: Store) -> list[Service]:
    """All services by name."""
    return [_service(row) for row in store.rows(_SERVICE + " ORDER BY name")]


def service(store: Store, name: str) -> Service | None:
    """The service of exactly that name, any letter case, or ``None``."""
    row = store.row(_SERVICE + " WHERE name = ?", (name,))
    return None if row is None else _service(row)


def _service(row: Sequence[Any]) -> Service:
    price = Price(Decimal(row[2]), row[3], row[4], row[5], bool(row[6]))
    return Service(row[0], row[1], price, decimal_or_none(row[7]), row[8])


def add_service(store: Store, **columns: Any) -> int:
    """Insert a service and return its number."""
    return store.insert("service", uuid=new_uuid(), **columns)


def change_service(store: Store, service_id: int, **columns: Any) -> None:
    """Change columns of a service."""
    store.update("service", service_id, **columns)


def documents_of_service(store: Store, service_id: int) -> list[tuple[str, str]]:
    """The numbers and kinds of the documents that the service is on."""
    sql = (
        "SELECT DISTINCT number, kind FROM invoice JOIN invoice_line ON invoice_id = invoice.id"
        " WHERE service_id = ? ORDER BY invoice.id"
    )
    return [(row[0], row[1]) for row in store.rows(sql, (service_id,))]


def drop_service(store: Store, service_id: int) -> None:
    """Delete a service."""
    store.delete("service", service_id)
