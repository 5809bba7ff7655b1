"""A day as a line of time, and a week as seven columns of hours."""

from __future__ import annotations

from timelog_cli.domain.time.scan import WEEKDAY_NAMES
from timelog_cli.domain.time.zones import DAY, local_time, utc_offset
from timelog_cli.frozen import Frozen
from timelog_cli.render.plain import clock, width
from timelog_cli.render.plain.timers import ICONS
from timelog_cli.render.terminal.screen import cropped, fitted, record_style, wide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timelog_cli.domain.calendar import Calendar, Day, RecordSums, Stint, Sums
    from timelog_cli.domain.targets import DayOff
    from timelog_cli.render.terminal.screen import Line, Span

HOUR = 3600
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHORTEST = 8 * HOUR  # a day is not drawn larger than that
_STEPS = (1, 2, 3, 4, 6, 12)
_BILLABLE = "●"
ROOMY = 44  # columns in which a log has one line
_SHORT_TITLE = 4  # columns of a title, with what is before it, below which it says nothing
_MOST_HALVES = 20  # rows of half an hour; a longer day has rows of an hour


# A day


def day_lines(found: Calendar, now: int, zone: str, columns: int) -> list[Line]:
    """A day as a line of time, its logs and timers, and its sums.

    :param columns: how wide the terminal is
    """
    (day,) = found.days
    name = f"{WEEKDAY_NAMES[day.day.weekday()]}, {day.day}"
    name += ", today" if day.start <= now < day.end else ""
    lines = [*heading(name, found.sums, day.target_seconds, columns)]
    lines += [*(_off(one, "", columns) for one in day.off), []]
    if not day.stints:
        return [*lines, cropped([("No time logged.", "zero")], columns)]
    letters = {one.record_id: _letter(at) for at, one in enumerate(found.records)}
    lines += [*_times(day, letters, now, zone, columns), []]
    for stint in day.stints:
        lines += _log(stint, letters[stint.record_id], zone, columns, found)
    if len(found.records) < len(day.stints):
        lines += [[], *record_lines(found.records, letters, columns)]
    return [*lines, [], cropped(footing(found.sums), columns)]


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else "#"


def heading(name: str, sums: Sums, target: int | None, columns: int) -> Iterator[Line]:
    """What it is, and at the right how much, on one line or on two."""
    left: Span = (name, "bold")
    right: list[Span] = [(_shown(sums, sums.seconds), "bold")]
    if target is not None:
        over = sums.seconds - target
        rest = f"{clock(_minutes(abs(over)))} {'over' if over > 0 else 'left'}"
        right.append((f" of {clock(target)}" + (f", {rest}" if over else ""), ""))
    blank = columns - width(name) - wide(right)
    if blank >= 2:
        yield [left, (" " * blank, ""), *right]
    else:
        yield cropped([left], columns)
        yield cropped(right, columns)


def _off(off: DayOff, day: str, columns: int) -> Line:
    """A day off, and in a week its day: ``Thu 24  Christmas Eve, half a day off``."""
    much = {"day": "day off", "half": "half a day off", "hours": f"{clock(off.seconds or 0)} off"}
    title = f"{fitted(off.title, columns).rstrip()}, " if off.title else ""
    return cropped([(f"{day}  " if day else "", ""), (f"{title}{much[off.part]}", "dim")], columns)


def _minutes(seconds: int) -> int:
    return seconds - seconds % 60


def _shown(sums: Sums, seconds: int) -> str:
    """A sum; where a timer runs or is paused, its seconds say nothing."""
    return clock(_minutes(seconds) if sums.timer_seconds else seconds)


def footing(sums: Sums) -> Line:
    """What the sum consists of."""
    spans = [(f"{clock(sums.worked_seconds)} logged", "")]
    if sums.billable_seconds:
        spans.append((f", {_BILLABLE} {clock(sums.billable_seconds)} billable", ""))
    if sums.timer_seconds:
        spans.append((f", {clock(_minutes(sums.timer_seconds))} on timers", ""))
    return spans


class _Axis(Frozen):
    """A stretch of time, and how many columns it takes."""

    low: int
    high: int
    columns: int

    def cell(self, at: int) -> int:
        """The column in which an instant lies."""
        return (at - self.low) * self.columns // (self.high - self.low)


def _times(day: Day, letters: dict[int, str], now: int, zone: str, columns: int) -> Iterator[Line]:
    """The hours, and a line of time for each owner."""
    axis = _axis(day, zone, columns)
    yield _hours(axis, zone)
    owners = list(dict.fromkeys(stint.owner for stint in day.stints))
    for owner in owners:
        if len(owners) > 1:
            yield [(fitted(owner, columns), "dim")]
        yield list(_bar([one for one in day.stints if one.owner == owner], letters, axis, now))


