"""Writing values of a group as if they were typed: the rules hold, and the history has it."""

from __future__ import annotations

from timelog_cli.errors import Refused
from timelog_cli.store.sync.rows import Change, Rows
from timelog_cli.store.sync.wire import keys_of, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from timelog_cli.domain.sync import Synced
    from timelog_cli.store.connection import Store
    from timelog_cli.store.sync.wire import Here


def write(store: Store, table: Synced, uuid: str, values: Mapping[str, Any]) -> None:
    """Make columns and parts of a row what they were on the way.

    :raises Refused: the row is no longer here
    """
    here = _here(store, table, uuid)
    row = {**here.values, **values}
    differing = [name for name in values if values[name] != here.values[name]]
    rows = Rows(store)
    rows.put(table, [Change(table, here.key, uuid, here.number, row, differing)])
    rows.finish()


def delete(store: Store, table: Synced, uuid: str) -> None:
    """Delete a row, with what belongs to it.

    :raises Refused: the row is no longer here
    """
    here = _here(store, table, uuid)
    Rows(store).delete(table, here.key, here.number)


def _here(store: Store, table: Synced, uuid: str) -> Here:
    for here in read(store, table, keys_of(store, table, uuid)):
        return here
    raise Refused("what the conflict is about is no longer here", "timelog sync conflicts")
