"""What is to be worked on a day: the working hours, less the days off."""

from __future__ import annotations

from datetime import date

from timelog_cli.domain.time.zones import start_of_day
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from timelog_cli.domain.time.working_hours import WorkingHours

MOST_DAYS = 3660  # that are added or looked at in one go


class DayOff(Frozen):
    """A day on which somebody does not work, or works less.

    :param owner: ``None`` for everybody
    :param half: whether it is half of the day
    :param seconds: how much of the day it is, if it is neither the whole nor half
    """

    id: int
    day: date
    owner: str | None
    half: bool
    seconds: int | None
    title: str

    @property
    def part(self) -> str:
        """How much of the day it is: ``day``, ``half`` or ``hours``."""
        return "half" if self.half else "day" if self.seconds is None else "hours"


class Target(Frozen):
    """The seconds to be worked on a day, and how many fewer they are than without days off."""

    seconds: int
    off_seconds: int


class Targets:
    """The target of each day of somebody."""

    def __init__(self, hours: WorkingHours, zone: str, off: Iterable[DayOff] = ()) -> None:
        self._hours = hours
        self._zone = zone
        self._off: dict[date, list[DayOff]] = {}
        for one in off:
            self._off.setdefault(one.day, []).append(one)

    def of(self, day: date) -> Target:
        """The target of a day, with what its days off take; halves of a day add up to a whole.

        Hours of a night in which the clocks change are as long as that night.
        """
        usual = self._usual(day)
        off = self._off.get(day, ())
        halves = 2 if any(one.part == "day" for one in off) else sum(one.half for one in off)
        taken = usual * halves // 2 + sum(one.seconds or 0 for one in off)
        taken = min(usual, taken)
        return Target(usual - taken, taken)

    def _usual(self, day: date) -> int:
        zone = self._zone
        return sum(
            start_of_day(day, zone, end) - start_of_day(day, zone, start)
            for start, end in self._hours.week[day.weekday()]
        )

    def off(self, day: date) -> list[DayOff]:
        """The days off on a day."""
        return self._off.get(day, [])


def whole_days(off: Iterable[DayOff]) -> frozenset[date]:
    """The days on which nothing is to be worked at all."""
    return frozenset(one.day for one in off if one.part == "day")


def days(first: date, last: date) -> list[date]:
    """The days from one to another, with both."""
    return [date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1)]


class BalanceRow(Frozen):
    """What was worked from one day to another, and what was to be worked.

    :param label: of the day, week or month: ``2026-11-02``, ``2026-W45``, ``2026-11``
    :param timer_seconds: on active timers, beside what is logged
    :param sum_seconds: all that was over or short up to the last day; ``None`` before the first
        day that counts
    """

    label: str
    first: date
    last: date
    worked_seconds: int
    timer_seconds: int
    target_seconds: int
    off_seconds: int
    sum_seconds: int | None

    @property
    def balance_seconds(self) -> int:
        """What is over, or below zero what is short."""
        return self.worked_seconds + self.timer_seconds - self.target_seconds

    def joined(self, later: BalanceRow) -> BalanceRow:
        """This row with that of a later day."""
        return self._replace(
            last=later.last,
            worked_seconds=self.worked_seconds + later.worked_seconds,
            timer_seconds=self.timer_seconds + later.timer_seconds,
            target_seconds=self.target_seconds + later.target_seconds,
            off_seconds=self.off_seconds + later.off_seconds,
            sum_seconds=later.sum_seconds,
        )


class Balance(Frozen):
    """The balance of an owner: a row for each day, week or month.

    :param since: the first day of the sum
    """

    owner: str
    rows: list[BalanceRow]
    since: date
