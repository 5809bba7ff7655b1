"""Events of a calendar (RFC 5545), in UTC, so that every program shows them on its own clocks.

The ``UID`` of an event stays when its log changes: a calendar that reads the file again shows the
event as it is now, not twice. What a calendar has no word for is in properties of our own.
"""

from __future__ import annotations

from timelog_cli.exchange.ical import escaped
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_BEGIN = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//timelog//timelog//EN")
_LINE_BYTES = 75


def pieces(entries: Iterable[Entry], _: Losses) -> Iterator[str]:
    """A calendar with an event for each stretch of work."""
    yield "".join(map(_folded, _BEGIN))
    for one in stretches(entries):
        yield "".join(map(_folded, _event(one)))
    yield _folded("END:VCALENDAR")


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@timelog"
    yield f"DTSTAMP:{_stamp(entry.changed)}"
    yield f"LAST-MODIFIED:{_stamp(entry.changed)}"
    yield f"DTSTART:{_stamp(entry.start)}"
    yield f"DTEND:{_stamp(entry.end)}"
    yield f"SUMMARY:{escaped(entry.project)}"
    if entry.text:
        yield f"DESCRIPTION:{escaped(entry.text)}"
    if entry.tags:
        yield "CATEGORIES:" + ",".join(map(escaped, entry.tags))
    yield f"X-TIMELOG-RECORD:{escaped(entry.project)}"
    if entry.client:
        yield f"X-TIMELOG-CUSTOMER:{escaped(entry.client)}"
    yield f"X-TIMELOG-OWNER:{escaped(entry.user)}"
    yield f"X-TIMELOG-BILLABLE:{'TRUE' if entry.billable else 'FALSE'}"
    yield "END:VEVENT"


def _folded(line: str) -> str:
    """A line of at most 75 bytes; what is longer goes on in lines that begin with a blank."""
    if len(line) <= _LINE_BYTES and line.isascii():
        return line + "\r\n"
    parts, room = [""], _LINE_BYTES
    for char in line:
        size = len(char.encode("utf-8", "surrogatepass"))
        if size > room:
            parts.append("")
            room = _LINE_BYTES - 1
        parts[-1] += char
        room -= size
    return "\r\n ".join(parts) + "\r\n"


def _stamp(instant: int | None) -> str:
    from time import gmtime, strftime

    return strftime("%Y%m%dT%H%M%SZ", gmtime(instant))
