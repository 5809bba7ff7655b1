"""Where things are: the database, the settings file, the system's time zone."""

from __future__ import annotations

import os
import sys

from timelog_cli.errors import DatabaseError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "timelog"
_LOCALTIMES = ("/etc/localtime", "/var/db/timezone/localtime")


def folder(kind: str, env: Mapping[str, str]) -> str:
    """The user's folder for ``data`` or ``config``, where platformdirs puts it; empty without home.

    On Linux it is worked out here by the same rule (XDG), as the import costs 18 ms.
    """
    if not sys.platform.startswith("linux"):
        import platformdirs

        found = {"data": platformdirs.user_data_dir, "config": platformdirs.user_config_dir}
        return found[kind](APP, appauthor=False)
    variable, default = {
        "data": ("XDG_DATA_HOME", ".local/share"),
        "config": ("XDG_CONFIG_HOME", ".config"),
    }[kind]
    base = base_folder(env, variable, default)
    return base and os.path.join(base, APP)


def base_folder(env: Mapping[str, str], variable: str, default: str) -> str:
    """A folder of the XDG specification, which has relative ones ignored; empty without home."""
    base, user = env.get(variable, "").strip(), home(env)
    if os.path.isabs(base):
        return base
    return user and os.path.join(user, default)


def settings_path(env: Mapping[str, str]) -> str:
    """Where the settings file is, or would be; empty where there is no place for one."""
    named = expanded(env.get("TIMELOG_CONFIG"), env)
    below = named or folder("config", env)
    return named or (below and os.path.join(below, "config.toml"))


def database_path(env: Mapping[str, str]) -> str:
    """Where the database is without ``--db``.

    :raises DatabaseError: there is no home folder for it
    """
    named = expanded(env.get("TIMELOG_DB"), env)
    if named:
        return named
    below = folder("data", env)
    if not below:
        raise _no_home("the database")
    return os.path.join(below, "timelog.db")


def expanded(path: str | None, env: Mapping[str, str]) -> str:
    """The path with ``~/`` put in place, which shells leave alone in ``--db=~/x.db``.

    :raises DatabaseError: there is no home folder to put there
    """
    if path and path.startswith("~/"):
        user = home(env)
        if not user:
            raise _no_home(path)
        return os.path.join(user, path[2:])
    return path or ""


def home(env: Mapping[str, str]) -> str:
    """The user's home folder; empty where the system knows none."""
    for found in (env.get("HOME", ""), os.path.expanduser("~")):
        if os.path.isabs(found):
            return found
    return ""


def _no_home(what: str) -> DatabaseError:
    return DatabaseError(
        f"cannot find {what}: this user has no home folder",
        "to choose the database, add --db PATH, or set TIMELOG_DB",
    )


def system_zone(env: Mapping[str, str]) -> str:
    """The IANA name of the system's zone: ``TZ``, else what /etc/localtime links to, else UTC."""
    named = env.get("TZ", "").removeprefix(":")
    if named and named not in _LOCALTIMES:
        path = os.path.realpath(named) if named.startswith("/") else named
        return _zone_of_path(path) or named
    for path in _LOCALTIMES:
        found = _zone_of_path(os.path.realpath(path))
        if found:
            return found
    return _debian_zone() or "UTC"


def _zone_of_path(path: str) -> str | None:
    _, marker, name = path.rpartition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/") if marker and name else None


def _debian_zone() -> str | None:
    try:
        with open("/etc/timezone", encoding="ascii") as file:
            return file.readline().strip() or None
    except (OSError, UnicodeDecodeError):
        return None
