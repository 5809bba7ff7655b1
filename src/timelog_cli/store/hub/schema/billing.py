"""The function that gives records back what they cost, where that was taken off too early."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.schema.writing import as_json, hub_names


def functions() -> list[str]:
    """The statement that makes the function."""
    (group,) = (one for one in BY_NAME["record"].groups if one.name == "billing")
    values = ",\n        ".join(f"{name} = old.{name}" for name in hub_names(group))
    return [
        f"""CREATE FUNCTION timelog.keep_billable(
    p timelog.pushing, p_before timelog.record[], p_kept uuid[]
) RETURNS void LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
    SELECT p.workspace, 'change', 'record', r.id, 'billing', {as_json(group, "old")},
        {as_json(group, "r")}, p.node, p.seq
    FROM unnest(p_before) AS old
    JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = old.id
    WHERE r.id = ANY (p_kept);
    UPDATE timelog.record AS r SET
        {values},
        clock_billing = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM unnest(p_before) AS old
    WHERE r.workspace_id = p.workspace AND r.id = old.id AND r.id = ANY (p_kept);
END $$"""
    ]
