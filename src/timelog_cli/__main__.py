"""The entry: from the words of the command line to an exit code.

The only place where an error becomes a message and a code.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from timelog_cli.cli.spec import Command
    from timelog_cli.context import Context, Options, World
    from timelog_cli.errors import TimelogError

_COMPLETE = "_TIMELOG_COMPLETE"


def main(words: Sequence[str] | None = None, world: World | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    if words == ["prompt"]:
        return _prompt(world)
    if _COMPLETE in (os.environ if world is None else world.env):
        return _complete(words, world)
    try:
        return _main(words, world)
    except KeyboardInterrupt:  # while the modules are loaded, or for a second time
        return _interrupted()


def _main(words: list[str], world: World | None) -> int:
    from timelog_cli.context import Options, World
    from timelog_cli.errors import TimelogError

    options = Options()
    try:
        world = world or World()
        return _run(words, world, options)
    except BrokenPipeError:
        return _silenced()
    except (Exception, KeyboardInterrupt) as error:
        from timelog_cli.endings import ending

        meant = ending(error, changed=options.changed)
        if type(meant) is TimelogError and world is not None and world.env.get("TIMELOG_DEBUG"):
            raise
        return _report(meant, words, world, options)


def _interrupted() -> int:
    from contextlib import suppress

    with suppress(OSError, ValueError):
        if sys.stderr:
            sys.stderr.write("error: interrupted\n")
    _forget_stdout()
    return 130


def _prompt(world: World | None) -> int:
    """The quick way of ``timelog prompt``: whatever is wrong, it shows nothing."""
    try:
        env, stdout = (os.environ, sys.stdout) if world is None else (world.env, world.stdout)
        text = _prompt_line(env)
        if text:
            _print(text, stdout)
        from timelog_cli.usecases.prompt import mend_copy

        mend_copy(env)
    except (Exception, KeyboardInterrupt):
        _forget_stdout()
    return 0


def _complete(words: list[str], world: World | None) -> int:
    """The answer to the Tab key: whatever is wrong, nothing is offered and nothing said."""
    try:
        from timelog_cli.cli.completion_shells import answer

        env, stdout = (os.environ, sys.stdout) if world is None else (world.env, world.stdout)
        written = b"".join(map(_encoded, answer(env[_COMPLETE], words, env)))
        stdout.buffer.write(written)
        stdout.flush()
    except (Exception, KeyboardInterrupt):
        _forget_stdout()
    return 0


def _encoded(line: str) -> bytes:
    """A line as the shell writes it on a command line; nothing where it has no such characters."""
    try:
        return os.fsencode(line) + b"\n"
    except UnicodeEncodeError:
        return b""


def _print(text: str, stdout: TextIO) -> None:
    try:
        print(text, file=stdout, flush=True)
    except UnicodeEncodeError:
        from timelog_cli.streams import standard_output

        print(text, file=standard_output(), flush=True)


def _prompt_line(env: Mapping[str, str]) -> str:
    from timelog_cli.render.prompt import line
    from timelog_cli.usecases.prompt import forgotten, look, who

    told = who(env)
    found = look(told)
    if found is None:
        return ""
    now = _now(env)
    running = found.running_since is not None
    return line(found.ref, running, found.elapsed(now), forgotten(found, now, told.warn_after))


def _now(env: Mapping[str, str]) -> int:
    if "TIMELOG_NOW" not in env:
        import time

        return int(time.time())
    from timelog_cli.context import World

    return World(env).now()


def _run(words: list[str], world: World, options: Options) -> int:
    typed = list(words)
    words = _leading_options(words, options)
    leading = typed[: len(typed) - len(words)]
    if not words or words[0] in {"--help", "-h", "help"}:
        return _help(words[1:], world)
    if words[0] == "--version":
        return _version(world)
    if words[0].partition("=")[0] in {"--install-completion", "--show-completion"}:
        from timelog_cli.cli.completion_scripts import run

        return run(words, world, quiet=options.quiet)
    from timelog_cli.cli import registry

    command, rest = registry.find(words)
    if command is None:
        return _help(words[: len(words) - len(rest)], world)
    return _command(command, leading, rest, world, options)


def _command(
    command: Command, leading: list[str], rest: list[str], world: World, options: Options
) -> int:
    from timelog_cli.cli.spec import read
    from timelog_cli.context import Context
    from timelog_cli.domain.text import typed

    reading = read(command, rest)
    if reading.help:
        return _help(list(command.path), world)
    values = reading.values
    for name, value in reading.globals.items():
        _set(options, name, value)
    options.json = values.pop("json", False)
    if command.listing:
        options.format = values.pop("format", None)
    # The command first, so that it can be looked for, and all options, so that it can be repeated.
    line = ("timelog", *command.path, *leading, *rest)
    context = Context(world, options, " ".join(map(typed, line)))
    try:
        outcome = command.run(context, **values)
        _emit(context, outcome)
        if outcome.failed is not None:
            raise outcome.failed
        return int(outcome.code)
    finally:
        options.changed = context.changed
        try:
            _leave_copy(context)
        finally:
            context.close()


def _leave_copy(context: Context) -> None:
    """Leave the timer's state for the shells; what hinders it is told to people only."""
    problem, world = context.leave_copy(), context.world
    if problem and context.changed and world.stderr.isatty() and not context.options.quiet:
        from timelog_cli.domain.text import shown

        print(f"warning: shells cannot show the timer: {shown(problem)}", file=world.stderr)


