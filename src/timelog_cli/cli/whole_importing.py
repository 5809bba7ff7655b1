"""``import`` of everything in another database, into one that is empty."""

from __future__ import annotations

from timelog_cli.cli.progress import Progress
from timelog_cli.errors import UsageError
from timelog_cli.render.plain import counts_text
from timelog_cli.render.plain.imports import plan_shape
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import whole_import

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from timelog_cli.cli.context import Context
    from timelog_cli.usecases.imports import Request
    from timelog_cli.usecases.whole_import import Loaded, WholeFile


def import_all(context: Context, file: WholeFile, request: Request) -> Outcome:
    """Fill the database, or say what would be in it.

    :raises UsageError: something is asked for that belongs to the time of other programs
    """
    for option in _others(request):
        raise UsageError(
            f"{option} cannot be used with an export of a whole database", "timelog import FILE"
        )
    with Progress(context, "Importing", "rows") as progress:
        done = whole_import.load(
            context.work, file, dry_run=request.dry_run, report=progress.report, tick=progress.tick
        )
    said = _said(done, f"from {file.name}", "Would import" if request.dry_run else "Imported")
    return Outcome(said=said, data=plan_shape(done.plan, done.entry, context.moment))


def _others(request: Request) -> Iterator[str]:
    """The options that are given, but for those that any import has."""
    choice = request.choice
    given = {
        "--map": request.map_path,
        "--timezone": request.zone,
        "--date-order": request.date_order,
        "--on-overlap": request.on_overlap != "refuse",
        "--running": choice.running != "skip",
        "--update": request.updates,
        "--skip-bad": request.bad_path,
        "--expect": request.expected is not None,
        "--owner": request.owner,
        "--period": (choice.start, choice.end) != (None, None),
        "--text": choice.texts,
    }
    return (option for option, value in given.items() if value)


def _said(done: Loaded, source: str, did: str) -> tuple[str, ...]:
    said = f"{did} {counts_text(done.counts)} {source}"
    undone = done.entry is not None and not done.documents
    return (said, "To undo: timelog undo") if undone else (said,)
