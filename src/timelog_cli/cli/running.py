"""Running one command: its line, its context, its outcome to the streams, its end to an exit code.

A line that the index explains completely is read here, without Typer, which takes six times as long
as Python to start. Whatever is not understood, every mistake and every ``--help``, is handed over
to it: this reader refuses nothing and says nothing. This is the only place where an error becomes
a message and a code.
"""

from __future__ import annotations

import os
import sys

from timelog_cli.cli.commands import (
    SHARED,
    Command,
    find,
    is_of_lists,
    is_option,
    only_reads,
    short_for,
    taken_apart,
)
from timelog_cli.cli.context import Context, Options
from timelog_cli.cli.indexed import PROGRAM
from timelog_cli.domain.text import shown
from timelog_cli.errors import TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.runtime.world import World, forget_stdout, hooks_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from timelog_cli.cli.commands import Param
    from timelog_cli.render.result import Event, Outcome


_NO_STATE = 64  # as for wrong usage in sysexits.h


class ParsedLine(Frozen):
    """A command line that was understood.

    :param line: its words in the order in which the history keeps them
    :param shared: the options of the program that are given
    :param values: all others, and the arguments, by the parameters of the function
    """

    command: Command
    line: tuple[str, ...]
    shared: dict[str, Any]
    values: dict[str, Any]


def read(words: Sequence[str]) -> ParsedLine | None:
    """What the words behind the program's name mean; ``None`` where Typer has to read them."""
    program, rest = _Options(PROGRAM), [*reversed(words)]
    while rest and is_option(rest[-1]):
        if not program.read(rest):
            return None
    rest.reverse()
    command = find(rest)
    if command is None or not program.given.keys() <= SHARED:
        return None
    if not all(param.plain for param in command.params):
        return None
    leading, behind = words[: len(words) - len(rest)], rest[len(command.path) :]
    options = _Options(command.params)
    if not (options.among([*reversed(behind)]) and options.place(command.params)):
        return None
    if not program.given.keys().isdisjoint(options.given):
        return None
    given = {param.name: options.given.get(param.name, param.default) for param in command.params}
    shared = program.given | {name: options.given[name] for name in SHARED & options.given.keys()}
    if any(is_of_lists(param.choices) and given[param.name] == "json" for param in command.params):
        shared["json"] = True  # so that errors are JSON too
    values = {name: value for name, value in given.items() if name not in SHARED}
    return ParsedLine(command, ("timelog", *command.path, *leading, *behind), shared, values)


def read_alone(call: Call) -> ParsedLine | None:
    """``timelog`` alone on a terminal, which shows how things stand; elsewhere it is help."""
    program, rest = _Options(PROGRAM), [*reversed(call.words)]
    while rest:
        if not (is_option(rest[-1]) and program.read(rest)):
            return None
    if not program.given.keys() <= SHARED - {"json"} or not call.world.stdout.isatty():
        return None
    alone = Command((), "timelog_cli.cli.overview", "overview", (), "")
    return ParsedLine(alone, ("timelog", *call.words), program.given, {})


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
            if outcome is None or outcome.failed is not None:
                _take_back_file(context)
            _leave_copy(context)
            if outcome is not None and outcome.events:
                _run_hooks(context, outcome.events)
        finally:
            context.close()


def run_parsed(call: Call, reading: ParsedLine) -> int:
    """Run what was read, and return the exit code."""
    call.options.take(**reading.shared)
    function, values = reading.command.load(), reading.values
    reads = only_reads(function, values)
    return run(call, reading.line, lambda context: function(context, **values), reads=reads)


def exit_code(call: Call, run: Callable[[], int]) -> int:
    """The exit code of what runs; an exception is told and becomes the code of its kind."""
    try:
        return run()
    except BrokenPipeError:
        return _silenced()
    except (Exception, KeyboardInterrupt) as error:
        from timelog_cli.errors import ending

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
    notices = (*_opening(context, outcome), *context.notices)
    if notices:
        outcome = outcome._replace(said=(*notices, *outcome.said))
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


def _opening(context: Context, outcome: Outcome) -> list[str]:
    """What became of the file; not yet where it may go again."""
    if outcome.failed is not None and not context.changed:
        return []
    told, context.opening = context.opening, []
    return told


def _take_back_file(context: Context) -> None:
    """After a failure, leave no file where there was none; one that stays is told of."""
    context.take_back_file()
    if context.opening and not (context.options.quiet or context.options.json):
        from timelog_cli.render.emit import say

        say(map(shown, context.opening), context.world.stderr)


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
    color = options.color(call.world, stderr)
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


class _Options:
    """Options and arguments as they are read from a line."""

    def __init__(self, params: Iterable[Param]) -> None:
        self.given: dict[str, Any] = {}
        self.arguments: list[str] = []
        self.flags: dict[str, tuple[Param, bool]] = {}
        for param in params:
            self.flags |= dict.fromkeys(param.flags, (param, True))
            self.flags |= dict.fromkeys(param.negative, (param, False))

    def among(self, waiting: list[str]) -> bool:
        """Read all words, of which the first stands last; whether all are understood."""
        while waiting:
            word = waiting[-1]
            if not (is_option(word) or word in self.flags or short_for(word, self.flags)):
                self.arguments.append(waiting.pop())
            elif word == "--":
                self.arguments += reversed(waiting[:-1])
                return True
            elif not self.read(waiting):
                return False
        return True

    def read(self, waiting: list[str]) -> bool:
        """Take the option that stands last; whether it is understood."""
        word = waiting.pop()
        spelled, equals, text = word.partition("=")
        if spelled not in self.flags:
            return self._short(word, waiting)
        param, positive = self.flags[spelled]
        if param.metavar is None:
            return not equals and self.given.setdefault(param.name, positive) is positive
        if not equals and not waiting:
            return False
        return self._put(param, text if equals else waiting.pop())

    def _short(self, word: str, waiting: list[str]) -> bool:
        """Take a word that is short for options, as ``-bj``; whether it is understood."""
        flags = {flag: param.metavar is not None for flag, (param, _) in self.flags.items()}
        parts = taken_apart(word, flags)
        if parts == [word]:
            return False
        waiting += reversed(parts)
        return self.read(waiting)

    def place(self, params: Iterable[Param]) -> bool:
        """Give the arguments to their parameters; whether all have what they need."""
        for param in params:
            if not param.flags:
                count = len(self.arguments) if param.many else 1
                taken, self.arguments = self.arguments[:count], self.arguments[count:]
                if not all(self._put(param, text) for text in taken):
                    return False
            if param.required and not self.given.get(param.name):
                return False
        return not self.arguments

    def _put(self, param: Param, text: str) -> bool:
        if param.choices:
            text = text.lower()
        if (param.choices and text not in param.choices) or (param.filled and not text.strip()):
            return False
        if param.many:
            self.given.setdefault(param.name, []).append(text)
            return True
        known = param.name in self.given
        self.given[param.name] = text
        return not known
