"""A glance at the timer for the prompt: no context, no grammar, ``sqlite3`` only where needed."""

from __future__ import annotations

import os

from timelog_cli.store.queries.prompt import Glance, glance, worked_between

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

WARN_AFTER = 10 * 3600
_LONGEST = 1_000_000


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
    return PromptOptions((user or login(env)).strip(), _path(env), warn_after)


def _settings_text(env: Mapping[str, str]) -> bytes:
    path = env.get("TIMELOG_CONFIG")
    if not path or path[0] == "~":
        from timelog_cli.runtime.paths import settings_path

        path = settings_path(env)
    try:
        with open(path, "rb") as file:
            return file.read(_LONGEST)
    except OSError:
        return b""


def _from_settings(env: Mapping[str, str], user: str | None) -> tuple[str | None, int]:
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.runtime.paths import settings_path
    from timelog_cli.settings import read_settings

    settings = read_settings(settings_path(env))
    return user or settings["user"], read_duration(settings.text("timer.warn_after"))


def _path(env: Mapping[str, str]) -> str:
    path = env.get("TIMELOG_DB")
    if path and path[0] != "~":
        return path
    from timelog_cli.runtime.paths import database_path

    return database_path(env)


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
    from timelog_cli.usecases.prompt_cache import find

    copy = find(env)
    read = copy.read() if copy is not None and copy.is_current() else None
    if read is not None:
        return read
    told = prompt_options(env)
    return look(told), told.warn_after


def look(told: PromptOptions) -> Glance | None:
    """The running timer of the user, else the one paused last."""
    return glance(told.path, told.user)


def worked(told: PromptOptions, start: int, end: int) -> int:
    """The seconds the user worked between two instants, active timers included."""
    return worked_between(told.path, told.user, start, end)


def renew_cache(env: Mapping[str, str]) -> None:
    """Write the copy for the shells anew, if it does not fit the database or the settings.

    :raises OSError: it cannot be written
    """
    from timelog_cli.usecases.prompt_cache import find

    copy = find(env)
    if copy is None or copy.is_current():
        return
    told, changed = prompt_options(env), copy.changed()
    if changed:
        from timelog_cli.usecases.prompt_cache_writer import write

        write(copy, look(told), told.warn_after, changed)
