"""GTimeLog: a line says what was done until its time; the first line of a day begins it.

A day ends at two in the morning, as GTimeLog has it unless its settings say something else.
"""

from __future__ import annotations

import re
from datetime import date

from timelog_cli.domain.foreign import Entry, Unreadable
from timelog_cli.exchange.trackers import lines_alone
from timelog_cli.exchange.trackers.clock import seconds_of
from timelog_cli.exchange.trackers.each import of_files
from timelog_cli.exchange.trackers.end_times import EndTimes, Mark, Rules, with_stars
from timelog_cli.exchange.trackers.texts import excerpt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.foreign import Reading
    from timelog_cli.exchange.trackers.sources import Source

_VIRTUAL_MIDNIGHT = 2 * 3600
_STAMP = "([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})"
_LINE = re.compile(rf"({_STAMP}): *(.*)")
_FIRST = re.compile(rf"^{_STAMP}: ", re.MULTILINE)
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether a line begins with a time and a colon."""
    return not names and bool(_FIRST.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """What was done until the time of each line, with breaks and what is not counted."""
    rules = Rules(_mark, _begins, _entry, ": arrived **")
    return of_files(source, lambda file: EndTimes(file, reading, rules).read())


def _mark(line: str) -> Mark | None:
    if not line.strip() or line.startswith("#"):
        return None
    found = _LINE.fullmatch(line.rstrip())
    if found is None:
        raise Unreadable(
            f"'{excerpt(line)}' is not a line of GTimeLog",
            "to read it, write it as in 2026-03-28 09:00: project: task",
        )
    year, month, day, hours, minutes = (int(found[at]) for at in range(2, 7))
    return Mark(found[1], (year, month, day, seconds_of(hours, minutes)), found[7])


def _begins(last: Mark, mark: Mark) -> bool:
    return _virtual_day(last) != _virtual_day(mark)


def _virtual_day(mark: Mark) -> int:
    year, month, day, seconds = mark.local
    return date(year, month, day).toordinal() - (seconds < _VIRTUAL_MIDNIGHT)


def _entry(text: str) -> Entry:
    text, _, words = text.partition(" -- ")
    stars = "***" if "***" in text + words else "**" if "**" in text + words else ""
    tags = words.replace(stars, " ").split() if stars else words.split()
    if stars:
        text = text.replace(stars, "")
    text, skip = with_stars(f"{text.strip()}{stars}")
    category, colon, rest = text.partition(": ")
    project, about = (category, rest.strip()) if colon else ("", text)
    return Entry(0, None, None, project, about, tuple(tags), skip=skip)
