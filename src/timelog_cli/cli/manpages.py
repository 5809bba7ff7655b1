"""Man pages, ``timelog(1)`` and one for each group, from the index and the help topics.

They are made when the wheel is built, by ``hatch_build.py``, where no other package is installed.
"""

from __future__ import annotations

import re
from inspect import cleandoc

from timelog_cli import __version__
from timelog_cli.cli import topics
from timelog_cli.cli.commands import MODULES, SHARED, Command, Param, commands, examples_of, groups
from timelog_cli.cli.indexed import PROGRAM, SUMMARIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_USUAL = SHARED - {"json"}


def pages() -> dict[str, str]:
    """The pages by their file names; of several commands of one page, others refer to it."""
    found = {"timelog.1": _joined(_main())}
    for module in dict.fromkeys(MODULES.values()):
        names = [name for name, one in MODULES.items() if one == module]
        found[f"timelog-{names[0]}.1"] = _joined(_group(names[0]))
        for name in names[1:]:
            found[f"timelog-{name}.1"] = f".so man1/timelog-{names[0]}.1\n"
    return found


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _main() -> Iterator[str]:
    yield from _head("timelog", "track time, and invoice it")
    yield from (".SH SYNOPSIS", r".B timelog", r"[\fIOPTIONS\fR] \fICOMMAND\fR ...")
    yield from (".SH DESCRIPTION",)
    yield _text("All data is in one SQLite file. timelog help COMMAND shows the help of a command.")
    yield ".SH OPTIONS"
    yield from (line for param in PROGRAM for line in _param(param))
    yield ".SH COMMANDS"
    for name, summary in SUMMARIES.items():
        yield from (".TP", rf"\fB{_text('timelog-' + name)}\fR(1)", _text(summary))
    for name in topics.SUMMARIES:
        yield from _topic(name)
    yield ".SH EXIT STATUS"
    for code, meaning in topics.EXIT_CODES.items():
        yield from (".TP", rf"\fB{code}\fR", _text(meaning))


def _topic(name: str) -> Iterator[str]:
    for block in topics.text(name).rstrip("\n").split("\n\n"):
        if block.startswith("# "):
            yield f".SH {_text(block[2:].upper())}"
        elif block.startswith("## "):
            yield f".SS {_text(block[3:])}"
        elif block.startswith("    "):
            yield from _verbatim(line[4:] for line in block.splitlines())
        else:
            yield from (".PP", _text(block))


def _group(name: str) -> Iterator[str]:
    own = groups(name).get((name,), "")
    yield from _head(f"timelog-{name}", own or SUMMARIES[name])
    shown = _shown(name)
    yield ".SH SYNOPSIS"
    for command in shown:
        yield from (".nf" if command is shown[0] else ".br", _synopsis(command))
    yield from (".fi", ".SH COMMANDS")
    for command in shown:
        yield from _command(command)
    yield from (".SH SEE ALSO", r"\fBtimelog\fR(1)")


def _shown(name: str) -> list[Command]:
    """The commands of a page; a shortcut stands with what it is for."""
    found: dict[tuple[str, str], Command] = {}
    for command in commands(name).values():
        if not command.hidden:
            found.setdefault((command.module, command.function), command)
    return [*found.values()]


def _command(command: Command) -> Iterator[str]:
    doc, examples = examples_of(cleandoc(command.load().__doc__ or ""))
    yield f".SS {_text('timelog ' + command.words)}"
    for block in doc.split("\n\n"):
        yield from (".PP", _text(block))
    for param in command.params:
        if param.name not in _USUAL:
            yield from _param(param)
    if examples:
        yield from (".PP", "Examples:", *_verbatim(examples))


def _synopsis(command: Command) -> str:
    arguments = (param for param in command.params if not param.flags)
    words = " ".join(map(_argument, arguments))
    return rf"\fB{_text('timelog ' + command.words)}\fR [\fIOPTIONS\fR] {words}".rstrip()


def _argument(param: Param) -> str:
    name = _text(f"{param.metavar}{'...' * param.many}")
    return rf"\fI{name}\fR" if param.required else rf"[\fI{name}\fR]"


def _param(param: Param) -> Iterator[str]:
    flags = ", ".join(rf"\fB{_text(one)}\fR" for one in param.shown)
    value = rf" \fI{_text(param.metavar)}\fR" if param.flags and param.metavar else ""
    choices = f" One of {', '.join(param.choices)}." if param.choices else ""
    yield from (".TP", flags + value if param.flags else _argument(param))
    yield _text(param.help + choices)


def _head(name: str, summary: str) -> Iterator[str]:
    title = name.upper().replace("-", r"\-")
    yield f'.TH {title} 1 "" "timelog {__version__}" "timelog"'
    yield from (".nh", ".SH NAME", rf"{_text(name)} \- {_text(_lower(summary.rstrip('.')))}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _verbatim(lines: Iterator[str] | list[str]) -> Iterator[str]:
    yield from (".PP", ".RS 4", ".nf", *map(_text, lines), ".fi", ".RE")


def _text(text: str) -> str:
    """Text for roff: nothing in it is a request or an escape, and dashes can be copied."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    escaped = re.sub(r"^([.'])", r"\\&\1", escaped, flags=re.MULTILINE)
    return "".join(one if one.isascii() else rf"\[u{ord(one):04X}]" for one in escaped)
