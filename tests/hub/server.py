"""A PostgreSQL of this test process: in a temporary folder, on a socket there, no network.

``started()`` makes it, or ``Missing`` says why there is none. It is stopped and its folder removed
when this process ends, however that comes: a watcher waits for it. ``Server.database()`` is a new
database with what roles a test makes.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

OLDEST = 14
SUPERUSER = "postgres"
# What a folder for a socket may take of the 107 bytes of its path.
_LONGEST = 80
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
max_connections = 60
max_wal_size = 4GB
shared_buffers = 128MB
dynamic_shared_memory_type = mmap
timezone = 'UTC'
log_min_messages = warning
"""
# Those who are in with_password have to know one; all others are believed.
_WHO = """
local all +with_password scram-sha-256
local all all trust
"""
# Waits until the process at the other end of its input is gone; then nothing of the server stays.
_WATCHER = """
import os, shutil, signal, subprocess, sys
folder, program, user, group = sys.argv[1:5]
sys.stdin.buffer.read()
try:
    with open(folder + "/data/postmaster.pid") as file:
        os.kill(int(file.readline()), signal.SIGCONT)
except (OSError, ValueError):
    pass
more = {"user": int(user), "group": int(group), "extra_groups": []} if os.geteuid() == 0 else {}
subprocess.run(
    [program, "-D", folder + "/data", "-m", "immediate", "-w", "stop"], cwd=folder, **more,
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
shutil.rmtree(folder, ignore_errors=True)
"""


class Missing(Exception):
    """Why there is no server."""


@dataclass
class Database:
    """A database of its own, and the roles that a test makes; both go when the test ends."""

    server: Server
    name: str
    _connections: dict[str, Any] = field(default_factory=dict)

    def url(self, user: str = SUPERUSER, password: str | None = None) -> str:
        """Where it is for a user, as libpq reads it."""
        who = quote(user) if password is None else f"{quote(user)}:{quote(password)}"
        place = urlencode({"host": str(self.server.folder)})
        return f"postgresql://{who}@/{self.name}?{place}"

    def sql(self, query: str, *values: Any, user: str = SUPERUSER) -> list[tuple[Any, ...]]:
        """The rows of a statement, in a transaction of its own."""
        import psycopg

        if user not in self._connections or self._connections[user].closed:
            self._connections[user] = self._connect(user)
        try:
            cursor = self._connections[user].execute(query, values or None)
        except psycopg.OperationalError:  # from before a restart
            self._connections[user] = self._connect(user)
            cursor = self._connections[user].execute(query, values or None)
        return cursor.fetchall() if cursor.description else []

    def _connect(self, user: str) -> Any:
        import psycopg

        return psycopg.connect(self.url(user), connect_timeout=10, autocommit=True)

    def close(self) -> None:
        """Close the connections of ``sql``."""
        while self._connections:
            self._connections.popitem()[1].close()

    def role(self, name: str, options: str = "LOGIN", *, password: str | None = None) -> str:
        """A new login role; with a password, it has to give it.

        :return: the URL for it, without the password
        """
        self.sql(f'CREATE ROLE "{name}" {options}')
        if password is not None:
            self.sql(f'GRANT with_password TO "{name}"')
            self.sql(f"ALTER ROLE \"{name}\" PASSWORD '{password}'")
        return self.url(name)

    def keep_time(self, owner: str) -> None:
        """Make the hub's tables as their owner, and give the hub a clock that a test sets."""
        import psycopg

        from timelog_cli.store.hub.schema.upgrading import prepare

        with psycopg.connect(self.url(owner), autocommit=True) as connection:
            prepare(connection)
        self.sql("CREATE TABLE public.moment (ms bigint); GRANT SELECT ON public.moment TO PUBLIC")
        self.sql("INSERT INTO public.moment VALUES (0)")
        self.sql(
            "CREATE OR REPLACE FUNCTION timelog.now_ms() RETURNS bigint LANGUAGE sql"
            " AS 'SELECT ms FROM public.moment'"
        )

    def set_time(self, seconds: float) -> None:
        """Set the hub's clock to an instant."""
        self.sql("UPDATE public.moment SET ms = %s", int(seconds * 1000))

    def owner(self, name: str) -> str:
        """A login role that may do all in this database, and make others; its URL."""
        url = self.role(name, "LOGIN CREATEROLE")
        self.sql(f'ALTER DATABASE "{self.name}" OWNER TO "{name}"')
        return url


