"""``record …``: what time is logged on."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed
from timelog_cli.cli.records.fields import loses_flag, record_fields
from timelog_cli.domain.logs import DONE, TYPES
from timelog_cli.errors import Refused, UsageError
from timelog_cli.render.plain.billing import aside_lines, ways_out
from timelog_cli.render.plain.records import (
    RECORD_COLUMNS,
    arrived_line,
    changes,
    counted,
    foreign_lines,
    left_text,
    price_text,
    rates_text,
    record_facts,
    view_shape,
    view_text,
    with_counts,
)
from timelog_cli.render.plain.timers import back_lines, hindered_lines, stopped_line
from timelog_cli.render.result import Listing, Outcome
from timelog_cli.render.shapes import record_shape
from timelog_cli.usecases.records import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.records import (
        NoIncrement,
        RecordDetails,
        RecordOwner,
        RecordStatuses,
        RecordType,
        RecordTypes,
        Ref,
        StopTimer,
    )
    from timelog_cli.cli.options.shared import Format, Yes, filled, one_of
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases.records.fields import RecordFields
    from timelog_cli.usecases.records.records import Deletion, EditedRecord, StatusChange
    from timelog_cli.usecases.timers.stops import Stopped

app = Commands(
    "record", help="Manage records: tasks, cases, tickets and work orders to log time on."
)


@app.command("add")
def add(
    context: Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title, in one line.")],
    *,
    type: RecordType = None,
    owner: RecordOwner = None,
    billable: Annotated[
        bool, typer.Option("--billable", help="Make the record billable; needs a service.")
    ] = False,
    **details: Unpack[RecordDetails],
) -> Outcome:
    """Add a record.

    Examples:
        timelog record add "Fix the login" --type case --customer Acme
        timelog record add "Move the server" --service Consulting --rate 66.50 --billable
    """
    fields = record_fields(context, details, owner=owner, billable=billable)
    record = records.add(context.work, title, type or "task", fields)
    return Outcome(
        said=(f"Added {record.ref} ({record.title}){_priced(record)}.",),
        name=record.ref,
        data=record_shape(record, context.zone),
    )


@app.command("list")
def list_records(
    context: Context,
    *,
    type: RecordTypes = None,
    status: RecordStatuses = None,
    customer: Annotated[
        list[str] | None,
        typer.Option(
            "--customer",
            metavar="NAME",
            help="Only records of this customer.",
            autocompletion=complete.customers,
        ),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner",
            metavar="OWNER",
            help="Only records of this owner.",
            autocompletion=complete.owners,
        ),
    ] = None,
    billable: Annotated[
        bool | None,
        typer.Option(
            "--billable/--no-billable", help="Only billable or only non-billable records."
        ),
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Include closed records.")] = False,
    format: Format = None,
) -> Outcome:
    """List records that are not closed.

    Examples:
        timelog record list
        timelog record list --type case --status resolved
        timelog record list --all --format csv
    """
    found = records.matching(
        context.work,
        types=type or (),
        statuses=status or (),
        customer_names=customer or (),
        owner_names=owner or (),
        billable=billable,
        closed=all,
    )
    rows = (record_shape(record, context.zone) for record in found)
    empty = 'No matching records. To add one: timelog record add "Title"'
    return Outcome(listing=Listing(rows, RECORD_COLUMNS, empty, format))


@app.command("show")
def show(context: Context, ref: Ref) -> Outcome:
    """Show a record with its logs, timers, messages and totals.

    Examples:
        timelog record show case-1
    """
    from timelog_cli.cli.billing.selection import issued_today

    found = records.view(context.work, ref, *issued_today(context))
    now, zone, wide = context.now, context.zone, context.world.width()
    text = view_text(found, now, zone, color=context.color, columns_wide=wide)
    return Outcome(text=text, data=lambda: view_shape(found, now, zone))


@app.command("edit")
def edit(
    context: Context,
    ref: Ref,
    *,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="A new title.")
    ] = None,
    type: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="Cannot be changed: the type is part of the reference.",
            callback=one_of(TYPES),
        ),
    ] = None,
    owner: RecordOwner = None,
    billable: Annotated[
        bool | None,
        typer.Option("--billable/--no-billable", help="Make the record billable or non-billable."),
    ] = None,
    no_customer: Annotated[
        bool, typer.Option("--no-customer", help="Remove the customer.")
    ] = False,
    no_service: Annotated[
        bool,
        typer.Option("--no-service", help="Remove the service, its rate and the billable flag."),
    ] = False,
    no_rate: Annotated[
        bool, typer.Option("--no-rate", help="Remove the rate and the billable flag.")
    ] = False,
    from_day: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DAY",
            help="Apply the rate to logs starting on or after this date, such as 2026-07-01.",
            callback=filled,
        ),
    ] = None,
    no_rate_from: Annotated[
        list[str] | None,
        typer.Option(
            "--no-rate-from",
            metavar="DAY",
            help="Remove the rate starting on this date; can be repeated.",
            callback=filled,
        ),
    ] = None,
    no_estimate: Annotated[
        bool, typer.Option("--no-estimate", help="Remove the estimate.")
    ] = False,
    no_increment: NoIncrement = False,
    clear_logs: Annotated[
        bool,
        typer.Option("--clear-logs", help="Also make its uninvoiced logs non-billable."),
    ] = False,
    **details: Unpack[RecordDetails],
) -> Outcome:
    """Change a record. An empty value removes the field.

    Examples:
        timelog record edit case-1 --service Consulting --billable
        timelog record edit case-1 --rate 66.50
        timelog record edit case-1 --rate 70 --from 2026-07-01
        timelog record edit case-1 --no-billable --clear-logs
    """
    said = record_fields(
        context,
        details,
        owner=owner,
        billable=billable,
        no_customer=no_customer,
        no_service=no_service,
        no_rate=no_rate,
        from_day=from_day,
        no_rate_from=no_rate_from,
        no_estimate=no_estimate,
        no_increment=no_increment,
    )
    if title is not None:
        said["title"] = title
    if type is not None:
        _refuse_type(ref, type)
    _check_edit(said, clear_logs)
    return _edited(context, records.edit(context.work, ref, said, clear_logs=clear_logs), said)


def _check_edit(said: RecordFields, clear_logs: bool) -> None:
    if not said:
        raise UsageError("no changes given", "timelog record edit --help")
    if clear_logs and not loses_flag(said):
        raise UsageError(
            "--clear-logs can be used only with --no-billable, --no-service or --no-rate",
            "timelog record edit --help",
        )


def _edited(context: Context, done: EditedRecord, said: RecordFields) -> Outcome:
    changed = changes(record_facts(done.before), record_facts(done.after))
    sentences = [f"Changed {done.after.ref}: {changed}." if changed else "Nothing changed."]
    for number, word in ((done.logs, "log"), (done.timers, "timer")):
        if number:
            sentences.append(f"Made {counted(number, word)} non-billable.")
    if changed and said.get("rate") and done.after.rates:
        later = ", ".join((rates_text(done.after) or "").splitlines())
        sentences.append(f"Later rates are kept: {later}.")
    return Outcome(said=tuple(sentences), data=record_shape(done.after, context.zone))


@app.command("resolve")
def resolve(context: Context, ref: Ref, *, stop_timer: StopTimer = False) -> Outcome:
    """Mark a record as resolved: the work is done. You can still log time on it by hand.

    Examples:
        timelog record resolve case-1
        timelog record resolve case-1 --stop-timer
    """
    done = records.set_status(context.work, ref, "resolved", "resolve", stop_timer=stop_timer)
    return _moved(context, "Resolved", done)


@app.command("close")
def close(context: Context, ref: Ref, *, stop_timer: StopTimer = False) -> Outcome:
    """Close a record. It accepts no more time until you reopen it.

    Examples:
        timelog record close case-1 --stop-timer
    """
    done = records.set_status(context.work, ref, "closed", "close", stop_timer=stop_timer)
    return _moved(context, "Closed", done)


@app.command("reopen")
def reopen(
    context: Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="The record, such as case-12 or 12.",
            autocompletion=complete.done_refs,
        ),
    ],
) -> Outcome:
    """Reopen a resolved, closed or waiting record. Invoiced time stays invoiced.

    Examples:
        timelog record reopen case-1
    """
    done = records.set_status(context.work, ref, "open", "reopen", enough=("new",))
    return _moved(context, "Reopened", done)


@app.command("wait")
def wait(context: Context, ref: Ref) -> Outcome:
    """Mark a record as waiting for someone else. To continue, use reopen.

    Examples:
        timelog record wait case-1
    """
    done = records.set_status(context.work, ref, "waiting", "wait")
    return _moved(context, "Marked", done, " as waiting")


@app.command("delete")
def delete(
    context: Context,
    ref: Ref,
    *,
    with_logs: Annotated[bool, typer.Option("--with-logs", help="Delete its logs too.")] = False,
    stop_timer: StopTimer = False,
    yes: Yes = False,
) -> Outcome:
    """Delete a record. A record on an invoice cannot be deleted.

    Examples:
        timelog record delete case-1
        timelog record delete case-1 --with-logs --yes
    """
    found = records.deletable(context.work, ref, with_logs=with_logs, stop_timer=stop_timer)
    if not confirmed(context, yes, f"Delete {_gone(found)}?"):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    gone = records.delete(context.work, ref, with_logs=with_logs, stop_timer=stop_timer)
    backs = [one.back for one in gone.stopped]
    return Outcome(
        said=(
            f"Deleted {_gone(gone)}. To undo: timelog undo",
            *back_lines(backs, context.now, context.zone),
        ),
        warned=hindered_lines(backs),
        data=record_shape(gone.record, context.zone),
    )


def _gone(found: Deletion) -> str:
    counts = {"log": found.logs, "item": found.items, "timer": len(found.timers)}
    return with_counts(found.record, {**counts, "message": found.messages})


def _priced(record: Record) -> str:
    if record.price is None:
        return ""
    billable = "billable at " if record.billable else "non-billable, "
    return f", {billable}{price_text(record.price)}"


def _moved(context: Context, verb: str, done: StatusChange, how: str = "") -> Outcome:
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
    return Outcome(said=tuple(said), warned=warned, data=data)


def _to_bill(context: Context, record: Record) -> list[str]:
    """What of a record that is done can be invoiced, or what keeps it from that."""
    if record.status in DONE:
        from timelog_cli.cli.billing.selection import issued_today
        from timelog_cli.usecases.billing.unbilled import of_record

        left = of_record(context.work, record.id, *issued_today(context))
        if left.missing and left.anything:
            return ways_out([left])
        aside = record.worked_seconds - record.billable_seconds
        if left.anything:
            said = f"Unbilled: {left_text(left)}. To invoice: timelog billing issue {record.ref}"
            return [said, *aside_lines([(record.ref, aside)] if aside else [])]
    if record.billable and record.worked_seconds and not record.billable_seconds:
        mark = f"timelog log mark all --record {record.ref} --billable"
        return [f"None of its time is marked as billable. To change that: {mark}"]
    return []


def _overlaps(stopped: list[Stopped]) -> tuple[str, ...]:
    found = ((one.log.id, one.overlap) for one in stopped if one.overlap)
    return tuple(f"log {log} overlaps {other.by} on {other.ref}" for log, other in found)


def _refuse_type(ref: str, type: str) -> None:
    raise Refused(
        f"cannot change the type of {ref}: it is part of the reference",
        f'timelog record add "Title" --type {type}',
    )


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
    read, failed = mails.read_all(source, context.world.stdin)
    if failed and not read:
        raise UsageError(f"{failed[0].label}: {failed[0].reason}", "timelog record mail --help")
    arrived = mails.take_in(context.work, read)
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
