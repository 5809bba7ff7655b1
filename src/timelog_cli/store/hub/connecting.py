"""The way to the hub: the address, TLS, and what errors on the way mean to a user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote

from timelog_cli.domain.text import check_stored
from timelog_cli.errors import Busy, DatabaseError, NotFound, OutputError, Refused, TimelogError
from timelog_cli.extras import not_installed
from timelog_cli.store.failures import not_utf_8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import psycopg

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
# Seconds until a hub that does not answer is given up; libpq tries each address for so long.
_CONNECT_SECONDS = 15
# Seconds until others who hold the hub are waited for no longer, and until a file that went away in
# the middle holds it no longer.
_WAIT_SECONDS = 60
_AWAY_SECONDS = 300
# What others make in the database, as in the schema public, is never called by what we ask.
_SESSION = (
    "SET search_path = pg_catalog, pg_temp; SET lock_timeout = '{0}s';"
    " SET idle_in_transaction_session_timeout = '{1}s'"
)
# A network that stops in the middle is noticed in half a minute.
_WATCHED = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "30000",
}


class Moved(Refused):
    """The hub has changes that the file has not: fetch them, and try again."""


class Copied(Refused):
    """Another copy of this file has synchronised since: this one needs a place of its own."""


class Unplaced(Refused):
    """The file takes no part in the workspace, or not any more."""


def needed() -> Any:
    """Psycopg, which only those need who have a hub.

    :raises Refused: it is not installed
    """
    try:
        import psycopg
    except ImportError:
        raise not_installed("use a hub", "psycopg", "psycopg[binary]") from None
    return psycopg


def opened(url: str, *, insecure: bool) -> psycopg.Connection[Any]:
    """A connection; each statement is a transaction, but for those within one.

    No statement is prepared, so that there can be a pooler in between.

    :raises TimelogError: the hub cannot be reached, or refuses
    """
    connect = needed().connect
    with meanings(shown(url)):
        connection: psycopg.Connection[Any] = connect(
            url, autocommit=True, prepare_threshold=None, **settings(url, insecure=insecure)
        )
        if connection.info.server_version < 140000:
            connection.close()
            raise DatabaseError("the hub needs PostgreSQL 14 or newer")
        connection.execute(_SESSION.format(_WAIT_SECONDS, _AWAY_SECONDS).encode())
    return connection


def shown(url: str) -> str:
    """The address without its password.

    :raises Refused: it is none, or PostgreSQL would take a part of a password for something else
    """
    values = _values(url)
    if not url.startswith(("postgresql://", "postgres://")):
        return " ".join(
            f"{key}={_quoted(str(value))}" for key, value in values.items() if "password" not in key
        )
    without = re.sub(r"^(\w+://)([^@/:]*):[^@/]*@", r"\1\2@", url)
    place, _, query = without.partition("?")
    kept = [one for one in query.split("&") if "password" not in unquote(one.partition("=")[0])]
    return f"{place}?{'&'.join(kept)}" if any(kept) else place


def _quoted(value: str) -> str:
    if re.fullmatch(r"[^\s'\\]+", value):
        return value
    escaped = re.sub(r"(['\\])", r"\\\1", value)
    return f"'{escaped}'"


def as_url(address: str) -> str:
    """The address as a URL without a user, also that of a service; empty where it cannot be one."""
    if "://" in address:
        return address
    values = _values(address)
    said = _elsewhere(values) | values
    host, name, port = (str(said.get(key, "")) for key in ("host", "dbname", "port"))
    if not host or not name or re.search("[/,:@]", host):
        return ""
    root = said.get("sslrootcert")
    place = f"{host}:{port}" if port not in {"", "5432"} else host
    return f"postgresql://{place}/{quote(name, safe='')}" + (
        f"?sslrootcert={quote(str(root))}" if root else ""
    )


def has_password(url: str) -> bool:
    """Whether an address has a password in it."""
    return any("password" in key for key in _values(url))


def _values(url: str) -> dict[str, Any]:
    psycopg = needed()
    check_stored(url, "--hub")
    try:
        values = dict(psycopg.conninfo.conninfo_to_dict(url))
    except psycopg.ProgrammingError:
        values = {"port": "?"}
    ports = str(values.get("port", "")).replace(",", "")
    if "@" in f"{values.get('host')}{values.get('dbname')}" or (ports and not ports.isdecimal()):
        raise Refused(
            "the address of the hub is not one that PostgreSQL reads",
            "use an address like postgresql://anna@db.example.com/team; in a password, write"
            " @ as %40 and / as %2F",
        )
    return values


def settings(url: str, *, insecure: bool) -> dict[str, str]:
    """What is asked of a connection besides what the address says: above all, who the hub is."""
    values = _values(url)
    said = _elsewhere(values) | values
    found = {"application_name": "timelog", "client_encoding": "utf8"}
    found |= {key: value for key, value in _WATCHED.items() if key not in said}
    if "connect_timeout" not in said:
        found["connect_timeout"] = str(_CONNECT_SECONDS)
    if insecure or _is_local(said):
        return found
    found["sslmode"] = "verify-full"
    own = os.path.expanduser("~/.postgresql/root.crt")
    has_own = "sslrootcert" in said or os.path.exists(own)
    if not has_own and needed().pq.version() >= 160000:
        found["sslrootcert"] = "system"
    return found


def _elsewhere(values: dict[str, Any]) -> dict[str, str]:
    """What a service file and the environment say, which what is asked of a connection outdoes."""
    named = os.environ.get("PGSERVICE")
    service = values.get("service", named)
    if service is not None:
        os.environ["PGSERVICE"] = str(service)
    try:
        options = needed().pq.Conninfo.get_defaults()
    finally:
        if service is not None and named is None:
            del os.environ["PGSERVICE"]
        elif named is not None:
            os.environ["PGSERVICE"] = named
    return {one.keyword.decode(): one.val.decode() for one in options if one.val is not None}


def _is_local(said: dict[str, Any]) -> bool:
    """Whether nothing leaves this computer: a socket, or the address of the computer itself."""
    # A host address, where there is one, is what is called, whatever the host is named.
    called = said.get("hostaddr") or said.get("host") or ""
    if not called and "service" in said:
        return False
    return all(one in _LOCAL or one[:1] in {"", "/", "@"} for one in str(called).split(","))


@contextmanager
def meanings(address: str) -> Iterator[None]:
    """Errors of PostgreSQL become errors of this program."""
    psycopg = needed()
    try:
        yield
    except psycopg.Error as error:
        raise meaning(error, address) from error
    except UnicodeEncodeError as error:
        raise not_utf_8(error) from error


# Refusals of the hub's own functions.
_OURS: dict[str, type[TimelogError]] = {
    "TL001": Refused,
    "TL002": Refused,
    "TL003": Unplaced,
    "TL004": Copied,
    "TL005": Refused,
    "TL006": Moved,
    "TL007": DatabaseError,
    "TL008": NotFound,
    "TL009": Refused,
}
_NO_HUB = (
    "the database is not a hub of timelog, or this role cannot use it",
    "to create a hub: timelog sync init --hub URL; to get access, ask an owner of the workspace:"
    " timelog sync member add NAME --role member",
)
PARTLY_GONE = (
    "a part of the hub is missing from the database",
    "restore the database from its last backup, then: timelog sync --again",
)
_IN_USE = ("the hub is in use by others", "try again")
_READ_ONLY = (
    "the hub can only be read at the moment",
    "try again later, or use the address of the server that takes changes",
)
# What PostgreSQL says of the hub as a whole.
_STATES: dict[str, tuple[type[TimelogError], tuple[str, str]]] = {
    **dict.fromkeys(("42501", "3F000"), (DatabaseError, _NO_HUB)),
    **dict.fromkeys(("42P01", "42703", "42704", "42883"), (DatabaseError, PARTLY_GONE)),
    **dict.fromkeys(("55P03", "40001", "40P01"), (Busy, _IN_USE)),
    "25006": (Busy, _READ_ONLY),
}
_OF_CONNECTION = {"28P01", "28000", "3D000", "25P03"}


def meaning(error: psycopg.Error, address: str) -> TimelogError:
    """What an error of PostgreSQL means; it never shows a password."""
    state = error.sqlstate or ""
    said = error.diag.message_primary or ""
    if state in _OURS:
        return _OURS[state](said, error.diag.message_hint)
    if not state or state[:2] in {"08", "57", "53"} or state in _OF_CONNECTION:
        return _of_connection(error, address)
    if state in _STATES:
        kind, told = _STATES[state]
        return kind(*told)
    if state[:2] in {"22", "23"}:
        return DatabaseError(f"the hub rejected the changes: {said}", "timelog db check")
    return DatabaseError(f"the hub cannot be used: {said}")


_REASONS: tuple[tuple[str, type[TimelogError], str, str | None], ...] = (
    (
        "password authentication failed|no password supplied|28P01",
        Refused,
        "the hub {0} refused the name or the password",
        "set the password in ~/.pgpass, in a service file or in PGPASSWORD",
    ),
    (
        'role "" does not exist|not permitted to log in|permission denied for database'
        "|no pg_hba.conf entry|authentication failed|28000",
        Refused,
        "the hub {0} does not let this role log in",
        "to get access, ask an owner of the workspace: timelog sync member add NAME --role member",
    ),
    (
        'database "" does not exist|3D000',
        NotFound,
        "the hub {0} has no such database",
        "to create it: createdb NAME",
    ),
    (
        "definition of service",
        NotFound,
        "the hub {0} is not known: there is no such service",
        "describe it in ~/.pg_service.conf, or use an address:"
        " postgresql://anna@db.example.com/team",
    ),
    (
        "starting up|shutting down|in recovery|not currently accepting connections|57P03",
        Busy,
        "the hub {0} takes no connections at the moment",
        "try again later",
    ),
    (
        "server closed the connection|connection.*lost|terminating connection"
        "|consuming input failed|57P0|could not (send|receive) data|connection is closed"
        "|Connection reset|SSL SYSCALL error|SSL connection has been closed|unexpected eof",
        OutputError,
        "the connection to the hub {0} was lost",
        "run the command again: nothing is lost",
    ),
    (
        "root certificate file .* does not exist|could not read root certificate file",
        NotFound,
        "the file of certificates for the hub {0} cannot be read",
        "check sslrootcert in the address",
    ),
    (
        "does not match host name",
        Refused,
        "the connection to the hub {0} cannot be trusted: its TLS certificate is for another host",
        "use the host name that the certificate has, or --insecure",
    ),
    (
        "certificate|SSL|ssl|root.crt",
        Refused,
        "the connection to the hub {0} cannot be trusted: its TLS certificate was not verified",
        "add sslrootcert=FILE to the address, or use --insecure",
    ),
    (
        "too many (connections|clients)|53300|remaining connection slots",
        Busy,
        "the hub {0} has no free connection",
        "try again later",
    ),
    ("53100|No space left", OutputError, "the disk of the hub {0} is full", None),
    ("57014|statement timeout", Busy, "the hub {0} took too long", "try again"),
)


def _of_connection(error: psycopg.Error, address: str) -> TimelogError:
    # Without names, which say nothing of the reason.
    said = re.sub('"[^"]*"', '""', f"{error.sqlstate or ''} {error}")
    for pattern, kind, message, hint in _REASONS:
        if re.search(pattern, said):
            return kind(message.format(address), hint)
    return OutputError(
        f"the hub {address} cannot be reached",
        "check the address and the network, and run the command again: nothing is lost",
    )
