"""What a command is: its words, options, help, and the function that runs it.

This is the one place that says what the options of a command are. ``read`` understands a command
line from it in well under a millisecond, and the Tab key is answered from it; the help screens and
the reference pages are made from it by Typer, whose import alone takes five
times what Python needs to start.
"""

from __future__ import annotations

from timelog_cli.domain.text import shown
from timelog_cli.errors import Unreadable
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from timelog_cli.render.outcome import Outcome

    Run = Callable[..., Outcome]


class Param(Frozen):
    """An argument or option.

    :param name: the parameter of the function
    :param flags: what is typed, as ``--at``; empty for an argument
    :param metavar: the word for the value; ``None`` for a flag without one
    :param many: whether it may be repeated; the function gets a list
    :param negative: the flag that says no, as ``--no-billable``; without either the value is None
    :param complete: what completes it: ``refs``, ``customers``, ``tags``, …
    :param filled: whether an empty value is refused, as that of a shell variable that is not set
    """

    name: str
    flags: tuple[str, ...]
    metavar: str | None
    help: str
    many: bool = False
    required: bool = False
    negative: str | None = None
    choices: tuple[str, ...] = ()
    complete: str | None = None
    filled: bool = False

    @property
    def label(self) -> str:
        """How messages name it."""
        return self.flags[0] if self.flags else (self.metavar or self.name.upper())


class Command(Frozen):
    """A command of a group, or of the top level."""

    path: tuple[str, ...]
    run: Run
    params: tuple[Param, ...]
    help: str
    examples: tuple[str, ...]
    listing: bool

    @property
    def words(self) -> str:
        """What is typed to reach it, without the program's name."""
        return " ".join(self.path)


def arg(
    name: str,
    metavar: str,
    help: str,
    *,
    required: bool = True,
    many: bool = False,
    choices: tuple[str, ...] = (),
    complete: str | None = None,
    filled: bool = False,
) -> Param:
    """An argument, known by its place."""
    return Param(name, (), metavar, help, many, required, None, choices, complete, filled)


def opt(
    flags: str,
    metavar: str,
    help: str,
    *,
    name: str | None = None,
    many: bool = False,
    required: bool = False,
    choices: tuple[str, ...] = (),
    complete: str | None = None,
    filled: bool = False,
) -> Param:
    """An option with a value; ``flags`` may hold several spellings, apart by blanks."""
    spelled = tuple(flags.split())
    name = name or spelled[0].lstrip("-").replace("-", "_")
    return Param(name, spelled, metavar, help, many, required, None, choices, complete, filled)


def flag(flags: str, help: str, *, name: str | None = None) -> Param:
    """An option without a value; ``--billable/--no-billable`` has a yes and a no."""
    positive, _, negative = flags.partition("/")
    name = name or positive.lstrip("-").replace("-", "_")
    return Param(name, (positive,), None, help, negative=negative or None)


JSON = flag("--json", "Print JSON.")
FORMAT = opt(
    "--format",
    "FORMAT",
    "How to print the list.",
    choices=("table", "json", "jsonl", "csv", "tsv", "md"),
)
GLOBALS = (
    opt("--db", "PATH", "The database file.", complete="files"),
    opt("--as", "USER", "Act as this user.", name="user", complete="owners"),
    flag("--no-color", "No colour."),
    flag("--quiet", "Only errors on standard error."),
)
HELP = ("--help", "-h")


