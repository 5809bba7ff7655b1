"""What a command needs from the world, made once and lazily, and readings that several share."""

from __future__ import annotations

import os

from timelog_cli.domain.text import one_line, owner_name, shown
from timelog_cli.domain.time.zones import check_zone, day_of, start_of_day
from timelog_cli.errors import DatabaseError, Refused, TimelogError, UsageError
from timelog_cli.runtime.world import database_path, expanded, settings_path, system_zone
from timelog_cli.settings import Settings, read_settings
from timelog_cli.store import open_store, open_to_read
from timelog_cli.usecases import Work

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from typing import Any, TextIO

    from timelog_cli.domain.time.scan import Moment
    from timelog_cli.domain.time.working_hours import WorkingHours
    from timelog_cli.render.listing import Layout
    from timelog_cli.render.result import Outcome
    from timelog_cli.runtime.world import World
    from timelog_cli.store.connection import Store

_LONGEST_INPUT = 1_000_000


class Options:
    """The options that every command takes; ``changed`` says in the end whether it wrote.

    ``code_tells_state`` says that the exit codes 0, 1 and 2 tell the state of the timer.
    """

    def __init__(self) -> None:
        self.db: str | None = None
        self.user: str | None = None
        self.no_color = False
        self.quiet = False
        self.json = False
        self.code_tells_state = False
        self.changed = False

    def color(self, world: World, stream: TextIO) -> bool:
        """Whether a stream takes colour, unless it is not to."""
        return not self.no_color and world.takes_color(stream)

    def take(self, **given: str | bool | None) -> None:
        """Take options, which stand before the command or behind it.

        :raises UsageError: another value is there already
        """
        for name, value in given.items():
            if value not in {None, False}:
                if getattr(self, name) not in {None, False, value}:
                    spelled = {"user": "--as"}.get(name, f"--{name}")
                    raise UsageError(f"{spelled} can be given only once", "timelog --help")
                setattr(self, name, value)