@dataclass
class Server:
    """A PostgreSQL in a folder; ``who`` are the user and group that root starts it as."""

    folder: Path
    programs: Path
    who: tuple[int, int] | None
    watcher: subprocess.Popen[bytes]
    names: Iterator[int] = field(default_factory=lambda: count(1))
    stopped: list[int] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> str:
        """What the server said."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._control("-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop it: ``immediate``, as if the power went; ``fast``, in order."""
        self.go_on()
        self._control("-m", how, "stop")

    def restart(self, how: str = "immediate") -> None:
        """Stop it and start it again."""
        self.stop(how)
        self.start()

    def pause(self) -> None:
        """Let it take connections and answer nothing, until ``go_on``."""
        import psycopg

        with psycopg.connect(self._admin().url(), autocommit=True) as connection:
            self._hold(self._pid())
            others = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            for (pid,) in connection.execute(others).fetchall():
                self._hold(pid)

    def go_on(self) -> None:
        """End a pause."""
        while self.stopped:
            try:
                os.kill(self.stopped.pop(), signal.SIGCONT)
            except ProcessLookupError:
                continue

    @contextmanager
    def database(self) -> Iterator[Database]:
        """A new database; the roles that were made for it go with it."""
        made = Database(self, f"timelog_{next(self.names)}")
        self._alone(f'CREATE DATABASE "{made.name}"')
        try:
            yield made
        finally:
            made.close()
            self.go_on()
            self._start_again()
            self._alone(f'DROP DATABASE "{made.name}" WITH (FORCE)')
            self._drop_roles()

    def close(self) -> None:
        """Stop it for good, and remove its folder."""
        if self.watcher.stdin is not None:
            self.watcher.stdin.close()
        self.watcher.wait(30)

    def _start_again(self) -> None:
        """Start it where a test stopped it; asking it is quicker than a start that fails."""
        import psycopg

        try:
            self._alone("SELECT 1")
        except psycopg.OperationalError:
            self.start()

    def _admin(self) -> Database:
        return Database(self, "postgres")

    def _alone(self, statement: str) -> list[tuple[Any, ...]]:
        admin = self._admin()
        try:
            return admin.sql(statement)
        finally:
            admin.close()

    def _drop_roles(self) -> None:
        kept = f"rolname LIKE 'pg\\_%' OR rolname IN ('with_password', '{SUPERUSER}')"
        found = self._alone(f"SELECT rolname FROM pg_roles WHERE NOT ({kept})")
        if found:  # at once, as some have given others their rights
            self._alone(f"DROP ROLE {', '.join(_quoted(name) for (name,) in found)}")

    def _pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def _hold(self, pid: int) -> None:
        os.kill(pid, signal.SIGSTOP)
        self.stopped.append(pid)

    def _control(self, *words: str) -> None:
        done = _run(self, "pg_ctl", "-D", str(self.data), "-w", "-t", "60", *words)
        if done.returncode:
            raise AssertionError(f"pg_ctl {words}: {done.stdout}\n{self.log}")


def started() -> Server:
    """A new server, which ends with this process.

    :raises Missing: it cannot be had here
    """
    programs, who = _programs(), _ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_place(who)))
    if who is not None:
        os.chown(folder, *who)
    server = Server(folder, programs, who, _watched(folder, programs, who))
    try:
        _make(server)
        server.start()
        server._alone("CREATE ROLE with_password")
    except BaseException:
        server.close()
        raise
    return server


def _make(server: Server) -> None:
    words = ("-D", str(server.data), "-U", SUPERUSER, "--auth=trust", "--no-sync")
    done = _run(server, "initdb", *words, "--encoding=UTF8", "--locale=C")
    if done.returncode:
        raise Missing(f"initdb of PostgreSQL fails here: {done.stdout.strip()[-300:]}")
    with (server.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(_SETTINGS.format(folder=server.folder))
    (server.data / "pg_hba.conf").write_text(_WHO, encoding="utf-8")


def _run(server: Server, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A program of PostgreSQL, as the user of the server; what it says goes to a file, as the
    server that ``pg_ctl`` starts would keep a pipe open."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        done = subprocess.run(
            [str(server.programs / program), *words],
            cwd=server.folder,
            env={**_environment(), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            **_as(server.who),
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, said.read())


def _environment() -> dict[str, str]:
    """Without what would point libpq elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _as(who: tuple[int, int] | None) -> dict[str, Any]:
    return {} if who is None else {"user": who[0], "group": who[1], "extra_groups": []}


def _watched(folder: Path, programs: Path, who: tuple[int, int] | None) -> subprocess.Popen[bytes]:
    user, group = who or (-1, -1)
    words = [str(folder), str(programs / "pg_ctl"), str(user), str(group)]
    return subprocess.Popen(
        [sys.executable, "-I", "-c", _WATCHER, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _programs() -> Path:
    """The folder of the programs of the newest PostgreSQL.

    :raises Missing: there is none, or only an older one
    """
    found = shutil.which("initdb")
    named = [Path(found).resolve().parent] if found else []
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for folder in (*named, *packaged):
        whole = all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres"))
        if whole and _version(folder) >= OLDEST:
            return folder
    raise Missing(f"no PostgreSQL {OLDEST} or newer in PATH or /usr/lib/postgresql")


def _version(folder: Path) -> int:
    try:
        said = subprocess.run(
            [str(folder / "initdb"), "--version"], capture_output=True, text=True, timeout=10
        ).stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)(\.|devel|beta|rc|$|\s)", said.partition(")")[2])
    return int(found[1]) if found else 0


def _ordinary_user() -> tuple[int, int] | None:
    """Whom root starts it as, since a PostgreSQL refuses root; ``None`` for who is no root.

    :raises Missing: the system has no such user
    """
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise Missing("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _place(who: tuple[int, int] | None) -> str:
    """A folder for its folder, in memory where there is one, which its user may go through."""
    for name in (tempfile.gettempdir(), "/dev/shm", "/tmp"):
        place = Path(name)
        if place.is_dir() and len(name) < _LONGEST and (who is None or _open_to_all(place)):
            return name
    raise Missing("no folder for temporary files that another user may go through")


def _open_to_all(place: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (place, *place.parents))


def _quoted(name: str) -> str:
    """The name of a role, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
