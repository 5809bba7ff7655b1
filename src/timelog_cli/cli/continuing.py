"""``continue``: the timer on what was worked on before."""

from __future__ import annotations

from timelog_cli.cli import timers
from timelog_cli.cli.commands import Commands
from timelog_cli.cli.past import run_of
from timelog_cli.render.result import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import Tags
    from timelog_cli.cli.options.timers import At, Billable, Switch, TimerNote, UnlessRunning

app = Commands()


@app.command("continue")
def continue_log(
    context: Context,
    log: Annotated[
        str | None,
        typer.Argument(
            metavar="REF|@N",
            help="A record you have a log on, or @2 for your second newest log."
            " Default: your newest log.",
            autocompletion=complete.continuable,
        ),
    ] = None,
    *,
    same: Annotated[
        bool,
        typer.Option("--same", help="Take the note, tags and billable flag of that log."),
    ] = False,
    at: At = None,
    note: TimerNote = None,
    tag: Tags = None,
    billable: Billable = None,
    switch: Switch = False,
    unless_running: UnlessRunning = False,
) -> Outcome:
    """Start the timer on the record of your last log again.

    The newest log is the one with the highest number. With --same, --note and --tag replace those
    of the log. In short: timelog start -

    Examples:
        timelog continue
        timelog continue @2 --switch
        timelog continue case-1 --same
    """
    from timelog_cli.usecases.timers import control

    run = run_of(context, at, note, tag, billable)._replace(
        on_running=timers.on_running(context, switch), resumes=unless_running
    )
    kinds = ("already-running",) if unless_running else ()

    def started() -> Outcome:
        done = control.start_again(context.work, log, run, same=same)
        return timers.changed(context, "Resumed" if done.resumed else "Started", done)

    return timers.or_nothing(context, kinds, started)
