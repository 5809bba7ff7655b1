"""``record …``: what time is logged on."""

from __future__ import annotations

from timelog_cli.cli.common import confirmed
from timelog_cli.cli.fields import no_increment_option, settings_rounding
from timelog_cli.cli.record_fields import DATED_RATES, DETAILS, loses_flag, record_fields
from timelog_cli.cli.spec import Group, arg, flag, opt
from timelog_cli.domain.heads import DONE, TYPES
from timelog_cli.domain.records import STATUSES
from timelog_cli.domain.zones import day_of
from timelog_cli.errors import Refused, Unreadable
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.records import (
    RECORD_COLUMNS,
    arrived_line,
    changes,
    counted,
    left_text,
    price_text,
    rates_text,
    record_facts,
    view_shape,
    view_text,
    with_counts,
)
from timelog_cli.render.shapes import record_shape
from timelog_cli.render.timers import back_lines, hindered_lines, stopped_line
from timelog_cli.usecases import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases.records import Deletion, Moved
    from timelog_cli.usecases.timer_stops import Stopped

group = Group("record", "What time is logged on: tasks, cases, tickets and work orders.")

_REF = arg("ref", "REF", "The record: case-12, or 12.", complete="refs")
_DONE_REF = arg("ref", "REF", "The record: case-12, or 12.", complete="done-refs")
_STOP_TIMER = flag("--stop-timer", "Stop live timers on it first.")


@group.command(
    "record add",
    arg("title", "TITLE", "What it is, in one line."),
    opt("--type", "TYPE", "What kind of record; task if not given.", choices=TYPES),
    *DETAILS,
    flag("--billable", "Its time can be billed; needs a service."),
    examples=(
        'timelog record add "Fix the login" --type case --customer Acme',
        'timelog record add "Move the server" --service Consulting --rate 66.50 --billable',
    ),
)
def add(context: Context, title: str, type: str | None, **options: Any) -> Outcome:
    """Make a record."""
    record = records.add(context.work, title, type or "task", record_fields(context, options))
    return Outcome(
        said=(f"Added {record.ref} ({record.title}){_priced(record)}.",),
        name=record.ref,
        data=record_shape(record, context.zone),
    )


@group.command(
    "record list",
    opt("--type", "TYPE", "Only records of this type.", many=True, choices=TYPES),
    opt("--status", "STATUS", "Only records with this status.", many=True, choices=STATUSES),
    opt("--customer", "NAME", "Only records of this customer.", many=True, complete="customers"),
    opt("--owner", "OWNER", "Only records of this owner.", many=True, complete="owners"),
    flag("--billable/--no-billable", "Only records that are billable, or are not."),
    flag("--all", "Closed records too."),
    listing=True,
    examples=(
        "timelog record list",
        "timelog record list --type case --status resolved",
        "timelog record list --all --format csv",
    ),
)
def list_records(
    context: Context,
    type: list[str],
    status: list[str],
    customer: list[str],
    owner: list[str],
    billable: bool | None,
    all: bool,
) -> Outcome:
    """List the records that are not closed."""
    found = records.matching(
        context.work,
        types=type,
        statuses=status,
        customer_names=customer,
        owner_names=owner,
        billable=billable,
        closed=all,
    )
    rows = (record_shape(record, context.zone) for record in found)
    return Outcome(
        listing=Listing(rows, RECORD_COLUMNS, 'no record is like that; timelog record add "Title"')
    )


@group.command("record show", _REF, examples=("timelog record show case-1",))
def show(context: Context, ref: str) -> Outcome:
    """Show a record with its logs, timers, messages and totals."""
    today = day_of(context.now, context.zone, context.day_start)
    found = records.view(context.work, ref, settings_rounding(context), today)
    now, zone, wide = context.now, context.zone, context.world.width()
    text = view_text(found, now, zone, color=context.color, columns_wide=wide)
    return Outcome(text=text, data=lambda: view_shape(found, now, zone))


