"""Services: what is billed, at which price for which unit."""

from __future__ import annotations

from timelog_cli.domain.money import plain, read_rate
from timelog_cli.domain.records import zero_rate_category
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import customers as stored
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import documents, listed, new_name
from timelog_cli.usecases.sync.roles import check_leads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any, TypedDict

    from timelog_cli.domain.records import Service
    from timelog_cli.usecases import Work

    class ServiceFields(TypedDict, total=False):
        """What is said of a service; what is not said is not there."""

        name: str
        price: str
        unit: tuple[str, int]
        currency: str
        tax_rate: Decimal | None
        tax_category: str | None
        includes_tax: bool


class ServiceView(Frozen):
    """A service with the references of the records that are linked to it."""

    service: Service
    refs: list[str]


class EditedService(Frozen):
    """A service before and after a change, and the records that keep what they copied."""

    before: Service
    after: Service
    refs: list[str]


def add(
    work: Work,
    name: str,
    *,
    price: str,
    currency: str | None,
    unit: tuple[str, int] = ("hour", 3600),
    tax_rate: Decimal | None = None,
    tax_category: str | None = None,
    includes_tax: bool = False,
) -> Service:
    """Create a service.

    :raises Refused: a tax category, and the tax rate is not 0
    """
    with work.writing():
        check_leads(work, "change services")
        line = f"timelog service add {typed(name)} --price {typed(price)}"
        name = new_name(name, stored.service_names(work.store), "service")
        if currency is None:
            raise UsageError(
                f"the service {name!r} needs a currency",
                "add --currency EUR (or timelog config set billing.currency EUR)",
            )
        stored.add_service(
            work.store,
            name=name,
            price=f"{read_rate(price, currency, 'the price'):f}",
            currency=currency,
            unit=unit[0],
            unit_seconds=unit[1],
            tax_rate=None if tax_rate is None else plain(tax_rate),
            tax_category=zero_rate_category(tax_rate, tax_category, given=True, line=line),
            includes_tax=int(includes_tax),
        )
        return lookup.service(work.store, name, parts=True)


def edit(work: Work, name: str, fields: ServiceFields) -> EditedService:
    """Change a service; the records that are linked to it keep what they copied."""
    with work.writing():
        check_leads(work, "change services")
        before = lookup.service(work.store, name, parts=True)
        columns = _columns(work, before, fields)
        if columns:
            stored.change_service(work.store, before.id, **columns)
        after = lookup.service(work.store, columns.get("name", before.name))
        return EditedService(before, after, _refs(work, before))


def _columns(work: Work, before: Service, fields: ServiceFields) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if "name" in fields:
        taken = stored.service_names(work.store)
        columns["name"] = new_name(fields["name"], taken, "service", before.name)
    currency = fields.get("currency", before.price.currency)
    if "currency" in fields:
        columns["currency"] = currency
    if "price" in fields:
        columns["price"] = f"{read_rate(fields['price'], currency, 'the price'):f}"
    if "unit" in fields:
        columns["unit"], columns["unit_seconds"] = fields["unit"]
    if "tax_rate" in fields:
        rate = fields["tax_rate"]
        columns["tax_rate"] = None if rate is None else plain(rate)
    if fields.keys() & {"tax_rate", "tax_category"}:
        columns["tax_category"] = zero_rate_category(
            fields.get("tax_rate", before.tax_rate),
            fields.get("tax_category", before.tax_category),
            given="tax_category" in fields,
            line=f"timelog service edit {typed(before.name)}",
        )
    if "includes_tax" in fields:
        columns["includes_tax"] = int(fields["includes_tax"])
    return columns


def everything(work: Work) -> list[Service]:
    """All services by name."""
    return stored.services(work.store)


def view(work: Work, name: str) -> ServiceView:
    """A service and the records that are linked to it."""
    service = lookup.service(work.store, name, parts=True)
    return ServiceView(service, _refs(work, service))


def deletable(work: Work, name: str) -> Service:
    """The service if it can be deleted.

    :raises Refused: records are linked to it, or an invoice bills it
    """
    service = lookup.service(work.store, name, parts=True)
    refs = _refs(work, service)
    if refs:
        raise Refused(
            f"cannot delete the service {service.name!r}: it is used by {listed(refs)}",
            f"timelog record edit {refs[0]} --service OTHER (or --no-service)",
        )
    numbers = stored.documents_of_service(work.store, service.id)
    if numbers:
        raise Refused(
            f"cannot delete the service {service.name!r}: it is on {documents(numbers)}",
            f"to rename it: timelog service edit {typed(service.name)} --name NAME",
        )
    return service


def delete(work: Work, name: str) -> Service:
    """Delete a service that nothing uses."""
    with work.writing():
        check_leads(work, "change services")
        service = deletable(work, name)
        stored.drop_service(work.store, service.id)
        return service


def _refs(work: Work, service: Service) -> list[str]:
    return stored.records_of(work.store, "service_id", service.id)
