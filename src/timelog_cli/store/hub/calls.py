"""What files ask the hub, and what it answers; rows are as ``domain.sync`` has them on the way.

with connect(url) as hub:
    hub.at(workspace, node, role)
    with hub.transaction():
        hub.push(batch, token, next_token, seen, body)
    with hub.reading():
        upto, rows = hub.pull(seen)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store.hub import connecting
from timelog_cli.store.hub.schema import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    import psycopg

    # Of a row on the way.
    Row = dict[str, Any]

# Rows that are fetched from the hub at once.
_FETCH = b"FETCH 5000 FROM pulling"
_CONFLICT = (
    *("id", "kind", "tbl", "uuid", "other_uuid", "grp", "kept", "lost"),
    *("node", "member", "at", "resolved"),
)


class Place(Frozen):
    """Where a file belongs: a workspace of the hub, and its number in it."""

    workspace: bytes
    node: int
    name: str


class Hello(Frozen):
    """What the hub says of itself and of the file.

    ``token_is_same``: whether the hub expects the token that the file has. ``now_ms`` is the hub's
    own clock, in milliseconds since 1970; ``swept`` the number of the push up to which deleted rows
    are forgotten.
    """

    role: str
    member: str
    seq: int
    clock: int
    batch: int
    token_is_same: bool
    token: bytes | None
    now_ms: int
    swept: int = 0


class Pushed(Frozen):
    """What became of a push; ``applied`` is false of one that had come before."""

    applied: bool
    seq: int
    clock: int


class Member(Frozen):
    """A person of the team; ``last_at`` is when a file of theirs last called, in UTC seconds."""

    name: str
    role: str
    files: int
    last_at: int | None


class Hub:
    """A connection to the hub, to be closed as files are.

    ``shown`` is its address without a password.
    """

    def __init__(self, connection: psycopg.Connection[Any], shown: str) -> None:
        self.shown = shown
        self._connection = connection
        self._place = Place(b"", 0, "")
        self._leads = False

    def __enter__(self) -> Hub:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    @property
    def login(self) -> str:
        """The role that is logged in."""
        return self._connection.info.user

    def at(self, workspace: bytes, node: int, role: str = "owner") -> None:
        """Say which file calls; members see less than leads and owners."""
        self._place = Place(workspace, node, "")
        self._leads = role != "member"

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is asked within it is done at its end, or not at all."""
        with self._meaning(), self._connection.transaction():
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is fetched within it is of one moment."""
        with self._meaning(), self._connection.transaction():
            self._connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._connection.execute("SET LOCAL jit = off")
            yield

    def init(self, workspace: str, node_name: str, records: int = 0) -> Place:
        """Make the hub's tables where they are not there, and a workspace; its owner calls.

        :param records: the highest number of a record in the file
        :raises TimelogError: the database cannot be a hub, or has such a workspace
        """
        from timelog_cli.store.hub.schema.upgrading import prepare

        with self._meaning():
            prepare(self._connection)
        return self._placed("init(%s, %s, %s)", workspace, node_name, records)

    def join(self, workspace: str | None, node_name: str) -> Place:
        """Give a file a place in a workspace, in the only one where none is named."""
        self.check()
        return self._placed("join_workspace(%s, %s)", workspace, node_name)

    def check(self) -> None:
        """Check that the database is a hub that this program knows.

        :raises DatabaseError: it is none, or newer
        """
        from timelog_cli.store.hub.schema.upgrading import bring_up

        with self._meaning():
            bring_up(self._connection)

    def hello(self, token: bytes | None, seen: int) -> Hello:
        """Say that the file is here, and what it has seen."""
        self.check()
        said = self._one("hello(%s, %s, %s, %s)", *self._me(), _uuid(token), seen)
        said["token"] = bytes.fromhex(said["token"]) if said["token"] else None
        self._leads = said["role"] != "member"
        return Hello(**said)

    def push(
        self,
        batch: int,
        token: bytes | None,
        next_token: bytes,
        seen: int,
        body: Mapping[str, Any],
    ) -> Pushed:
        """Send changes; a batch that was taken already does nothing.

        :param body: ``rows`` by table, of ``id``, ``clocks``, ``values``; ``deleted`` by table, of
            ``id``, ``clock``; ``issue``, whether documents come, which needs all that the hub has
        :raises Moved: documents are to be issued, and the file has not all that the hub has
        :raises Copied: another copy of the file has sent changes since
        """
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        tokens = (_uuid(token), _uuid(next_token))
        call = "push(%s, %s, %s, %s, %s, %s, %s::jsonb)"
        return Pushed(**self._one(call, *self._me(), batch, *tokens, seen, text))

    def pull(self, seen: int, *, everything: bool = False) -> tuple[int, Iterator[tuple[str, Row]]]:
        """The number of the last push, and the rows that changed after another one, within
        ``reading``: ``id``, ``deleted``, the ``node`` that changed it, and the values by their
        names, but the ``number`` of a record.

        :param everything: whether also what the file itself sent
        """
        row = self._execute(
            "SELECT seq FROM timelog.workspace WHERE id = %s", self._workspace()
        ).fetchone()
        if row is None:
            raise Refused("the workspace has been removed from the hub", "timelog sync join")
        newest = int(row[0])
        if newest <= seen:
            return newest, iter(())
        return newest, self._rows(seen, -1 if everything else self._place.node)

    def conflicts(self, seen: int) -> list[Row]:
        """What could not be agreed on, or was decided, after a push: ``resolved`` says which."""
        rows = self._execute(
            "SELECT c.id, c.kind, c.tbl, encode(uuid_send(c.uuid), 'hex'),"
            " encode(uuid_send(c.other_uuid), 'hex'), c.grp, c.kept, c.lost,"
            " coalesce(n.name, ''), coalesce(c.member::text, ''),"
            " extract(epoch FROM c.at)::bigint, c.resolved_at IS NOT NULL"
            " FROM timelog.conflict AS c LEFT JOIN timelog.node AS n"
            " ON n.workspace_id = c.workspace_id AND n.node = c.node"
            " WHERE c.workspace_id = %s AND c.hub_seq > %s ORDER BY c.id",
            self._workspace(),
            seen,
        )
        return [dict(zip(_CONFLICT, row, strict=True)) for row in rows]

    def nodes(self) -> dict[int, tuple[str, str]]:
        """The files that take part, by number: the name of each, and its member."""
        rows = self._execute(
            "SELECT node, name, member::text FROM timelog.node WHERE workspace_id = %s",
            self._workspace(),
        )
        return {node: (name, member) for node, name, member in rows}

    def lease(self, count: int) -> tuple[int, int]:
        """Reserve record numbers: the first and the last one."""
        with self._meaning():
            row = self._connection.execute(
                "SELECT * FROM timelog.lease(%s, %s, %s)", [*self._me(), count]
            ).fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    def members(self) -> list[Member]:
        """Who takes part, by name."""
        rows = self._execute(
            "SELECT m.login::text, m.role, count(n.node),"
            " extract(epoch FROM max(n.last_at))::bigint"
            " FROM timelog.member AS m LEFT JOIN timelog.node AS n"
            " ON n.workspace_id = m.workspace_id AND n.member = m.login AND n.left_at IS NULL"
            " WHERE m.workspace_id = %s AND m.removed_at IS NULL GROUP BY 1, 2 ORDER BY 1",
            self._workspace(),
        )
        return [Member(*row) for row in rows]

    def member_add(self, name: str, role: str) -> bool:
        """Add a member, or change the role of one.

        :return: whether a login role was made for it, which has no password yet
        """
        from timelog_cli.store.hub.schema.roles import make_login

        with self._meaning(), self._connection.transaction():
            made = make_login(self._connection, name)
            self._call("member_add(%s, %s, %s)", self._workspace(), name, role)
        return made

    def member_remove(self, name: str) -> None:
        """Remove a member; the login role stays, and reaches nothing."""
        self._call("member_remove(%s, %s)", self._workspace(), name)

    def has_place(self) -> bool:
        """Whether the hub remembers the file, even if that takes no part any more."""
        query = "SELECT 1 FROM timelog.node WHERE workspace_id = %s AND node = %s"
        return bool(self._execute(f"{query} AND member = session_user", *self._me()).fetchone())

    def known_records(self, ids: Iterable[bytes]) -> set[bytes]:
        """Which of these records the hub has, or had."""
        query = "SELECT id FROM timelog.record WHERE workspace_id = %s AND id = ANY (%s)"
        asked = [UUID(bytes=one) for one in ids]
        return {one.bytes for (one,) in self._execute(query, self._workspace(), asked).fetchall()}

    def resolve(self, conflict: int, resolution: str) -> None:
        """Say what was decided about a conflict: ``mine``, ``theirs`` or ``both``.

        :raises NotFound: it is not open, or not one that the caller sees
        """
        self._call("resolve(%s, %s, %s, %s)", *self._me(), conflict, resolution)

    def begin_again(self, seen: int, *, is_older: bool) -> None:
        """Let the numbers of pushes go on above those of before, as the hub was restored.

        :param seen: the number of the last push that the file has seen
        :param is_older: whether the hub lacks what the file had sent
        :raises Refused: a member asks before any lead has
        """
        self._call("begin_again(%s, %s, %s)", self._workspace(), seen, is_older)

    def leave(self) -> None:
        """End the part that the file takes."""
        self._call("leave(%s, %s)", *self._me())

    def _rows(self, seen: int, node: int) -> Iterator[tuple[str, Row]]:
        wanted = {"workspace": self._workspace(), "seen": seen, "node": node}
        for table in TABLES:
            query, names = reading.changed(table, leads=self._leads)
            for row in self._each(query, wanted):
                yield table.name, dict(zip(names, row, strict=True))

    def _each(self, query: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, some at a time: there can be more than fit into memory."""
        with self._meaning():
            declare = f"DECLARE pulling NO SCROLL CURSOR FOR {query}"
            self._connection.execute(declare.encode(), values)
            while rows := self._connection.execute(_FETCH).fetchall():
                yield from rows
            self._connection.execute("CLOSE pulling")

    def _placed(self, call: str, *values: object) -> Place:
        with self._meaning():
            row = self._connection.execute(
                f"SELECT * FROM timelog.{call}".encode(), values
            ).fetchone()
        assert row is not None
        self._place = Place(row[0].bytes, int(row[1]), row[2])
        return self._place

    def _workspace(self) -> UUID:
        return UUID(bytes=self._place.workspace)

    def _me(self) -> tuple[UUID, int]:
        return self._workspace(), self._place.node

    def _call(self, call: str, *values: object) -> None:
        self._one(call, *values)

    def _one(self, call: str, *values: object) -> Any:
        row = self._execute(f"SELECT timelog.{call}", *values).fetchone()
        assert row is not None
        return row[0]

    def _execute(self, query: str, *values: object) -> psycopg.Cursor[Any]:
        with self._meaning():
            return self._connection.execute(query.encode(), values)

    @contextmanager
    def _meaning(self) -> Iterator[None]:
        with connecting.meanings(self.shown):
            yield


def connect(url: str, *, insecure: bool = False) -> Hub:
    """A connection to a hub.

    :param insecure: whether the hub need not show that it is who it says
    :raises TimelogError: it cannot be reached, or refuses
    """
    return Hub(connecting.opened(url, insecure=insecure), connecting.shown(url))


def _uuid(token: bytes | None) -> UUID | None:
    return None if token is None else UUID(bytes=token)
