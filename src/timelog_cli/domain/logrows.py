"""Logs as rows of fields: those of their JSON, and the cells of their CSV and TSV."""

from __future__ import annotations

from timelog_cli.domain.cells import unguarded, unlisted
from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.logtimes import Times
from timelog_cli.domain.text import TAG_LIMIT, one_line, shown
from timelog_cli.domain.time.durations import read_duration, write_duration
from timelog_cli.domain.time.instants import from_iso, read_instant
from timelog_cli.domain.time.ranges import read_ends
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from timelog_cli.domain.time.scan import Moment

    Fields = Mapping[str, Any]

FORMATS = ("auto", "jsonl", "csv", "tsv", "text")
TEXTS = ("record", "start", "end", "duration", "note", "rate", "owner")
FIELDS = (*TEXTS, "worked_seconds", "segments", "tags", "billable", "timed")
# What is known of a stored log besides, and says nothing about a new one.
IGNORED = ("id", "title", "invoice", "created", "changed", "billed_elsewhere", "laid_out")
COLUMNS = frozenset((*FIELDS, *IGNORED))
_LENGTHS = ("end", "duration", "worked_seconds", "segments")
_FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
_MOST_DIGITS = 12
_MOST_SECONDS = 10**_MOST_DIGITS
_LONGEST_KEY = 40


class LogRow(Frozen):
    """What a row says of a log; ``None`` where it says nothing.

    :param relative: whether its times depend on the clock, and deserve an echo
    """

    ref: str
    times: Times
    note: str = ""
    tags: tuple[str, ...] = ()
    billable: bool | None = None
    rate: str | None = None
    owner: str | None = None
    timed: bool = False
    relative: bool = False


def check_names(names: list[str], what: str) -> None:
    """Refuse keys or columns that no log has.

    :param what: the word for one of them
    :raises UsageError: naming them all
    """
    unknown = [name for name in names if name not in COLUMNS]
    if not unknown:
        return
    from timelog_cli.domain.names import near_ones

    every = ", ".join(repr(shown(name[:_LONGEST_KEY])) for name in unknown[:8])
    near = near_ones(unknown[0][:_LONGEST_KEY], FIELDS) if len(unknown) == 1 else []
    hint = f"did you mean {near[0]}?" if near else "use " + ", ".join(FIELDS)
    if not {"date", "day"}.isdisjoint(unknown):
        hint = "put the date into start, such as 2026-11-09 9:00"
    raise UsageError(f"unknown {what}{'s' * (len(unknown) > 1)} {every}", hint)


def missing_names(names: list[str]) -> list[str]:
    """The columns that are needed and are not among some."""
    missing = [name for name in ("record",) if name not in names]
    if "segments" in names:
        return missing
    missing += [name for name in ("start",) if name not in names]
    return missing if set(_LENGTHS) & set(names) else [*missing, "end"]


# Cells


def from_cells(cells: Mapping[str, str]) -> Fields:
    """The fields that the cells of a row are, by the names of their columns; empty ones are none.

    :raises UsageError: a cell that is no number, flag or list of segments
    """
    return {name: _from_cell(name, cell) for name, cell in cells.items() if cell.strip()}


def _from_cell(name: str, cell: str) -> Any:
    text = unguarded(cell)
    if name in {"billable", "timed"}:
        return _flag(name, text.strip())
    if name == "worked_seconds":
        return _seconds(text.strip())
    if name == "segments":
        return [_segment(one) for one in unlisted(text)]
    return unlisted(text) if name == "tags" else text


def _flag(name: str, text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise UsageError(f"{name} must be true or false, not {_quoted(text)}")
    return _FLAGS[text.lower()]


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UsageError(f"worked_seconds must be a whole number of seconds, not {_quoted(text)}")
    return int(text)


def _segment(text: str) -> dict[str, str]:
    start, parted, end = text.removeprefix("start=").partition(" end=")
    if not (parted and text.startswith("start=")):
        raise UsageError(f"{_quoted(text)} is not a segment", "use start=TIME end=TIME")
    return {"start": start, "end": end}


def _quoted(value: Any) -> str:
    text = str(value)
    return f"'{shown(text[:_LONGEST_KEY])}{'…' if len(text) > _LONGEST_KEY else ''}'"


# Fields


def read_row(fields: Fields, moment: Moment) -> LogRow:
    """What the fields of a row say, by their names; those that are ``None`` say nothing.

    :raises UsageError: one that no log has, that is of the wrong kind, or that is missing
    """
    if not COLUMNS.issuperset(fields):
        check_names(list(fields), "key")
    texts = {name: _text(fields, name) for name in TEXTS}
    ref = texts["record"]
    if ref is None:
        raise UsageError("the record is missing", 'add it, as in "record": "case-1"')
    times, relative = _times(fields, moment)
    timed = _bool(fields, "timed") or False
    if not (times.segments or timed):
        raise UsageError("no time was worked", "remove the log, or give its segments")
    return LogRow(
        ref,
        times,
        texts["note"] or "",
        _tags(fields),
        _bool(fields, "billable"),
        texts["rate"],
        texts["owner"],
        timed,
        relative,
    )


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        return value
    raise UsageError(f"{name} must be text, not {_kind(value)}")


def _bool(fields: Fields, name: str) -> bool | None:
    value = fields.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise UsageError(f"{name} must be true or false, not {_kind(value)}")


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, (int, float)):
        return "a number"
    return "a list" if isinstance(value, (list, tuple)) else "an object"


