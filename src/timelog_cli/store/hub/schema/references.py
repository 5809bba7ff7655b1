"""The functions that keep references whole: to rows that were joined, deleted, or are not there."""

from __future__ import annotations

from timelog_cli.domain.sync import Column, Group, Synced
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store.hub.schema.merging import JOINED, owner_of
from timelog_cli.store.hub.schema.writing import hub_name, refs

# References that end with the row that they are to.
_SOFT = {("timer", "resumes_id"), ("imported", "log_id")}
_HEAD = "RETURNS void LANGUAGE plpgsql SET search_path = timelog, pg_temp AS $$\nBEGIN\n"


def functions() -> list[str]:
    """The statements that make the functions."""
    return [_follow(), _let_go(), _revive(), _check()]


def _all() -> list[tuple[Synced, Group, Column]]:
    return [(table, group, column) for table in TABLES for group, column in refs(table)]


def _function(name: str, statements: list[str]) -> str:
    return f"CREATE FUNCTION timelog.{name}(p timelog.pushing) {_HEAD}{''.join(statements)}END $$"


def _follow() -> str:
    """References to a row that was joined with another one become references to that one."""
    return _function(
        "follow_joined",
        [
            f"""    UPDATE timelog.{table.name} AS t SET {column.name} = j.joined_into,
        clock_{group.name} = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM timelog.{column.table} AS j
    WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND j.workspace_id = p.workspace
        AND j.id = t.{column.name} AND j.joined_into IS NOT NULL;
"""
            for table, group, column in _all()
            if column.table in JOINED
        ],
    )


def _let_go() -> str:
    """What may stay without the row that it referred to."""
    statements = []
    for table, group, column in _all():
        if (table.name, column.name) not in _SOFT:
            continue
        gone = f"j.id = t.{column.name} AND j.deleted"
        for touched in ("t", "j"):
            statements.append(
                f"""    UPDATE timelog.{table.name} AS t SET {column.name} = NULL,
        clock_{group.name} = ARRAY[p.clock, 0, p.seq], hub_seq = p.seq, known_by = 0
    FROM timelog.{column.table} AS j
    WHERE t.workspace_id = p.workspace AND j.workspace_id = p.workspace AND {gone}
        AND {touched}.hub_seq = p.seq;
"""
            )
    return _function("let_go", statements)


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
    )


def _revival(table: Synced, column: Column) -> str:
    (target,) = (one for one in TABLES if one.name == column.table)
    return f"""    WITH needed AS MATERIALIZED (
        SELECT DISTINCT d.id FROM timelog.{column.table} AS d
        JOIN timelog.{table.name} AS t ON t.workspace_id = p.workspace
            AND t.{column.name} = d.id
        WHERE d.workspace_id = p.workspace AND d.deleted AND d.joined_into IS NULL
            AND d.hub_seq = p.seq AND NOT t.deleted
        UNION
        SELECT DISTINCT d.id FROM timelog.{table.name} AS t
        JOIN timelog.{column.table} AS d ON d.workspace_id = p.workspace
            AND t.{column.name} = d.id
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND NOT t.deleted
            AND d.deleted AND d.joined_into IS NULL
    ), told AS (
        INSERT INTO timelog.conflict (workspace_id, kind, tbl, uuid, owner_id, lost, node, hub_seq)
        SELECT p.workspace, 'deletion', '{target.name}', d.id, {owner_of(target, "d")}, '{{}}',
            d.deleted_clock[2], p.seq
        FROM timelog.{target.name} AS d
        WHERE d.workspace_id = p.workspace AND d.id IN (SELECT id FROM needed)
    )
    UPDATE timelog.{target.name} AS d SET deleted = false, deleted_clock = NULL, hub_seq = p.seq,
        known_by = 0
    WHERE d.workspace_id = p.workspace AND d.id IN (SELECT id FROM needed);
"""


def _check() -> str:
    """Every reference of a row that came is to a row that is there."""
    return _function(
        "check_references",
        [
            f"""    IF EXISTS (
        SELECT FROM timelog.{table.name} AS t
        WHERE t.workspace_id = p.workspace AND t.hub_seq = p.seq AND NOT t.deleted
            AND t.{hub_name(column)} IS NOT NULL AND NOT EXISTS (
                SELECT FROM timelog.{column.table} AS j
                WHERE j.workspace_id = p.workspace AND j.id = t.{hub_name(column)}
            )
    ) THEN
        RAISE EXCEPTION 'a row of {table.name} refers to a missing row of {column.table}'
            USING ERRCODE = 'TL007';
    END IF;
"""
            for table, _, column in _all()
        ],
    )
