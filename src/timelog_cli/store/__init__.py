"""SQLite: connection, schema, queries and history. SQL lives here and nowhere else."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.store.connection import Store
    from timelog_cli.store.schema.migrations import Step


def open_store(
    path: str, *, busy_seconds: float | None = None, steps: Sequence[Step] | None = None
) -> Store:
    """Open the file, making or upgrading it where needed.

    :param steps: the migrations; those of this program without them
    :raises DatabaseError: damaged, newer than this program, not a timelog file, not writable
    """
    from timelog_cli.store.connection import BUSY_SECONDS, VERSION, connect, empty, version

    created = not _is_there(path) and _made(path, steps)
    store = connect(path, busy_seconds=BUSY_SECONDS if busy_seconds is None else busy_seconds)
    store.created = created
    try:
        newest = VERSION if steps is None else len(steps)
        found = version(store, newest)
        if not found:
            raise empty(path)
        if found < newest:
            from timelog_cli.store.schema.migrations import STEPS
            from timelog_cli.store.schema.upgrading import bring_up

            bring_up(store, steps or STEPS)
    except BaseException:
        store.close()
        raise
    return store


def open_to_read(path: str, *, busy_seconds: float, needed: bool) -> Store:
    """Open the file to read what is in it: no file is made or upgraded.

    Where there is none, an empty database in memory is read; instead of an older one, an upgraded
    copy in memory.

    :param needed: whether a file must be there, as the user named it
    :raises DatabaseError: there is none; or damaged, newer than this program, not a timelog file
    """
    from timelog_cli.store.connection import VERSION, connect, empty, missing, version

    if not _is_there(path):
        from timelog_cli.store.schema.upgrading import in_memory

        if needed:
            raise missing(path)
        return in_memory(path)
    store = connect(path, busy_seconds=busy_seconds)
    try:
        found = version(store, VERSION)
        if not found:
            raise empty(path)
        if found == VERSION:
            return store
        from timelog_cli.store.schema.upgrading import upgraded_in_memory

        upgraded = upgraded_in_memory(store)
    except BaseException:
        store.close()
        raise
    store.close()
    return upgraded


def _is_there(path: str) -> bool:
    """Whether there is a file.

    :raises DatabaseError: something else is there, or the system does not let us look
    """
    from timelog_cli.store.connection import check_is_file

    try:
        check_is_file(path, os.stat(path).st_mode)
    except FileNotFoundError:
        return False
    except OSError as error:
        from timelog_cli.store.schema.upgrading import cannot

        raise cannot("open", path, error) from error
    return True


def _made(path: str, steps: Sequence[Step] | None) -> bool:
    """Whether this process made the file, and no other at the same moment."""
    from timelog_cli.store.schema.migrations import STEPS
    from timelog_cli.store.schema.upgrading import make_file

    return make_file(os.path.realpath(path), steps or STEPS)
