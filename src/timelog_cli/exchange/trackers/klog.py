"""klog: its text files, and what ``klog json`` prints.

An entry has no project, unless a tag such as ``#project=web`` names one: there are its tags, with
those of its record, and its summary as text. A duration has no start, unless a tag says it with the
offset from UTC: ``#start="2026-03-29T01:30:00+01:00"``.
"""

from __future__ import annotations

import json
import re

from timelog_cli.domain.foreign import Unreadable
from timelog_cli.domain.text import shown
from timelog_cli.errors import UsageError
from timelog_cli.exchange.trackers import Frame
from timelog_cli.exchange.trackers.clock import Clock, instant_of_iso
from timelog_cli.exchange.trackers.each import of_files, problem, with_project
from timelog_cli.exchange.trackers.klog_record import Item, entries_of
from timelog_cli.exchange.trackers.klog_text import PAUSES, text_entries
from timelog_cli.exchange.trackers.texts import Elements, excerpt, first_character

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.klog_record import Day
    from timelog_cli.exchange.trackers.sources import File, Source

_PROJECT = "project="
_START = "start="
_MARK = r"""[ \t]?#{}(?:"[^"]*"|'[^']*'|[\w-]*)"""
_PROJECT_MARK, _START_MARK = (
    re.compile(_MARK.format(name), re.IGNORECASE) for name in (_PROJECT, _START)
)
_RECORDS = '"records":'
_DAY = r"[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[ \t]*(?:\([^()\n]*\))?[ \t]*\r?\n"
_ENTRY = r"(?: {2,4}|\t)(?:[+-]?[0-9]+[hm]|<?[0-9]{1,2}:[0-9]{2}(?:am|pm)?>? *-)"
_RECORD = re.compile(rf"^{_DAY}(?:[^\s].*\n){{0,20}}?{_ENTRY}", re.MULTILINE)
_PRINTED = re.compile(r'\s*\{\s*"records":\s*(null)?')
_FAR = 3 * 1440
_LONGEST = 600_000_000
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether a day and an entry of it are written as in klog."""
    return not names and bool(_PRINTED.match(head) or _RECORD.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The entries of all records; what is deducted from a record is a pause of one of them."""
    return of_files(source, lambda file: _read(file, reading))


def frame(source: Source) -> Frame:
    """Records with blank lines between them, or what ``klog json`` prints."""
    if first_character(source.files[0]) == "{":
        return Frame(f"{{{_RECORDS} [\n", ",\n", "\n]}\n")
    return Frame(between="\n\n")


def _read(file: File, reading: Reading) -> Iterable[Entry]:
    is_printed = first_character(file) == "{"
    found = _printed(file, reading) if is_printed else text_entries(file, reading)
    return (_started(_with_project(one)) if one.tags else one for one in found)


def _with_project(entry: Entry) -> Entry:
    found = with_project(entry, _PROJECT)
    return found._replace(text=_without(_PROJECT_MARK, found.text)) if found.project else found


def _started(entry: Entry) -> Entry:
    """An entry whose start is said by a tag, if it is a duration, and the tag an instant."""
    tag = next((one for one in entry.tags if one.startswith(_START)), "")
    if entry.start is not None or not tag:
        return entry
    try:
        start = instant_of_iso(tag.removeprefix(_START))
    except Unreadable:
        return entry
    return entry._replace(
        start=start,
        end=start + entry.seconds,
        day=None,
        seconds=0,
        text=_without(_START_MARK, entry.text),
        tags=tuple(one for one in entry.tags if one != tag),
    )


def _without(mark: re.Pattern[str], text: str) -> str:
    """A text without the first tag of a kind, which is the one that counts."""
    return mark.sub("", text, count=1).strip()


def _printed(file: File, reading: Reading) -> Iterator[Entry]:
    head = _PRINTED.match(file.head().decode("utf-8-sig", "replace"))
    if head and head[1]:
        raise UsageError(
            f"{shown(file.name)} has no records, but the errors of a file",
            "correct the file, as klog print shows it, or import the file itself",
        )
    clock, deducts = Clock(reading.zone), False
    for number, record, text in Elements(file, _RECORDS):
        try:
            for entry, is_deducted in _record(_Place(file, reading, number), record, clock):
                deducts = deducts or is_deducted
                yield entry
        except Unreadable as error:
            reading.refuse(problem(file, number, text, error))
    if deducts:
        reading.remark(PAUSES)


class _Place:
    """Where a record is, and whom to tell what is wrong with an entry of it."""

    def __init__(self, file: File, reading: Reading, number: int) -> None:
        self._file, self._reading, self.number = file, reading, number
        self.head = ""

    def refuse(self, item: Item, error: Unreadable) -> None:
        raw = self.wrapped([item.raw])
        self._reading.refuse(problem(self._file, self.number, raw, error))

    def wrapped(self, raws: Sequence[str]) -> str:
        """Entries as a record of the same day."""
        return f'{self.head}, "entries": [{", ".join(raws)}]}}'


def _record(place: _Place, record: Any, clock: Clock) -> Iterator[tuple[Entry, bool]]:
    """The entries of a record, and whether something was deducted from them."""
    match record:
        case {"date": str(date), "summary": str(about), "tags": list(tags), "entries": list(rows)}:
            found = _DATE.fullmatch(date)
        case _:
            raise Unreadable("it is not a record of klog, with a date and entries")
    if found is None:
        raise Unreadable(f"invalid date: '{excerpt(date)}'")
    day: Day = (int(found[1]), int(found[2]), int(found[3]))
    place.head = _written({"date": date, "summary": about, "tags": tags})[:-1]
    items = []
    for row in rows:
        item = Item(place.number, _written(row), about, ())
        try:
            items.append(_item(item, row, tags))
        except Unreadable as error:
            place.refuse(item, error)
    for entry, raws in entries_of(day, items, clock, place.refuse):
        yield entry._replace(raw=place.wrapped(raws)), len(raws) > 1


def _written(value: Any) -> str:
    try:
        return json.dumps(value)
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None


def _item(item: Item, row: Any, tags: list[Any]) -> Item:
    match row:
        case {"summary": str(text), "tags": list(own), "total_mins": int(total), "type": str(kind)}:
            names = [*tags, *own]
        case _:
            raise Unreadable("malformed entry: it has no summary, tags or total")
    if not all(isinstance(one, str) for one in names):
        raise Unreadable("its tags are not text")
    unique = tuple(dict.fromkeys(one.removeprefix("#") for one in names))
    item = item._replace(text=text or item.text, tags=unique)
    start, end = row.get("start_mins"), row.get("end_mins")
    if not all(isinstance(one, int | None) and -_FAR < (one or 0) < _FAR for one in (start, end)):
        raise Unreadable("malformed entry: its start or its end is not a time")
    return _with_times(item, kind, total, (start, end))


def _with_times(item: Item, kind: str, total: int, times: tuple[int | None, int | None]) -> Item:
    match kind, times[0], times[1]:
        case "duration", _, _ if abs(total) < _LONGEST:
            return item._replace(minutes=total)
        case "open_range", int(start), _:
            return item._replace(start=start)
        case "range", int(start), int(end) if end - start == total:
            return item._replace(start=start, end=end)
        case "range", int(start), int(end):
            raise Unreadable("illegal range: its total is not the time between its start and end")
    raise Unreadable("malformed entry: it is not a duration, a range or an open range")
