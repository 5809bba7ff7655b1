"""``commands.md``: every command with its arguments, options and examples."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from docbuilder import index, program
from docbuilder import markdown as md
from docbuilder.shapes import SHAPES
from timelog_cli.cli import topics
from timelog_cli.cli.commands import MODULES, Command, Param
from timelog_cli.cli.options import ListOptions

VARIABLES = {
    "TIMELOG_DB": "The database file. `--db` takes precedence.",
    "TIMELOG_CONFIG": "The settings file.",
    "TIMELOG_USER": "Your user name. `--as` takes precedence. Without either, the setting `user`"
    " applies, or else your login name.",
    "NO_COLOR": "If not empty: no colour. `--no-color` does the same; both take precedence over"
    " `FORCE_COLOR`.",
    "FORCE_COLOR": "If not empty: colour and pictures even where the output is not a terminal, as"
    " wide as `COLUMNS` says; never in JSON, CSV, TSV or Markdown.",
    "TZ": "The time zone, as an IANA name such as `Europe/Rome` or as POSIX writes it, such as"
    " `CET-1CEST,M3.5.0,M10.5.0/3`; without the dates of summer time, those of the United States"
    " apply. The setting `timezone` takes precedence.",
    "TIMELOG_NOW": "An ISO 8601 time at which the clock is frozen, for scripts, documentation and"
    " tests: `2026-11-02T09:00`, in the time zone of the system unless it has a UTC offset.",
    "TIMELOG_BUSY_SECONDS": "How many seconds to wait while another process uses the database."
    " Default: 5, at most 86400.",
    "TIMELOG_HOOK": "Set for a hook, to its name, such as `on-stop`. If it is set, timelog runs no"
    " hooks.",
    "TIMELOG_DEBUG": "If not empty: when timelog crashes, it shows a Python traceback.",
}


OF_LISTS = tuple(ListOptions.__annotations__)
_LISTED = {
    param
    for command in program.commands()
    if program.is_list(command)
    for param in command.params
    if param.name in OF_LISTS
}


def page() -> str:
    """The page."""
    return md.page(
        "Commands",
        md.code(
            "timelog [--db PATH] [--as USER] [--no-color] [--quiet] [--version] COMMAND …", "text"
        ),
        "`timelog --help`, `timelog GROUP --help` and `timelog COMMAND --help` show the same in the"
        " terminal. See also [times](times.md), [exit codes](exit-codes.md), and [JSON](json.md),"
        " which `--json` prints.",
        _contents(),
        _everywhere(),
        *(block for module in dict.fromkeys(MODULES.values()) for block in _group(module)),
    )


def topics_page() -> str:
    """The page of the topics of ``timelog help``."""
    return md.page(
        "Help topics",
        "What `timelog help TOPIC` shows in the terminal.",
        *(_topic_block(block) for name in topics.SUMMARIES for block in _topic_blocks(name)),
    )


def _topic_blocks(name: str) -> list[str]:
    title, *blocks = topics.text(name).rstrip("\n").split("\n\n")
    return [f"#{title}", *(f"#{one}" if one.startswith("#") else one for one in blocks)]


def _topic_block(block: str) -> str:
    if not block.startswith("    "):
        return block
    language = "sh" if block.lstrip().startswith("timelog ") else "text"
    return md.code(dedent(block), language)


def commands() -> list[tuple[Command, list[Command]]]:
    """Each command with the shortcuts for it that are shown."""
    own = dict.fromkeys(program.aliases(command)[0] for command in program.commands())
    return [(one, [each for each in program.aliases(one)[1:] if not each.hidden]) for one in own]


def _contents() -> str:
    rows = []
    for command, aliases in commands():
        names = [f"[{md.verbatim(command.words)}](#{_anchor(command)})"]
        names += [md.verbatim(alias.words) for alias in aliases]
        rows.append((", ".join(names), _first(program.text(command))))
    return md.table(("command", "what it does"), rows)


def _anchor(command: Command) -> str:
    return f"timelog-{'-'.join(command.path)}"


def _first(help: str) -> str:
    return help.split("\n\n", maxsplit=1)[0].replace("\n", " ")


def _everywhere() -> str:
    known = {param.name: param for param in index.options()}
    before = [_row(param) for param in (*program.GLOBALS, known["version"])]
    listing = next(one for one in program.commands() if program.is_list(one))
    anywhere = [
        ("`--json`", f"{known['json'].help} Errors are an object too."),
        ("`--help`, `-h`", "Print the help of the command."),
    ]
    lists = [_row(param) for param in listing.params if param.name in OF_LISTS]
    variables = [(md.verbatim(name), text) for name, text in VARIABLES.items()]
    return "\n\n".join(
        (
            "## Everywhere",
            "Options of the program. All but `--version` can also follow the command:",
            md.table(("option", "what it does"), before),
            "Options of every command:",
            md.table(("option", "what it does"), anywhere),
            "Options of every command that prints a list; see [formats](formats.md):",
            md.table(("option", "what it does"), lists),
            "A word that starts with a dash and a digit, such as `-30m`, is a value, not an option;"
            " only `-0` is one, where a command prints a list. After `--` nothing is an option.",
            "Where a command takes `--tag`, `+urgent` is short for `--tag urgent`. Where it takes"
            " `--at`, `8:45` is short for `--at 8:45`, and `-10m` for `--at -10m`.",
            "Environment variables:",
            md.table(("variable", "what it does"), variables),
            "Without `TIMELOG_DB` and `TIMELOG_CONFIG`, the files are in the usual folders of your"
            " system; `timelog db path` and `timelog config path` show where.",
        )
    )


def _group(module: str) -> Iterator[str]:
    *_, name = (name for name, one in MODULES.items() if one == module and not _is_shortcut(name))
    yield f"## {name}"
    if help := program.group(module, name):
        yield help
    for command, aliases in commands():
        if MODULES[command.path[0]] == module:
            yield from _command(command, aliases)


def _is_shortcut(name: str) -> bool:
    return any(name == alias.words for _, aliases in commands() for alias in aliases)


def _command(command: Command, aliases: list[Command]) -> Iterator[str]:
    yield f"### timelog {command.words}"
    yield md.code(usage(command), "text")
    if aliases:
        yield f"Also: {md.listed('timelog ' + alias.words for alias in aliases)}."
    yield program.text(command)
    if examples := program.examples(command):
        yield md.code("\n".join(examples), "sh")
    rows = [_row(one) for one in program.own(command) if not _is_everywhere(one)]
    if rows:
        yield md.table(("argument or option", "what it is"), rows)
    yield _output(command)


def _is_everywhere(param: Param) -> bool:
    return param.name == "json" or param in _LISTED


def usage(command: Command) -> str:
    """The line that says how a command is typed."""
    arguments = (param for param in command.params if not param.flags)
    return " ".join(["timelog", *command.path, "[OPTIONS]", *map(_argument, arguments)])


def _argument(param: Param) -> str:
    name = program.label(param) + ("..." if param.many else "")
    return name if param.required else f"[{name}]"


def _row(param: Param) -> tuple[str, str]:
    return _spelled(param), _what(param)


def _spelled(param: Param) -> str:
    if not param.flags:
        return md.verbatim(_argument(param))
    value = f" {param.metavar}" if param.metavar else ""
    return md.listed(name + value for name in param.shown)


def _what(param: Param) -> str:
    parts = [param.help]
    if param.choices:
        parts.append(f"One of {md.listed(param.choices)}.")
    if param.flags and param.many and "repeat" not in param.help:
        parts.append("Can be repeated.")
    if param.flags and param.required:
        parts.append("Required.")
    return " ".join(parts)


def _output(command: Command) -> str:
    shape = SHAPES[command.words]
    listing = " Takes the [options of lists](#everywhere)." if program.is_list(command) else ""
    printed = f"[{shape}](json.md#{shape})"
    other = SHAPES.get(f"{command.words} --editor")
    printed += f"; with `--editor`: [{other}](json.md#{other})" if other else ""
    return f"`--json` prints: {printed}.{listing}"
