"""``times.md``: what may be typed for a time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from docbuilder import markdown as md
from timelog_cli.domain.time.durations import read_duration
from timelog_cli.domain.time.grammar import EXAMPLE_MOMENT, FORMS
from timelog_cli.domain.time.instants import read_instant
from timelog_cli.domain.time.periods import read_day, read_period
from timelog_cli.domain.time.ranges import read_range
from timelog_cli.errors import UsageError

USED = {
    "time of day": "Part of the other kinds, and used for the setting `day_start`.",
    "instant": "For `--at`, `--start` and `--end`. A time of day alone means today; for `log edit`"
    " and `log split`, the day of the log.",
    "day": "For `--date`, and part of the other kinds. `timelog dayoff` reads a day without a year,"
    " a weekday and a month's name as the coming one.",
    "duration": "For `--duration`, `--estimate`, `--increment`, `--minimum` and the settings."
    " `m` always means minutes; months are `mo`. A number without a unit is refused.",
    "range": "For `timelog log add REF …` and `timelog add REF …`, without quotes, and for"
    " `log edit --pause`, where times of day are on the day of the log.",
    "period": "For `timelog log list`, `log mark`, `log move`, `report`, `timesheet`, `history` and"
    " `billing list`, and for `--period`. With `..`, both days are included, and a time counts to"
    " the second. What has a day but no time, as items and invoices have, counts by the day.",
}
REFUSED = (
    ("duration", "90"),
    ("instant", "9"),
    ("instant", "2026-03-29 02:30"),
    ("instant", "2026-10-25 02:30"),
    ("day", "2026-02-30"),
    ("day", "31.4.2026"),
    ("range", "9:30"),
    ("period", "soon"),
)


def page() -> str:
    """The page."""
    return md.page(
        "Times",
        "How to write a time. Upper and lower case are the same. Before a relative time is used,"
        " timelog confirms it as an absolute time.",
        f"The examples assume that it is {_moment()}, with the setting `date_order = "
        f'"{EXAMPLE_MOMENT.date_order}"`. For a period, the name is followed by the first and'
        " last day.",
        *(_section(kind) for kind in dict.fromkeys(form.kind for form in FORMS)),
        "## What is refused",
        "A date that cannot exist is refused, never guessed, and so is anything ambiguous. A local"
        " time that does not exist, or exists twice, because the clocks change, is refused with the"
        " two possible times to copy.",
        md.table(("kind", "input", "message", "hint"), (_refusal(*one) for one in REFUSED)),
        "Dates with slashes and a short year, such as `3/4/26`, follow the setting `date_order`."
        " Without it, they are refused, and the possible dates are listed.",
    )


def _moment() -> str:
    zone = ZoneInfo(EXAMPLE_MOMENT.zone)
    local = datetime.fromtimestamp(EXAMPLE_MOMENT.now, zone)
    return f"{local:%A} {local:%Y-%m-%d} at {local:%H:%M} in {EXAMPLE_MOMENT.zone}"


def _section(kind: str) -> str:
    rows = (
        (md.verbatim(form.example), md.verbatim(form.reads), form.form)
        for form in FORMS
        if form.kind == kind
    )
    return "\n\n".join(
        (f"## {kind.capitalize()}", USED[kind], md.table(("example", "means", "form"), rows))
    )


def _refusal(kind: str, text: str) -> tuple[str, str, str, str]:
    readers = {"duration": read_duration, "range": read_range}
    known = {"instant": read_instant, "day": read_day, "period": read_period}
    try:
        if kind == "duration":
            readers[kind](text)  # type: ignore[operator]
        else:
            (readers | known)[kind](text, EXAMPLE_MOMENT)  # type: ignore[operator]
    except UsageError as error:
        return kind, md.verbatim(text), error.message, error.hint or ""
    raise RuntimeError(f"{text!r} is read as a {kind}")
