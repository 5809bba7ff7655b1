"""timewarrior: its data folder, one of the files in it, or what ``timew export`` prints.

All times are UTC. An interval has no project, unless a tag such as ``project:Web`` names one: there
are its tags, and its annotation as text.
"""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import ARRAY, Frame
from timelog_cli.exchange.trackers.clock import instant_of_iso
from timelog_cli.exchange.trackers.each import of_elements, of_files, of_lines, with_project
from timelog_cli.exchange.trackers.sources import Source
from timelog_cli.exchange.trackers.texts import Elements, excerpt, first_character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File

_PROJECT = "project:"  # which our exports write, and others by habit
_STAMP = "[0-9]{8}T[0-9]{6}Z"
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}\.data")
_INTERVAL = re.compile(rf"inc ({_STAMP})(?: - ({_STAMP}))?(?: #(?: (.*))?)?")
_EXPORTED = re.compile(rf'\s*\[\s*\{{[^{{}}]*"start": ?"{_STAMP}"')
_WORD = re.compile(r""""((?:[^"\\]|\\.)*)"(?!\S)|'((?:[^'\\]|\\.)*)'(?!\S)|(\S+)""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is a data folder, a file of one, or an export."""
    if names:
        return any(_MONTH.fullmatch(name) for name in names)
    return bool(_INTERVAL.match(head) or _EXPORTED.match(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The intervals of all files.

    :raises UsageError: it is a folder without data
    """
    return of_files(_data(source), lambda file: _read(file, reading))


def frame(source: Source) -> Frame:
    """Lines, or an array."""
    return ARRAY if first_character(_data(source).files[0]) == "[" else Frame()


def _data(source: Source) -> Source:
    """The files with intervals: beside them are those of tags and of undo."""
    if not source.is_folder:
        return source
    files = [one for one in source.files if _MONTH.fullmatch(one.name.rpartition("/")[2])]
    if not files:
        raise UsageError(
            f"{shown(source.path)} has no files of timewarrior, such as 2026-03.data",
            "give the folder that timew diagnostics calls Database",
        )
    return Source(source.path, files)


def _read(file: File, reading: Reading) -> Iterable[Entry]:
    found = (
        of_elements(Elements(file), reading, _exported)
        if first_character(file) == "["
        else of_lines(file, reading, _interval)
    )
    return (with_project(one, _PROJECT) if one.tags else one for one in found)


def _interval(number: int, line: str) -> Entry | None:
    if not line:
        return None
    found = _INTERVAL.fullmatch(line.rstrip(" "))
    if found is None:
        raise Unreadable(
            f"'{excerpt(line)}' is not an interval of timewarrior",
            "to read it, join it with the line above if that one breaks off",
        )
    start, end, rest = found.groups()
    tags, text = _tags_and_text(rest or "")
    return Entry(
        number,
        instant_of_iso(start),
        instant_of_iso(end) if end else None,
        text=text,
        tags=tags,
        raw=line,
    )


def _tags_and_text(rest: str) -> tuple[tuple[str, ...], str]:
    """What stands behind the first ``#``: tags, and behind a second one the annotation."""
    if '"' not in rest and "'" not in rest:
        tags, _, text = f" {rest} ".partition(" # ")
        return tuple(tags.split()), " ".join(text.split())
    words: list[list[str]] = [[]]
    for found in _WORD.finditer(rest):
        double, single, bare = found.groups()
        if bare == "#" and len(words) == 1:
            words.append([])
        elif bare is None:
            words[-1].append(_unescaped(single if double is None else double))
        elif bare.startswith('"'):
            raise Unreadable(
                "its quotes are not closed",
                "to read it, join it with the line below: a line feed broke it in two",
            )
        else:
            words[-1].append(bare)
    return tuple(words[0]), " ".join(words[1]) if len(words) > 1 else ""


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _escaped(found[1]), text) if "\\" in text else text


def _escaped(text: str) -> str:
    return chr(int(text[1:], 16)) if len(text) > 1 else _ESCAPED.get(text, text)


def _exported(number: int, value: Any, raw: str) -> Entry:
    if not isinstance(value, dict):
        raise Unreadable("it is not an interval of timewarrior")
    start, end, tags = value.get("start"), value.get("end"), value.get("tags", [])
    text = value.get("annotation", "")
    if not isinstance(start, str) or not isinstance(end, str | None):
        raise Unreadable("its start or its end is not a time such as 20260328T090000Z")
    if not isinstance(tags, list) or not all(isinstance(one, str) for one in (*tags, text)):
        raise Unreadable("its tags or its annotation are not text")
    return Entry(
        number,
        instant_of_iso(start),
        instant_of_iso(end) if end else None,
        text=text,
        tags=tuple(tags),
        raw=raw,
    )
