"""What a file knows of its hub, and the numbers of records that are kept for it there."""

from __future__ import annotations

from contextlib import contextmanager

from timelog_cli.frozen import Frozen
from timelog_cli.store.connection import Transaction, connect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Any

    from timelog_cli.store.connection import Store

TABLES = ("sync_state", "outbox", "number_block", "conflict")
_NUMBERS = "SELECT {} FROM number_block WHERE next <= last"


class State(Frozen):
    """What a file knows of its hub.

    :param hub: its URL, without a password
    :param node: the number of this file there
    :param seen: the sequence number up to which all that is there is here
    :param noted_change: the number of the change up to which changes are in the outbox
    :param clock: the last one that was given or seen
    :param batch: the number of the last batch that the hub has taken
    :param sent: the number of the last batch that was put together, whether or not it arrived
    :param issuing: whether documents can be issued, as the hub takes part
    :param synced_at: UTC seconds
    """

    hub: str
    workspace: str
    workspace_id: bytes
    node: int
    member: str
    role: str
    seen: int
    noted_change: int
    clock: int
    batch: int
    sent: int
    token: bytes
    next_token: bytes | None
    issuing: bool
    synced_at: int | None


_COLUMNS = ", ".join(State._fields)


def read(store: Store) -> State | None:
    """What the file knows; ``None`` where it has no hub."""
    row = store.row(f"SELECT {_COLUMNS} FROM sync_state")
    return None if row is None else State._make(row)._replace(issuing=bool(row[13]))


def begin(
    store: Store,
    *,
    hub: str,
    workspace: str,
    workspace_id: bytes,
    node: int,
    member: str,
    role: str,
    token: bytes,
    seen: int = 0,
    clock: int = 0,
) -> None:
    """Give the file a hub; what is in it counts as sent, until ``noting.everything`` says else."""
    store.insert(
        "sync_state",
        hub=hub,
        workspace=workspace,
        workspace_id=workspace_id,
        node=node,
        member=member,
        role=role,
        token=token,
        seen=seen,
        clock=clock,
    )
    caught_up(store)


def caught_up(store: Store) -> None:
    """Say that all changes of the history are at the hub, or in the outbox."""
    store.run("UPDATE sync_state SET noted_change = (SELECT coalesce(max(id), 0) FROM change)")


def update(store: Store, **values: Any) -> None:
    """Change what the file knows."""
    assignments = ", ".join(f"{name} = ?" for name in values)
    store.run(f"UPDATE sync_state SET {assignments}", tuple(values.values()))


def forget(store: Store) -> None:
    """Leave the hub: the file is one of its own again."""
    for table in TABLES:
        store.run(f"DELETE FROM {table}")


def add_block(store: Store, first: int, last: int) -> None:
    """Add numbers that the hub keeps for records of this file, both bounds included."""
    store.run("DELETE FROM number_block WHERE next > last")
    store.insert("number_block", first=first, last=last, next=first)


def drop_blocks(store: Store) -> None:
    """Give up the numbers that are left, as those of a copy are those of another file."""
    store.run("DELETE FROM number_block")


def restored(path: str, busy_seconds: float) -> bool:
    """Give up the numbers in a backup that was put in place; whether it has a hub.

    Since it was made they may have been taken; with the next exchange come others.
    """
    store = connect(path, busy_seconds=busy_seconds)
    try:
        known = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sync_state')"
        if not store.value(known) or read(store) is None:
            return False
        with writing(store):
            drop_blocks(store)
        return True
    finally:
        store.close()


def free_numbers(store: Store) -> int:
    """How many records can be added before the next exchange."""
    return int(store.value(_NUMBERS.format("coalesce(sum(last - next + 1), 0)")))


def last_record_number(store: Store) -> int:
    """The last number that a record of this file got, whether or not it is there still."""
    sql = (
        "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'record'), 0),"
        " coalesce((SELECT max(id) FROM record), 0))"
    )
    return int(store.value(sql))


@contextmanager
def writing(store: Store) -> Iterator[None]:
    """A write transaction without an entry in the history, for what is of the exchange alone."""
    store.run("BEGIN IMMEDIATE")
    try:
        yield
        store.run("COMMIT")
    except BaseException:
        store.roll_back()
        raise


class Pulling(Transaction):
    """A transaction whose entry goes where nothing of the work has changed; the rest stays."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and not self._has_changes():
            self._without_entry()
        else:
            super().__exit__(kind, error, trace)

    def _without_entry(self) -> None:
        store = self._store
        try:
            store.run("UPDATE open_entry SET entry_id = NULL")
            store.delete("entry", self.entry_id)
            store.run("COMMIT")
        except BaseException:
            store.roll_back()
            raise
