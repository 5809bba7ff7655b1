"""Months and years as heat maps: a cell for each day, and the scale of the shades."""

from __future__ import annotations

from itertools import groupby

from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.render.plain import clock
from timelog_cli.render.terminal.days import footing, heading
from timelog_cli.render.terminal.screen import cropped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.calendar import Calendar, Day
    from timelog_cli.render.terminal.screen import Line, Span

_SHADES = "·░▒▓█"
_OFF = "×"
_STYLE = "bright_blue"
_STEPS = (900, 1800, 3600, 7200, 10_800, 14_400, 21_600)  # seconds of one shade more
_MOST_MONTHS = 3  # more are drawn with a column for each week
_GUTTER = 4  # columns for the weekday or the week
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK = 7


def calendar_lines(found: Calendar, label: str, now: int, columns: int) -> list[Line]:
    """A period as a heat map with its sum and scale.

    :param label: of the period, such as ``2026-11``
    :param columns: how wide the terminal is
    """
    days = found.days
    span = "" if ".." in label or len(days) == 1 else f", {days[0].day} to {days[-1].day}"
    step = _step(max(day.sums.worked_seconds for day in days))
    lines: list[Line] = [*heading(f"{label}{span}", found.sums, None, columns), []]
    months = [list(its) for _, its in groupby(days, key=lambda one: one.day.replace(day=1))]
    if len(months) <= _MOST_MONTHS:
        for month in months:
            lines += [*_month(month, step, now, columns, named=len(months) > 1), []]
    else:
        lines += _weeks(days, step, now, columns)
    return [
        *lines,
        *_scale(step, any(map(_is_off, days)), columns),
        cropped(footing(found.sums), columns),
    ]


def _step(most: int) -> int:
    """How much time one shade stands for, so that the last one is the most."""
    return next((step for step in _STEPS if step * 4 >= most), _STEPS[-1])


def _is_off(day: Day) -> bool:
    """Whether it is a day off on which nothing was worked."""
    return not day.sums.worked_seconds and any(one.part == "day" for one in day.off)


def _mark(day: Day, step: int) -> str:
    return _OFF if _is_off(day) else _SHADES[_shade(day, step)]


def _shade(day: Day, step: int) -> int:
    return min(4, -(-day.sums.worked_seconds // step))


def _style(day: Day, step: int, now: int) -> str:
    if day.start <= now < day.end:
        return "bold"
    return _STYLE if _shade(day, step) else "zero"


def _month(
    days: Sequence[Day], step: int, now: int, columns: int, *, named: bool
) -> Iterator[Line]:
    """A calendar: a row for each week, a column for each weekday."""
    room = max(1, (columns - _GUTTER + 1) // _WEEK - 1)  # with a blank between two days
    if named:
        yield cropped([(f"{_MONTHS[days[0].day.month - 1]} {days[0].day.year}", "bold")], columns)
    heads = " ".join(f"{name[: min(3, room)]:<{room}}" for name in WEEKDAY_NAMES)
    yield cropped([(" " * _GUTTER + heads, "dim")], columns)
    for week, its in groupby(days, key=lambda one: one.day.isocalendar()[1]):
        cells = {one.day.weekday(): one for one in its}
        line: list[Span] = [(f"{f'W{week:02}':<{_GUTTER}}", "dim")]
        for weekday in range(_WEEK):
            one = cells.get(weekday)
            text = _cell(one, step, room) if one else ""
            line += [(f"{text:<{room}}", _style(one, step, now) if one else ""), (" ", "")]
        yield cropped(line[:-1], columns)


def _cell(day: Day, step: int, room: int) -> str:
    """A day: its number, its shade and its time, as far as there is room."""
    shade, seconds = _mark(day, step), day.sums.worked_seconds
    time = clock(seconds - seconds % 60) if seconds else ""
    number = f"{day.day.day:>2}"
    full = f"{number} {shade * 2} {time}".rstrip()
    tight = f"{number} {shade * 2}{time}"
    wanted = ((full, 10), (tight, 10), (f"{number}{shade * 2}", 4), (shade * 2, 2))
    return next((text for text, need in wanted if max(need, len(text)) <= room), shade)


def _weeks(days: Sequence[Day], step: int, now: int, columns: int) -> Iterator[Line]:
    """A column for each week and a row for each weekday; as many weeks side by side as fit."""
    weeks = [list(its) for _, its in groupby(days, key=lambda one: one.day.isocalendar()[:2])]
    room = max(1, columns - _GUTTER)
    last = 0
    for first in range(0, len(weeks), room):
        some = weeks[first : first + room]
        years, names, last = _names(some, last, room)
        for line in ([years] if years else []) + [names]:
            yield cropped([(" " * _GUTTER + line, "dim")], columns)
        for weekday, name in enumerate(WEEKDAY_NAMES):
            row: list[Span] = [(f"{name[:3]} ", "dim")]
            for week in some:
                one = next((day for day in week if day.day.weekday() == weekday), None)
                text = _mark(one, step) if one else " "
                row.append((text, _style(one, step, now) if one else ""))
            yield cropped(row, columns)
        yield []


def _names(weeks: Sequence[Sequence[Day]], last: int, room: int) -> tuple[str, str, int]:
    """The names of the months over the weeks in which they begin, and the month named last.

    One for which too little is left stands over the next weeks. Over a January behind other
    months stands its year.
    """
    years = names = ""
    for at, week in enumerate(weeks):
        day = week[-1].day
        month = day.year * 12 + day.month
        year = str(day.year) if day.month == 1 and last else ""
        name = _MONTHS[day.month - 1]
        if month != last and len(names) <= at <= room - max(len(name), len(year)):
            names, last = f"{names:<{at}}{name} ", month
            years = f"{years:<{at}}{year}" if year else years
    return years, names.rstrip(), last


def _scale(step: int, off: bool, columns: int) -> Iterator[Line]:
    """What each shade stands for, on one line or on several."""
    parts = ["· none", *(f"{_SHADES[at]} to {clock(step * at)}" for at in range(1, 5))]
    if off:
        parts.append(f"{_OFF} day off")
    line = ""
    for part in parts:
        if line and len(line) + 2 + len(part) > columns:
            yield cropped([(line, "")], columns)
            line = ""
        line += ("  " if line else "") + part
    yield cropped([(line, "")], columns)
