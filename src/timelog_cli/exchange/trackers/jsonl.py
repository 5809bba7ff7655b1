"""Logs as ``timelog log list`` prints them: JSON Lines, or one array."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder

from timelog_cli.domain.foreign import Entry, Pause, Unreadable
from timelog_cli.domain.logrows import read_row
from timelog_cli.domain.segments import pauses
from timelog_cli.domain.time.instants import from_iso
from timelog_cli.domain.time.scan import Moment
from timelog_cli.errors import TimelogError
from timelog_cli.exchange.trackers import ARRAY, Frame
from timelog_cli.exchange.trackers.each import of_elements, of_files, of_lines
from timelog_cli.exchange.trackers.texts import Elements, first_character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import File, Source

_LOG = re.compile(r'\[?\s*\{"id": [0-9]+, "record": "')
_DECODER = JSONDecoder()
_OTHERS = ("invoice", "billed_elsewhere")  # either says that it is billed


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether it begins with a log of ``timelog log list``."""
    return not names and bool(_LOG.match(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The logs, in the order of the file."""
    moment = Moment(reading.now, reading.zone, 0, reading.date_order)
    return of_files(source, lambda file: _read(file, reading, moment))


def frame(source: Source) -> Frame:
    """An array, or lines."""
    return ARRAY if first_character(source.files[0]) == "[" else Frame()


def _read(file: File, reading: Reading, moment: Moment) -> Iterator[Entry]:
    if first_character(file) == "[":
        return of_elements(
            Elements(file), reading, lambda at, value, raw: _entry(at, value, raw, moment)
        )
    return of_lines(file, reading, lambda at, line: _line(at, line, moment))


def _line(number: int, line: str, moment: Moment) -> Entry | None:
    if not line.strip():
        return None
    try:
        value = _DECODER.decode(line)
    except JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:]
        raise Unreadable(f"the line is not JSON: {reason}", column=error.colno) from None
    except RecursionError:
        raise Unreadable("the line is nested too deeply") from None
    except ValueError:
        raise Unreadable("the line has a number that is too long") from None
    return _entry(number, value, line, moment)


def _entry(number: int, value: Any, raw: str, moment: Moment) -> Entry:
    if not isinstance(value, dict):
        raise Unreadable("the line is not a log")
    try:
        log = read_row(value, moment)
    except TimelogError as error:
        raise Unreadable(error.message, error.hint) from None
    times, changed = log.times, value.get("changed")
    title = value.get("title")  # a reference is that of another record in another database
    rest = pauses(times.segments, times.start, times.end) if times.segments else ()
    return Entry(
        number,
        times.start,
        times.end,
        title if isinstance(title, str) and title else log.ref,
        log.note,
        log.tags,
        billable=log.billable,
        billed=any(value.get(name) for name in _OTHERS),
        user=log.owner or "",
        pauses=tuple(Pause(*one) for one in rest),
        raw=raw,
        changed=(from_iso(changed) or 0) if isinstance(changed, str) else 0,
    )
