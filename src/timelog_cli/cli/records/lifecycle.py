"""``record resolve``, ``close``, ``reopen``, ``wait``, ``delete`` and ``mail``."""

from __future__ import annotations

from timelog_cli.cli.context import confirmed
from timelog_cli.cli.progress import Progress
from timelog_cli.cli.records import app
from timelog_cli.domain.logs import DONE
from timelog_cli.errors import UsageError
from timelog_cli.render.plain.billing import aside_lines, ways_out
from timelog_cli.render.plain.records import arrived_line, foreign_lines, left_text, with_counts
from timelog_cli.render.plain.timers import (
    back_events,
    back_lines,
    hindered_lines,
    log_data,
    stopped_line,
)
from timelog_cli.render.result import Event, Outcome
from timelog_cli.render.shapes import record_shape
from timelog_cli.usecases import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Yes
    from timelog_cli.cli.options.records import Refs, StopTimer
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases.records import Deletion, StatusChange
    from timelog_cli.usecases.timers.stops import Stopped


@app.command("resolve")
def resolve(context: Context, refs: Refs, *, stop_timer: StopTimer = False) -> Outcome:
    """Mark records as resolved: the work is done. You can still log time on them by hand.

    With several records, all change or none.

    Examples:
        timelog record resolve case-1
        timelog record resolve case-1 task-2
        timelog record resolve case-1 --stop-timer
    """
    done = records.set_status(context.work, refs, "resolved", "resolve", stop_timer=stop_timer)
    return _moved(context, "Resolved", done)


@app.command("close")
def close(context: Context, refs: Refs, *, stop_timer: StopTimer = False) -> Outcome:
    """Close records. They accept no more time until you reopen them.

    Examples:
        timelog record close case-1 --stop-timer
    """
    done = records.set_status(context.work, refs, "closed", "close", stop_timer=stop_timer)
    return _moved(context, "Closed", done)


@app.command("reopen")
def reopen(
    context: Context,
    refs: Annotated[
        list[str],
        typer.Argument(
            metavar="REF",
            help="The records, such as case-12, 12, their keys or titles.",
            autocompletion=complete.done_refs,
        ),
    ],
) -> Outcome:
    """Reopen resolved, closed or waiting records. Invoiced time stays invoiced.

    Examples:
        timelog record reopen case-1
    """
    done = records.set_status(context.work, refs, "open", "reopen", enough=("new",))
    return _moved(context, "Reopened", done)


@app.command("wait")
def wait(context: Context, refs: Refs) -> Outcome:
    """Mark records as waiting for someone else. To continue, use reopen.

    Examples:
        timelog record wait case-1
    """
    done = records.set_status(context.work, refs, "waiting", "wait")
    return _moved(context, "Marked", done, " as waiting")


