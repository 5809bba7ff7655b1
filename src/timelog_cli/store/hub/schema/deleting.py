"""The functions that delete what a file says is gone: rows stay, marked, until every file knows."""

from __future__ import annotations

from timelog_cli.domain.sync import Synced
from timelog_cli.store.hub.schema import rights

# What is on an invoice is not deleted.
_BILLED = frozenset({"log", "item"})


def delete(table: Synced) -> str:
    """The function of a table; of an edit and a deletion that did not know it the edit stays."""
    name = table.name
    edited = " OR ".join(
        f"(s.clock_{group.name}[2] NOT IN (0, p.node) AND s.clock_{group.name}[3] > i.seen)"
        for group in table.groups
    )
    if name in _BILLED:
        edited += " OR s.invoice_id IS NOT NULL"
    if name == "timer":
        # Stopped: the log has the UUID of its timer.
        edited = (
            f"({edited}) AND NOT EXISTS (SELECT FROM timelog.log AS l"
            " WHERE l.workspace_id = p.workspace AND l.id = s.id AND NOT l.deleted)"
            " AND NOT s.id = ANY (p_stopped)"
        )
    owner = "s.owner_id" if table.private else "NULL::uuid"
    billed = "CASE WHEN s.invoice_id IS NULL THEN 'deletion' ELSE 'billed' END"
    kind = billed if name in _BILLED else "'deletion'"
    stopped = ", p_stopped uuid[]" if name == "timer" else ""
    return f"""CREATE FUNCTION timelog.delete_{name}(p timelog.pushing, p_rows jsonb{stopped})
RETURNS void LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    arrived timelog.deletion[] := ARRAY(
        SELECT ROW(r.id, (r.clock->>0)::bigint, (r.clock->>1)::bigint)::timelog.deletion
        FROM jsonb_to_recordset(p_rows) AS r (id uuid, clock jsonb)
    );
    edited uuid[];
BEGIN
{rights.may_delete(table)}    edited := ARRAY(
        SELECT s.id FROM unnest(arrived) AS i
        JOIN timelog.{name} AS s ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE NOT s.deleted AND ({edited})
    );
    INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, owner_id, lost, node, hub_seq)
    SELECT p.workspace, {kind}, '{name}', s.id, {owner}, '{{}}', p.node, p.seq
    FROM timelog.{name} AS s WHERE s.workspace_id = p.workspace AND s.id = ANY (edited);
    UPDATE timelog.{name} AS s SET hub_seq = p.seq, known_by = 0
    WHERE s.workspace_id = p.workspace AND s.id = ANY (edited);
    UPDATE timelog.{name} AS s SET deleted = true,
        deleted_clock = ARRAY[i.clock, p.node, p.seq], hub_seq = p.seq, known_by = p.node
    FROM unnest(arrived) AS i
    WHERE s.workspace_id = p.workspace AND s.id = i.id AND NOT s.deleted
        AND NOT s.id = ANY (edited);
END $$"""
