"""The functions that keep references whole: to rows that were joined, deleted, or are missing.

Each looks at the tables that a push touched, which ``p.tables`` names.
"""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Group, Synced
from timelog_cli.domain.sync.tables import BY_NAME, TABLES
from timelog_cli.store.hub.schema.merging import JOINED, owner_of
from timelog_cli.store.hub.schema.writing import refs

# References that end with the row that they are to.
_SOFT = {("timer", "resumes_id"), ("imported", "log_id")}


def functions() -> list[str]:
    """The statements that make the functions."""
    return [_follow(), _let_go(), _revive(), _check()]


def _all() -> list[tuple[Synced, Group, Column]]:
    return [(table, group, column) for table in TABLES for group, column in refs(table)]


def _function(name: str, statements: list[str], returns: str = "void") -> str:
    done = "    RETURN p;\n" if returns != "void" else ""
    return f"""CREATE FUNCTION timelog.{name}(p timelog.pushing) RETURNS {returns}
LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$
BEGIN
{"".join(statements)}{done}END $$"""


def _wanted(table: Synced, column: Column) -> str:
    """The rows that those refer to that were touched, each once."""
    return (
        f"SELECT DISTINCT t.{column.name} AS id FROM timelog.{table.name} AS t"
        " WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND NOT t.deleted"
        f" AND t.{column.name} IS NOT NULL"
    )


def _follow() -> str:
    """References to a row that was joined with another one become references to that one."""
    return _function(
        "follow_joined",
        [
            f"""    IF '{table.name}' = ANY (p.tables) AND EXISTS (
        SELECT FROM timelog.{column.table} WHERE workspace_id = p.workspace
            AND joined_into IS NOT NULL
    ) THEN
        UPDATE timelog.{table.name} AS t SET {column.name} = j.joined_into,
            clock_{group.name} = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
        FROM timelog.{column.table} AS j
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq
            AND j.workspace_id = p.workspace AND j.id = t.{column.name}
            AND j.joined_into IS NOT NULL;
    END IF;
"""
            for table, group, column in _all()
            if column.table in JOINED
        ],
    )


def _let_go() -> str:
    """What may stay without the row that it referred to."""
    return _function(
        "let_go",
        [
            f"""    IF '{touched}' = ANY (p.tables) THEN
        UPDATE timelog.{table.name} AS t SET {column.name} = NULL,
            clock_{group.name} = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
        FROM timelog.{column.table} AS j
        WHERE t.workspace_id = p.workspace AND j.workspace_id = p.workspace
            AND j.id = t.{column.name} AND j.deleted AND {row}.hub_seq = p.seq;
    END IF;
"""
            for table, group, column in _all()
            if (table.name, column.name) in _SOFT
            for row, touched in (("t", table.name), ("j", column.table))
        ],
    )


def _revive() -> str:
    """A row that is deleted, but that a living one refers to, lives again.

    Tables that refer to others come first, so what is revived revives in turn.
    """
    return _function(
        "revive",
        [
            _revival(table, column)
            for table, _, column in reversed(_all())
            if (table.name, column.name) not in _SOFT
        ],
        "timelog.pushing",
    )


def _revival(table: Synced, column: Column) -> str:
    target = BY_NAME[column.table]
    owner = owner_of(target, "d")
    return f"""    IF p.tables && '{{{table.name}, {target.name}}}' THEN
        WITH wanted AS MATERIALIZED (
            {_wanted(table, column)}
            UNION
            SELECT d.id FROM timelog.{target.name} AS d
            WHERE d.workspace_id = p.workspace AND d.hub_seq = p.seq AND d.deleted AND EXISTS (
                SELECT FROM timelog.{table.name} AS t WHERE t.workspace_id = p.workspace
                    AND t.{column.name} = d.id AND NOT t.deleted
            )
        ), needed AS MATERIALIZED (
            SELECT d.id FROM wanted JOIN timelog.{target.name} AS d
                ON d.workspace_id = p.workspace AND d.id = wanted.id
            WHERE d.deleted AND d.joined_into IS NULL
        ), told AS (
            INSERT INTO timelog.conflict
                (workspace_id, kind, tbl, uuid, owner_id, lost, node, hub_seq)
            SELECT p.workspace, 'deletion', '{target.name}', d.id, {owner}, '{{}}',
                d.deleted_clock[2], p.seq
            FROM needed JOIN timelog.{target.name} AS d
                ON d.workspace_id = p.workspace AND d.id = needed.id
        )
        UPDATE timelog.{target.name} AS d SET deleted = false, deleted_clock = NULL,
            hub_seq = p.seq, known_by = 0
        FROM needed WHERE d.workspace_id = p.workspace AND d.id = needed.id;
        IF FOUND THEN p.tables := p.tables || '{target.name}'::text; END IF;
    END IF;
"""


def _check() -> str:
    """Every reference of a row that came is to a row that is there."""
    return _function(
        "check_references",
        [
            f"""    IF '{table.name}' = ANY (p.tables) AND EXISTS (
        SELECT FROM ({_wanted(table, column)}) AS wanted
        LEFT JOIN timelog.{column.table} AS j
            ON j.workspace_id = p.workspace AND j.id = wanted.id
        WHERE j.id IS NULL
    ) THEN
        RAISE EXCEPTION 'a row of {table.name} refers to a missing row of {column.table}'
            USING ERRCODE = 'TL007';
    END IF;
"""
            for table, _, column in _all()
        ],
    )
