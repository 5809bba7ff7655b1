"""Login roles of PostgreSQL: one for each member, made where the caller may make roles."""

from __future__ import annotations

from timelog_cli.errors import Refused
from timelog_cli.store.hub.schema.access import GROUP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from psycopg import Connection

# What PostgreSQL keeps of a name.
_LONGEST = 63


def make_login(connection: Connection[Any], name: str) -> bool:
    """See that a login role is there that may use hubs.

    :return: whether it was made, without a password
    :raises Refused: the caller may not make it, or let it use hubs
    """
    from psycopg import sql
    from psycopg.errors import InsufficientPrivilege

    if not name or len(name.encode()) > _LONGEST or "\0" in name:
        raise Refused(f"a member's name has 1 to {_LONGEST} bytes", None)
    query = "SELECT pg_has_role(%s, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s"
    found = connection.execute(query, [name, GROUP, name]).fetchone()
    if found and found[0]:
        return False
    role = sql.Identifier(name)
    statements = [] if found else [sql.SQL("CREATE ROLE {} LOGIN").format(role)]
    statements.append(sql.SQL("GRANT {} TO {}").format(sql.Identifier(GROUP), role))
    try:
        with connection.transaction():
            for statement in statements:
                connection.execute(statement)
    except InsufficientPrivilege:
        written = " ".join(f"{one.as_string(connection)};" for one in statements)
        raise Refused(
            f"the role {connection.info.user} cannot give {name} access to the hub",
            f"run as the administrator of the database: {written}",
        ) from None
    return found is None