@group.command(
    "record edit",
    _REF,
    opt("--title", "TITLE", "A new title."),
    opt("--type", "TYPE", "Refused: it is part of the reference.", choices=TYPES),
    *DETAILS,
    flag("--billable/--no-billable", "Its time can be billed, or cannot."),
    flag("--no-customer", "Take the customer away."),
    flag("--no-service", "Take the service away, and with it the rate and the flag."),
    flag("--no-rate", "Take the rate away, and with it the flag."),
    *DATED_RATES,
    flag("--no-estimate", "Take the estimate away."),
    no_increment_option(),
    flag("--clear-logs", "Make its billable logs non-billable where they are not invoiced."),
    examples=(
        "timelog record edit case-1 --service Consulting --billable",
        "timelog record edit case-1 --rate 66.50",
        "timelog record edit case-1 --rate 70 --from 2026-07-01",
        "timelog record edit case-1 --no-billable --clear-logs",
    ),
)
def edit(
    context: Context,
    ref: str,
    title: str | None,
    type: str | None,
    clear_logs: bool,
    **options: Any,
) -> Outcome:
    """Change a record. An empty text takes a value away."""
    said = record_fields(context, options)
    if title is not None:
        said["title"] = title
    if type is not None:
        _refuse_type(ref, type)
    if not said:
        raise Unreadable("there is nothing to change", "timelog record edit --help")
    if clear_logs and not loses_flag(said):
        raise Unreadable(
            "--clear-logs goes with --no-billable, --no-service or --no-rate",
            "timelog record edit --help",
        )
    done = records.edit(context.work, ref, said, clear_logs=clear_logs)
    changed = changes(record_facts(done.before), record_facts(done.after))
    sentences = [f"Changed {done.after.ref}: {changed}." if changed else "Nothing was changed."]
    for number, word in ((done.logs, "log"), (done.timers, "timer")):
        if number:
            sentences.append(f"Made {counted(number, word)} non-billable.")
    if changed and said.get("rate") and done.after.rates:
        later = ", ".join((rates_text(done.after) or "").splitlines())
        sentences.append(f"Later rates stay: {later}.")
    return Outcome(said=tuple(sentences), data=record_shape(done.after, context.zone))


@group.command(
    "record resolve",
    _REF,
    _STOP_TIMER,
    examples=("timelog record resolve case-1", "timelog record resolve case-1 --stop-timer"),
)
def resolve(context: Context, ref: str, stop_timer: bool) -> Outcome:
    """Resolve a record: the work is done, late logs by hand are still taken."""
    done = records.set_status(context.work, ref, "resolved", "resolve", stop_timer=stop_timer)
    return _moved(context, "Resolved", done)


@group.command(
    "record close", _REF, _STOP_TIMER, examples=("timelog record close case-1 --stop-timer",)
)
def close(context: Context, ref: str, stop_timer: bool) -> Outcome:
    """Close a record: it takes no logs and timers until it is opened again."""
    done = records.set_status(context.work, ref, "closed", "close", stop_timer=stop_timer)
    return _moved(context, "Closed", done)


@group.command("record reopen", _DONE_REF, examples=("timelog record reopen case-1",))
def reopen(context: Context, ref: str) -> Outcome:
    """Open a record that is resolved, closed or waiting; what is invoiced stays invoiced."""
    done = records.set_status(context.work, ref, "open", "reopen", enough=("new",))
    return _moved(context, "Opened", done)


@group.command("record wait", _REF, examples=("timelog record wait case-1",))
def wait(context: Context, ref: str) -> Outcome:
    """Say that a record waits for somebody else; reopen opens it again."""
    return _moved(context, "Waiting:", records.set_status(context.work, ref, "waiting", "wait"))


