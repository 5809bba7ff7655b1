"""``log add --from``: the logs of a file as one change."""

from __future__ import annotations

from timelog_cli.cli.progress import Progress
from timelog_cli.domain.time.zones import span, written
from timelog_cli.errors import UsageError
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.logs import left_out
from timelog_cli.render.result import Event, Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases.logs import batches
from timelog_cli.usecases.logs.batches import BatchOptions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import LogDetails
    from timelog_cli.usecases.logs.batches import Batched

_WITH_FILE = ("on_overlap", "allow_future")
_MOST_NAMED = 2
_MOST_SAID = 20


def add_file(
    context: Context,
    path: str | None,
    format: str | None,
    dry_run: bool,
    given: Mapping[str, Any],
    details: LogDetails,
) -> Outcome:
    """Add the logs of a file, or show what would be added.

    :param given: what belongs to one log, by how it is spelled
    """
    if path is None:
        option = "--dry-run" if dry_run else "--input-format"
        raise UsageError(f"{option} can be used only with --from", "timelog log add --from FILE")
    _check_options(given, details)
    if path == "-" and context.world.interactive and not context.options.quiet:
        print(
            "Reading logs from the terminal. After the last line, press Ctrl-D.",
            file=context.world.stderr,
            flush=True,
        )
    source = batches.opened(path, context.world.stdin, format or "auto")
    context.let_go()  # it may have taken long: the time of the change is after it
    with Progress(context, "Adding", "logs") as progress:
        options = BatchOptions(
            details["on_overlap"] or "refuse",
            details["allow_future"],
            dry_run,
            context.options.json,
            progress.report,
        )
        done = batches.add_all(context.work, context.moment, source, options)
    return _outcome(context, path, done, dry_run)


def _check_options(given: Mapping[str, Any], details: LogDetails) -> None:
    """Refuse what is said of one log."""
    said = dict(given) | {
        "--" + name.replace("_", "-"): value
        for name, value in details.items()
        if name not in _WITH_FILE
    }
    for name, value in said.items():
        if value is not None:
            raise UsageError(
                f"{name} cannot be used with --from: each log in the file has its own",
                "use only one of them",
            )
    if details["on_overlap"] == "split":
        raise UsageError(
            "--on-overlap split cannot be used with --from", "use --on-overlap trim or allow"
        )


def _outcome(context: Context, path: str, done: Batched, dry_run: bool) -> Outcome:
    zone, ids = context.zone, done.ids
    if not ids:
        name = "standard input" if path == "-" else path
        return Outcome(said=(f"Nothing added: no logs in {name}",), data=[])
    said = [
        f"Read line {line} as {span(start, end, zone)}."
        for line, start, end in done.read[:_MOST_SAID]
    ]
    said += left_out(done.left_out, zone)[:_MOST_SAID]
    said.append(_sentence(done, zone, dry_run))
    if dry_run:
        return Outcome(said=tuple(said), data=[log_shape(log, zone) for log in done.logs])

    def shapes() -> Iterator[Any]:
        return (log_shape(log, zone) for log in batches.stored(context.work, ids))

    return Outcome(
        said=tuple(said),
        name="\n".join(map(str, ids)),
        data=shapes,
        events=(Event("log", lambda: list(shapes())),),
    )


def _sentence(done: Batched, zone: str, dry_run: bool) -> str:
    """``Added 3 logs on case-1: 4:30, 2026-11-02 to 2026-11-06. To undo: timelog undo``."""
    count, refs = len(done.ids), done.refs
    logs = "1 log" if count == 1 else f"{count:,} logs"
    where = " and ".join(refs) if len(refs) <= _MOST_NAMED else f"{len(refs)} records"
    first, last = written(done.start, zone)[:10], written(done.end - 1, zone)[:10]
    days = first if first == last else f"{first} to {last}"
    facts = f"{logs} on {where}: {clock(done.seconds)}, {days}."
    return f"Would add {facts}" if dry_run else f"Added {facts} To undo: timelog undo"
