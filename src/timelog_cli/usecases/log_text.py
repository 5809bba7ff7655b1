"""Logs changed as text: opened as a page, and read again."""

from __future__ import annotations

from timelog_cli.domain import logpage
from timelog_cli.domain.filters import Choice, Filters
from timelog_cli.domain.logtext import (
    LineError,
    at_line,
    ends_with,
    facts_of,
    note_of,
    read_page,
    same_note,
)
from timelog_cli.domain.zones import day_of, start_of_day
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.frozen import Frozen
from timelog_cli.store import heads as stored_heads
from timelog_cli.store import logs as stored
from timelog_cli.store import owners, timers
from timelog_cli.usecases import finding
from timelog_cli.usecases.checks import check_not_invoiced
from timelog_cli.usecases.filtering import resolved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.logtext import Facts, Line
    from timelog_cli.domain.times import Moment
    from timelog_cli.usecases.work import Work

_MOST_RECORDS = 12


class Opened(Frozen):
    """A text that is handed out to be changed, and the logs that it shows."""

    text: str
    day: date
    owner: str
    logs: Mapping[int, Log]
    billed: Mapping[int, Log]
    known: Mapping[str, Facts]


class Plan(Frozen):
    """What a text wants: logs as its lines say, new ones, and none where a line is gone."""

    changed: tuple[tuple[Line, Log], ...] = ()
    added: tuple[Line, ...] = ()
    gone: tuple[Log, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to change."""
        return not (self.changed or self.added or self.gone)


def open_log(work: Work, moment: Moment, text: str) -> Opened:
    """One log as text."""
    log = finding.log(work.store, text)
    check_not_invoiced(log)
    day = day_of(log.start, moment.zone, moment.day_start)
    return _opened(work, moment, day, log.owner, [log], around=False)


def open_day(work: Work, moment: Moment, day: date, owner: str | None) -> Opened:
    """The logs of an owner, or of the user, that lie in a day, whole or in part."""
    from datetime import timedelta

    start, end = (
        start_of_day(one, moment.zone, moment.day_start) for one in (day, day + timedelta(days=1))
    )
    name, logs = work.user if owner is None else owner, []
    if owner is not None or owners.find(work.store, work.user) is not None:
        filters = resolved(work.store, Filters(start, end, owner=Choice((name,))))
        (name,) = filters.owner.any_of
        logs = list(stored.matching(work.store, filters))
    return _opened(work, moment, day, name, logs, around=True)


def _opened(
    work: Work, moment: Moment, day: date, owner: str, logs: Sequence[Log], *, around: bool
) -> Opened:
    free = [log for log in logs if log.invoice is None]
    billed = [log for log in logs if log.invoice is not None]
    live = timers.of_owner(work.store, owner) if around else []
    on_day = [one for one in live if day_of(one.changed_at, moment.zone, moment.day_start) == day]
    used = {log.record_id for log in logs}
    heads = stored_heads.heads(work.store)
    shown = [head for head in heads if head.id in used]
    shown += [head for head in heads if head.id not in used and not head.done]
    most = max(len(used), _MOST_RECORDS)
    page = logpage.Page(day, owner, free, billed, on_day, shown[:most])
    text, known = logpage.written(page, moment)
    return Opened(
        text,
        day,
        owner,
        {log.id: log for log in free},
        {log.id: log for log in billed},
        known,
    )


def is_emptied(opened: Opened, text: str) -> bool:
    """Whether no line is left of a text that had some."""
    rest = (line for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return bool(opened.logs) and not any(rest)


def read(opened: Opened, text: str, moment: Moment) -> Plan:
    """What a text wants.

    :raises LineError: the first line that cannot be
    """
    changed, added = [], []
    seen: dict[int, int] = {}
    for found in read_page(text, opened.day, moment, opened.known):
        line = _with_owner(found, opened)
        if line.log is None:
            added.append(line)
            continue
        with at_line(line.number, line.text):
            log = _shown(opened, line.log, seen.get(line.log))
        seen[log.id] = line.number
        if not _says(line, log, opened.owner):
            changed.append((line, log))
    gone = [log for number, log in opened.logs.items() if number not in seen]
    _check_notes(changed, gone)
    return Plan(tuple(changed), tuple(added), tuple(gone))


def _check_notes(changed: Iterable[tuple[Line, Log]], gone: Sequence[Log]) -> None:
    """Refuse a note that stayed behind, under the log above, when its own line was taken away."""
    for line, log in changed:
        for other in gone:
            note = note_of(other)
            if ends_with(line.note, note) and not ends_with(note_of(log), note):
                why = f"the note of log {other.id}, whose line is gone, stands under log {log.id}"
                raise LineError(
                    line.number, line.text, Refused(why, "take the lines of its note away too")
                )


def _shown(opened: Opened, number: int, seen: int | None) -> Log:
    if seen is not None:
        raise Unreadable(
            f"log {number} is in line {seen} too", "+ instead of the number makes a new log"
        )
    if number in opened.billed:
        check_not_invoiced(opened.billed[number])
    if number not in opened.logs:
        raise Refused(
            f"log {number} was not in the text", "+ instead of the number makes a new log"
        )
    return opened.logs[number]


def _with_owner(line: Line, opened: Opened) -> Line:
    """The owner as it is stored: none that is the page's, in the letters that a log has."""
    owner = line.facts.owner
    if owner is None:
        return line
    shown = opened.logs.get(line.log or 0)
    its = opened.owner if shown is None else shown.owner
    owner = its if owner.casefold() == its.casefold() else owner
    is_pages = owner.casefold() == opened.owner.casefold()
    return line._replace(facts=line.facts._replace(owner=None if is_pages else owner))


def _says(line: Line, log: Log, owner: str) -> bool:
    """Whether a line says what its log is already."""
    return line.facts == facts_of(log, owner) and same_note(line.note, note_of(log))
