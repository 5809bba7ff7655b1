"""Blocks of pages that cannot be run: the ``timelog`` commands and settings in them are read."""

from __future__ import annotations

import shlex
import tomllib
from tempfile import NamedTemporaryFile
from typing import Any

from docbuilder import program
from tests.ways import TyperWay
from timelog_cli.settings import read_settings
from timelog_cli.settings.keys import KEYS

# Words before ``timelog`` after which it names no program.
_NOT_RUN = ("DATABASE", "cd", "clone", "install", "mkdir", "show", "type", "which")
_SEPARATORS = ";&|()<>`"
_TYPER = TyperWay()


def timelog_commands(text: str) -> list[list[str]]:
    """The words after each ``timelog`` in a shell script, a crontab or a mail filter."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        found += _in_line(line)
    return found


def _in_line(line: str) -> list[list[str]]:
    found: list[list[str]] = []
    before, current = "", None
    for word in _words(line):
        if word and set(word) <= set(_SEPARATORS):
            current = None
        elif current is not None:
            current.append(word)
        elif _is_program(word) and before not in _NOT_RUN:
            current = []
            found.append(current)
        elif "timelog " in word:  # a command inside a string: sh -c '…', "$(…)"
            found += _in_line(word.replace("$(", "( ").replace("#(", "( "))
        before = word
    return found


def _words(line: str) -> list[str]:
    lexer = shlex.shlex(_without_redirections(line), posix=True, punctuation_chars=_SEPARATORS)
    lexer.whitespace_split = True
    lexer.commenters = "#" if line.lstrip().startswith("#") or " # " in line else ""
    return list(lexer)


def _without_redirections(line: str) -> str:
    return line.replace("2>&1", "").replace("2>", ">").replace("#(", "( ")


def _is_program(word: str) -> bool:
    return word == "timelog" or word.endswith("/bin/timelog")


def read(words: list[str]) -> None:
    """Read a command line as the program does; raises what the program would say."""
    _TYPER.read(words)


def find(words: list[str]) -> None:
    """Find a command that running text names: without its arguments, or as it is typed."""
    _TYPER.read([*words, "--help"] if tuple(words) in program.paths() else words)


def read_toml(text: str) -> None:
    """Read settings, or the settings of another program that names commands of this one."""
    if not read_strings(tomllib.loads(text)):
        _read_settings(text)


def read_strings(values: Any) -> int:
    """Read the commands in the strings of a JSON or TOML value; how many there were."""
    commands = [words for string in _strings(values) for words in timelog_commands(string)]
    for words in commands:
        read(words)
    return len(commands)


def _read_settings(text: str) -> None:
    with NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        settings = read_settings(file.name)
    for key in KEYS:
        _ = settings[key]


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [string for item in value for string in _strings(item)]
    return [value] if isinstance(value, str) else []
