"""The text format of klog: records of a day, their summaries and entries."""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Problem, Unreadable
from timelog_cli.exchange.trackers.clock import Clock, written_day
from timelog_cli.exchange.trackers.each import problem
from timelog_cli.exchange.trackers.klog_record import Item, entries_of
from timelog_cli.exchange.trackers.texts import excerpt, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Entry, Reading
    from timelog_cli.exchange.trackers.klog_record import Day
    from timelog_cli.exchange.trackers.sources import File

    Line = tuple[int, str]
    Block = list[Line]

_MOST_LINES, _MOST_CHARACTERS = 5_000, 1_000_000
_LONGEST_SUMMARY = 10_000
_INDENTATIONS = ("    ", "   ", "  ", "\t")
_DATE = re.compile(r"([0-9]{4})([-/])([0-9]{2})\2([0-9]{2})(?=[ \t]|$)")
_SHOULD = re.compile(r"[ \t]+\([ \t]*[+-]?(?:[0-9]+h)?(?:[0-9]+m)?![ \t]*\)")
_DURATION = re.compile(r"([+-]?)(?:([0-9]{1,7})h)?(?:([0-9]{1,7})m)?")
_TIME = re.compile(r"(<?)([0-9]{1,2}):([0-9]{2})(am|pm)?(>?)")
_RANGE = re.compile(r"([^ \t-]+) *- *([^ \t]+)(?:[ \t](.*))?")
_TAG = re.compile(r"""#([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w-]*)))?""")
_BLANK = re.compile(r"[ \t]")
_DAY_MINUTES = 1440
_HEADLINE_HINT = "to read it, begin the record with a day only, such as 2026-03-28 (8h!)"


def text_entries(file: File, reading: Reading) -> Iterator[Entry]:
    """The entries of all records."""
    clock = Clock(reading.zone)
    deducts = False
    for block in _blocks(file, reading):
        for entry, is_deducted in _Record(file, reading, clock).read(block):
            deducts = deducts or is_deducted
            yield entry
    if deducts:
        reading.remark(PAUSES)


PAUSES = (
    "klog does not say when pauses such as -30m were: each was put in the middle of an entry of its"
    " record."
)


def _blocks(file: File, reading: Reading) -> Iterator[Block]:
    """The lines of each record: blank lines are between them."""
    block: Block = []
    size = 0
    for number, line in lines(file, reading):
        if line.isspace() or not line:
            if block:
                yield block
            block, size = [], 0
        elif size <= _MOST_CHARACTERS and len(block) < _MOST_LINES:
            block.append((number, line))
            size += len(line)
        else:
            message = f"its record has more than {_MOST_LINES:,} lines, or is longer than 1 MB"
            reading.refuse(Problem(file.name, number, None, message, raw=line))
    if block:
        yield block


class _Record:
    """Reads one record."""

    def __init__(self, file: File, reading: Reading, clock: Clock) -> None:
        self._file, self._reading, self._clock = file, reading, clock
        self._head = ""

    def read(self, block: Block) -> Iterator[tuple[Entry, bool]]:
        """Its entries, and whether something was deducted from them."""
        first = next((at for at, (_, line) in enumerate(block) if _indentation(line)), len(block))
        first = max(first, 1)
        try:
            day, about = _day(block[0][1]), _summary(block[1:first])
        except Unreadable as error:
            raw = "\n".join(line for _, line in block)
            self._reading.refuse(problem(self._file, block[0][0], raw, error))
            return
        self._head = "\n".join(line for _, line in block[:first])
        items = list(self._items(block[first:], about))
        for entry, raws in entries_of(day, items, self._clock, self._refuse):
            yield entry._replace(raw="\n".join((self._head, *raws))), len(raws) > 1

    def _items(self, body: Block, about: str) -> Iterator[Item]:
        is_open = False
        style = _indentation(body[0][1]) if body else ""
        for number, own in _chunks(body, style):
            try:
                _check_indentation(own, style)
                item = _item(number, own, about)
                if is_open and _is_open(item):
                    raise Unreadable("its record has an open range already")
                is_open = is_open or _is_open(item)
                yield item
            except Unreadable as error:
                self._refuse(Item(number, "\n".join(own), "", ()), error)

    def _refuse(self, item: Item, error: Unreadable) -> None:
        raw = f"{self._head}\n{item.raw}"
        self._reading.refuse(problem(self._file, item.line, raw, error))


def _is_open(item: Item) -> bool:
    return item.start is not None and item.end is None


def _indentation(line: str) -> str:
    return next((one for one in _INDENTATIONS if line.startswith(one)), "")


