"""The functions that merge what comes from a file into each table, group by group."""

from __future__ import annotations

from timelog_cli.domain.sync import Group, Synced
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store.hub.schema import deleting, rights
from timelog_cli.store.hub.schema.writing import (
    arriving,
    as_json,
    hub_name,
    hub_names,
    hub_types,
    part_type,
    read_types,
    tuple_of,
)

# Tables in which a row may become another one, as both say the same.
JOINED = frozenset({"owner", "customer", "service", "message", "day_off", "payment"})
# Of these, what is on an invoice stays as it is.
BILLED = frozenset({"log", "item"})
# Groups that are never said anew.
FIXED = {
    ("record", "identity"): "the number and the type of a record cannot be changed",
    ("invoice", "document"): "what was issued cannot be changed",
    ("retainer", "retainer"): "a retainer cannot be changed",
    ("logo", "logo"): "the logo of an issued document cannot be changed",
}


def functions() -> list[str]:
    """The statements that make the functions."""
    found = []
    for table in TABLES:
        found += [_incoming_type(table), _incoming(table), _merge(table), deleting.delete(table)]
    return found


def told(table: Synced) -> list[Group]:
    """The groups that files change; which invoice a log is on, the hub alone says."""
    return [
        group for group in table.groups if not (table.name in BILLED and group.name == "invoice")
    ]


def owner_of(table: Synced, row: str) -> str:
    """The owner whose row it is, where members see only their own."""
    return f"{row}.owner_id" if table.private else "NULL::uuid"


def newer(group: Group, than: str = ">") -> str:
    """Whether what comes is newer than what is there."""
    clock = f"clock_{group.name}"
    return f"coalesce((i.{clock}, p.node) {than} (s.{clock}[1], s.{clock}[2]), false)"


def unseen(group: Group) -> str:
    """Whether another file changed the group, and this one had not seen that."""
    clock = f"s.clock_{group.name}"
    return f"{clock}[2] <> p.node AND {clock}[3] > i.seen_{group.name}"


def _incoming_type(table: Synced) -> str:
    columns = ["id uuid", "moved boolean"]
    for group in told(table):
        columns += [f"clock_{group.name} bigint", f"seen_{group.name} bigint"]
    for group in table.groups:
        pairs = zip(hub_names(group), hub_types(group), strict=True)
        columns += [f"{name} {kind}" for name, kind in pairs]
    return f"CREATE TYPE timelog.incoming_{table.name} AS (\n    {_lines(columns)}\n)"


def _incoming(table: Synced) -> str:
    """What came, as rows: of a row that was joined with another one it is the other one's."""
    read = [one for group in table.groups for one in read_types(group)]
    values = []
    for group in told(table):
        values += [f"(r.clocks->'{group.name}'->>{at})::bigint" for at in (0, 1)]
    values += [one for group in table.groups for one in arriving(group, "v")]
    name, joined = table.name, table.name in JOINED
    own = (
        ["coalesce(kept.joined_into, r.id)", "kept.id IS NOT NULL"] if joined else ["r.id", "false"]
    )
    kept = (
        f"\n    LEFT JOIN timelog.{name} AS kept ON kept.workspace_id = p_workspace"
        " AND kept.id = r.id AND kept.joined_into IS NOT NULL"
    )
    return f"""CREATE FUNCTION timelog.incoming_{name}(p_workspace uuid, p_rows jsonb)
RETURNS SETOF timelog.incoming_{name} LANGUAGE sql STABLE ROWS 1000 AS $$
    SELECT
    {_lines([*own, *values])}
    FROM jsonb_to_recordset(p_rows) AS r (id uuid, clocks jsonb, "values" jsonb)
    CROSS JOIN LATERAL jsonb_to_record(r."values") AS v ({", ".join(read)}){kept if joined else ""}
$$"""


def _merge(table: Synced) -> str:
    name, steps = (
        table.name,
        (rights.may_merge, _natural, _sound, _fixed, _added, _billed, _conflicts, _update, _insert),
    )
    body = "".join(step(table) for step in steps)
    return f"""CREATE FUNCTION timelog.merge_{name}(p timelog.pushing, p_rows jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
DECLARE
    arrived timelog.incoming_{name}[] := ARRAY(
        SELECT i FROM timelog.incoming_{name}(p.workspace, p_rows) AS i
    );
BEGIN
{body}END $$"""


def _join(table: Synced) -> str:
    return (
        f"unnest(arrived) AS i\n    JOIN timelog.{table.name} AS s"
        " ON s.workspace_id = p.workspace AND s.id = i.id"
    )


_CONFLICT = (
    "    INSERT INTO timelog.conflict"
    " (workspace_id, kind, tbl, uuid, owner_id, grp, kept, lost, node, hub_seq)\n"
)


