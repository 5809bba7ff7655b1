"""Groups of commands, registered as with Typer, and the index of them."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from typing import Any, TypeVar

    from timelog_cli.render.result import Outcome

    Function = TypeVar("Function", bound=Callable[..., Outcome])
# In the order of the help: the way a day goes.
MODULES = {
    "record": "records",
    "timer": "timers",
    "log": "logs",
    "tag": "tags",
    "service": "services",
    "customer": "customers",
    "billing": "billing",
    "report": "reports",
    "timesheet": "timesheets",
    "today": "views",
    "week": "views",
    "calendar": "views",
    "balance": "balance",
    "dayoff": "daysoff",
    "watch": "watch",
    "start": "timers",
    "pause": "timers",
    "resume": "timers",
    "stop": "timers",
    "continue": "continuing",
    "interrupt": "timers",
    "cancel": "timers",
    "status": "timers",
    "add": "logs",
    "logs": "logs",
    "edit": "logs",
    "split": "logs",
    "join": "logs",
    "delete": "logs",
    "gaps": "logs",
    "records": "records",
    "tags": "tags",
    "import": "importing",
    "export": "exporting",
    "prompt": "prompt",
    "shell-init": "shell_init",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "config": "config",
    "hook": "hooks",
    "sync": "sync",
    "db": "database",
    "demo": "demo",
}
# What other programs call some of them: these names work and are not shown.
HIDDEN = {"ls": "logs", "rm": "logs", "day": "views", "month": "views", "cal": "views"}
EVERY = {**MODULES, **HIDDEN}
# The options of the program that may also stand behind a command.
SHARED = frozenset(("db", "user", "no_color", "quiet", "json"))
HELP = "Show this help and exit."
_TRIALS = ("dry_run", "preview")  # with which a command only shows what it would do


class Commands:
    """Commands of a group, or without a name those of the top level."""

    def __init__(self, name: str = "", help: str = "") -> None:
        self.name = name
        self.help = help
        self.registered: list[tuple[str, Callable[..., Outcome], dict[str, Any]]] = []
        self.groups: list[Commands] = []

    def command(
        self,
        name: str,
        *,
        reads: bool | Callable[[Mapping[str, Any]], bool] = False,
        **settings: Any,
    ) -> Callable[[Function], Function]:
        """Register a function, as ``typer.Typer.command`` does.

        :param reads: whether it leaves the database as it is, and makes none; a function says so
            of the values of its options
        """

        def register(function: Function) -> Function:
            if reads:
                setattr(function, "reads", reads)  # noqa: B010
            self.registered.append((name, function, settings))
            return function

        return register

    def add_typer(self, group: Commands) -> None:
        """Add a group of commands to this one, as ``typer.Typer.add_typer`` does."""
        self.groups.append(group)


class Param(Frozen):
    """An argument or option.

    :param name: the parameter of the function
    :param flags: what is typed, as ``--at``: first the name that is shown, then short ones as
        ``-a``, and hidden ones that work too; empty for an argument
    :param negative: the flags that say no, as ``--no-billable``
    :param metavar: the word for the value; ``None`` for a flag without one
    :param many: whether it may be repeated; the function gets a list
    :param filled: whether an empty value is refused
    :param choices: all values, in lower case; empty where any text will do
    :param complete: the function of ``completers`` that completes it
    :param plain: whether the text is the value; one that Typer converts is left to Typer
    """

    name: str
    flags: tuple[str, ...]
    negative: tuple[str, ...]
    metavar: str | None
    help: str
    many: bool
    required: bool
    default: Any
    filled: bool
    choices: tuple[str, ...]
    complete: str
    plain: bool = True

    @property
    def shown(self) -> tuple[str, ...]:
        """The flags that help shows."""
        short = (one for one in self.flags[1:] if len(one) == 2)
        return (*self.flags[:1], *short, *self.negative)


class Command(Frozen):
    """A command, and where its function is.

    :param hidden: another name for a command, which works, but is not shown
    """

    path: tuple[str, ...]
    module: str
    function: str
    params: tuple[Param, ...]
    help: str
    hidden: bool = False

    @property
    def words(self) -> str:
        """What is typed to reach it, without the program's name."""
        return " ".join(self.path)

    def load(self) -> Callable[..., Outcome]:
        """The function, its module imported."""
        module = __import__(self.module, fromlist=[self.function])
        found: Callable[..., Outcome] = getattr(module, self.function)
        return found