def _axis(day: Day, zone: str, columns: int) -> _Axis:
    """Whole hours around all that is drawn, within the day."""
    first = min(stint.start for stint in day.stints)
    last = max(stint.end for stint in day.stints)
    low = max(day.start, first - (first + utc_offset(first, zone)) % HOUR)
    high = min(day.end, last + -(last + utc_offset(last, zone)) % HOUR)
    high = min(day.end, max(high, low + _SHORTEST))
    low = max(day.start, min(low, high - _SHORTEST))
    return _Axis(low, high, columns)


def _hours(axis: _Axis, zone: str) -> Line:
    """The numbers of the hours where each begins, as many as there is room for."""
    marks = []
    for at in range(axis.low + -axis.low % 900, axis.high, 900):
        clocks = local_time(at, zone)
        if clocks.tm_min == 0:
            marks.append((axis.cell(at), clocks.tm_hour))
    room = axis.columns * HOUR // (axis.high - axis.low)
    step = next((step for step in _STEPS if step * room >= 4), 24)
    text = ""
    for column, hour in marks:
        label = str(hour)
        if hour % step == 0 and len(text) <= column <= axis.columns - len(label):
            text = f"{text:<{column}}{label} "
    return [(text.rstrip(), "dim")]


def _bar(stints: Sequence[Stint], letters: dict[int, str], axis: _Axis, now: int) -> Iterator[Span]:
    """A cell for each column: what was worked on most in it."""
    most: list[tuple[int, Stint | None]] = [(0, None)] * axis.columns
    each = (axis.high - axis.low) / axis.columns
    for stint in stints:
        for start, end in stint.segments:
            for at in range(axis.cell(start), axis.cell(end - 1) + 1):
                low = axis.low + at * each
                seconds = min(end, low + each) - max(start, low)
                if seconds > most[at][0]:
                    most[at] = (int(seconds) + 1, stint)
    until = axis.cell(min(max(now, axis.low), axis.high - 1))
    last: Stint | None = None
    for at, (_, of) in enumerate(most):
        if of is None:
            yield ("·" if at <= until else " ", "dim")
        else:
            runs_on = at + 1 < axis.columns and most[at + 1][1] is of
            mark = "━" if of is last else letters[of.record_id]
            if of is last and of.state == "running" and not runs_on:
                mark = ICONS["running"]
            yield (mark, record_style(of.record_id))
        last = of


def _log(stint: Stint, letter: str, zone: str, columns: int, found: Calendar) -> Iterator[Line]:
    """A log or timer on one line, or on two where the terminal is narrow."""
    seconds = _minutes(stint.seconds) if stint.state else stint.seconds
    times = max(width(clock(one.seconds)) for one in found.stints)
    refs = max(len(one.ref) for one in found.stints)
    gap = _gap(refs + times, columns)
    mark = f" {_BILLABLE}" if stint.billable else ""
    which: list[Span] = [(letter, record_style(stint.record_id)), (gap, "")]
    ref: Span = (stint.ref + " " * (refs - len(stint.ref)), "reference")
    when: Span = (f"{_clock(stint.start, zone)}–{_clock(stint.end, zone)}", "")
    if stint.state:
        when = (f"{_clock(stint.start, zone)}–{ICONS[stint.state]:<5}", stint.state)
    much: Span = (f"{clock(seconds):>{times}}{mark:2}", "")
    what: list[Span] = [(fitted(stint.title, columns).rstrip(), "")]
    if stint.note:
        what.append(("  " + fitted(stint.note, columns).rstrip(), "dim"))
    if columns >= ROOMY:
        line = [*which, when, ("  ", ""), much, ("  ", ""), ref, ("  ", ""), *what]
        yield cropped(line, columns)
        return
    yield cropped([*which, ref, (gap, ""), (much[0].rstrip(), "")], columns)
    yield cropped([(f" {gap}", ""), when, (gap, ""), *what], columns)


def _gap(cells: int, columns: int) -> str:
    """What stands between a mark, a reference and a time, which are so wide together."""
    return "  " if 1 + cells + 4 <= columns else " "


def _clock(instant: int, zone: str) -> str:
    clocks = local_time(instant, zone)
    return f"{clocks.tm_hour:02}:{clocks.tm_min:02}"


def record_lines(
    records: Sequence[RecordSums], letters: dict[int, str] | None, columns: int
) -> Iterator[Line]:
    """The records with their sums, each marked with its letter or in its colour."""
    times = [_shown(one.sums, one.sums.seconds) for one in records]
    refs, most = max(len(one.ref) for one in records), max(map(len, times))
    gap = _gap(refs + most, columns)
    for one, time in zip(records, times, strict=True):
        mark = letters[one.record_id] if letters else "▌"
        line: list[Span] = [
            (f"{mark}{gap}", record_style(one.record_id)),
            (f"{one.ref:<{refs}}", "reference"),
            (f"{gap}{time:>{most}}", ""),
        ]
        titled: list[Span] = [*line, (f"  {fitted(one.title, columns).rstrip()}", "")]
        yield cropped(titled if wide(line) + _SHORT_TITLE <= columns else line, columns)


