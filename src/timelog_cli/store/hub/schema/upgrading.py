"""Making the hub's schema in a database, and bringing an older one up to this version."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from timelog_cli.errors import DatabaseError, Refused
from timelog_cli.store.hub.connecting import PARTLY_GONE
from timelog_cli.store.hub.schema import (
    VERSION,
    access,
    billing,
    merging,
    naming,
    pushing,
    references,
    tables,
    views,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from psycopg import Connection

    Step = Callable[[], list[str]]

_FOLDER = os.path.join(os.path.dirname(__file__), "functions")
# The role that owns everything where a superuser makes it, so that no function runs as one.
_OWNER = "timelog_owner"
# What changes the tables of a version into those of the next one; functions are all made anew.
STEPS: dict[int, Step] = {1: list}
# A function by its name, whatever it takes: an older one may have taken something else.
_DROP = """DO $$ DECLARE one regprocedure; BEGIN
    FOR one IN SELECT oid FROM pg_proc WHERE oid::regproc::text = '{0}' LOOP
        EXECUTE format('DROP FUNCTION %s', one);
    END LOOP;
END $$"""


def prepare(connection: Connection[Any]) -> None:
    """Make the schema, or bring it up, in one transaction.

    :raises DatabaseError: it is newer than this program, or another program's
    :raises Refused: the role may not make it
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('timelog'))")
        found = version(connection)
        if found == VERSION:
            return
        _make_group(connection)
        _become_owner(connection, made=found is not None)
        # Several hundred statements in one message: a hub far away is made in a few round trips.
        connection.execute(";\n".join(_statements(found)).encode())
        connection.execute("INSERT INTO timelog.migration (version) VALUES (%s)", [VERSION])
        connection.execute("RESET ROLE")


def version(connection: Connection[Any]) -> int | None:
    """The version of the schema; None where there is none.

    :raises DatabaseError: newer than this program, or another program's
    """
    row = connection.execute(
        "SELECT to_regnamespace('timelog') IS NOT NULL,"
        " to_regclass('timelog.migration') IS NOT NULL"
    ).fetchone()
    assert row is not None
    there, ours = row
    if not ours:
        if there:
            raise DatabaseError(
                "the database has a schema timelog that no hub made",
                "use another database for the hub",
            )
        return None
    newest = _one(connection, "SELECT max(version) FROM timelog.migration")
    if newest is None:
        raise DatabaseError(*PARTLY_GONE)
    return known(int(newest))


def bring_up(connection: Connection[Any]) -> None:
    """Bring an older hub up to this version, where the caller may.

    :raises DatabaseError: there is no hub, or a newer one, or an older one that is not the caller's
    """
    found = version(connection)
    if found == VERSION:
        return
    if found is None:
        raise DatabaseError(
            "the database is not a hub of timelog", "to create a hub: timelog sync init --hub URL"
        )
    if not _one(
        connection,
        "SELECT pg_has_role(nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = 'timelog'",
    ):
        raise DatabaseError(
            "the hub is that of an older timelog",
            "run timelog sync once with this version as the administrator of the hub",
        )
    prepare(connection)


def known(found: int) -> int:
    """The version of a hub, if this program knows it.

    :raises DatabaseError: newer than this program
    """
    if found > VERSION:
        raise DatabaseError(
            f"the hub is that of a newer timelog (schema {found}, this program knows {VERSION})",
            "install the newer version of timelog",
        )
    return found


def _statements(found: int | None) -> list[str]:
    rest = [*_functions(), *views.views(), *access.policies(), *tables.told()]
    if found is None:
        return [*_script("00_tables.sql"), *_script("10_values.sql"), *tables.tables(), *rest]
    steps = [one for step in range(found, VERSION) for one in STEPS[step]()]
    # What tables check by stays while they do, so it is put in its place.
    values = [one.replace("CREATE", "CREATE OR REPLACE", 1) for one in _script("10_values.sql")]
    return [*_removals(rest), *steps, *values, *rest]


def _removals(statements: list[str]) -> list[str]:
    """What takes away all but the tables, to be made anew: what uses others first."""
    seen: list[str] = []
    rest: list[str] = []
    for one in statements:
        if made := re.match(r"CREATE POLICY readable ON (timelog\.\w+)", one):
            seen.append(f"DROP POLICY IF EXISTS readable ON {made[1]}")
        elif made := re.match(r"CREATE VIEW (timelog\.\w+)", one):
            seen.append(f"DROP VIEW IF EXISTS {made[1]}")
        elif made := re.match(r"CREATE TYPE (timelog\.\w+)", one):
            rest.append(f"DROP TYPE IF EXISTS {made[1]} CASCADE")
        elif made := re.match(r"CREATE FUNCTION (timelog\.\w+)", one):
            rest.append(_DROP.format(made[1]))
    return [*seen, *rest]


def _functions() -> list[str]:
    made = [
        *merging.functions(),
        *references.functions(),
        *naming.functions(),
        *billing.functions(),
    ]
    types = [one for one in made if one.startswith("CREATE TYPE")]
    scripts = [one for name in sorted(os.listdir(_FOLDER)) for one in _script(name)]
    made += scripts[len(_script("00_tables.sql")) + len(_script("10_values.sql")) :]
    types += [one for one in made if one.startswith("CREATE TYPE") and one not in types]
    rest = [one for one in made if one not in types]
    return [*types, *rest, *pushing.functions(), *access.functions()]


def _script(name: str) -> list[str]:
    """The statements of a file: each ends with a semicolon before an empty line or another one."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        text = re.sub(r"^--.*\n", "", file.read(), flags=re.MULTILINE)
    return [one.strip() for one in re.split(r";\n(?=\n|COMMENT|CREATE|\Z)", text) if one.strip()]


def _make_group(connection: Connection[Any]) -> None:
    """The group of all members of all workspaces of this server."""
    if _has_role(connection, access.GROUP):
        return
    if not _may_make_roles(connection):
        raise Refused(
            f"the role {connection.info.user} cannot create the role {access.GROUP}",
            f"run as the administrator of the database: CREATE ROLE {access.GROUP};",
        )
    connection.execute(f"CREATE ROLE {access.GROUP} NOLOGIN".encode())


def _become_owner(connection: Connection[Any], *, made: bool) -> None:
    """Make the schema where there is none, and go on as its owner."""
    superuser = _one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not made:
        if superuser and not _has_role(connection, _OWNER):
            connection.execute(f"CREATE ROLE {_OWNER} NOLOGIN".encode())
        owner = _OWNER if superuser else "CURRENT_USER"
        connection.execute(f"CREATE SCHEMA timelog AUTHORIZATION {owner}".encode())
    owner = _one(
        connection,
        "SELECT quote_ident(pg_get_userbyid(nspowner)) FROM pg_namespace WHERE nspname = 'timelog'",
    )
    connection.execute(f"SET LOCAL ROLE {owner}".encode())


def _has_role(connection: Connection[Any], name: str) -> bool:
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    return row is not None


def _may_make_roles(connection: Connection[Any]) -> bool:
    question = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(_one(connection, question))


def _one(connection: Connection[Any], question: str) -> Any:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None
