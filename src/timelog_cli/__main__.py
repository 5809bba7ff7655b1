"""The entry: from the words of the command line to an exit code.

A line that the index of commands explains runs at once, without Typer; every other goes to the
Typer app. The prompt and the Tab key have ways of their own, on which nothing is ever refused.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from timelog_cli.runtime.world import World

_COMPLETE = "_TIMELOG_COMPLETE"
_UNWRITTEN = 6  # as OutputError has it


def main(words: Sequence[str] | None = None, world: World | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    code = unrefused(words, world)
    if code is not None:
        return code
    try:
        return _main(words, world)
    except KeyboardInterrupt:  # while the modules are loaded, or for a second time
        from timelog_cli.cli.running import interrupted

        return interrupted()


def unrefused(words: Sequence[str], world: World | None) -> int | None:
    """The exit code of the prompt and of the Tab key, which refuse nothing; ``None`` of others."""
    if words == ["prompt"]:
        return _prompt(world)
    if _COMPLETE in (os.environ if world is None else world.env):
        return _complete(words, world)
    return None


def _main(words: list[str], world: World | None) -> int:
    from timelog_cli.cli import running

    call = running.Call(words, world)
    reading = running.read(words) or running.read_alone(call)
    if reading is not None:
        return running.exit_code(call, lambda: running.run_parsed(call, reading))
    from timelog_cli.cli.app import app

    return int(app(obj=call, standalone_mode=False))


def _prompt(world: World | None) -> int:
    """The quick way of ``timelog prompt``: whatever is wrong, it shows nothing."""
    code = 0
    try:
        env, stdout = (os.environ, sys.stdout) if world is None else (world.env, world.stdout)
        text = _prompt_line(env)
        if text:
            code = _print(text, stdout)
        from timelog_cli.usecases.prompt import renew_cache

        renew_cache(env)
    except (Exception, KeyboardInterrupt):
        from timelog_cli.runtime.world import forget_stdout

        forget_stdout()
    return code


def _complete(words: Sequence[str], world: World | None) -> int:
    """The answer to the Tab key: whatever is wrong, nothing is offered and nothing said."""
    try:
        from timelog_cli.cli.completion.shells import answer

        env, stdout = (os.environ, sys.stdout) if world is None else (world.env, world.stdout)
        written = b"".join(map(_encoded, answer(env[_COMPLETE], words, env)))
        return _written(written, stdout) if written else 0
    except (Exception, KeyboardInterrupt):
        from timelog_cli.runtime.world import forget_stdout

        forget_stdout()
    return 0


def _encoded(line: str) -> bytes:
    """A line as the shell writes it on a command line; nothing where it has no such characters."""
    try:
        return os.fsencode(line) + b"\n"
    except UnicodeEncodeError:
        return b""


def _print(text: str, stdout: TextIO | None) -> int:
    """Print a line; the exit code, as nothing is said of an output that cannot be written."""
    try:
        if stdout is None:
            return _UNWRITTEN
        print(text, file=stdout, flush=True)
    except UnicodeEncodeError:
        from timelog_cli.runtime.world import standard_output

        return _print(text, standard_output())
    except OSError as error:
        return _not_written(error)
    return 0


def _written(content: bytes, stdout: TextIO | None) -> int:
    """The same for bytes."""
    try:
        if stdout is None:
            return _UNWRITTEN
        stdout.buffer.write(content)
        stdout.flush()
    except OSError as error:
        return _not_written(error)
    return 0


def _not_written(error: OSError) -> int:
    from timelog_cli.runtime.world import forget_stdout

    forget_stdout()
    return 0 if isinstance(error, BrokenPipeError) else _UNWRITTEN


def _prompt_line(env: Mapping[str, str]) -> str:
    from timelog_cli.render.prompt import line
    from timelog_cli.usecases.prompt import forgotten, plain_look

    found, warn_after = plain_look(env)
    if found is None:
        return ""
    now = _now(env)
    running = found.running_since is not None
    return line(found.ref, running, found.elapsed(now), forgotten(found, now, warn_after))


def _now(env: Mapping[str, str]) -> int:
    if "TIMELOG_NOW" not in env:
        import time

        return int(time.time())
    from timelog_cli.runtime.world import World

    return World(env).now()


def program() -> None:
    """Run the command of this process, and end it.

    A command makes few objects that refer to each other, so the garbage collector looks for them
    rarely: a tenth of what Python takes to start.
    """
    import gc

    gc.set_threshold(50_000, 20, 20)
    _end(main())


def _end(code: int) -> None:
    """End at once if all is written, as Python would first take apart all that was imported.

    That takes a quarter of what Python takes to start; the operating system frees it anyway.
    """
    import atexit

    for name in ("stdout", "stderr"):
        try:
            if stream := getattr(sys, name):
                stream.flush()
        except (OSError, ValueError):
            setattr(sys, name, None)  # else Python tries again, and ends with a code of its own
    if atexit._ncallbacks() or "threading" in sys.modules:
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    program()