def _emit(context: Context, outcome: object) -> None:
    from timelog_cli.render.emit import emit
    from timelog_cli.render.outcome import Outcome

    assert isinstance(outcome, Outcome)  # noqa: S101 - a mistake in a command, not of a user
    world, options = context.world, context.options
    if context.notices:
        outcome = outcome._replace(said=(*context.notices, *outcome.said))
    emit(
        outcome,
        world.stdout,
        world.stderr,
        as_json=options.json,
        format_name=options.format,
        quiet=options.quiet,
        color=context.color,
        columns_wide=world.width(),
    )
    world.stdout.flush()


def _leading_options(words: list[str], options: Options) -> list[str]:
    """Take the global options that stand before the command."""
    from timelog_cli.cli.spec import GLOBALS
    from timelog_cli.errors import Unreadable

    flags = {param.flags[0]: param for param in GLOBALS}
    while words and words[0].partition("=")[0] in flags:
        spelled, equals, value = words.pop(0).partition("=")
        param = flags[spelled]
        if param.metavar is None:
            if equals:
                raise Unreadable(f"{spelled} takes no value", "timelog --help")
            _set(options, param.name, True)
            continue
        if not equals:
            if not words:
                raise Unreadable(f"{spelled} needs a value: {param.metavar}", "timelog --help")
            value = words.pop(0)
        _set(options, param.name, value)
    if words and words[0] == "--json":
        raise Unreadable("--json stands after the command", "timelog COMMAND --json")
    if words and words[0].startswith("-") and words[0].partition("=")[0] not in _PROGRAM_OPTIONS:
        raise _no_such(words[0], [*flags, *_PROGRAM_OPTIONS])
    return words


def _set(options: Options, name: str, value: str | bool) -> None:
    """Set a global option, which may stand before the command or after it, but once."""
    from timelog_cli.errors import Unreadable

    spelled = {"user": "--as"}.get(name, "--" + name.replace("_", "-"))
    if value == "":
        raise Unreadable(f"{spelled} is empty", "timelog --help")
    if getattr(options, name) not in {None, False, value}:
        raise Unreadable(f"{spelled} is given twice", "timelog --help")
    setattr(options, name, value)


def _no_such(spelled: str, known: list[str]) -> TimelogError:
    from timelog_cli.domain.names import near_options
    from timelog_cli.errors import Unreadable

    near = near_options(spelled, known)
    hint = f"did you mean {near[0]}?" if near else "timelog --help"
    return Unreadable(f"timelog has no option {spelled[:60]!r}", hint)


_PROGRAM_OPTIONS = {"--help", "-h", "--version", "--install-completion", "--show-completion"}


def _help(path: list[str], world: World) -> int:
    from timelog_cli.cli.help import show

    return show(path, world.stdout)


def _version(world: World) -> int:
    from timelog_cli import __version__

    print(f"timelog {__version__}", file=world.stdout)
    return 0


def _report(
    error: TimelogError, words: Sequence[str] | None, world: World | None, options: Options
) -> int:
    from timelog_cli.render.emit import emit_error
    from timelog_cli.streams import standard_error

    stderr = world.stderr if world else standard_error()
    env = world.env if world else {}
    as_json = options.json or _json_asked(words or ())
    color = stderr.isatty() and not options.no_color and not env.get("NO_COLOR")
    try:
        emit_error(error, stderr, as_json=as_json, color=color)
        stderr.flush()
    except (OSError, ValueError):
        pass
    _forget_stdout()
    return error.code


def _json_asked(words: Sequence[str]) -> bool:
    if not any("json" in word.lower() for word in words):
        return False
    from timelog_cli.cli.json_asked import json_asked

    return json_asked(words)


def _silenced() -> int:
    """The reader of the pipe has gone: what was asked for is done, nobody reads the rest."""
    _forget_stdout()
    return 0


def _forget_stdout() -> None:
    """Keep Python from trying once more at exit to write what could not be written."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def program() -> None:
    """Run the command of this process, and end it.

    A command makes few objects and no rings of them, so that looking for rings would cost it more
    than they do; and to take Python apart object by object takes as long as a fifth of starting it.
    """
    import gc

    from timelog_cli.loading import shorten

    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, 20, 20)
    shorten()
    code = main()
    _leave(code)


_OBJECTS_BEFORE_A_LOOK = 50_000


def _leave(code: int) -> None:
    """End at once, if all is written and nobody has asked to be called before."""
    import atexit

    try:
        for stream in (sys.stdout, sys.stderr):
            if stream:
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    if atexit._ncallbacks() or "threading" in sys.modules:
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    program()
