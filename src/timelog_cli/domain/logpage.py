"""The page that an editor shows: logs between comments that say how they are changed."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.logtext import facts_of, heads, indented, note_of
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.domain.time.zones import check_zone, span, time_of_day
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log, RecordSummary, Timer
    from timelog_cli.domain.logtext import Facts
    from timelog_cli.domain.time.scan import Moment

_TITLE = (
    rf"# Logs of (.{{1,100}}), (?:{'|'.join(WEEKDAY_NAMES)}) (\d{{4}}-\d\d-\d\d)"
    r"(?:, from (\d\d):(\d\d))?, ([A-Za-z0-9_+/-]{1,60})\."
)
_WIDEST = 60
_HELP = """\
# Edit the lines above, save, and close the editor. Lines starting with # are ignored.
#
# Each line is one log: number, times, record; then optionally billable, #tags, @owner.
# A new log that is billable by default is not so with the word non-billable.
# Indented lines below it are its note.
# Several times make one log with pauses:          9:00-11:30 13:00-14:00
# For another day, put the date first:             {day} 22:00-1:30
# To add a log, write + instead of a number:       + 9:00-11:30 {ref} #tag
# To delete a log, delete its line. If you delete every line, nothing is changed."""
_BRACKETS = "# Times in brackets are a pause at the start or end of a log."


class Page(Frozen):
    """What is shown: the logs of an owner on a day, and what is told beside them."""

    day: date
    owner: str
    logs: Sequence[Log]
    billed: Sequence[Log]
    timers: Sequence[Timer]
    records: Sequence[RecordSummary]


def written(page: Page, moment: Moment) -> tuple[str, dict[str, Facts]]:
    """The text of a page, and what its lines of logs say."""
    lines = heads(list(page.logs), page.day, page.owner, moment)
    parts = [_title(page, moment), ""]
    for line, log in zip(lines, page.logs, strict=True):
        parts += [line, *indented(note_of(log))]
    parts += [""] if lines else []
    told = _told(page, moment)
    parts += [*told, "#"] if told else []
    parts += [_help(page, lines), *_records(page)]
    known = {line: facts_of(log, page.owner) for line, log in zip(lines, page.logs, strict=True)}
    return "\n".join(parts) + "\n", known


def _title(page: Page, moment: Moment) -> str:
    starts = moment.day_start // 60
    from_when = f", from {starts // 60:02}:{starts % 60:02}" if starts else ""
    weekday = WEEKDAY_NAMES[page.day.weekday()]
    return f"# Logs of {shown(page.owner)}, {weekday} {page.day}{from_when}, {moment.zone}."


class Title(Frozen):
    """What the first line of a page says: whose logs, and how times without a day are read."""

    owner: str
    day: date
    zone: str
    day_start: int = 0


def read_title(line: str) -> Title | None:
    """The title that a line is, if it is one.

    :raises UsageError: its day or zone does not exist
    """
    import re

    found = re.fullmatch(_TITLE, line.rstrip())
    if found is None:
        return None
    owner, day, hour, minute, zone = found.groups()
    check_zone(zone)
    try:
        return Title(
            owner, date.fromisoformat(day), zone, int(hour or 0) * 3600 + int(minute or 0) * 60
        )
    except ValueError as error:
        raise UsageError(f"{day} is not a date", "use a date such as 2026-06-09") from error


def _help(page: Page, lines: Sequence[str]) -> str:
    ref = page.records[0].ref if page.records else "case-1"
    text = _HELP.format(day=page.day, ref=ref)
    return f"{text}\n{_BRACKETS}" if any("(" in line.partition("#")[0] for line in lines) else text


def _told(page: Page, moment: Moment) -> list[str]:
    told = [
        f"# {log.id}  {span(log.start, log.end, moment.zone)}  {log.ref}"
        f"  is on invoice {log.invoice} and cannot be changed"
        for log in page.billed
    ]
    told += [
        f"# The timer on {timer.ref} has been {timer.state} since"
        f" {time_of_day(timer.changed_at, moment.zone)}. It is not a log yet."
        for timer in page.timers
    ]
    return told


def _records(page: Page) -> list[str]:
    """The titles of the records that may be meant."""
    if not page.records:
        return []
    wide = max(len(head.ref) for head in page.records)
    titles = (_cut(shown(head.title)) for head in page.records)
    rows = [
        f"#   {head.ref:<{wide}}  {title}" for head, title in zip(page.records, titles, strict=True)
    ]
    return ["#", "# Records:", *rows]


def _cut(title: str) -> str:
    return title if len(title) <= _WIDEST else title[: _WIDEST - 1].rstrip() + "…"
