"""Instants and stretches of time as people read them, and a small picture of two that collide."""

from __future__ import annotations

from timelog_cli.domain.time.zones import (
    DAY,
    day_number,
    is_shown_twice,
    iso,
    local,
    utc_offset,
    written,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timelog_cli.domain.logs import Segment, Taken

    Stretch = Segment | Taken

PICTURE_WIDE = 24
_MOST_PIECES = 3


def day_and_time(instant: int, zone: str) -> str:
    """``2026-11-02 09:00``, with seconds where there are some."""
    return written(instant, zone).removesuffix(":00")


def as_typed(instant: int, zone: str) -> str:
    """``2026-11-02T09:00``, one word to type; with the offset where the clocks show it twice."""
    if is_shown_twice(instant, zone):
        return iso(instant, zone)
    return day_and_time(instant, zone).replace(" ", "T")


def time_of_day(instant: int, zone: str) -> str:
    """``09:00``, with seconds where there are some."""
    return written(instant, zone)[11 : None if instant % 60 else 16]


def need_offsets(start: int, end: int, zone: str) -> bool:
    """Whether a stretch between two instants cannot be read without the offsets of the clocks."""
    around = (start - DAY, start, end, end + DAY)
    if len({utc_offset(instant, zone) for instant in around}) == 1:
        return False
    if utc_offset(start, zone) != utc_offset(end, zone):
        return True
    return is_shown_twice(start, zone) or is_shown_twice(end, zone)


def span(start: int, end: int, zone: str) -> str:
    """``2026-11-02 09:00–10:30``; an end on another day is written out.

    Offsets are written where the two differ, and where the clocks show one of the times twice.
    """
    same_day = day_number(start, zone) == day_number(end, zone)
    ends = time_of_day(end, zone) if same_day else day_and_time(end, zone)
    if need_offsets(start, end, zone):
        first, last = local(start, zone), local(end, zone)
        return f"{day_and_time(start, zone)}{first:%z}–{ends}{last:%z}"
    return f"{day_and_time(start, zone)}–{ends}"


def pieces(stretches: Sequence[Stretch], zone: str) -> str:
    """Some stretches in a row; the day is named where it is another than that of the first."""
    day = day_and_time(stretches[0].start, zone)[:11]
    spans = [span(one.start, one.end, zone).removeprefix(day) for one in stretches]
    more = len(spans) - _MOST_PIECES
    return ", ".join(spans[:_MOST_PIECES]) + (f" and {more} more" if more > 0 else "")


def picture(rows: Sequence[tuple[str, Sequence[Stretch]]]) -> list[str]:
    """A line for each row: its label, and where its stretches lie among those of all rows."""
    every = [stretch for _, stretches in rows for stretch in stretches]
    low = min(stretch.start for stretch in every)
    high = max(stretch.end for stretch in every)
    widest = max(len(label) for label, _ in rows)
    return [f"{label:<{widest}}  {_bar(stretches, low, high)}" for label, stretches in rows]


def _bar(stretches: Iterable[Stretch], low: int, high: int) -> str:
    cells = ["░"] * PICTURE_WIDE
    for stretch in stretches:
        first = (stretch.start - low) * PICTURE_WIDE // (high - low)
        last = -((low - stretch.end) * PICTURE_WIDE // (high - low))
        cells[first:last] = "█" * (last - first)
    return "".join(cells)