def only_reads(function: Callable[..., Any] | None, values: Mapping[str, Any]) -> bool:
    """Whether a command, with these values of its options, leaves the database as it is."""
    reads = getattr(function, "reads", False)
    return (reads(values) if callable(reads) else reads) or any(map(values.get, _TRIALS))


def commands(name: str) -> dict[tuple[str, ...], Command]:
    """The commands of the module that has the commands of that first word, by their words."""
    found: dict[tuple[str, ...], Command] = _indexed(name, "COMMANDS")
    return found


def groups(name: str) -> dict[tuple[str, ...], str]:
    """The groups of the same module, by their words, with what they are for."""
    found: dict[tuple[str, ...], str] = _indexed(name, "GROUPS")
    return found


def _indexed(name: str, what: str) -> Any:
    """A part of the index; empty for a module that is not in it yet, which Typer runs."""
    try:
        module = __import__(f"timelog_cli.cli.indexed.{EVERY[name]}", fromlist=[what])
    except ModuleNotFoundError:
        return {}
    return getattr(module, what)


def find(words: Sequence[str]) -> Command | None:
    """The command that the words begin with."""
    if not words or words[0] not in EVERY:
        return None
    known = commands(words[0])
    for count in (3, 2, 1):
        command = known.get(tuple(words[:count]))
        if command is not None:
            return command
    return None


def is_option(word: str) -> bool:
    """Whether a word is read as an option: ``-30m`` and ``-`` are values.

    So is ``-0``, but for commands that have an option of that name.
    """
    return word.startswith("-") and word != "-" and not word[1].isdigit()


def short_for(word: str, flags: Container[str]) -> list[str]:
    """The option and the value that a word is short for; empty if it is not, or has no such option.

    ``+urgent`` is ``--tag urgent``, ``8:45`` is ``--at 8:45`` and ``-10m`` is ``--at -10m``.
    """
    if " " in word:
        return []
    if "--tag" in flags and word[:1] == "+" and word[1:2].isalpha():
        return ["--tag", word[1:]]
    hour, _, rest = word.partition(":")
    is_clock = hour.isdigit() and len(hour) <= 2 and rest[:2].isdigit() and len(rest) > 1
    is_ago = word[:1] == "-" and word[1:2].isdigit() and not word[1:].isdigit()
    return ["--at", word] if "--at" in flags and (is_clock or is_ago) else []


def taken_apart(word: str, flags: Mapping[str, bool]) -> list[str]:
    """``-bj`` as ``-b -j``, ``-nText`` as ``-n Text``, and what a word is short for.

    Any other word stays alone.

    ``-note`` is none: it is a misspelt ``--note``.

    :param flags: all flags, and whether each takes a value
    """
    if parts := short_for(word, flags):
        return parts
    if word[1:2] == "-" or "-" + word.partition("=")[0] in flags:
        return [word]
    found: list[str] = []
    for at, letter in enumerate(word[1:], 2):
        if "-" + letter not in flags:
            return [word]
        found.append("-" + letter)
        if flags["-" + letter]:
            return [*found, word[at:].removeprefix("=")] if word[at:] else found
    return found


def is_of_lists(choices: Sequence[str]) -> bool:
    """Whether these are the values of ``--format`` of a command that prints a list."""
    return "table" in choices


def examples_of(doc: str) -> tuple[str, list[str]]:
    """A docstring without its last section, the examples, and these."""
    text, _, section = doc.partition("\nExamples:\n")
    return text.strip(), [line.strip() for line in section.splitlines() if line.strip()]
