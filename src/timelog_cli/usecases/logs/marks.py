"""Mark many logs at once, or move them to another record."""

from __future__ import annotations

from timelog_cli.domain.filters import Filters
from timelog_cli.errors import Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import logs as stored
from timelog_cli.usecases import lookup, names
from timelog_cli.usecases.logs import (
    check_billable,
    check_may_change,
    check_not_billed_elsewhere,
    check_takes_logs,
)
from timelog_cli.usecases.logs.adding import check_fits
from timelog_cli.usecases.logs.edits import found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.domain.logs import Log, RecordSummary
    from timelog_cli.usecases import Work

_MOST_NAMED = 8


class MarkedLogs(Frozen):
    """The logs that a bulk change concerned, and how many others already were."""

    logs: list[Log]
    already: int


class MovedLogs(Frozen):
    """The logs that a move concerned, where to, and how many others were already there."""

    logs: list[Log]
    to: RecordSummary
    already: int


def mark(work: Work, filters: Filters, *, billable: bool, dry_run: bool = False) -> MarkedLogs:
    """Mark the logs that filters select billable, or not; none of them if one cannot be.

    :param dry_run: whether to stop short of writing
    """
    if dry_run:
        return _to_mark(work, filters, billable)
    with work.writing():
        marked = _to_mark(work, filters, billable)
        stored.set_billable(work.store, [log.id for log in marked.logs], billable)
        return marked._replace(logs=[_marked(log, billable) for log in marked.logs])


def _to_mark(work: Work, filters: Filters, billable: bool) -> MarkedLogs:
    logs = list(stored.matching(work.store, names.resolved(work, filters)))
    changing = [log for log in logs if log.billable != billable]
    already = len(logs) - len(changing)
    if billable:
        changing = _not_billed_elsewhere(work, changing)
    if billable:
        _check_all_billable(work, changing)
    else:
        _check_none_invoiced(changing)
    check_may_change(work, *changing)
    return MarkedLogs(changing, already)


def _not_billed_elsewhere(work: Work, logs: Sequence[Log]) -> list[Log]:
    """The logs without those that another program has invoiced, which the user is told."""
    billed = [log for log in logs if log.billed_elsewhere]
    if billed and work.notices is not None:
        work.notices.append(
            f"Left as they are: {_numbers(billed)}, invoiced by the program of the import."
        )
    return [log for log in logs if not log.billed_elsewhere]


def move(
    work: Work,
    which: Sequence[str] | Filters,
    ref: str,
    *,
    billable: bool | None = None,
    dry_run: bool = False,
) -> MovedLogs:
    """Move logs to another record; none of them if one cannot be moved.

    :param which: the numbers of the logs, or the filters that select them
    :param billable: how to mark them; ``None`` changes nothing
    :param dry_run: whether to stop short of writing
    """
    if dry_run:
        return _to_move(work, which, ref, billable)
    with work.writing():
        moved = _to_move(work, which, ref, billable)
        if not moved.logs:
            return moved
        stored.set_record(work.store, [log.id for log in moved.logs], moved.to.id, billable)
        queries.open_if_new(work.store, moved.to)
        return moved._replace(logs=[_there(log, moved.to, billable) for log in moved.logs])


def _there(log: Log, to: RecordSummary, billable: bool | None) -> Log:
    marked = log.billable if billable is None else billable
    return _marked(log, marked)._replace(record_id=to.id, ref=to.ref, title=to.title)


def _marked(log: Log, billable: bool) -> Log:
    """The log marked billable or not; a non-billable log has no rate."""
    return log._replace(billable=billable, rate=log.rate if billable else None)


def _to_move(
    work: Work, which: Sequence[str] | Filters, ref: str, billable: bool | None
) -> MovedLogs:
    to = lookup.named(work, ref)
    logs = _meant(work, which)
    moving = [log for log in logs if log.record_id != to.id or billable not in {None, log.billable}]
    if moving:
        check_takes_logs(to)
    if billable:
        check_billable(to)
        for log in moving:
            check_not_billed_elsewhere(log)
    if isinstance(which, Filters):
        _check_none_invoiced(moving)
    check_may_change(work, *moving)
    lost = [log for log in moving if log.billable and billable is None and not to.billable]
    if lost:
        raise Refused(
            f"cannot move {_numbers(lost)} to {to.ref}: the record is not billable",
            "to move all as non-billable, add --no-billable",
        )
    if billable is not False:
        for log in moving:
            check_fits(work, log, to)
    return MovedLogs(moving, to, len(logs) - len(moving))


def _meant(work: Work, which: Sequence[str] | Filters) -> list[Log]:
    if isinstance(which, Filters):
        return list(stored.matching(work.store, names.resolved(work, which)))
    return found(work, which)


def _check_all_billable(work: Work, logs: Sequence[Log]) -> None:
    fit = {head.id for head in queries.summaries(work.store) if head.billable}
    unfit = [log for log in logs if log.record_id not in fit]
    if unfit:
        refs = list(dict.fromkeys(log.ref for log in unfit))
        raise Refused(
            f"cannot mark {_numbers(unfit)} as billable: {_listed(refs)}"
            f" {'is' if len(refs) == 1 else 'are'} not billable",
            "to mark the others, add "
            + " ".join(f"--not-record {ref}" for ref in refs[:_MOST_NAMED]),
        )


def _check_none_invoiced(logs: Sequence[Log]) -> None:
    invoiced = [log for log in logs if log.invoice is not None]
    if invoiced:
        numbers = list(dict.fromkeys(str(log.invoice) for log in invoiced))
        raise Refused(
            f"cannot change {_numbers(invoiced)}: already on invoice {_listed(numbers)}",
            "to change the others, add --uninvoiced",
        )


def _numbers(logs: Sequence[Log]) -> str:
    return f"log{'s' * (len(logs) > 1)} " + _listed(
        [str(number) for number in sorted(log.id for log in logs)]
    )


def _listed(words: Sequence[str]) -> str:
    more = len(words) - _MOST_NAMED
    return ", ".join(words[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
