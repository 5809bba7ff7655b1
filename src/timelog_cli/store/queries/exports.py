"""Logs with what only other programs need of them."""

from __future__ import annotations

from timelog_cli.frozen import Frozen
from timelog_cli.store.queries import filters, logs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.logs import Log
    from timelog_cli.store.connection import Store

_MORE = (
    "lower(hex(log.uuid))",
    "coalesce((SELECT name FROM customer WHERE id = record.customer_id), '')",
)


class Exported(Frozen):
    """A log, with its id for good in hexadecimal, and the customer of its record, or nothing."""

    log: Log
    uuid: str
    customer: str


def matching(store: Store, selected: Filters) -> Iterator[Exported]:
    """The logs that filters select, oldest first, read in portions."""
    for log, (uuid, customer) in logs.matching_with(store, selected, _MORE):
        yield Exported(log, uuid, customer)


def records_without_own_title(store: Store) -> set[int]:
    """The numbers of the records whose title, however it is spelled, names another one too."""
    filters.know_folded(store)
    sql = """
        WITH name (text, id) AS (
            SELECT folded(title), id FROM record
            UNION SELECT folded(key), id FROM record WHERE key IS NOT NULL
        )
        SELECT id FROM name WHERE text IN (SELECT text FROM name GROUP BY 1 HAVING count(*) > 1)
    """
    return {row[0] for row in store.rows(sql)}