class Context:
    """One command in its world."""

    def __init__(self, world: World, options: Options, line: str, *, reads: bool) -> None:
        self._reads = reads
        self.world = world
        self.options = options
        self.line = line
        self.notices: list[str] = []
        self.opening: list[str] = []  # what became of the file as it was opened
        self._made = False
        self._store: Store | None = None
        self._settings: Settings | None = None
        self._now: int | None = None
        self._zone: str | None = None

    @property
    def settings(self) -> Settings:
        """The settings file."""
        if self._settings is None:
            self._settings = read_settings(settings_path(self.world.env))
        return self._settings

    @property
    def now(self) -> int:
        """The moment of this command; it does not move while the command runs."""
        if self._now is None:
            self._now = self.world.now()
        return self._now

    @property
    def zone(self) -> str:
        """The IANA zone of display, of what is typed, and of days."""
        if self._zone is None:
            name = self.settings["timezone"] or system_zone(self.world.env)
            check_zone(name)
            self._zone = name
        return self._zone

    @property
    def day_start(self) -> int:
        """Seconds after midnight at which days begin."""
        if not self.settings.is_set("day_start"):
            return 0
        from timelog_cli.domain.time.clock import read_time_of_day

        return read_time_of_day(self.settings.text("day_start"))

    @property
    def day(self) -> date:
        """The day it is."""
        return day_of(self.now, self.zone, self.day_start)

    @property
    def today(self) -> int:
        """The instant at which the day began."""
        return start_of_day(self.day, self.zone, self.day_start)

    @property
    def moment(self) -> Moment:
        """What the time grammar needs to know."""
        from timelog_cli.domain.time.scan import Moment

        return Moment(self.now, self.zone, self.day_start, self.settings["date_order"])

    def layout(self, options: Mapping[str, Any]) -> Layout:
        """How a list is printed, by what is given of ``options.ListOptions``.

        :raises UsageError: an option that the format has no use for
        """
        from timelog_cli.render.lists import layout

        return layout(options, as_json=self.options.json)

    @property
    def warn_after(self) -> int:
        """Seconds after which a running timer is flagged."""
        if not self.settings.is_set("timer.warn_after"):
            return 10 * 3600
        from timelog_cli.domain.time.durations import read_duration

        return read_duration(self.settings.text("timer.warn_after"))

    @property
    def user(self) -> str:
        """Whose command this is."""
        return owner_name(self.options.user or self._plain_user)

    @property
    def _plain_user(self) -> str:
        """The user of a command without ``--as``."""
        named = self.world.env.get("TIMELOG_USER") or self.settings["user"]
        return (named or self.login).strip()

    @property
    def login(self) -> str:
        """The login name."""
        from timelog_cli.usecases.prompt import login

        return login(self.world.env)

    @property
    def path(self) -> str:
        """Where the database is."""
        env = self.world.env
        path = expanded(self.options.db, env) or database_path(env)
        if not os.path.isabs(path):
            _check_here(path)
        return path

    @property
    def is_named(self) -> bool:
        """Whether the user said where the database is."""
        return bool(self.options.db or self.world.env.get("TIMELOG_DB"))

    @property
    def store(self) -> Store:
        """The open database; only a command that writes makes one, or upgrades it."""
        if self._store is None and self._reads:
            self._store = open_to_read(self.path, busy_seconds=self.patience, needed=self.is_named)
        if self._store is None:
            self._store = open_store(self.path, busy_seconds=self.patience)
            if self._store.created:
                self._made = True
                self.opening.append(f"Created a new database: {self.path}")
            if self._store.kept:
                self.opening.append(
                    f"Upgraded the database. The previous version is kept as {self._store.kept}"
                )
        return self._store

    @property
    def changed(self) -> bool:
        """Whether the command has changed the database."""
        return self._store is not None and self._store.changed

    @property
    def patience(self) -> float:
        """How many seconds to wait for another process that holds the database.

        :raises UsageError: ``TIMELOG_BUSY_SECONDS`` is not such a number
        """
        return self.world.busy_seconds()

    @property
    def work(self) -> Work:
        """What a use case is given."""
        billable = self.settings["log.billable"] == "yes"
        user = self.user
        if not user.isascii():
            from timelog_cli.store.queries import spelled_owner

            user = spelled_owner(self.store, user)
        other = bool(self.options.user)
        return Work(self.store, self.now, self.zone, user, self.line, billable, self.notices, other)

    @property
    def color(self) -> bool:
        """Whether standard output takes colour."""
        return self.options.color(self.world, self.world.stdout)

    def update_prompt_cache(self) -> str | None:
        """Leave the timer's state for the shells; what is wrong if that cannot be done."""
        store = self._store
        if self._reads or store is None or store.connection.in_transaction:
            return None
        from timelog_cli.usecases.prompt import find

        copy = None
        try:
            copy = find(self.world.env, self.options.db)
            if copy is not None and not copy.is_current():
                from timelog_cli.usecases.prompt import renew

                renew(copy, store, self._plain_user, self.warn_after)
        except (OSError, ValueError, TimelogError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return f"cannot write {copy.file}: {reason.lower()}" if copy else None
        return None

    def renew_prompt_cache(self) -> None:
        """The same after a change of the settings, or of the file as a whole."""
        from contextlib import suppress

        from timelog_cli.usecases.prompt import renew_cache

        with suppress(Exception):  # as at a prompt, whatever is wrong
            renew_cache(self.world.env)

    def let_go(self) -> None:
        """Close the database and forget the moment, before something that takes long."""
        self.close()
        self._store = self._now = None

    def take_back_file(self) -> None:
        """Remove the database that this command made, as long as there is nothing in it."""
        if not self._made or self.changed:
            return
        from timelog_cli.store.schema.upgrading import unmake_file

        self.let_go()
        if unmake_file(self.path):
            self._made, self.opening = False, []

    def close(self) -> None:
        """Close what was opened."""
        if self._store is not None:
            self._store.close()


def _check_here(path: str) -> None:
    try:
        os.getcwd()
    except OSError as error:
        raise DatabaseError(
            f"cannot find {path}: the current folder has been deleted", "cd ~"
        ) from error


def instant(context: Context, text: str | None) -> int | None:
    """The instant that a text means; a relative one is echoed as an absolute time."""
    if text is None:
        return None
    from timelog_cli.domain.time.instants import read_instant
    from timelog_cli.render.plain import day_and_time

    reading = read_instant(text, context.moment)
    if reading.relative:
        context.notices.append(f"Read {text} as {day_and_time(reading.instant, context.zone)}.")
    return reading.instant


def checked_tags(tags: list[str] | None) -> tuple[str, ...]:
    """The tags, each one line of text, once each, without the leading ``#`` some people type."""
    found = (one_line(tag.strip().removeprefix("#"), "the tag", 100) for tag in tags or ())
    return tuple(dict.fromkeys(found))


def confirmed(context: Context, yes: bool, question: str) -> bool:
    """Whether the user agrees; never asks when standard input is not a terminal.

    :raises Refused: nobody can be asked and ``--yes`` is not given
    """
    if yes:
        return True
    if not context.world.interactive:
        raise Refused(
            f"confirmation needed, but there is no terminal: {question}", "to confirm, add --yes"
        )
    print(f"{shown(question)} [y/N] ", end="", file=context.world.stderr, flush=True)
    answer = context.world.stdin.readline().decode("utf-8", "replace")
    return answer.strip().lower() in {"y", "yes"}


def check_printable(context: Context, format_name: str, hint: str) -> None:
    """Refuse to print bytes that are no text on a terminal.

    :raises UsageError: standard output is one
    """
    if not context.options.json and context.world.stdout.isatty():
        raise UsageError(f"{format_name} cannot be printed on a terminal", hint)


def read_input(context: Context, path: str, what: str) -> str:
    """The text of a file, or for ``-`` of standard input.

    :param what: is read, such as ``the text``
    :raises UsageError: it cannot be read, is larger than 1 MB, or is not UTF-8
    """
    try:
        if path == "-":
            content = context.world.stdin.read(_LONGEST_INPUT + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(_LONGEST_INPUT + 1)
        if len(content) > _LONGEST_INPUT:
            raise UsageError(f"{what} in {path} is larger than 1 MB")
        return content.decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot read {what} in {path}: {reason}", "use another file") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{what} in {path} is not UTF-8", "save the file as UTF-8") from error


def printed_path(context: Context, where: str, exists: bool) -> Outcome:
    """A path alone: exactly its bytes in a pipe, and what can be shown of it on a terminal."""
    from timelog_cli.render.result import Outcome

    data = {"path": where, "exists": exists}
    return Outcome(**printed_paths(context, [where]), data=data)


def printed_paths(context: Context, paths: Iterable[str]) -> dict[str, Any]:
    """Paths, one below the other, as ``printed_path`` has one."""
    if context.world.stdout.isatty():
        return {"text": "\n".join(map(shown, paths))}
    return {"raw": b"".join(os.fsencode(path) + b"\n" for path in paths)}


def working_hours(context: Context) -> WorkingHours:
    """The working hours of the setting, or the default ones."""
    from timelog_cli.domain.time.working_hours import read_working_hours

    return read_working_hours(context.settings.text("work.hours"))


def echo_default_hours(context: Context) -> None:
    """Say which working hours count where nobody has set any."""
    settings = context.settings
    if not settings.is_set("work.hours"):
        context.notices.append(
            f"Using the default working hours, {settings.text('work.hours')}. To change them:"
            " timelog config set work.hours HOURS"
        )
