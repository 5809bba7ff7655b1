"""Numbers of invoices, the counters they come from, and the names of their files.

A pattern is plain text with fields in braces: ``{year}``, ``{yy}``, ``{month}``, ``{day}`` of the
issue date, two digits each but the year, ``{customer}``, the code of the customer, and ``{seq}``,
the counter; ``:04`` pads with zeros.
"""

from __future__ import annotations

from timelog_cli.domain.money.currencies import quoted
from timelog_cli.domain.text import one_line
from timelog_cli.errors import UsageError
from timelog_cli.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from re import Match

PATTERN_LIMIT = 64
FILE_NAME_LIMIT = 150


_FIELDS = ("year", "yy", "month", "day", "customer", "seq")
_WIDEST = 12
LAST_LIMIT = 10**_WIDEST - 1
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
    Between ``{customer}`` and ``{seq}`` is a character that is in neither: otherwise customers
    with the codes A and A1 would both get the number A11.

    :raises UsageError: saying which part of it is wrong
    """
    try:
        pattern = one_line(pattern, "the number pattern", PATTERN_LIMIT)
    except UsageError as wrong:
        raise UsageError(wrong.message, _HINT) from wrong
    parts = list(_parts(pattern))
    counters = sum(field == "seq" for _, field, _ in parts)
    if counters != 1:
        found = "no {seq}" if not counters else "{seq} more than once"
        raise UsageError(f"the number pattern {quoted(pattern)} has {found}", _HINT)
    if _runs_together(parts):
        raise UsageError(
            f"the number pattern {quoted(pattern)} needs a separator between {{customer}} and"
            " {seq}",
            "use a pattern such as {customer}-{seq:04}",
        )
    return pattern


def of_customers(pattern: str) -> bool:
    """Whether each customer has a series of its own."""
    return any(field == "customer" for _, field, _ in _parts(pattern))


def _runs_together(parts: Sequence[tuple[str, str, int]]) -> bool:
    """Whether only letters and digits are between the counter and a customer's code."""
    marks = {"": "", "customer": "{", "seq": "}"}
    text = "".join(literal + marks.get(field, "0") for literal, field, _ in parts)
    before, _, after = text.partition("}")
    between = [before.rpartition("{")[2]] if "{" in before else []
    between += [after.partition("{")[0]] if "{" in after else []
    return any(not one or one.isalnum() for one in between)


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
    if name == "customer":
        raise UsageError(
            f"the number pattern {quoted(pattern)} has the unknown format {quoted(inside)}",
            "use {customer} without a width",
        )
    if not (width.isascii() and width.isdigit() and width[0] == "0" and int(width) <= _WIDEST):
        raise UsageError(
            f"the number pattern {quoted(pattern)} has the unknown format {quoted(inside)}",
            f"use a zero and a width of up to {_WIDEST}, such as {{seq:04}}",
        )
    return name, int(width)


def number(pattern: str, day: date, seq: int, code: str = "") -> str:
    """The number with the counter at ``seq``, for an issue date, as in ``2026-0042``.

    :param code: of the customer
    :raises UsageError: as ``check_pattern``
    """
    values = _values(day) | {"seq": str(seq), "customer": code}
    return _filled(check_pattern(pattern), values)


def counter_key(pattern: str, day: date, code: str | None = None) -> str:
    """The name of the counter that a number of this pattern and issue date is taken from.

    It is the number's text around the counter, so numbers of one counter differ by the counter
    alone: with ``{year}`` or ``{yy}`` each year has its own, with ``{month}`` each month as well,
    and so on. Without a year in it a pattern has one counter for ever. The width of ``{seq}``
    is no part of it, nor is the letter case of a customer's code.

    :param code: of the customer; without it ``{customer}`` is left
    :raises UsageError: as ``check_pattern``
    """
    pattern = check_pattern(pattern)
    fields = {field for _, field, _ in _parts(pattern)}
    dated = fields & {"year", "yy"}
    values = _values(day) if dated else {field: f"{{{field}}}" for field in _FIELDS}
    customer = "{customer}" if code is None else code.upper()
    return _filled(pattern, values | {"seq": "{seq}", "customer": customer})


class NumberSeries(Frozen):
    """A series of numbers: where it is, and how many documents have one.

    ``began_after`` is the number before its first one, which another program gave; ``since`` the
    date of its first document. ``last_number`` is ``None`` where none was given yet.
    """

    key: str
    kinds: tuple[str, ...]
    last: int
    began_after: int
    documents: int
    since: date | None
    last_number: str | None
    next_number: str


def fits(key: str, pattern: str) -> bool:
    """Whether the key is that of a counter of the pattern, on some day, of some customer."""
    return _match(key, pattern) is not None


def in_own_letters(key: str, pattern: str, codes: Mapping[str, str]) -> str:
    """The key with the code of the customer as that is written, where the pattern has it.

    :param codes: the codes of customers by what they are in capitals
    """
    match = _match(key, pattern)
    for at in range(match.re.groups, 0, -1) if match else ():
        assert match is not None
        start, end = match.span(at)
        key = key[:start] + codes.get(key[start:end], key[start:end]) + key[end:]
    return key


def _match(key: str, pattern: str) -> Match[str] | None:
    """The key as one of the pattern, with a group for each code."""
    import re

    parts = list(_parts(check_pattern(pattern)))
    dated = {field for _, field, _ in parts} & {"year", "yy"}
    forms = {"": "", "seq": re.escape("{seq}"), "customer": "([0-9A-Z]+)"}
    found = "".join(
        re.escape(literal) + forms.get(field, "[0-9]+" if dated else re.escape(f"{{{field}}}"))
        for literal, field, _ in parts
    )
    return re.fullmatch(found, key)


def width_of(pattern: str) -> int:
    """How many digits the counter has at least."""
    return max(width for _, field, width in _parts(pattern) if field == "seq")


def number_of(key: str, width: int, day: date, seq: int) -> str:
    """The number of a counter by its key, for an issue date."""
    values = _values(day) | {"seq": str(seq).zfill(width), "customer": ""}
    return _filled(key, values)


def read_last(text: str) -> int:
    """The last number that another program gave, as ``331`` or ``0331``.

    :raises UsageError: no number from 1 on
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= LAST_LIMIT):
        raise UsageError(
            f"{text[:40]!r} is not the counter of a number",
            "give only the counter of the last number that was used, such as 331 for 2026-0331",
        )
    return int(digits)


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
