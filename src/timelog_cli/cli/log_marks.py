"""``log mark`` and ``log move``."""

from __future__ import annotations

from timelog_cli.cli.filters import FILTERS_WITHOUT_BILLABLE, PERIOD, read_filters
from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.errors import Unreadable
from timelog_cli.render.outcome import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.render.text import clock
from timelog_cli.usecases import log_marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.cli.spec import Group
    from timelog_cli.context import Context
    from timelog_cli.domain.filters import Filters


def register(group: Group) -> None:
    """Add the commands to the group of logs."""
    group.command(
        "log mark",
        PERIOD,
        flag("--billable/--no-billable", "Mark them billable, or not."),
        flag("--dry-run", "Only say what would be marked."),
        *FILTERS_WITHOUT_BILLABLE,
        examples=(
            "timelog log mark last-month --record case-3 --billable",
            "timelog log mark 2026-06 --tag internal --no-billable --dry-run",
        ),
    )(mark)
    group.command(
        "log move",
        arg(
            "which",
            "ID|PERIOD",
            "The logs: 12 13, or @1 for the newest; or all of a period, as with log mark.",
            required=False,
            many=True,
            complete="logs",
        ),
        opt("--to", "REF", "The record they move to.", required=True, complete="refs"),
        flag("--billable/--no-billable", "Mark them billable, or not."),
        flag("--dry-run", "Only say what would be moved."),
        *FILTERS_WITHOUT_BILLABLE,
        examples=(
            "timelog log move 12 13 --to case-3",
            "timelog log move today --record case-1 --to case-3 --dry-run",
        ),
    )(move)


def mark(context: Context, billable: bool | None, dry_run: bool, **given: Any) -> Outcome:
    """Mark all logs that the filters select billable, or not; without a period those of this week.

    None is marked if one of them cannot be: it is on an invoice, or its record is not billable.
    """
    if billable is None:
        raise Unreadable("it is not said what to mark them", "--billable or --no-billable")
    flag = "--billable" if billable else "--no-billable"
    filters = _of_period(context, given, flag)
    done = log_marks.mark(context.work, filters, billable=billable, dry_run=dry_run)
    count = len(done.logs)
    worked = clock(sum(log.worked_seconds for log in done.logs))
    how = "billable" if billable else "not billable"
    verb = "Would mark" if dry_run else "Marked"
    logs = f"{count} log{'' if count == 1 else 's'}"
    line = f"{verb} {logs} {how}: {worked}." if count else f"No log to mark {how}."
    already = f" {done.already} {'was' if done.already == 1 else 'were'} so already."
    data = [log_shape(log, context.zone) for log in done.logs]
    return Outcome(said=(line + (already if done.already else ""),), data=data)


def move(
    context: Context,
    which: list[str],
    to: str,
    billable: bool | None,
    dry_run: bool,
    **given: Any,
) -> Outcome:
    """Move logs to another record: some by their numbers, or all that a period and filters select.

    None is moved if one of them cannot be. With filters alone those of this week are meant.
    """
    meant = _meant(context, which, given)
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


def _meant(context: Context, words: list[str], given: dict[str, Any]) -> list[str] | Filters:
    filtered = any(value not in (None, []) for value in given.values())
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
    return read_filters(context, {**given, "period": words})


def _of_period(context: Context, given: dict[str, Any], flag: str) -> Filters:
    """The filters; where a log is named instead of a period, the hint is for that."""
    try:
        return read_filters(context, given)
    except Unreadable as error:
        words = given["period"]
        if words and all(map(_is_number, words)):
            error.hint = f"timelog log edit {words[0]} {flag}"
        raise


def _is_number(word: str) -> bool:
    return word.lstrip("#@").isdigit()


def _is_year(word: str) -> bool:
    return len(word) == len("2026") and word.isdigit()
