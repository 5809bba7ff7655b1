"""Org mode: CLOCK lines, in LOGBOOK drawers and outside, with their headlines; Logseq's too.

The top headline is the project and those below it are the task; a block of Logseq is the text.
The time behind ``=>`` proves the two before it, and says which is meant where the clocks go back.
"""

from __future__ import annotations

import re

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers import lines_alone
from timelog_cli.exchange.trackers.clock import Clock, seconds_of
from timelog_cli.exchange.trackers.each import of_files, of_lines
from timelog_cli.exchange.trackers.org_headlines import Headlines, protected
from timelog_cli.exchange.trackers.texts import excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import Source

    Moment = tuple[int, int, int, int]

_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ \t]+[^\s\]0-9][^\s\]]*)?"
_STAMP = rf"\[{_DAY}[ \t]+([0-9]{{1,2}}):([0-9]{{2}})(?::([0-9]{{2}}))?\]"
_SUM = r"[ \t]*=>[ \t]*(-?)([0-9]{1,6}):([0-9]{2})(?::([0-9]{2}))?"
_CLOCK = re.compile(rf"CLOCK:[ \t]*{_STAMP}(?:--{_STAMP}(?:{_SUM})?)?", re.IGNORECASE)
_ANY_CLOCK = re.compile(r"^[ \t]*CLOCK:[ \t]*\[[0-9]{4}-", re.IGNORECASE | re.MULTILINE)
_BLOCK = re.compile(r"([ \t]*)- (.*)")
_LIKE = "to read it, write it as in CLOCK: [2026-03-28 Sat 09:00]--[2026-03-28 Sat 10:30] =>  1:30"
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether there is a CLOCK line."""
    return not names and bool(_ANY_CLOCK.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """The entry of each CLOCK line; one without an end is running."""
    return of_files(source, lambda file: of_lines(file, reading, _Outline(reading.zone).read))


class _Outline:
    """Where a line is: below which headlines, and in the drawer of which block."""

    def __init__(self, zone: str) -> None:
        self._clock, self._headlines = Clock(zone), Headlines()
        self._block, self._indentation = "", 0
        self._is_in_drawer = self._is_of_block = False

    def read(self, number: int, line: str) -> Entry | None:
        """The entry of a CLOCK line."""
        text = line.strip()
        if text[:6].upper() == "CLOCK:":
            return self._entry(number, text)
        if self._is_in_drawer:
            self._is_in_drawer = text.upper() != ":END:"
        elif text.upper() == ":LOGBOOK:":
            indentation = len(line) - len(line.lstrip())
            self._is_in_drawer = True
            self._is_of_block = bool(self._block) and indentation > self._indentation
        elif block := _BLOCK.fullmatch(line):
            self._block = self._headlines.title(block[2])
            self._indentation = len(block[1])
        if self._headlines.take(line):
            self._block, self._is_in_drawer = "", False
        return None

    def _entry(self, number: int, line: str) -> Entry:
        found = _CLOCK.fullmatch(line)
        if found is None:
            raise Unreadable(f"'{excerpt(line)}' is not a CLOCK line of Org mode", _LIKE)
        text = self._block if self._is_in_drawer and self._is_of_block else ""
        start, end = self._times(found)
        above = self._headlines
        return Entry(
            number,
            start,
            end,
            above.project,
            text,
            above.tags,
            task=above.task,
            raw=self._raw(line, text),
        )

    def _times(self, found: re.Match[str]) -> tuple[int, int | None]:
        digits = found.groups()
        start = _moment(digits[:6])
        if digits[6] is None:
            return self._clock.instant(*start), None
        duration = _duration(digits[12:])
        is_exact = digits[15] is not None or (digits[5] is None and digits[11] is None)
        return self._clock.span(start, _moment(digits[6:12]), duration, 0 if is_exact else 59)

    def _raw(self, line: str, text: str) -> str:
        headlines = self._headlines.written()
        if not text:
            return f"{headlines}\n{line}"
        return f"{headlines}\n- {protected(text)}\n  :LOGBOOK:\n  {line}\n  :END:"


def _moment(digits: Sequence[str | None]) -> Moment:
    year, month, day, *time = (int(one or 0) for one in digits)
    return year, month, day, seconds_of(*time)


def _duration(parts: Sequence[str | None]) -> int | None:
    """The seconds behind ``=>``."""
    sign, *time = parts
    if sign is None:
        return None
    hours, minutes, seconds = (int(one or 0) for one in time)
    total = 3600 * hours + 60 * minutes + seconds
    return -total if sign else total
