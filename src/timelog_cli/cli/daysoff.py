"""``dayoff …``: days on which nothing is to be worked, or less."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed
from timelog_cli.cli.filters import check_whole_days, looking_ahead, named_period
from timelog_cli.domain.targets import MOST_DAYS
from timelog_cli.domain.text import one_line
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.targets import (
    DAY_OFF_COLUMNS,
    day_off_row,
    day_off_sentence,
    day_off_shape,
    part_text,
)
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import daysoff
from timelog_cli.usecases.daysoff import Part, Whose
from timelog_cli.usecases.names import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions, Yes
    from timelog_cli.cli.options.logs import AddedDays, CalendarFile, Days, Everybody, WhoseOff
    from timelog_cli.domain.targets import DayOff

app = Commands("dayoff", help="Manage days off: holidays, vacation, sick days.")


@app.command("add")
def add(
    context: Context,
    days: AddedDays = None,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT", help="What it is, such as Vacation."),
    ] = None,
    *,
    half: Annotated[bool, typer.Option("--half", help="Only half of each day is off.")] = False,
    hours: Annotated[
        str | None,
        typer.Option(metavar="DURATION", help="Only this much of each day is off, such as 2h."),
    ] = None,
    owner: WhoseOff = None,
    everybody: Everybody = False,
    from_: CalendarFile = None,
) -> Outcome:
    """Add days off: they lower the target of today, week and balance.

    log gaps shows no gaps on a day that is off as a whole. A day that is already off is not
    changed. A day without a year, a weekday and a month are the coming ones.

    The day can have several words, such as dec 24. What follows is the text; a number or a time
    at its beginning is refused, as it could belong to the day.

    With --from, the whole days of an iCalendar file (.ics) are added, such as public holidays, as
    one change. The range limits which; default: this year and the next.

    Examples:
        timelog dayoff add 2026-12-24 --half Christmas Eve
        timelog dayoff add 2026-12-28..2027-01-01 Vacation
        timelog dayoff add dec 24 Christmas Eve
        timelog dayoff add tomorrow --hours 2h Dentist
        timelog dayoff add 2026-12-25 Christmas --everybody
        timelog dayoff add --from holidays.ics 2026 --everybody
    """
    whose = _whose(owner, everybody)
    part = _part(half, hours)
    words = [] if days is None else [days, *(text or ())]
    if words:
        from timelog_cli.cli.leading_days import divided

        words, text = divided(words, looking_ahead(context))
    if from_ is not None:
        _check_file_options(text, half, hours)
        return _add_file(context, from_, words, whose)
    if not words:
        raise UsageError("the day is missing", "timelog dayoff add DAY (or: --from FILE.ics)")
    first, last = _bounds(context, words)
    title = " ".join(text or ()).strip()
    title = one_line(title, "the text") if title else ""
    done = daysoff.add(context.work, first, last, whose, part, title)
    return _added(done.added, done.known)


def _check_file_options(text: list[str] | None, half: bool, hours: str | None) -> None:
    for name, value in (("TEXT", text), ("--half", half), ("--hours", hours)):
        if value:
            raise UsageError(
                f"{name} cannot be used with --from: the file says what is off",
                "use only one of them",
            )


def _add_file(context: Context, path: str, days: list[str], whose: Whose) -> Outcome:
    """Add the whole days of a calendar."""
    first, last = _bounds(context, days) if days else _two_years(context)
    done, found = daysoff.add_file(context.work, path, context.world.stdin, first, last, whose)
    outcome = _added(done.added, done.known)
    left_out = (
        (found.outside, "day is", "days are", f"not in {first}..{last}"),
        (found.not_days, "event is", "events are", "not of whole days"),
        (found.other_rules, "event repeats", "events repeat", "in another way than each year"),
    )
    said = [
        f"Left out: {count} {one if count == 1 else many} {why}."
        for count, one, many, why in left_out
        if count
    ]
    if not (done.added or done.known):
        said.insert(0, f"Nothing added: no days off in {path}")
    return outcome._replace(said=(*outcome.said, *said))


def _two_years(context: Context) -> tuple[date, date]:
    """This year and the next."""
    from timelog_cli.domain.time.periods import read_period

    first = read_period("year", context.moment).first_day
    assert first is not None
    return first, first.replace(year=first.year + 1, month=12, day=31)


def _added(added: Sequence[DayOff], known: Sequence[DayOff]) -> Outcome:
    said = [f"{day_off_sentence('Added', added)} To undo: timelog undo"] if added else []
    if known:
        said.append(f"Already off: {listed([_known(one) for one in known])}.")
    return Outcome(said=tuple(said), data=[day_off_shape(one) for one in added])


def _known(off: DayOff) -> str:
    return str(off.day) if off.part == "day" else f"{off.day} ({part_text(off)})"


@app.command("list", reads=True)
def list_days(
    context: Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PERIOD",
            help="The period, such as month, 2026-12, 2026-06-01.. or all. Default: this year.",
            autocompletion=complete.periods,
        ),
    ] = None,
    *,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER",
            help="List the days off of this user or group:NAME. Default: yours.",
            autocompletion=complete.owners,
        ),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List days off: yours, and those of everybody.

    Examples:
        timelog dayoff list
        timelog dayoff list 2026-12
        timelog dayoff list all --owner bob --format csv
    """
    shown = context.layout(layout)
    meant = named_period(context, period, "year", ahead=True)
    found = daysoff.found(context.work, meant.first_day, meant.last_day, owner)
    empty = f"No days off in {meant.label}. To add one: timelog dayoff add DAY"
    shape = day_off_row if shown.is_plain else day_off_shape
    rows = [shape(one) for one in found]
    return Outcome(listing=Listing(rows, DAY_OFF_COLUMNS, empty, shown, header("dayoff list")))


