"""Everything outside the program: environment, streams, clock, and where things are."""

from __future__ import annotations

import os
import sys
import time

from timelog_cli.errors import DatabaseError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO, TextIO

APP = "timelog"
_ESCAPES = "backslashreplace"
_LONGEST_WAIT = 86_400  # seconds
_COLUMNS = 80
_WIDEST = 300  # more is no wider picture
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


def hooks_path(env: Mapping[str, str]) -> str:
    """The folder of the hooks, beside the settings file; empty where there is no place for one."""
    settings = settings_path(env)
    return settings and os.path.join(os.path.dirname(settings), "hooks")


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


def standard_input() -> BinaryIO:
    """Standard input as bytes."""
    # In the order of their numbers: what is opened first gets the number of the closed stream.
    return sys.stdin.buffer if sys.stdin else open(os.devnull, "rb")


def standard_output() -> TextIO:
    """Standard output; where it is closed, a stream to which nothing can be written."""
    if sys.stdout is None:
        # Its number is taken all the same, so that no file gets it which is opened later.
        from io import TextIOWrapper

        # Nothing waits in it: from 3.13 on, Python tells of what it cannot write at the end.
        raw = os.fdopen(os.open(os.devnull, os.O_RDONLY), "wb", buffering=0)
        return TextIOWrapper(raw, encoding="utf-8", errors=_ESCAPES, write_through=True)
    return _prepared(sys.stdout)


def standard_error() -> TextIO:
    """Standard error."""
    return _prepared(sys.stderr)


def _prepared(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8", errors=_ESCAPES)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if stream.encoding.lower() == "utf-8" or not stream.isatty():
            reconfigure(encoding="utf-8", errors=_ESCAPES)
        else:
            reconfigure(errors="replace")
    return stream


def forget_stdout() -> None:
    """Keep Python from trying once more at exit to write what could not be written."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class World:
    """The environment, the streams and the clock."""

    def __init__(
        self,
        env: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
    ) -> None:
        self.env = os.environ if env is None else env
        self.stdin = stdin or standard_input()
        self.stdout = stdout or standard_output()
        self.stderr = stderr or standard_error()

    def now(self) -> int:
        """The present instant in UTC seconds; ``TIMELOG_NOW`` makes it stand still.

        :raises UsageError: ``TIMELOG_NOW`` is no ISO time
        """
        fixed = self.env.get("TIMELOG_NOW")
        return int(time.time()) if not fixed else self._fixed(fixed)

    def _fixed(self, text: str) -> int:
        from datetime import datetime

        from timelog_cli.domain.time.zones import FIRST_YEAR, LAST_YEAR, instant_of

        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise UsageError(
                f"TIMELOG_NOW must be an ISO 8601 time, not {text[:40]!r}",
                "use a time such as 2026-11-02T09:00:00Z",
            ) from error
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise UsageError(
                f"TIMELOG_NOW is {text[:40]!r}; the year must be from {FIRST_YEAR} to {LAST_YEAR}",
                "use a time such as 2026-11-02T09:00:00Z",
            )
        if moment.tzinfo is None:
            return instant_of(moment.replace(microsecond=0), system_zone(self.env))
        return int(moment.timestamp() // 1)

    def busy_seconds(self) -> float:
        """How many seconds to wait for another process; ``TIMELOG_BUSY_SECONDS`` says.

        :raises UsageError: it is no number of seconds, up to a day
        """
        text = self.env.get("TIMELOG_BUSY_SECONDS") or "5"
        try:
            seconds = float(text) if text.isascii() and "_" not in text else -1.0
        except ValueError:
            seconds = -1.0
        if not 0 <= seconds <= _LONGEST_WAIT:
            raise UsageError(
                f"TIMELOG_BUSY_SECONDS must be a number from 0 to {_LONGEST_WAIT},"
                f" not {text[:40]!r}",
                "use a number of seconds such as 5, or unset TIMELOG_BUSY_SECONDS",
            )
        return seconds

    def takes_color(self, stream: TextIO) -> bool:
        """Whether a stream takes colour: a terminal, or any with ``FORCE_COLOR``."""
        if self.env.get("NO_COLOR"):
            return False
        if self.env.get("FORCE_COLOR"):
            return True
        return self.env.get("TERM") != "dumb" and stream.isatty()

    @property
    def interactive(self) -> bool:
        """Whether questions can be asked: standard input is a terminal."""
        return self.stdin.isatty()

    def width(self, stream: TextIO | None = None) -> int | None:
        """The columns of the terminal that a stream is, or ``None`` when it is none.

        :param stream: standard output without it
        """
        stream = stream or self.stdout
        if not stream.isatty():
            return None
        try:
            named = _count(self.env.get("COLUMNS"))
            columns = named or os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            columns = 0
        return columns if columns > 0 else _COLUMNS

    def screen(self) -> int | None:
        """The columns for a picture; ``None`` where standard output gets the plain table.

        That is, it is no terminal, and ``FORCE_COLOR`` does not make it one.
        """
        columns = self.width()
        if columns is None and self.env.get("FORCE_COLOR"):
            columns = _count(self.env.get("COLUMNS")) or _COLUMNS
        return columns and min(columns, _WIDEST)


def _count(text: str | None) -> int:
    """The number of some digits, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
