"""The quick way to a command: a line that the index explains completely runs without Typer.

Typer takes six times as long as Python to start. Whatever is not understood here, every mistake
and every ``--help``, is handed over to it: this reader refuses nothing and says nothing.
"""

from __future__ import annotations

from timelog_cli.cli.commands import SHARED, find, only_reads
from timelog_cli.cli.indexed import PROGRAM
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from timelog_cli.cli.commands import Command, Param
    from timelog_cli.cli.running import Call


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


def run(call: Call, reading: ParsedLine) -> int:
    """Run what was read, and return the exit code."""
    from timelog_cli.cli.running import run as run_command

    call.options.take(**reading.shared)
    function, values = reading.command.load(), reading.values
    return run_command(
        call,
        reading.line,
        lambda context: function(context, **values),
        reads=only_reads(function, values),
    )


def is_option(word: str) -> bool:
    """Whether a word is read as an option: ``-30m`` and ``-`` are values."""
    return word.startswith("-") and word != "-" and not word[1].isdigit()


def is_of_lists(choices: Sequence[str]) -> bool:
    """Whether these are the values of ``--format`` of a command that prints a list."""
    return "jsonl" in choices


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
            if not is_option(waiting[-1]):
                self.arguments.append(waiting.pop())
            elif waiting[-1] == "--":
                self.arguments += reversed(waiting[:-1])
                return True
            elif not self.read(waiting):
                return False
        return True

    def read(self, waiting: list[str]) -> bool:
        """Take the option that stands last; whether it is understood."""
        spelled, equals, text = waiting.pop().partition("=")
        if spelled not in self.flags:
            return False
        param, positive = self.flags[spelled]
        if param.metavar is None:
            return not equals and self.given.setdefault(param.name, positive) is positive
        if not equals and not waiting:
            return False
        return self._put(param, text if equals else waiting.pop())

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
