"""``log mark``, ``log move``, ``log split`` and ``log join``."""

from __future__ import annotations

from timelog_cli.cli.filters import read_filters
from timelog_cli.cli.logs import app, shortcuts
from timelog_cli.cli.logs.times import read_near
from timelog_cli.domain.text import typed
from timelog_cli.errors import NotFound, UsageError
from timelog_cli.render.plain import clock, span
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases.logs import adding, cuts, edits, marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import DryRun
    from timelog_cli.cli.options.logs import FilterOptions, LogId, LogIds, MarkBillable, Period
    from timelog_cli.domain.filters import Filters


@shortcuts.command("split")
@app.command("split")
def split(
    context: Context,
    log: LogId,
    *,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Where to split. A time of day refers to the day of the log. Default: in the"
            " middle of the time worked.",
        ),
    ] = None,
) -> Outcome:
    """Split a log in two. The later part gets a new number.

    Examples:
        timelog log split 12 --at 10:30
        timelog split 12 10:30
        timelog split 12
    """
    (whole,) = edits.found(context.work, [log])
    instant = read_near(context, at, (whole.start, whole.end))
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


@shortcuts.command("join")
@app.command("merge", hidden=True)
@app.command("join")
def join(context: Context, logs: LogIds) -> Outcome:
    """Join logs into one.

    The earliest keeps its number; the time between becomes a pause.

    The logs must have the same record and owner, and be all billable or all non-billable. Notes
    and tags are combined in order of time.

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
    """Mark all matching logs as billable or non-billable.

    Default period: this week, or with --record, all time. If any of them cannot be marked (on an
    invoice, or on a non-billable record), none is.

    Examples:
        timelog log mark last-month --record case-3 --billable
        timelog log mark 2026-06 --tag internal --no-billable --dry-run
    """
    if billable is None:
        raise UsageError("choose --billable or --no-billable", "timelog log mark PERIOD --billable")
    flag = "--billable" if billable else "--no-billable"
    meant = _of_period(context, period, filters, flag)
    if period and len(period) == 1 and _is_year(period[0]):
        _say_year(context, period[0], f"timelog log edit {period[0]} {flag}")
    done = marks.mark(context.work, meant, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    how = "billable" if billable else "non-billable"
    verb = "Would mark" if dry_run else "Marked"
    logs = f"{count} log{'' if count == 1 else 's'}"
    line = f"{verb} {logs} as {how}: {worked}." if count else f"No logs to mark as {how}."
    already = f" {done.already} {'was' if done.already == 1 else 'were'} already {how}."
    data = [log_shape(log, context.zone) for log in done.logs]
    return Outcome(said=(line + (already if done.already else ""),), data=data)


@app.command("move")
def move(
    context: Context,
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|PERIOD",
            help="Log numbers, such as 12 13 or @1, or a period as in log mark.",
            autocompletion=complete.logs,
        ),
    ] = None,
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="REF", help="The record to move them to.", autocompletion=complete.refs
        ),
    ],
    billable: MarkBillable = None,
    dry_run: DryRun = False,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Move logs to another record, by number or by period and filters.

    If any of them cannot be moved, none is. Default period: this week, or with --record, all time.

    Examples:
        timelog log move 12 13 --to case-3
        timelog log move today --record case-1 --to case-3 --dry-run
    """
    meant = _meant(context, which or [], filters, to)
    done = marks.move(context.work, meant, to, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    verb = "Would move" if dry_run else "Moved"
    where = f"{done.to.ref} ({done.to.title})"
    line = f"{verb} {count} log{'' if count == 1 else 's'} to {where}: {worked}."
    there = f" {done.already} {'was' if done.already == 1 else 'were'} already on {done.to.ref}."
    line = line if count else f"No logs to move to {where}."
    data = [log_shape(log, context.zone) for log in done.logs]
    said = (line + (there if done.already else ""), *_not_billable(done))
    return Outcome(said=said, data=data)


def _not_billable(done: marks.MovedLogs) -> tuple[str, ...]:
    """How much of what was moved to a billable record would never be billed."""
    seconds = sum(log.worked_seconds for log in done.logs if not log.billable)
    if not (seconds and done.to.billable):
        return ()
    bill = f"timelog log mark all --record {done.to.ref} --billable"
    return (f"Not billable: {clock(seconds)}. To bill all time on {done.to.ref}: {bill}",)


def _meant(
    context: Context, words: list[str], filters: FilterOptions, to: str
) -> list[str] | Filters:
    filtered = any(value is not None for value in filters.values())
    if not (words or filtered):
        raise UsageError("no logs given", "timelog log move 12 13 --to REF")
    numbers = bool(words) and all(map(_is_number, words))
    if numbers and not filtered:
        if len(words) == 1 and _is_year(words[0]):
            _check_no_year(context, words[0], filters, to)
        return words
    if numbers and not all(_is_year(word) for word in words):
        raise UsageError(
            "use either log numbers or filters, not both",
            "use only one of them",
        )
    if numbers and len(words) == 1:
        _say_year(context, words[0])
    return read_filters(context, _period(words, filters), filters)


def _say_year(context: Context, year: str, otherwise: str | None = None) -> None:
    """Echo that a number is read as a year, and how to write it where it is a log as well."""
    also = f" To change log {year}: {otherwise}" if otherwise and _log(context, year) else ""
    context.notices.append(f"Read {year} as the year {year}.{also}")


def _check_no_year(context: Context, number: str, filters: FilterOptions, to: str) -> None:
    """Echo that a number is read as that of a log, where it could be a year.

    :raises NotFound: there is no such log
    :raises UsageError: there is one, and logs in that year
    """
    try:
        in_year = next(
            iter(adding.matching(context.work, read_filters(context, [number], filters))), None
        )
    except UsageError:  # no year, such as 9999
        return
    of_year = f"timelog log move {number}-01-01..{number}-12-31 --to {typed(to)}"
    if not _log(context, number):
        if in_year:
            raise NotFound(f"no log {number}", f"to move the year: {of_year}")
        return
    if in_year:
        raise UsageError(
            f"{number} is ambiguous: log {number} or the year {number}",
            f"to move the log: timelog log edit {number} --record {typed(to)};"
            f" to move the year: {of_year}",
        )
    context.notices.append(f"Read {number} as log {number}.")


def _log(context: Context, number: str) -> bool:
    try:
        return bool(edits.found(context.work, [number]))
    except NotFound:
        return False


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
