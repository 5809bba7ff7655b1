"""The functions that keep what is billed whole: what records cost, and budgets.

Records get back what they cost, where that was taken off too early, and are billable again where
items came for them. A budget is in the currency of
its row, which another file may have changed meanwhile: the budget goes.
"""

from __future__ import annotations

import json

from timelog_cli.domain.sync import Group
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.schema.writing import as_json, hub_names


def functions() -> list[str]:
    """The statements that make the functions."""
    budgets = (_settle_budgets(table) for table in ("customer", "record"))
    return [_keep_billable(), _bill_for_items(), *budgets]


def _group(table: str, name: str) -> Group:
    return next(one for one in BY_NAME[table].groups if one.name == name)


def _keep_billable() -> str:
    group = _group("record", "billing")
    values = ",\n        ".join(f"{name} = old.{name}" for name in hub_names(group))
    return f"""CREATE FUNCTION timelog.keep_billable(
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


def _bill_for_items() -> str:
    said = as_json(_group("record", "billing"), "r")
    return f"""CREATE FUNCTION timelog.bill_for_items(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    IF NOT p.tables && '{{item}}' THEN RETURN; END IF;
    WITH needed AS MATERIALIZED (
        SELECT DISTINCT r.id FROM timelog.item AS t
        JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = t.record_id
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND NOT t.deleted
            AND t.invoice_id IS NULL AND NOT r.billable AND r.service_id IS NOT NULL
            AND r.rate IS NOT NULL
    ), told AS (
        INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
        SELECT p.workspace, 'change', 'record', r.id, 'billing',
            {said} || '{{"billable": true}}', {said}, r.clock_billing[2], p.seq
        FROM needed
        JOIN timelog.record AS r ON r.workspace_id = p.workspace AND r.id = needed.id
    )
    UPDATE timelog.record AS r SET billable = true, clock_billing = ARRAY[p.clock, 0, p.seq],
        hub_seq = p.seq, known_by = 0
    FROM needed WHERE r.workspace_id = p.workspace AND r.id = needed.id;
END $$"""


def _settle_budgets(table: str) -> str:
    group = _group(table, "budget")
    nothing = json.dumps(dict.fromkeys(hub_names(group)))
    values = ", ".join(f"{name} = NULL" for name in hub_names(group))
    return f"""CREATE FUNCTION timelog.settle_{table}_budgets(p timelog.pushing) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
    INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
    SELECT p.workspace, 'change', '{table}', t.id, 'budget', '{nothing}', {as_json(group, "t")},
        t.clock_budget[2], p.seq
    FROM timelog.{table} AS t
    WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND t.budget_currency <> t.currency;
    UPDATE timelog.{table} AS t SET {values},
        clock_budget = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND t.budget_currency <> t.currency;
END $$"""
