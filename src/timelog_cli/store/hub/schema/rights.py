"""Who may change what: the checks at the head of the functions that merge and delete."""

from __future__ import annotations

from timelog_cli.domain.sync import Group, Synced
from timelog_cli.store.hub.schema.writing import as_json, tuple_of

_ONLY_LEADS = """        RAISE EXCEPTION
            'only a lead or an owner of the workspace can change {what}'
            USING ERRCODE = 'TL002', HINT = 'timelog undo';
    END IF;
"""
# What people call the rows of a table.
WORDS = {
    "service": "services",
    "invoice": "documents",
    "document": "documents",
    "logo": "documents",
    "retainer": "retainers",
    "payment": "payments",
    "sent_message": "what was sent",
    "counter": "the numbers of documents",
    "period_lock": "the lock",
    "log": "logs",
    "timer": "timers",
    "day_off": "days off",
    "imported": "imported entries",
}


def may_merge(table: Synced) -> str:
    """What is checked before rows are merged."""
    name = table.name
    if table.managed or table.hidden:
        return _kept_from_members(table)
    if name == "imported":
        return _IMPORTED
    if name == "owner":
        return _OWNER.format(changed="i.name IS DISTINCT FROM s.name AND")
    if not table.private:
        return ""
    return f"""    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i
        LEFT JOIN timelog.{name} AS s ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE NOT timelog.is_own(p, i.owner_id)
            OR s.id IS NOT NULL AND NOT timelog.is_own(p, s.owner_id)
    ) THEN
        RAISE EXCEPTION 'a member can change only {WORDS[name]} of their own'
            USING ERRCODE = 'TL002', HINT = 'timelog undo';
    END IF;
"""


def may_delete(table: Synced) -> str:
    """What is checked before rows are deleted."""
    if table.policy == "issued":
        return """    IF cardinality(arrived) > 0 THEN
        RAISE EXCEPTION 'what was issued cannot be deleted' USING ERRCODE = 'TL009';
    END IF;
"""
    if table.managed or table.hidden:
        return f"""    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i
        JOIN timelog.{table.name} AS s ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE NOT s.deleted
    ) THEN
{_ONLY_LEADS.format(what=WORDS[table.name])}"""
    if table.name == "owner":
        return _OWNER.format(changed="")
    if not table.private:
        return ""
    return f"""    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i
        JOIN timelog.{table.name} AS s ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE NOT timelog.is_own(p, s.owner_id)
    ) THEN
        RAISE EXCEPTION 'a member can change only {WORDS[table.name]} of their own'
            USING ERRCODE = 'TL002', HINT = 'timelog undo';
    END IF;
"""


def _kept_from_members(table: Synced) -> str:
    """A member adds no such row; one that is there comes back as it is, with what was said kept
    beside, so that a file whose member was a lead, or that took a change back, goes on."""
    name = table.name
    there = f"timelog.{name} AS s"
    same = "s.workspace_id = p.workspace AND s.id = i.id"
    changes = "\n        UNION ALL\n".join(_refused(table, group, there) for group in table.groups)
    return f"""    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i WHERE NOT EXISTS (SELECT FROM {there} WHERE {same})
    ) THEN
{_ONLY_LEADS.format(what=WORDS[name])}    IF NOT p.leads THEN
        INSERT INTO timelog.conflict
            (workspace_id, kind, tbl, uuid, grp, kept, lost, node, hub_seq)
{changes};
        UPDATE {there} SET hub_seq = p.seq, known_by = 0 FROM unnest(arrived) AS i WHERE {same};
        arrived := '{{}}';
    END IF;
"""


def _refused(table: Synced, group: Group, there: str) -> str:
    return f"""        SELECT p.workspace, 'change', '{table.name}', s.id, '{group.name}',
            {as_json(group, "s")}, {as_json(group, "i")}, p.node, p.seq
        FROM unnest(arrived) AS i JOIN {there} ON s.workspace_id = p.workspace AND s.id = i.id
        WHERE NOT s.deleted AND i.clock_{group.name} IS NOT NULL
            AND {tuple_of(group, "i")} IS DISTINCT FROM {tuple_of(group, "s")}"""


# A person's name is that person's to change.
_OWNER = """    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i
        JOIN timelog.owner AS s ON s.workspace_id = p.workspace AND s.id = i.id
        JOIN timelog.member AS m ON m.workspace_id = p.workspace AND m.owner_id = s.id
        WHERE {changed} m.login <> p.login
    ) THEN
        RAISE EXCEPTION 'a member can change only a name of their own'
            USING ERRCODE = 'TL002', HINT = 'timelog undo';
    END IF;
"""
# An entry that a colleague has imported already stays the colleague's.
_IMPORTED = """    IF NOT p.leads AND EXISTS (
        SELECT FROM unnest(arrived) AS i
        JOIN timelog.log AS l ON l.workspace_id = p.workspace AND l.id = i.log_id
        WHERE NOT timelog.is_own(p, l.owner_id)
    ) THEN
        RAISE EXCEPTION 'a member can change only imported entries of their own'
            USING ERRCODE = 'TL002', HINT = 'timelog undo';
    END IF;
    IF NOT p.leads THEN
        arrived := ARRAY(
            SELECT i FROM unnest(arrived) AS i
            LEFT JOIN timelog.imported AS s ON s.workspace_id = p.workspace AND s.id = i.id
            WHERE s.id IS NULL OR s.owner_id = p.owner
        );
    END IF;
"""
