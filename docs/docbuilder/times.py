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
    "time of day": "Part of the other kinds, and the setting `day_start`.",
    "instant": "For `--at`, `--start` and `--end`. A time of day alone is today's; with `log edit`"
    " and `log split` it is on the day of the log.",
    "day": "For `--date`, and part of the other kinds.",
    "duration": "For `--duration`, `--estimate`, `--increment`, `--minimum` and the settings."
    " `m` is always minutes; months are `mo`. A bare number has no unit and is refused.",
    "range": "For `timelog log add REF …` and `timelog add REF …`, where no quotes are needed, and"
    " for `log edit --pause`, where times of day are on the day of the log.",
    "period": "For `timelog log list`, `log mark`, `log move`, `report`, `history` and"
    " `billing list`, and for `--period`. Both days of `..` are included.",
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
        "What may be typed for a time. Letter case does not matter. What depends on the clock is"
        " echoed as an absolute time before anything is done with it.",
        f"The examples are read on {_moment()}, with the setting `date_order = "
        f'"{EXAMPLE_MOMENT.date_order}"`. Periods show their name, then their first and last day.',
        *(_section(kind) for kind in dict.fromkeys(form.kind for form in FORMS)),
        "## What is refused",
        "A date that cannot exist is refused, never guessed; so is what can be read in two ways."
        " A local time that does not exist, or that exists twice, when clocks change, is refused"
        " with both readings to copy.",
        md.table(("kind", "typed", "message", "hint"), (_refusal(*one) for one in REFUSED)),
        "Slashes with a short year, as `3/4/26`, follow the setting `date_order`; without it they"
        " are refused, with the readings named.",
    )


def _moment() -> str:
    zone = ZoneInfo(EXAMPLE_MOMENT.zone)
    local = datetime.fromtimestamp(EXAMPLE_MOMENT.now, zone)
    return f"{local:%A} {local:%Y-%m-%d} at {local:%H:%M} in {EXAMPLE_MOMENT.zone}"


def _section(kind: str) -> str:
    rows = (
        (form.form, md.verbatim(form.example), md.verbatim(form.reads))
        for form in FORMS
        if form.kind == kind
    )
    return "\n\n".join(
        (f"## {kind.capitalize()}", USED[kind], md.table(("form", "example", "reads as"), rows))
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
