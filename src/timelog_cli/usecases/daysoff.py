"""Days off: adding, listing and deleting them."""

from __future__ import annotations

from timelog_cli.domain.targets import DayOff, days
from timelog_cli.domain.text import owner_name
from timelog_cli.errors import NotFound, Refused
from timelog_cli.frozen import Frozen
from timelog_cli.store import queries
from timelog_cli.store.queries import daysoff as stored
from timelog_cli.usecases import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import BinaryIO

    from timelog_cli.exchange.calendars import CalendarDays
    from timelog_cli.usecases import Work


class Whose(Frozen):
    """Whose days off are meant: those of an owner, of the user, or of everybody.

    :param owner: a name as it is typed; ``None`` for the user
    """

    owner: str | None = None
    everybody: bool = False


class Part(Frozen):
    """How much of a day is off: all of it, half, or so many seconds."""

    half: bool = False
    seconds: int | None = None


class AddedDays(Frozen):
    """The days off that were added, and those that were there already."""

    added: list[DayOff]
    known: list[DayOff]


def add(
    work: Work, first: date, last: date, whose: Whose, part: Part, title: str = ""
) -> AddedDays:
    """Add each day from one to another; a day that is off already stays as it is.

    :raises Refused: a single day that is off already, but another part of it
    """
    name = _name(work, whose)
    wanted = [DayOff(0, day, name, part.half, part.seconds, title) for day in days(first, last)]
    with work.writing():
        done = _added(work, name, wanted)
        if first == last and done.known and (done.known[0].half, done.known[0].seconds) != part:
            raise _other_part(done.known[0])
        return done


def _other_part(there: DayOff) -> Refused:
    already = {"day": "a whole day off", "half": "half a day off", "hours": "off for some hours"}
    everybody = " --everybody" if there.owner is None else ""
    return Refused(
        f"{there.day} is already {already[there.part]}",
        f"to replace it, delete it first: timelog dayoff delete {there.day}{everybody}",
    )


def add_file(
    work: Work, path: str, stdin: BinaryIO, first: date, last: date, whose: Whose
) -> tuple[AddedDays, CalendarDays]:
    """Add the whole days of an iCalendar file from one day to another, as one change.

    A day that is off already stays as it is.

    :param path: of the file; ``-`` is standard input
    """
    from timelog_cli.exchange.calendars import read_days

    found = read_days(path, stdin, first, last)
    if not found.days:
        return AddedDays([], []), found
    name = _name(work, whose)
    wanted = [
        DayOff(0, day, name, half=False, seconds=None, title=title) for day, title in found.days
    ]
    with work.writing():
        return _added(work, name, wanted), found


def _added(work: Work, name: str | None, wanted: Sequence[DayOff]) -> AddedDays:
    number = None if name is None else queries.ensure_owner(work.store, name)
    there = {one.day: one for one in _there(work, number, wanted[0].day, wanted[-1].day)}
    for one in wanted:
        if one.day not in there:
            stored.add(work.store, number, one)
    meant = {one.day for one in wanted}
    now = [one for one in _there(work, number, wanted[0].day, wanted[-1].day) if one.day in meant]
    return AddedDays(
        [one for one in now if one.day not in there], [one for one in now if one.day in there]
    )


def _there(work: Work, number: int | None, first: date, last: date) -> list[DayOff]:
    """The days off of one owner, or else of everybody."""
    if number is None:
        return stored.between(work.store, first, last, (), everybody=True)
    return stored.between(work.store, first, last, (number,), everybody=False)


def found(
    work: Work, first: date | None, last: date | None, owner: str | None = None
) -> list[DayOff]:
    """The days off of an owner, or of the user, with those of everybody, by day.

    :raises NotFound: no such owner
    """
    number = names.owner(work, owner)[1]
    return stored.between(work.store, first, last, (number,), everybody=True)


def to_delete(work: Work, first: date, last: date, whose: Whose) -> list[DayOff]:
    """The days off from one day to another, of an owner or of everybody, not of both.

    :raises NotFound: there are none
    """
    number = None if whose.everybody else names.owner(work, whose.owner)[1]
    there = _there(work, number, first, last)
    if not there:
        raise _none(work, first, last, whose)
    return there


def _none(work: Work, first: date, last: date, whose: Whose) -> NotFound:
    when = f"on {first}" if first == last else f"from {first} to {last}"
    hint = "timelog dayoff list"
    if not whose.everybody and _there(work, None, first, last):
        hint = f"to delete that of everybody: timelog dayoff delete {_range(first, last)}"
        hint += " --everybody"
    return NotFound(f"no day off {when}", hint)


def _range(first: date, last: date) -> str:
    return str(first) if first == last else f"{first}..{last}"


def delete(work: Work, first: date, last: date, whose: Whose) -> list[DayOff]:
    """Delete the days off from one day to another; those that were deleted.

    :raises NotFound: there are none
    """
    with work.writing():
        gone = to_delete(work, first, last, whose)
        stored.drop(work.store, gone)
        return gone


def _name(work: Work, whose: Whose) -> str | None:
    """The owner's name as it is stored; ``None`` for everybody."""
    if whose.everybody:
        return None
    name = work.user if whose.owner is None else owner_name(whose.owner)
    return queries.spelled_owner(work.store, name)
