"""``log mark`` and ``log move``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.filters import read_filters
from timelog_cli.errors import Unreadable
from timelog_cli.render.outcome import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.render.text import clock
from timelog_cli.usecases import log_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli import completers as complete
    from timelog_cli.cli.options.filters import FilterOptions, Period
    from timelog_cli.cli.options.logs import MarkBillable
    from timelog_cli.cli.options.shared import DryRun
    from timelog_cli.context import Context
    from timelog_cli.domain.filters import Filters


app = Commands()


@app.command("mark")
def mark(
    context: Context,
    period: Period = None,
    *,
    billable: MarkBillable = None,
    dry_run: DryRun = False,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Mark all logs that the filters select billable, or not; without a period those of this week.

    None is marked if one of them cannot be: it is on an invoice, or its record is not billable.

    Examples:
        timelog log mark last-month --record case-3 --billable
        timelog log mark 2026-06 --tag internal --no-billable --dry-run
    """
    if billable is None:
        raise Unreadable("it is not said what to mark them", "--billable or --no-billable")
    flag = "--billable" if billable else "--no-billable"
    meant = _of_period(context, period, filters, flag)
    done = log_marks.mark(context.work, meant, billable=billable, dry_run=dry_run)
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

    None is moved if one of them cannot be. With filters alone those of this week are meant.

    Examples:
        timelog log move 12 13 --to case-3
        timelog log move today --record case-1 --to case-3 --dry-run
    """
    meant = _meant(context, which or [], filters)
    done = log_marks.move(context.work, meant, to, billable=billable, dry_run=dry_run)
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
        raise Unreadable("it is not said which logs", "timelog log move 12 13 --to REF")
    numbers = bool(words) and all(map(_is_number, words))
    if numbers and not filtered:
        return words
    if numbers and not all(_is_year(word) for word in words):
        raise Unreadable(
            "logs are named by their numbers or selected by filters, not both",
            "leave one of them out",
        )
    return read_filters(context, words, filters)


def _of_period(
    context: Context, period: list[str] | None, filters: FilterOptions, flag: str
) -> Filters:
    """The filters; where a log is named instead of a period, the hint is for that."""
    try:
        return read_filters(context, period, filters)
    except Unreadable as error:
        if period and all(map(_is_number, period)):
            error.hint = f"timelog log edit {period[0]} {flag}"
        raise


def _is_number(word: str) -> bool:
    return word.lstrip("#@").isdigit()


def _is_year(word: str) -> bool:
    return len(word) == len("2026") and word.isdigit()
