"""Which logs a command means, and the timers that are in none of them yet."""

from __future__ import annotations

from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.logs import Timer


class LogSelection(Frozen):
    """Any of some values, and none of some others; without values everything fits."""

    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


class Filters(Frozen):
    """Filters of logs: first as they were typed, then with every name as it is stored.

    A log is in a period when a part of it is. Notes are looked for in any letter case, and so is
    a text, which may be in the note, or in the title or key of the record.
    """

    start: int | None = None
    end: int | None = None
    period: str = "all"
    record: LogSelection = LogSelection()
    type: LogSelection = LogSelection()
    customer: LogSelection = LogSelection()
    service: LogSelection = LogSelection()
    owner: LogSelection = LogSelection()
    tag: LogSelection = LogSelection()
    note: LogSelection = LogSelection()
    text: LogSelection = LogSelection()
    billable: bool | None = None
    invoiced: bool | None = None
    changed_since: int | None = None


class Unlogged(Frozen):
    """A live timer, and its worked seconds in a period."""

    timer: Timer
    seconds: int
