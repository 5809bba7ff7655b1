"""Backups of the database: intact, private, on the disk, and there only when complete."""

from __future__ import annotations

import os

from timelog_cli.errors import OutputError, Refused
from timelog_cli.runtime import files
from timelog_cli.store import connection
from timelog_cli.store.maintenance import copies, replacing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.store.maintenance.copies import DatabaseInfo, Progress


def backup(
    path: str, target: str, *, replace: bool, busy_seconds: float, report: Progress | None = None
) -> DatabaseInfo:
    """Copy the database to ``target`` while others may go on; an older version stays as it is.

    Damage is looked for in the copy, which takes longer than to make it and keeps nobody waiting.

    :raises OutputError: the copy cannot be written
    :raises Refused: ``target`` exists and ``replace`` is not given
    :raises DatabaseError: the database is damaged; a copy of it would be worth nothing
    """
    check_target(path, target)
    part = copies.part_of(target)
    store, folders = copies.existing(path, busy_seconds=busy_seconds), []
    try:
        folders = _folder_of(target)
        copies.hold(store)
        copies.copy_pages(store.connection, part, report)
        store.close()
        found = _checked(part, path)
        files.keep(part, path, mode=False)
        _put_in_place(part, target, busy_seconds, replace=replace)
    except BaseException:
        copies.discard(part)
        for folder in folders:
            os.rmdir(folder)
        raise
    finally:
        store.close()
    return found._replace(path=target)


def _folder_of(target: str) -> list[str]:
    """Make the folder of a file, where there is none; the folders that were made."""
    try:
        return files.make_folders(os.path.dirname(os.path.abspath(target)))
    except OSError as error:
        raise OutputError(f"cannot write {target}: {copies.reason(error)}") from error


def _checked(part: str, path: str) -> DatabaseInfo:
    """What is in the copy of a file."""
    copy = connection.connect(part, mode="ro")
    try:
        copies.check_whole(copy, path)
        return copies.inspect(copy)
    finally:
        copy.close()


def check_target(path: str, target: str) -> None:
    """Refuse a place where the backup would do harm.

    :raises Refused: it is the database itself, or the journal of another file lies there
    """
    real, there = os.path.realpath(path), os.path.realpath(target)
    if real == there or (os.path.exists(target) and os.path.samefile(real, target)):
        raise Refused(f"{target} is the database itself, not a copy", "choose another file")
    if target.endswith(copies.COMPANIONS) or there.endswith(copies.COMPANIONS):
        raise Refused(
            f"{target} has a name that SQLite uses for journals", "choose a name such as timelog.db"
        )
    for companion in copies.COMPANIONS:
        if os.path.lexists(target + companion):
            raise Refused(
                f"cannot write {target}: SQLite would treat the existing {target}{companion}"
                " as part of the backup",
                "choose another file, or move that one",
            )


def _put_in_place(part: str, target: str, busy_seconds: float, *, replace: bool) -> None:
    try:
        if replace and os.path.exists(target):
            _overwrite(part, target, busy_seconds)
            return
        copies.move_to_free(part, target)
        copies.sync_folder(target)
    except FileExistsError as error:
        raise Refused(f"{target} already exists", "to overwrite it, add --yes") from error
    except OSError as error:
        raise OutputError(f"cannot write {target}: {copies.reason(error)}") from error


def _overwrite(part: str, target: str, busy_seconds: float) -> None:
    """Fill the file that is there, which another process may have open."""
    copy = connection.connect(part, mode="ro")
    try:
        replacing.put(copy, os.path.realpath(target), keep=None, busy_seconds=busy_seconds)
    finally:
        copy.close()
    copies.discard(part)
