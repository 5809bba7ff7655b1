"""``watch``: the timer and today, live, with keys for what is done most."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from copy import copy
from time import monotonic

from timelog_cli.cli import timers
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import Context
from timelog_cli.errors import Refused, TimelogError
from timelog_cli.render.result import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.views import Overview
    from timelog_cli.runtime.live import LiveTerminal
    from timelog_cli.runtime.world import World

    Mark = tuple[tuple[int, int, int] | None, ...]

app = Commands()
_VERBS = {"p": "pause", "r": "resume", "s": "stop"}
_PATIENCE = "0.5"  # seconds, as nothing moves meanwhile
_SIZE = (80, 24)
_SAID_SECONDS = 10
_QUIT = ("q", "\x04")
_BEGIN = 'timelog start "Fix the login" --create'


@app.command("watch", reads=True)
def watch(context: Context) -> Outcome:
    """Show the timer and today live, each second.

    Keys: p pauses the timer, r resumes it, s stops it, q quits; so does Ctrl-C. Whatever other
    commands change is shown too. With --json, it prints the status once.

    Examples:
        timelog watch
    """
    world = context.world
    if context.options.json:
        return timers.status(context)
    if not (world.interactive and world.stdout.isatty()) or world.env.get("TERM") == "dumb":
        hint = "to see it once: timelog status; timelog today"
        raise Refused("watch needs a terminal that it can draw on", hint)
    from timelog_cli.runtime.live import Closed, LiveTerminal

    live = _Live(context)
    live.read()
    if live.problem:
        raise live.problem
    with LiveTerminal(world.stdin, world.stdout) as terminal, suppress(KeyboardInterrupt, Closed):
        live.run(terminal)
    return Outcome()


class _Live:
    """What is shown, as it was read last, and what is said below it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._mark: Mark = ()
        self._said_at = 0.0
        self.found: Overview | None = None
        self.problem: TimelogError | None = None
        self.said = ""

    def run(self, terminal: LiveTerminal) -> None:
        """Draw it each second, and do what the keys ask for, until it is to end."""
        from timelog_cli.runtime.live import until_next_second

        while True:
            if self._mark != self._now_mark() or self.problem or not self._is_today():
                self.read()
            terminal.draw(self._lines(*terminal.size))
            key = terminal.key(until_next_second()).lower()
            if key in _QUIT:
                return
            if key in _VERBS:
                self._run(_VERBS[key])
                terminal.forget()  # a hook may have written something

    def read(self) -> None:
        """Read the database, which is not held open; what is in the way is said."""
        mark = self._now_mark()
        context = Context(self._world(), self._context.options, "timelog watch", reads=True)
        try:
            if mark[0] is None:
                raise Refused(f"no database at {context.path}", _BEGIN)
            self.found = _look(context)
        except TimelogError as error:
            self.problem, self._mark = error, ()
            self._say(error.message)
            return
        finally:
            context.close()
        if self.problem:
            self.problem = None
            self._say("")
        elif self._mark and self._mark[0] and mark[0][0] != self._mark[0][0]:
            self._say(f"another database was put in the place of {context.path}")
        self._mark = mark

    def _say(self, text: str) -> None:
        self.said, self._said_at = text, monotonic()

    def _world(self) -> World:
        """The world, but for how long is waited for a database that is in use."""
        world = copy(self._context.world)
        world.env = {**world.env, "TIMELOG_BUSY_SECONDS": _PATIENCE}
        return world

    def _now_mark(self) -> Mark:
        """What differs when the database is another, or was written to."""
        return tuple(_stamp(self._context.path + end) for end in ("", "-wal"))

    def _is_today(self) -> bool:
        day = self.found.day.days[0] if self.found else None
        return day is not None and day.start <= self._context.world.now() < day.end

    def _lines(self, columns: int, rows: int) -> list[str]:
        from timelog_cli.render.terminal.overview import watch_lines
        from timelog_cli.render.terminal.screen import painted

        context, now = self._context, self._context.world.now()
        assert self.found is not None
        if not self.problem and monotonic() - self._said_at > _SAID_SECONDS:
            self.said = ""
        found = self.found._replace(day=self.found.day.at(now))
        # What erases the rest of a line would erase its last column.
        size = max(1, (columns or _SIZE[0]) - 1), rows or _SIZE[1]
        said = self.said, bool(self.problem)
        lines = watch_lines(found, *said, now, context.zone, context.warn_after, *size)
        return painted(lines, color=context.color).split("\n")

    def _run(self, verb: str) -> None:
        """Run a command as if it were typed, and keep what it says."""
        from timelog_cli.cli import running

        reading = running.read([verb])
        assert reading is not None
        world, said = self._world(), io.StringIO()
        world.env = {**world.env, "NO_COLOR": "1"}
        world.stdin, world.stdout, world.stderr = io.BytesIO(), io.StringIO(), said
        call = running.Call([verb], world)
        call.options.take(db=self._context.options.db, user=self._context.options.user)
        running.exit_code(call, lambda: running.run_parsed(call, reading))
        self._say(" ".join(said.getvalue().split()))


def _look(context: Context) -> Overview:
    from timelog_cli.cli.views import own_day
    from timelog_cli.usecases import overview

    return overview.current(context.work, own_day(context, context.day))


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