class Group:
    """The commands of one module, by their words.

    :param parts: what the groups in it are for, by their words: ``billing template``
    """

    def __init__(self, name: str, help: str, parts: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.help = help
        self.parts = parts or {}
        self.commands: dict[tuple[str, ...], Command] = {}

    def command(
        self,
        words: str,
        *params: Param,
        examples: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
        listing: bool = False,
    ) -> Callable[[Run], Run]:
        """Make a function a command; its docstring is the help, ``also`` are other words for it."""

        def register(run: Run) -> Run:
            own = (*params, JSON, FORMAT) if listing else (*params, JSON)
            known = {param.name for param in params}
            own = tuple(param for param in own if param in params or param.name not in known)
            for spelled in (words, *also):
                path = tuple(spelled.split())
                self.commands[path] = Command(
                    path, run, own, _paragraphs(run.__doc__ or ""), examples, listing
                )
            return run

        return register


def _paragraphs(doc: str) -> str:
    """The lines of a docstring without the indentation of the code around it."""
    return "\n".join(line.strip() for line in doc.strip().split("\n"))


class Reading:
    """The values read for a command, and the global options found among them."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.globals: dict[str, Any] = {}
        self.help = False


def read(command: Command, words: Sequence[str]) -> Reading:
    """Read the words after a command's name.

    A word that begins with a dash and a digit, such as ``-30m``, is a value, not an option.

    :raises Unreadable: an option that does not exist or lacks its value, a word too many or too few
    """
    reading = Reading()
    flags = _flags(command)
    positional: list[str] = []
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        if word == "--":
            positional.extend(reversed(waiting))
            break
        if not word.startswith("-") or word == "-" or word[1].isdigit():
            positional.append(word)
        elif word in HELP:
            reading.help = True
            return reading
        else:
            _option(command, flags, word, waiting, reading)
    _place(command, positional, reading.values)
    _fill(command, reading.values)
    return reading


def _flags(command: Command) -> dict[str, tuple[Param, bool]]:
    found: dict[str, tuple[Param, bool]] = {}
    for param in (*GLOBALS, *command.params):
        for spelled in param.flags:
            found[spelled] = (param, True)
        if param.negative:
            found[param.negative] = (param, False)
    return found


def _option(
    command: Command,
    flags: dict[str, tuple[Param, bool]],
    word: str,
    waiting: list[str],
    reading: Reading,
) -> None:
    spelled, equals, value = word.partition("=")
    if spelled not in flags:
        raise _no_such(command, flags, spelled)
    param, positive = flags[spelled]
    into = reading.globals if param in GLOBALS else reading.values
    if param.metavar is None:
        if equals:
            raise Unreadable(f"{spelled} takes no value", _help(command))
        if into.get(param.name, positive) is not positive:
            raise Unreadable(
                f"{param.flags[0]} and {param.negative} contradict each other",
                "leave one of them out",
            )
        into[param.name] = positive
        return
    if not equals:
        if not waiting:
            raise Unreadable(f"{spelled} needs a value: {param.metavar}", _help(command))
        value = waiting.pop()
    _put(command, param, spelled, value, into)


def _put(command: Command, param: Param, spelled: str, value: str, into: dict[str, Any]) -> None:
    if param.choices:
        value = _choice(param, spelled, value)
    if param.filled and not value.strip():
        raise Unreadable(f"{spelled} is empty", _help(command))
    if param.many:
        into.setdefault(param.name, []).append(value)
    elif param.name in into:
        raise Unreadable(f"{spelled} is given twice", _help(command))
    else:
        into[param.name] = value


def _choice(param: Param, spelled: str, value: str) -> str:
    for choice in param.choices:
        if choice == value.lower():
            return choice
    raise Unreadable(
        f"{spelled} {value[:40]!r} is none of its values",
        "one of " + ", ".join(param.choices),
    )


def _place(command: Command, words: list[str], values: dict[str, Any]) -> None:
    arguments = [param for param in command.params if not param.flags]
    for param in arguments:
        if param.many:
            values[param.name] = words
            words = []
        elif words:
            word, *words = words
            _put(command, param, param.label, word, values)
        elif param.required:
            raise Unreadable(f"{command.words} needs {param.label}: {param.help}", _help(command))
    if words:
        raise Unreadable(f"{command.words} takes no {words[0][:60]!r}", _help(command))


def _fill(command: Command, values: dict[str, Any]) -> None:
    for param in command.params:
        empty = param.required and not values.get(param.name)
        if empty:
            raise Unreadable(f"{command.words} needs {param.label}: {param.help}", _help(command))
        if param.name not in values:
            plain = param.metavar is None and param.negative is None
            values[param.name] = [] if param.many else False if plain else None


def _no_such(command: Command, flags: dict[str, tuple[Param, bool]], spelled: str) -> Unreadable:
    from timelog_cli.domain.names import near_options

    near = near_options(spelled, list(flags))
    hint = f"did you mean {near[0]}?" if near else _help(command)
    return Unreadable(f"{command.words} has no option {shown(spelled[:60])}", hint)


def _help(command: Command) -> str:
    return f"timelog {command.words} --help"
