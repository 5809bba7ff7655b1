"""The time grammar: what a user types, at a moment, in a zone, becomes instants.

Pure: it reads no clock and no setting. Every name comes from its module when it is first asked
for, so a command that only writes a duration loads nothing else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.times.clock import read_time_of_day
    from timelog_cli.domain.times.days import read_day
    from timelog_cli.domain.times.durations import read_duration, write_duration
    from timelog_cli.domain.times.forms import EXAMPLE_MOMENT, FORMS, Form
    from timelog_cli.domain.times.instants import read_instant
    from timelog_cli.domain.times.periods import read_period
    from timelog_cli.domain.times.ranges import only_clocks, read_range
    from timelog_cli.domain.times.values import InstantReading, Moment, Period, RangeReading

_HOMES = {
    "clock": "read_time_of_day",
    "days": "read_day",
    "durations": "read_duration write_duration",
    "forms": "EXAMPLE_MOMENT FORMS Form",
    "instants": "read_instant",
    "periods": "read_period",
    "ranges": "only_clocks read_range",
    "values": "InstantReading Moment Period RangeReading",
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names.split():
            found: object = getattr(__import__(f"{__name__}.{home}", fromlist=[name]), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "EXAMPLE_MOMENT",
    "FORMS",
    "Form",
    "InstantReading",
    "Moment",
    "Period",
    "RangeReading",
    "only_clocks",
    "read_day",
    "read_duration",
    "read_instant",
    "read_period",
    "read_range",
    "read_time_of_day",
    "write_duration",
]
