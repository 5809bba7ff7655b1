"""Which logs a command means: a period, and what they must and must not be."""

from __future__ import annotations

from timelog_cli.frozen import Frozen


class Choice(Frozen):
    """Any of some values, and none of some others; without values everything fits."""

    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


class Filters(Frozen):
    """Filters of logs: first as they were typed, then with every name as it is stored.

    A log is in a period when a part of it is. Notes are looked for in any letter case.
    """

    start: int | None = None
    end: int | None = None
    period: str = "all"
    record: Choice = Choice()
    type: Choice = Choice()
    customer: Choice = Choice()
    service: Choice = Choice()
    owner: Choice = Choice()
    tag: Choice = Choice()
    note: Choice = Choice()
    billable: bool | None = None
    invoiced: bool | None = None
