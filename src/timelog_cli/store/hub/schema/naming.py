"""The functions for what two people made at once, and only one can have: names, codes, addresses.

Of two rows the later one is that which got its name later at the hub.
"""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Group, Synced
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.schema.writing import as_json, hub_type, tuple_of

# Tables whose rows have names; two of one name are joined where all that they say agrees.
_NAMED = ("owner", "customer", "service")
# What is taken off the later row: the table, the group, the column.
_TAKEN = (("customer", "code"), ("record", "key"))
# Values that say nothing, besides empty ones: what a new row has.
_SILENT = {"tax_treatment": "'standard'"}
_HEAD = "RETURNS void\nLANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$"


def functions() -> list[str]:
    """The statements that make the functions."""
    return [
        *(_names(BY_NAME[name]) for name in _NAMED),
        *(_taken(BY_NAME[table], column) for table, column in _TAKEN),
        _same_message(),
        _same_day_off(),
        _same_payment(),
    ]


def _pairs(table: str, group: str, same: str) -> str:
    """Pairs of living rows that cannot both be, of which one came now; the later one first."""
    later = f"(t.clock_{group}[3], t.first_seq, t.id) > (o.clock_{group}[3], o.first_seq, o.id)"
    return f"""SELECT DISTINCT
            CASE WHEN {later} THEN t.id ELSE o.id END AS later,
            CASE WHEN {later} THEN o.id ELSE t.id END AS earlier
        FROM timelog.{table} AS t
        JOIN timelog.{table} AS o ON o.workspace_id = p.workspace AND {same} AND o.id <> t.id
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND NOT t.deleted
            AND NOT o.deleted
        ORDER BY later, earlier"""


def _rows(table: str) -> str:
    """Read both rows of a pair again: one may have got another name, or be gone, meanwhile."""
    return f"""        SELECT * INTO mine FROM timelog.{table}
        WHERE workspace_id = p.workspace AND id = pair.later;
        SELECT * INTO theirs FROM timelog.{table}
        WHERE workspace_id = p.workspace AND id = pair.earlier;
        CONTINUE WHEN mine.deleted OR theirs.deleted;
"""


def _joined(table: str) -> str:
    return f"""            UPDATE timelog.{table} SET deleted = true, joined_into = theirs.id,
                deleted_clock = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
            WHERE workspace_id = p.workspace AND id = mine.id;
"""


def _names(table: Synced) -> str:
    name = table.name
    agrees = " AND ".join(_agrees(column) for column in table.columns)
    lists = [part.name for part in table.parts]
    agrees += "".join(
        f" AND (mine.{one} = theirs.{one} OR mine.{one} = '[]' OR theirs.{one} = '[]')"
        for one in lists
    )
    same = "timelog.folded(o.name) = timelog.folded(t.name)"
    return f"""CREATE FUNCTION timelog.settle_{name}_names(p timelog.pushing) {_HEAD}
DECLARE
    pair record;
    mine timelog.{name};
    theirs timelog.{name};
    free text;
BEGIN
    FOR pair IN {_pairs(name, "name", same)}
    LOOP
{_rows(name)}        CONTINUE WHEN timelog.folded(mine.name) <> timelog.folded(theirs.name);
        IF mine.first_seq = p.seq AND {agrees} THEN
{_joined(name)}            UPDATE timelog.{name} SET
            {_fill(table)},
            hub_seq = p.seq, known_by = 0
            WHERE workspace_id = p.workspace AND id = theirs.id;
        ELSE
            SELECT tried INTO free FROM (
                SELECT left(mine.name, 480) || ' (' || n || ')' FROM generate_series(2, 100000) AS n
            ) AS names (tried)
            WHERE NOT EXISTS (
                SELECT FROM timelog.{name} AS o WHERE o.workspace_id = p.workspace
                    AND NOT o.deleted AND timelog.folded(o.name) = timelog.folded(tried)
            ) LIMIT 1;
            INSERT INTO timelog.conflict
                (workspace_id, kind, tbl, uuid, other_uuid, grp, kept, lost, node, hub_seq)
            VALUES (p.workspace, 'name', '{name}', mine.id, theirs.id, 'name',
                jsonb_build_object('name', free), jsonb_build_object('name', mine.name),
                mine.clock_name[2], p.seq);
            UPDATE timelog.{name} SET name = free, clock_name = ARRAY[p.clock, 0, p.seq],
                hub_seq = p.seq, known_by = 0
            WHERE workspace_id = p.workspace AND id = mine.id;
        END IF;
    END LOOP;
END $$"""


def _agrees(column: Column) -> str:
    """Whether both say the same, or one of them nothing."""
    if column.name == "name":
        return "true"
    mine, theirs = f"mine.{column.name}", f"theirs.{column.name}"
    nothing = f" OR {_nothing(column, mine)} OR {_nothing(column, theirs)}"
    return f"({mine} IS NOT DISTINCT FROM {theirs}{nothing})"


def _nothing(column: Column, value: str) -> str:
    if hub_type(column) != "text":
        return f"{value} IS NULL"
    silent = _SILENT.get(column.name, "''")
    return f"coalesce({value}, '') IN ('', {silent})"


