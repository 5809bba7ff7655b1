"""Two files, and what one of them sends carried into the other as a hub would hand it out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.harness import Cli
from timelog_cli.domain.sync.tables import TABLES
from timelog_cli.store import open_store
from timelog_cli.store.connection import CommandInfo, Store
from timelog_cli.store.sync import cloning, incoming, noting, outgoing, state, wire

Rows = dict[str, dict[str, dict[str, Any]]]
PULL = CommandInfo(1_793_610_000, "bob", "timelog sync", kind="sync")
# A socket that is nowhere: nobody is asked for an address.
HUB = "postgresql:///team?host=/nowhere"


@contextmanager
def opened(cli: Cli) -> Iterator[Store]:
    store = open_store(str(cli.path))
    try:
        yield store
    finally:
        store.close()


def begin(store: Store, node: int, *, issuing: bool = True) -> None:
    """Give a file a hub that is never reached, and numbers for records."""
    with state.writing(store):
        state.begin(
            store,
            hub=HUB,
            workspace="team",
            workspace_id=bytes(16),
            node=node,
            member="ada",
            role="owner",
            token=bytes([node]) * 16,
        )
        state.update(store, issuing=int(issuing))
        state.add_block(store, 1000 * node, 1000 * node + 999)


def contents(store: Store) -> Rows:
    """All that is exchanged, by table and UUID."""
    return {table.name: dict(wire.everything(store, table)) for table in TABLES}


class Carrier:
    """What a file sends, in batches of a size; it keeps the rows as they came last.

    :param alone: whether the commands in between see a file without a hub, as those that issue
        documents would ask it
    """

    def __init__(self, *, alone: bool = False) -> None:
        self.kept: Rows = {table.name: {} for table in TABLES}
        self.number = 0
        self._alone = alone
        self._aside: state.State | None = None

    def sent(self, cli: Cli, most: int = 5000) -> dict[str, list[dict[str, Any]]]:
        """Note and send all that changed: the rows by table, the newest state of each."""
        came: Rows = {table.name: {} for table in TABLES}
        with opened(cli) as store, self._awake(store):
            with state.writing(store):
                noting.note(store)
            while noting.pending(store):
                self.number += 1
                with state.writing(store):
                    body = outgoing.batch(store, self.number, most)
                body = json.loads(json.dumps(body))
                self._take(body, came)
                with state.writing(store):
                    outgoing.acknowledged(store, self.number)
            self._link(store, came)
        return {name: list(rows.values()) for name, rows in came.items() if rows}

    def _link(self, store: Store, came: Rows) -> None:
        """Say which documents logs and items are on, which a hub knows by the documents."""
        for name in ("log", "item"):
            for uuid, values in wire.everything(store, wire.synced(name)):
                kept = self.kept[name][uuid]
                if kept["invoice_id"] != values["invoice_id"]:
                    linked = {**kept, "invoice_id": values["invoice_id"]}
                    self.kept[name][uuid] = came[name][uuid] = linked

    @contextmanager
    def _awake(self, store: Store) -> Iterator[None]:
        """The file with its hub."""
        if self._aside is not None:
            store.insert("sync_state", **self._aside._asdict())
        yield
        if self._alone:
            self._aside = state_of(store)
            store.run("DELETE FROM sync_state")

    def _take(self, body: dict[str, Any], came: Rows) -> None:
        for name, rows in body["rows"].items():
            for row in rows:
                values = dict(row["values"])
                if name == "record":
                    values["number"] = values.pop("id")
                one = {**values, "id": row["id"], "deleted": False, "node": 1}
                self.kept[name][row["id"]] = came[name][row["id"]] = one
        for name, rows in body["deleted"].items():
            for row in rows:
                one = {**self.kept[name].pop(row["id"], {}), "id": row["id"], "deleted": True}
                came[name][row["id"]] = one


def state_of(store: Store) -> state.State:
    found = state.read(store)
    assert found is not None
    return found


def apply(cli: Cli, rows: dict[str, list[dict[str, Any]]]) -> incoming.Applied:
    """Put what was sent into another file."""
    with opened(cli) as store, state.Pulling(store, PULL):
        tables = [(table.name, rows[table.name]) for table in TABLES if table.name in rows]
        return incoming.apply(store, tables)


def cloned(folder: Path, kept: Rows) -> Cli:
    """A new file with all rows that were sent."""
    cli = Cli(folder)
    with opened(cli) as store:
        begin(store, 2)
        with store.writing(PULL) as transaction:
            tables = [(table.name, list(kept[table.name].values())) for table in TABLES]
            cloning.clone(store, tables, transaction.entry_id)
    return cli
