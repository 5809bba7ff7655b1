"""Numbers of invoices, the counters they come from, and the names of their files.

A pattern is plain text with fields in braces: ``{year}``, ``{yy}``, ``{month}``, ``{day}`` of the
issue date, two digits each but the year, and ``{seq}``, the counter; ``:04`` pads with zeros.
"""

from __future__ import annotations

from timelog_cli.domain.money.currencies import quoted
from timelog_cli.domain.text import one_line
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

PATTERN_LIMIT = 64
FILE_NAME_LIMIT = 150

_FIELDS = ("year", "yy", "month", "day", "seq")
_WIDEST = 12
_NUMBER_LIMIT = 100
_EXTENSION_LIMIT = 13
_LATIN = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th"}
    | {"ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng", "Ŋ": "Ng", "ŧ": "t", "Ŧ": "T", "ə": "e"}
)
_HINT = "use a pattern such as {year}-{seq:04}"


def check_pattern(pattern: str) -> str:
    """The pattern, stripped, if numbers can be made of it.

    ``{seq}`` is in it once, other fields as often as one likes; nothing else stands in braces.

    :raises UsageError: saying which part of it is wrong
    """
    try:
        pattern = one_line(pattern, "the number pattern", PATTERN_LIMIT)
    except UsageError as wrong:
        raise UsageError(wrong.message, _HINT) from wrong
    counters = sum(field == "seq" for _, field, _ in _parts(pattern))
    if counters != 1:
        found = "no {seq}" if not counters else "{seq} more than once"
        raise UsageError(f"the number pattern {quoted(pattern)} has {found}", _HINT)
    return pattern


def _parts(pattern: str) -> Iterator[tuple[str, str, int]]:
    """The literal texts of a pattern, each with the field and width after it, if any."""
    rest = pattern
    while rest:
        literal, brace, rest = rest.partition("{")
        inside, closing, rest = rest.partition("}") if brace else ("", "", "")
        if "}" in literal or "{" in inside or bool(brace) != bool(closing):
            raise UsageError(f"the number pattern {quoted(pattern)} has an unmatched brace", _HINT)
        yield literal, *(_field(inside, pattern) if brace else ("", 0))


def _field(inside: str, pattern: str) -> tuple[str, int]:
    name, colon, width = inside.partition(":")
    if name not in _FIELDS:
        raise UsageError(
            f"the number pattern {quoted(pattern)} has the unknown field {quoted(inside)}",
            f"use the fields {', '.join(f'{{{field}}}' for field in _FIELDS)} and {{seq:04}}",
        )
    if not colon:
        return name, 0
    if not (width.isascii() and width.isdigit() and width[0] == "0" and int(width) <= _WIDEST):
        raise UsageError(
            f"the number pattern {quoted(pattern)} has the unknown format {quoted(inside)}",
            f"use a zero and a width of up to {_WIDEST}, such as {{seq:04}}",
        )
    return name, int(width)


def number(pattern: str, day: date, seq: int) -> str:
    """The number with the counter at ``seq``, for an issue date, as in ``2026-0042``.

    :raises UsageError: as ``check_pattern``
    """
    values = _values(day) | {"seq": str(seq)}
    return _filled(check_pattern(pattern), values)


def counter_key(pattern: str, day: date) -> str:
    """The name of the counter that a number of this pattern and issue date is taken from.

    It is the number's text around the counter, so numbers of one counter differ by the counter
    alone: with ``{year}`` or ``{yy}`` each year has its own, with ``{month}`` each month as well,
    and so on. Without a year in it a pattern has one counter for ever. The width of ``{seq}``
    is no part of it.

    :raises UsageError: as ``check_pattern``
    """
    pattern = check_pattern(pattern)
    fields = {field for _, field, _ in _parts(pattern)}
    dated = fields & {"year", "yy"}
    values = _values(day) if dated else {field: f"{{{field}}}" for field in _FIELDS}
    return _filled(pattern, values | {"seq": "{seq}"})


def _values(day: date) -> dict[str, str]:
    return {
        "year": f"{day.year:04}",
        "yy": f"{day.year % 100:02}",
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
    }


def _filled(pattern: str, values: dict[str, str]) -> str:
    return "".join(
        literal + (_padded(values[field], width) if field else "")
        for literal, field, width in _parts(pattern)
    )


def _padded(value: str, width: int) -> str:
    return value.zfill(width) if value.isdigit() else value


def file_name(number: str, customer: str, ext: str, customer_id: int = 0) -> str:
    """``{number}_{customer}.{ext}`` in ASCII letters, digits, ``.``, ``_`` and ``-``.

    Letters lose their accents (NFKD) and what is not ASCII then is left out; other characters
    become a hyphen. A customer who loses letters that way is told apart by its number. It has 150
    characters at most, cut from the customer, no empty part, and never a separator of folders or
    a dot or hyphen in front.
    """
    first = _slug(number, "invoice", _NUMBER_LIMIT)
    last = _slug(ext, "txt", _EXTENSION_LIMIT)
    room = FILE_NAME_LIMIT - len(first) - len(last) - len("_.")
    own = f"-{customer_id}" if customer_id and _loses_letters(customer) else ""
    return f"{first}_{_slug(customer, 'customer', room - len(own))}{own}.{last}"


def _loses_letters(text: str) -> bool:
    return any(char.isalnum() and not char.isascii() for char in _latin(text))


def _latin(text: str) -> str:
    """Letters without their accents, and those of Latin alphabets in ASCII."""
    from unicodedata import normalize

    return normalize("NFKD", text).translate(_LATIN)


def _slug(text: str, otherwise: str, limit: int) -> str:
    text = _latin(text).encode("ascii", "ignore").decode("ascii")
    words = "".join(char if char.isalnum() or char in "._-" else " " for char in text).split()
    return "-".join(words).strip("._-")[:limit].rstrip("._-") or otherwise
