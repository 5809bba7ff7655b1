"""The cache from which shells draw the timer in their prompt, without starting a process."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timelog_cli.store.queries.prompt import Glance

FORMAT = "1"
_LONGEST = 10_000


class PromptCache:
    """The copy of one database for the user of a plain ``timelog``.

    :ivar config: the variable that says where the settings are, which stands in the copy
    """

    __slots__ = ("_settings", "config", "database", "file")

    def __init__(self, file: str, database: str, config: str, settings: str) -> None:
        self.file = file
        self.database = database
        self.config = config
        self._settings = settings

    def is_current(self) -> bool:
        """Whether the copy is of the database as it is, and younger than the settings."""
        try:
            found = os.stat(self.file)
        except (OSError, ValueError):
            return False
        return (
            found.st_mtime_ns == self.changed()
            and _changed(self._settings) < found.st_ctime_ns
            and found.st_size > 0
        )

    def read(self) -> tuple[Glance | None, int] | None:
        """The timer, without its title, and after how many seconds it counts as forgotten.

        ``None`` if the file is no copy, or one for other settings.
        """
        from timelog_cli.store.queries.prompt import Glance

        try:
            with open(self.file, "rb") as file:
                line = os.fsdecode(file.read(_LONGEST)).removesuffix("\n")
            form, state, ref, since, before, warn_after, _, config = line.split(" ", 7)
            if (form, config) != (FORMAT, self.config):
                return None
            running_since = int(since) if state == "running" else None
            found = None if state == "idle" else Glance(ref, "", running_since, int(before))
            return found, int(warn_after)
        except (OSError, ValueError):
            return None

    def changed(self) -> int:
        """When the database was changed last, in nanoseconds; 0 if there is none."""
        return _changed(self.database)


def find(env: Mapping[str, str], named: str | None = None) -> PromptCache | None:
    """The copy for the shells of this environment; ``None`` if they have no place for one.

    :param named: the database that ``--db`` names, which shells show if it is theirs
    """
    home = env.get("HOME", "")
    base = _runtime(env) or env.get("XDG_STATE_HOME") or (home and f"{home}/.local/state")
    if not base.startswith("/"):
        return None
    database = _database(env, home)
    if named is not None and not _same(named, database):
        return None
    if env.get("TIMELOG_USER"):
        who = "user-" + env["TIMELOG_USER"]
    else:
        who = "login-" + (env.get("LOGNAME") or env.get("USER") or "")
    name = f"{who}@{database}".replace("/", "%")
    config = env.get("TIMELOG_CONFIG") or env.get("XDG_CONFIG_HOME") or ""
    return PromptCache(f"{base}/timelog/prompt/{name}", database, config, _settings(env))


def _runtime(env: Mapping[str, str]) -> str | None:
    """The folder in memory that a session gives to its user, if it is this user's."""
    folder = env.get("XDG_RUNTIME_DIR", "")
    try:
        mine = folder.startswith("/") and os.stat(folder).st_uid == os.geteuid()
    except (OSError, ValueError):
        return None
    return folder if mine else None


def _database(env: Mapping[str, str], home: str) -> str:
    """The database of a plain ``timelog``, put together as the shells do it."""
    path = env.get("TIMELOG_DB")
    if not path:
        from timelog_cli.runtime.paths import database_path

        path = database_path(env)
    elif path.startswith("~/"):
        path = f"{home}/{path[2:]}"
    return path if path[0] == "/" else f"{_here(env)}/{path}"


def _here(env: Mapping[str, str]) -> str:
    """The folder as the shell names it, which may be by a link."""
    here = env.get("PWD", "")
    try:
        if here.startswith("/") and os.path.samefile(here, "."):
            return here
    except (OSError, ValueError):
        pass
    return os.getcwd()


def _settings(env: Mapping[str, str]) -> str:
    path = env.get("TIMELOG_CONFIG")
    if path and path[0] != "~":
        return path
    from timelog_cli.runtime.paths import settings_path

    return settings_path(env)


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except (OSError, ValueError):
        return 0
