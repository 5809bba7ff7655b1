"""Documents that the hub has, and the file has not, as the answer to their commit was lost."""

from __future__ import annotations

from timelog_cli.domain.sync.tables import BY_NAME
from timelog_cli.store.connection import CommandInfo
from timelog_cli.store.sync import incoming, noting, outgoing
from timelog_cli.store.sync import pending as unsent
from timelog_cli.store.sync import state as states
from timelog_cli.store.sync.spooling import Spool
from timelog_cli.store.sync.wire import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from timelog_cli.store.connection import Store
    from timelog_cli.store.hub.calls import Hello, Hub
    from timelog_cli.store.sync.state import State
    from timelog_cli.usecases import Work

    Tables = Iterable[tuple[str, Iterable[dict[str, Any]]]]


def was_lost(state: State, hello: Hello) -> bool:
    """Whether the hub has a batch that was never committed here."""
    return hello.batch > state.sent


def recover(work: Work, hub: Hub, state: State, hello: Hello) -> None:
    """Put in what the hub took and the file does not have.

    The hub would not send it by itself, as it came from here. What was changed here since stays:
    it goes to the hub next, which decides. What was deleted here is back.
    """
    store = work.store
    with Spool() as spool:
        with hub.reading():
            _, rows = hub.pull(state.seen, everything=True)
            spool.fill(rows)
        with states.Pulling(store, CommandInfo(work.now, work.user, work.line, "sync")) as entry:
            noting.note(store, work.now)
            incoming.apply(store, _free(unsent.changed(store), spool.tables()))
            command = "timelog sync (documents whose issue was not confirmed)"
            incoming.set_entry(store, entry.entry_id, work.user, command)
            unsent.forget_revived(store)
            take_over(store, state, hello)


def take_over(store: Store, state: State, hello: Hello) -> None:
    """Keep that the hub has taken what its answer did not say, in the caller's transaction."""
    outgoing.drop_until(store, hello.batch)
    if not hello.token_is_same:
        states.update(store, token=state.next_token, next_token=None)


def _free(
    taken: set[tuple[str, bytes]], tables: Tables
) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The rows but those that were changed here."""
    for name, rows in tables:
        table = BY_NAME[name]
        yield name, (row for row in rows if (name, key_of(table, row)) not in taken)
