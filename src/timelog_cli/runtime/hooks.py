"""Which hooks there are: a user's own programs, which are told what a command has done.

One runs only if nobody but its user, or root, can have decided what is in it.
"""

from __future__ import annotations

import os
import stat

from timelog_cli.domain.text import typed
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    Problem = tuple[str, str | None]

HOOKS = {
    "on-start": "a timer started",
    "on-pause": "a timer was paused",
    "on-resume": "a timer resumed",
    "on-stop": "a timer was stopped and became a log",
    "on-cancel": "a timer was discarded",
    "on-log": "logs were added by hand",
    "on-issue": "invoices or a credit note were issued",
    "on-pay": "a payment was recorded or reversed",
}


class Hook(Frozen):
    """A hook that is there, and what is wrong with it if it cannot run.

    :param fix: what to do about it
    """

    path: str
    problem: str | None = None
    fix: str | None = None

    @property
    def name(self) -> str:
        """Its name, such as ``on-stop``."""
        return os.path.basename(self.path)


def find(folder: str, name: str) -> Hook | None:
    """The hook of that name in the folder, if there is one."""
    path = os.path.join(folder, name)
    if not os.path.lexists(path):
        return None
    return Hook(path, *(folder_problem(folder) or _problem(path) or ()))


def folder_problem(folder: str) -> Problem | None:
    """Why no hook in the folder is run."""
    try:
        return _foreign(folder, os.stat(folder))
    except OSError as error:
        return _unreadable(folder, error)


def _problem(path: str) -> Problem | None:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return f"{path} is a link to a file that does not exist", None
    except OSError as error:
        return _unreadable(path, error)
    if not stat.S_ISREG(found.st_mode):
        return f"{path} is not a file", None
    foreign = _foreign(path, found)
    if foreign is None and not os.access(path, os.X_OK):
        return f"{path} is not executable", f"chmod +x {typed(path)}"
    return foreign


def _unreadable(path: str, error: OSError) -> Problem:
    return f"cannot read {path}: {(error.strerror or str(error)).lower()}", None


def _foreign(path: str, found: os.stat_result) -> Problem | None:
    """Why somebody else may decide what is in a file or folder."""
    user = os.geteuid()
    if found.st_uid not in {0, user}:
        fix = f"sudo chown {user} {typed(path)}" if user else "run timelog without sudo"
        return f"{path} belongs to another user", fix
    mode = found.st_mode
    if mode & stat.S_IWOTH or (mode & stat.S_IWGRP and not _is_private(found)):
        return f"other users can write to {path}", f"chmod go-w {typed(path)}"
    return None


def _is_private(found: os.stat_result) -> bool:
    """Whether the group is its owner's alone, as many systems make one for each user."""
    import grp
    import pwd

    try:
        group, user = grp.getgrgid(found.st_gid), pwd.getpwuid(found.st_uid).pw_name
    except KeyError:
        return False
    return group.gr_name == user and set(group.gr_mem) <= {user}


def checked(folder: str) -> tuple[list[str], list[str]]:
    """The names of the hooks in a folder that can run, and what is wrong with the rest.

    Folders, hidden files, ``*.sample``, ``*~`` and what is neither executable nor named like a hook
    are left alone.
    """
    if not os.path.lexists(folder):
        return [], []
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        return [], [with_fix(*_unreadable(folder, error))]
    foreign = folder_problem(folder)
    found = {name: _problem(os.path.join(folder, name)) for name in names if name in HOOKS}
    problems = [with_fix(*one) for one in (foreign, *found.values()) if one]
    problems += [_misnamed(folder, name) for name in names if _is_misnamed(folder, name)]
    return [] if foreign else [name for name, wrong in found.items() if wrong is None], problems


def with_fix(problem: str, fix: str | None) -> str:
    """A problem with what to do about it."""
    return f"{problem}. To fix it: {fix}" if fix else problem


def _is_misnamed(folder: str, name: str) -> bool:
    """Whether a file seems to be meant as a hook, but is none."""
    path = os.path.join(folder, name)
    if name in HOOKS or name.startswith(".") or name.endswith((".sample", "~")):
        return False
    return os.path.isfile(path) and (name.startswith("on") or os.access(path, os.X_OK))


def _misnamed(folder: str, name: str) -> str:
    from timelog_cli.domain.names import near_ones

    near = near_ones(name.partition(".")[0], list(HOOKS), 1)
    hint = f"did you mean {near[0]}?" if near else f"hooks are {', '.join(HOOKS)}"
    return f"{os.path.join(folder, name)} is not the name of a hook: {hint}"
