"""utt, the Ultimate Time Tracker: a line says what was done until its time; ``hello`` begins a day.

Between two lines without ``hello`` between them the work goes on, overnight too, as in utt.
"""

from __future__ import annotations

import re

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

_HELLO = "hello"
_STAMP = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[ \t]+([0-9]{1,2}):([0-9]{1,2})"
_OFFSET = r"(?:([+-])([0-9]{2}):?([0-9]{2}))?"
_LINE = re.compile(rf"({_STAMP}{_OFFSET})[ \t]+(\S.*)")
_FIRST = re.compile(rf"^{_STAMP}{_OFFSET}[ \t]+[^\s|-]", re.MULTILINE)
_PROJECT = re.compile(r"([^\s:]+):[ \t](.*)")
frame = lines_alone


def fits(head: str, names: Sequence[str]) -> bool:
    """Whether a time and a text are on a line, without a colon between them."""
    return not names and bool(_FIRST.search(head))


def entries(source: Source, reading: Reading) -> Iterator[Entry]:
    """What was done until the time of each line, with breaks and what is ignored."""
    rules = Rules(_mark, lambda _, mark: mark.text == _HELLO, _entry, f" {_HELLO}")
    return of_files(source, lambda file: EndTimes(file, reading, rules).read())


def _mark(line: str) -> Mark | None:
    if not line.strip():
        return None
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise Unreadable(
            f"'{excerpt(line)}' is not a line of utt",
            "to read it, write it as in 2026-03-28 09:00 project: task",
        )
    year, month, day, hours, minutes = (int(found[at]) for at in range(2, 7))
    offset = None
    if found[7]:
        offset = int(f"{found[7]}{seconds_of(int(found[8]), int(found[9]))}")
    local = year, month, day, seconds_of(hours, minutes)
    return Mark(found[1], local, found[10], offset)


def _entry(text: str) -> Entry:
    text, _, comment = text.partition("  # ")
    text, skip = with_stars(text.rstrip())
    found = _PROJECT.fullmatch(text)
    project, task = found.groups() if found else ("", text)
    about = "\n".join(filter(None, (task.strip(), comment.strip())))
    return Entry(0, None, None, project, about, skip=skip)
