"""Where things are: the database, the settings file, the system's time zone."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "timelog"
_LOCALTIMES = ("/etc/localtime", "/var/db/timezone/localtime")


def folder(kind: str, env: Mapping[str, str]) -> str:
    """The user's folder for ``data`` or ``config``, where platformdirs puts it.

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
    base = env.get(variable, "").strip()
    if not base:
        base = os.path.join(_home(env), default)
    return os.path.join(base, APP)


def settings_path(env: Mapping[str, str]) -> str:
    """Where the settings file is, or would be."""
    named = expanded(env.get("TIMELOG_CONFIG"), env)
    return named or os.path.join(folder("config", env), "config.toml")


def database_path(env: Mapping[str, str]) -> str:
    """Where the database is without ``--db``."""
    named = expanded(env.get("TIMELOG_DB"), env)
    return named or os.path.join(folder("data", env), "timelog.db")


def expanded(path: str | None, env: Mapping[str, str]) -> str:
    """The path with ``~/`` put in place, which shells leave alone in ``--db=~/x.db``."""
    if path and path.startswith("~/"):
        return os.path.join(_home(env), path[2:])
    return path or ""


def _home(env: Mapping[str, str]) -> str:
    return env.get("HOME") or os.path.expanduser("~")


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