def _fill(table: Synced) -> str:
    """The earlier row gets what only the later one says."""
    values = []
    for group in table.groups:
        filled = []
        for column in group.columns:
            if column.name == "name":
                continue
            empty = _nothing(column, f"theirs.{column.name}")
            filled.append((column.name, f"CASE WHEN {empty} THEN mine.{column.name}"
                           f" ELSE theirs.{column.name} END"))  # fmt: skip
        filled += [
            (
                part.name,
                f"CASE WHEN theirs.{part.name} = '[]' THEN mine.{part.name}"
                f" ELSE theirs.{part.name} END",
            )
            for part in group.parts
        ]
        if not filled:
            continue
        values += [f"{name} = {value}" for name, value in filled]
        new = ", ".join(value for _, value in filled)
        values.append(
            f"clock_{group.name} = CASE WHEN ROW({new}) IS DISTINCT FROM"
            f" ROW({', '.join(f'theirs.{name}' for name, _ in filled)})"
            f" THEN ARRAY[p.clock, 0, p.seq] ELSE theirs.clock_{group.name} END"
        )
    return ",\n            ".join(values or ["name = theirs.name"])


def _taken(table: Synced, column: str) -> str:
    name = table.name
    same = f"timelog.folded(o.{column}) = timelog.folded(t.{column})"
    return f"""CREATE FUNCTION timelog.settle_{name}_{column}s(p timelog.pushing) {_HEAD}
DECLARE
    pair record;
    mine timelog.{name};
    theirs timelog.{name};
BEGIN
    FOR pair IN {_pairs(name, column, same)}
    LOOP
{_rows(name)}        CONTINUE WHEN mine.{column} IS NULL OR theirs.{column} IS NULL;
        INSERT INTO timelog.conflict
            (workspace_id, kind, tbl, uuid, other_uuid, grp, kept, lost, node, hub_seq)
        VALUES (p.workspace, 'name', '{name}', mine.id, theirs.id, '{column}',
            '{{"{column}": null}}', jsonb_build_object('{column}', mine.{column}),
            mine.clock_{column}[2], p.seq);
        UPDATE timelog.{name} SET {column} = NULL, clock_{column} = ARRAY[p.clock, 0, p.seq],
            hub_seq = p.seq, known_by = 0
        WHERE workspace_id = p.workspace AND id = mine.id;
    END LOOP;
END $$"""


def _change(table: str, group: Group, owner: str = "NULL::uuid") -> str:
    """Keep beside what the row said that goes into another one."""
    return f"""            INSERT INTO timelog.conflict
                (workspace_id, kind, tbl, uuid, owner_id, grp, kept, lost, node, hub_seq)
            SELECT p.workspace, 'change', '{table}', theirs.id, {owner}, '{group.name}',
                {as_json(group, "theirs")}, {as_json(group, "mine")}, mine.clock_{group.name}[2],
                p.seq
            WHERE {tuple_of(group, "mine")} IS DISTINCT FROM {tuple_of(group, "theirs")};
"""


def _joining(table: Synced, function: str, group: Group, same: str, keep: str, told: Group) -> str:
    """Two rows of one thing become one; which one goes, ``keep`` may still decide."""
    owner = "theirs.owner_id" if table.private else "NULL::uuid"
    name = table.name
    change = _change(name, told, owner) + _joined(name)
    return f"""CREATE FUNCTION timelog.{function}(p timelog.pushing) {_HEAD}
DECLARE
    pair record;
    mine timelog.{name};
    theirs timelog.{name};
    other timelog.{name};
BEGIN
    FOR pair IN {_pairs(name, group.name, same)}
    LOOP
{_rows(name)}{keep}{change}        UPDATE timelog.{name} SET hub_seq = p.seq, known_by = 0
            WHERE workspace_id = p.workspace AND id = theirs.id;
    END LOOP;
END $$"""


def _same_message() -> str:
    table = BY_NAME["message"]
    message, record = table.groups
    same = "o.message_id = t.message_id AND o.digest = t.digest"
    return _joining(table, "settle_messages", message, same, "", record)


def _same_day_off() -> str:
    """The later one stays, as the days off of one owner are not more than one a day."""
    table = BY_NAME["day_off"]
    (group,) = table.groups
    same = "o.owner_id IS NOT DISTINCT FROM t.owner_id AND o.day = t.day"
    keep = """        IF mine.clock_day_off[1:2] > theirs.clock_day_off[1:2] THEN
            other := mine; mine := theirs; theirs := other;
        END IF;
"""
    return _joining(table, "settle_days_off", group, same, keep, group)


def _same_payment() -> str:
    """One entry of a bank statement, one reversal, one use of credit: recorded twice, it is one."""
    table = BY_NAME["payment"]
    (group,) = table.groups
    same = (
        "(o.bank_entry = t.bank_entry AND o.invoice_id = t.invoice_id"
        " OR o.reverses_id = t.reverses_id OR o.credit_id = t.credit_id)"
    )
    return _joining(table, "settle_payments", group, same, "", group)
