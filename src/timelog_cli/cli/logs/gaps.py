"""``log gaps`` and ``log fill``."""

from __future__ import annotations

from timelog_cli.cli.context import echo_default_hours, working_hours
from timelog_cli.cli.filters import named_period
from timelog_cli.cli.logs import app, shortcuts
from timelog_cli.domain.logs import worked
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.logs import changes
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import log_shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions
    from timelog_cli.cli.options.logs import LogId, Period
    from timelog_cli.domain.gaps import Gaps
    from timelog_cli.domain.time.working_hours import WorkingHours

LEAST = "5m"


@shortcuts.command("gaps", reads=True)
@app.command("gaps", reads=True)
def gaps(
    context: Context,
    period: Period = None,
    *,
    owner: Annotated[
        str | None,
        typer.Option(
            metavar="OWNER",
            help="Show gaps of this user or group:NAME. Default: you.",
            autocompletion=complete.owners,
        ),
    ] = None,
    least: Annotated[
        str | None,
        typer.Option(
            "--min",
            metavar="DURATION",
            help=f"Ignore gaps shorter than this. Default: {LEAST}.",
        ),
    ] = None,
    hours: Annotated[
        str | None,
        typer.Option(
            metavar="HOURS", help="Working hours to use instead of the setting work.hours."
        ),
    ] = None,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List gaps: working hours with nothing logged, up to now.

    Default: this week.

    Active timers count as logged; pauses within a log do not.

    Examples:
        timelog log gaps
        timelog log gaps last-week --min 30m
        timelog log gaps today --hours "mon-fri 9:00-13:00 14:00-18:00"
    """
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.render.plain import logs as render
    from timelog_cli.usecases.logs import gaps as usecase

    meant = named_period(context, period)
    working, written = _hours(context, hours)
    shortest = LEAST if least is None else least
    found = usecase.gaps(
        context.work,
        owner,
        meant.start,
        meant.end,
        hours=working,
        least=read_duration(shortest),
        day_start=context.day_start,
    )
    if hours is None:
        echo_default_hours(context)
    zone = context.zone
    other = owner or context.work.for_other
    has = f"{found.owner} has" if other else "You have"
    empty = render.no_gap(found, meant.label, written, shortest, has)
    left_out = render.left_short(found, shortest)
    shown = context.layout(layout)
    columns = render.gap_columns(worked(found.found))
    if shown.is_plain:
        rows = [render.gap_row(gap, zone) for gap in found.found]
        said = (*left_out, *_next_step(context, found))
    else:
        rows = [render.gap_shape(found.owner, gap, zone) for gap in found.found]
        said = left_out
    return Outcome(said=said, listing=Listing(rows, columns, empty, shown, header("log gaps")))


def _hours(context: Context, text: str | None) -> tuple[WorkingHours, str]:
    """The working hours of the option or else of the setting, and how they are written."""
    from timelog_cli.domain.time.working_hours import read_working_hours, write_working_hours

    hours = working_hours(context) if text is None else read_working_hours(text)
    return hours, write_working_hours(hours)


def _next_step(context: Context, found: Gaps) -> tuple[str, ...]:
    if not found.found:
        return ()
    from timelog_cli.domain.gaps import gap_words
    from timelog_cli.domain.text import typed

    whose = "" if found.owner == context.user else f" --owner {typed(found.owner)}"
    words = gap_words(found.found[0], context.moment)
    return (f"To log the first gap: timelog log add REF {words}{whose}",)


@app.command("fill")
def fill(
    context: Context,
    log: LogId,
    *,
    start: Annotated[bool, typer.Option("--start", help="Extend only the start.")] = False,
    end: Annotated[
        bool, typer.Option("--end", help="Extend only the end, at most to now.")
    ] = False,
) -> Outcome:
    """Extend a log to fill the gaps around it.

    It extends back to the end of the previous log, and forward to the next. If there is no
    other log that day, it extends to the edge of your working hours. It never extends into the
    future. Pauses within the log are kept.

    Examples:
        timelog log fill @1
        timelog log fill 12 --end
    """
    from timelog_cli.render.plain import logs as render
    from timelog_cli.usecases.logs import gaps as usecase

    hours, written = _hours(context, None)
    both = start == end
    done = usecase.fill(
        context.work,
        log,
        start=start or both,
        end=end or both,
        hours=hours,
        day_start=context.day_start,
    )
    zone = context.zone
    if done.before == done.after:
        head = f"Nothing to fill: log {done.after.id} is unchanged."
    else:
        head = changes(done.before, done.after, zone)
    if any(edge.what in {"hours", "day", "nothing"} for edge in (done.start, done.end) if edge):
        echo_default_hours(context)
    sides = render.filled(done, written, context.now, zone)
    return Outcome(said=(head, *sides), data=log_shape(done.after, zone))
