"""Files that take the place of others, or come beside them, belong to whom the others did.

Under ``sudo`` a new file is root's, and its user would be locked out of it.
"""

from __future__ import annotations

import os


def keep(part: str | int, path: str, *, mode: bool = True) -> None:
    """Give a new file the owner and the mode of the one it replaces, else the folder's owner."""
    try:
        found = os.stat(path)
    except OSError:
        give_to_folder(part, path)
        return
    _give(part, found)
    if mode:
        os.chmod(part, found.st_mode & 0o777)


def give_to_folder(made: str | int, path: str) -> None:
    """Give what root made at a path to the owner of the folder."""
    if os.geteuid() == 0:
        _give(made, os.stat(os.path.dirname(os.path.abspath(path))))


def make_folders(folder: str) -> None:
    """Make a folder, and those that it lies in, for the user alone.

    :raises OSError: it cannot be made
    """
    missing = []
    path = os.path.abspath(folder)
    while not os.path.lexists(path):
        missing.append(path)
        path = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for made in reversed(missing):
        give_to_folder(made, made)


def _give(made: str | int, found: os.stat_result) -> None:
    now = os.stat(made)
    if (now.st_uid, now.st_gid) != (found.st_uid, found.st_gid):
        # Only root may; another user may at most keep the group.
        for owner, group in ((-1, found.st_gid), (found.st_uid, -1)):
            try:
                os.chown(made, owner, group)
            except PermissionError:
                continue
