"""``log …``, and ``add`` for a record and its log in one go."""

from __future__ import annotations

from timelog_cli.cli import log_changes, log_cuts, log_gaps, log_marks
from timelog_cli.cli.common import checked_tags, note_option, tag_option
from timelog_cli.cli.filters import FILTERS, PERIOD, nothing, read_filters
from timelog_cli.cli.log_changes import ALLOW_FUTURE, ID, ON_OVERLAP
from timelog_cli.cli.log_times import read_when
from timelog_cli.cli.record_fields import DETAILS, record_fields
from timelog_cli.cli.spec import Group, arg, flag, opt
from timelog_cli.domain.heads import TYPES
from timelog_cli.render.logs import Summed, left_out, log_columns, log_row, log_text, sentence
from timelog_cli.render.outcome import Listing, Outcome
from timelog_cli.render.shapes import log_shape
from timelog_cli.usecases import logs
from timelog_cli.usecases.logs import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from timelog_cli.context import Context
    from timelog_cli.usecases.logs import Added

group = Group("log", "Log time by hand; list, change and mark logs.")

_WHEN = arg(
    "when",
    "WHEN",
    "When: 9:00-11:30, 1h30m (until now), yesterday 9:00-10:00, 9:00 for 2h.",
    required=False,
    many=True,
)
_ENTRY = (
    _WHEN,
    opt("--start", "TIME", "The start, with --end or --duration."),
    opt("--end", "TIME", "The end, with --start or --duration."),
    opt("--duration", "DURATION", "How long; ending now if it stands alone."),
    note_option("What was done."),
    tag_option(),
    flag("--billable", "Mark the log billable; the record must be."),
    opt(
        "--owner",
        "OWNER",
        "Whose time it is, if not yours: a user, or group:NAME.",
        complete="owners",
    ),
    ON_OVERLAP,
    ALLOW_FUTURE,
)


@group.command(
    "log add",
    arg("ref", "REF", "The record: case-12, or 12.", complete="refs"),
    *_ENTRY,
    opt("--rate", "AMOUNT", "A rate of its own, instead of that of the record.", filled=True),
    examples=(
        "timelog log add case-1 9:00-10:30",
        'timelog log add case-1 1h30m --note "Call" --billable',
        "timelog log add case-1 --start 2026-11-02T09:00 --duration 45m",
    ),
)
def add(context: Context, ref: str, **given: Any) -> Outcome:
    """Log time on a record."""
    entry = _entry(context, given)._replace(rate=given["rate"])
    return _added(context, logs.add(context.work, ref, entry))


@group.command(
    "add",
    arg("ref", "REF|TITLE", "A record, or the title of one to make.", complete="refs"),
    *_ENTRY,
    opt("--type", "TYPE", "The type of a new record; task if not given.", choices=TYPES),
    *(param for param in DETAILS if param.name != "owner"),
    examples=(
        "timelog add case-1 30m",
        'timelog add "Plan the move" 9:00-10:30 --type task',
        'timelog add "Broken login" 1h --type case --customer Acme --service Support --billable',
    ),
)
def add_anywhere(context: Context, ref: str, type: str | None, **given: Any) -> Outcome:
    """Log time on a record; a title makes the record first.

    With --billable a new record is billable too, which needs --service.
    """
    from timelog_cli.usecases.quick_create import New

    entry = _entry(context, given)
    fields = record_fields(context, {**given, "billable": given["billable"] or None})
    return _added(context, logs.add_anywhere(context.work, ref, New(type, fields), entry))


def _entry(context: Context, given: dict[str, Any]) -> Entry:
    start, end = read_when(context, given["when"], given["start"], given["end"], given["duration"])
    return Entry(
        start,
        end,
        note=given["note"] or "",
        tags=checked_tags(given["tag"]),
        billable=given["billable"],
        owner=given["owner"],
        on_overlap=given["on_overlap"] or "refuse",
        allow_future=given["allow_future"],
    )


def _added(context: Context, done: Added) -> Outcome:
    log, zone = done.log, context.zone
    made = (f"Made {done.made.ref} ({done.made.title}).",) if done.made else ()
    return Outcome(
        said=(*made, sentence("Logged", log, zone), *left_out(done.left_out, zone)),
        name=str(log.id),
        data=log_shape(log, zone),
    )


@group.command(
    "log list",
    PERIOD,
    *FILTERS,
    listing=True,
    examples=(
        "timelog log list today",
        "timelog log list last-month --customer Acme --billable --uninvoiced",
        "timelog log list all --format csv",
    ),
)
def list_logs(context: Context, **given: Any) -> Outcome:
    """List the logs that lie in a period, whole or in part; without one those of this week."""
    filters = read_filters(context, given)
    zone, options = context.zone, context.options
    found = logs.matching(context.work, filters)
    empty = nothing("log", filters, "log list")
    machine = options.json or options.format in {"json", "jsonl", "csv", "tsv"}
    if machine:
        rows = (log_shape(log, zone) for log in found)
        return Outcome(listing=Listing(rows, log_columns(None), empty))
    summed = Summed(found)
    rows = (log_row(log, zone) for log in summed)
    return Outcome(listing=Listing(rows, log_columns(summed), empty))


@group.command("log show", ID, examples=("timelog log show 12", "timelog log show @1 --json"))
def show(context: Context, log: str) -> Outcome:
    """Show a log with its segments."""
    found = logs.show(context.work, log)
    return Outcome(text=log_text(found, context.zone), data=log_shape(found, context.zone))


for part in (log_changes, log_cuts, log_gaps, log_marks):
    part.register(group)