def _day(line: str) -> Day:
    if line[0].isspace():
        raise Unreadable("unexpected indentation: a record begins with a day", _HEADLINE_HINT)
    found = _DATE.match(line)
    if found is None:
        raise Unreadable(f"invalid date: '{excerpt(line)}'", _HEADLINE_HINT)
    rest = line[found.end() :].rstrip(" \t")
    if rest and not _SHOULD.fullmatch(rest):
        what = "should-total" if rest.lstrip().startswith("(") else "headline"
        message = f"malformed {what}: '{excerpt(rest.strip())}'"
        raise Unreadable(message, _HEADLINE_HINT, found.end() + 1)
    year, month, day = (int(found[at]) for at in (1, 3, 4))
    written_day(year, month, day)
    return year, month, day


def _summary(block: Block) -> str:
    """The summary of a record: its lines are not indented."""
    about = "\n".join(line for _, line in block)
    indented = next((number for number, line in block if line[0].isspace()), None)
    if indented is not None:
        raise Unreadable(
            f"malformed summary: line {indented} begins with a blank",
            "to read it, indent entries by a tab or by 2 to 4 spaces, and the summary not at all",
        )
    if len(about) > _LONGEST_SUMMARY:
        raise Unreadable(f"its summary has more than {_LONGEST_SUMMARY:,} characters")
    return about


def _chunks(body: Block, style: str) -> Iterator[tuple[int, list[str]]]:
    """Each entry with the further lines of its summary; a wrong line is one by itself."""
    number, own = 0, list[str]()
    for at, line in body:
        if own and line.startswith(style * 2):
            own.append(line)
            continue
        if own:
            yield number, own
        number, own = at, [line]
    if own:
        yield number, own


def _item(number: int, own: Sequence[str], about: str) -> Item:
    """An entry: its value, and its summary."""
    line = own[0].lstrip()
    value, *rest = _BLANK.split(line, maxsplit=1)
    minutes = _duration(value)
    start: int | None = None
    end: int | None = None
    text = "".join(rest)
    if minutes is None:
        start, end, text = _range(line, len(own[0]) - len(line) + 1)
    text = "\n".join((text, *(one.strip() for one in own[1:]))).strip()
    tags = tags_in(f"{about}\n{text}")
    return Item(number, "\n".join(own), text or about, tags, start, end, minutes or 0)


def _check_indentation(own: Sequence[str], style: str) -> None:
    if not own[0].startswith(style) or own[0][len(style) :][:1].isspace():
        raise Unreadable("unexpected indentation: it is not that of the other entries")


def tags_in(text: str) -> tuple[str, ...]:
    """The tags of a summary, each once: ``#tag``, ``#tag=value``, ``#tag="a value"``."""
    found: dict[str, None] = {}
    for name, double, single, bare in _TAG.findall(text) if "#" in text else ():
        value = double or single or bare
        found[f"{name.lower()}={value}" if value else name.lower()] = None
    return tuple(found)


def _duration(text: str) -> int | None:
    """The minutes of a duration."""
    found = _DURATION.fullmatch(text)
    if found is None or text in ("", "+", "-"):
        return None
    sign, hours, minutes = found.groups()
    if hours and minutes and int(minutes) > 59:
        return None
    total = 60 * int(hours or 0) + int(minutes or 0)
    return -total if sign == "-" else total


def _range(line: str, column: int) -> tuple[int, int | None, str]:
    found = _RANGE.fullmatch(line)
    if found is None:
        raise Unreadable(
            f"malformed entry: '{excerpt(line)}'",
            "to read it, begin it with a duration such as 1h30m, or with times such as 8:00 - 9:30",
            column,
        )
    start = _time(found[1], column)
    if not found[2].strip("?"):
        return start, None, found[3] or ""
    end = _time(found[2], column + found.start(2))
    if end < start:
        raise Unreadable(
            "illegal range: it ends before it starts",
            "to read it, mark times of the next day, as in 23:00 - 1:30>",
            column,
        )
    return start, end, found[3] or ""


def _time(text: str, column: int) -> int:
    """The minutes after midnight, which are negative on the day before."""
    found = _TIME.fullmatch(text)
    if found is not None:
        before, hours, minutes, half, after = found.groups()
        minute = _minute(int(hours), int(minutes), half)
        shift = bool(after) - bool(before)
        if minute is not None and not (before and after) and shift * minute < _DAY_MINUTES:
            return shift * _DAY_MINUTES + minute
    raise Unreadable(f"malformed entry: '{excerpt(text)}' is not a time", column=column)


def _minute(hours: int, minutes: int, half: str | None) -> int | None:
    """The minutes after midnight of a time on a clock with 24 hours, or with 12."""
    if minutes > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    minute = 60 * hours + minutes
    return minute if minute <= _DAY_MINUTES else None
