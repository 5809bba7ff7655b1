"""``import``: the time of other programs."""

from __future__ import annotations

from contextlib import closing

from timelog_cli.cli.commands import Commands
from timelog_cli.cli.context import working_hours
from timelog_cli.cli.filters import named_period
from timelog_cli.cli.progress import Progress
from timelog_cli.cli.whole_importing import import_all
from timelog_cli.domain.imports import Names, title_of
from timelog_cli.domain.text import owner_name, typed
from timelog_cli.errors import Refused
from timelog_cli.render.plain import clock
from timelog_cli.render.plain.imports import (
    plan_shape,
    plan_text,
    problem_lines,
    proposals_text,
)
from timelog_cli.render.result import Lines, Outcome
from timelog_cli.usecases import imports, whole_import
from timelog_cli.usecases.imports import Request
from timelog_cli.usecases.imports.staging import Choice
from timelog_cli.usecases.whole_export import FORMAT as WHOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options import DryRun
    from timelog_cli.cli.options.imports import (
        BadFile,
        DateOrder,
        Expected,
        ImportFile,
        ImportFormat,
        ImportOverlap,
        ImportOwner,
        ImportPeriod,
        ImportText,
        ImportZone,
        MapFile,
        RunningEntries,
        Update,
    )
    from timelog_cli.domain.imports import Plan
    from timelog_cli.domain.time.scan import Period
    from timelog_cli.usecases.imports import Imported

app = Commands()
_DID = {"import": "imported", "change": "changed", "start": "started"}


@app.command("import")
def import_time(
    context: Context,
    file: ImportFile,
    *,
    from_: ImportFormat = None,
    dry_run: DryRun = False,
    map: MapFile = None,
    timezone: ImportZone = None,
    date_order: DateOrder = None,
    on_overlap: ImportOverlap = None,
    running: RunningEntries = None,
    update: Update = False,
    skip_bad: BadFile = None,
    expect: Expected = None,
    owner: ImportOwner = None,
    period: ImportPeriod = None,
    text: ImportText = None,
) -> Outcome:
    """Import the time of another program.

    Reads the files of timewarrior, Watson, klog, Toggl, Clockify, Harvest, Kimai, solidtime,
    hledger (timeclock, timedot), bartib, utt, GTimeLog, Org mode, iCalendar, ActivityWatch, any CSV
    with a mapping, and JSON Lines of timelog.

    A project becomes a record of that title, a client its customer, unless a mapping says
    otherwise. The import is one change, which timelog undo reverts as a whole. What was imported
    before is not added again. An export of everything, in JSON Lines, is imported into an empty
    database only, with all that is in it.

    If anything cannot be imported, everything that is wrong is listed, and nothing is imported.

    Examples:
        timelog import frames --dry-run
        timelog import toggl.csv --timezone Europe/Rome --expect 4:30:00
        timelog import frames --dry-run --map watson.toml
        timelog import toggl.csv --timezone Europe/Rome --skip-bad refused.csv
        timelog import - --from watson < frames
    """
    request = Request(
        from_,
        working_hours(context),
        map,
        timezone,
        date_order and date_order.upper(),
        on_overlap or "refuse",
        update,
        skip_bad,
        _expected(expect),
        None if owner is None else owner_name(owner),
        Choice(texts=tuple(text or ()), running=running or "skip"),
        _period(context, period),
        dry_run,
    )
    if file == "-" and context.world.interactive and not context.options.quiet:
        print(
            "Reading from the terminal. After the last line, press Ctrl-D.",
            file=context.world.stderr,
            flush=True,
        )
    source = imports.opened(file, context.world.stdin)
    context.let_go()  # it may have taken long: the time of the change is after it
    with closing(source):
        everything = whole_import.recognized(source) if from_ in {None, WHOLE} else None
        if everything is not None:
            return import_all(context, everything, request)
        with Progress(context, "Importing", "entries") as progress:
            done = imports.run(context.work, source, request, progress.report)
    return _outcome(context, done, request)


