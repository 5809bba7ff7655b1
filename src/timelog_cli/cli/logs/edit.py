"""``log edit`` and ``log delete``, whole or by segments and pauses."""

from __future__ import annotations

from timelog_cli.cli.context import checked_tags, confirmed
from timelog_cli.cli.editor import check_without_editor
from timelog_cli.cli.logs import app, shortcuts
from timelog_cli.cli.logs.times import read_near, read_range_near
from timelog_cli.domain.logs import Segment
from timelog_cli.errors import UsageError
from timelog_cli.render.plain import clock, span
from timelog_cli.render.plain.logs import changes, left_out
from timelog_cli.render.result import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases import lookup, timers
from timelog_cli.usecases.logs import edits as log_edits
from timelog_cli.usecases.logs.edits import LogChange, SegmentChanges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Unpack

    import typer

    from timelog_cli.cli.completion import completers as complete
    from timelog_cli.cli.context import Context
    from timelog_cli.cli.options.logs import LogEdits, LogIds
    from timelog_cli.domain.logs import Log

_PIECES = ("pause", "remove_pause", "segment", "remove_segment")
_ONE_BY_ONE = "use two commands, one after the other"


def read_pieces(
    context: Context, log: Log, edits: LogEdits, start: int, end: int
) -> SegmentChanges:
    """What the options say of segments and pauses; ``start`` and ``end`` are the log's to be."""
    if edits["segment"] is not None:
        return _segment(context, log, edits["segment"], edits["start"], edits["end"])
    pauses = [read_range_near(context, text, start, end) for text in edits["pause"] or ()]
    return SegmentChanges(
        pauses=tuple(Segment(*pause) for pause in pauses),
        closed=tuple(_number(log, text, "pause") for text in edits["remove_pause"] or ()),
        dropped=tuple(_number(log, text, "segment") for text in edits["remove_segment"] or ()),
    )


def check_together(edits: LogEdits) -> None:
    """Refuse options that would change the pieces of a log in two ways at once."""
    given = [name for name, value in edits.items() if value is not None]
    alone = [name for name in _PIECES if name in given]
    for name in ("duration", "start", "end"):
        fit = {"pause", "segment"} if name != "duration" else set()
        if name in given and not fit.issuperset(alone):
            alone.append(name)
    if len(alone) > 1:
        one, other = (f"--{name.replace('_', '-')}" for name in alone[:2])
        raise UsageError(f"{one} cannot be used with {other}", _ONE_BY_ONE)
    if edits["segment"] is not None and edits["start"] is None and edits["end"] is None:
        raise UsageError(
            "--segment needs --start, --end or both", "add --start 9:00, --end 10:30, or both"
        )


def _segment(
    context: Context, log: Log, named: str, start: str | None, end: str | None
) -> SegmentChanges:
    number = _number(log, named, "segment")
    old = log_edits.segment(log, number)
    begin = read_near(context, start, old, old.start, -1 if end is None else 0)
    moved = 0 if begin is None else begin - old.start
    window = (old.start + moved, old.end + moved)
    return SegmentChanges(
        segment=number, start=begin, end=read_near(context, end, window, window[1], 1)
    )


def _number(log: Log, text: str, what: str) -> int:
    word = text.strip().removeprefix("#")
    if not (word.isascii() and word.isdigit() and len(word) <= len("999999")):
        raise UsageError(
            f"{text[:40]!r} is not a {what} number",
            f"to see the numbers: timelog log show {log.id}",
        )
    return int(word)


@shortcuts.command("edit")
@app.command("edit")
def edit(
    context: Context,
    log: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The log's number, such as 12, or @1 for the newest. Default, with a change: your"
            " newest log.",
            autocompletion=complete.logs,
        ),
    ] = None,
    **edits: Unpack[LogEdits],
) -> Outcome:
    """Change a log. Pauses that still fit are kept.

    With --segment, --start and --end change that segment only. The log always starts with its
    first segment and ends with its last.

    With --editor, edit the log, or all logs of a day, as text in $VISUAL or $EDITOR. Your edits
    are saved as one change. If a line is invalid, nothing is saved and the line is shown. On a
    terminal, the editor opens too if you give no change.

    Without an ID, a change is made to your newest log, and that log is printed. A new owner needs
    an ID.

    Examples:
        timelog log edit @1 --end 17:30
        timelog log edit +phone
        timelog log edit 12 --record case-3
        timelog log edit 12 --billable --rate 90
        timelog log edit 12 --pause 10:00-10:15
        timelog log edit --day yesterday --editor
    """
    if edits["editor"] or _says_nothing(context, edits):
        from timelog_cli.cli.logs.editor import edit_as_text

        return edit_as_text(context, log, edits)
    check_without_editor(edits["day"], edits["yes"])
    now_so = _meant(context, log, edits)
    done = log_edits.edit(context.work, str(now_so.id), _change(context, now_so, edits))
    zone = context.zone
    return Outcome(
        said=(changes(done.before, done.after, zone), *left_out(done.left_out, zone)),
        data=log_shape(done.after, zone),
    )


