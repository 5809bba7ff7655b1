"""ActivityWatch: when somebody was at the computer, by the buckets of its watcher ``afk``.

It does not know what was worked on, so a stretch is only a proposal: its project is the computer.
Time away from it is skipped, and proposes pauses of what was logged.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from datetime import UTC, datetime

from timelog_cli.domain.foreign import AWAY, Entry, Unreadable
from timelog_cli.domain.gaps import unlogged
from timelog_cli.domain.logs import Segment
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import Frame
from timelog_cli.exchange.trackers.clock import check_year
from timelog_cli.exchange.trackers.each import of_files, problem
from timelog_cli.exchange.trackers.texts import document, excerpt
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

_BEGINNING = re.compile(r'\s*\{\s*"buckets"\s*:\s*\{')
_KIND = "afkstatus"
_AT, _AFK = "not-afk", "afk"
_APART = 60  # seconds; less is no pause
_LONGEST = 366 * 86_400
_HINT = "export the bucket aw-watcher-afk as JSON, under Raw Data in ActivityWatch"


class _Stretch(Frozen):
    """Time at the computer or away from it, in seconds since 1970 with fractions."""

    start: float
    end: float
    number: int
    status: str


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it is an export of buckets."""
    return not names and bool(_BEGINNING.match(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The stretches at the computer and away from it, each bucket from its oldest one.

    :raises UsageError: it is no export, or has no bucket of that watcher
    """
    return of_files(source, lambda file: _read(file, reading))


def frame(source: Source) -> Frame:
    """The first bucket of that watcher."""
    name, bucket = next(iter(_buckets(source.files[0]).items()))
    kept = {key: bucket.get(key) for key in ("id", "type", "client", "hostname")}
    head = json.dumps({"buckets": {name: kept}})
    return Frame(f'{head[:-3]}, "events": [\n', ",\n", "\n]}}}\n")


def _read(file: File, reading: Reading) -> Iterator[Entry]:
    for name, bucket in _buckets(file).items():
        host = bucket.get("hostname")
        project = host if isinstance(host, str) and host else name
        every = _stretches(file, bucket["events"], reading)
        present = _whole_seconds(_joined(one for one in every if one.status == _AT))
        afk = _whole_seconds(_joined(one for one in every if one.status == _AFK))
        for one in sorted([*present, *_without(afk, present)]):
            yield _entry(one, name, project)


def _buckets(file: File) -> dict[str, dict[str, Any]]:
    """The buckets that say who was at the computer, by their names.

    :raises UsageError: there is none
    """
    try:
        value = document(file)
    except UsageError as error:
        raise UsageError(error.message, _HINT) from None
    every = value.get("buckets") if isinstance(value, dict) else None
    found = {
        str(name): bucket
        for name, bucket in (every.items() if isinstance(every, dict) else ())
        if isinstance(bucket, dict)
        and bucket.get("type") == _KIND
        and isinstance(bucket.get("events"), list)
    }
    if not found:
        raise UsageError(f"{shown(file.name)} does not say when you were at the computer", _HINT)
    return found


def _stretches(file: File, events: Sequence[Any], reading: Reading) -> list[_Stretch]:
    found = []
    for number, event in enumerate(events, 1):
        try:
            one = _stretch(number, event)
        except Unreadable as error:
            reading.refuse(problem(file, number, _raw(event), error))
        else:
            if one is not None:
                found.append(one)
    return sorted(found)


def _stretch(number: int, event: Any) -> _Stretch | None:
    match event:
        case {
            "timestamp": str(at),
            "duration": int() | float() as length,
            "data": {"status": str(status)},
        }:
            pass
        case _:
            raise Unreadable(
                "it is not an event of ActivityWatch: it has no time, length or status"
            )
    if not 0 <= length <= _LONGEST:
        raise Unreadable("its duration is not that of an event")
    if status not in {_AT, _AFK}:
        return None
    start = _seconds(at)
    return _Stretch(start, start + length, number, status)


def _seconds(text: str) -> float:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Unreadable(f"'{excerpt(text)}' is not a time such as 2026-03-28T09:00:00+00:00")
    check_year(at.year)
    return at.timestamp()


def _raw(event: Any) -> str:
    try:
        return json.dumps(event)
    except (ValueError, RecursionError):
        return ""


def _joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """The stretches, with those together that less than a minute lies between."""
    open_one: _Stretch | None = None
    for one in stretches:
        if open_one is not None and one.start - open_one.end < _APART:
            open_one = open_one._replace(end=max(open_one.end, one.end))
            continue
        if open_one is not None:
            yield open_one
        open_one = one
    if open_one is not None:
        yield open_one


def _whole_seconds(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """The stretches, without those of less than a second."""
    whole = (one._replace(start=int(one.start), end=int(one.end)) for one in stretches)
    return [one for one in whole if one.start < one.end]


def _without(away: Sequence[_Stretch], present: Sequence[_Stretch]) -> list[_Stretch]:
    """What of the time away from the computer is not at it too, so that none counts twice."""
    starts = [one.start for one in away]
    left = unlogged(map(_segment, away), map(_segment, present))
    return [
        away[bisect_right(starts, one.start) - 1]._replace(start=one.start, end=one.end)
        for one in left
    ]


def _segment(one: _Stretch) -> Segment:
    return Segment(int(one.start), int(one.end))


def _entry(one: _Stretch, bucket: str, project: str) -> Entry:
    """The entry of a stretch in whole seconds."""
    start, end = _segment(one)
    skip = AWAY if one.status == _AFK else ""
    raw = (
        f'{{"timestamp": "{datetime.fromtimestamp(start, UTC).isoformat()}",'
        f' "duration": {end - start}, "data": {{"status": "{one.status}"}}}}'
    )
    return Entry(one.number, start, end, project, id=f"{bucket}/{start}", skip=skip, raw=raw)
