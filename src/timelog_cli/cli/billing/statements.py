"""``billing pay --from-bank``: what a bank statement pays."""

from __future__ import annotations

from contextlib import closing

from timelog_cli.cli.billing import day, future_payment
from timelog_cli.cli.progress import Progress
from timelog_cli.domain.text import shown, typed
from timelog_cli.errors import UsageError
from timelog_cli.render.documents.invoices import view_shape
from timelog_cli.render.plain.bank import proposal_lines, proposal_shape, proposals_text
from timelog_cli.render.result import Event, Outcome
from timelog_cli.usecases.billing import bank, lifecycle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from timelog_cli.cli.context import Context
    from timelog_cli.domain.bank import Proposal


def statement(
    context: Context, file: str, columns: Sequence[str], date_order: str | None, *, yes: bool
) -> Outcome:
    """What the entries of a statement pay; with ``yes`` recorded, where it is sure."""
    chosen = bank.read_columns(columns)
    order = date_order or context.settings["date_order"]
    source = bank.opened(file, context.world.stdin)
    with closing(source), Progress(context, "Reading", "entries") as progress:
        found, remarks = bank.proposals(context.work, source, chosen, order, progress.report)
    ready = sum(one.status == "ready" for one in found)
    if yes and ready:
        context.let_go()  # reading may have taken long: the time of the change is after it
        found = bank.record(context.work, found)
    again = [f"--column {typed(text)}" for text in columns]
    again += [f"--date-order {date_order}"] if date_order else []
    command = " ".join(["timelog billing pay --from-bank", typed(file), *again, "--yes"])
    return Outcome(
        said=(*proposal_lines(found), _summary(found, source.files[0].name, command, yes=yes)),
        warned=(*remarks, *_to_come(context, found)),
        text=proposals_text(found, columns_wide=context.world.width(), color=context.color),
        data=[proposal_shape(one) for one in found],
        events=tuple(_events(context, found)),
    )


def _summary(found: Sequence[Proposal], file: str, command: str, *, yes: bool) -> str:
    """What was recorded, or the command that does it."""
    count = sum(one.status == ("recorded" if yes else "ready") for one in found)
    payments = f"{count} payment{'' if count == 1 else 's'}"
    if yes and count:
        return f"Recorded {payments} from {shown(file)}. To undo: timelog undo"
    if count:
        return f"{payments} can be recorded. To record {_them(count)}: {command}"
    return f"No payments to record in {shown(file)}."


def _to_come(context: Context, found: Sequence[Proposal]) -> list[str]:
    """The days of recorded payments that are still to come."""
    days = sorted({one.entry.day for one in found if one.status == "recorded"})
    return [future_payment(one) for one in days if one > day(context, None)]


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


def _events(context: Context, found: Sequence[Proposal]) -> list[Event]:
    recorded = (one for one in found if one.status == "recorded")
    numbers = dict.fromkeys(number for one in recorded for number, _ in one.invoices)
    views = (lifecycle.view(context.work, number, day(context, None)) for number in numbers)
    return [Event("pay", view_shape(*view)) for view in views]


def check_alone(given: dict[str, object]) -> None:
    """Refuse what cannot be used with a bank statement.

    :param given: the options by their names, as they were given
    :raises UsageError: one was
    """
    for option, value in given.items():
        if value:
            raise UsageError(f"--from-bank cannot be used with {option}", "use only one of them")