@group.command(
    "record delete",
    _REF,
    flag("--with-logs", "Delete its logs too."),
    _STOP_TIMER,
    flag("--yes", "Do not ask."),
    examples=("timelog record delete case-1", "timelog record delete case-1 --with-logs --yes"),
)
def delete(context: Context, ref: str, with_logs: bool, stop_timer: bool, yes: bool) -> Outcome:
    """Delete a record; one that is on an invoice stays."""
    found = records.deletable(context.work, ref, with_logs=with_logs, stop_timer=stop_timer)
    if not confirmed(context, yes, f"Delete {_gone(found)}?"):
        return Outcome(said=("Nothing was changed.",), data=None, code=1)
    gone = records.delete(context.work, ref, with_logs=with_logs, stop_timer=stop_timer)
    backs = [one.back for one in gone.stopped]
    return Outcome(
        said=(
            f"Deleted {_gone(gone)}; timelog undo brings it back.",
            *back_lines(backs, context.now, context.zone),
        ),
        warned=hindered_lines(backs),
        data=record_shape(gone.record, context.zone),
    )


def _gone(found: Deletion) -> str:
    counts = {"log": found.logs, "item": found.items, "timer": len(found.timers)}
    counts["message"] = found.messages
    return with_counts(found.record, counts)


def _priced(record: Record) -> str:
    if record.price is None:
        return ""
    billable = "billable at " if record.billable else "not billable, "
    return f", {billable}{price_text(record.price)}"


def _moved(context: Context, verb: str, done: Moved) -> Outcome:
    record = done.record
    data = record_shape(record, context.zone)
    if not done.changed:
        return Outcome(said=(f"{record.ref} is {record.status}; nothing to do.",), data=data)
    said = [stopped_line(one.log, context.now, context.zone) for one in done.stopped]
    backs = [one.back for one in done.stopped]
    said += back_lines(backs, context.now, context.zone)
    said.append(f"{verb} {record.ref} ({record.title}).")
    if done.left.anything and record.status in DONE:
        said.append(f"{left_text(done.left)} can be invoiced: timelog billing issue {record.ref}")
    elif record.billable and record.worked_seconds and not record.billable_seconds:
        said.append(
            "None of its time is marked billable:"
            f" timelog log mark all --record {record.ref} --billable"
        )
    warned = (*_overlaps(done.stopped), *hindered_lines(backs))
    return Outcome(said=tuple(said), warned=warned, data=data)


def _overlaps(stopped: list[Stopped]) -> tuple[str, ...]:
    return tuple(
        f"log {one.log.id} overlaps {one.overlap.by} on {one.overlap.ref}"
        for one in stopped
        if one.overlap
    )


def _refuse_type(ref: str, type: str) -> None:
    raise Refused(
        f"the type is part of the reference {ref} and never changes",
        f'timelog record add "Title" --type {type}',
    )


@group.command(
    "record mail",
    arg(
        "source",
        "FILE",
        "A message, an mbox, a Maildir; standard input if it is - or not given.",
        required=False,
        complete="files",
    ),
    examples=(
        "timelog record mail message.eml",
        "timelog record mail ~/Maildir/.support",
        "timelog record mail - < message.eml",
    ),
)
def mail(context: Context, source: str | None) -> Outcome:
    """Make cases of e-mails: a new one makes a case, an answer joins its case.

    The sender becomes the customer, found by the address. The same mail twice changes nothing.
    """
    from timelog_cli.usecases import mail as mails

    if source in (None, "-") and context.world.interactive:
        raise Unreadable("there is no mail to read", "timelog record mail FILE, or pipe it in")
    read, failed = mails.read_all(source, context.world.stdin)
    if failed and not read:
        raise Unreadable(f"{failed[0].label}: {failed[0].reason}", "timelog record mail --help")
    arrived = mails.take_in(context.work, read)
    return Outcome(
        said=tuple(arrived_line(one.record, one.mail.sender_address, one.how) for one in arrived),
        warned=tuple(f"{one.label} was left out: {one.reason}" for one in failed),
        name="\n".join(mails.refs(arrived)) or None,
        data=[record_shape(one.record, context.zone) for one in arrived],
        code=5 if failed else 0,
    )