def _expected(text: str | None) -> int | None:
    from timelog_cli.domain.time.durations import read_duration

    if text is None:
        return None
    parts = text.split(":")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        hours, minutes, seconds = map(int, parts)  # more than a day too, as totals are written
        if minutes < 60 and seconds < 60 and len(parts[0]) < 9:
            return hours * 3600 + minutes * 60 + seconds
    return read_duration(text)


def _period(context: Context, text: str | None) -> Callable[[str], Period] | None:
    """What a period is in the zone of the times, which the file or its mapping may give."""
    if text is None:
        return None
    named_period(context, [text])  # says how it is read, or refuses it before the file is read

    def in_zone(zone: str) -> Period:
        from timelog_cli.domain.time.periods import read_period

        return read_period(text, context.moment._replace(zone=zone))

    return in_zone


def _outcome(context: Context, done: Imported, request: Request) -> Outcome:
    plan = done.plan
    refused = bool(plan.problems) and request.bad_path is None
    said = []
    if done.written_map:
        path = typed(done.written_map)
        said.append(f"Wrote the mapping to {path}. Change it, then import with --map {path}")
    elif request.dry_run and request.map_path is None and not refused:
        said.append(_to_choose(plan, done.label))
    said += _notes(plan, request)
    if not refused:
        said.append(_done(plan, done.entry))
    stdout = context.world.stdout
    wide = context.world.width(stdout) if stdout.isatty() else None
    details = request.dry_run or refused
    told = plan_text(plan, done.label, details=details, columns_wide=wide)
    return Outcome(
        said=tuple(said),
        warned=_refused_lines(plan, request),
        text="\n\n".join(filter(None, (told, proposals_text(plan, context.moment)))),
        data=plan_shape(plan, done.entry, context.moment),
        failed=_failure(plan) if refused else None,
    )


def _to_choose(plan: Plan, label: str) -> str:
    """How to import into other records than those of the plan."""
    title = title_of(Names(), label)
    has_only_tags = plan.tags and [one.title for one in plan.records] == [title]
    name = "tag" if has_only_tags else "project"
    return f"To choose the record of each {name}, add --map {plan.format}.toml"


def _done(plan: Plan, entry: int | None) -> str:
    """What was imported, or would be.

    :param entry: its number in the history
    """
    counts = (
        ("import", plan.new.entries - plan.timers, "log"),
        ("change", plan.updated, "log"),
        ("start", plan.timers, "timer"),
    )
    done = [(verb, _many(count, what)) for verb, count, what in counts if count]
    if not done:
        return "Nothing changed."
    if entry is None:
        parts = " and ".join(f"{verb} {what}" for verb, what in done)
        return f"Would {parts}. To do so, leave out --dry-run"
    parts = " and ".join(f"{_DID[verb]} {what}" for verb, what in done)
    return f"{parts.capitalize()}. To undo: timelog undo"


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _notes(plan: Plan, request: Request) -> list[str]:
    """What the user may want to do about a part of it."""
    said = []
    if plan.unbillable.entries:
        said.append(
            f"{clock(plan.unbillable.seconds)} is billable there, but its records here are not."
            " To bill it, give them a service in a mapping"
        )
    if plan.changed.entries and not request.updates:
        said.append("To change the logs of changed entries: --update")
    return said


def _refused_lines(plan: Plan, request: Request) -> tuple[str, ...]:
    if not plan.problems or request.bad_path is None:
        return ()
    count = len(plan.problems) + plan.more_problems
    head = f"Refused {count:,}, and wrote to {typed(request.bad_path)}:"
    return (Lines.of(head, *_indented(plan)),)


def _failure(plan: Plan) -> Refused:
    """That nothing was imported, and why."""
    count = len(plan.problems) + plan.more_problems
    head = f"{count:,} {'entry' if count == 1 else 'entries'} cannot be imported;"
    hint = next((one.hint for one in plan.problems if one.hint), None)
    others = "to import the others, add --skip-bad FILE"
    hint = f"{hint}; {others}" if hint else others
    return Refused(f"{head} nothing was imported", hint, _indented(plan))


def _indented(plan: Plan) -> Iterator[str]:
    return (f"    {line}" for line in problem_lines(plan))
