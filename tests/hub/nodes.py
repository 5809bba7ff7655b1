"""Files that take part in a hub, as far as the hub can tell: rows, clocks, pushes and pulls."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.hub.server import Database
from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.hub.calls import Hub, Pushed, connect
from timelog_cli.store.sync.wire import key_of, wire_id

START = 1_790_000_000
HOUR = 3600
# Values of a row of each table where a test says nothing else.
_PLAIN: dict[str, dict[str, Any]] = {
    "owner": {"name": "anna"},
    "customer": {
        **{one.name: "" for one in BY_NAME["customer"].columns if one.required},
        "name": "Acme",
        "tax_treatment": "standard",
        "emails": [],
    },
    "service": {
        "name": "Consulting",
        "price": "100.00",
        "currency": "EUR",
        "unit": "hour",
        "unit_seconds": 3600,
        "tax_rate": "19",
        "includes_tax": False,
    },
    "record": {
        "id": 1,
        "type": "case",
        "created_at": START,
        "title": "Website",
        "description": "",
        "status": "open",
        "billable": False,
        "includes_tax": False,
        "rates": [],
    },
    "log": {
        "start_at": START,
        "end_at": START + HOUR,
        "zone": "UTC",
        "timed": False,
        "laid_out": False,
        "created_at": START,
        "segments": [[START, START + HOUR]],
        "billable": False,
        "billed_elsewhere": False,
        "note": "",
        "tags": [],
    },
    "timer": {
        "started_at": START,
        "changed_at": START,
        "running_since": START,
        "zone": "UTC",
        "note": "",
        "billable": False,
        "segments": [],
        "tags": [],
    },
    "item": {
        "day": "2026-11-30",
        "description": "Licence",
        "quantity": "1",
        "unit": "piece",
        "unit_price": "10.00",
        "currency": "EUR",
    },
    "day_off": {"day": "2026-12-24", "half": False, "title": ""},
    "invoice": {
        "kind": "invoice",
        "series": "R",
        "currency": "EUR",
        "issue_date": "2026-11-30",
        "due_date": "2026-12-14",
        "total": "100.00",
        "payable": "119.00",
        "issued_at": START,
        "snapshot": '{"a":  1}',
        "lines": [],
        "line_logs": [],
        "line_items": [],
        "draws": [],
    },
    "message": {
        "message_id": "<1@example.com>",
        "sender_name": "Erika",
        "subject": "Hello",
        "body": "…",
        "attachments": "[]",
        "received_at": START,
        "digest": "0" * 64,
        "parents": [],
    },
    "imported": {"source": "toggl", "entry_key": "A" * 22 + "==", "content": "A" * 22 + "=="},
    "payment": {"amount": "10.00", "paid_on": "2026-12-01", "reason": ""},
    "period_lock": {"last_day": "2026-10-31", "locked_before": START - 1000},
}


def new_id() -> str:
    """The UUID of a row, as it is on the way."""
    return secrets.token_hex(16)


def _id(table: str, values: dict[str, Any]) -> str:
    """The UUID of a new row: made of its values, or any."""
    synced = BY_NAME[table]
    if not synced.natural:
        return new_id()
    return wire_id(synced, key_of(synced, {name: value or "" for name, value in values.items()}))


def _values(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row that came, by their names in the file."""
    if table == "record":
        row = {**row, "id": row["number"]}
    columns = [*BY_NAME[table].columns, *BY_NAME[table].parts]
    return {one.name: row[one.name] for one in columns}


