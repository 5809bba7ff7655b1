"""The functions that keep what is billed whole: what records cost, and budgets.

Records get back what they cost, where that was taken off too early. A budget is in the currency of
its row, which another file may have changed meanwhile: the budget goes.
"""

from __future__ import annotations

import json

from timelog_cli.domain.sync import Group
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.schema.writing import as_json, hub_names


def functions() -> list[str]:
    """The statements that make the functions."""
    return [_keep_billable(), _settle_budgets("customer"), _settle_budgets("record")]


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