@app.command("delete")
def delete(
    context: Context,
    refs: Refs,
    *,
    with_logs: Annotated[bool, typer.Option("--with-logs", help="Delete their logs too.")] = False,
    stop_timer: StopTimer = False,
    yes: Yes = False,
) -> Outcome:
    """Delete records, all of them or none. A record on an invoice cannot be deleted.

    Examples:
        timelog record delete case-1
        timelog record delete case-1 --with-logs --yes
    """
    told = {"with_logs": with_logs, "stop_timer": stop_timer}
    found = records.deletable(context.work, refs, **told)
    named = ", ".join(map(_gone, found))
    if not confirmed(context, yes, f"Delete {named}?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    gone = records.delete(context.work, refs, **told)
    stopped = [one for each in gone for one in each.stopped]
    backs = [one.back for one in stopped]
    shapes = [record_shape(one.record, context.zone) for one in gone]
    said = f"Deleted {', '.join(map(_gone, gone))}. To undo: timelog undo"
    return Outcome(
        said=(said, *back_lines(backs, context.now, context.zone)),
        warned=hindered_lines(backs),
        data=shapes if len(shapes) > 1 else shapes[0],
        events=_events(context, stopped),
    )


def _events(context: Context, stopped: Sequence[Stopped]) -> tuple[Event, ...]:
    logged = (Event("stop", log_data(one.log, context.zone)) for one in stopped)
    backs = [one.back for one in stopped]
    return (*logged, *back_events(backs, context.now, context.zone))


def _gone(found: Deletion) -> str:
    counts = {"log": found.logs, "item": found.items, "timer": len(found.timers)}
    return with_counts(found.record, {**counts, "message": found.messages})


def _moved(context: Context, verb: str, done: list[StatusChange], how: str = "") -> Outcome:
    """What is said of each of the records together; JSON is an array if there are several."""
    each = [_moved_one(context, verb, one, how) for one in done]
    if len(each) == 1:
        return each[0]
    return Outcome(
        said=tuple(line for one in each for line in one.said),
        warned=tuple(line for one in each for line in one.warned),
        data=[one.data for one in each],
        events=tuple(event for one in each for event in one.events),
    )


def _moved_one(context: Context, verb: str, done: StatusChange, how: str) -> Outcome:
    record = done.record
    data = record_shape(record, context.zone)
    if not done.changed:
        return Outcome(said=(f"{record.ref} is already {record.status}.",), data=data)
    said = [stopped_line(one.log, context.now, context.zone) for one in done.stopped]
    backs = [one.back for one in done.stopped]
    said += back_lines(backs, context.now, context.zone)
    said.append(f"{verb} {record.ref} ({record.title}){how}.")
    said += _to_bill(context, record)
    warned = (*_overlaps(done.stopped), *hindered_lines(backs))
    events = _events(context, done.stopped)
    return Outcome(said=tuple(said), warned=warned, data=data, events=events)


def _to_bill(context: Context, record: Record) -> list[str]:
    """What of a record that is done can be invoiced, or what keeps it from that."""
    if record.status in DONE:
        from timelog_cli.cli.billing import issued_today
        from timelog_cli.usecases.billing.previews import BillingSelection, left_aside
        from timelog_cli.usecases.billing.unbilled import of_record

        left = of_record(context.work, record.id, *issued_today(context))
        if left.missing and left.anything:
            return ways_out([left])
        if left.anything:
            said = f"Unbilled: {left_text(left)}. To invoice: timelog billing issue {record.ref}"
            return [said, *aside_lines(left_aside(context.work, [record.id], BillingSelection()))]
    if record.billable and record.worked_seconds and not record.billable_seconds:
        mark = f"timelog log mark all --record {record.ref} --billable"
        return [f"None of its time is marked as billable. To change that: {mark}"]
    return []


def _overlaps(stopped: list[Stopped]) -> tuple[str, ...]:
    found = ((one.log.id, one.overlap) for one in stopped if one.overlap)
    return tuple(f"log {log} overlaps {other.by} on {other.ref}" for log, other in found)


@app.command("mail")
def mail(
    context: Context,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="A message, an mbox file or a Maildir. Default: standard input, also written as"
            " -.",
            autocompletion=complete.files,
        ),
    ] = None,
) -> Outcome:
    """Turn email into cases.

    A new message opens a case; a reply is added to its case. The sender, matched by
    address, becomes the customer. Importing a message again changes nothing.

    Examples:
        timelog record mail message.eml
        timelog record mail ~/Maildir/.support
        timelog record mail - < message.eml
    """
    from timelog_cli.usecases.records import mail as mails

    if source in (None, "-") and context.world.interactive:
        hint = "give a file, or pipe a message in: timelog record mail FILE"
        raise UsageError("no email given", hint)
    with Progress(context, "Reading", "messages") as progress:
        read, failed = mails.read_all(source, context.world.stdin, progress.report)
    if failed and not read:
        raise UsageError(f"{failed[0].label}: {failed[0].reason}", "timelog record mail --help")
    with Progress(context, "Adding", "messages") as progress:
        arrived = mails.take_in(context.work, read, progress.report)
    return Outcome(
        said=tuple(arrived_line(one.record, one.sender, one.how) for one in arrived),
        warned=(
            *foreign_lines(arrived, context.settings["seller.email"]),
            *(f"skipped {one.label}: {one.reason}" for one in failed),
        ),
        name="\n".join(mails.refs(arrived)) or None,
        data=[record_shape(one.record, context.zone) for one in arrived],
        code=5 if failed else 0,
    )
