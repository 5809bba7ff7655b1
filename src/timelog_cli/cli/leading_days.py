"""Days at the beginning of a command line, with a text behind them, none of them in quotes."""

from __future__ import annotations

from timelog_cli.domain.text import typed
from timelog_cli.domain.time.durations import length
from timelog_cli.domain.time.near import readable
from timelog_cli.domain.time.periods import PERIODS, read_period
from timelog_cli.domain.time.ranges import is_time
from timelog_cli.domain.time.scan import LONGEST, first, tidied
from timelog_cli.domain.time.zones import DAY
from timelog_cli.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from timelog_cli.domain.time.scan import Moment, Period

_COMMAND = "timelog dayoff add"
_JOINING = ("-", "–", "..", "to", "until", "and", "&")


def divided(words: list[str], moment: Moment) -> tuple[list[str], list[str]]:
    """The words that name days, as many as can, and those of the text behind them.

    :raises UsageError: no days are named, or the text begins like a time
    """
    for count in range(min(len(words), LONGEST), 0, -1):
        if _period(words[:count], moment) is not None:
            _check_text(words[:count], words[count:], moment)
            return words[:count], words[count:]
    _check_order(words, moment)
    is_figure = any(word[:1].isdigit() for word in words[:2])
    read_period(" ".join(words[: 1 + is_figure]), moment)
    return words[:1], words[1:]


def _check_order(words: list[str], moment: Moment) -> None:
    for count in range(max(1, len(words) - LONGEST), len(words)):
        text, days = words[:count], words[count:]
        if readable(PERIODS, " ".join(days), moment) is not None:
            raise UsageError(
                f"the day must come before the text {' '.join(text)[:60]!r}",
                f"{_COMMAND} {' '.join(map(typed, (*days, *text)))}",
            )


def _period(words: list[str], moment: Moment) -> Period | None:
    plain = tidied(" ".join(words))
    return first(PERIODS, plain, moment) if plain else None


def _check_text(days: list[str], text: list[str], moment: Moment) -> None:
    rest = text[1:] if text and text[0] in _JOINING else text
    whole = " ".join(rest)
    in_figures = bool(rest) and rest[0][:1].isdigit() and _is_time(rest[0], moment)
    if not (in_figures or _is_time(whole, moment)):
        return
    raise UsageError(
        f"{whole[:60]!r} could be a time or the text of the day off",
        _hint(days, rest, moment),
    )


def _is_time(text: str, moment: Moment) -> bool:
    if text.replace(" ", "").isdigit() or is_time(text, moment):
        return True
    return bool(text) and _period([text], moment) is not None


def _hint(days: list[str], rest: list[str], moment: Moment) -> str:
    said = " ".join(map(typed, days))
    so_long = None if rest[0].isdigit() else length(tidied(rest[0]))
    if so_long is not None and so_long <= DAY:
        return f"{_COMMAND} {said} --hours {' '.join(map(typed, rest))}"
    until = _until(days, rest, moment)
    if until is not None:
        return f"to add all days between: {_COMMAND} {until}"
    if not _is_time(" ".join(rest), moment):
        return f"put the text in quotes: {_COMMAND} {said} {typed(' '.join(rest))}"
    return f"begin the text with a word, such as: {_COMMAND} {said} Vacation"


def _until(days: list[str], rest: list[str], moment: Moment) -> str | None:
    """One range, with the text behind it, of two days that are typed one after the other."""
    start = _period(days, moment)
    first_day = start.first_day if start else None
    for count in range(min(len(rest), LONGEST), 0, -1):
        found = readable(PERIODS, " ".join(rest[:count]), moment)
        last_day = found.last_day if found else None
        if first_day and last_day and last_day > first_day:
            return " ".join([f"{first_day}..{last_day}", *map(typed, rest[count:])])
    return None
