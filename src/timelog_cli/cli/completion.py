"""What may stand at the end of an unfinished command line.

The words before it are read from the declarations that the commands run from.
"""

from __future__ import annotations

from timelog_cli.cli import registry
from timelog_cli.cli.spec import GLOBALS, Param, flag, opt
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timelog_cli.cli.spec import Command

SHELLS = ("bash", "zsh", "fish")
# What the program itself takes, besides the global options; the docstrings of the commands say the
# same, but to read them all would take five times as long as the rest.
PROGRAM = (
    *GLOBALS,
    flag("--version", "Print the version."),
    opt("--install-completion", "SHELL", "Make the Tab key complete.", choices=SHELLS),
    opt("--show-completion", "SHELL", "Print the script for a shell.", choices=SHELLS),
)
SUMMARIES = {
    "record": "What time is logged on: tasks, cases, tickets and work orders.",
    "timer": "Start, pause, resume and stop the timer.",
    "log": "Log time by hand; list, change and mark logs.",
    "service": "What is billed: services with their prices.",
    "customer": "Who is billed.",
    "billing": "Make invoices of billable time, and follow them until they are paid.",
    "report": "Sum worked and billable time in a period, by record unless said otherwise.",
    "start": "Start the timer on a record.",
    "pause": "Pause the running timer.",
    "resume": "Let a paused timer run again.",
    "stop": "Stop the timer; its time becomes a log.",
    "interrupt": "Pause what runs for something else, and go back to it.",
    "status": "Show the timer: running, paused or idle, and how to go on.",
    "add": "Log time on a record; a title makes the record first.",
    "prompt": "Print the timer in one line, nothing when it is idle.",
    "shell-init": "Print functions that draw the timer in the prompt of a shell.",
    "undo": "Turn back the newest change; again for the one before.",
    "redo": "Bring back what was undone last.",
    "history": "List what happened, newest first.",
    "config": "The settings: one TOML file.",
    "db": "The database file: where it is, whether it is whole, copies of it.",
    "demo": "Play the story of an invoice in a throw-away database: mail, timer, logs, invoice.",
}
_HELP = flag("--help", "Show the help.")


class Offer(Frozen):
    """What may stand there.

    :param names: whole words with descriptions, in order
    :param head: how many characters of each stand before the value, as of ``--customer=``
    :param how: ``values``, or ``files`` or ``folders``, which the shell itself knows
    :param loose: the names do not begin with what is typed, but mean it
    """

    names: tuple[tuple[str, str], ...] = ()
    head: int = 0
    how: str = "values"
    loose: bool = False


class Line:
    """The words before the cursor, read as far as they go."""

    def __init__(self, params: Sequence[Param], given: dict[str, list[str]] | None = None) -> None:
        self.params = params
        self.flags = {
            spelled: param
            for param in params
            for spelled in (*param.flags, *filter(None, (param.negative,)))
        }
        self.given: dict[str, list[str]] = {} if given is None else given
        self.waiting: Param | None = None
        self.positional: list[str] = []
        self.ended = False

    def read(self, words: Iterable[str]) -> None:
        """Read words; what makes no sense is passed over."""
        for word in words:
            if self.waiting:
                self._give(self.waiting, word)
                self.waiting = None
            elif self.ended or not is_option(word):
                self.positional.append(word)
            elif word == "--":
                self.ended = True
            else:
                self._option(word)

    def _option(self, word: str) -> None:
        spelled, equals, value = word.partition("=")
        param = self.flags.get(spelled)
        if param is None:
            return
        if param.metavar is None or equals:
            self._give(param, value)
        else:
            self.waiting = param

    def _give(self, param: Param, value: str) -> None:
        self.given.setdefault(param.name, []).append(value)

    def argument(self) -> Param | None:
        """The argument whose turn it is."""
        left = len(self.positional)
        for param in self.params:
            if not param.flags:
                if param.many or left == 0:
                    self.given[param.name] = self.positional
                    return param
                self.given[param.name] = [self.positional[-left]]
                left -= 1
        return None


def is_option(word: str) -> bool:
    """Whether a word is read as an option: ``-30m`` and ``-`` are values."""
    return word.startswith("-") and word != "-" and not word[1].isdigit()


