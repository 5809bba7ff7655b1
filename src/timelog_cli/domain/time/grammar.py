"""Every form of the grammar in one table: what the documentation shows and the tests read."""

from __future__ import annotations

from timelog_cli.domain.time.clock import TIMES
from timelog_cli.domain.time.days import DAYS_AND_LAST_RESORT
from timelog_cli.domain.time.durations import DURATIONS
from timelog_cli.domain.time.instants import INSTANTS_AND_LAST_RESORT
from timelog_cli.domain.time.periods import PERIODS
from timelog_cli.domain.time.ranges import RANGES
from timelog_cli.domain.time.scan import Moment
from timelog_cli.frozen import Frozen

# Wednesday, 10 June 2026, 15:00 in Rome (+02:00)
EXAMPLE_MOMENT = Moment(now=1_781_096_400, zone="Europe/Rome", date_order="DMY")


class Form(Frozen):
    """One way to write a time, and what its example reads to at ``EXAMPLE_MOMENT``."""

    kind: str
    form: str
    example: str
    reads: str


_TABLES = (
    ("time of day", TIMES),
    ("instant", INSTANTS_AND_LAST_RESORT),
    ("day", DAYS_AND_LAST_RESORT),
    ("duration", DURATIONS),
    ("range", RANGES),
    ("period", PERIODS),
)
FORMS: tuple[Form, ...] = tuple(Form(kind, *row[:3]) for kind, rows in _TABLES for row in rows)
