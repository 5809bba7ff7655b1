"""How Typer's help pages and errors read here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from timelog_cli.cli.commands import commands
from timelog_cli.domain.names import near_ones, near_options, near_words
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError

# The base of all that Typer refuses, which it does not export by name.
TypersError: Any = typer.BadParameter.__base__

# Words that people know from other programs, and what does it here: the purpose and the command.
_MEANT = (
    ("annotate", "change a note: timelog edit @1 --note TEXT"),
    ("archive close", "close a record: timelog record close REF"),
    ("backup", "back up the database: timelog db backup"),
    ("begin in punch", "start the timer: timelog start REF"),
    ("bill invoice", "issue an invoice: timelog billing issue REF"),
    ("discard", "discard the timer: timelog cancel"),
    ("client clients customers", "list customers: timelog customer list"),
    ("create new", "create a record: timelog record add TITLE"),
    ("remove", "delete a log: timelog delete ID"),
    ("done resolve", "resolve a record: timelog record resolve REF"),
    ("modify change", "change a log: timelog edit ID"),
    ("end finish out", "stop the timer: timelog stop"),
    ("find grep search", "find a record: timelog records TEXT"),
    ("holiday holidays leave off vacation", "add a day off: timelog dayoff add DAY"),
    ("hours summary sum total", "sum up a period: timelog report"),
    ("invoices", "list the invoices: timelog billing list"),
    ("merge", "join logs: timelog join ID ID"),
    ("list", "list the logs: timelog logs"),
    ("year", "show a year: timelog calendar year"),
    ("move", "move logs to another record: timelog log move ID --to REF"),
    ("overtime flextime target", "compare with your target: timelog balance"),
    ("pay", "record a payment: timelog billing pay NUMBER"),
    ("project projects tasks", "list records: timelog records"),
    ("rename", "rename a record: timelog record edit REF --title TITLE"),
    ("restart", "start the last record again: timelog continue"),
    ("services", "list services: timelog service list"),
    ("set settings", "change a setting: timelog config set KEY VALUE"),
    ("show info view", "show a record: timelog record show REF"),
    ("switch", "switch to another record: timelog start REF --switch"),
    ("timers", "list timers: timelog timer list"),
    ("track", "log time by hand: timelog log add REF WHEN"),
    ("unbilled", "list what can be invoiced: timelog billing unbilled"),
    ("version", "print the version: timelog --version"),
    ("yesterday", "show yesterday: timelog today yesterday"),
)
INSTEAD = {word: does for words, does in _MEANT for word in words.split()}
# The same within a group, as far as it has the command.
_SAME = (
    ("ls all", "list"),
    ("rm remove del erase drop", "delete"),
    ("new create insert", "add"),
    ("modify change update set", "edit"),
    ("view info display cat", "show"),
    ("invoice create new add", "issue"),
    ("cancel delete storno void", "credit"),
    ("delete discard remove rm", "cancel"),
    ("done finish complete", "resolve"),
    ("end finish", "stop"),
    ("begin add new", "start"),
)
# What they call our groups.
_GROUPS = (
    ("client clients customers", "customer"),
    ("entry entries frame frames interval intervals", "log"),
    ("holiday holidays leave off vacation", "dayoff"),
    ("invoice invoices", "billing"),
    ("label labels", "tag"),
    ("project projects task tasks", "record"),
    ("services", "service"),
    ("set settings", "config"),
    ("timers", "timer"),
)
# What they call our options; the first that a command has.
_OPTIONS = (
    ("--client", ("--customer",)),
    ("--description --desc --message --comment", ("--description", "--note")),
    ("--name", ("--title",)),
    ("--project --task", ("--record",)),
)


def meant(ctx: Any, error: Any) -> UsageError:
    """Typer's refusal in our words.

    A test for each kind in ``tests/cli/test_help.py`` guards their names and attributes.
    """
    name = error.__class__.__name__
    if name == "BadOptionUsage":
        (param,) = (one for one in ctx.command.get_params(ctx) if error.option_name in names(one))
        return refusal(ctx, f"{error.option_name} needs a value: {metavar(param)}")
    if name == "MissingParameter":
        return missing(ctx, error.param)
    return refusal(ctx, shown(error.message))


def refusal(ctx: Any, message: str) -> UsageError:
    """A refusal that hints at the help of the command."""
    return UsageError(message, f"{ctx.command_path} --help")


def words(ctx: Any) -> str:
    """A command as messages name it, without the name of the program."""
    return str(ctx.command_path).removeprefix("timelog ")


def missing(ctx: Any, param: Any) -> UsageError:
    """The refusal where something that is needed is not given, or empty."""
    first = str(param.help).partition(". ")[0].rstrip(".")
    said = first[0].lower() + first[1:]
    return refusal(ctx, f"{words(ctx)}: missing {label(param)} ({said})")


def no_such_option(ctx: Any, spelled: str, known: list[str]) -> UsageError:
    """The refusal of an option that does not exist, with the nearest one."""
    near = _same(spelled, known) or near_options(spelled, known)
    hint = f"did you mean {near[0]}?" if near else f"{ctx.command_path} --help"
    if hasattr(ctx.command, "commands"):
        return UsageError(f"{ctx.command_path}: unknown option {shown(spelled[:60])}", hint)
    return UsageError(f"{words(ctx)}: unknown option {shown(spelled[:60])}", hint)


def _same(spelled: str, known: Sequence[str]) -> list[str]:
    """The option that has another name in other programs."""
    ours = next((ours for theirs, ours in _OPTIONS if spelled in theirs.split()), ())
    return [one for one in ours if one in known]


def names(param: Any) -> list[str]:
    """How an option is spelled, also the flag that says no."""
    return [*param.opts, *param.secondary_opts]


def hidden_names(param: Any) -> list[str]:
    """Other names of an option, which work but are not shown: all but the first and short ones."""
    is_hidden = param.param_type_name == "option" and param.name != "help"
    return [one for one in param.opts[1:] if len(one) > 2] if is_hidden else []


def label(param: Any) -> str:
    """How messages name an option or argument."""
    is_argument = param.param_type_name == "argument"
    return metavar(param) if is_argument else str(param.opts[0])


def metavar(param: Any) -> str:
    """The word for a value: the one that is given, or else what Typer makes of the type or name."""
    is_argument = param.param_type_name == "argument"
    return str(param.metavar or (param.name if is_argument else param.type.name).upper())


def unknown_command(
    ctx: Any, word: str, known: list[str], behind: Sequence[str] = ()
) -> UsageError:
    """The refusal of a command that does not exist, with the nearest one.

    :param behind: the words behind it
    """
    if ctx.command_path != "timelog":
        return _unknown_in(ctx.command_path, word, known)
    meant = _in_a_group(word, *behind[:1])
    error = _unknown("timelog", word, [meant] if meant else near_words(word, known))
    if not meant and word.lower() in INSTEAD:
        error.hint = f"to {INSTEAD[word.lower()]}"
    return error


def below(ctx: Any) -> dict[str, Any]:
    """The commands that begin with the words of a command, as ``history show``, by the others."""
    siblings = ctx.parent.command.commands if ctx.parent else {}
    own = f"{ctx.command.name} "
    return {name.removeprefix(own): one for name, one in siblings.items() if name.startswith(own)}


def check_below(ctx: Any, arguments: Sequence[str], *, for_help: bool = False) -> None:
    """Refuse words behind a command that are none of those that begin with its words.

    :param for_help: whether they are words of ``help``, of which some name no command
    :raises UsageError: the command takes no words itself, or help is asked for
    """
    known = [*below(ctx)]
    takes_words = any(one.param_type_name == "argument" for one in ctx.command.params)
    if not (arguments and known) or (takes_words and not for_help):
        return
    path, (word, *rest) = ctx.command_path, arguments
    inner = [name.partition(" ")[2] for name in known if name.startswith(f"{word} ")]
    if not inner:
        raise _unknown_in(path, word, [*dict.fromkeys(name.partition(" ")[0] for name in known)])
    if rest:
        raise _unknown_in(f"{path} {word}", rest[0], inner)
    if not for_help:
        listed = ", ".join(f"{path} {word} {one}" for one in inner)
        raise UsageError(f"{path} {word}: missing command", f"use one of: {listed}")


def _unknown_in(path: str, word: str, known: Sequence[str]) -> UsageError:
    same = _same_command(word, known)
    return _unknown(path, word, [same] if same else near_words(word, known))


def _unknown(path: str, word: str, near: Sequence[str]) -> UsageError:
    hint = f"did you mean {path} {near[0]}?" if near else f"{path} --help"
    return UsageError(f"{path}: unknown command {word[:60]!r}", hint)


def _same_command(word: str, known: Sequence[str]) -> str | None:
    """The command of a group that has another name in other programs."""
    same = (one for words, one in _SAME if word.lower() in words.split() and one in known)
    return next(same, None)


def _in_a_group(word: str, verb: str = "") -> str | None:
    """The command of two words that other programs name otherwise, as ``project new``."""
    group = next((one for words, one in _GROUPS if word.lower() in words.split()), None)
    if group is None or not verb:
        return None
    known = [path[1] for path in commands(group) if len(path) > 1]
    meant = verb.lower() if verb.lower() in known else _same_command(verb, known)
    return f"{group} {meant}" if meant else None


def unknown_help(ctx: Any, word: str, known: list[str], topics: list[str]) -> UsageError:
    """The refusal of help on what is neither a command nor a topic, with the nearest one."""
    error = unknown_command(ctx, word, known)
    near = near_ones(word, [*known, *topics], 1)
    if near and near[0] in topics:
        error.hint = f"did you mean timelog help {near[0]}?"
    elif not near and word.lower() not in INSTEAD:
        error.hint = f"use a command, or one of the topics {', '.join(topics)}"
    return error


def write_examples(examples: list[str], formatter: Any) -> None:
    """Write the examples into a help page, a line each."""
    if examples:
        formatter.write_paragraph()
        with formatter.indentation():
            indent = " " * formatter.current_indent
            formatter.write(f"{indent}Examples:\n\n")
            formatter.write("".join(f"{indent}{line}\n" for line in examples))


def with_choices(param: Any) -> str:
    """The help of a parameter, with the values that it may have."""
    choices = getattr(param.callback, "choices", ())
    return f"{param.help} [{', '.join(choices)}]" if choices else str(param.help)


def argument(param: Any) -> str:
    """An argument in the usage line: ``REF``, ``[REF]``, ``[PERIOD...]``."""
    name = metavar(param) + ("..." if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"
