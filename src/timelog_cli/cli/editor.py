"""The user's editor: which it is, and how it is run."""

from __future__ import annotations

from timelog_cli.errors import Refused, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.cli.context import Context

_FALLBACKS = ("vi", "nano")
_TAKE_A_LINE = "vi vim nvim gvim view nano pico emacs emacsclient micro kak joe jed mg"
_STDERR = 2


def check_without_editor(day: str | None, yes: bool) -> None:
    """Refuse a command without what only an editor shows.

    :raises UsageError: naming the option
    """
    if day is not None or yes:
        from timelog_cli.domain.text import typed

        spelled = "--yes" if day is None else "--day"
        hint = f"timelog log edit --day {typed(day or 'today')} --editor"
        raise UsageError(f"{spelled} can be used only with --editor", hint)


def run_editor(context: Context, path: str, instead: str, line: int | None = None) -> None:
    """Show the user a file, and come back when the editor ends.

    :param instead: the command that does without an editor
    :param line: where the cursor is to be, for editors that take it
    :raises Refused: there is no editor, it cannot be started, or it fails
    """
    import subprocess
    from shlex import split

    env = context.world.env
    command = _command(context, instead)
    try:
        words = split(command)
        words += [f"+{line}"] if line and _takes_a_line(words[0]) else []
        # What an editor prints is no data: it stays out of a pipe.
        stdout = None if context.world.stdout.isatty() else _STDERR
        restore = _ignore_interrupts()
        try:
            code = subprocess.run(
                [*words, path], env=dict(env), stdout=stdout, check=False
            ).returncode
        finally:
            restore()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        found = next((name for name in _there(context) if name not in command), None)
        raise Refused(
            f"cannot start the editor {command!r}: {reason.lower()}",
            f"to use another editor: export EDITOR={found}" if found else instead,
        ) from error
    if code:
        how = f"code {code}" if code > 0 else f"signal {-code}"
        raise Refused(f"the editor failed with {how}; nothing was changed")


def _command(context: Context, instead: str) -> str:
    env = context.world.env
    for name in ("VISUAL", "EDITOR"):
        if env.get(name, "").strip():
            return env[name]
    if not context.world.interactive:
        raise Refused("no editor: set VISUAL or EDITOR, or run the command in a terminal", instead)
    return next(_there(context), _FALLBACKS[0])


def _there(context: Context) -> Iterator[str]:
    """The usual editors that this system has."""
    from shutil import which

    path = context.world.env.get("PATH")
    return (name for name in _FALLBACKS if which(name, path=path))


def _takes_a_line(program: str) -> bool:
    return program.rpartition("/")[2] in _TAKE_A_LINE.split()


def _ignore_interrupts() -> Callable[[], object]:
    """Ctrl-C is the editor's while it runs; what makes it this program's again.

    A handler of Python's own is, unlike ``SIG_IGN``, not passed on to the editor.
    """
    import signal

    try:
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # not in the main thread, which alone is interrupted
        return lambda: None
    return lambda: signal.signal(signal.SIGINT, before)