def _conflicts(table: Synced) -> str:
    """What is kept beside: what lost against a change that its author had not seen."""
    if table.name == "imported":  # which log it became is of no use to people
        return ""
    groups = told(table)
    any_unseen = " OR ".join(f"({unseen(group)})" for group in groups)
    seen = ", ".join(f"i.seen_{group.name}" for group in groups)
    changes = "\n    UNION ALL\n".join(_conflict(table, group) for group in groups)
    return f"""    IF EXISTS (SELECT FROM {_join(table)}
        WHERE s.deleted OR {any_unseen}) THEN
{_CONFLICT}{changes};
{_CONFLICT}    SELECT p.workspace, 'deletion', '{table.name}', s.id, {owner_of(table, "s")}, '',
        NULL, '{{}}', s.deleted_clock[2], p.seq
    FROM {_join(table)}
    WHERE s.deleted AND s.deleted_clock[2] <> p.node
        AND s.deleted_clock[3] > coalesce(greatest({seen}), 0){_stopped(table)};
    END IF;
"""


def _stopped(table: Synced) -> str:
    """A timer that became a log elsewhere stays one: nothing is in conflict."""
    if table.name != "timer":
        return ""
    return (
        " AND NOT EXISTS (SELECT FROM timelog.log AS l"
        " WHERE l.workspace_id = p.workspace AND l.id = s.id AND NOT l.deleted)"
    )


def _conflict(table: Synced, group: Group) -> str:
    mine, theirs, won = as_json(group, "i"), as_json(group, "s"), newer(group)
    return f"""    SELECT p.workspace, 'change', '{table.name}', s.id, {owner_of(table, "s")},
        '{group.name}',
        CASE WHEN {won} THEN {mine} ELSE {theirs} END,
        CASE WHEN {won} THEN {theirs} ELSE {mine} END,
        CASE WHEN {won} THEN s.clock_{group.name}[2] ELSE p.node END, p.seq
    FROM {_join(table)}
    WHERE NOT s.deleted AND {unseen(group)}
        AND {tuple_of(group, "i")} IS DISTINCT FROM {tuple_of(group, "s")}"""


def _sound(table: Synced) -> str:
    """What is JSON to the table has the form that files read."""
    if table.name != "message":
        return ""
    return """    IF EXISTS (
        SELECT FROM unnest(arrived) AS i WHERE jsonb_typeof(i.attachments::jsonb) <> 'array'
            OR jsonb_path_exists(i.attachments::jsonb, 'strict $[*] ? (@.type() <> "string")')
    ) THEN
        RAISE EXCEPTION 'a row of message is not as this hub knows it' USING ERRCODE = 'TL007';
    END IF;
"""


def _natural(table: Synced) -> str:
    """A row that is known by its values has the UUID that is made of these."""
    kinds = {one.name: one.kind for one in table.columns}
    if not table.natural:
        return ""
    made = [f"'{table.name}'", *(_in_a_key(one, kinds.get(one, "")) for one in table.natural)]
    joined = " || '\\x00'::bytea || ".join(f"convert_to({one}, 'UTF8')" for one in made)
    return f"""    IF EXISTS (
        SELECT FROM unnest(arrived) AS i
        WHERE uuid_send(i.id) IS DISTINCT FROM substring(sha256({joined}) FOR 16)
    ) THEN
        RAISE EXCEPTION 'a row of {table.name} is not as this hub knows it' USING ERRCODE = 'TL007';
    END IF;
"""


def _in_a_key(column: str, kind: str) -> str:
    match kind:
        case "bytes":
            return f"encode(i.{column}, 'hex')"
        case "ref":
            return f"encode(uuid_send(i.{column}), 'hex')"
        case "":
            return "'1'"  # of the one row of a table
    return f"i.{column}"


def _fixed(table: Synced) -> str:
    """What was issued stays as it was, and a record is known by its number for ever."""
    return "".join(
        f"""    IF EXISTS (
        SELECT FROM {_join(table)}
        WHERE i.clock_{group.name} IS NOT NULL AND {_said(group, "i")} <> {_said(group, "s")}
    ) THEN
        RAISE EXCEPTION '{FIXED[table.name, group.name]}' USING ERRCODE = 'TL009';
    END IF;
"""
        for group in table.groups
        if (table.name, group.name) in FIXED
    )


def _said(group: Group, row: str) -> str:
    """The values of a group that are no references: those follow rows that are joined."""
    told = [one for one in group.columns if one.required and one.kind != "ref"]
    return tuple_of(Group(group.name, tuple(told)), row)


def _added(table: Synced) -> str:
    """Of rows that never change, the first that came stays."""
    if table.policy != "added":
        return ""
    (group,) = table.groups
    return f"""    UPDATE timelog.{table.name} AS s SET hub_seq = p.seq, known_by = 0
    FROM unnest(arrived) AS i
    WHERE s.workspace_id = p.workspace AND s.id = i.id AND NOT s.deleted
        AND {tuple_of(group, "i")} IS DISTINCT FROM {tuple_of(group, "s")};
    arrived := ARRAY(
        SELECT i FROM unnest(arrived) AS i WHERE NOT EXISTS (
            SELECT FROM timelog.{table.name} AS s
            WHERE s.workspace_id = p.workspace AND s.id = i.id AND NOT s.deleted
        )
    );
"""