def _says_nothing(context: Context, edits: LogEdits) -> bool:
    """Whether no change is given where an editor can be shown."""
    world = context.world
    on_terminal = world.interactive and world.stdout.isatty() and not context.options.json
    return on_terminal and _given(edits) <= {"day"}


def _given(edits: LogEdits) -> set[str]:
    """The names of the options that are given."""
    return {
        name
        for name, value in edits.items()
        if value is not None and (value is not False or name == "billable")
    }


def _meant(context: Context, log: str | None, edits: LogEdits) -> Log:
    """The log of an ID; the user's newest one without.

    :raises UsageError: no ID, and no change, or a new owner, who could be meant for ``--editor``
    :raises NotFound: no such log
    """
    if log is not None:
        (found,) = log_edits.found(context.work, [log], "edit")
        return found
    given = _given(edits)
    if "owner" in given or given <= {"on_overlap", "allow_future"}:
        raise UsageError(
            "log edit: missing ID (the log's number, such as 12, or @1 for the newest)",
            lookup.NO_LOG_NUMBER,
        )
    return _newest(context)


def _newest(context: Context) -> Log:
    """The user's newest log, which is told, and also that a timer is none.

    :raises NotFound: the user has no log
    """
    log = lookup.own_log(context.work)
    when = span(log.start, log.end, context.zone)
    said = f"Your newest log is log {log.id}: {log.ref} ({log.title}), {when}."
    runs = any(timer.state == "running" for timer in timers.mine(context.work))
    context.notices.append(f"{said} The running timer is not changed." if runs else said)
    return log


def _change(context: Context, log: Log, edits: LogEdits) -> LogChange:
    check_together(edits)
    start = end = duration = None
    if edits["segment"] is None:
        start, end, duration = _times(context, log, edits["start"], edits["end"], edits["duration"])
    first = log.start if start is None else start
    last = log.end if end is None else end
    tags, no_tags = checked_tags(edits["tag"]), checked_tags(edits["no_tag"])
    for tag in tags:
        if tag in no_tags:
            raise UsageError(
                f"--tag {tag} cannot be used with --no-tag {tag}", "use only one of them"
            )
    return LogChange(
        start=start,
        end=end,
        duration=duration,
        pieces=read_pieces(context, log, edits, first, last),
        ref=edits["record"],
        note=edits["note"],
        tags=tags,
        no_tags=no_tags,
        billable=edits["billable"],
        rate=_rate(edits["rate"], edits["no_rate"]),
        owner=edits["owner"],
        on_overlap=edits["on_overlap"] or "refuse",
        allow_future=edits["allow_future"],
    )


def _rate(rate: str | None, no_rate: bool) -> str | None:
    """The rate that is typed; an empty one takes it away.

    :raises UsageError: both are asked for
    """
    if rate is not None and no_rate:
        raise UsageError("--rate cannot be used with --no-rate", "use only one of them")
    return "" if no_rate else rate


def _times(
    context: Context, log: Log, start: str | None, end: str | None, duration: str | None
) -> tuple[int | None, int | None, int | None]:
    if start is not None and end is not None and duration is not None:
        raise UsageError(
            "--start, --end and --duration cannot all be given", "use only two of them"
        )
    alone = end is None and duration is None
    first = read_near(context, start, (log.start, log.end), log.start, -1 if alone else 0)
    moved = 0 if first is None else first - log.start
    window = (log.start + moved, log.end + moved)
    last = read_near(context, end, window, window[1], 1)
    if duration is None:
        return first, last, None
    from timelog_cli.domain.time.durations import read_duration

    return first, last, read_duration(duration)


@shortcuts.command("rm", hidden=True)
@shortcuts.command("delete")
@app.command("delete")
def delete(
    context: Context,
    logs: LogIds,
    *,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes",
            help="Do not ask for confirmation. (A single log is always deleted without asking.)",
        ),
    ] = False,
) -> Outcome:
    """Delete logs. Asks before deleting more than one. Can be undone.

    Examples:
        timelog log delete 12
        timelog log delete 12 13 --yes
    """
    found = log_edits.found(context.work, logs, "delete")
    worked = clock(sum(log.worked_seconds for log in found))
    if len(found) > 1 and not confirmed(context, yes, f"Delete {len(found)} logs ({worked})?"):
        return Outcome(said=("Nothing changed.",), code=1)
    gone = log_edits.delete(context.work, [str(log.id) for log in found])
    zone = context.zone
    lines = [
        f"Deleted log {log.id}: {clock(log.worked_seconds)} on {log.ref} ({log.title}),"
        f" {span(log.start, log.end, zone)}."
        for log in gone
    ]
    shapes = [log_shape(log, zone) for log in gone]
    brings = "To undo: timelog undo"
    return Outcome(said=(*lines, brings), data=shapes)
