"""How far the clocks of a zone are ahead of UTC at an instant, read from its file (RFC 8536).

``zoneinfo`` and ``datetime`` cost more than all the rest of a daily command, which asks nothing
but what the clocks showed. What begins with a local time is in ``zones``, which reads the same
files through ``zoneinfo``; that also answers what is not understood here.
"""

from __future__ import annotations

import os
from time import gmtime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Stretch = tuple[int, int, int]

_FOLDERS = (
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/usr/share/lib/zoneinfo",
    "/etc/zoneinfo",
)
_HEADER = 44
_LONG_AGO, _FAR_AHEAD = -(2**62), 2**62

_contents: dict[str, bytes] = {}


def content(name: str) -> bytes:
    """The file of a zone; empty where only ``zoneinfo`` may know one."""
    if name not in _contents:
        _contents[name] = _read(name)
    return _contents[name]


def _read(name: str) -> bytes:
    if not {"", ".", ".."}.isdisjoint(name.split("/")) or "\0" in name:
        return b""
    for folder in _folders():
        try:
            with open(f"{folder}/{name}", "rb") as file:
                found = file.read()
        except (OSError, UnicodeEncodeError):
            continue
        return found if found.startswith(b"TZif") else b""
    return b""


def _folders() -> Iterator[str]:
    """Where ``zoneinfo`` looks, in that order, and the package that it takes otherwise."""
    if "PYTHONTZPATH" in os.environ:
        from zoneinfo import TZPATH

        yield from TZPATH
    else:
        yield from _FOLDERS
    try:
        import tzdata
    except ImportError:
        return
    yield f"{tzdata.__path__[0]}/zoneinfo"


def stretch(file: bytes, instant: int) -> Stretch | None:
    """From when, up to when, and by how many seconds the clocks are ahead of UTC at an instant.

    ``None`` where the file does not say it in a way that is understood here.
    """
    try:
        return _stretch(file, instant)
    except (ValueError, IndexError):
        return None


def _stretch(file: bytes, instant: int) -> Stretch | None:
    if file[4:5] < b"2":
        return None
    start = _HEADER + sum(_sizes(file, 0, 4))
    times, kinds, offsets, *rest = _sizes(file, start, 8)
    start += _HEADER
    low, high = 0, kinds
    while low < high:
        middle = (low + high) // 2
        if _number(file, start + middle * 8, 8) <= instant:
            low = middle + 1
        else:
            high = middle
    if kinds and not low:
        return None
    since = _number(file, start + low * 8 - 8, 8) if low else _LONG_AGO
    if low == kinds and (low == 0 or instant > since):
        footer = file[start + times + kinds + offsets + sum(rest) :]
        return _by_rule(footer.strip(b"\n").decode("ascii"), instant, since)
    until = _number(file, start + low * 8, 8) if low < kinds else since + 1
    kind = file[start + times + low - 1]
    return since, until, _number(file, start + times + kinds + kind * 6, 4)


def _number(file: bytes, at: int, size: int) -> int:
    return int.from_bytes(file[at : at + size], "big", signed=True)


def _sizes(file: bytes, start: int, size: int) -> tuple[int, ...]:
    """How long the parts of a block are: times, their kinds, the offsets, and what follows."""
    utc, standard, leaps, times, kinds, names = (
        _number(file, start + 20 + at * 4, 4) for at in range(6)
    )
    return times * size, times, kinds * 6, names, leaps * (size + 4), standard, utc


def _by_rule(footer: str, instant: int, since: int) -> Stretch | None:
    """What a rule such as ``CET-1CEST,M3.5.0,M10.5.0/3`` says of an instant after the table."""
    names, *changes = footer.split(",")
    standard, rest = _named_offset(names)
    if standard is None:
        return None
    if not changes:
        return None if rest else (since, _FAR_AHEAD, standard)
    summer, rest = _named_offset(rest, standard + 3600)
    if summer is None or rest or len(changes) != 2:  # noqa: PLR2004
        return None
    year = gmtime(instant).tm_year
    begins = _change(changes[0], year) - standard
    ends = _change(changes[1], year) - summer
    is_summer = begins <= instant < ends if begins < ends else not ends <= instant < begins
    bounds = (since, _days(year, 1) * 86_400, begins, ends, _days(year + 1, 1) * 86_400)
    low = max(bound for bound in bounds if bound <= instant)
    high = min(bound for bound in bounds if bound > instant)
    return low, high, summer if is_summer else standard


def _named_offset(text: str, usual: int | None = None) -> tuple[int | None, str]:
    """The offset behind the name of a time, as in ``CET-1CEST``, and what follows it."""
    name = text.partition(">")[2] if text.startswith("<") else text.lstrip(_LETTERS)
    if name == text:
        return None, text
    rest = name.lstrip("+-0123456789:")
    written = name[: len(name) - len(rest)]
    return (-_seconds(written) if written else usual), rest


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds, *more = (*map(int, text.lstrip("+-").split(":")), 0, 0)
    if len(more) > 2:  # noqa: PLR2004
        raise ValueError(text)
    return sign * (hours * 3600 + minutes * 60 + seconds)


def _change(text: str, year: int) -> int:
    """When the clocks change in a year, in seconds of their own time: ``M10.5.0/3``."""
    day, _, time = text.partition("/")
    if not day.startswith("M"):
        raise ValueError(text)
    month, week, weekday = map(int, day[1:].split("."))
    first = _days(year, month)
    found = first + (weekday - first - 4) % 7 + (week - 1) * 7  # day 0 was a Thursday
    if found >= _days(year + month // 12, month % 12 + 1):
        found -= 7
    return found * 86_400 + (_seconds(time) if time else 7200)


def _days(year: int, month: int) -> int:
    """The days from 1970 to the first of a month."""
    year -= month < 3  # noqa: PLR2004
    month = (month + 9) % 12  # the year begins in March, so that the leap day is its last
    return year * 365 + year // 4 - year // 100 + year // 400 + (month * 153 + 2) // 5 - 719_468
