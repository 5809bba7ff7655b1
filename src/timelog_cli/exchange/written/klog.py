"""The text format of klog: a record for each day, in whole minutes of local time.

The project is a tag, as klog knows nothing above tags: ``#project="Fix the login"``. It stands
before the summary, where no quote that is left open hides it. Where the clocks are set, the entry
has its length, as klog would count its times wrongly, and its start is a tag with the offset.
"""

from __future__ import annotations

import re
from functools import partial

from timelog_cli.domain.time.zones import iso, local_time, need_offsets
from timelog_cli.exchange.trackers.klog_text import tags_in
from timelog_cli.exchange.written import stretches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timelog_cli.domain.foreign import Entry
    from timelog_cli.exchange.written import Losses

_NO_TAG = re.compile(r"[^\w-]+")


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
    if any(tags_in(f"#{_tag(tag)}") != (tag,) for tag in entry.tags):
        losses.add("klog has only small letters and hyphens in tags: changed those of")


def _span(start: int, end: int, zone: str, losses: Losses) -> str:
    """The times of a stretch, or how long it is, where klog would count other times wrongly."""
    first, last = local_time(start, zone), local_time(end, zone)
    days = (end + last.tm_gmtoff) // 86_400 - (start + first.tm_gmtoff) // 86_400
    if days > 1 or need_offsets(start, end, zone):
        losses.add("klog has no such times: wrote the length, and the start as a tag, of")
        hours, minutes = divmod((end - start) // 60, 60)
        return f'{hours}h{minutes}m #start="{iso(start, zone)}"'
    until = f"{last.tm_hour}:{last.tm_min:02}"
    return f"{first.tm_hour}:{first.tm_min:02} - {until}{'>' if days else ''}"


def _entry(entry: Entry, span: str) -> str:
    """An entry; the further lines of its text are indented twice."""
    first, *more = [line.strip() for line in entry.text.split("\n")] or [""]
    project = f"#project={_quoted(entry.project)}"
    lines = [" ".join(filter(None, (span, project, first))), *filter(None, more)]
    lines[-1] += "".join(f" #{tag}" for tag in _further_tags(entry))
    return "\n        ".join(("    " + lines[0], *lines[1:])) + "\n"


def _quoted(text: str) -> str:
    quote = "'" if '"' in text else '"'
    return f"{quote}{text.replace(quote, '’')}{quote}"


def _further_tags(entry: Entry) -> Iterator[str]:
    """The tags that the text does not have anyway."""
    there = tags_in(entry.text)
    return (_tag(tag) for tag in entry.tags if tag not in there)


def _tag(tag: str) -> str:
    """A tag, whose value may have any signs: ``on-site``, ``phase="first draft"``."""
    name, _, value = tag.partition("=")
    if not name or not value:
        return _NO_TAG.sub("-", tag)
    return f"{_NO_TAG.sub('-', name)}={_quoted(value)}"
