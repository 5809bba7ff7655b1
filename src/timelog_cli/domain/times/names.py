"""The English names of months and weekdays, in full and in short."""

from __future__ import annotations

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORT = 3
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTHS |= {name[:_SHORT]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = {name: number for number, name in enumerate(WEEKDAYS)}
_WEEKDAYS |= {name[:_SHORT]: number for name, number in _WEEKDAYS.items()}
_WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}


def month_named(text: str) -> int | None:
    """The month, 1 to 12, of a lower-case name."""
    return _MONTHS.get(text.removesuffix("."))


def weekday_named(text: str) -> int | None:
    """The weekday, 0 for Monday, of a lower-case name."""
    return _WEEKDAYS.get(text.removesuffix("."))
