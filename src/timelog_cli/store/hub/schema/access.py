"""Who may read what, row by row; nobody writes but the functions."""

from __future__ import annotations

from timelog_cli.domain.sync import Synced
from timelog_cli.domain.sync.tables import TABLES

GROUP = "timelog_member"
# What files call; nothing else can be.
CALLED = (
    "init(text, text, bigint)",
    "join_workspace(text, text)",
    "hello(uuid, integer, uuid, bigint)",
    "push(uuid, integer, bigint, uuid, uuid, bigint, jsonb)",
    "lease(uuid, integer, bigint)",
    "resolve(uuid, integer, bigint, text)",
    "begin_again(uuid, bigint, boolean)",
    "leave(uuid, integer)",
    "member_add(uuid, text, text)",
    "member_remove(uuid, text)",
    "my_workspaces()",
    "led_workspaces()",
    "my_owners()",
    "folded(text)",
    "seconds_of(jsonb)",
)
_TEAM = ("workspace", "member", "node")
_MINE = "{0}workspace_id IN (SELECT timelog.my_workspaces())"
_LED = "{0}workspace_id IN (SELECT timelog.led_workspaces())"
_OWN = "({0}workspace_id, {0}owner_id) IN (SELECT workspace_id, owner_id FROM timelog.my_owners())"


def functions() -> list[str]:
    """What the policies ask: the workspaces of who is logged in, and the owners in them."""
    member = "FROM timelog.member AS m WHERE m.login = session_user AND m.removed_at IS NULL"
    head = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = timelog, pg_temp ROWS 10 AS"
    return [
        "CREATE FUNCTION timelog.is_open_to_members(p_table text) RETURNS boolean LANGUAGE sql"
        f" IMMUTABLE AS $$ SELECT p_table IN ({_open_tables()}) $$",
        "CREATE FUNCTION timelog.my_workspaces() RETURNS SETOF uuid"
        f" {head} $$ SELECT m.workspace_id {member} $$",
        "CREATE FUNCTION timelog.led_workspaces() RETURNS SETOF uuid"
        f" {head} $$ SELECT m.workspace_id {member} AND m.role <> 'member' $$",
        "CREATE FUNCTION timelog.my_owners() RETURNS TABLE (workspace_id uuid, owner_id uuid)"
        f" {head} $$ SELECT m.workspace_id, m.owner_id {member} $$",
    ]


def policies() -> list[str]:
    """The statements that set who may read what."""
    mine, led = _MINE.format(""), _LED.format("")
    own = f"tbl IN ({_open_tables()}) OR {_OWN.format('')}"
    found = []
    for table in TABLES:
        found += _policy(table.name, readable(table))
    for name in _TEAM:
        found += _policy(name, mine.removeprefix("workspace_") if name == "workspace" else mine)
    # A member sees what is about tables that all see, and about the member's own rows.
    found += _policy("conflict", f"{led} OR ({mine} AND ({own}))")
    return found + grants()


def _policy(name: str, condition: str) -> list[str]:
    return [
        f"ALTER TABLE timelog.{name} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY readable ON timelog.{name} FOR SELECT USING ({condition})",
    ]


def readable(table: Synced, row: str = "") -> str:
    """The condition under which somebody who is logged in may read a row.

    :param row: how the row is called, with a full stop
    """
    mine, led, own = (one.format(row) for one in (_MINE, _LED, _OWN))
    if table.hidden:
        return led
    if not table.private:
        return mine
    if table.name == "day_off":
        own = f"{own} OR ({mine} AND {row}owner_id IS NULL)"
    return f"{led} OR {own}"


def _open_tables() -> str:
    seen = [one.name for one in TABLES if not one.private and not one.hidden]
    return ", ".join(f"'{one}'" for one in seen)


def grants() -> list[str]:
    """Reading for all members, and calling what files call; nothing for anybody else."""
    readable = ", ".join(
        f"timelog.{one}"
        for one in (*(table.name for table in TABLES), *_TEAM, "conflict", "migration")
    )
    called = ", ".join(f"timelog.{one}" for one in CALLED)
    return [
        "REVOKE ALL ON SCHEMA timelog FROM PUBLIC",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA timelog FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA timelog TO {GROUP}",
        f"GRANT SELECT ON {readable} TO {GROUP}",
        f"GRANT EXECUTE ON FUNCTION {called} TO {GROUP}",
    ]
