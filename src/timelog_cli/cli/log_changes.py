"""``log edit`` and ``log delete``."""

from __future__ import annotations

from timelog_cli.cli.common import checked_tags, confirmed, note_option, tag_option
from timelog_cli.cli.editor import IN_EDITOR, check_without_editor
from timelog_cli.cli.log_pieces import PIECES, check_together, read_pieces
from timelog_cli.cli.log_times import read_near
from timelog_cli.cli.spec import arg, flag, opt
from timelog_cli.errors import Unreadable
from timelog_cli.render.logs import changes, left_out
from timelog_cli.render.outcome import Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.render.text import clock, span
from timelog_cli.usecases import log_edits
from timelog_cli.usecases.log_edits import Change
from timelog_cli.usecases.overlaps import POLICIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.cli.spec import Group
    from timelog_cli.context import Context
    from timelog_cli.domain.logs import Log

ID = arg("log", "ID", "The log: 12, or @1 for the newest.", complete="logs")
ON_OVERLAP = opt(
    "--on-overlap",
    "HOW",
    "Where the owner's time is taken: refuse (if not given), trim what is taken, or allow both.",
    choices=POLICIES,
)
ALLOW_FUTURE = flag("--allow-future", "Let the log end in the future.")


def register(group: Group) -> None:
    """Add the commands to the group of logs."""
    group.command(
        "log edit",
        ID._replace(required=False),
        opt("--start", "TIME", "The new start; a time of day is on the log's day."),
        opt("--end", "TIME", "The new end; a time of day is on the log's day."),
        opt("--duration", "DURATION", "The new worked time; the end moves, or else the start."),
        *PIECES,
        opt("--record", "REF", "Move it to this record.", complete="refs"),
        note_option("The new note; an empty one takes it away."),
        tag_option(),
        opt(
            "--no-tag",
            "TAG",
            "A tag to take away; may be repeated.",
            many=True,
            complete="tags",
        ),
        flag("--billable/--no-billable", "Mark it billable, or not."),
        opt("--rate", "AMOUNT", "A rate of its own, instead of that of the record.", filled=True),
        flag("--no-rate", "Take its own rate away."),
        opt("--owner", "OWNER", "Whose time it is: a user, or group:NAME.", complete="owners"),
        ON_OVERLAP,
        ALLOW_FUTURE,
        *IN_EDITOR,
        examples=(
            "timelog log edit @1 --end 17:30",
            "timelog log edit 12 --record case-3",
            "timelog log edit 12 --billable --rate 90",
            "timelog log edit 12 --pause 10:00-10:15",
            "timelog log edit --day yesterday --editor",
        ),
    )(edit_or_open)
    group.command(
        "log delete",
        arg("logs", "ID", "The logs: 12, or @1 for the newest.", many=True, complete="logs"),
        flag("--yes", "Do not ask; one log is deleted without a question anyway."),
        examples=("timelog log delete 12", "timelog log delete 12 13 --yes"),
    )(delete)


def edit_or_open(
    context: Context, log: str | None, editor: bool, day: str | None, yes: bool, **given: Any
) -> Outcome:
    """Change a log. Pauses that still fit stay pauses.

    With --segment the new start and end are those of one segment. The log begins and ends with its
    first and last segment when they change.

    With --editor the log, or the logs of a day, are text in $VISUAL or $EDITOR; what is changed
    there is saved as one change, or refused whole with the line named.
    """
    if editor:
        from timelog_cli.cli.log_editor import edit_as_text

        return edit_as_text(context, log, day, yes, given)
    check_without_editor(log, day, yes)
    return edit(context, log or "", **given)


def edit(context: Context, log: str, **given: Any) -> Outcome:
    """Change a log as the options say."""
    (now_so,) = log_edits.found(context.work, [log])
    done = log_edits.edit(context.work, str(now_so.id), _change(context, now_so, given))
    zone = context.zone
    return Outcome(
        said=(changes(done.before, done.after, zone), *left_out(done.left_out, zone)),
        data=log_shape(done.after, zone),
    )


def _change(context: Context, log: Log, given: dict[str, Any]) -> Change:
    check_together(given)
    start = end = duration = None
    if given["segment"] is None:
        start, end, duration = _times(context, log, given["start"], given["end"], given["duration"])
    first = log.start if start is None else start
    last = log.end if end is None else end
    tags, no_tags = checked_tags(given["tag"]), checked_tags(given["no_tag"])
    for tag in tags:
        if tag in no_tags:
            raise Unreadable(
                f"--tag {tag} and --no-tag {tag} contradict each other", "leave one of them out"
            )
    return Change(
        start=start,
        end=end,
        duration=duration,
        pieces=read_pieces(context, log, given, first, last),
        ref=given["record"],
        note=given["note"],
        tags=tags,
        no_tags=no_tags,
        billable=given["billable"],
        rate=_rate(given["rate"], given["no_rate"]),
        owner=given["owner"],
        on_overlap=given["on_overlap"] or "refuse",
        allow_future=given["allow_future"],
    )


def _rate(rate: str | None, no_rate: bool) -> str | None:
    """The rate that is typed; an empty one takes it away.

    :raises Unreadable: both are asked for
    """
    if rate is not None and no_rate:
        raise Unreadable("--rate and --no-rate contradict each other", "leave one of them out")
    return "" if no_rate else rate


def _times(
    context: Context, log: Log, start: str | None, end: str | None, duration: str | None
) -> tuple[int | None, int | None, int | None]:
    if start is not None and end is not None and duration is not None:
        raise Unreadable(
            "--start, --end and --duration are one too many", "leave any one of them out"
        )
    first = read_near(context, start, log.start)
    moved = 0 if first is None else first - log.start
    last = read_near(context, end, log.end + moved)
    if duration is None:
        return first, last, None
    from timelog_cli.domain.times import read_duration

    return first, last, read_duration(duration)


def delete(context: Context, logs: list[str], yes: bool) -> Outcome:
    """Delete logs; undo brings them back. For several it asks first."""
    found = log_edits.found(context.work, logs)
    worked = clock(sum(log.worked_seconds for log in found))
    if len(found) > 1 and not confirmed(
        context, yes, f"Delete {len(found)} logs with {worked} of work?"
    ):
        return Outcome(said=("Nothing was changed.",), code=1)
    gone = log_edits.delete(context.work, [str(log.id) for log in found])
    zone = context.zone
    lines = [
        f"Deleted log {log.id}: {clock(log.worked_seconds)} on {log.ref} ({log.title}),"
        f" {span(log.start, log.end, zone)}."
        for log in gone
    ]
    shapes = [log_shape(log, zone) for log in gone]
    brings = f"timelog undo brings {'it' if len(gone) == 1 else 'them'} back."
    return Outcome(said=(*lines, brings), data=shapes)
