"""``record add``, ``list``, ``show`` and ``edit``."""

from __future__ import annotations

from timelog_cli.cli.filters import since
from timelog_cli.cli.records import app, shortcuts
from timelog_cli.cli.records.fields import loses_flag, record_fields
from timelog_cli.domain.logs import TYPES
from timelog_cli.domain.text import typed
from timelog_cli.errors import Refused, UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.records import (
    RECORD_COLUMNS,
    changes,
    counted,
    edited_facts,
    price_text,
    rates_text,
    view_shape,
    view_text,
)
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import record_shape
from timelog_cli.usecases import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ChangedSince, ListOptions, filled, one_of
    from timelog_cli.cli.options.records import (
        NoIncrement,
        RecordDetails,
        RecordKey,
        RecordOwner,
        RecordStatuses,
        RecordType,
        RecordTypes,
        Ref,
        SearchText,
    )
    from timelog_cli.domain.records import Record
    from timelog_cli.usecases.records import EditedRecord
    from timelog_cli.usecases.records.fields import RecordFields


@app.command("add")
def add(
    context: Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="The title, in one line.")],
    *,
    type: RecordType = None,
    key: RecordKey = None,
    owner: RecordOwner = None,
    billable: Annotated[
        bool, typer.Option("--billable", help="Make the record billable; needs a service.")
    ] = False,
    unless_exists: Annotated[
        bool,
        typer.Option(
            "--unless-exists",
            help="If there is a record with this key, or this title without --key, print its"
            " reference and change nothing.",
        ),
    ] = False,
    **details: Unpack[RecordDetails],
) -> Outcome:
    """Add a record.

    With --unless-exists, a script can run the same line again. The other options are only for a
    new record. A resolved or closed record counts only if it has the key.

    Examples:
        timelog record add "Fix the login" --type case --customer Acme
        timelog record add "Move the server" --service Consulting --rate 66.50 --billable
        timelog record add "Stand-up" --unless-exists
        timelog record add "Fix the login" --key JIRA-42 --unless-exists
    """
    fields = record_fields(context, details, key=key, owner=owner, billable=billable)
    record, made = _found_or_added(context, title, type or "task", fields, unless_exists)
    name = f"{record.ref} ({record.title})"
    return Outcome(
        said=(f"Added {name}{_priced(record)}." if made else f"{name} already exists.",),
        name=record.ref,
        data=record_shape(record, context.zone),
    )


def _found_or_added(
    context: Context, title: str, type: str, fields: RecordFields, unless_exists: bool
) -> tuple[Record, bool]:
    if unless_exists:
        return records.find_or_add(context.work, title, type, fields)
    return records.add(context.work, title, type, fields), True


