"""``log …``, and ``add`` for a record and its log in one go."""

from __future__ import annotations

from timelog_cli.cli.context import checked_tags
from timelog_cli.cli.filters import nothing, read_filters, since
from timelog_cli.cli.logs import app, shortcuts
from timelog_cli.cli.logs.times import check_no_time, day_earlier, ends_unsaid, read_when
from timelog_cli.cli.records.fields import record_fields
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Groups, Listing
from timelog_cli.render.plain.logs import (
    ByDay,
    Summed,
    left_out,
    log_columns,
    log_row,
    log_text,
    overnight_lines,
    sentence,
)
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.result import Event, Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases.logs import adding
from timelog_cli.usecases.logs.adding import NewLog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ChangedSince, DryRun
    from timelog_cli.cli.options.logs import (
        Duration,
        End,
        From,
        InputFormat,
        LogAndRecordDetails,
        LogDetails,
        LogId,
        LogListOptions,
        LogRate,
        OnlyBillable,
        Period,
        Start,
        When,
    )
    from timelog_cli.cli.options.records import RecordType, RefOrFile
    from timelog_cli.usecases.logs.adding import Added


@app.command("add")
def add(
    context: Context,
    ref: RefOrFile = None,
    when: When = None,
    *,
    start: Start = None,
    end: End = None,
    duration: Duration = None,
    rate: LogRate = None,
    source: From = None,
    input_format: InputFormat = None,
    dry_run: DryRun = False,
    **details: Unpack[LogDetails],
) -> Outcome:
    """Log time on a record, or add the logs of a file.

    With --from, all logs of the file are added as one change, or none if one of them cannot be.

    Examples:
        timelog log add case-1 9:00-10:30
        timelog log add case-1 1h30m --note "Call" --billable
        timelog log add case-1 --start 2026-11-02T09:00 --duration 45m
        timelog log add --from hours.csv --dry-run
    """
    if source is not None or input_format is not None or dry_run:
        from timelog_cli.cli.logs.add_file import add_file

        given = {"REF": ref, "WHEN": when, "--start": start, "--end": end}
        given |= {"--duration": duration, "--rate": rate}
        return add_file(context, source, input_format, dry_run, given, details)
    if ref is None:
        raise UsageError(
            "log add: missing REF (the record, such as case-12, 12, its key or title)",
            "timelog log add --help",
        )
    entry = _entry(context, "log add", [ref, *(when or ())], (start, end, duration), details)
    done = adding.add(context.work, ref, entry._replace(rate=rate))
    return _added(context, done, unsaid=ends_unsaid(when, end))


@shortcuts.command("add")
def add_anywhere(
    context: Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF|TITLE",
            help="A record, or the title of a new one.",
            autocompletion=complete.refs,
        ),
    ],
    when: When = None,
    *,
    start: Start = None,
    end: End = None,
    duration: Duration = None,
    type: RecordType = None,
    **details: Unpack[LogAndRecordDetails],
) -> Outcome:
    """Log time on a record, creating the record if you give a new title.

    With --billable, a new record is billable too; it then needs --service.

    Examples:
        timelog add case-1 30m
        timelog add "Draft the offer" 9:00-10:30 --type task
        timelog add "Broken login" 1h --type case --customer Acme --service Support --billable
    """
    from timelog_cli.usecases.records.quick_create import New

    entry = _entry(context, "add", [ref, *(when or ())], (start, end, duration), details)
    fields = record_fields(
        context,
        details,
        key=details["key"],
        owner=details["owner"],
        billable=details["billable"] or None,
    )
    new = New(type, fields, makes=True)
    done = adding.add_anywhere(context.work, ref, new, entry)
    return _added(context, done, unsaid=ends_unsaid(when, end))


def _entry(
    context: Context,
    command: str,
    said: list[str],
    options: tuple[str | None, str | None, str | None],
    details: LogDetails,
) -> NewLog:
    """The log that is said by a record and its time.

    :raises UsageError: no time, or one where the record should be
    """
    ref, *words = said
    try:
        if command == "add":
            check_no_time(context, ref, " ".join(words or ["WHEN"]))
        start, end = read_when(context, words, *options)
    except UsageError as error:
        from timelog_cli.cli.misplaced import record_last

        raise record_last(context, command, said) or error from None
    return NewLog(
        start,
        end,
        note=details["note"] or "",
        tags=checked_tags(details["tag"]),
        billable=details["billable"],
        owner=details["owner"],
        on_overlap=details["on_overlap"] or "refuse",
        allow_future=details["allow_future"],
        earlier=day_earlier(context, words, start),
    )


def _added(context: Context, done: Added, *, unsaid: bool) -> Outcome:
    log, zone = done.log, context.zone
    made = (f"Created {done.made.ref} ({done.made.title}).",) if done.made else ()
    data = log_shape(log, zone)
    warned = overnight_lines(log, zone) if unsaid else ()
    if log.budgeted:
        from timelog_cli.cli.budgets import crossed

        warned = (*warned, *crossed(context, log))
    return Outcome(
        said=(*made, sentence("Logged", log, zone), *left_out(done.left_out, zone)),
        warned=warned,
        name=str(log.id),
        data=data,
        events=(Event("log", [data]),),
    )


@shortcuts.command("ls", reads=True, hidden=True)
@shortcuts.command("logs", reads=True)
@app.command("list", reads=True)
def list_logs(
    context: Context,
    period: Period = None,
    *,
    billable: OnlyBillable = None,
    changed_since: ChangedSince = None,
    seconds: Annotated[
        bool, typer.Option("--seconds", help="Show times to the second, on a terminal too.")
    ] = False,
    **options: Unpack[LogListOptions],
) -> Outcome:
    """List the logs in a period, including those partly in it.

    Default: this week; with --changed-since, all. On a terminal, logs are grouped by the day on
    which they start, each with its sum.

    Where a log goes beyond the period, the total says how much is inside: 2:00 of 4:00.

    Examples:
        timelog log list today
        timelog log list last-month --customer Acme --billable --uninvoiced
        timelog log list all --format csv
        timelog log list --changed-since yesterday --json
    """
    zone, layout = context.zone, context.layout(options)
    start = since(context, changed_since)
    words = period or (None if start is None else ["all"])
    chosen = read_filters(context, words, options, billable, start)
    found = adding.matching(context.work, chosen)
    empty = nothing("logs", chosen, "log list")
    live = adding.unlogged(context.work, chosen) if start is None else []
    said = unlogged_lines(live, context.user)
    head = header("log list")
    if layout.format not in {"table", "md"}:
        rows = (log_shape(log, zone) for log in found)
        return Outcome(said=said, listing=Listing(rows, log_columns(None), empty, layout, head))
    summed = Summed(found, chosen.start, chosen.end)
    if layout.format == "table" and layout.is_plain and context.world.screen():
        days = ByDay(zone, context.day_start, seconds=seconds)
        columns = days.columns(summed, {context.work.user, *chosen.owner.any_of})
        under = Groups("under", "worked_seconds")
        listing = Listing(map(days.row, summed), columns, empty, layout, head, under)
        return Outcome(said=said, listing=listing)
    rows = ((log_row if layout.is_plain else log_shape)(log, zone) for log in summed)
    return Outcome(said=said, listing=Listing(rows, log_columns(summed), empty, layout, head))


@app.command("show", reads=True)
def show(context: Context, log: LogId) -> Outcome:
    """Show a log with its segments.

    Examples:
        timelog log show 12
        timelog log show @1 --json
    """
    found = adding.show(context.work, log)
    return Outcome(text=log_text(found, context.zone), data=log_shape(found, context.zone))
