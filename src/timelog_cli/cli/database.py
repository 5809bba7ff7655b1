"""``db …``"""

from __future__ import annotations

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import confirmed, printed_path
from timelog_cli.cli.progress import Progress
from timelog_cli.domain.text import shown
from timelog_cli.domain.time.zones import iso, local
from timelog_cli.render.plain import counts_text
from timelog_cli.render.result import Outcome
from timelog_cli.usecases import database

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Annotated, Any

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import Yes, filled
    from timelog_cli.cli.progress import Report
    from timelog_cli.usecases.database import Checked, DatabaseInfo, Removal
    from timelog_cli.usecases.sync.checking import Compared
    from timelog_cli.usecases.whole_backup import WholeBackup

app = Commands("db", help="Locate, check, back up, restore and compact the database.")

_DAMAGED = 7
_PAGE_BYTES = 4096
_KEPT_DAYS = 90


@app.command("path", reads=True)
def path(context: Context) -> Outcome:
    """Print the path of the database.

    Examples:
        timelog db path
    """
    import os

    where = os.path.abspath(context.path)
    return printed_path(context, where, os.path.exists(where))


@app.command("check", reads=True)
def check(context: Context) -> Outcome:
    """Check the database for damage and inconsistencies.

    Exits with code 7 if any are found. A database with a hub is also compared with that, if it is
    in reach and everything has been exchanged.

    Examples:
        timelog db check
        timelog db check --json
    """
    with Progress(context, "Checking") as progress:
        found = database.check(context.path, busy_seconds=context.patience, tick=progress.tick)
        compared = _compared(context, found, progress.tick)
        found = found._replace(problems=(*found.problems, *(compared.problems if compared else ())))
    data = {
        "path": found.path,
        "ok": not found.problems,
        "schema": found.schema,
        "size_bytes": found.size_bytes,
        "counts": found.counts,
        "problems": list(found.problems),
        "compared_with_hub": None if compared is None else compared.why_not is None,
    }
    if found.problems:
        return _damaged(found, data)
    counts = counts_text(found.counts)
    text = f"OK: {counts}; schema {found.schema}, {_size(found.size_bytes)}"
    if _is_older(found):
        text += f"; the next command will upgrade it to {found.newest}"
    if compared is None:
        return Outcome(text=text, data=data)
    if compared.why_not is None:
        return Outcome(text=f"{text}; the same as the hub", data=data)
    return Outcome(text=text, data=data, warned=(f"not compared with the hub: {compared.why_not}",))


def _compared(context: Context, found: Checked, tick: Callable[[], None] | None) -> Compared | None:
    """What a comparison with the hub finds; ``None`` where there is none to be made."""
    if found.problems or _is_older(found):
        return None
    from timelog_cli.usecases.sync import checking

    return checking.compare(context.work, tick)


def _is_older(found: Checked) -> bool:
    return found.schema < found.newest


def _damaged(found: Checked, data: dict[str, Any]) -> Outcome:
    text = "\n".join(f"problem: {shown(problem)}" for problem in found.problems)
    count = len(found.problems)
    warned = (
        f"found {count} problem{'s' if count > 1 else ''} in {found.path}; to restore a"
        " backup: timelog db restore BACKUP",
    )
    return Outcome(text=text, data=data, warned=warned, code=_DAMAGED)


@app.command("backup", reads=True)
def backup(
    context: Context,
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="The copy, or a folder for it, as backups/. Default: next to the database.",
            autocompletion=complete.files,
            callback=filled,
        ),
    ] = None,
    *,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Copy settings and templates too, into a new folder."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Overwrite the file if it exists.")] = False,
) -> Outcome:
    """Back up the database.

    It can stay in use during the backup; an incomplete copy is never left behind.

    Examples:
        timelog db backup
        timelog db backup ~/backups/
        timelog db backup --all ~/backups/
    """
    if everything:
        return _backup_all(context, file)
    target = database.backup_target(context.path, file, _stamp(context))
    replace = database.is_taken(target)
    if replace and not confirmed(context, yes, f"Overwrite {target}?"):
        return Outcome(said=("Nothing changed.",), code=1)
    new_folder = database.missing_folder(target)
    with Progress(context, "Copying", "MB") as progress:
        made = database.backup(
            context.path,
            target,
            replace=replace,
            busy_seconds=context.patience,
            report=_in_megabytes(progress.report),
        )
    said = f"Backed up {counts_text(made.counts)} to {target} ({_size(made.size_bytes)})."
    return _backed_up(target, said, new_folder, {**_look_shape(made), "files": []})


def _backup_all(context: Context, named: str | None) -> Outcome:
    from timelog_cli.cli.billing.printing import folder
    from timelog_cli.runtime.world import settings_path
    from timelog_cli.usecases import whole_backup

    env = context.world.env
    target = whole_backup.target(context.path, named, _stamp(context))
    new_folder = database.missing_folder(target)
    with Progress(context, "Copying", "MB") as progress:
        made, files = whole_backup.backup(
            *(context.path, target, settings_path(env), folder(context.settings, env)),
            busy_seconds=context.patience,
            report=_in_megabytes(progress.report),
        )
    also = f" and {_files(len(files))} of settings and templates" if files else ""
    said = f"Copied {counts_text(made.counts)}{also} to {target} ({_size(made.size_bytes)})."
    return _backed_up(target, said, new_folder, {**_look_shape(made), "files": files})


def _backed_up(target: str, said: str, new_folder: str | None, data: dict[str, Any]) -> Outcome:
    made = (f"Created the folder {new_folder}",) if new_folder else ()
    return Outcome(said=(*made, said), name=target, data=data)


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


