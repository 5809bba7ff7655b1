"""Logs edited as text: opened as a page, read, and saved as one change or not at all."""

from __future__ import annotations

from timelog_cli.domain import logpage, logtext
from timelog_cli.domain.filters import Filters, LogSelection
from timelog_cli.domain.logs import Taken, looks_like_ref
from timelog_cli.domain.logtext import (
    LineError,
    at_line,
    ends_with,
    facts_of,
    note_of,
    read_page,
    same_note,
)
from timelog_cli.domain.text import folded, owner_name
from timelog_cli.domain.time.zones import day_of, start_of_day
from timelog_cli.errors import Refused, UsageError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs as stored
from timelog_cli.store.queries import timers
from timelog_cli.usecases import lookup
from timelog_cli.usecases.logs import (
    check_bounds,
    check_may_change,
    check_not_invoiced,
    edits,
    made_free,
    refuse_taken,
)
from timelog_cli.usecases.logs.adding import NewLog, add_on, again
from timelog_cli.usecases.names import resolved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.logtext import Facts, PageLine
    from timelog_cli.domain.time.scan import Moment
    from timelog_cli.usecases import Work


class EditConflict(Refused):
    """A log has changed since the text was written; the text cannot be saved."""


class Saved(Frozen):
    """Logs before and after, the new ones, those that are gone, and what was left out of which."""

    changed: tuple[tuple[Log, Log], ...] = ()
    added: tuple[Log, ...] = ()
    deleted: tuple[Log, ...] = ()
    left_out: tuple[Taken, ...] = ()


class SaveOptions(Frozen):
    """What is done where time is taken, and whether a log may end in the future."""

    on_overlap: str = "refuse"
    allow_future: bool = False


def save(work: Work, opened: Opened, plan: Plan, leave: SaveOptions) -> Saved:
    """Change, add and delete logs as one change; two may swap their times.

    :raises Stale: one of them is not as it was when the text was made
    """
    if leave.on_overlap in {"refuse", "split"}:
        _check_apart(work, opened, plan)
    with work.writing():
        _check_same(work, [log for _, log in plan.changed] + list(plan.gone))
        for log in plan.gone:
            stored.drop(work.store, log.id)
        for line, log in plan.changed:
            if _moves(opened, line, log):
                stored.clear_segments(work.store, log.id)
        left_out: list[Taken] = []
        changed, added = [], []
        for line, log in plan.changed:
            with at_line(line.number, line.text):
                left_out += _change(work, opened, line, log, leave)
            after = again(work, log.id)
            changed += [(log, after)] if after != log else []
        for line in plan.added:
            with at_line(line.number, line.text):
                new = add_on(work, *_entry(work, opened, line, leave))
            added.append(new.log)
            left_out += new.left_out
        return Saved(tuple(changed), tuple(added), plan.gone, tuple(left_out))


def _check_same(work: Work, logs: Iterable[Log]) -> None:
    for log in logs:
        now = stored.find(work.store, log.id)
        if now is None:
            raise EditConflict(
                f"log {log.id} was deleted while you were editing", "timelog history"
            )
        check_may_change(work, now)
        if now._replace(title=log.title) != log:
            raise EditConflict(
                f"log {log.id} was changed while you were editing",
                f"timelog log edit {log.id} --editor",
            )


def _whose(opened: Opened, line: PageLine) -> str:
    return opened.owner if line.facts.owner is None else line.facts.owner


def _moves(opened: Opened, line: PageLine, log: Log) -> bool:
    return line.facts.times != facts_of(log, "").times or _whose(opened, line) != log.owner


def _check_apart(work: Work, opened: Opened, plan: Plan) -> None:
    """Refuse two lines that both take new time, and the same."""
    moved = [line for line, log in plan.changed if _moves(opened, line, log)]
    placed: dict[str, list[Taken]] = {}
    for line in sorted((*moved, *plan.added), key=lambda line: line.number):
        before = placed.setdefault(folded(_whose(opened, line)), [])
        segments, by = line.facts.times.segments, f"line {line.number}"
        with at_line(line.number, line.text):
            refuse_taken(work, segments, before)
        before += [Taken(one.start, one.end, by, line.facts.ref) for one in segments]


def _change(
    work: Work, opened: Opened, line: PageLine, log: Log, leave: SaveOptions
) -> Sequence[Taken]:
    facts, was = line.facts, facts_of(log, opened.owner)
    marked_anew = (facts.ref, facts.billable) != (was.ref, was.billable)
    tags = logtext.checked_tags(facts.tags, log.tags)
    change = edits.LogChange(
        ref=facts.ref if facts.ref != was.ref else None,
        note=None if same_note(line.note, note_of(log)) else line.note,
        tags=tuple(tag for tag in tags if tag not in log.tags),
        no_tags=tuple(tag for tag in log.tags if tag not in tags),
        billable=facts.billable if marked_anew else None,
    )
    left_out: Sequence[Taken] = []
    if _moves(opened, line, log):
        left_out = _place(work, line, log, owner_name(_whose(opened, line)), leave)
    edits.edit_found(work, log, change)
    return left_out


