"""Make, show, change, resolve, close, reopen and delete records."""

from __future__ import annotations

from timelog_cli.domain.logs import DONE, check_moment
from timelog_cli.domain.names import pick
from timelog_cli.domain.text import one_line, typed
from timelog_cli.domain.views import RecordView
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import items
from timelog_cli.store.queries import logs as stored_logs
from timelog_cli.store.queries import records as stored
from timelog_cli.store.queries import timers as stored_timers
from timelog_cli.usecases import lookup
from timelog_cli.usecases.names import documents, listed, say_inside
from timelog_cli.usecases.records import fields as record_rates
from timelog_cli.usecases.records.fields import columns_of, known_customers
from timelog_cli.usecases.timers.stops import stop_timer as end_timer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.documents.billable import Issuer, Terms
    from timelog_cli.domain.logs import RecordSummary, Timer
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases import Work
    from timelog_cli.usecases.records.fields import RecordFields
    from timelog_cli.usecases.timers.stops import Stopped

_NOT_CLOSED = ("new", "open", "waiting", "resolved")


class EditedRecord(Frozen):
    """A record before and after a change; so many logs and timers became non-billable with it."""

    before: Record
    after: Record
    logs: int
    timers: int


class StatusChange(Frozen):
    """A record after a change of status; ``changed`` is whether there was anything to do."""

    record: Record
    changed: bool
    stopped: list[Stopped]


class Deletion(Frozen):
    """What is deleted with a record; its active timers are stopped first."""

    record: Record
    logs: int
    timers: list[Timer]
    messages: int
    items: int = 0
    stopped: Sequence[Stopped] = ()


def add(work: Work, title: str, kind: str, fields: RecordFields) -> Record:
    """Create a record."""
    with work.writing():
        return make(work, title, kind, fields)


def find_or_add(work: Work, title: str, kind: str, fields: RecordFields) -> tuple[Record, bool]:
    """The record of the key, or else of the title, or a new one; and whether it is new.

    One that is done counts only if it has the key.

    :raises UsageError: several records that are not done have the title
    """
    with work.writing():
        title, key = one_line(title, "the title"), fields.get("key")
        if key is None:
            there = lookup.entitled(queries.summaries(work.store), title)
        else:
            there = lookup.of_key(work.store, key)
        if there is not None:
            return _read(work, there.id), False
        return make(work, title, kind, fields), True


def make(work: Work, title: str, kind: str, fields: RecordFields) -> Record:
    """Create a record inside the transaction of the caller. Default owner: the user."""
    said: RecordFields = {"owner": work.user, **fields, "title": title}
    line = f"timelog record add {typed(title[:60])}"
    columns = columns_of(work.store, said, None, line)
    record_id = stored.add(work.store, type=kind, created_at=work.now, **columns)
    record = _read(work, record_id)
    say_inside(work, said.get("customer"), record.customer)
    say_inside(work, said.get("service"), record.service)
    return record


def edit(work: Work, ref: str, fields: RecordFields, *, unmark_logs: bool = False) -> EditedRecord:
    """Change a record.

    :param unmark_logs: whether logs may lose their billable flag when the record loses its own
    """
    with work.writing():
        before = _read(work, lookup.named(work, ref).id)
        columns = columns_of(work.store, fields, before, f"timelog record edit {before.ref}")
        logs = timed = 0
        if before.billable and columns.get("billable") == 0:
            record_rates.check_items_stay(work, before)
            logs, timed = _clear(work, before, fields, unmark_logs)
        if columns.keys() & {"rate", "unit", "unit_seconds", "currency"}:
            record_rates.check_unit_stays(work, before, columns)
        record_rates.take_away(work, before, fields)
        if columns:
            stored.change(work.store, before.id, **columns)
        record_rates.give(work, _read(work, before.id), fields)
        return EditedRecord(before, _read(work, before.id), logs, timed)


def _clear(work: Work, record: Record, fields: RecordFields, unmark_logs: bool) -> tuple[int, int]:
    """Make logs and timers non-billable, if that was asked for; how many there were."""
    live = stored_timers.on_record(work.store, record.id)
    timed = sum(timer.billable for timer in live)
    logs = stored.log_counts(work.store, record.id)[1]
    if (logs or timed) and not unmark_logs:
        raise _still_billable(record, fields, logs, timed)
    stored.clear_billable_logs(work.store, record.id)
    return logs, timed


def _still_billable(record: Record, fields: RecordFields, logs: int, timed: int) -> Refused:
    found = [f"{logs} unbilled log{'s' * (logs > 1)}"] if logs else []
    found += [f"{timed} billable timer{'s' * (timed > 1)}"] if timed else []
    option = next(
        (f"--no-{name}" for name in ("service", "rate") if name in fields and not fields.get(name)),
        "--no-billable",
    )
    return Refused(
        f"cannot make {record.ref} non-billable: it has {' and '.join(found)}",
        f"to make them non-billable too: timelog record edit {record.ref} {option} --unmark-logs",
    )


def set_status(
    work: Work,
    refs: Sequence[str],
    status: str,
    verb: str,
    *,
    enough: Sequence[str] = (),
    stop_timer: bool = False,
) -> list[StatusChange]:
    """Give records a status: all of them or none.

    :param verb: the command, for hints
    :param enough: statuses besides this one that leave nothing to do
    :param stop_timer: whether active timers are stopped first where the status allows none
    """
    with work.writing():
        heads = _each_once(work, refs)
        command = f"timelog record {verb} {' '.join(head.ref for head in heads)} --stop-timer"
        return [
            _moved(work, head, status, command, stop_timer)
            if head.status != status and head.status not in enough
            else StatusChange(_read(work, head.id), False, [])
            for head in heads
        ]