@app.command("delete")
def delete(
    context: Context,
    days: Days,
    *,
    owner: WhoseOff = None,
    everybody: Everybody = False,
    yes: Yes = False,
) -> Outcome:
    """Delete days off. It asks before it deletes more than one.

    Examples:
        timelog dayoff delete 2026-12-24
        timelog dayoff delete dec 24
        timelog dayoff delete 2026-12-28..2027-01-01 --yes
        timelog dayoff delete 2026-12-25 --everybody
    """
    whose = _whose(owner, everybody)
    first, last = _bounds(context, days)
    found = daysoff.to_delete(context.work, first, last, whose)
    question = f"Delete {len(found)} days off, {found[0].day} to {found[-1].day}?"
    if len(found) > 1 and not confirmed(context, yes, question):
        return Outcome(said=("Nothing changed.",), data=None, code=1)
    gone = daysoff.delete(context.work, first, last, whose)
    return Outcome(
        said=(f"{day_off_sentence('Deleted', gone)} To undo: timelog undo",),
        data=[day_off_shape(one) for one in gone],
    )


def _whose(owner: str | None, everybody: bool) -> Whose:
    if owner is not None and everybody:
        raise UsageError("--owner cannot be used with --everybody", "use only one of them")
    return Whose(owner, everybody)


def _part(half: bool, hours: str | None) -> Part:
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.domain.time.zones import DAY

    if hours is None:
        return Part(half)
    if half:
        raise UsageError("--half cannot be used with --hours", "use only one of them")
    seconds = read_duration(hours)
    if seconds > DAY:
        raise UsageError(f"a day does not have {hours}", "give less than 24h, such as 2h")
    return Part(False, seconds)


def _bounds(context: Context, words: list[str]) -> tuple[date, date]:
    """The first and the last of some whole days; what depends on the clock is echoed.

    :raises UsageError: no days, part of a day, no end, or very many days
    """
    meant = named_period(context, words, ahead=True)
    check_whole_days(meant)
    first, last = meant.first_day, meant.last_day
    hint = "give a day or a range, such as 2026-12-24..2027-01-01"
    if first is None or last is None:
        raise UsageError(f"{meant.label} has no first or no last day", hint)
    if (last - first).days >= MOST_DAYS:
        raise UsageError(f"{meant.label} is longer than ten years", hint)
    return first, last
