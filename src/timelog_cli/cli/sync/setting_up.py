"""``sync init``, ``sync join`` and ``sync leave``."""

from __future__ import annotations

from timelog_cli.cli.context import confirmed
from timelog_cli.cli.progress import Progress
from timelog_cli.cli.sync import app
from timelog_cli.domain.sync.results import counted_rows
from timelog_cli.domain.text import one_line, typed
from timelog_cli.render.plain.sync import exchanged_shape, place_shape
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.sync import setting_up, status
from timelog_cli.usecases.sync.places import has_password

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    import typer

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Yes, filled
    from timelog_cli.cli.options.sync import Hub, Insecure
    from timelog_cli.domain.sync.results import Exchanged


@app.command("sync init")
def init(
    context: Context,
    *,
    hub: Hub,
    workspace: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A name for what is shared, such as that of the company. It stays. Default: main.",
            callback=filled,
        ),
    ] = None,
    insecure: Insecure = False,
) -> Outcome:
    """Make a PostgreSQL database the hub of this file.

    Creates the tables of the hub, then sends everything in this file. You become the owner of the
    workspace. Passwords are read from where psql reads them, such as ~/.pgpass. Other machines and
    colleagues then use timelog sync join.

    Examples:
        timelog sync init --hub postgresql://ada@db.example.com/timelog
        timelog sync init --hub postgresql://ada@db.example.com/timelog --workspace Northwind
    """
    with Progress(context, "Sending", "rows") as progress:
        done = setting_up.init(
            context.work,
            hub,
            one_line(workspace or "main", "the name of the workspace"),
            insecure=insecure,
            report=progress.report,
        )
    sent = counted_rows(done.sent)
    said = f"This file now has a hub: workspace {done.place.workspace} at {done.place.hub}."
    more = f"Sent {sent}." if sent else "There was nothing to send."
    shape = exchanged_shape(done, context.zone)
    return Outcome(said=(said, more), warned=_warnings(context, hub, done), data=shape)


def _warnings(context: Context, hub: str, done: Exchanged) -> tuple[str, ...]:
    """What the next exchange would fail for, or do to somebody else's time."""
    warned = []
    if has_password(hub):
        warned.append("the password in the URL is not kept; put it into ~/.pgpass")
    member = done.place.member
    if context.user.casefold() != member.casefold():
        warned.append(
            f"you are {context.user} in this file and {member} at the hub; to log time as"
            f" {member}: timelog config set user {typed(member)}"
        )
    return tuple(warned)


@app.command("sync join")
def join(
    context: Context,
    *,
    hub: Hub,
    workspace: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The workspace. Needed only if you are a member of several.",
            callback=filled,
        ),
    ] = None,
    insecure: Insecure = False,
) -> Outcome:
    """Get everything from a hub into a new file, on another machine or for a new colleague.

    There must be no database yet; --db PATH chooses another place for it. A copy of a file that is
    used elsewhere becomes a separate file, and keeps what was changed in it.

    Examples:
        timelog sync join --hub postgresql://anna@db.example.com/timelog
        timelog sync join --hub postgresql://anna@db.example.com/timelog --workspace Northwind
    """
    with Progress(context, "Receiving", "rows") as progress:
        done = setting_up.join(
            setting_up.NewFile(context.path, context.now, context.user, context.line),
            hub,
            workspace,
            insecure=insecure,
            busy_seconds=context.patience,
            report=progress.report,
        )
    sent, received = counted_rows(done.sent), counted_rows(done.received) or "nothing yet"
    said = (
        f"Joined workspace {done.place.workspace} at {done.place.hub} as {done.place.member}"
        f" ({done.place.role}).",
        f"{f'Sent {sent}; received' if sent else 'Received'} {received} into {context.path}",
    )
    shape = exchanged_shape(done, context.zone)
    return Outcome(said=said, warned=_warnings(context, hub, done), data=shape)


@app.command("sync leave")
def leave(context: Context, *, yes: Yes = False) -> Outcome:
    """Separate this file from its hub.

    The file keeps everything and works on alone. What has not been sent stays in this file only.
    To take part again, join with a new file.

    Examples:
        timelog sync leave
    """
    found = status.offline(context.work)
    pending = counted_rows(found.pending)
    if pending and not confirmed(context, yes, f"Leave the hub without sending {pending}?"):
        return Outcome(said=("Nothing changed.",), code=1)
    told = setting_up.leave(context.work)
    warned = [] if told else ["the hub could not be told, so it may still list this file"]
    if pending:
        warned.append(f"not sent, and in this file only: {pending}")
    return Outcome(
        said=(f"{context.path} no longer has a hub.",),
        warned=tuple(warned),
        data={**place_shape(found.place), "pending": found.pending, "told_hub": told},
    )