# A week


def week_lines(found: Calendar, label: str, now: int, zone: str, columns: int) -> list[Line]:
    """Seven columns of hours, with the sum of each day, and the records.

    :param label: of the week, such as ``2026-W45``
    :param columns: how wide the terminal is
    """
    days = found.days
    name = f"{label}, {days[0].day} to {days[-1].day}"
    lines = [*heading(name, found.sums, found.target_seconds, columns), []]
    room = (columns - 3) // len(days) - 1
    if room >= 2:
        lines += _columns(found, now, zone, room)
    else:
        lines += (cropped(_short_day(day, now), columns) for day in days)
    if found.stints:
        lines += [[], *record_lines(found.records, None, columns)]
    if found.off:
        lines += [[], *(_off(one, _name(day, 6), columns) for day in days for one in day.off)]
    return [*lines, [], cropped(footing(found.sums), columns)]


def _short_day(day: Day, now: int) -> Line:
    style = "bold" if day.start <= now < day.end else ""
    return [(f"{_name(day, 6)} ", style), _sum(day)]


def _name(day: Day, room: int) -> str:
    """As much of the weekday and the day of the month as there is room for."""
    weekday = WEEKDAY_NAMES[day.day.weekday()]
    return f"{weekday[:3]} {day.day.day:02}" if room >= 6 else weekday[:2]


def _sum(day: Day) -> Span:
    """The sum of a day; what is zero is dim."""
    seconds = day.sums.seconds
    return (_shown(day.sums, seconds), "bold") if seconds else ("–", "zero")


def _columns(found: Calendar, now: int, zone: str, room: int) -> Iterator[Line]:
    """The names of the days, their hours, and their sums; no column is wider than ``room``."""
    days = found.days
    heads = [(_name(day, room), "bold" if day.start <= now < day.end else "") for day in days]
    yield _side_by_side("", heads, room)
    grids = [_grid(day, zone) for day in days]
    walls = [wall for grid in grids for wall in grid]
    if walls:
        low, high = min(walls) // 2 * 2, max(walls) // 2 * 2 + 2
        step = 1 if high - low <= _MOST_HALVES else 2
        for row in range(low, high, step):
            label = f"{row // 2 % 24:02}" if row % 2 == 0 else ""
            cells = [_hour(grid, row, step, room) for grid in grids]
            yield _side_by_side(label, cells, room)
    yield _side_by_side("", [_fits(_sum(day), room) for day in days], room)
    if found.target_seconds is not None:
        wanted = [clock(day.target_seconds) if day.target_seconds else "–" for day in days]
        yield _side_by_side("of", [_fits((text, "dim"), room) for text in wanted], room)


def _fits(span: Span, room: int) -> Span:
    """A duration, without its minutes where there is no room for them."""
    text, style = span
    return (text, style) if width(text) <= room else (text.partition(":")[0], style)


def _side_by_side(label: str, cells: Sequence[Span], room: int) -> Line:
    line: list[Span] = [(f"{label:<3}", "dim")]
    for text, style in cells:
        line += [(fitted(text, room), style), (" ", "")]
    return line


def _grid(day: Day, zone: str) -> dict[int, Stint]:
    """For each half hour of the clocks, from midnight on, what was worked on most in it."""
    midnight = (day.day.toordinal() - 719_163) * DAY  # of the first of January 1970
    most: dict[int, tuple[int, Stint]] = {}
    for stint in day.stints:
        for segment in stint.segments:
            at = segment.start
            while at < segment.end:
                wall = at + utc_offset(at, zone) - midnight
                after = min(segment.end, at + 1800 - wall % 1800)
                row = wall // 1800
                if after - at > most.get(row, (0, stint))[0]:
                    most[row] = (after - at, stint)
                at = after
    return {row: stint for row, (_, stint) in most.items()}


def _hour(grid: dict[int, Stint], row: int, step: int, room: int) -> Span:
    """A cell of the week: where a stint begins, the record stands in it."""
    found = next((grid[at] for at in range(row, row + step) if at in grid), None)
    if found is None:
        return ("", "")
    begins = all(grid.get(at) is not found for at in range(row - step, row))
    text = f"▌{_short(found.ref, room - 1)}" if begins else "▌"
    ends = all(grid.get(at) is not found for at in range(row + step, row + 2 * step))
    filled = text + "░" * (room - len(text))
    if ends and found.state == "running" and room > 2:
        filled = filled[:-1] + ICONS["running"]
    return (filled, record_style(found.record_id))


def _short(ref: str, room: int) -> str:
    """As much of a reference as there is room for: all, its number, or nothing."""
    number = ref.rpartition("-")[2]
    return next((text for text in (ref, number) if len(text) <= room), "")
