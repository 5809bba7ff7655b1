"""The timer for the prompt: a glance at it, and the cache from which shells draw it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from timelog_cli.domain.logs import Timer
    from timelog_cli.store.connection import Store
    from timelog_cli.store.prompt import Glance

WARN_AFTER = 10 * 3600
_LONGEST_SETTINGS = 1_000_000
_FORMAT = "1"
_LONGEST = 10_000
_NS = 10**9
_TRIES = 3
_PATIENCE_SECONDS = 0.1
_KEPT_SECONDS = 90 * 86_400


class PromptOptions:
    """The user, the database, and after how many seconds a timer counts as forgotten."""

    __slots__ = ("path", "user", "warn_after")

    def __init__(self, user: str, path: str, warn_after: int) -> None:
        self.user = user
        self.path = path
        self.warn_after = warn_after


def prompt_options(env: Mapping[str, str]) -> PromptOptions:
    """The same answers as a ``Context`` gives, without making one."""
    user, warn_after = env.get("TIMELOG_USER"), WARN_AFTER
    raw = _settings_text(env)
    # Parsing TOML costs more than all the rest, so only where one of the two keys may be set.
    if b"warn_after" in raw or (not user and b"user" in raw):
        user, warn_after = _from_settings(env, user)
    return PromptOptions(_composed((user or login(env)).strip()), _path(env), warn_after)


def _settings_text(env: Mapping[str, str]) -> bytes:
    path = _settings(env)
    try:
        # A pipe that nobody writes into must not hold up a prompt.
        with open(
            path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)
        ) as file:
            return file.read(_LONGEST_SETTINGS)
    except OSError:
        return b""


def _from_settings(env: Mapping[str, str], user: str | None) -> tuple[str | None, int]:
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.runtime.world import settings_path
    from timelog_cli.settings import read_settings

    settings = read_settings(settings_path(env))
    return user or settings["user"], read_duration(settings.text("timer.warn_after"))


def _path(env: Mapping[str, str]) -> str:
    path = env.get("TIMELOG_DB")
    if path and path[0] != "~":
        return path
    from timelog_cli.runtime.world import database_path

    return database_path(env)


def _composed(name: str) -> str:
    """The name as commands store it."""
    if name.isascii():
        return name
    from timelog_cli.domain.text import untwinned

    return untwinned(name)


def login(env: Mapping[str, str]) -> str:
    """The login name; where the system has none for the user, one made of the number."""
    name = env.get("LOGNAME") or env.get("USER")
    if name:
        return name
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user-{os.getuid()}"


def forgotten(found: Glance, now: int, warn_after: int) -> bool:
    """Whether the timer has been running for suspiciously long."""
    return found.running_since is not None and now - found.running_since > warn_after


def plain_look(env: Mapping[str, str]) -> tuple[Glance | None, int]:
    """The timer, and after how many seconds it counts as forgotten.

    They are in the copy for the shells, if that is of the database as it is. It has no titles.
    """
    copy = find(env)
    read = copy.read() if copy is not None and copy.is_current() else None
    if read is not None:
        return read
    options = prompt_options(env)
    return look(options), options.warn_after


def look(options: PromptOptions) -> Glance | None:
    """The running timer of the user, else the one paused last."""
    from timelog_cli.store.prompt import glance

    return glance(options.path, options.user)


def details(options: PromptOptions) -> tuple[int, str, str, list[str]] | None:
    """Of this timer the last change, the note, the customer, and the tags."""
    from timelog_cli.store.prompt import details

    return details(options.path, options.user)


def worked(options: PromptOptions, start: int, end: int) -> int:
    """The seconds the user worked between two instants, active timers included."""
    from timelog_cli.store.prompt import worked_between

    return worked_between(options.path, options.user, start, end)


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
        from timelog_cli.store.prompt import Glance

        try:
            with open(self.file, "rb") as file:
                line = os.fsdecode(file.read(_LONGEST)).removesuffix("\n")
            form, state, ref, since, before, warn_after, _, config = line.split(" ", 7)
            if (form, config) != (_FORMAT, self.config):
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
    base = _runtime(env) or env.get("XDG_STATE_HOME", "")
    if not base.startswith("/"):
        base = home and f"{home}/.local/state"
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
        from timelog_cli.runtime.world import database_path

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
    from timelog_cli.runtime.world import settings_path

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


def renew_cache(env: Mapping[str, str]) -> None:
    """Write the cache, if it does not fit the database or the settings.

    :raises OSError: it cannot be written
    """
    copy = find(env)
    if copy is None or copy.is_current():
        return
    options, changed = prompt_options(env), copy.changed()
    if changed:
        write(copy, look(options), options.warn_after, changed)


def renew(copy: PromptCache, store: Store, user: str, warn_after: int) -> None:
    """Write what an open database says, again if another process came in with a change.

    :raises OSError: it cannot be written
    """
    from timelog_cli.store.queries import timers  # by whose questions SQLite has been asked already

    if not user.isascii():
        from timelog_cli.store.queries import spelled_owner

        user = spelled_owner(store, user)
    store.set_busy_timeout(_PATIENCE_SECONDS)
    for _ in range(_TRIES):
        seen = copy.changed(), store.changes_of_others()
        live = timers.of_owner(store, user)
        write(copy, live[0] if live else None, warn_after, seen[0])
        if seen == (copy.changed(), store.changes_of_others()):
            return


def write(copy: PromptCache, found: Glance | Timer | None, warn_after: int, changed: int) -> None:
    """Write what was found in a database that had been changed at ``changed``.

    :raises OSError: it cannot be written
    """
    if changed and "\n" not in copy.config:
        if not os.path.exists(copy.file):
            _tidy(os.path.dirname(copy.file))
        _replace(copy.file, os.fsencode(_line(copy, found, warn_after, changed)), changed)


def _line(copy: PromptCache, found: Glance | Timer | None, warn_after: int, changed: int) -> str:
    if found is None:
        state = "idle - 0 0"
    elif found.running_since is None:
        state = f"paused {found.ref} 0 {found.elapsed(0)}"
    else:
        state = f"running {found.ref} {found.running_since} {found.elapsed(0)}"
    return f"{_FORMAT} {state} {warn_after} {changed // _NS} {copy.config}\n"


def _replace(path: str, content: bytes, changed: int) -> None:
    part = os.path.join(os.path.dirname(path), f".{os.getpid()}")
    try:
        handle = _opened(part)
        try:
            os.write(handle, content)
            os.utime(handle, ns=(changed, changed))
        finally:
            os.close(handle)
        os.replace(part, path)
    except (OSError, ValueError):
        if os.path.lexists(part):
            os.unlink(part)
        raise


def _opened(part: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(part, flags, 0o600)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(part), mode=0o700, exist_ok=True)
        return os.open(part, flags, 0o600)


def _tidy(folder: str) -> None:
    """Remove copies not used for months, such as those of deleted databases."""
    import time

    oldest = time.time() - _KEPT_SECONDS
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.stat(follow_symlinks=False).st_mtime < oldest:
                    os.unlink(entry.path)
    except OSError:
        pass
