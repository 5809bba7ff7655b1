"""``log split`` and ``log join``."""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.log_times import read_near
from timelog_cli.render.outcome import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.render.text import clock, span
from timelog_cli.usecases import log_cuts, log_edits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.options.logs import LogId, LogIds
    from timelog_cli.context import Context


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
    (whole,) = log_edits.found(context.work, [log])
    instant = read_near(context, at, (whole.start, whole.end))
    assert instant is not None  # noqa: S101 - the option is required
    zone = context.zone
    early, late = log_cuts.split(context.work, str(whole.id), instant)
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
    done = log_cuts.join(context.work, logs)
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