@shortcuts.command("records", reads=True)
@app.command("list", reads=True)
def list_records(
    context: Context,
    text: SearchText = None,
    *,
    type: RecordTypes = None,
    status: RecordStatuses = None,
    customer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Only records of this customer.", autocompletion=complete.customers
        ),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OWNER", help="Only records of this owner.", autocompletion=complete.owners
        ),
    ] = None,
    billable: Annotated[
        bool | None,
        typer.Option(
            "--billable/--no-billable", help="Only billable or only non-billable records."
        ),
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Include closed records.")] = False,
    changed_since: ChangedSince = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List records that are not closed.

    With TEXT, only those with this text in their title, description or key, in any letter case;
    several texts must all be there.

    Examples:
        timelog record list
        timelog record list login
        timelog record list --type case --status resolved
        timelog record list --all --format csv
        timelog record list --all --changed-since 2026-11-02T09:00 --json
    """
    found = records.matching(
        context.work,
        texts=text or (),
        types=type or (),
        statuses=status or (),
        customer_names=customer or (),
        owner_names=owner or (),
        billable=billable,
        closed=all,
        changed_since=since(context, changed_since),
    )
    rows = (record_shape(record, context.zone) for record in found)
    empty = _none_match(text, all or bool(status))
    shown = context.layout(layout)
    columns = RECORD_COLUMNS if records.have_keys(context.work) else RECORD_COLUMNS[:-1]
    return Outcome(listing=Listing(rows, columns, empty, shown, header("record list")))


def _none_match(texts: list[str] | None, with_closed: bool) -> str:
    if texts and not with_closed:
        words = " ".join(map(typed, texts))
        return f"No matching records. To search closed ones too: timelog record list {words} --all"
    return 'No matching records. To add one: timelog record add "Title"'


@app.command("show", reads=True)
def show(context: Context, ref: Ref) -> Outcome:
    """Show a record with its logs, timers, messages and totals.

    Examples:
        timelog record show case-1
    """
    from timelog_cli.cli.billing import issued_today

    found = records.view(context.work, ref, *issued_today(context))
    now, zone, wide = context.now, context.zone, context.world.width()
    text = view_text(found, now, zone, color=context.color, columns_wide=wide)
    return Outcome(text=text, data=lambda: view_shape(found, now, zone))


@app.command("edit")
def edit(
    context: Context,
    ref: Ref,
    *,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="A new title.")] = None,
    type: Annotated[
        str | None,
        typer.Option(
            metavar="TYPE",
            help="Cannot be changed: the type is part of the reference.",
            callback=one_of(TYPES),
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(metavar="KEY", help="Your own name for it, such as JIRA-42."),
    ] = None,
    no_key: Annotated[bool, typer.Option("--no-key", help="Remove the key.")] = False,
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
    remove_rate_from: Annotated[
        list[str] | None,
        typer.Option(
            "--remove-rate-from",
            "--no-rate-from",
            metavar="DAY",
            help="Remove the rate starting on this date; can be repeated.",
            callback=filled,
        ),
    ] = None,
    no_estimate: Annotated[
        bool, typer.Option("--no-estimate", help="Remove the estimate.")
    ] = False,
    no_budget: Annotated[bool, typer.Option("--no-budget", help="Remove the budget.")] = False,
    no_increment: NoIncrement = False,
    inherit_log_billable: Annotated[
        bool,
        typer.Option(
            "--inherit-log-billable",
            help="Make new logs billable as the setting log.billable says again.",
        ),
    ] = False,
    unmark_logs: Annotated[
        bool,
        typer.Option(
            "--unmark-logs", "--clear-logs", help="Also make its uninvoiced logs non-billable."
        ),
    ] = False,
    **details: Unpack[RecordDetails],
) -> Outcome:
    """Change a record. An empty value removes the field.

    Examples:
        timelog record edit case-1 --service Consulting --billable
        timelog record edit case-1 --key JIRA-42
        timelog record edit case-1 --rate 66.50
        timelog record edit case-1 --rate 70 --from 2026-07-01
        timelog record edit case-1 --budget 40h --warn 75%
        timelog record edit case-1 --no-billable --unmark-logs
    """
    said = record_fields(
        context,
        details,
        key=key,
        no_key=no_key,
        owner=owner,
        billable=billable,
        no_customer=no_customer,
        no_service=no_service,
        no_rate=no_rate,
        from_day=from_day,
        remove_rate_from=remove_rate_from,
        no_estimate=no_estimate,
        no_budget=no_budget,
        no_increment=no_increment,
        inherit_log_billable=inherit_log_billable,
    )
    if title is not None:
        said["title"] = title
    if type is not None:
        _refuse_type(ref, type)
    _check_edit(said, unmark_logs)
    return _edited(context, records.edit(context.work, ref, said, unmark_logs=unmark_logs), said)


def _check_edit(said: RecordFields, unmark_logs: bool) -> None:
    if not said:
        raise UsageError("no changes given", "timelog record edit --help")
    if unmark_logs and not loses_flag(said):
        raise UsageError(
            "--unmark-logs can be used only with --no-billable, --no-service or --no-rate",
            "timelog record edit --help",
        )


def _edited(context: Context, done: EditedRecord, said: RecordFields) -> Outcome:
    changed = changes(edited_facts(done.before), edited_facts(done.after))
    sentences = [f"Changed {done.after.ref}: {changed}." if changed else "Nothing changed."]
    for number, word in ((done.logs, "log"), (done.timers, "timer")):
        if number:
            sentences.append(f"Made {counted(number, word)} non-billable.")
    if changed and said.get("rate") and done.after.rates:
        later = ", ".join((rates_text(done.after) or "").splitlines())
        sentences.append(f"Later rates are kept: {later}.")
    return Outcome(said=tuple(sentences), data=record_shape(done.after, context.zone))


def _priced(record: Record) -> str:
    if record.price is None:
        return ""
    billable = "billable at " if record.billable else "non-billable, "
    return f", {billable}{price_text(record.price)}"


def _refuse_type(ref: str, type: str) -> None:
    raise Refused(
        f"cannot change the type of {ref}: it is part of the reference",
        f'timelog record add "Title" --type {type}',
    )
