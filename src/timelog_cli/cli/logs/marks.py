"""``log mark``, ``log move``, ``log split`` and ``log join``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.filters import read_filters
from timelog_cli.cli.logs.times import read_near
from timelog_cli.errors import UsageError
from timelog_cli.render.plain.text import clock, span
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases.logs import cuts, edits, marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import FilterOptions, LogId, LogIds, MarkBillable, Period
    from timelog_cli.cli.options.shared import DryRun
    from timelog_cli.domain.logs import Filters

app = Commands()


@app.command("split")
def split(
    context: Context,
    log: LogId,
    *,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="Where; a time of day is on the log's day.")
    ],
) -> Outcome:
    """Cut a log in two; the later part gets a number of its own.

    Examples:
        timelog log split 12 --at 10:30
    """
    (whole,) = edits.found(context.work, [log])
    instant = read_near(context, at, (whole.start, whole.end))
    assert instant is not None
    zone = context.zone
    early, late = cuts.split(context.work, str(whole.id), instant)
    parts = " and ".join(
        f"log {part.id} ({span(part.start, part.end, zone)})" for part in (early, late)
    )
    return Outcome(
        said=(f"Split into {parts}.",),
        name=str(late.id),
        data=[log_shape(early, zone), log_shape(late, zone)],
    )


@app.command("join")
def join(context: Context, logs: LogIds) -> Outcome:
    """Make one log of several; the earliest keeps its number, the time between is a pause.

    They must be on one record, of one owner, and all billable or none. Their notes are put
    together in order of time, and so are their tags.

    Examples:
        timelog log join 12 13
        timelog log join 1 2 3 --json
    """
    done = cuts.join(context.work, logs)
    log, zone = done.log, context.zone
    paused = log.end - log.start - log.worked_seconds
    facts = [span(log.start, log.end, zone), f"worked {clock(log.worked_seconds)}"]
    if paused:
        facts.append(f"paused {clock(paused)}")
    others = " and ".join(f"log {other.id}" for other in done.others)
    return Outcome(
        said=(f"Joined {others} into log {log.id}: {', '.join(facts)}.",),
        name=str(log.id),
        data=log_shape(log, zone),
    )


@app.command("mark")
def mark(
    context: Context,
    period: Period = None,
    *,
    billable: MarkBillable = None,
    dry_run: DryRun = False,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Mark all logs that the filters select billable, or not.

    Without a period, these are the logs of this week; with --record, all logs of the record.
    None is marked if one of them cannot be: it is on an invoice, or its record is not billable.

    Examples:
        timelog log mark last-month --record case-3 --billable
        timelog log mark 2026-06 --tag internal --no-billable --dry-run
    """
    if billable is None:
        raise UsageError("it is not said what to mark them", "--billable or --no-billable")
    flag = "--billable" if billable else "--no-billable"
    meant = _of_period(context, period, filters, flag)
    done = marks.mark(context.work, meant, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    how = "billable" if billable else "not billable"
    verb = "Would mark" if dry_run else "Marked"
    logs = f"{count} log{'' if count == 1 else 's'}"
    line = f"{verb} {logs} {how}: {worked}." if count else f"No log to mark {how}."
    already = f" {done.already} {'was' if done.already == 1 else 'were'} so already."
    data = [log_shape(log, context.zone) for log in done.logs]
    return Outcome(said=(line + (already if done.already else ""),), data=data)


@app.command("move")
def move(
    context: Context,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|PERIOD",
            help="The logs: 12 13, or @1 for the newest; or all of a period, as with log mark.",
            autocompletion=complete.logs,
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="REF", help="The record they move to.", autocompletion=complete.refs
        ),
    ],
    billable: MarkBillable = None,
    dry_run: DryRun = False,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Move logs to another record: some by their numbers, or all that a period and filters select.

    None is moved if one of them cannot be. With filters alone those of this week are meant; with
    --record, all logs of the record.

    Examples:
        timelog log move 12 13 --to case-3
        timelog log move today --record case-1 --to case-3 --dry-run
    """
    meant = _meant(context, which or [], filters)
    done = marks.move(context.work, meant, to, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    verb = "Would move" if dry_run else "Moved"
    where = f"{done.to.ref} ({done.to.title})"
    line = f"{verb} {count} log{'' if count == 1 else 's'} to {where}: {worked}."
    there = f" {done.already} {'was' if done.already == 1 else 'were'} there already."
    line = line if count else f"No log to move to {where}."
    data = [log_shape(log, context.zone) for log in done.logs]
    return Outcome(said=(line + (there if done.already else ""),), data=data)


def _meant(context: Context, words: list[str], filters: FilterOptions) -> list[str] | Filters:
    filtered = any(value is not None for value in filters.values())
    if not (words or filtered):
        raise UsageError("it is not said which logs", "timelog log move 12 13 --to REF")
    numbers = bool(words) and all(map(_is_number, words))
    if numbers and not filtered:
        return words
    if numbers and not all(_is_year(word) for word in words):
        raise UsageError(
            "logs are named by their numbers or selected by filters, not both",
            "leave one of them out",
        )
    return read_filters(context, _period(words, filters), filters)


def _of_period(
    context: Context, period: list[str] | None, filters: FilterOptions, flag: str
) -> Filters:
    """The filters; where a log is named instead of a period, the hint is for that."""
    try:
        return read_filters(context, _period(period, filters), filters)
    except UsageError as error:
        if period and all(map(_is_number, period)):
            error.hint = f"timelog log edit {period[0]} {flag}"
        raise


def _period(words: list[str] | None, filters: FilterOptions) -> list[str] | None:
    """The period that is given; where records are, all of their time without one."""
    return words or (["all"] if filters["record"] else None)


def _is_number(word: str) -> bool:
    return word.lstrip("#@").isdigit()


def _is_year(word: str) -> bool:
    return len(word) == len("2026") and word.isdigit()
