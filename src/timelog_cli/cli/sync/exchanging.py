"""``sync`` and ``sync status``."""

from __future__ import annotations

from timelog_cli.cli.progress import Progress
from timelog_cli.cli.sync import app
from timelog_cli.errors import UsageError
from timelog_cli.render.plain.sync import (
    exchanged_shape,
    exchanged_text,
    status_shape,
    status_text,
)
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.sync import exchanging, status
from timelog_cli.usecases.sync.places import needed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Annotated

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import filled
    from timelog_cli.cli.options.sync import Insecure
    from timelog_cli.domain.sync.results import Exchanged

_SHORTEST = 1  # seconds between two rounds


@app.command("sync")
def sync(
    context: Context,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be sent and received.")
    ] = False,
    every: Annotated[
        str | None,
        typer.Option(
            metavar="DURATION",
            help="Repeat at this interval, such as 60s, until Ctrl-C or the end of the service.",
            callback=filled,
        ),
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Send and receive everything again, after the hub was restored."
        ),
    ] = False,
    reserve: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Reserve numbers for this many new records, before a large import.",
            callback=filled,
        ),
    ] = None,
    insecure: Insecure = False,
) -> Outcome:
    """Exchange changes with the hub.

    Sends what has changed in this file, then receives what has changed in others. Between two runs
    everything works offline. The first time: timelog sync init or timelog sync join.

    Examples:
        timelog sync
        timelog sync --dry-run
        timelog sync --every 60s
        timelog sync --reserve 5000
    """
    numbers = _number(reserve)
    if every is not None:
        if dry_run or again or reserve:
            raise UsageError("--every cannot be combined with --dry-run, --again or --reserve")
        return _repeated(context, every, insecure)
    if dry_run:
        return _said(context, exchanging.preview(context.work, insecure=insecure))
    with Progress(context, "Syncing", "rows") as progress:
        done = exchanging.sync(
            context.work, insecure=insecure, again=again, reserve=numbers, report=progress.report
        )
    return _said(context, done)


def _said(context: Context, done: Exchanged) -> Outcome:
    said, warned = exchanged_text(done)
    return Outcome(said=(said,), warned=warned, data=exchanged_shape(done, context.zone))


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 8 and 0 < int(text) <= 1_000_000):
        raise UsageError(
            f"--reserve needs a number from 1 to 1000000, not {text[:40]!r}",
            "timelog sync --reserve 5000",
        )
    return int(text)


def _repeated(context: Context, every: str, insecure: bool) -> Outcome:
    from timelog_cli.domain.time.durations import read_duration
    from timelog_cli.render.listing import Pieces

    seconds = read_duration(every)
    if seconds < _SHORTEST:
        raise UsageError(f"the interval must be at least one second, not {every}", "use 60s")
    needed(context.store)
    return Outcome(pieces=Pieces(_rounds(context, seconds, insecure), lambda: ()))


def _rounds(context: Context, seconds: int, insecure: bool) -> Iterator[str]:
    """A line for each round in which something went or came; what is in the way is warned of."""
    from timelog_cli.errors import TimelogError
    from timelog_cli.render.emit import json_text, say, warnings
    from timelog_cli.runtime.waiting import Waiting

    world, before = context.world, ""
    with Waiting() as waiting:
        while True:
            try:
                done = exchanging.sync(context.work, insecure=insecure)
            except TimelogError as error:
                if not exchanging.passes(error):
                    raise
                if error.message != before:
                    say(warnings([error.message], color=False), world.stderr)
                before = error.message
            else:
                before = ""
                if done.sent or done.received or done.gone or done.is_new_role:
                    text = json_text(exchanged_shape(done, context.zone))
                    yield (text if context.options.json else exchanged_text(done)[0]) + "\n"
                    world.stdout.flush()
            context.let_go()
            if not waiting.wait(seconds):
                return


@app.command("sync status", reads=True)
def show_status(context: Context) -> Outcome:
    """Show what has not been sent yet, and when the last exchange was.

    Works offline. If the hub is in reach, also shows what can be received.

    Examples:
        timelog sync status
        timelog sync status --json
    """
    found = status.status(context.work)
    return Outcome(
        text=status_text(found, context.zone),
        data=status_shape(found, context.zone),
    )
