"""Logs that follow their entries: changed where they were changed, and timers that still run."""

from __future__ import annotations

from timelog_cli.domain.logs import Segment, worked
from timelog_cli.domain.segments import around
from timelog_cli.errors import Refused, TimelogError
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import locks, staged, staged_logs
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases.imports.placing import refuse_entry
from timelog_cli.usecases.logs import made_free
from timelog_cli.usecases.timers.control import Run, start_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.store.queries.staged_logs import Change
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.imports.placing import Refuse

_MOST_ATTEMPTS = 8
_WAITS = Refused(
    "other entries that were changed cannot be, and may keep the time of this one",
    "correct the others, or import them without --update",
)


class _Wrong(Exception):
    """Some changes cannot be made.

    :param errors: of each of them
    """

    def __init__(self, errors: list[tuple[Change, TimelogError]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Updated(Frozen):
    """What came of changes.

    :param logs: how many were changed
    :param trimmed: seconds that were left out, as their time is taken
    """

    logs: int = 0
    trimmed: int = 0


def settle(work: Work) -> None:
    """Take the entries that say in other words what their logs say already as unchanged."""
    paused = staged.pauses(work.store)
    for change in staged_logs.changes(work.store):
        if _is_logged(work, change, paused.get(change.entry_id, ())):
            staged.set_status(work.store, change.entry_id, "same")


def _is_logged(work: Work, change: Change, pauses: Sequence[tuple[int, int]]) -> bool:
    if not staged_logs.is_as_logged(work.store, change):
        return False
    log = stored.find(work.store, change.log_id)
    assert log is not None
    segments = around(change.start, change.end, [Segment(*one) for one in pauses])
    tags = staged_logs.tags_of(work.store, change.entry_id)
    return list(log.segments) == segments and sorted(log.tags) == sorted(tags)


def update(work: Work, source: str, on_overlap: str, refuse: Refuse) -> Updated:
    """Change the logs of entries that were changed.

    One that is refused keeps its time, so the others are tried again without it. Where one after
    the other is refused for that, the rest is refused too, as each attempt takes all of them.
    """
    changes = _unlocked(work, staged_logs.changes(work.store), refuse)
    for _ in range(_MOST_ATTEMPTS):
        try:
            with work.store.savepoint():
                return _all_followed(work, source, changes, on_overlap)
        except _Wrong as wrong:
            for change, error in wrong.errors:
                _refuse(work, change.entry_id, error, refuse)
            refused = {change.entry_id for change, _ in wrong.errors}
            changes = [one for one in changes if one.entry_id not in refused]
    for change in changes:
        _refuse(work, change.entry_id, _WAITS, refuse)
    return Updated()


def _unlocked(work: Work, changes: Sequence[Change], refuse: Refuse) -> Sequence[Change]:
    """The changes without those of logs in the locked period, or into it, which are refused."""
    lock = locks.find(work.store)
    if lock is None:
        return changes
    left = []
    for change in changes:
        log = stored.find(work.store, change.log_id)
        if log is not None and min(log.start, change.start) < lock.before:
            _refuse(work, change.entry_id, lock.refusal(f"change log {log.id}"), refuse)
        else:
            left.append(change)
    return left


def _all_followed(work: Work, source: str, changes: Sequence[Change], on_overlap: str) -> Updated:
    """Change logs; all give up their time first, as one may get that of another.

    :raises _Wrong: some cannot be changed
    """
    paused = staged.pauses(work.store)
    lost, wrong = 0, []
    for change in changes:
        stored.clear_segments(work.store, change.log_id)
    for change in changes:
        pauses = [Segment(*one) for one in paused.get(change.entry_id, ())]
        try:
            lost += _follow(work, change, around(change.start, change.end, pauses), on_overlap)
        except TimelogError as error:
            wrong.append((change, error))
        else:
            staged_logs.keep_content(work.store, source, change.key, change.content)
    if wrong:
        raise _Wrong(wrong)
    return Updated(len(changes), lost)


def _follow(work: Work, change: Change, whole: list[Segment], on_overlap: str) -> int:
    """Make a log what its entry is; the seconds that were left out of it."""
    store, log_id = work.store, change.log_id
    segments, _ = made_free(work, change.owner_id, whole, on_overlap, but_log=log_id)
    rate = {} if change.billable else {"rate": None}
    stored.clear_tags(store, log_id)
    stored.change(
        store,
        log_id,
        record_id=change.record_id,
        owner_id=change.owner_id,
        start_at=segments[0].start,
        end_at=segments[-1].end,
        zone=change.zone,
        note=change.note,
        billable=change.billable,
        billed_elsewhere=change.billed,
        laid_out=0,
        **rate,
    )
    stored.put_segments(store, log_id, change.owner_id, segments)
    stored.put_tags(store, log_id, staged_logs.tags_of(store, change.entry_id))
    lost = worked(whole) - worked(segments)
    if lost:
        staged.set_times(store, change.entry_id, segments)
    return lost


def start_timers(work: Work, refuse: Refuse) -> int:
    """Start a timer for each entry that still runs; how many there are."""
    done = 0
    for number, record_id, owner, start, note, billable in staged_logs.running(work.store):
        head = queries.summary(work.store, record_id)
        assert head is not None
        tags = staged_logs.tags_of(work.store, number)
        run = Run(start, note, tags, bool(billable))
        try:
            start_on(work._replace(user=owner), head, run)
        except TimelogError as error:
            _refuse(work, number, error, refuse)
        else:
            done += 1
    return done


def _refuse(work: Work, number: int, error: TimelogError, refuse: Refuse) -> None:
    refuse_entry(work, number, error.message, refuse, error.hint)
