"""Running one command: the context it gets, its outcome to the streams, the end to an exit code.

The only place where an error becomes a message and a code.
"""

from __future__ import annotations

import os
import sys

from timelog_cli.cli.context import Context, Options
from timelog_cli.errors import TimelogError
from timelog_cli.runtime.world import World, forget_stdout, hooks_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timelog_cli.render.result import Event, Outcome


_NO_STATE = 64  # as for wrong usage in sysexits.h


class Call:
    """A command line that is being run: its words, the world, and the shared options so far."""

    def __init__(self, words: Sequence[str], world: World | None = None) -> None:
        self.words = list(words)
        self.options = Options()
        self._world = world

    @property
    def world(self) -> World:
        """The world that the command runs in, made when it is needed."""
        if self._world is None:
            self._world = World()
        return self._world


def run(
    call: Call, line: Sequence[str], command: Callable[[Context], Outcome], *, reads: bool
) -> int:
    """Run a command, write what it says, and return its exit code.

    :param line: its words as the history keeps them
    :param reads: whether it leaves the database as it is
    """
    from timelog_cli.domain.text import typed

    context = Context(call.world, call.options, " ".join(map(typed, line)), reads=reads)
    outcome = None
    try:
        outcome = command(context)
        try:
            _emit(context, outcome)
        except BrokenPipeError:  # nobody reads what is printed, but the code
            forget_stdout()
            return int(outcome.code)
        if outcome.failed is not None:
            raise outcome.failed
        return int(outcome.code)
    finally:
        call.options.changed = context.changed
        try:
            _leave_copy(context)
            if outcome is not None and outcome.events:
                _run_hooks(context, outcome.events)
        finally:
            context.close()


def exit_code(call: Call, run: Callable[[], int]) -> int:
    """The exit code of what runs; an exception is told and becomes the code of its kind."""
    try:
        return run()
    except BrokenPipeError:
        return _silenced()
    except (Exception, KeyboardInterrupt) as error:
        from timelog_cli.runtime.endings import ending

        meant = ending(error, changed=call.options.changed)
        if type(meant) is TimelogError and call.world.env.get("TIMELOG_DEBUG"):
            raise
        return _report(meant, call)


def interrupted() -> int:
    """The exit code where Ctrl-C came before the command began, or came twice."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        if sys.stderr:
            sys.stderr.write("error: interrupted\n")
    forget_stdout()
    return 130


def _emit(context: Context, outcome: Outcome) -> None:
    from timelog_cli.render.emit import emit

    world, options = context.world, context.options
    if context.notices:
        outcome = outcome._replace(said=(*context.notices, *outcome.said))
    emit(
        outcome,
        world.stdout,
        world.stderr,
        as_json=options.json,
        quiet=options.quiet,
        color=context.color,
        columns_wide=world.width(),
    )
    world.stdout.flush()


def _leave_copy(context: Context) -> None:
    """Leave the timer's state for the shells; what hinders it is told to people only."""
    problem, world = context.update_prompt_cache(), context.world
    if problem and context.changed and world.stderr.isatty() and not context.options.quiet:
        from timelog_cli.render.emit import say, warnings

        line = f"the shell prompt cannot show the timer: {problem}"
        say(warnings([line], color=context.color), world.stderr)


def _run_hooks(context: Context, events: tuple[Event, ...]) -> None:
    """Run the user's hooks, but none for a command of a hook, which could go on for ever."""
    env = context.world.env
    if not env.get("TIMELOG_HOOK") and os.path.isdir(hooks_path(env)):
        from timelog_cli.cli.hooks import run_all

        run_all(context, events)


def _report(error: TimelogError, call: Call) -> int:
    from timelog_cli.render.emit import emit_error

    stderr, options = call.world.stderr, call.options
    color = stderr.isatty() and not options.no_color and not call.world.env.get("NO_COLOR")
    try:
        emit_error(error, stderr, as_json=options.json, color=color)
        stderr.flush()
    except (OSError, ValueError):
        pass
    forget_stdout()
    if options.code_tells_state and error.code <= 2:
        return _NO_STATE
    return error.code


def _silenced() -> int:
    """The reader of the pipe has gone: what was asked for is done, nobody reads the rest."""
    forget_stdout()
    return 0
