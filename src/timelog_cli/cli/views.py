"""``today``, ``week`` and ``calendar``: days to look at."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import working_hours
from timelog_cli.cli.filters import filters_within
from timelog_cli.errors import UsageError
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import views
from timelog_cli.usecases.logs import adding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Unpack

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import Day, FilterOptions, Months, OnlyBillable, Week
    from timelog_cli.domain.calendar import Calendar
    from timelog_cli.domain.filters import Filters
    from timelog_cli.domain.time.scan import Period
    from timelog_cli.domain.time.working_hours import WorkingHours


app = Commands()
_MOST_DAYS = 3660
_LONG = "use a period such as last-month or 2026; to sum up more: timelog report all --by month"


@app.command("day", reads=True, hidden=True)
@app.command("today", reads=True)
def today(
    context: Context,
    day: Day = None,
    *,
    billable: OnlyBillable = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Show a day: when you worked on what, and its sums.

    On a terminal, it is drawn as a line of time with a colour for each record; active timers are
    drawn up to now. In a pipe, it is a table of the logs. Your own time is shown, unless --owner
    gives others.

    Examples:
        timelog today
        timelog today yesterday
        timelog today 2026-06-09 --billable
    """
    from timelog_cli.domain.time.periods import read_day
    from timelog_cli.render.plain import days as render

    meant = read_day(" ".join(day or ()) or "today", context.moment)
    chosen = _on_day(context, meant, filters, billable)
    found = _calendar(context, chosen)
    zone, now = context.zone, context.now
    wide = context.world.screen()
    if context.options.json:
        return Outcome(data=render.day_shape(found, now, zone))
    if wide is None:
        empty = f"No time logged on {meant}."
        return _table(context, chosen, render.day_table(found, zone), empty)
    from timelog_cli.render.terminal.days import day_lines
    from timelog_cli.render.terminal.screen import painted

    return Outcome(text=painted(day_lines(found, now, zone, wide), color=context.color))


@app.command("week", reads=True)
def week(
    context: Context,
    week: Week = None,
    *,
    billable: OnlyBillable = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Show a week: seven columns of hours, with the sum of each day.

    On a terminal, it is drawn like a calendar; active timers are drawn up to now. In a pipe, it is
    a table of the days. Your own time is shown, unless --owner gives others.

    Examples:
        timelog week
        timelog week last-week
        timelog week 2026-W24 --customer Acme
    """
    from timelog_cli.render.plain import days as render

    meant = _week_of(context, " ".join(week or ()) or "week")
    chosen = _chosen(context, meant, filters, billable)
    found = _calendar(context, chosen)
    zone, now = context.zone, context.now
    wide = context.world.screen()
    if context.options.json:
        return Outcome(data=render.week_shape(found, meant.label))
    if wide is None:
        return _table(context, chosen, render.days_table(found), "")
    from timelog_cli.render.terminal.days import week_lines
    from timelog_cli.render.terminal.screen import painted

    lines = week_lines(found, meant.label, now, zone, wide)
    return Outcome(text=painted(lines, color=context.color))


@app.command("cal", reads=True, hidden=True)
@app.command("month", reads=True, hidden=True)
@app.command("calendar", reads=True)
def calendar(
    context: Context,
    period: Months = None,
    *,
    billable: OnlyBillable = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Show a month or a year: a cell for each day, the darker the more you worked.

    On a terminal, months are drawn as calendars, and longer periods with a column for each week. In
    a pipe, it is a table of the days. Your own time is shown, unless --owner gives others. Active
    timers are not included.

    Examples:
        timelog calendar
        timelog calendar last-month
        timelog calendar 2026 --customer Acme
    """
    from timelog_cli.render.plain import days as render

    meant = _bounded(context, " ".join(period or ()) or "month")
    chosen = _chosen(context, meant, filters, billable)
    found = views.totals(context.work, chosen, context.day_start, _hours(context, chosen))
    if context.options.json:
        return Outcome(data=render.calendar_shape(found))
    wide = context.world.screen()
    if wide is None:
        return _table(context, chosen, render.days_table(found), "")
    from timelog_cli.render.terminal.months import calendar_lines
    from timelog_cli.render.terminal.screen import painted

    lines = calendar_lines(found, meant.label, context.now, wide)
    said = unlogged_lines(adding.unlogged(context.work, chosen), context.user)
    return Outcome(text=painted(lines, color=context.color), said=said)


def own_day(context: Context, day: date) -> Calendar:
    """A day of the user's own, as ``today`` shows it."""
    from timelog_cli.domain.filters import Filters, LogSelection
    from timelog_cli.domain.time.periods import read_period

    meant = read_period(day.isoformat(), context.moment)
    own = LogSelection((context.work.user,))
    return _calendar(context, Filters(meant.start, meant.end, meant.label, owner=own))


def _on_day(context: Context, day: date, filters: FilterOptions, billable: bool | None) -> Filters:
    from timelog_cli.domain.time.periods import read_period

    return _chosen(context, read_period(day.isoformat(), context.moment), filters, billable)


def _calendar(context: Context, chosen: Filters) -> Calendar:
    return views.calendar(context.work, chosen, context.day_start, _hours(context, chosen))


def _bounded(context: Context, text: str) -> Period:
    """A period that has a first and a last day.

    :raises UsageError: it has none, or is very long
    """
    from timelog_cli.domain.time.periods import read_period
    from timelog_cli.domain.time.scan import named

    found = read_period(text, context.moment)
    first, last = found.first_day, found.last_day
    if first is None or last is None:
        raise UsageError(f"{named(text)} has no first or no last day", _LONG)
    if (last - first).days >= _MOST_DAYS:
        raise UsageError(f"{named(text)} is longer than ten years", _LONG)
    return found


def _week_of(context: Context, text: str) -> Period:
    """The week that a period is or lies in.

    :raises UsageError: it is longer, or has no end
    """
    from timelog_cli.domain.reports import label
    from timelog_cli.domain.text import typed
    from timelog_cli.domain.time.periods import read_period
    from timelog_cli.domain.time.scan import named

    found = read_period(text, context.moment)
    first, last = found.first_day, found.last_day
    if first is None or last is None or label("week", first) != label("week", last):
        raise UsageError(
            f"{named(text)} is not a week",
            f"use a week such as last-week or 2026-W24; for longer periods:"
            f" timelog report {typed(text)} --by week",
        )
    return read_period(label("week", first), context.moment)


def _chosen(
    context: Context, meant: Period, filters: FilterOptions, billable: bool | None
) -> Filters:
    """The filters; without an owner only the user's own time."""
    if not (filters["owner"] or filters["not_owner"]):
        filters["owner"] = [context.work.user]
    return filters_within(context, meant, filters, billable)


def _hours(context: Context, chosen: Filters) -> WorkingHours | None:
    """The working hours that the time is compared with: those of the setting, if it is set.

    They say nothing about a part of the time, or about the time of several people.
    """
    own = chosen.owner.any_of == (context.work.user,) and not chosen.owner.none_of
    empty = type(chosen)(chosen.start, chosen.end, chosen.period, owner=chosen.owner)
    if not (own and chosen == empty and context.settings.is_set("work.hours")):
        return None
    return working_hours(context)


def _table(context: Context, chosen: Filters, text: str, empty: str) -> Outcome:
    said = unlogged_lines(adding.unlogged(context.work, chosen), context.user)
    return Outcome(text=text, said=said if text else (empty, *said))
