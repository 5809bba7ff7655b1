"""``billing lock`` and ``unlock``."""

from __future__ import annotations

from timelog_cli.cli.billing import app, day, last_day
from timelog_cli.domain.locks import PeriodLock
from timelog_cli.domain.time.zones import start_of_day
from timelog_cli.errors import UsageError
from timelog_cli.render.result import Outcome
from timelog_cli.usecases.billing import locks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context


@app.command("lock", reads=lambda values: values.get("until") is None)
def lock(
    context: Context,
    until: Annotated[
        str | None,
        typer.Argument(
            metavar="DAY",
            help="The last day, such as 2026-09-30, or last-month for its last day.",
            autocompletion=complete.periods,
        ),
    ] = None,
) -> Outcome:
    """Lock all logs up to a day, or show which are locked.

    Logs that start on or before that day can no longer be added, changed or deleted. They can
    still be invoiced and credited. A later day extends the lock.

    Examples:
        timelog billing lock
        timelog billing lock last-month
    """
    if until is None:
        found = locks.find(context.work)
        said = f"Logs up to {found.last_day} are locked." if found else "No logs are locked."
        return Outcome(text=said, data=_shape(found))
    wanted = _lock(context, until)
    done = locks.lock(context.work, wanted, day(context, None))
    if done.before == done.after:
        said = f"Logs up to {wanted.last_day} are already locked."
    else:
        said = f"Locked logs up to {wanted.last_day}. To unlock them: timelog billing unlock"
    return Outcome(said=(said,), data=_shape(done.after))


def _lock(context: Context, text: str) -> PeriodLock:
    found = last_day(context, text)
    if found is None:
        raise UsageError(
            f"{text[:40]!r} is not a day or period with a last day",
            "give a day such as 2026-09-30, or a period such as last-month",
        )
    from datetime import timedelta

    end = start_of_day(found + timedelta(1), context.zone, context.day_start)
    return PeriodLock(found, end)


def _shape(lock: PeriodLock | None) -> dict[str, Any]:
    return {"locked_until": lock and lock.last_day.isoformat()}


@app.command("unlock")
def unlock(context: Context) -> Outcome:
    """Unlock all logs. The history shows who did it and when.

    Examples:
        timelog billing unlock
    """
    before = locks.unlock(context.work)
    if before is None:
        return Outcome(said=("No logs are locked.",), data=_shape(None))
    said = f"Unlocked logs up to {before.last_day}. To lock them again: timelog undo"
    return Outcome(said=(said,), data=_shape(None))