@app.command("restore")
def restore(
    context: Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="The backup, or the folder of db backup --all.",
            autocompletion=complete.files,
        ),
    ],
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Replace the database without asking.")
    ] = False,
) -> Outcome:
    """Replace the database with a backup.

    The previous file is kept next to it.

    A folder of db backup --all restores settings and templates too.

    Examples:
        timelog db restore timelog-20261102-090000.db --yes
    """
    whole = _whole(context, file)
    source = whole.file if whole else file
    found = database.inspect_backup(source, busy_seconds=context.patience)
    replaced = [context.path] if database.has_something(context.path) else []
    replaced += whole.replaced if whole else []
    if replaced:
        question = f"Replace {', '.join(replaced)} with {file} ({counts_text(found.counts)})?"
        if not confirmed(context, yes, question):
            return Outcome(said=("Nothing changed.",), code=1)
    with Progress(context, "Restoring", "MB") as progress:
        done = database.restore(
            context.path,
            source,
            stamp=_stamp(context),
            busy_seconds=context.patience,
            report=_in_megabytes(progress.report),
        )
    said = [f"Restored {counts_text(done.found.counts)} from {file} to {context.path}"]
    if done.kept:
        said.append(f"The previous database is kept as {done.kept}")
    files = whole.restore(_stamp(context)) if whole else []
    if files:
        said.append(f"Restored {_files(len(files))} of settings and templates: {', '.join(files)}")
    if database.give_up_numbers(context.path, busy_seconds=context.patience):
        said.append("To exchange with its hub again: timelog sync")
    context.renew_prompt_cache()
    warned = database.domain_problems(context.path, busy_seconds=context.patience)
    data = {**_look_shape(done.found), "path": context.path, "from": file, "kept": done.kept}
    return Outcome(said=tuple(said), warned=warned, data={**data, "files": files})


def _whole(context: Context, file: str) -> WholeBackup | None:
    """What is in a folder of ``db backup --all``; ``None`` for a file."""
    if not database.is_folder(file):
        return None
    from timelog_cli.runtime.world import settings_path
    from timelog_cli.usecases.whole_backup import WholeBackup

    return WholeBackup(file, settings_path(context.world.env))


@app.command("compact")
def compact(
    context: Context,
    *,
    keep: Annotated[
        str | None,
        typer.Option(metavar="DAYS", help="Days of history to keep, such as 365d. Default: 90d."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be removed.")
    ] = False,
    yes: Yes = False,
) -> Outcome:
    """Remove old history and shrink the database file.

    Changes removed from the history can no longer be undone, and this cannot be undone either;
    make a backup first. Records, logs, documents and the history of invoices and payments are
    kept. Other commands wait until it has finished.

    Examples:
        timelog db compact
        timelog db compact --keep 365d --yes
    """
    from timelog_cli.domain.money.terms import read_days
    from timelog_cli.usecases import database

    database.check_exists(context.path)
    found = database.plan_compaction(context.work, _KEPT_DAYS if keep is None else read_days(keep))
    day = local(found.before, context.zone).date()
    if dry_run or not found.anything:
        would = f"Would remove {_entries(found.entries)} from before {day}"
        said = would if found.anything else f"Nothing to remove from before {day}"
        shape = _compact_shape(context, found, dry_run)
        return Outcome(said=(f"{said}; {_stay(found.kept)}.",), data=shape)
    if found.entries:
        question = (
            f"Permanently remove {_entries(found.entries)} from before {day}? (To keep a copy"
            " first: timelog db backup)"
        )
        if not confirmed(context, yes, question):
            return Outcome(said=("Nothing changed.",), code=1)
    with Progress(context, "Compacting") as progress:
        done = database.compact(context.work, found, progress.tick)
    sizes = f"size {_size(found.size_before_bytes)}, now {_size(done.size_bytes)}"
    said = f"Removed {_entries(done.entries)} from before {day}; {sizes}."
    return Outcome(said=(said,), data=_compact_shape(context, done, False), failed=done.failed)


def _entries(number: int) -> str:
    return f"{number} history {'entry' if number == 1 else 'entries'}"


def _stay(number: int) -> str:
    return f"{_entries(number)} {'is' if number == 1 else 'are'} kept"


def _compact_shape(context: Context, found: Removal, dry_run: bool) -> dict[str, Any]:
    return {
        "path": context.path,
        "before": iso(found.before, context.zone),
        "entries": found.entries,
        "changes": found.changes,
        "kept_entries": found.kept,
        "size_before_bytes": found.size_before_bytes,
        "size_bytes": found.size_bytes,
        "dry_run": dry_run,
    }


def _stamp(context: Context) -> str:
    return local(context.now, context.zone).strftime("%Y%m%d-%H%M%S")


def _look_shape(found: DatabaseInfo) -> dict[str, Any]:
    return {
        "path": found.path,
        "schema": found.schema,
        "size_bytes": found.size_bytes,
        "counts": found.counts,
    }


def _size(size_bytes: int) -> str:
    megabytes = size_bytes / 1_000_000
    return f"{megabytes:.1f} MB" if megabytes >= 1 else f"{-(-size_bytes // 1000)} kB"


def _in_megabytes(report: Report | None) -> Report | None:
    """What a copy reports, which counts pages."""
    if report is None:
        return None

    def reported(done: int, total: int | None) -> None:
        report(*(_PAGE_BYTES * pages // 1_000_000 for pages in (done, total or done)))

    return reported