def _billed(table: Synced) -> str:
    """What is on an invoice comes back as it is, with what was said kept beside."""
    if table.name not in BILLED:
        return ""
    changes = "\n    UNION ALL\n".join(
        f"""    SELECT p.workspace, 'billed', '{table.name}', s.id, {owner_of(table, "s")},
        '{group.name}', {as_json(group, "s")}, {as_json(group, "i")}, p.node, p.seq
    FROM {_join(table)}
    WHERE s.invoice_id IS NOT NULL AND i.clock_{group.name} IS NOT NULL
        AND {tuple_of(group, "i")} IS DISTINCT FROM {tuple_of(group, "s")}"""
        # Members do not see that it is billed, but that another program did.
        + (" AND p.leads" if group.name == "billing" else "")
        for group in told(table)
    )
    return f"""    IF EXISTS (SELECT FROM {_join(table)} WHERE s.invoice_id IS NOT NULL) THEN
{_CONFLICT}{changes};
    UPDATE timelog.{table.name} AS s SET hub_seq = p.seq, known_by = 0
    FROM unnest(arrived) AS i
    WHERE s.workspace_id = p.workspace AND s.id = i.id AND s.invoice_id IS NOT NULL;
    arrived := ARRAY(
        SELECT i FROM unnest(arrived) AS i WHERE NOT EXISTS (
            SELECT FROM timelog.{table.name} AS s
            WHERE s.workspace_id = p.workspace AND s.id = i.id AND s.invoice_id IS NOT NULL
        )
    );
    END IF;
"""


def _update(table: Synced) -> str:
    groups = told(table)
    values, names = [], []
    for group in groups:
        won, clock = f"w.{group.name}", f"clock_{group.name}"
        names += [*hub_names(group), clock]
        values += [f"CASE WHEN {won} THEN i.{n} ELSE s.{n} END AS {n}" for n in hub_names(group)]
        values.append(
            f"CASE WHEN {won} THEN ARRAY[i.{clock}, p.node, p.seq] ELSE s.{clock} END AS {clock}"
        )
    lost = " OR ".join(newer(group, "<") for group in groups)
    other = " OR ".join(newer(group, "<>") for group in groups)
    wins = ", ".join(f"{newer(group)} AS {group.name}" for group in groups)
    return f"""    UPDATE timelog.{table.name} AS t SET
    {_lines([f"{one} = n.{one}" for one in names])},
    hub_seq = p.seq, known_by = n.known_by, deleted = false, deleted_clock = NULL
    FROM (
        SELECT s.id,
        {_lines(values, 8)},
        CASE WHEN (s.hub_seq <= p.seen OR s.known_by = p.node) AND NOT i.moved
            AND NOT ({lost}) THEN p.node ELSE 0 END AS known_by
        FROM {_join(table)}
        CROSS JOIN LATERAL (SELECT {wins}) AS w
        WHERE ({other} OR s.deleted){_stopped(table)}
    ) AS n
    WHERE t.workspace_id = p.workspace AND t.id = n.id;
"""


def _insert(table: Synced) -> str:
    names, values = ["workspace_id", "id"], ["p.workspace", "i.id"]
    groups = told(table)
    for group in table.groups:
        names += [*hub_names(group), f"clock_{group.name}"]
        given = "CASE WHEN p.leads THEN i.invoice_id END"
        values += [given if group not in groups else f"i.{hub_name(one)}" for one in group.columns]
        values += [
            f"coalesce(i.{one.name}, '{'{}' if part_type(one) == 'text[]' else '[]'}')"
            for one in group.parts
        ]
        clock = f"coalesce(i.clock_{group.name}, 0)" if group in groups else "0"
        values.append(f"ARRAY[{clock}, p.node, p.seq]")
    if table.name == "imported":
        names.append("owner_id")
        values.append("p.owner")
    stopped = _stopped(table).replace("s.id", "i.id")
    return f"""    INSERT INTO timelog.{table.name} (
    {_lines([*names, "first_seq", "hub_seq", "known_by"])}
    ) SELECT
    {_lines([*values, "p.seq", "p.seq", "p.node"])}
    FROM unnest(arrived) AS i
    WHERE NOT EXISTS (
        SELECT FROM timelog.{table.name} AS s WHERE s.workspace_id = p.workspace AND s.id = i.id
    ){stopped}
    ON CONFLICT (workspace_id, id) DO NOTHING;
"""


def _lines(items: list[str], indent: int = 4) -> str:
    return (",\n" + " " * indent).join(items)
