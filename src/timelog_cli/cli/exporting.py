"""``export``: logs for other programs."""

from __future__ import annotations

import os

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.filters import nothing, read_filters
from timelog_cli.cli.progress import Progress
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Layout, Listing, Pieces
from timelog_cli.render.lists import write_list
from timelog_cli.render.plain import clock, counts_text
from timelog_cli.render.plain.timers import unlogged_lines
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.runtime import files
from timelog_cli.usecases import exports
from timelog_cli.usecases.exports import FORMATS, Export
from timelog_cli.usecases.logs import adding
from timelog_cli.usecases.whole_export import FORMAT as WHOLE
from timelog_cli.usecases.whole_export import WholeExport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated, Any, TextIO, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import ListDelimiter, filled, one_of
    from timelog_cli.cli.options.logs import FilterOptions, OnlyBillable
    from timelog_cli.domain.filters import Filters

app = Commands()


@app.command("export", reads=True)
def export(
    context: Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PERIOD",
            help="The period, such as last-month, 2026 or 2026-06-01..2026-06-09. Default: all.",
            autocompletion=complete.periods,
        ),
    ] = None,
    *,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="The format. Default: jsonl.",
            callback=one_of((*FORMATS, WHOLE)),
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write this file, instead of standard output; for timewarrior, also a folder.",
            autocompletion=complete.files,
            callback=filled,
        ),
    ] = None,
    billable: OnlyBillable = None,
    delimiter: ListDelimiter = None,
    **filters: Unpack[FilterOptions],
) -> Outcome:
    """Write logs for another program.

    With jsonl, which is also the default, everything in the database but its history is written, to
    be imported into an empty one.

    Logs that are partly in the period are written as a whole. A record becomes a project, named by
    its title, with its reference if several records have that title. Each segment of a log with
    pauses becomes an entry, except in CSV.

    A file that exists is replaced once everything is written.

    Examples:
        timelog export
        timelog export --to timewarrior
        timelog export last-month --to ics --out work.ics
        timelog export 2026 --to toggl --customer Acme --out toggl.csv
        timelog export --to csv --delimiter ';'
        timelog export --out everything.jsonl
    """
    if to is None:
        _check_meant([period, billable, *filters.values()], out)
        to = WHOLE
    if delimiter is not None and to != "csv":
        raise UsageError(f"--delimiter cannot be used with --to {to}", "use --to csv")
    layout = Layout("csv", delimiter=delimiter or ",")
    is_file = out is not None and out != "-"
    if context.options.json and not is_file:
        raise UsageError(
            "--json cannot be used without --out FILE: the export itself is printed",
            f"timelog export --to {to} --out FILE --json",
        )
    if out is not None:
        _check_out(context, out)
    if to == WHOLE:
        _check_all([period, billable, *filters.values()])
        return _all(context, out if is_file else None)
    chosen = read_filters(context, period or ["all"], filters, billable)
    live = unlogged_lines(adding.unlogged(context.work, chosen), context.user)
    if out is not None and is_file:
        done = _saved(context, chosen, to, out, layout)
        return done._replace(said=(*live, *done.said))
    made = Export(context.work, chosen, to)
    said = (*live, *_none(made, chosen))
    if to == "csv":
        return Outcome(said=said, listing=_listing(context, made, layout))
    return Outcome(said=said, pieces=Pieces(made.pieces(), lambda: made.losses))


def _check_out(context: Context, out: str) -> None:
    """Refuse to write over the database, or the files in which SQLite has the newest of it.

    :raises UsageError: the file is the database
    """
    own = os.path.realpath(context.path)
    if os.path.realpath(out) in {own, f"{own}-wal", f"{own}-shm", f"{own}-journal"}:
        raise UsageError(f"{out} is the database itself", "choose another file")


def _check_meant(given: Iterable[Any], out: str | None) -> None:
    """Refuse to write everything where a format was forgotten.

    :raises UsageError: logs are chosen, or the file is named like one of another format
    """
    if any(one is not None for one in given):
        raise UsageError(
            "without --to, everything is exported, without a period or filters",
            "to export only these logs, add --to csv",
        )
    ending = (out or "").rpartition(".")[2].lower()
    if ending in FORMATS:
        raise UsageError(
            f"without --to, everything is exported as JSON Lines, not as {ending}",
            f"add --to {ending}",
        )


def _check_all(given: Iterable[Any]) -> None:
    """Refuse what chooses logs.

    :raises UsageError: something is given
    """
    if any(one is not None for one in given):
        raise UsageError(
            f"--to {WHOLE} writes the whole database, without a period or filters",
            f"timelog export --to {WHOLE} --out FILE",
        )


def _all(context: Context, out: str | None) -> Outcome:
    """Everything in the database, to a file or to standard output."""
    with Progress(context, "Exporting", "rows") as progress:
        made = WholeExport(context.work, progress.report)
        if out is None:
            return Outcome(pieces=Pieces(made.pieces(), lambda: ()))
        with files.Writing(out, mode=exports.PRIVATE) as stream:
            stream.writelines(made.lines())
    data = {
        "format": WHOLE,
        "files": [out],
        "logs": made.counts["log"],
        "worked_seconds": made.worked_seconds,
    }
    return Outcome(said=(f"Exported {counts_text(made.counts)} to {out}",), data=data, name=out)


def _listing(context: Context, made: Export, layout: Layout) -> Listing:
    """The logs as ``log list --format csv`` has them."""
    rows = (log_shape(log, context.zone) for log in made.counted())
    return Listing(rows, (), "", layout, header("log list"))


def _none(made: Export, chosen: Filters) -> tuple[str, ...]:
    return (nothing("logs", chosen, f"export --to {made.format}"),) if made.is_empty else ()


def _saved(context: Context, chosen: Filters, to: str, out: str, layout: Layout) -> Outcome:
    with Progress(context, "Exporting", "logs") as progress:
        made = Export(context.work, chosen, to, progress.report)
        if exports.is_folder(to, out):
            paths = exports.save_months(made, out)
        else:
            paths = [out]
            with files.Writing(out, mode=exports.PRIVATE) as stream:
                _write(context, made, stream, layout)
    logs = f"{made.logs:,} log{'' if made.logs == 1 else 's'}"
    said = (f"Exported {logs} to {out}: {clock(made.worked_seconds)}.", *_none(made, chosen))
    data = {
        "format": to,
        "files": paths,
        "logs": made.logs,
        "worked_seconds": made.worked_seconds,
    }
    return Outcome(said=said, warned=made.losses, data=data, name=out)


def _write(context: Context, made: Export, stream: TextIO, layout: Layout) -> None:
    if made.format == "csv":
        listing = _listing(context, made, layout)
        write_list(listing, stream, color=False, columns_wide=None)
    else:
        stream.writelines(made.pieces())
