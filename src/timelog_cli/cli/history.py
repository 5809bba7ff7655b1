"""``undo``, ``redo`` and ``history``."""

from __future__ import annotations

from timelog_cli.cli import commands
from timelog_cli.cli.commands import EVERY, Commands
from timelog_cli.cli.progress import Progress
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso
from timelog_cli.errors import UsageError
from timelog_cli.render.headers import header
from timelog_cli.render.listing import Column, Listing
from timelog_cli.render.plain import day_and_time
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Annotated, Any, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import AnyUser, DryRun, ListOptions
    from timelog_cli.domain.history import HistoryEntry, RowChange
    from timelog_cli.usecases.history import UndoResult

app = Commands()

_MOST, _ALL = 50, 2**62


@app.command("undo")
def undo(context: Context, *, any_user: AnyUser = False, dry_run: DryRun = False) -> Outcome:
    """Undo your last change. Repeat to undo earlier ones.

    Examples:
        timelog undo
        timelog undo --dry-run
        timelog undo --any
    """
    with Progress(context, "Undoing") as progress:
        tick = progress.tick
        done = history.undo(context.work, dry_run=dry_run, any_user=any_user, tick=tick)
    return _turned(context, done, "undo", "Undid", dry_run)


@app.command("redo")
def redo(context: Context, *, any_user: AnyUser = False, dry_run: DryRun = False) -> Outcome:
    """Redo the change that was undone last, if you made or undid it.

    Repeat to redo more. Once you have changed something else, nothing can be redone.

    Examples:
        timelog redo
    """
    with Progress(context, "Redoing") as progress:
        tick = progress.tick
        done = history.redo(context.work, dry_run=dry_run, any_user=any_user, tick=tick)
    return _turned(context, done, "redo", "Redid", dry_run)


@app.command("history", reads=True)
def list_history(
    context: Context,
    period: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PERIOD",
            help="Only changes made in this period.",
            autocompletion=complete.periods,
        ),
    ] = None,
    *,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="REF", help="Only changes to this record.", autocompletion=complete.refs
        ),
    ] = None,
    command: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="Only commands starting with this, such as 'timer stop'.",
            autocompletion=complete.commands,
        ),
    ] = None,
    limit: Annotated[
        str | None,
        typer.Option(metavar="N", help="Maximum number of entries. Default: 50; with --rows, all."),
    ] = None,
    rows: Annotated[
        bool,
        typer.Option(help="With JSON: every row that an entry changed, before and after it."),
    ] = False,
    **layout: Unpack[ListOptions],
) -> Outcome:
    """List changes, newest first.

    Examples:
        timelog history
        timelog history today --record case-1
        timelog history 2026-11-02T09:00.. --rows --json
    """
    printed = context.layout(layout)
    if rows and printed.format not in {"json", "jsonl"}:
        raise UsageError("--rows is only for JSON", "add --json, or --format jsonl")
    work = context.work
    wanted = history.HistoryFilters(record=record, commands=_ways_to_type(command))
    if period:
        from timelog_cli.cli.filters import named_period

        found = named_period(context, period)
        wanted = wanted._replace(start=found.start, end=found.end)
    entries = history.entries(work, wanted, _limit(limit, _ALL if rows else _MOST))
    columns = (
        Column("id", "ENTRY", right=True),
        Column("at", "TIME", show=_local_time),
        Column("user", "USER", style="repeated"),
        Column("state", "STATE"),
        Column("command", "COMMAND", shrink=True),
    )
    shapes = (_entry_shape(entry, context.zone) for entry in entries)
    if rows:
        shapes = ({**shape, **_rows(history.changes(work, shape["id"]))} for shape in shapes)
    chosen = period or record is not None or command is not None
    empty = "No matching entries. To see all: timelog history" if chosen else "No changes yet."
    return Outcome(listing=Listing(shapes, columns, empty, printed, header("history")))


@app.command("history show", reads=True)
def show(
    context: Context,
    number: Annotated[
        str,
        typer.Argument(
            metavar="N", help="The number of the history entry.", autocompletion=complete.entries
        ),
    ],
) -> Outcome:
    """Show one change: every row before and after it.

    Examples:
        timelog history show 12
    """
    from timelog_cli.render.plain.history import changes_text

    entry, changes = history.entry(context.work, _number(number, "an entry number"))
    shape = _entry_shape(entry, context.zone)
    shape |= _rows(changes)
    when = day_and_time(entry.at, context.zone)
    head = shown(f"{entry.id}  {when}  {entry.user}  {entry.command}")
    return Outcome(
        text=head + "\n" + changes_text(changes, context.zone, context.color), data=shape
    )


def _ways_to_type(command: str | None) -> tuple[str, ...]:
    """How a command may have been typed: by its own words, and by its shortcut."""
    if command is None:
        return ()
    words = tuple(command.removeprefix("timelog ").split())
    known = commands.commands(words[0]) if words and words[0] in EVERY else {}
    found = {words: None}
    for path, one in known.items():
        both = min(len(path), len(words))
        if path[:both] == words[:both]:
            same = [other for other, its in known.items() if its.function == one.function]
            found |= {(*other, *words[len(path) :]): None for other in same}
    return tuple(map(" ".join, found))


def _turned(
    context: Context, done: UndoResult | None, verb: str, did: str, dry_run: bool
) -> Outcome:
    if done is None:
        return Outcome(said=(f"Nothing to {verb}.", *_beyond(context, verb)))
    entry = done.entry
    when = day_and_time(entry.at, context.zone)
    did = f"Would {verb}" if dry_run else did
    said = f"{did}: {entry.command} ({entry.user}, {when})."
    return Outcome(said=(said,), data=_entry_shape(entry, context.zone))


def _beyond(context: Context, verb: str) -> tuple[str, ...]:
    """That there is a change of somebody else, or that there was one, and who removed it."""
    other = history.others(context.work, verb)
    if other is not None:
        whose = f"The last change is by {other.user}: {other.command}."
        return (f"{whose} To {verb} it: timelog {verb} --any",)
    found = history.compacted(context.work) if verb == "undo" else None
    if found is None:
        return ()
    when = day_and_time(found.at, context.zone)
    return (f"Earlier history was removed by {found.command} ({found.user}, {when}).",)


def _entry_shape(entry: HistoryEntry, zone: str) -> dict[str, Any]:
    kind = "" if entry.kind == "do" else entry.kind
    of = "" if entry.reverts is None else f" {entry.reverts}"
    return {
        "id": entry.id,
        "at": iso(entry.at, zone),
        "user": entry.user,
        "command": entry.command,
        "kind": entry.kind,
        "reverts": entry.reverts,
        "undone": entry.undone,
        "state": "undone" if entry.undone else kind + of,
    }


def _rows(changes: Sequence[RowChange]) -> dict[str, Any]:
    rows = ({"table": one.table, "before": one.before, "after": one.after} for one in changes)
    return {"changes": list(rows)}


def _local_time(written: str) -> str:
    return written[:19].replace("T", " ")


def _limit(text: str | None, most: int) -> int:
    return most if text is None else _number(text, "a number of entries", "use a number such as 20")


def _number(text: str, what: str, hint: str = "timelog history") -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text)):
        raise UsageError(f"{text[:40]!r} is not {what}", hint)
    return int(text)
