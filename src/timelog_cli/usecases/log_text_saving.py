"""Logs that were changed as text: saved as one change, or not at all."""

from __future__ import annotations

from timelog_cli.domain import logtext
from timelog_cli.domain.logs import Taken
from timelog_cli.domain.logtext import at_line, facts_of, note_of, same_note
from timelog_cli.domain.text import owner_name
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import logs as stored
from timelog_cli.store import owners
from timelog_cli.usecases import finding, log_edits
from timelog_cli.usecases.checks import check_bounds, check_not_invoiced
from timelog_cli.usecases.logs import Entry, add_on, again
from timelog_cli.usecases.overlaps import made_free, refuse_taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from timelog_cli.domain.logs import Log
    from timelog_cli.domain.logtext import Line
    from timelog_cli.usecases.log_text import Opened, Plan
    from timelog_cli.usecases.work import Work


class Stale(Refused):
    """A log is not any more as the text shows it; the text cannot be saved."""


class Saved(Frozen):
    """Logs before and after, the new ones, those that are gone, and what was left out of which."""

    changed: tuple[tuple[Log, Log], ...] = ()
    added: tuple[Log, ...] = ()
    deleted: tuple[Log, ...] = ()
    left_out: tuple[Taken, ...] = ()


class Leave(Frozen):
    """What is done where time is taken, and whether a log may end in the future."""

    on_overlap: str = "refuse"
    allow_future: bool = False


def save(work: Work, opened: Opened, plan: Plan, leave: Leave) -> Saved:
    """Change, make and delete logs as one change; two may swap their times.

    :raises Stale: one of them is not as it was when the text was made
    """
    if leave.on_overlap == "refuse":
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
            raise Stale(f"log {log.id} was deleted meanwhile", "timelog history")
        check_not_invoiced(now)
        if now._replace(title=log.title) != log:
            raise Stale(
                f"log {log.id} was changed meanwhile", f"timelog log edit {log.id} --editor"
            )


def _whose(opened: Opened, line: Line) -> str:
    return opened.owner if line.facts.owner is None else line.facts.owner


def _moves(opened: Opened, line: Line, log: Log) -> bool:
    return line.facts.times != facts_of(log, "").times or _whose(opened, line) != log.owner


def _check_apart(work: Work, opened: Opened, plan: Plan) -> None:
    """Refuse two lines that both take new time, and the same."""
    moved = [line for line, log in plan.changed if _moves(opened, line, log)]
    placed: dict[str, list[Taken]] = {}
    for line in sorted((*moved, *plan.added), key=lambda line: line.number):
        before = placed.setdefault(_whose(opened, line).casefold(), [])
        segments, by = line.facts.times.segments, f"line {line.number}"
        with at_line(line.number, line.text):
            refuse_taken(work, segments, before)
        before += [Taken(one.start, one.end, by, line.facts.ref) for one in segments]


def _change(work: Work, opened: Opened, line: Line, log: Log, leave: Leave) -> Sequence[Taken]:
    facts, was = line.facts, facts_of(log, opened.owner)
    marked_anew = (facts.ref, facts.billable) != (was.ref, was.billable)
    tags = logtext.checked_tags(facts.tags, log.tags)
    change = log_edits.Change(
        ref=facts.ref if facts.ref != was.ref else None,
        note=None if same_note(line.note, note_of(log)) else line.note,
        tags=tuple(tag for tag in tags if tag not in log.tags),
        no_tags=tuple(tag for tag in log.tags if tag not in tags),
        billable=facts.billable if marked_anew else None,
    )
    left_out: Sequence[Taken] = []
    if _moves(opened, line, log):
        left_out = _place(work, line, log, owner_name(_whose(opened, line)), leave)
    log_edits.edit_found(work, log, change)
    return left_out


def _place(work: Work, line: Line, log: Log, owner: str, leave: Leave) -> Sequence[Taken]:
    """Give a log whose segments are taken away its new ones."""
    start, end, segments = line.facts.times
    if (start, end) != (log.start, log.end):
        check_bounds(work, start, end, allow_future=leave.allow_future)
    if log.segments and not segments:
        raise Refused("nothing of it was worked", "take the line away to delete the log")
    owner_id = owners.ensure(work.store, owner)
    kept, left_out = made_free(work, owner_id, segments, leave.on_overlap, log.id)
    if left_out:
        start, end = kept[0].start, kept[-1].end
    stored.change(work.store, log.id, start_at=start, end_at=end, owner_id=owner_id)
    stored.put_segments(work.store, log.id, owner_id, kept)
    return left_out


def _entry(work: Work, opened: Opened, line: Line, leave: Leave) -> tuple[Any, Entry]:
    facts = line.facts
    segments = facts.times.segments
    if not segments:
        raise Refused("nothing of it was worked", "times without brackets are worked")
    return finding.record(work.store, facts.ref), Entry(
        segments[0].start,
        segments[-1].end,
        note=line.note,
        tags=logtext.checked_tags(facts.tags, ()),
        billable=facts.billable or None,
        owner=_whose(opened, line),
        on_overlap=leave.on_overlap,
        allow_future=leave.allow_future,
        segments=segments,
    )
