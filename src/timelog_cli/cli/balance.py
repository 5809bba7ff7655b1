"""``balance``: what was worked against what was to be worked."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import echo_default_hours, working_hours
from timelog_cli.cli.filters import check_whole_days, named_period
from timelog_cli.domain.reports import UNITS
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.targets import (
    balance_columns,
    balance_row,
    balance_shape,
    signed,
)
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import targets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, filled, one_of
    from timelog_cli.cli.options.logs import Period
    from timelog_cli.domain.targets import Balance

app = Commands()


@app.command("balance", reads=True)
def balance(
    context: Context,
    period: Period = None,
    *,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", help="A row for each of these. Default: day.", callback=one_of(UNITS)
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Sum up from this day. Default: the setting work.balance_since, or the start of"
            " the period.",
            autocompletion=complete.periods,
            callback=filled,
        ),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER",
            help="The balance of this user or group:NAME. Default: yours.",
            autocompletion=complete.owners,
        ),
    ] = None,
    **options: Unpack[ListOptions],
) -> Outcome:
    """Compare the time you worked with your target, up to today.

    Default period: this week.

    The target of a day is the length of its working hours (setting work.hours), less days off.
    Today counts as a whole day. Active timers are included up to now. The sum begins with the
    setting work.opening_balance on the day of work.balance_since; with --since, it begins with 0.

    Examples:
        timelog balance
        timelog balance last-month --by week
        timelog balance year --by month --since 2026-01-01
        timelog balance all --by month --owner ada --format csv
    """
    layout = context.layout(options)
    meant = named_period(context, period)
    check_whole_days(meant)
    start, opening = _start(context, since)
    unit = by or "day"
    found = targets.balance(
        context.work,
        meant,
        owner=owner,
        hours=working_hours(context),
        by=unit,
        since=start,
        opening_seconds=opening,
        day_start=context.day_start,
    )
    echo_default_hours(context)
    empty = f"{meant.label} begins after today."
    shape = balance_row if layout.is_plain else balance_shape
    rows = [shape(one) for one in found.rows]
    listing = Listing(rows, balance_columns(found, unit), empty, layout, header("balance"))
    return Outcome(said=_said(context, found, start, opening), listing=listing)


def _start(context: Context, since: str | None) -> tuple[date | None, int]:
    """The first day of the sum, if one is set, and with how many seconds it begins."""
    from timelog_cli.domain.time.periods import read_day
    from timelog_cli.settings.checks import read_signed_duration

    if since is not None:
        return read_day(since, context.moment), 0
    day = context.settings["work.balance_since"]
    if day is None:
        return None, 0
    return read_day(day, context.moment), read_signed_duration(
        context.settings.text("work.opening_balance")
    )


def _said(context: Context, found: Balance, since: date | None, opening: int) -> tuple[str, ...]:
    said = []
    if found.owner != context.user:
        said.append("The target is that of your working hours, less the days off of the owner.")
    if since is not None and found.rows:
        begins = f" with {signed(opening)}" if opening else ""
        said.append(f"The sum begins on {found.since}{begins}.")
    return tuple(said)
