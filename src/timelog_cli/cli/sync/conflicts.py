"""``sync conflicts`` and ``sync resolve``."""

from __future__ import annotations

from timelog_cli.cli.sync import app
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Listing
from timelog_cli.render.plain.sync import CONFLICT_COLUMNS, conflict_shape, conflicts_text
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.sync import conflicts, settling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListOptions
    from timelog_cli.cli.options.sync import Keep


@app.command("sync conflicts", reads=True)
def list_conflicts(context: Context, **layout: Unpack[ListOptions]) -> Outcome:
    """List what two files changed differently, and how to settle each.

    Examples:
        timelog sync conflicts
        timelog sync conflicts --json
    """
    rows = [conflict_shape(one, context.zone) for one in conflicts.everything(context.work)]
    if rows and not any(layout.values()) and not context.options.json:
        return Outcome(text=conflicts_text(rows))
    shown, head = context.layout(layout), header("sync conflicts")
    return Outcome(listing=Listing(rows, CONFLICT_COLUMNS, "No conflicts.", shown, head))


@app.command("sync resolve")
def resolve(
    context: Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="N",
            help="The number of the conflict, from timelog sync conflicts.",
            autocompletion=complete.conflicts,
        ),
    ],
    *,
    keep: Keep,
) -> Outcome:
    """Settle a conflict.

    With mine, what you said is kept; with theirs, what the other said; with both, where that is
    possible, both: two notes become one, and two logs at the same time are both billed.

    Examples:
        timelog sync resolve 1 --keep mine
        timelog sync resolve 2 --keep both
    """
    digits = number.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise UsageError(
            f"{number[:40]!r} is not the number of a conflict", "timelog sync conflicts"
        )
    done = settling.resolve(context.work, int(digits), keep)
    return Outcome(
        said=done.said, data={**conflict_shape(done.conflict, context.zone), "resolved": keep}
    )