def _place(work: Work, line: PageLine, log: Log, owner: str, leave: SaveOptions) -> Sequence[Taken]:
    """Give a log whose segments are taken away its new ones."""
    start, end, segments = line.facts.times
    if (start, end) != (log.start, log.end):
        check_bounds(work, start, end, allow_future=leave.allow_future)
    if log.segments and not segments:
        raise Refused("no time was worked", "to delete the log, remove the line")
    owner_id = queries.ensure_owner(work.store, owner)
    kept, left_out = made_free(work, owner_id, segments, leave.on_overlap, log.id)
    if any(not one.given for one in left_out):
        start, end = kept[0].start, kept[-1].end
    moved = {"start_at": start, "end_at": end, "owner_id": owner_id, "laid_out": 0}
    stored.change(work.store, log.id, **moved)
    stored.put_segments(work.store, log.id, owner_id, kept)
    return left_out


def _entry(work: Work, opened: Opened, line: PageLine, leave: SaveOptions) -> tuple[Any, NewLog]:
    facts = line.facts
    segments = facts.times.segments
    if not segments:
        raise Refused("no time was worked", "remove the brackets from the times that were worked")
    return lookup.record(work.store, facts.ref), NewLog(
        segments[0].start,
        segments[-1].end,
        note=line.note,
        tags=logtext.checked_tags(facts.tags, ()),
        billable=facts.billable,
        owner=_whose(opened, line),
        on_overlap=leave.on_overlap,
        allow_future=leave.allow_future,
        segments=segments,
    )


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

    changed: tuple[tuple[PageLine, Log], ...] = ()
    added: tuple[PageLine, ...] = ()
    gone: tuple[Log, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to change."""
        return not (self.changed or self.added or self.gone)


def open_log(work: Work, moment: Moment, text: str) -> Opened:
    """One log as text."""
    log = lookup.log(work.store, text)
    check_may_change(work, log)
    day = day_of(log.start, moment.zone, moment.day_start)
    return _opened(work, moment, day, log.owner, [log], around=False)


def open_day(work: Work, moment: Moment, day: date, owner: str | None) -> Opened:
    """The logs of an owner, or of the user, that lie in a day, whole or in part."""
    from datetime import timedelta

    start, end = (
        start_of_day(one, moment.zone, moment.day_start) for one in (day, day + timedelta(days=1))
    )
    name, logs = work.user if owner is None else owner, []
    if owner is not None or queries.find_owner(work.store, work.user) is not None:
        filters = resolved(work, Filters(start, end, owner=LogSelection((name,))))
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
    heads = queries.summaries(work.store)
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


def read(work: Work, opened: Opened, text: str, moment: Moment) -> Plan:
    """What a text wants.

    :raises LineError: the first line that cannot be
    """
    changed, added = [], []
    seen: dict[int, int] = {}
    for found in read_page(text, opened.day, moment, opened.known):
        line = _with_record(work, _with_owner(found, opened))
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


def _check_notes(changed: Iterable[tuple[PageLine, Log]], gone: Sequence[Log]) -> None:
    """Refuse a note that stayed behind, under the log above, when its own line was taken away."""
    for line, log in changed:
        for other in gone:
            note = note_of(other)
            if ends_with(line.note, note) and not ends_with(note_of(log), note):
                why = (
                    f"the line of log {other.id} was removed, but its note is still there,"
                    f" under log {log.id}"
                )
                raise LineError(line.number, line.text, Refused(why, "remove its note too"))


def _shown(opened: Opened, number: int, seen: int | None) -> Log:
    if seen is not None:
        raise UsageError(
            f"log {number} is also on line {seen}",
            "to add a new log, write + instead of the number",
        )
    if number in opened.billed:
        check_not_invoiced(opened.billed[number])
    if number not in opened.logs:
        raise Refused(
            f"log {number} was not in the original text",
            "to add a new log, write + instead of the number",
        )
    return opened.logs[number]


def _with_owner(line: PageLine, opened: Opened) -> PageLine:
    """The owner as it is stored: none that is the page's, in the letters that a log has."""
    owner = line.facts.owner
    if owner is None:
        return line
    shown = opened.logs.get(line.log or 0)
    its = opened.owner if shown is None else shown.owner
    owner = its if folded(owner) == folded(its) else owner
    is_pages = folded(owner) == folded(opened.owner)
    return line._replace(facts=line.facts._replace(owner=None if is_pages else owner))


def _with_record(work: Work, line: PageLine) -> PageLine:
    """The reference of a record that is named by its key or title."""
    if looks_like_ref(line.facts.ref):
        return line
    with at_line(line.number, line.text):
        head = lookup.record(work.store, line.facts.ref)
    return line._replace(facts=line.facts._replace(ref=head.ref))


def _says(line: PageLine, log: Log, owner: str) -> bool:
    """Whether a line says what its log is already."""
    return line.facts == facts_of(log, owner) and same_note(line.note, note_of(log))
