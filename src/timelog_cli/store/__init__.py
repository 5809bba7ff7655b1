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

    created = _ensure_file(path, steps)
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


def _ensure_file(path: str, steps: Sequence[Step] | None) -> bool:
    """Whether there was no file, and this process made it."""
    from timelog_cli.store.connection import check_is_file

    try:
        check_is_file(path, os.stat(path).st_mode)
    except FileNotFoundError:
        from timelog_cli.store.schema.migrations import STEPS
        from timelog_cli.store.schema.upgrading import make_file

        return make_file(os.path.realpath(path), steps or STEPS)
    except OSError as error:
        from timelog_cli.store.schema.upgrading import cannot

        raise cannot("open", path, error) from error
    return False
