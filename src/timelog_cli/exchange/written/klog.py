"""The text format of klog: a record for each day, in whole minutes of local time.

The project is a tag, as klog knows nothing above tags: ``#project="Fix the login"``.
"""

from __future__ import annotations

import re
from functools import partial

from timelog_cli.domain.time.zones import local_time, need_offsets
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_NO_TAG = re.compile(r"[^\w-]+")
_DAY_MINUTES = 1440


def pieces(entries: Iterable[Entry], losses: Losses) -> Iterator[str]:
    """A record for each day on which something starts, with an entry for each stretch."""
    before = ""
    for one in stretches(entries, partial(_look, losses)):
        start, end = (60 * ((at + 30) // 60) for at in (one.start or 0, one.end or 0))
        if (start, end) != (one.start, one.end):
            losses.add("klog counts whole minutes: rounded the times of")
        time = local_time(start, one.zone)
        day = f"{time.tm_year:04}-{time.tm_mon:02}-{time.tm_mday:02}"
        if day != before:
            yield f"{day}\n" if not before else f"\n{day}\n"
            before = day
        yield _entry(one, _span(start, end, one.zone, losses))


def _look(losses: Losses, entry: Entry) -> None:
    if any(_NO_TAG.search(tag) for tag in entry.tags):
        losses.add("klog has no blanks in tags: wrote hyphens in those of")


def _span(start: int, end: int, zone: str, losses: Losses) -> str:
    """The times of a stretch, or how long it is, where klog would count other times wrongly."""
    first, last = local_time(start, zone), local_time(end, zone)
    days = (end + last.tm_gmtoff) // 86_400 - (start + first.tm_gmtoff) // 86_400
    if days > 1 or need_offsets(start, end, zone):
        losses.add("klog has no such times: wrote only the length of")
        hours, minutes = divmod((end - start) // 60, 60)
        return f"{hours}h{minutes}m"
    until = f"{last.tm_hour}:{last.tm_min:02}"
    return f"{first.tm_hour}:{first.tm_min:02} - {until}{'>' if days else ''}"


def _entry(entry: Entry, span: str) -> str:
    """An entry; the further lines of its text are indented twice."""
    first, *more = [line.strip() for line in entry.text.split("\n")] or [""]
    lines = [" ".join(filter(None, (span, first))), *filter(None, more)]
    lines[-1] += "".join(f" #{tag}" for tag in _tags(entry))
    return "\n        ".join(("    " + lines[0], *lines[1:])) + "\n"


def _tags(entry: Entry) -> Iterator[str]:
    quote = "'" if '"' in entry.project else '"'
    yield f"project={quote}{entry.project.replace(quote, '’')}{quote}"
    for tag in entry.tags:
        yield _NO_TAG.sub("-", tag)
