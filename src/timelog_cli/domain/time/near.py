"""What a text that is no time was most likely meant to be, in its own words and figures."""

from __future__ import annotations

from timelog_cli.domain.names import near_ones
from timelog_cli.domain.time.scan import (
    MONTHS,
    WEEKDAYS,
    Moment,
    digits,
    first,
    month_named,
    tidied,
    today,
    weekday_named,
)
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from timelog_cli.domain.time.scan import Row, Rows

    T = TypeVar("T")

_WORDS = (
    *("today", "yesterday", "tomorrow", "now", "noon", "midnight", "all", "last", "this"),
    *("day", "week", "month", "quarter", "year", "days", "weeks", "months", "hours", "minutes"),
    *("seconds", "at", "on", "to", "for", "from", "ago", "before", "after", "in", "am", "pm"),
    *(*WEEKDAYS, *MONTHS, *(name[:3] for name in (*WEEKDAYS, *MONTHS))),
)
_MOST_WORDS = 8
_BEFORE = {"since": "{}..", "from": "{}..", "until": "..{}", "till": "..{}", "last": "{}"}
_LIKE = 0.7


def near_hint(rows: Rows[T], text: str, *rest: object) -> str:
    """The hint at a text of the same kind that can be read, or else at a useful example."""
    plain = tidied(text)
    for guess in _guesses(plain, *rest):
        if readable(rows, guess, *rest) is not None:
            return f"try {guess}" if guess.endswith(".") else f"did you mean {guess}?"
    alike = _like_in_shape(rows, plain) if any(c.isdigit() for c in plain) else None
    if alike is None and readable(rows, "today", *rest) is not None:
        return "try today"
    form, example = alike or rows[0][:2]
    return f"try {example}" if form == example else f"try {example} ({form})"


def readable(rows: Rows[T], text: str, *rest: object) -> T | None:
    """What a text is read to; ``None`` where it cannot be read."""
    plain = tidied(text)
    try:
        return first(rows, plain, *rest) if plain else None
    except UsageError:
        return None


def _guesses(text: str, *rest: object) -> Iterator[str]:
    yield from _respelled(text.split())
    word, _, other = text.partition(" ")
    if other and word in _BEFORE:
        yield _BEFORE[word].format(other)
        for better in _respelled(other.split()):
            yield _BEFORE[word].format(better)
    for moment in rest:
        if isinstance(moment, Moment):
            yield from _in_figures(text, moment)


def _respelled(words: list[str]) -> Iterator[str]:
    """The text with its unknown words as the known ones that they are most like."""
    unknown = [word for word in words if word.isalpha() and not _is_known(word)]
    if not unknown or len(words) > _MOST_WORDS:
        return
    near = {word: near_ones(word, _WORDS) for word in unknown}
    for choice in range(max(map(len, near.values()))):
        better = {word: found[min(choice, len(found) - 1)] for word, found in near.items() if found}
        yield " ".join(better.get(word, word) for word in words)


def _is_known(word: str) -> bool:
    return word in _WORDS or month_named(word) is not None or weekday_named(word) is not None


def _in_figures(text: str, moment: Moment) -> Iterator[str]:
    """A day, month, quarter or week, as years come first; this year's if it says none."""
    day = today(moment)
    parts = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
    years = [part for part in parts if digits(part, 4)]
    others = [part for part in parts if part not in years]
    year = years[0] if years else f"{day.year}"
    match others:
        case [one] if one[:1] in ("q", "w") and digits(one[1:], 1, 2):
            yield f"{year}-{one[0].upper()}{int(one[1:]):0{'qw'.index(one[0]) + 1}}"
        case [one] if digits(one, 1, 2):
            yield f"{year}-{one:0>2}" if years else f"{day:%Y-%m}-{one:0>2}"
        case [one, other] if years and digits(one, 1, 2) and digits(other, 1, 2):
            yield f"{year}-{one:0>2}-{other:0>2}" if parts[0] == year else f"{one}.{other}.{year}"
    if " " in text:
        yield from (text.replace(" - ", ".."), "..".join(text.split()))


def _like_in_shape(rows: Rows[T], text: str) -> tuple[str, str] | None:
    """The form and the example whose figures and signs are most alike, if any are."""
    from difflib import SequenceMatcher

    def likeness(row: Row[T]) -> float:
        return SequenceMatcher(None, _shape(text), _shape(row[1].lower())).ratio()

    best = max(rows, key=likeness)
    return (best[0], best[1]) if likeness(best) >= _LIKE else None


def _shape(text: str) -> str:
    return "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)