def _tags(fields: Fields) -> tuple[str, ...]:
    value = fields.get("tags")
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)):
        raise UsageError(f"tags must be a list, not {_kind(value)}", 'use ["one", "two"]')
    for one in value:
        if not isinstance(one, str):
            raise UsageError(f"a tag must be text, not {_kind(one)}")
    found = [one_line(one, "the tag", TAG_LIMIT) for one in value]
    return tuple(sorted(set(found))) if len(found) > 1 else tuple(found)


# Times


def _times(fields: Fields, moment: Moment) -> tuple[Times, bool]:
    """The times of a row; whether one of them depends on the clock.

    How long it is can be said in more than one way, if these agree.
    """
    said = {name: fields[name] for name in _LENGTHS if fields.get(name) is not None}
    start = _text(fields, "start")
    if said.get("worked_seconds") == 0 and "end" in said:
        said.setdefault("segments", [])
    if "segments" in said:
        times, relative = _pieces(said["segments"], start, _text(fields, "end"), moment)
    elif start is None:
        raise UsageError("the start is missing", "add start, and end or duration")
    elif not said:
        raise UsageError("the end is missing", "add end or duration")
    elif "end" in said:
        times, relative = _between(start, said["end"], moment)
    else:
        times, relative = _lasting(start, _length(said, *list(said)[:1]), moment)
    for name in ("duration", "worked_seconds"):
        if name in said:
            _check_length(name, _length(said, name), times)
    return times, relative


def _length(said: Fields, name: str) -> int:
    value = said[name]
    if name == "duration":
        return read_duration(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST_SECONDS:
        raise UsageError(
            f"worked_seconds must be a whole number of seconds, not {_quoted(str(value).lower())}"
        )
    return value


def _check_length(name: str, seconds: int, times: Times) -> None:
    found = worked(times.segments)
    if seconds != found:
        raise UsageError(
            f"{name} is {write_duration(seconds)}, but its times make {write_duration(found)}",
            f"correct one of them, or leave out {name}",
        )


def _pieces(value: Any, start: str | None, end: str | None, moment: Moment) -> tuple[Times, bool]:
    if not isinstance(value, list):
        raise UsageError(f"segments must be a list, not {_kind(value)}")
    relative = False
    found: list[Segment] = []
    for one in value:
        segment, depends = _piece(one, moment)
        if found and segment.start < found[-1].end:
            raise UsageError("the segments overlap, or are not in order")
        found.append(segment)
        relative |= depends
    if not found and (start is None or end is None):
        raise UsageError("there are no segments", "add a segment, or start and end")
    first = found[0].start if start is None else _instant(start, moment)[0]
    last = found[-1].end if end is None else _instant(end, moment)[0]
    if found and (found[0].start < first or found[-1].end > last):
        raise UsageError(
            "a segment is outside start and end",
            "change the segments too, or leave out start and end",
        )
    return Times(first, last, tuple(found)), relative


def _piece(value: Any, moment: Moment) -> tuple[Segment, bool]:
    if not isinstance(value, dict) or set(value) != {"start", "end"}:
        raise UsageError(
            "a segment must have start and end, and nothing else",
            'use {"start": TIME, "end": TIME}',
        )
    if any(not isinstance(value[name], str) for name in ("start", "end")):
        raise UsageError("start and end of a segment must be text")
    times, relative = _between(value["start"], value["end"], moment)
    return Segment(times.start, times.end), relative


def _between(start: str, end: str, moment: Moment) -> tuple[Times, bool]:
    first, last = from_iso(start), from_iso(end)
    relative = False
    if first is None or last is None:
        reading = read_ends(start, end, moment)
        first, last, relative = reading.start, reading.end, reading.relative
    if first >= last:
        raise UsageError(
            f"the end {shown(end)} must be after the start {shown(start)}",
            "give the date of both, as in 2026-11-02T22:00 and 2026-11-03T01:30",
        )
    return Times(first, last, (Segment(first, last),)), relative


def _lasting(start: str, seconds: int, moment: Moment) -> tuple[Times, bool]:
    first, relative = _instant(start, moment)
    if not seconds:
        return Times(first, first, ()), relative
    return Times(first, first + seconds, (Segment(first, first + seconds),)), relative


def _instant(text: str, moment: Moment) -> tuple[int, bool]:
    found = from_iso(text)
    if found is not None:
        return found, False
    reading = read_instant(text, moment)
    return reading.instant, reading.relative