def _each_once(work: Work, refs: Sequence[str]) -> list[RecordSummary]:
    found = [lookup.named(work, ref) for ref in refs]
    return list({head.id: head for head in found}.values())


def _moved(
    work: Work, head: RecordSummary, status: str, command: str, stop_timer: bool
) -> StatusChange:
    stopped = _without_timers(work, head, stop_timer, command) if status in DONE else []
    stored.set_status(work.store, head.id, status)
    return StatusChange(_read(work, head.id), True, stopped)


def _without_timers(
    work: Work, head: RecordSummary, stop_timer: bool, command: str
) -> list[Stopped]:
    live = stored_timers.on_record(work.store, head.id)
    if live and not stop_timer:
        raise _timed(head, live, command)
    for timer in live:
        check_moment(timer, work.now, work.now, work.written)
    return [end_timer(work, timer, work.now) for timer in live]


def _timed(head: RecordSummary, timers: Sequence[Timer], command: str) -> Refused:
    named = listed([f"{timer.owner}'s timer is {timer.state}" for timer in timers])
    several = "active timers" if len(timers) > 1 else "an active timer"
    return Refused(f"{head.ref} has {several}: {named}", command)


def deletable(
    work: Work, refs: Sequence[str], *, with_logs: bool = False, stop_timer: bool = False
) -> list[Deletion]:
    """What would go with each of the records, if all can be deleted.

    :raises Refused: one is on an invoice, has an active timer, or has logs that were not included
    """
    return [_deletable(work, head, with_logs, stop_timer) for head in _each_once(work, refs)]


def _deletable(work: Work, head: RecordSummary, with_logs: bool, stop_timer: bool) -> Deletion:
    numbers = stored.documents_of(work.store, head.id)
    if numbers:
        raise Refused(
            f"cannot delete {head.ref}: it is on {documents(numbers)}",
            f"timelog record close {head.ref}",
        )
    count = stored.log_counts(work.store, head.id)[0]
    live = stored_timers.on_record(work.store, head.id)
    command = f"timelog record delete {head.ref}{' --stop-timer' * bool(live)} --with-logs"
    if live and not stop_timer:
        raise _timed(head, live, command)
    on_it = len(items.of_record(work.store, head.id))
    if (count or live or on_it) and not with_logs:
        logs = count + len(live)
        made = " (including those its timers become)" if live else ""
        parts = [f"{logs} log{'s' * (logs > 1)}{made}"] if logs else []
        parts += [f"{on_it} item{'s' * (on_it > 1)}"] if on_it else []
        raise Refused(f"cannot delete {head.ref}: it has {' and '.join(parts)}", command)
    messages = len(stored.messages(work.store, head.id))
    return Deletion(_read(work, head.id), count, live, messages, on_it)


def delete(
    work: Work, refs: Sequence[str], *, with_logs: bool = False, stop_timer: bool = False
) -> list[Deletion]:
    """Delete records with their logs, items and messages: all of them or none.

    Active timers are stopped first.
    """
    with work.writing():
        gone = []
        for head in _each_once(work, refs):
            found = _deletable(work, head, with_logs, stop_timer)
            stopped = _without_timers(work, head, stop_timer, "")
            stored.drop(work.store, head.id)
            gone.append(found._replace(stopped=stopped))
        return gone


def matching(
    work: Work,
    *,
    texts: Sequence[str] = (),
    types: Sequence[str] = (),
    statuses: Sequence[str] = (),
    customer_names: Sequence[str] = (),
    owner_names: Sequence[str] = (),
    billable: bool | None = None,
    closed: bool = False,
    changed_since: int | None = None,
) -> Iterator[Record]:
    """The records of a list; closed ones only if asked for, by ``closed`` or by status.

    :param texts: texts that are all in the title, the description or the key
    :param changed_since: an instant, from which on they were changed
    """
    everybody = [*queries.owners(work.store), work.user]
    return stored.listed(
        work.store,
        texts=texts,
        types=types,
        statuses=statuses or (() if closed else _NOT_CLOSED),
        customers=known_customers(work.store, list(customer_names)),
        owners=[
            pick(name, everybody, "owner", "timelog record list --all") for name in owner_names
        ],
        billable=billable,
        changed_since=changed_since,
    )


def have_keys(work: Work) -> bool:
    """Whether any record has a key."""
    return stored.have_keys(work.store)


def view(work: Work, ref: str, issuer: Issuer, terms: Terms) -> RecordView:
    """A record with its logs, active timers, messages, quotes, and what is left to bill."""
    from timelog_cli.usecases import budgets
    from timelog_cli.usecases.billing import comparison, unbilled

    record = _read(work, lookup.named(work, ref).id)
    left = unbilled.of_record(work, record.id, issuer, terms)
    return RecordView(
        record,
        stored_logs.of_record(work.store, record.id),
        stored_timers.on_record(work.store, record.id),
        stored.messages(work.store, record.id),
        items.of_record(work.store, record.id),
        left,
        comparison.of_record(work, record.id, terms.day),
        budgets.of_record(work, record, left),
    )


def _read(work: Work, record_id: int) -> Record:
    record = stored.find(work.store, record_id)
    assert record is not None
    return record