class Node:
    """A file: what it knows of rows, and what it has not sent yet."""

    def __init__(self, hub: Hub, workspace: bytes, node: int) -> None:
        self.hub, self.workspace, self.number = hub, workspace, node
        self.seen = self.batch = 0
        self.clock = (START * 1000) << 16
        self.token: bytes | None = None
        self.known: dict[tuple[str, str], dict[str, Any]] = {}
        self.rows: dict[tuple[str, str], dict[str, list[int]]] = {}
        self.gone: dict[tuple[str, str], list[int]] = {}

    def put(self, table: str, id_: str | None = None, **values: Any) -> str:
        """A new row, or new values of one: the groups that they are in have changed."""
        columns = [*BY_NAME[table].columns, *BY_NAME[table].parts]
        id_ = id_ or _id(
            table, {one.name: None for one in columns} | _PLAIN.get(table, {}) | values
        )
        key = (table, id_)
        new = key not in self.known
        old = self.known.get(key) or {one.name: None for one in columns} | _PLAIN.get(table, {})
        self.known[key] = old | values
        clocks = self.rows.setdefault(key, {})
        for group in BY_NAME[table].groups:
            names = {one.name for one in (*group.columns, *group.parts)}
            told = group.name != "invoice" or table not in {"log", "item"}
            if told and (new or names & values.keys()):
                clocks[group.name] = [self.tick(), self.seen]
        return id_

    def drop(self, table: str, id_: str) -> None:
        """A row that is gone."""
        self.rows.pop((table, id_), None)
        self.known.pop((table, id_), None)
        self.gone[table, id_] = [self.tick(), self.seen]

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def push(self, *, issue: bool = False) -> Pushed:
        """Send what was not sent."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for (table, id_), clocks in self.rows.items():
            row = {"id": id_, "clocks": clocks, "values": self.known[table, id_]}
            rows.setdefault(table, []).append(row)
        deleted: dict[str, list[dict[str, Any]]] = {}
        for (table, id_), clock in self.gone.items():
            deleted.setdefault(table, []).append({"id": id_, "clock": clock})
        following = secrets.token_bytes(16)
        self.batch += 1
        try:
            with self.hub.transaction():
                done = self.hub.push(
                    self.batch,
                    self.token,
                    following,
                    self.seen,
                    {"rows": rows, "deleted": deleted, "issue": issue},
                )
        except BaseException:
            self.batch -= 1
            raise
        self.token = following
        self.rows, self.gone = {}, {}
        self.clock = max(self.clock, done.clock)
        return done

    def pull(self, *, everything: bool = False) -> list[tuple[str, dict[str, Any]]]:
        """Fetch what is new, and keep it."""
        with self.hub.reading():
            upto, rows = self.hub.pull(0 if everything else self.seen, everything=everything)
            came = list(rows)
            self.clock = max(self.clock, self.hub_clock())
        self.seen = upto
        for table, row in came:
            key = (table, row["id"])
            if key in self.rows or key in self.gone:
                continue
            if row["deleted"]:
                self.known.pop(key, None)
            else:
                self.known[key] = _values(table, row)
        return came

    def hub_clock(self) -> int:
        row = self.hub._connection.execute("SELECT max(clock) FROM timelog.workspace").fetchone()
        return int(row[0]) if row else 0

    def sync(self) -> None:
        """Send, then fetch."""
        self.push()
        self.pull()

    def of(self, table: str) -> dict[str, dict[str, Any]]:
        """What the file has of a table."""
        return {id_: row for (name, id_), row in self.known.items() if name == table}

    def conflicts(self) -> list[dict[str, Any]]:
        """What is open of what could not be agreed on."""
        return [one for one in self.hub.conflicts(0) if not one["resolved"]]


class Shared:
    """A hub with files of several people."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.opened: list[Hub] = []
        with self.connected(database.owner("boss")) as hub:
            self.place = hub.init("team", "first", 10)
        hub = connect(database.url("boss"))
        self.opened.append(hub)
        hub.at(self.place.workspace, self.place.node)
        self.boss = Node(hub, self.place.workspace, self.place.node)

    @contextmanager
    def connected(self, url: str) -> Iterator[Hub]:
        with connect(url) as hub:
            yield hub

    def node(self, name: str) -> Node:
        """A new file of a member."""
        hub = connect(self.database.url(name))
        self.opened.append(hub)
        place = hub.join("team", f"laptop of {name}")
        role = hub.hello(None, 0).role
        hub.at(place.workspace, place.node, role)
        return Node(hub, place.workspace, place.node)

    def member(self, name: str, role: str = "member") -> Node:
        """A new member with a file."""
        self.database.role(name)
        self.boss.hub.member_add(name, role)
        node = self.node(name)
        node.pull()
        return node

    def owner(self, name: str) -> str:
        """The UUID of the owner row of a member."""
        query = "SELECT encode(uuid_send(owner_id), 'hex') FROM timelog.member WHERE login = %s"
        return str(self.database.sql(query, name)[0][0])

    def close(self) -> None:
        for hub in self.opened:
            hub.__exit__(None, None, None)
