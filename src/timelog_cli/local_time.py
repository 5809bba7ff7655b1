"""What the clocks of a time zone show at an instant, asked of the C library.

``zoneinfo`` says the same, but importing it costs every command a third of bare Python. The C
library knows one zone at a time: that of the variable ``TZ``, which is therefore set to the zone
asked for last. It stays set, because the library reads it again whenever it formats a date.
``os.environ`` does not show it, so the processes started with that are in the user's own zone.
"""

from __future__ import annotations

import os
from time import localtime, tzset

from timelog_cli.errors import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from time import struct_time

_FOLDERS = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"


class _Library:
    zone: str | None = None


def local_time(instant: int, zone: str) -> struct_time:
    """The date and time in an IANA zone.

    :raises Unreadable: no such zone
    """
    if zone != _Library.zone:
        os.putenv("TZ", f":{_file(zone)}")
        tzset()
        _Library.zone = zone
    return localtime(instant)


def utc_offset(instant: int, zone: str) -> int:
    """The seconds by which the clocks of an IANA zone are ahead of UTC.

    :raises Unreadable: no such zone
    """
    return local_time(instant, zone).tm_gmtoff


def _file(zone: str) -> str:
    """The file of a zone (RFC 8536), in the folders where ``zoneinfo`` looks for it."""
    name = zone.removeprefix("right/")  # which would count leap seconds
    if {"", ".", ".."}.isdisjoint(name.split("/")):
        for folder in _folders():
            path = f"{folder}/{name}"
            if _is_zone_file(path):
                return path
    raise Unreadable(
        f"there is no time zone {zone!r}",
        "timelog config set timezone Europe/Rome",
    )


def _folders() -> Iterator[str]:
    named = os.environ.get("PYTHONTZPATH", _FOLDERS).split(":")
    yield from (folder for folder in named if folder.startswith("/"))
    try:
        import tzdata
    except ImportError:  # distributions leave it out where the system has the zones
        return
    yield f"{tzdata.__path__[0]}/zoneinfo"


def _is_zone_file(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"TZif"
    except (OSError, ValueError):  # not there, a folder; no name of a file
        return False