def offer(words: Sequence[str], word: str, env: Mapping[str, str]) -> Offer:
    """What may stand for the unfinished ``word`` after the ``words`` behind the program's name."""
    program, rest = _program(words)
    if program.waiting:
        return _value(program.waiting, word, "", program.given, env)
    if not rest:
        if word.startswith("-"):
            return _option(program, word, env)
        return _beginning(((name, SUMMARIES.get(name, "")) for name in registry.MODULES), word)
    if rest[0] == "help":
        return _of_help(rest[1:], word)
    if rest[0] not in registry.MODULES:
        return Offer()
    return _of_command(rest, word, program.given, env)


def _program(words: Sequence[str]) -> tuple[Line, list[str]]:
    """The options before the command, and the words from the command on."""
    line = Line(PROGRAM)
    for number, word in enumerate(words):
        if not line.waiting and not is_option(word):
            return line, list(words[number:])
        line.read((word,))
    return line, []


def _of_help(words: Sequence[str], word: str) -> Offer:
    if not words:
        return _beginning(((name, SUMMARIES.get(name, "")) for name in registry.MODULES), word)
    if words[0] not in registry.MODULES:
        return Offer()
    return _beginning(_subcommands(words), word)


def _subcommands(words: Sequence[str]) -> list[tuple[str, str]]:
    """What may follow the words: commands, and groups of commands such as ``billing template``."""
    group, depth = registry.group(registry.MODULES[words[0]]), len(words)
    found: dict[str, str] = {}
    for path, command in group.commands.items():
        if path[:depth] == tuple(words) and len(path) > depth:
            help_text = command.help
            if len(path) > depth + 1:
                help_text = group.parts.get(" ".join(path[: depth + 1]), group.help)
            found.setdefault(path[depth], help_text.partition("\n")[0])
    return list(found.items())


def _of_command(
    words: list[str], word: str, given: dict[str, list[str]], env: Mapping[str, str]
) -> Offer:
    command, rest = _command(words)
    below = _subcommands(words)
    if command is None:
        return _beginning([*below, *_spelled((_HELP,))] if word.startswith("-") else below, word)
    line = Line((*command.params, *GLOBALS, _HELP), given)
    line.read(rest)
    param = line.argument()
    if line.waiting:
        return _value(line.waiting, word, "", given, env)
    if word.startswith("-") and not word[1:2].isdigit() and not line.ended:
        return _option(line, word, env)
    found = _value(param, word, "", given, env) if param else Offer()
    if below and found.how == "values":
        names = _beginning(below, word).names
        found = found._replace(names=(*names, *(() if names and found.loose else found.names)))
    if word or found.names or found.how != "values" or (param and param.required):
        return found
    return _option(line, word, env)


def _command(words: list[str]) -> tuple[Command | None, list[str]]:
    commands = registry.group(registry.MODULES[words[0]]).commands
    for length in (3, 2, 1):
        path = tuple(words[:length])
        if len(path) == length and path in commands:
            return commands[path], words[length:]
    return None, words[1:]


def _option(line: Line, word: str, env: Mapping[str, str]) -> Offer:
    """Options that are not given yet, or the value behind ``--option=``."""
    spelled, equals, value = word.partition("=")
    if not equals:
        left = [param for param in line.params if param.many or param.name not in line.given]
        return _beginning(_spelled(left), word)
    param = line.flags.get(spelled)
    if param is None or param.metavar is None:
        return Offer()
    return _value(param, value, spelled + "=", line.given, env)


def _spelled(params: Iterable[Param]) -> list[tuple[str, str]]:
    return [
        (spelled, param.help)
        for param in params
        for spelled in (*param.flags, *filter(None, (param.negative,)))
    ]


def _value(
    param: Param, typed: str, head: str, given: dict[str, list[str]], env: Mapping[str, str]
) -> Offer:
    """What may be the value of an option or argument; ``head`` stands before it in its word."""
    from timelog_cli.cli.completion_values import values

    return values(param, typed, head, given, env)


def _beginning(names: Iterable[tuple[str, str]], word: str) -> Offer:
    """Those of the names that begin with the word."""
    return Offer(tuple(one for one in names if begins(one[0], word)))


def begins(name: str, typed: str) -> bool:
    """Whether a name begins with what is typed, in any letter case."""
    return name[: len(typed)].lower() == typed.lower()
