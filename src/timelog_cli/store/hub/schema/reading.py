"""What files fetch: the rows of each table that changed, as they are on the way."""

from __future__ import annotations

from timelog_cli.domain.sync import Synced
from timelog_cli.store.hub.schema.writing import leaving_all

# To members a log that is billed looks as if another program had billed it.
_HIDDEN = {"billable": "false", "rate": "NULL", "billed_elsewhere": "true", "invoice_id": "NULL"}


def changed(table: Synced, *, leads: bool) -> tuple[str, tuple[str, ...]]:
    """The query for a table, and the names of what it gives.

    Its parameters are ``workspace``, ``seen`` and ``node``.
    """
    values = leaving_all(table, "t")
    if table.name in {"log", "item"} and not leads:
        for name, instead in _HIDDEN.items():
            if name in values:
                values[name] = (
                    f"CASE WHEN t.invoice_id IS NULL THEN {values[name]} ELSE {instead} END"
                )
    clocks = ", ".join(f"t.clock_{group.name}" for group in table.groups)
    query = (
        "SELECT encode(uuid_send(t.id), 'hex'), t.deleted,"
        f" (greatest({clocks}, t.deleted_clock))[2]::integer,"
        f" {', '.join(values.values())}"
        f" FROM timelog.{table.name} AS t WHERE t.workspace_id = %(workspace)s"
        " AND t.hub_seq > %(seen)s AND t.known_by <> %(node)s"
    )
    return query, ("id", "deleted", "node", *values)
