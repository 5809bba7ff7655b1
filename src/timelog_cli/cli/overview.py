"""``timelog`` alone on a terminal: how things stand."""

from __future__ import annotations

import os

from timelog_cli.cli.commands import Commands
from timelog_cli.render.result import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.cli.context import Context
    from timelog_cli.domain.documents.billable import Issuer, Terms

# In no group, as it has no word of its own; only to say that it reads.
alone = Commands()


@alone.command("", reads=True)
def overview(context: Context) -> Outcome:
    """Show the timer, today, and the money that is still to come."""
    from timelog_cli.render.terminal.overview import MOST_OVERDUE, begin_lines, overview_lines
    from timelog_cli.render.terminal.screen import painted

    wide = context.world.screen() or 80
    if not context.options.db and not os.path.lexists(context.path):
        return Outcome(text=painted(begin_lines(wide), color=context.color))
    from timelog_cli.cli.views import own_day
    from timelog_cli.usecases import overview

    today = context.day

    def issued_today() -> tuple[Issuer, Terms]:
        from timelog_cli.cli import billing

        return billing.issued_today(context)

    day = own_day(context, today)
    found = overview.look(context.work, today, day, issued_today, MOST_OVERDUE)
    lines = overview_lines(found, context.now, context.zone, context.warn_after, wide)
    return Outcome(text=painted(lines, color=context.color))
