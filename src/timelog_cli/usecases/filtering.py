"""Filters as they were typed, made sure of: every name is one that exists, as it is stored."""

from __future__ import annotations

from timelog_cli.domain.filters import Choice
from timelog_cli.domain.names import pick
from timelog_cli.store import customers, owners
from timelog_cli.store import logs as stored_logs
from timelog_cli.usecases import finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from timelog_cli.domain.filters import Filters
    from timelog_cli.store.connection import Store


def resolved(store: Store, filters: Filters) -> Filters:
    """The filters with references and names as they are stored.

    :raises NotFound: a name that nothing has; near ones are named
    :raises Unreadable: a name that could be several, or no reference
    """
    return filters._replace(
        record=_each(filters.record, lambda ref: finding.record(store, ref).ref),
        customer=_named(
            filters.customer, lambda: customers.customer_names(store), "customer", "customer list"
        ),
        service=_named(
            filters.service, lambda: customers.service_names(store), "service", "service list"
        ),
        owner=_named(filters.owner, lambda: owners.names(store), "owner", "report all --by owner"),
        tag=_each(filters.tag, lambda tag: _tag(store, tag)),
    )


def _named(choice: Choice, known: Callable[[], list[str]], what: str, listing: str) -> Choice:
    if not any(choice):
        return choice
    names = known()
    return _each(choice, lambda name: pick(name, names, what, f"timelog {listing}"))


def _each(choice: Choice, find: Callable[[str], str]) -> Choice:
    return Choice(tuple(map(find, choice.any_of)), tuple(map(find, choice.none_of)))


def _tag(store: Store, text: str) -> str:
    tag = text.strip().removeprefix("#")
    if stored_logs.has_tag(store, tag):
        return tag
    return pick(tag, stored_logs.tags(store), "tag", "timelog report all --by tag")
