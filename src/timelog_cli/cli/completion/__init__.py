"""The Tab key: what may stand at the end of an unfinished command line.

The words before it are read from the index of the Typer app.
"""

from __future__ import annotations

from timelog_cli.cli import commands
from timelog_cli.cli.commands import EVERY, HELP, Param, is_option, short_for, taken_apart
from timelog_cli.cli.indexed import PROGRAM, SUMMARIES
from timelog_cli.domain.text import shown
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timelog_cli.cli.commands import Command
    from timelog_cli.cli.completion.completers import Names, PartialLine

_HELP = Param(
    name="help",
    flags=("--help",),
    negative=(),
    metavar=None,
    help=HELP,
    many=False,
    required=False,
    default=False,
    filled=False,
    choices=(),
    complete="",
    plain=True,
)
# Completers of records, with the kind of records that a title finds.
_TITLED = {"refs": "refs", "startable_refs": "startable-refs", "continuable": "startable-refs"}


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


class CommandLine:
    """The words before the cursor, read as far as they go."""

    def __init__(self, params: Sequence[Param], given: dict[str, list[str]] | None = None) -> None:
        self.params = params
        self.flags = {
            spelled: param for param in params for spelled in (*param.flags, *param.negative)
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
            elif self.ended or not self._is_option(word):
                self.positional.append(word)
            elif word == "--":
                self.ended = True
            else:
                self._option(word)

    def _is_option(self, word: str) -> bool:
        return is_option(word) or word in self.flags or bool(short_for(word, self.flags))

    def _option(self, word: str) -> None:
        spelled, equals, value = word.partition("=")
        param = self.flags.get(spelled)
        if param is None:
            parts = taken_apart(
                word, {one: of.metavar is not None for one, of in self.flags.items()}
            )
            if parts != [word]:
                self.read(parts)
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


def offer(words: Sequence[str], word: str, env: Mapping[str, str]) -> Offer:
    """What may stand for the unfinished ``word`` after the ``words`` behind the program's name."""
    program, rest = _program(words)
    if program.waiting:
        return _value(program.waiting, word, "", program.given, env)
    if not rest:
        if word.startswith("-"):
            return _option(program, word, env)
        return _beginning(SUMMARIES.items(), word)
    if rest[0] == "help":
        return _of_help(rest[1:], word)
    if rest[0] not in EVERY:
        return Offer()
    return _of_command(rest, word, program.given, env)


def _program(words: Sequence[str]) -> tuple[CommandLine, list[str]]:
    """The options before the command, and the words from the command on."""
    line = CommandLine(PROGRAM)
    for number, word in enumerate(words):
        if not line.waiting and not is_option(word):
            return line, list(words[number:])
        line.read((word,))
    return line, []


def _of_help(words: Sequence[str], word: str) -> Offer:
    if not words:
        from timelog_cli.cli import topics

        return _beginning({**SUMMARIES, **topics.SUMMARIES}.items(), word)
    if words[0] not in EVERY:
        return Offer()
    return _beginning(_subcommands(words), word)


def _subcommands(words: Sequence[str]) -> list[tuple[str, str]]:
    """What may follow the words: commands, and groups of commands such as ``billing template``."""
    depth, groups = len(words), commands.groups(words[0])
    found: dict[str, str] = {}
    for path, command in commands.commands(words[0]).items():
        if path[:depth] == tuple(words) and len(path) > depth and not command.hidden:
            help_text = groups.get(path[: depth + 1], command.help)
            found.setdefault(path[depth], help_text)
    return list(found.items())


def _of_command(
    words: list[str], word: str, given: dict[str, list[str]], env: Mapping[str, str]
) -> Offer:
    command, rest = _command(words)
    below = _subcommands(words)
    if command is None:
        return _beginning([*below, *_spelled((_HELP,))] if word.startswith("-") else below, word)
    line = CommandLine((*command.params, _HELP), given)
    given[""] = [command.words]
    line.read(rest)
    param = line.argument()
    if line.waiting:
        return _value(line.waiting, word, "", given, env)
    if word.startswith("-") and not word[1:2].isdigit() and not line.ended:
        return _option(line, word, env)
    if word.startswith("+") and "--tag" in line.flags and not line.ended:
        return _tag(line, word, env)
    found = _value(param, word, "", given, env) if param else Offer()
    if below and found.how == "values":
        names = _beginning(below, word).names
        found = found._replace(names=(*names, *(() if names and found.loose else found.names)))
    if word or found.names or found.how != "values" or (param and param.required):
        return found
    return _option(line, word, env)


def _command(words: list[str]) -> tuple[Command | None, list[str]]:
    command = commands.find(words)
    return command, words[len(command.path) :] if command else words[1:]


def _option(line: CommandLine, word: str, env: Mapping[str, str]) -> Offer:
    """Options that are not given yet, or the value behind ``--option=``."""
    spelled, equals, value = word.partition("=")
    if not equals:
        left = [param for param in line.params if param.many or param.name not in line.given]
        return _beginning(_spelled(left), word)
    param = line.flags.get(spelled)
    if param is None or param.metavar is None:
        return Offer()
    return _value(param, value, spelled + "=", line.given, env)


def _tag(line: CommandLine, word: str, env: Mapping[str, str]) -> Offer:
    """The tags that can be given as ``+tag``."""
    found = _value(line.flags["--tag"], word[1:], "+", line.given, env)
    return found._replace(names=tuple(one for one in found.names if short_for(one[0], line.flags)))


def _spelled(params: Iterable[Param]) -> list[tuple[str, str]]:
    return [
        (one, param.help)
        for param in params
        for one in param.shown
        if len(one) > 2 or one == param.flags[0]
    ]


def _value(
    param: Param, typed: str, head: str, given: dict[str, list[str]], env: Mapping[str, str]
) -> Offer:
    """What may be the value of an option or argument; ``head`` stands before it in its word."""
    kind = param.complete
    if kind in {"files", "folders"}:
        return Offer(head=len(head), how=kind)
    if kind in {"formats", "quote_formats", "columns"}:
        done, comma, typed = typed.rpartition(",")
        head += done + comma
        given = {**given, param.name: done.lower().split(",")}
    from timelog_cli.cli.completion.completers import PartialLine

    line = PartialLine(given, env, param.name, many=param.many)
    names = [one for one in _names(param, line, typed) if _is_text(one[0])]
    found = [one for one in names if begins(one[0], typed)]
    loose = not found and bool(typed)
    if loose:
        found = _meant(param, line, names, typed)
    whole = tuple((head + name, shown(text)) for name, text in found)
    return Offer(whole, len(head), "values", loose)


def _names(param: Param, line: PartialLine, typed: str) -> Names:
    if param.choices:
        return [(one, "") for one in param.choices if one not in line.before]
    if not param.complete:
        return []
    from timelog_cli.cli.completion import completers

    found: Names = getattr(completers, param.complete)(line, typed)
    return found


def _is_text(name: str) -> bool:
    """A name with a control character in it cannot be typed as it is."""
    return shown(name) == name


def _meant(param: Param, line: PartialLine, names: Names, typed: str) -> Names:
    """Names that hold what is typed, as ``12`` means ``case-12``; records by their titles, too."""
    found = [one for one in names if typed.lower() in one[0].lower()]
    kind = _TITLED.get(param.complete)
    if kind and not found and not typed.isdigit():
        from timelog_cli.usecases import completion as stored

        found = stored.entitled(line.context.path, typed, kind)
    return found


def _beginning(names: Iterable[tuple[str, str]], word: str) -> Offer:
    """Those of the names that begin with the word."""
    return Offer(tuple(one for one in names if begins(one[0], word)))


def begins(name: str, typed: str) -> bool:
    """Whether a name begins with what is typed, in any letter case."""
    return name[: len(typed)].lower() == typed.lower()
